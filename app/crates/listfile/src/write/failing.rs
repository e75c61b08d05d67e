//! The failing rows of a file in its own layout, with a 原因 column: corrected in a spreadsheet and read again alone.
//!
//! Titles, header rows and columns are those of the file, so that the same reading finds the same columns. A cell that
//! was a number stays one: written as text, a rounded identity number could by chance look like a whole one.

use std::collections::BTreeMap;

use ledger::finding::{Finding, Severity};
use rust_xlsxwriter::{Color, Format, Worksheet};

use super::{WriteError, width, xlsx};
use crate::grid::{CellKind, Grid};
use crate::read::ReadList;
use crate::stamp::Stamp;

/// The header of the added column. It names no field, so reading the file again passes it over.
const REASON: &str = "原因";

/// Which rows fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Rows that cannot be used.
    Rejected,
    /// Those, and rows with a value that is not trusted.
    Doubtful,
}

/// Sheet row numbers and the reasons of failing rows; `sentence` says a finding in words.
pub fn failing_rows(list: &ReadList, which: Which, sentence: &dyn Fn(&Finding) -> String) -> Vec<(u32, String)> {
    let least = match which {
        Which::Rejected => Severity::Error,
        Which::Doubtful => Severity::Warning,
    };
    let mut rows: BTreeMap<u32, String> = BTreeMap::new();
    for finding in list.table.findings.iter().filter(|f| f.severity >= least) {
        let reasons = rows.entry(finding.row).or_default();
        if !reasons.is_empty() {
            reasons.push('；');
        }
        reasons.push_str(&sentence(finding));
    }
    rows.into_iter().collect()
}

/// Writes the named rows (1-based, with their reasons) of a file in its own layout.
///
/// # Errors
///
/// If the rows do not fit a sheet.
pub fn write_failing(list: &ReadList, rows: &[(u32, String)]) -> Result<Vec<u8>, WriteError> {
    let grid = &list.grid;
    let header = list.header_rows.map(|(first, last)| (first - 1, last - 1));
    let reason_column = reason_column(grid, header);
    let mut book = xlsx::workbook(list.title.as_deref().unwrap_or(""), &Stamp::default())?;
    let sheet = book.add_worksheet();
    let (head, cell) = xlsx::formats();
    let reason = cell.clone().set_font_color(Color::Red).set_text_wrap();
    let top = header.map_or(0, |(_, last)| last + 1);
    for row in 0..top {
        let is_title = header.is_some_and(|(first, _)| row < first);
        let plain = Format::new();
        copy_row(sheet, grid, row, row, reason_column, if is_title { &plain } else { &head })?;
    }
    for merge in grid.merges.iter().filter(|m| m.bottom < top) {
        let (left, right) = (narrow(merge.left)?, narrow(merge.right.min(u32::from(reason_column).saturating_sub(1)))?);
        if left < right || merge.top < merge.bottom {
            sheet.merge_range(
                merge.top,
                left,
                merge.bottom,
                right.max(left),
                grid.text(merge.top, merge.left),
                &head,
            )?;
        }
    }
    let reason_row = header.map_or(0, |(first, _)| first);
    if header.is_some() {
        sheet.write_string_with_format(reason_row, reason_column, REASON, &head)?;
    }
    for (to, (row, text)) in (top..).zip(rows) {
        copy_row(sheet, grid, row.saturating_sub(1), to, reason_column, &cell)?;
        sheet.write_string_with_format(to, reason_column, text, &reason)?;
    }
    for column in 0..reason_column {
        let texts = header.iter().map(|(_, last)| *last).chain(rows.iter().map(|(row, _)| row.saturating_sub(1)));
        sheet.set_column_width(column, width::column(texts.map(|row| grid.text(row, u32::from(column)))))?;
    }
    sheet.set_column_width(reason_column, width::column(rows.iter().map(|(_, text)| text.as_str())))?;
    if let Some((first, last)) = header {
        xlsx::print_settings(sheet, first, last)?;
    }
    Ok(book.save_to_buffer()?)
}

/// Behind the last column, or in the place of the reasons of an earlier correction.
fn reason_column(grid: &Grid, header: Option<(u32, u32)>) -> u16 {
    let last = grid.columns().saturating_sub(1);
    let again = header.is_some_and(|(first, end)| (first..=end).any(|row| grid.text(row, last).trim() == REASON));
    let column = if again { last } else { grid.columns() };
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn copy_row(
    sheet: &mut Worksheet,
    grid: &Grid,
    from: u32,
    to: u32,
    columns: u16,
    format: &Format,
) -> Result<(), WriteError> {
    for column in 0..columns {
        let text = grid.text(from, u32::from(column));
        let number =
            (grid.kind(from, u32::from(column)) == CellKind::Number).then(|| text.parse::<f64>().ok()).flatten();
        match number {
            Some(number) => sheet.write_number_with_format(to, column, number, format)?,
            None => sheet.write_string_with_format(to, column, text, format)?,
        };
    }
    Ok(())
}

fn narrow(column: u32) -> Result<u16, WriteError> {
    u16::try_from(column).map_err(|_| WriteError::TooLarge)
}

#[cfg(test)]
mod tests {
    use ledger::field::Field;
    use ledger::finding::FindingKind;
    use ledger::identity::IdQuality;

    use super::*;
    use crate::progress::Continue;
    use crate::{ReadOptions, read};

    fn read_all(bytes: &[u8]) -> ReadList {
        read(bytes, &ReadOptions::default(), &mut |_| Continue::Yes).unwrap()
    }

    #[test]
    fn corrected_rows_come_back_through_the_same_columns() {
        let text = "联合乡名册,,,\n序号,姓名,联系方式,,身份证号\n,,电话,地址,\n1,张三,13800000000,一组,990526201208310018\n\
                    2,李四,13800000001,二组,9.90526E+17\n3,,13800000002,三组,\n合计,3,,,\n";
        let list = read_all(text.as_bytes());
        let rows = failing_rows(&list, Which::Rejected, &|f| format!("第{}行：{:?}", f.row, f.kind));
        assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), [5, 6]);
        assert!(rows[0].1.contains("IdScientific"));

        let bytes = write_failing(&list, &rows).unwrap();
        let again = read_all(&bytes);
        assert_eq!((again.title.as_deref(), again.header_rows), (Some("联合乡名册"), Some((2, 3))));
        let fields = |l: &ReadList| l.columns.iter().map(|c| c.field).collect::<Vec<_>>();
        assert_eq!(fields(&again)[..5], fields(&list)[..5]);
        assert_eq!((again.columns[5].header.as_str(), again.columns[5].field), ("原因", None));
        assert_eq!(again.table.cell(Field::Name, 0), "李四");
        assert_eq!(again.table.rejected, [Some(FindingKind::IdScientific), Some(FindingKind::NoIdentity)]);

        // Failing again adds no second column of reasons.
        let rows = failing_rows(&again, Which::Rejected, &|f| format!("{:?}", f.kind));
        let third = read_all(&write_failing(&again, &rows).unwrap());
        assert_eq!(third.columns.len(), 6);
    }

    #[test]
    fn a_number_stays_a_number_and_distrusted() {
        let html = "<table><tr><td>姓名<td>身份证号<tr><td>张三<td x:num=\"990526201208310018\">9.90526E+17</table>";
        let list = read_all(html.as_bytes());
        assert_eq!(list.table.id_quality, [IdQuality::Rounded]);
        let rows = failing_rows(&list, Which::Doubtful, &|f| format!("{:?}", f.kind));
        let again = read_all(&write_failing(&list, &rows).unwrap());
        assert_eq!(again.table.id_quality, [IdQuality::Rounded]);
        assert_eq!(again.grid.text(1, 1), "990526201208310016");
    }
}
