//! The table of texts that cells point to, in one arena.

use std::io::Read;

use super::xml::{Scanner, Token, push_unescaped, push_utf8};

/// Texts by index.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// The text with this index.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0);
        self.text.get(start..end)
    }

    /// Reads the whole table.
    pub(crate) fn read<R: Read>(scanner: &mut Scanner<R>) -> Strings {
        let mut strings = Strings::default();
        loop {
            match scanner.next() {
                Token::Open(empty) if scanner.name() == b"si" => {
                    let start = strings.text.len();
                    if !empty {
                        push_rich_text(scanner, b"si", &mut strings.text);
                        unescape_code_units(&mut strings.text, start);
                    }
                    strings.ends.push(strings.text.len());
                }
                Token::End => return strings,
                _ => {}
            }
        }
    }
}

/// Appends the text of a string item up to its closing tag; the pronunciation beside it is not its text.
pub(crate) fn push_rich_text<R: Read>(scanner: &mut Scanner<R>, until: &[u8], out: &mut String) {
    let (mut in_text, mut in_pronunciation) = (false, false);
    loop {
        match scanner.next() {
            Token::Open(false) => match scanner.name() {
                b"t" => in_text = true,
                b"rPh" => in_pronunciation = true,
                _ => {}
            },
            Token::Close => match scanner.name() {
                b"t" => in_text = false,
                b"rPh" => in_pronunciation = false,
                name if name == until => return,
                _ => {}
            },
            Token::Text if in_text && !in_pronunciation => push_unescaped(out, scanner.text()),
            Token::Verbatim if in_text && !in_pronunciation => push_utf8(out, scanner.text()),
            Token::End => return,
            _ => {}
        }
    }
}

/// Resolves `_x000D_`, the way workbooks write characters that XML may not hold, from `start` on.
pub(crate) fn unescape_code_units(text: &mut String, start: usize) {
    let Some(tail) = text.get(start..).filter(|t| t.contains("_x")) else { return };
    let mut plain = String::with_capacity(tail.len());
    let mut rest = tail;
    while let Some(at) = rest.find("_x") {
        plain.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let unit = rest.get(2..6).filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        match unit.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                plain.push(c);
                rest = rest.get(7..).unwrap_or("");
            }
            None => {
                plain.push_str("_x");
                rest = rest.get(2..).unwrap_or("");
            }
        }
    }
    plain.push_str(rest);
    text.truncate(start);
    text.push_str(&plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, expected: &[&str]) {
        let strings = Strings::read(&mut Scanner::new(xml.as_bytes()));
        let texts: Vec<&str> = (0..strings.ends.len()).filter_map(|i| strings.get(i)).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn texts_come_without_their_dress() {
        check(
            "<sst count='9' uniqueCount='99999999999999999'><si><t>姓名</t></si><si/><si><r><rPr><b/></rPr><t>张</t></r>\
             <r><t xml:space='preserve'> 三</t></r><rPh sb='0' eb='1'><t>zhang</t></rPh></si><si><t>a_x000D_\nb_x_c</t></si></sst>",
            &["姓名", "", "张 三", "a\r\nb_x_c"],
        );
    }
}
