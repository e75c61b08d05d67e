//! Which cell styles show numbers as dates or with leading zeros. Nothing else of a style matters here.

use std::collections::HashMap;
use std::io::Read;

use super::xml::{Scanner, Token, push_unescaped};
use crate::number::Look;

/// The look of each cell style, by its index.
#[derive(Debug, Default)]
pub(crate) struct Styles(Vec<Look>);

impl Styles {
    /// The look of a style.
    pub(crate) fn look(&self, style: usize) -> Look {
        self.0.get(style).copied().unwrap_or_default()
    }

    /// Reads the styles part.
    pub(crate) fn read<R: Read>(scanner: &mut Scanner<R>) -> Styles {
        let mut custom = HashMap::new();
        let mut looks = Vec::new();
        let mut in_cell_formats = false;
        loop {
            match scanner.next() {
                Token::Open(empty) => match scanner.name() {
                    b"numFmt" => {
                        let id = scanner.attribute(b"numFmtId").and_then(parse);
                        let mut code = String::new();
                        push_unescaped(&mut code, scanner.attribute(b"formatCode").unwrap_or(&[]));
                        custom.extend(id.map(|id| (id, Look::of_code(&code))));
                    }
                    b"cellXfs" => in_cell_formats = !empty,
                    b"xf" if in_cell_formats => {
                        let id = scanner.attribute(b"numFmtId").and_then(parse).unwrap_or(0);
                        looks.push(custom.get(&id).copied().unwrap_or(Look::builtin(id)));
                    }
                    _ => {}
                },
                Token::Close if scanner.name() == b"cellXfs" => in_cell_formats = false,
                Token::End => return Styles(looks),
                _ => {}
            }
        }
    }
}

fn parse(raw: &[u8]) -> Option<u16> {
    std::str::from_utf8(raw).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cell_formats_count() {
        let xml = "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/></numFmts>\
                   <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>\
                   <cellXfs><xf numFmtId='0'/><xf numFmtId='14'><alignment/></xf><xf numFmtId='176'/></cellXfs></styleSheet>";
        let styles = Styles::read(&mut Scanner::new(xml.as_bytes()));
        assert_eq!(styles.0, [Look::Plain, Look::Date, Look::Date]);
        assert_eq!(styles.look(99), Look::Plain);
    }
}
