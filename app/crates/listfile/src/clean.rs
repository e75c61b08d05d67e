//! From the rows of a grid to a cleaned list: canonical texts column by column, and everything that is wrong with its
//! place. Nothing is repaired.

use std::borrow::Cow;

use ledger::child::ListRow;
use ledger::clean::{Cleaned, check_row, clean_cell};
use ledger::disability_card::DisabilityCard;
use ledger::field::{Field, FieldKind};
use ledger::finding::{Finding, FindingKind, Severity};
use ledger::identity::{IdQuality, IdType, assess_as};
use ledger::list::{ListColumn, ListTable, TextColumn, rejection};

use crate::columns::ColumnInfo;
use crate::covered::Covered;
use crate::grid::Grid;
use crate::not_a_list::NotAList;
use crate::progress::{Pace, STEP, Stage};
use crate::quick;
use crate::zeros;

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

/// Cleans all mapped columns of all data rows.
pub(crate) fn clean(sheet: &Sheet<'_>, pace: &mut Pace<'_>) -> Result<ListTable, NotAList> {
    let mut table = ListTable {
        row_numbers: sheet.rows.iter().map(|r| r + 1).collect(),
        id_quality: vec![IdQuality::Missing; sheet.rows.len()],
        rejected: vec![None; sheet.rows.len()],
        ..ListTable::default()
    };
    let mapped: Vec<(u16, &str, Field)> =
        sheet.columns.iter().filter_map(|c| Some((c.index, c.header.as_str(), c.field?))).collect();
    pace.stage(Stage::Cleaning, sheet.rows.len() as u32);
    let documents = mapped.iter().find(|(_, _, field)| *field == Field::IdType).map(|(index, ..)| *index);
    let mut cards = Vec::new();
    for (done, &(index, header, field)) in mapped.iter().enumerate() {
        let mut tick = |i: usize| {
            if !(i as u32).is_multiple_of(STEP) {
                return Ok(());
            }
            pace.report(((done * sheet.rows.len() + i) / mapped.len()) as u32)
        };
        let cells = if field == Field::IdNumber {
            identities(sheet, index, documents, &mut table, &mut cards, &mut tick)?
        } else {
            column(sheet, index, field, &mut table.findings, &mut tick)?
        };
        table.columns.push(ListColumn { header: header.to_owned(), index, field, cells });
    }
    zeros::restore(sheet, &mut table);
    keep_cards(&mut table, &cards);
    judge_rows(sheet, &mut table);
    table.findings.sort_by_key(|f| (f.row, f.column.unwrap_or(u16::MAX)));
    Ok(table)
}

/// One column of any field but the identity number.
fn column(
    sheet: &Sheet<'_>,
    index: u16,
    field: Field,
    findings: &mut Vec<Finding>,
    tick: &mut dyn FnMut(usize) -> Result<(), NotAList>,
) -> Result<TextColumn, NotAList> {
    let mut cells = TextColumn::default();
    let mut known = Known::new(field);
    let mut covered = Covered::new(sheet.grid, index, field, sheet.first_row);
    for (i, &at) in sheet.rows.iter().enumerate() {
        tick(i)?;
        let row = covered.source(sheet.grid, at);
        let raw = sheet.grid.text(row, u32::from(index));
        if raw.is_empty() {
            cells.push("");
            continue;
        }
        let numeric = sheet.grid.kind(row, u32::from(index)).is_numeric();
        if !quick::push(&mut cells, field, raw) {
            let cleaned = known.clean(raw, numeric, sheet.from_1904);
            cells.push(&cleaned.text);
            note(findings, at, index, cleaned.finding, raw);
        }
        if sheet.undecodable && raw.contains('\u{FFFD}') {
            note(findings, at, index, Some((FindingKind::Undecodable, Severity::Warning)), raw);
        }
    }
    Ok(cells)
}

/// Options, months, grades and classes are few and repeat: each is looked up once.
struct Known<'a> {
    field: Field,
    repeats: bool,
    seen: Vec<(&'a str, bool, Cleaned<'a>)>,
    /// The last cell that was not kept.
    other: Cleaned<'a>,
}

/// More different cells than this are no longer kept.
const DIFFERENT: usize = 48;

impl<'a> Known<'a> {
    fn new(field: Field) -> Known<'a> {
        let few = matches!(field.kind(), FieldKind::Choice | FieldKind::YearMonth);
        let repeats = few || matches!(field, Field::Grade | Field::Class);
        let other = Cleaned { text: Cow::Borrowed(""), finding: None };
        Known { field, repeats, seen: Vec::new(), other }
    }

    fn clean(&mut self, raw: &'a str, numeric: bool, from_1904: bool) -> &Cleaned<'a> {
        let seen = self.seen.iter().position(|(text, number, _)| *text == raw && *number == numeric);
        if let Some(known) = seen {
            return self.seen.get(known).map_or(&self.other, |(_, _, cleaned)| cleaned);
        }
        let cleaned = clean_cell(self.field, raw, numeric, from_1904);
        if self.repeats && self.seen.len() < DIFFERENT {
            self.seen.push((raw, numeric, cleaned));
            return self.seen.last().map_or(&self.other, |(_, _, cleaned)| cleaned);
        }
        self.other = cleaned;
        &self.other
    }
}

/// The identity numbers, each judged with the document it comes from; disability cards among them are kept aside.
fn identities(
    sheet: &Sheet<'_>,
    index: u16,
    documents: Option<u16>,
    table: &mut ListTable,
    cards: &mut Vec<(usize, String)>,
    tick: &mut dyn FnMut(usize) -> Result<(), NotAList>,
) -> Result<TextColumn, NotAList> {
    let mut cells = TextColumn::default();
    let mut types = Known::new(Field::IdType);
    for (i, (&row, quality)) in sheet.rows.iter().zip(&mut table.id_quality).enumerate() {
        tick(i)?;
        let raw = sheet.grid.text(row, u32::from(index));
        let numeric = sheet.grid.kind(row, u32::from(index)).is_numeric();
        let document = documents.and_then(|column| {
            let written = sheet.grid.text(row, u32::from(column));
            IdType::from_text(&types.clean(written, false, false).text)
        });
        let found = assess_as(raw, numeric, document);
        *quality = found.quality;
        note(&mut table.findings, row, index, found.finding(), raw);
        if found.card_tail.is_some() {
            cards.push((i, clean_cell(Field::DisabilityCard, raw, numeric, false).text.into_owned()));
        }
        cells.push(&found.text);
    }
    Ok(cells)
}

fn note(findings: &mut Vec<Finding>, row: u32, column: u16, finding: Option<(FindingKind, Severity)>, raw: &str) {
    if let Some((kind, severity)) = finding {
        findings.push(Finding { row: row + 1, column: Some(column), kind, severity, value: raw.to_owned() });
    }
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
