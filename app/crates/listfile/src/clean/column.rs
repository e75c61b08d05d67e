//! One column being cleaned, block of rows after block of rows.

use std::borrow::Cow;

use ledger::clean::{Cleaned, clean_cell};
use ledger::field::{Field, FieldKind};
use ledger::finding::{Finding, FindingKind, Severity};
use ledger::identity::{IdQuality, IdType, assess_as};
use ledger::list::TextColumn;

use super::Sheet;
use crate::columns::ColumnInfo;
use crate::covered::Covered;
use crate::quick;

/// A mapped column and what is cleaned of it so far.
pub(super) struct Column<'a> {
    pub(super) index: u16,
    pub(super) header: &'a str,
    pub(super) field: Field,
    pub(super) cells: TextColumn,
    /// What each identity number is worth; empty for other fields.
    pub(super) worth: Vec<IdQuality>,
    /// Disability cards found in the identity column, with the row's place in the list.
    pub(super) cards: Vec<(usize, String)>,
    /// The column of documents, for identity numbers.
    documents: Option<u16>,
    covered: Covered,
    known: Known<'a>,
}

impl<'a> Column<'a> {
    /// The column, if it is mapped.
    pub(super) fn new(sheet: &Sheet<'a>, info: &'a ColumnInfo) -> Option<Column<'a>> {
        let field = info.field?;
        let types = sheet.columns.iter().find(|c| c.field == Some(Field::IdType)).map(|c| c.index);
        let documents = types.filter(|_| field == Field::IdNumber);
        Some(Column {
            index: info.index,
            header: &info.header,
            field,
            cells: TextColumn::default(),
            worth: Vec::new(),
            cards: Vec::new(),
            documents,
            covered: Covered::new(sheet.grid, info.index, field, sheet.first_row),
            known: Known::new(if documents.is_some() { Field::IdType } else { field }),
        })
    }

    /// Cleans the next rows.
    pub(super) fn take(&mut self, sheet: &Sheet<'a>, rows: &[u32], findings: &mut Vec<Finding>) {
        for &row in rows {
            if self.field == Field::IdNumber {
                self.take_identity(sheet, row, findings);
            } else {
                self.take_cell(sheet, row, findings);
            }
        }
    }

    fn take_cell(&mut self, sheet: &Sheet<'a>, at: u32, findings: &mut Vec<Finding>) {
        let row = self.covered.source(sheet.grid, at);
        let raw = sheet.grid.text(row, u32::from(self.index));
        if raw.is_empty() {
            self.cells.push("");
            return;
        }
        if !quick::push(&mut self.cells, self.field, raw) {
            let numeric = sheet.grid.kind(row, u32::from(self.index)).is_numeric();
            let cleaned = self.known.clean(raw, numeric, sheet.from_1904);
            self.cells.push(&cleaned.text);
            note(findings, at, self.index, cleaned.finding, raw);
        }
        if sheet.undecodable && raw.contains('\u{FFFD}') {
            note(findings, at, self.index, Some((FindingKind::Undecodable, Severity::Warning)), raw);
        }
    }

    /// An identity number is judged with the document it comes from; a disability card is kept aside.
    fn take_identity(&mut self, sheet: &Sheet<'a>, row: u32, findings: &mut Vec<Finding>) {
        let raw = sheet.grid.text(row, u32::from(self.index));
        let numeric = sheet.grid.kind(row, u32::from(self.index)).is_numeric();
        let document = self.documents.and_then(|column| {
            let written = sheet.grid.text(row, u32::from(column));
            IdType::from_text(&self.known.clean(written, false, false).text)
        });
        let found = assess_as(raw, numeric, document);
        note(findings, row, self.index, found.finding(), raw);
        if found.card_tail.is_some() {
            let card = clean_cell(Field::DisabilityCard, raw, numeric, false);
            self.cards.push((self.worth.len(), card.text.into_owned()));
        }
        self.worth.push(found.quality);
        self.cells.push(&found.text);
    }
}

fn note(findings: &mut Vec<Finding>, row: u32, column: u16, finding: Option<(FindingKind, Severity)>, raw: &str) {
    if let Some((kind, severity)) = finding {
        findings.push(Finding { row: row + 1, column: Some(column), kind, severity, value: raw.to_owned() });
    }
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
