//! Which container the first bytes announce, and whether text is a marked-up table.

use super::Sniffed;
use crate::format::Format;

/// How far into a text the marks of HTML or XML are looked for.
const HEAD: usize = 64 << 10;

/// The binary container, if the bytes are one that can hold a list.
pub(super) fn container(bytes: &[u8]) -> Option<Sniffed<'static>> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(Sniffed::Zip);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(Sniffed::Compound);
    }
    // Begin-of-file records of BIFF 2, 3, 4 and 5/8: some web systems write them without a container.
    let biff = match bytes {
        [0x09, version @ (0x00 | 0x02 | 0x04), len @ (4 | 6 | 8), 0, ..] => *version != 0 || *len == 4,
        [0x09, 0x08, 4 | 6 | 8 | 16, 0, ..] => true,
        _ => false,
    };
    biff.then_some(Sniffed::Biff)
}

/// Whether a text is HTML, an XML spreadsheet or plain separated text.
pub(super) fn text_format(text: &str) -> Format {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if !text.starts_with('<') {
        return Format::Csv;
    }
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or("").to_ascii_lowercase();
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.contains("workbook") {
        // Web pages saved by Excel name the same schema; theirs has a table in HTML.
        if !head.contains("<html") {
            return Format::Xml;
        }
    }
    let marks = ["<html", "<table", "<!doctype html", "<head", "<body", "<meta", "<tr"];
    if marks.iter().any(|mark| head.contains(mark)) { Format::Html } else { Format::Csv }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_are_told_by_their_first_bytes() {
        assert_eq!(container(b"PK\x03\x04..."), Some(Sniffed::Zip));
        assert_eq!(container(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Some(Sniffed::Compound));
        assert_eq!(container(b"\x09\x08\x10\x00\x00\x06"), Some(Sniffed::Biff));
        assert_eq!(container(b"\x09\x00\x04\x00\x02\x00"), Some(Sniffed::Biff));
        assert_eq!(container("\t姓名\t性别".as_bytes()), None);
    }

    #[test]
    fn marked_up_text_is_told_by_its_marks() {
        let check = |text: &str, format| assert_eq!(text_format(text), format, "{text}");
        check("\r\n <HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><TABLE>", Format::Html);
        check("<table><tr><td>", Format::Html);
        check("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", Format::Xml);
        check("<备注>,姓名\n", Format::Csv);
        check("姓名,<table>", Format::Csv);
    }
}
