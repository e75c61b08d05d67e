//! Which encoding a text is in: byte order mark, else UTF-16 by its zero bytes, else strict UTF-8, else GB18030.
//!
//! Chinese Windows writes "ANSI" CSV as GBK, and GBK text is practically never valid UTF-8, so trying strict UTF-8
//! first is safe. A UTF-8 file with a few damaged bytes must not be read as GB18030 as a whole: it stays UTF-8 and the
//! damaged cells are found later.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::format::Encoding;

/// How much of a text is looked at for zero bytes and control characters.
const SAMPLE: usize = 64 << 10;

/// The encoding of a text, or nothing if the bytes are no text.
pub(super) fn detect(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Some(Encoding::Utf8Bom);
    }
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(Encoding::Utf16Be);
    }
    let bytes = trim_zeros(bytes);
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.contains(&0) {
        return utf16_by_zeros(sample);
    }
    let controls =
        sample.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A)).count();
    if controls * 50 > sample.len() {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Some(Encoding::Utf8),
        // Cut off in the middle of the last character.
        Err(error) if error.error_len().is_none() => Some(Encoding::Utf8),
        Err(_) if mostly_utf8(sample) => Some(Encoding::Utf8),
        Err(_) => plausible_gb18030(sample).then_some(Encoding::Gb18030),
    }
}

/// Decodes a whole text; the flag tells whether some bytes could not be decoded.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> (Cow<'_, str>, bool) {
    let (encoding, marks): (_, &[&[u8]]) = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => (UTF_8, &[b"\xEF\xBB\xBF"]),
        Encoding::Gb18030 => (GB18030, &[b"\x84\x31\x95\x33"]),
        Encoding::Utf16Le => (UTF_16LE, &[b"\xFF\xFE"]),
        Encoding::Utf16Be => (UTF_16BE, &[b"\xFE\xFF"]),
    };
    let bytes = marks.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes);
    let bytes = if encoding.is_ascii_compatible() { trim_zeros(bytes) } else { bytes };
    encoding.decode_without_bom_handling(bytes)
}

/// Old systems pad their files with zeros to a block length.
fn trim_zeros(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|&b| b != 0).map_or(0, |i| i + 1);
    bytes.get(..end).unwrap_or(bytes)
}

/// Separators, digits and line ends of UTF-16 text have a zero in every second place, and nowhere else.
fn utf16_by_zeros(sample: &[u8]) -> Option<Encoding> {
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = if odd > even.saturating_mul(8) {
        Encoding::Utf16Le
    } else if even > odd.saturating_mul(8) {
        Encoding::Utf16Be
    } else {
        return None;
    };
    let whole = sample.get(..sample.len() & !1).unwrap_or(sample);
    let (text, _) = decode(whole, encoding);
    let strange = text.chars().filter(|&c| c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace())).count();
    (strange * 50 <= text.chars().count()).then_some(encoding)
}

/// Whether most characters beyond ASCII are well-formed UTF-8 of three bytes or more, which GBK text hardly ever is.
fn mostly_utf8(sample: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|&c| c >= '\u{800}').count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad.saturating_mul(2)
}

/// Whether the text decodes as GB18030 without too many faults.
fn plausible_gb18030(sample: &[u8]) -> bool {
    let (text, _) = GB18030.decode_without_bom_handling(sample);
    let strange = text.chars().filter(|&c| c == '\u{FFFD}' || ('\u{E000}'..='\u{F8FF}').contains(&c)).count();
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    strange * 5 <= beyond + 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, low_first: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if low_first { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    fn check(bytes: &[u8], encoding: Option<Encoding>, text: &str) {
        assert_eq!(detect(bytes), encoding, "{bytes:02X?}");
        if let Some(encoding) = encoding {
            assert_eq!(decode(bytes, encoding), (Cow::Borrowed(text), text.contains('\u{FFFD}')));
        }
    }

    #[test]
    fn each_encoding_is_found_and_read() {
        let text = "姓名\t性别\n龙䶮\t女\n石𬱖\t男\n";
        check(text.as_bytes(), Some(Encoding::Utf8), text);
        check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), Some(Encoding::Utf8Bom), text);
        check(&utf16(text, true), Some(Encoding::Utf16Le), text);
        check(&utf16(text, false), Some(Encoding::Utf16Be), text);
        check(&[b"\xFF\xFE", utf16(text, true).as_slice()].concat(), Some(Encoding::Utf16Le), text);
        check(&[b"\xFE\xFF", utf16(text, false).as_slice()].concat(), Some(Encoding::Utf16Be), text);
        let (bytes, _, unmappable) = GB18030.encode(text);
        assert!(!unmappable && bytes.windows(4).any(|w| (0x90..=0xE3).contains(&w[0]) && w[1].is_ascii_digit()));
        check(&bytes, Some(Encoding::Gb18030), text);
    }

    #[test]
    fn a_damaged_byte_does_not_turn_the_file_into_another_encoding() {
        let mut bytes = "姓名,学校,村\n张三,联合小学,石坝村\n".as_bytes().to_vec();
        bytes[8] = 0xFF;
        assert_eq!(detect(&bytes), Some(Encoding::Utf8));
        assert!(decode(&bytes, Encoding::Utf8).1);
        let cut = "姓名".as_bytes();
        assert_eq!(detect(&cut[..5]), Some(Encoding::Utf8));
    }

    #[test]
    fn zeros_at_the_end_are_padding() {
        check(b"a,b\n1,2\n\0\0\0\0", Some(Encoding::Utf8), "a,b\n1,2\n");
    }

    #[test]
    fn bytes_full_of_controls_are_no_text() {
        check(&[1, 2, 3, 4, 5, 200, 201, 202], None, "");
        check(&[0, 1, 0, 1, 0, 0, 0, 0, 7, 0, 0, 9], None, "");
    }
}
