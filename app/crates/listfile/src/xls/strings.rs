//! Texts of BIFF: UTF-16 or its low halves in BIFF8, the code page's bytes before, and the shared table that runs on
//! over continuation records.
//!
//! Where a text of the shared table crosses into the next record, that record's first byte says anew whether its
//! characters are whole or halves.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::compound::{u16_at, u32_at};

/// How texts are stored.
#[derive(Clone, Copy, Debug)]
pub(super) enum Charset {
    /// BIFF8.
    Unicode,
    /// BIFF5 and before: bytes of a code page.
    Bytes(&'static Encoding),
}

impl Charset {
    /// The charset of a code page number; pages that are not Chinese are read as GB18030 all the same where ASCII
    /// suffices, and unknown ones likewise.
    pub(super) fn of_page(page: u16) -> &'static Encoding {
        match page {
            950 => encoding_rs::BIG5,
            932 => encoding_rs::SHIFT_JIS,
            949 => encoding_rs::EUC_KR,
            65_001 => UTF_8,
            _ => GB18030,
        }
    }

    /// A text with its length in front, of one byte or two.
    pub(super) fn text(self, raw: &[u8], wide_length: bool) -> String {
        let (length, rest) = if wide_length {
            (u16_at(raw, 0).map(usize::from), raw.get(2..))
        } else {
            (raw.first().map(|&b| usize::from(b)), raw.get(1..))
        };
        let (Some(length), Some(rest)) = (length, rest) else { return String::new() };
        match self {
            Charset::Unicode => {
                let mut units = Vec::with_capacity(length);
                let flags = rest.first().copied().unwrap_or(0);
                // A text with formatting runs or pronunciation carries their sizes before its characters.
                let skip = 1 + usize::from(flags & 8 != 0) * 2 + usize::from(flags & 4 != 0) * 4;
                push_units(&mut units, rest.get(skip..).unwrap_or(&[]), length, flags & 1 != 0);
                decode(&units)
            }
            Charset::Bytes(encoding) => {
                let bytes = rest.get(..length.min(rest.len())).unwrap_or(&[]);
                // Systems without a code page of their own write UTF-8 as often as GBK.
                match std::str::from_utf8(bytes) {
                    Ok(text) => text.to_owned(),
                    Err(_) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
                }
            }
        }
    }
}

/// The shared table, from the record's body and its continuations. Ends where the bytes do.
pub(super) fn shared(body: &[u8], continuations: Vec<&[u8]>) -> Vec<String> {
    let mut bodies = vec![body.get(8..).unwrap_or(&[])];
    bodies.extend(continuations);
    let mut table = Table { bodies, body: 0, at: 0 };
    let mut strings = Vec::new();
    while let Some(text) = table.text() {
        strings.push(text);
    }
    strings
}

struct Table<'a> {
    bodies: Vec<&'a [u8]>,
    body: usize,
    at: usize,
}

impl Table<'_> {
    fn text(&mut self) -> Option<String> {
        let head = self.take(3)?;
        let mut left = usize::from(u16_at(&head, 0)?);
        let flags = *head.get(2)?;
        let runs = if flags & 8 != 0 { u64::from(u16_at(&self.take(2)?, 0)?) } else { 0 };
        let extra = if flags & 4 != 0 { u64::from(u32_at(&self.take(4)?, 0)?) } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units = Vec::with_capacity(left);
        while left > 0 {
            let rest = self.bodies.get(self.body)?.get(self.at..)?;
            let before = units.len();
            push_units(&mut units, rest, left, wide);
            let taken = units.len() - before;
            left -= taken;
            self.at += taken * (1 + usize::from(wide));
            if left > 0 {
                self.body += 1;
                wide = self.bodies.get(self.body)?.first()? & 1 != 0;
                self.at = 1;
            }
        }
        self.skip(runs * 4 + extra);
        Some(decode(&units))
    }

    /// Bytes that may cross into the next record.
    fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut taken = Vec::with_capacity(count);
        while taken.len() < count {
            let body = self.bodies.get(self.body)?;
            match body.get(self.at) {
                Some(&byte) => {
                    taken.push(byte);
                    self.at += 1;
                }
                None => {
                    self.body += 1;
                    self.at = 0;
                }
            }
        }
        Some(taken)
    }

    fn skip(&mut self, mut count: u64) {
        while count > 0 {
            let Some(body) = self.bodies.get(self.body) else { return };
            let here = (body.len().saturating_sub(self.at)) as u64;
            if here >= count {
                self.at += count as usize;
                return;
            }
            count -= here;
            self.body += 1;
            self.at = 0;
        }
    }
}

/// Appends at most `count` UTF-16 units, whole or halved.
fn push_units(units: &mut Vec<u16>, raw: &[u8], count: usize, wide: bool) {
    if wide {
        units.extend(raw.chunks_exact(2).take(count).map(|p| u16::from_le_bytes([p[0], p[1]])));
    } else {
        units.extend(raw.iter().take(count).map(|&b| u16::from(b)));
    }
}

fn decode(units: &[u16]) -> String {
    char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_crosses_records_and_changes_its_width() {
        let mut first = vec![0; 8];
        first.extend([4, 0, 0, b'a', b'b']);
        let mut second = vec![1];
        second.extend("学校".encode_utf16().flat_map(u16::to_le_bytes));
        // A text with one formatting run and two bytes of pronunciation.
        second.extend([1, 0, 0b1101, 1, 0, 2, 0, 0, 0]);
        second.extend("村".encode_utf16().flat_map(u16::to_le_bytes));
        second.extend([9; 5]);
        let third = [9, 1, 0, 0, b'z'];
        assert_eq!(shared(&first, vec![&second, &third]), ["ab学校", "村", "z"]);
    }

    #[test]
    fn a_cut_table_gives_the_texts_before_the_cut() {
        assert_eq!(shared(&[0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, b'a', 9, 0, 0, b'b'], vec![]), ["a"]);
        assert_eq!(shared(&[], vec![]), [""; 0]);
    }

    #[test]
    fn bytes_are_read_by_code_page_or_as_utf8() {
        let page = Charset::Bytes(Charset::of_page(936));
        assert_eq!(page.text(b"\x04\x00\xD0\xD5\xC3\xFB", true), "姓名");
        assert_eq!(page.text("\u{6}\0姓名".as_bytes(), true), "姓名");
        assert_eq!(Charset::Unicode.text(b"\x02\x00\x01\xD3\x59\x0D\x54", true), "姓名");
        assert_eq!(Charset::Unicode.text(b"\x02\x00ab", false), "ab");
    }
}
