//! What the workbook says before its sheets: their names and places, shared texts, formats, the date system.

use super::compound::{u16_at, u32_at};
use super::records::Records;
use super::strings::{Charset, shared};
use crate::limits;
use crate::not_a_list::NotAList;
use crate::number::Look;

/// A sheet of the workbook.
#[derive(Debug)]
pub(super) struct SheetRecord {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) start: usize,
}

/// The workbook's globals.
#[derive(Debug)]
pub(super) struct Globals {
    pub(super) sheets: Vec<SheetRecord>,
    pub(super) strings: Vec<String>,
    pub(super) charset: Charset,
    pub(super) from_1904: bool,
    looks: Vec<Look>,
}

impl Globals {
    /// The look of a cell format.
    pub(super) fn look(&self, format: u16) -> Look {
        self.looks.get(usize::from(format)).copied().unwrap_or_default()
    }

    /// Reads the globals at the start of a stream. A stream without any (BIFF4 and before, or written by hand) is one
    /// sheet.
    pub(super) fn read(stream: &[u8]) -> Result<Globals, NotAList> {
        let mut globals = Globals {
            sheets: Vec::new(),
            strings: Vec::new(),
            charset: Charset::Bytes(Charset::of_page(936)),
            from_1904: false,
            looks: Vec::new(),
        };
        let (mut formats, mut custom) = (Vec::new(), Vec::new());
        for record in Records::new(stream, 0) {
            let body = record.body;
            match record.kind {
                // Begin of file: the version, and whether these are globals at all.
                0x0809 => match (u16_at(body, 0), u16_at(body, 2)) {
                    (Some(0x0600), Some(5)) => globals.charset = Charset::Unicode,
                    (_, Some(5)) => {}
                    (version, _) => {
                        if version == Some(0x0600) {
                            globals.charset = Charset::Unicode;
                        }
                        globals.whole_stream();
                        break;
                    }
                },
                0x0009 | 0x0209 | 0x0409 => {
                    globals.whole_stream();
                    break;
                }
                // Protected by a password.
                0x002F => return Err(NotAList::Encrypted),
                0x0042 => {
                    if let (Charset::Bytes(_), Some(page)) = (globals.charset, u16_at(body, 0)) {
                        globals.charset = Charset::Bytes(Charset::of_page(page));
                    }
                }
                0x0022 => globals.from_1904 = u16_at(body, 0) == Some(1),
                0x041E => {
                    let wide_length = matches!(globals.charset, Charset::Unicode);
                    if let (Some(id), Some(code)) = (u16_at(body, 0), body.get(2..)) {
                        custom.push((id, Look::of_code(&globals.charset.text(code, wide_length))));
                    }
                }
                0x00E0 => formats.push(u16_at(body, 2).unwrap_or(0)),
                0x0085 if globals.sheets.len() < limits::SHEETS => globals.sheets.extend(globals.sheet(body)),
                0x00FC => globals.strings = shared(body, Records::continuations(stream, record.next)),
                0x000A => break,
                _ => {}
            }
        }
        let look = |id: u16| custom.iter().find(|(c, _)| *c == id).map_or(Look::builtin(id), |(_, look)| *look);
        globals.looks = formats.into_iter().map(look).collect();
        Ok(globals)
    }

    fn whole_stream(&mut self) {
        self.sheets.push(SheetRecord { name: String::new(), hidden: false, start: 0 });
    }

    /// A bound sheet; charts and macros are no sheets.
    fn sheet(&self, body: &[u8]) -> Option<SheetRecord> {
        let start = u32_at(body, 0)? as usize;
        let (state, kind) = (*body.get(4)?, *body.get(5)?);
        let name = self.charset.text(body.get(6..)?, false);
        (kind == 0).then_some(SheetRecord { name, hidden: state & 3 != 0, start })
    }
}
