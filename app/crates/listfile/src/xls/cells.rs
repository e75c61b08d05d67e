//! One sheet's records into a grid.

use std::collections::HashSet;

use super::compound::{u16_at, u32_at};
use super::globals::Globals;
use super::records::{Record, Records};
use crate::grid::{CellKind, GridBuilder, Merge};
use crate::not_a_list::NotAList;
use crate::number;
use crate::progress::Pace;

const BEGIN: [u16; 4] = [0x0809, 0x0009, 0x0209, 0x0409];
const END: u16 = 0x000A;

/// Rows and columns a sheet claims.
pub(super) fn claim(stream: &[u8], start: usize) -> Option<(u64, u64)> {
    let record = Records::new(stream, start).take_while(|r| r.kind != END).find(|r| r.kind == 0x0200)?;
    let body = record.body;
    let (rows, columns) = if body.len() >= 14 {
        (u64::from(u32_at(body, 4)?), u64::from(u16_at(body, 10)?))
    } else {
        (u64::from(u16_at(body, 2)?), u64::from(u16_at(body, 6)?))
    };
    Some((rows, columns))
}

/// Reads a sheet's cells, at most `most` rows from its first; tells whether the sheet's end was reached.
pub(super) fn read(
    stream: &[u8],
    start: usize,
    globals: &Globals,
    most: Option<u32>,
    builder: &mut GridBuilder,
    pace: &mut Pace<'_>,
) -> Result<bool, NotAList> {
    let mut sheet =
        Sheet { globals, builder, text: String::new(), formula: None, hidden: HashSet::new(), last_hidden: None };
    let mut depth = 0u32;
    let mut first_row = None;
    for record in Records::new(stream, start) {
        match record.kind {
            // A chart inside the sheet is a stream of its own, and its records look like cells.
            kind if BEGIN.contains(&kind) => depth += 1,
            END if depth <= 1 => return Ok(true),
            END => depth -= 1,
            _ if depth > 1 => {}
            _ => {
                let row = sheet.record(&record)?;
                if let Some(row) = row {
                    pace.row(u32::from(row))?;
                    let first = *first_row.get_or_insert(row);
                    if most.is_some_and(|most| u32::from(row.saturating_sub(first)) >= most) {
                        return Ok(true);
                    }
                }
            }
        }
    }
    Ok(false)
}

struct Sheet<'a> {
    globals: &'a Globals,
    builder: &'a mut GridBuilder,
    text: String,
    /// A formula whose text result is in the next string record.
    formula: Option<(u16, u16)>,
    hidden: HashSet<u16>,
    last_hidden: Option<u16>,
}

impl Sheet<'_> {
    /// Takes one record; tells its row if it is a cell.
    fn record(&mut self, record: &Record<'_>) -> Result<Option<u16>, NotAList> {
        let body = record.body;
        match record.kind {
            0x0208 => {
                if let (Some(row), Some(flags)) = (u16_at(body, 0), u16_at(body, 12))
                    && flags & 0x20 != 0
                {
                    self.hidden.insert(row);
                }
                return Ok(None);
            }
            0x00E5 => {
                self.merges(body);
                return Ok(None);
            }
            0x0207 => {
                let text = self.globals.charset.text(body, true);
                return match self.formula.take() {
                    Some((row, column)) => self.put(row, column, CellKind::Text, &text),
                    None => Ok(None),
                };
            }
            _ => {}
        }
        let (Some(row), Some(column)) = (u16_at(body, 0), u16_at(body, 2)) else { return Ok(None) };
        let format = u16_at(body, 4).unwrap_or(0);
        match record.kind {
            0x0203 => match f64_at(body, 6) {
                Some(value) => self.number(row, column, format, value),
                None => Ok(None),
            },
            // A number of BIFF2 has three bytes of attributes.
            0x0003 => match f64_at(body, 7) {
                Some(value) => self.number(row, column, 0, value),
                None => Ok(None),
            },
            0x027E => match u32_at(body, 6) {
                Some(packed) => self.number(row, column, format, unpack(packed)),
                None => Ok(None),
            },
            0x00BD => self.packed_row(row, column, body),
            0x00FD => {
                let globals = self.globals;
                let text = u32_at(body, 6).and_then(|i| globals.strings.get(i as usize));
                self.put(row, column, CellKind::Text, text.map_or("", String::as_str))
            }
            0x0204 | 0x00D6 => {
                let text = self.globals.charset.text(body.get(6..).unwrap_or(&[]), true);
                self.put(row, column, CellKind::Text, &text)
            }
            0x0004 => {
                let text = self.globals.charset.text(body.get(7..).unwrap_or(&[]), false);
                self.put(row, column, CellKind::Text, &text)
            }
            0x0205 => self.truth_or_error(row, column, body.get(6).copied(), body.get(7).copied()),
            0x0006 | 0x0206 | 0x0406 => self.formula(row, column, format, body),
            _ => Ok(None),
        }
    }

    fn formula(&mut self, row: u16, column: u16, format: u16, body: &[u8]) -> Result<Option<u16>, NotAList> {
        self.formula = None;
        let Some(result) = body.get(6..14) else { return Ok(None) };
        match result {
            [0, _, _, _, _, _, 0xFF, 0xFF] => {
                self.formula = Some((row, column));
                Ok(Some(row))
            }
            [1, _, truth, _, _, _, 0xFF, 0xFF] => self.truth_or_error(row, column, Some(*truth), Some(0)),
            [2, _, error, _, _, _, 0xFF, 0xFF] => self.truth_or_error(row, column, Some(*error), Some(1)),
            [3, _, _, _, _, _, 0xFF, 0xFF] => Ok(Some(row)),
            _ => match f64_at(body, 6) {
                Some(value) => self.number(row, column, format, value),
                None => Ok(None),
            },
        }
    }

    fn truth_or_error(
        &mut self,
        row: u16,
        column: u16,
        value: Option<u8>,
        error: Option<u8>,
    ) -> Result<Option<u16>, NotAList> {
        let text = match (error, value) {
            (Some(0), Some(0)) => "FALSE",
            (Some(0), Some(_)) => "TRUE",
            (_, Some(0x00)) => "#NULL!",
            (_, Some(0x07)) => "#DIV/0!",
            (_, Some(0x0F)) => "#VALUE!",
            (_, Some(0x17)) => "#REF!",
            (_, Some(0x1D)) => "#NAME?",
            (_, Some(0x24)) => "#NUM!",
            _ => "#N/A",
        };
        self.put(row, column, CellKind::Text, text)
    }

    /// Several packed numbers side by side.
    fn packed_row(&mut self, row: u16, first: u16, body: &[u8]) -> Result<Option<u16>, NotAList> {
        let cells = body.get(4..body.len().saturating_sub(2)).unwrap_or(&[]);
        for (cell, column) in cells.chunks_exact(6).zip(first..=u16::MAX) {
            if let (Some(format), Some(packed)) = (u16_at(cell, 0), u32_at(cell, 2)) {
                self.number(row, column, format, unpack(packed))?;
            }
        }
        Ok(Some(row))
    }

    fn number(&mut self, row: u16, column: u16, format: u16, value: f64) -> Result<Option<u16>, NotAList> {
        if !value.is_finite() {
            return Ok(Some(row));
        }
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        let kind = number::push(&mut text, value, self.globals.look(format), self.globals.from_1904);
        let put = self.put(row, column, kind, &text);
        self.text = text;
        put
    }

    fn put(&mut self, row: u16, column: u16, kind: CellKind, text: &str) -> Result<Option<u16>, NotAList> {
        if !text.is_empty() && self.last_hidden != Some(row) && self.hidden.contains(&row) {
            self.last_hidden = Some(row);
            self.builder.hidden_row();
        }
        self.builder.put(u32::from(row), u32::from(column), kind, text)?;
        Ok(Some(row))
    }

    fn merges(&mut self, body: &[u8]) {
        for block in body.get(2..).unwrap_or(&[]).chunks_exact(8) {
            let at = |i| u16_at(block, i).map_or(0, u32::from);
            self.builder.merge(Merge { top: at(0), bottom: at(2), left: at(4), right: at(6) });
        }
    }
}

/// A number packed into 30 bits: an integer or the high bits of a double, perhaps in hundredths.
fn unpack(packed: u32) -> f64 {
    let value =
        if packed & 2 != 0 { f64::from(packed as i32 >> 2) } else { f64::from_bits(u64::from(packed & !3) << 32) };
    if packed & 1 != 0 { value / 100.0 } else { value }
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let raw = bytes.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(raw.try_into().ok()?))
}
