//! One sheet part into a grid, cell by cell as the stream comes.

use std::io::Read;

use super::strings::{Strings, push_rich_text, unescape_code_units};
use super::styles::Styles;
use super::xml::{Scanner, Token, push_unescaped, push_utf8};
use crate::grid::{CellKind, GridBuilder, Merge};
use crate::not_a_list::NotAList;
use crate::number;
use crate::progress::Pace;

/// What a sheet part needs to know of its workbook.
pub(crate) struct Context<'a> {
    pub(crate) strings: &'a Strings,
    pub(crate) styles: &'a Styles,
    pub(crate) from_1904: bool,
}

/// Rows and columns a sheet claims before its first cell, or `None` if it does not say.
pub(crate) fn claim<R: Read>(scanner: &mut Scanner<R>) -> Option<(u64, u64)> {
    loop {
        match scanner.next() {
            Token::Open(_) if scanner.name() == b"dimension" => {
                let (_, to) = range(scanner.attribute(b"ref")?)?;
                return Some((to.0 + 1, to.1 + 1));
            }
            Token::Open(_) if scanner.name() == b"sheetData" => return None,
            Token::End => return None,
            _ => {}
        }
    }
}

/// Reads rows into the builder, at most `most` rows that hold anything.
pub(crate) fn read<R: Read>(
    scanner: &mut Scanner<R>,
    context: &Context<'_>,
    most: Option<u32>,
    builder: &mut GridBuilder,
    pace: &mut Pace<'_>,
) -> Result<(), NotAList> {
    let mut next_row = 0u64;
    let mut row = 0u64;
    let mut column = 0u64;
    let mut rows_seen = 0u32;
    let mut hidden = false;
    let mut text = String::new();
    loop {
        match scanner.next() {
            Token::Open(empty) => match scanner.name() {
                b"row" => {
                    row = scanner.attribute(b"r").and_then(decimal).and_then(|r| r.checked_sub(1)).unwrap_or(next_row);
                    next_row = row.saturating_add(1);
                    column = 0;
                    hidden = matches!(scanner.attribute(b"hidden"), Some(b"1" | b"true"));
                    pace.row(builder.rows())?;
                }
                b"c" => {
                    let place = scanner.attribute(b"r").and_then(place);
                    (row, column) = place.unwrap_or((row, column));
                    if !empty {
                        let kind = cell(scanner, context, &mut text);
                        let (row, column) = (narrow(row), narrow(column));
                        builder.put(row, column, kind, &text)?;
                        if hidden && !text.is_empty() {
                            builder.hidden_row();
                            hidden = false;
                        }
                    }
                    column = column.saturating_add(1);
                }
                b"mergeCell" => {
                    if let Some(((top, left), (bottom, right))) = scanner.attribute(b"ref").and_then(range) {
                        let [top, bottom, left, right] = [top, bottom, left, right].map(narrow);
                        builder.merge(Merge { top, bottom, left, right });
                    }
                }
                _ => {}
            },
            Token::Close if scanner.name() == b"row" => {
                rows_seen += 1;
                if most.is_some_and(|most| rows_seen >= most) {
                    return Ok(());
                }
            }
            Token::End => return Ok(()),
            _ => {}
        }
    }
}

/// Reads one cell up to its closing tag into `text`.
fn cell<R: Read>(scanner: &mut Scanner<R>, context: &Context<'_>, text: &mut String) -> CellKind {
    text.clear();
    let style = scanner.attribute(b"s").and_then(decimal).unwrap_or(0);
    let shared = scanner.attribute(b"t") == Some(b"s");
    let boolean = scanner.attribute(b"t") == Some(b"b");
    let number = matches!(scanner.attribute(b"t"), None | Some(b"n"));
    let mut in_value = false;
    loop {
        match scanner.next() {
            Token::Open(false) => match scanner.name() {
                b"v" => in_value = true,
                b"is" => {
                    text.clear();
                    push_rich_text(scanner, b"is", text);
                    unescape_code_units(text, 0);
                }
                _ => {}
            },
            Token::Text if in_value => push_unescaped(text, scanner.text()),
            Token::Verbatim if in_value => push_utf8(text, scanner.text()),
            Token::Close => match scanner.name() {
                b"v" => in_value = false,
                b"c" => break,
                _ => {}
            },
            Token::End => break,
            _ => {}
        }
    }
    if shared {
        let index = text.trim().parse::<usize>().ok();
        text.clear();
        text.push_str(index.and_then(|i| context.strings.get(i)).unwrap_or(""));
    } else if boolean {
        let truth = matches!(text.trim(), "1" | "true");
        text.clear();
        text.push_str(if truth { "TRUE" } else { "FALSE" });
    } else if number && !text.is_empty() {
        if let Some(value) = text.trim().parse::<f64>().ok().filter(|v| v.is_finite()) {
            text.clear();
            return number::push(text, value, context.styles.look(style as usize), context.from_1904);
        }
    } else {
        unescape_code_units(text, 0);
    }
    CellKind::Text
}

/// The two corners of `A1:T20`, or of `A1` alone, 0-based.
fn range(raw: &[u8]) -> Option<((u64, u64), (u64, u64))> {
    let mut corners = raw.split(|&b| b == b':');
    let from = place(corners.next()?)?;
    let to = corners.next().map_or(Some(from), place)?;
    Some((from, to))
}

/// Row and column of `T20` or `$T$20`, 0-based.
fn place(raw: &[u8]) -> Option<(u64, u64)> {
    let (mut row, mut column) = (0u64, 0u64);
    for byte in raw {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column = column.checked_mul(26)?.checked_add(u64::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?,
            b'$' => {}
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn decimal(raw: &[u8]) -> Option<u64> {
    std::str::from_utf8(raw).ok()?.trim().parse().ok()
}

/// Places beyond any sheet stay beyond any sheet and are refused by the grid.
fn narrow(place: u64) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::Grid;
    use crate::progress::Continue;

    fn grid(xml: &str) -> Result<Grid, NotAList> {
        let strings =
            Strings::read(&mut Scanner::new("<sst><si><t>姓名</t></si><si><t>张三</t></si></sst>".as_bytes()));
        let styles = Styles::read(&mut Scanner::new("<cellXfs><xf/><xf numFmtId='14'/></cellXfs>".as_bytes()));
        let context = Context { strings: &strings, styles: &styles, from_1904: false };
        let mut builder = GridBuilder::with_capacity(0);
        let mut go = |_| Continue::Yes;
        read(&mut Scanner::new(xml.as_bytes()), &context, None, &mut builder, &mut Pace::new(&mut go))?;
        builder.finish()
    }

    #[test]
    fn every_kind_of_cell_reads_as_it_shows() {
        let grid = grid(
            "<worksheet><sheetData><row r='2'><c r='A2' t='s'><v>0</v></c><c r='C2' t='inlineStr'><is><t>村</t></is></c>\
             <c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='str'><f>A1&amp;B1</f><v>甲&amp;乙</v></c></row>\
             <row r='4'><c s='1'><v>41152</v></c><c><v>9.9052620120831002E+17</v></c><c s='1'/><c><f>1+1</f></c>\
             <c t='s'><v>77</v></c></row></sheetData><mergeCells><mergeCell ref='A1:B2'/></mergeCells></worksheet>",
        )
        .unwrap();
        let rows: Vec<Vec<&str>> = (0..grid.rows()).map(|r| grid.row(r).collect()).collect();
        assert_eq!(
            rows,
            [vec![], vec!["姓名", "", "村", "TRUE", "#N/A", "甲&乙"], vec![], vec!["2012-08-31", "990526201208310016"]]
        );
        assert_eq!(
            (grid.kind(3, 0), grid.kind(3, 1), grid.kind(1, 0)),
            (CellKind::Date, CellKind::Number, CellKind::Text)
        );
        assert_eq!(grid.merges, [Merge { top: 0, bottom: 1, left: 0, right: 1 }]);
    }

    #[test]
    fn hidden_rows_with_data_are_counted() {
        let xml = "<sheetData><row hidden='1'><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row><row hidden='1'/><row><c><v>1</v></c></row></sheetData>";
        assert_eq!(grid(xml).unwrap().hidden_rows, 1);
    }

    #[test]
    fn a_cell_beyond_any_sheet_is_refused() {
        assert!(matches!(grid("<c r='A99999999999'><v>1</v></c>"), Err(NotAList::TooLarge { .. })));
        assert!(matches!(grid("<c r='ZZZZZZ1'><v>1</v></c>"), Err(NotAList::TooLarge { .. })));
    }

    #[test]
    fn the_claim_is_read_before_any_cell() {
        let check = |xml: &str, expected| assert_eq!(claim(&mut Scanner::new(xml.as_bytes())), expected);
        check("<worksheet><dimension ref='A1:XFD1048576'/><sheetData>", Some((1_048_576, 16_384)));
        check("<worksheet><dimension ref='B2'/><sheetData>", Some((2, 2)));
        check("<worksheet><sheetData><row/>", None);
    }
}
