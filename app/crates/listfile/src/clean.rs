//! From the rows of a grid to a cleaned list: canonical texts column by column, and everything that is wrong with its
//! place. Nothing is repaired.

mod column;

use ledger::child::ListRow;
use ledger::clean::{check_row, distrust_damaged_column};
use ledger::disability_card::DisabilityCard;
use ledger::field::Field;
use ledger::finding::{Finding, FindingKind, Severity};
use ledger::identity::IdQuality;
use ledger::list::{ListColumn, ListTable, TextColumn, rejection};

use crate::columns::ColumnInfo;
use crate::grid::Grid;
use crate::not_a_list::NotAList;
use crate::progress::{Pace, Stage};
use crate::zeros;

use column::Column;

/// What cleaning needs to know of the sheet.
pub(crate) struct Sheet<'a> {
    pub(crate) grid: &'a Grid,
    /// Data rows, 0-based.
    pub(crate) rows: &'a [u32],
    pub(crate) columns: &'a [ColumnInfo],
    /// First row below the header, 0-based.
    pub(crate) first_row: u32,
    pub(crate) from_1904: bool,
    /// Some characters of the file could not be decoded and stand as U+FFFD.
    pub(crate) undecodable: bool,
}

/// Rows cleaned column by column before the next ones are taken: as many as stay in the processor's cache.
const BLOCK: usize = 512;

/// Cleans all mapped columns of all data rows.
pub(crate) fn clean(sheet: &Sheet<'_>, pace: &mut Pace<'_>) -> Result<ListTable, NotAList> {
    let mut table = ListTable { row_numbers: sheet.rows.iter().map(|r| r + 1).collect(), ..ListTable::default() };
    let mut columns: Vec<Column<'_>> = sheet.columns.iter().filter_map(|c| Column::new(sheet, c)).collect();
    pace.stage(Stage::Cleaning, sheet.rows.len() as u32);
    for (block, rows) in sheet.rows.chunks(BLOCK).enumerate() {
        pace.report((block * BLOCK) as u32)?;
        for column in &mut columns {
            column.take(sheet, rows, &mut table.findings);
        }
    }
    let mut cards = Vec::new();
    table.id_quality = vec![IdQuality::Missing; sheet.rows.len()];
    for column in columns {
        if column.field == Field::IdNumber {
            table.id_quality = column.worth;
            cards = column.cards;
        }
        let (header, index, field, cells) = (column.header.to_owned(), column.index, column.field, column.cells);
        table.columns.push(ListColumn { header, index, field, cells });
    }
    zeros::restore(sheet, &mut table);
    keep_cards(&mut table, &cards);
    distrust_damaged_column(&mut table);
    judge_rows(sheet, &mut table);
    table.findings.sort_by_key(|f| (f.row, f.column.unwrap_or(u16::MAX)));
    Ok(table)
}

/// Cards found in the identity column become the disability-card column, beside what that column says itself.
fn keep_cards(table: &mut ListTable, cards: &[(usize, String)]) {
    if cards.iter().all(|(_, text)| DisabilityCard::parse(text).is_none()) {
        return;
    }
    let header = table.columns.iter().find(|c| c.field == Field::IdNumber).map_or(String::new(), |c| c.header.clone());
    let own = table.columns.iter().position(|c| c.field == Field::DisabilityCard);
    let mut cards = cards.iter().peekable();
    let mut cells = TextColumn::default();
    for row in 0..table.len() {
        let card = cards.next_if(|(i, _)| *i == row).map_or("", |(_, text)| text);
        let said = table.cell(Field::DisabilityCard, row);
        cells.push(if said.is_empty() { card } else { said });
    }
    match own.and_then(|i| table.columns.get_mut(i)) {
        Some(column) => column.cells = cells,
        None => table.columns.push(ListColumn { header, index: u16::MAX, field: Field::DisabilityCard, cells }),
    }
}

/// What the cells of each row say against each other, and whether the row can be used at all.
fn judge_rows(sheet: &Sheet<'_>, table: &mut ListTable) {
    let index_of =
        |field: Field| table.columns.iter().find(|c| c.field == field).map(|c| c.index).filter(|&i| i != u16::MAX);
    let mut findings = Vec::new();
    let mut rejected = Vec::with_capacity(table.len());
    for (i, &row) in sheet.rows.iter().enumerate() {
        let reason = rejection(table.cell(Field::Name, i), table.id_quality.get(i).copied().unwrap_or_default());
        let mut named = reason != Some(FindingKind::NoIdentity);
        for (field, kind, severity) in check_row(&ListRow::new(table, i)) {
            let column = field.and_then(index_of);
            // A list without a column of names is told once, by its columns, not row by row.
            if field.is_some() && column.is_none() {
                continue;
            }
            named |= kind == FindingKind::NoIdentity;
            let value = column.map_or("", |c| sheet.grid.text(row, u32::from(c))).to_owned();
            findings.push(Finding { row: row + 1, column, kind, severity, value });
        }
        if !named {
            let (kind, severity) = (FindingKind::NoIdentity, Severity::Error);
            findings.push(Finding { row: row + 1, column: None, kind, severity, value: String::new() });
        }
        rejected.push(reason);
    }
    table.findings.extend(findings);
    table.rejected = rejected;
}
