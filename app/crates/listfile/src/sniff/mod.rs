//! What are these bytes? Found from their content; the file's name is never asked.
//!
//! School software writes tab-separated text, HTML and XML under the name `.xls`, and people rename files to make an
//! upload form happy. So the first bytes decide the container and, for text, the bytes decide the encoding.

mod container;
mod delimiter;
mod encoding;
mod foreign;

use std::borrow::Cow;

use crate::format::{Encoding, Format};
use crate::limits;
use crate::not_a_list::{ForeignKind, Limit, NotAList};

pub(crate) use delimiter::{Separator, guess};

/// Bytes whose kind is known, text already decoded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sniffed<'a> {
    /// A zip file: a workbook, or some other package.
    Zip,
    /// A compound file: a BIFF workbook, an encrypted workbook, a document.
    Compound,
    /// BIFF records without a container.
    Biff,
    /// Text of any kind.
    Text(Text<'a>),
}

/// Decoded text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Text<'a> {
    /// The text without its byte order mark.
    pub(crate) text: Cow<'a, str>,
    /// How it was encoded.
    pub(crate) encoding: Encoding,
    /// Whether some bytes could not be decoded and stand as U+FFFD.
    pub(crate) broken: bool,
    /// Html, Xml, Csv or Paste; tab-separated text is told from Csv by its separator later.
    pub(crate) format: Format,
}

/// Finds out what the bytes are.
pub(crate) fn sniff(bytes: &[u8], chosen: Option<Encoding>, pasted: bool) -> Result<Sniffed<'_>, NotAList> {
    limits::check(Limit::FileBytes, bytes.len() as u64, limits::FILE_BYTES)?;
    if bytes.iter().all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | 0)) {
        return Err(NotAList::Empty);
    }
    // A workbook has no encoding to choose, so only text obeys the choice.
    if let Some(container) = container::container(bytes).filter(|_| !pasted) {
        return Ok(container);
    }
    if !pasted
        && chosen.is_none()
        && let Some(kind) = foreign::foreign(bytes)
    {
        return Err(NotAList::Foreign(kind));
    }
    let encoding = match chosen {
        Some(encoding) => encoding,
        None => encoding::detect(bytes).ok_or(NotAList::Foreign(ForeignKind::Unknown))?,
    };
    let (text, broken) = encoding::decode(bytes, encoding);
    if crate::grid::is_blank_text(&text) {
        return Err(NotAList::Empty);
    }
    let format = if pasted { Format::Paste } else { container::text_format(&text) };
    Ok(Sniffed::Text(Text { text, encoding, broken, format }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<(Format, Encoding), NotAList>) {
        let found = sniff(bytes, None, false).map(|sniffed| match sniffed {
            Sniffed::Text(text) => (text.format, text.encoding),
            other => panic!("{other:?}"),
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn text_is_told_by_its_content() {
        check("姓名,性别\n".as_bytes(), Ok((Format::Csv, Encoding::Utf8)));
        check(b"\xEF\xBB\xBFa,b", Ok((Format::Csv, Encoding::Utf8Bom)));
        check(b"\xD0\xD5\xC3\xFB,\xD0\xD4\xB1\xF0", Ok((Format::Csv, Encoding::Gb18030)));
        check(b"<html><table><tr><td>1</table>", Ok((Format::Html, Encoding::Utf8)));
    }

    #[test]
    fn what_is_no_list_is_named() {
        check(b"", Err(NotAList::Empty));
        check(b"\xEF\xBB\xBF \r\n\t ", Err(NotAList::Empty));
        check("\u{3000}\n\u{A0}".as_bytes(), Err(NotAList::Empty));
        check(b"%PDF-1.7 ...", Err(NotAList::Foreign(ForeignKind::Pdf)));
        check(b"\x89PNG\r\n\x1A\n....", Err(NotAList::Foreign(ForeignKind::Image)));
        let junk: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        check(&junk, Err(NotAList::Foreign(ForeignKind::Unknown)));
    }

    #[test]
    fn a_chosen_encoding_is_obeyed() {
        let Ok(Sniffed::Text(text)) = sniff(b"\xD0\xD5", Some(Encoding::Utf8), false) else { panic!() };
        assert!(text.broken);
        assert_eq!(text.encoding, Encoding::Utf8);
    }
}
