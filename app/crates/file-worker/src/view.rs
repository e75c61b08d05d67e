//! What the page shows of a list that was read.

use desk::message::file::{ColumnView, FileAnswer, ReadView, SheetView};
use listfile::ReadList;

/// How many rows of the sheet the page is given as they stand.
const FIRST_ROWS: u32 = 30;

pub(crate) fn of(list: &ReadList) -> ReadView {
    let grid = &list.grid;
    let shown = FIRST_ROWS.max(list.header_rows.map_or(0, |(_, last)| last + 12)).min(grid.rows());
    let row = |at: u32| (at + 1, (0..grid.columns()).map(|c| grid.text(at, c).to_owned()).collect());
    ReadView {
        format: list.format.key().to_owned(),
        encoding: list.encoding.map_or("", |e| e.key()).to_owned(),
        sheets: list
            .sheets
            .iter()
            .map(|s| SheetView { name: s.name.clone(), size: (s.rows, s.columns), hidden: s.hidden })
            .collect(),
        sheet: list.sheet as u32,
        header_rows: list.header_rows.unwrap_or_default(),
        title: list.title.clone().unwrap_or_default(),
        kind: list.kind,
        columns: list
            .columns
            .iter()
            .map(|c| ColumnView {
                header: c.header.clone(),
                field: c.field,
                confidence: c.confidence,
                samples: c.samples.clone(),
            })
            .collect(),
        first_rows: (0..shown).map(row).collect(),
        skipped: list.skipped.iter().map(|(row, why)| (*row, why.key().to_owned())).collect(),
        notices: list.notices.iter().map(|notice| view_notice(*notice)).collect(),
        source_key: list.source_key(),
        mapping_spec: list.mapping_spec().to_text(),
        rows: list.table.len() as u32,
        rejected: list.table.rejected.iter().filter(|why| why.is_some()).count() as u32,
    }
}

/// Every row of the sheet as it stands.
pub(crate) fn grid(list: &ReadList) -> (FileAnswer, Option<Vec<u8>>) {
    let grid = &list.grid;
    let row = |at: u32| (0..grid.columns()).map(|column| grid.text(at, column).to_owned()).collect();
    let rows: Vec<Vec<String>> = (0..grid.rows()).map(row).collect();
    // Encoding into a growing vector fails only for types that do not know their own length.
    (FileAnswer::File { name: String::new() }, postcard::to_allocvec(&rows).ok())
}

/// Stable key of a notice, with its number where it has one.
fn view_notice(notice: listfile::Notice) -> (String, u32) {
    match notice {
        listfile::Notice::CutShort => ("cut_short".to_owned(), 0),
        listfile::Notice::HiddenRows(rows) => ("hidden_rows".to_owned(), rows),
        listfile::Notice::NoHeader => ("no_header".to_owned(), 0),
    }
}
