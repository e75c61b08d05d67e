//! Well-formed quoting: every quote opens at the start of a cell and closes at its end.
//!
//! The `csv` crate passes over blank lines; a spreadsheet program shows them as rows, so they are counted in again from
//! the byte positions of the records.

use super::push;
use crate::grid::GridBuilder;
use crate::not_a_list::NotAList;
use crate::progress::Pace;
use crate::sniff::Separator;

/// Whether every quote opens and closes where it may.
pub(super) fn is_well_formed(text: &str, separator: Separator) -> bool {
    let bytes = text.as_bytes();
    let is_border = |b: Option<&u8>| b.is_none_or(|&b| b == separator.byte() || b == b'\n' || b == b'\r');
    let find = |from: usize| bytes.get(from..).and_then(|rest| memchr::memchr(b'"', rest)).map(|i| from + i);
    let mut from = 0;
    while let Some(open) = find(from) {
        if !is_border(open.checked_sub(1).and_then(|i| bytes.get(i))) {
            return false;
        }
        let mut inside = open + 1;
        let close = loop {
            let Some(quote) = find(inside) else { return false };
            if bytes.get(quote + 1) != Some(&b'"') {
                break quote;
            }
            inside = quote + 2;
        };
        if !is_border(bytes.get(close + 1)) {
            return false;
        }
        from = close + 1;
    }
    true
}

pub(super) fn read(
    text: &str,
    separator: Separator,
    builder: &mut GridBuilder,
    pace: &mut Pace<'_>,
) -> Result<(), NotAList> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.byte())
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    // The text is valid UTF-8 and rows may differ in length, so the reader has nothing left to refuse.
    while reader.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, |p| p.byte() as usize);
        for _ in 0..blank_lines_at(text.as_bytes(), start) {
            builder.end_row()?;
        }
        for cell in &record {
            push(builder, cell);
        }
        builder.end_row()?;
        pace.row(builder.rows())?;
    }
    Ok(())
}

/// Line ends from `start` on that belong to no record.
fn blank_lines_at(bytes: &[u8], start: usize) -> usize {
    let before = |at: usize| at.checked_sub(1).and_then(|i| bytes.get(i));
    let mut at = start;
    if bytes.get(at) == Some(&b'\n') && before(at) == Some(&b'\r') {
        at += 1;
    }
    let mut lines = 0;
    while let Some(byte @ (b'\n' | b'\r')) = bytes.get(at) {
        let second_half = *byte == b'\n' && at > start && before(at) == Some(&b'\r');
        lines += usize::from(!second_half || at == start);
        at += 1;
    }
    lines
}
