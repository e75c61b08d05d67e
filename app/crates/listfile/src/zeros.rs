//! Codes that lost their leading zeros, seen against the other codes of their column.
//!
//! `7` among `01`, `02`, `12` was `07`. Without a code that still has its zeros nothing is known and nothing changed.

use ledger::field::FieldKind;
use ledger::finding::{Finding, FindingKind, Severity};
use ledger::list::{ListColumn, ListTable, TextColumn};

use crate::clean::Sheet;

/// Share of codes, in percent, that must already have the common width.
const MOST: usize = 50;

/// Restores leading zeros in columns of codes and tells each restoration.
pub(crate) fn restore(sheet: &Sheet<'_>, table: &mut ListTable) {
    let (columns, findings) = (&mut table.columns, &mut table.findings);
    for column in columns.iter_mut().filter(|c| c.field.kind() == FieldKind::Code) {
        let Some(width) = common_width(&column.cells) else { continue };
        let mut cells = TextColumn::default();
        for (code, &row) in column.cells.iter().zip(sheet.rows) {
            if !is_digits(code) || code.len() >= width {
                cells.push(code);
                continue;
            }
            cells.push(&format!("{code:0>width$}"));
            findings.push(restored(sheet, column, row));
        }
        column.cells = cells;
    }
}

fn restored(sheet: &Sheet<'_>, column: &ListColumn, row: u32) -> Finding {
    Finding {
        row: row + 1,
        column: Some(column.index),
        kind: FindingKind::LeadingZeros,
        severity: Severity::Note,
        value: sheet.grid.text(row, u32::from(column.index)).to_owned(),
    }
}

/// The width of the widest code, if most codes have it and one of them shows that zeros in front belong to it.
fn common_width(cells: &TextColumn) -> Option<usize> {
    let codes = || cells.iter().filter(|c| is_digits(c));
    let width = codes().map(str::len).max()?;
    let (full, all) = (codes().filter(|c| c.len() == width).count(), codes().count());
    let shows_zeros = codes().any(|c| c.len() == width && c.starts_with('0'));
    (shows_zeros && full < all && full * 100 >= all * MOST).then_some(width)
}

fn is_digits(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_is_believed_only_when_zeros_show_it() {
        let check =
            |cells: &[&str], width| assert_eq!(common_width(&cells.iter().copied().collect()), width, "{cells:?}");
        check(&["01", "02", "3", "12"], Some(2));
        check(&["1", "2", "3", "12"], None);
        check(&["01", "02"], None);
        check(&["001", "2", "3", "4"], None);
        check(&["01", "甲", "", "2"], Some(2));
        check(&[], None);
    }
}
