//! Writing children: cells, many at once, new ones, deleted ones. Each request is one save, checked whole before any of
//! it is kept: one bad value refuses the save and names itself.

use std::borrow::Cow;

use ledger::clean::clean_cell;
use ledger::field::{Field, FieldKind};
use ledger::finding::Severity;
use ledger::identity;
use ledger::schema::{DELETED, Table};
use sync::{RowId, SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::roster::{Action, Change, RowQuery};
use crate::message::{Id, Need, Refusal};
use crate::step::{Now, Step};

/// The cell of a child.
pub(crate) fn child_cell(row: RowId, field: Field) -> sync::Cell {
    cell(Table::Child, row, field.id())
}

/// The canonical text of what a person typed. A number that is wrong is kept as typed (it is what the paper says) and
/// shown as wrong; a date or choice that cannot be read is refused.
pub(crate) fn typed(field: Field, text: &str) -> Result<Cow<'_, str>, Refusal> {
    let cleaned = clean_cell(field, text, false, false);
    match cleaned.finding {
        Some((kind, Severity::Error | Severity::Warning)) if must_read(field.kind()) => {
            Err(Refusal::BadValue { field, kind })
        }
        _ => Ok(cleaned.text),
    }
}

fn must_read(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Date | FieldKind::YearMonth | FieldKind::Number | FieldKind::Choice)
}

impl Desk {
    pub(super) fn write_changes(&self, changes: &[Change], action: Action, now: &Now) -> Step {
        let mut save = SaveBuilder::new();
        for change in changes {
            let Some(ix) = self.child_ix(change.child) else { return Step::answer(Refusal::Gone) };
            match typed(change.field, &change.text) {
                Ok(text) => self.set_changed(&mut save, ix, change.field, &text),
                Err(refusal) => return Step::answer(refusal),
            }
        }
        let label = match changes {
            [only] => only.field.label(),
            _ => "",
        };
        self.keep(&save, action, label, now, Self::saved())
    }

    /// Writes a cell unless it already says so.
    pub(crate) fn set_changed(&self, save: &mut SaveBuilder, ix: u32, field: Field, text: &str) {
        let row = self.row(ix);
        if row.get(field) != text {
            save.set(child_cell(row.id(), field), text_value(text));
        }
    }

    pub(super) fn bulk(&mut self, query: &RowQuery, only: &[Id], field: Field, text: &str, now: &Now) -> Step {
        let text = match typed(field, text) {
            Ok(text) => text,
            Err(refusal) => return Step::answer(refusal),
        };
        let mut save = SaveBuilder::new();
        for ix in self.chosen(query, only, now) {
            self.set_changed(&mut save, ix, field, &text);
        }
        self.keep(&save, Action::Bulk, field.label(), now, Self::saved())
    }

    /// The named children, or all that the query finds.
    pub(super) fn chosen(&mut self, query: &RowQuery, only: &[Id], now: &Now) -> Vec<u32> {
        if only.is_empty() {
            self.find(query, now).to_vec()
        } else {
            only.iter().filter_map(|&id| self.child_ix(id)).collect()
        }
    }

    /// The row a new child gets: from its number, so that two people who enter the child offline meet; else random. A
    /// number already used by a child with another name does not capture the new one.
    pub(crate) fn new_child_row(&self, number: &str, dice: &mut Dice, now: &Now) -> RowId {
        let natural = identity::assess(number, false)
            .number
            .map(|n| RowId::natural(&self.book.identity.row_key, "student", n.as_str()));
        match natural {
            Some(row) if self.book.find(Table::Child, row).is_none() => row,
            _ => RowId::new(now, dice),
        }
    }

    pub(super) fn add(&self, fields: &[(Field, String)], now: &Now) -> Step {
        let get = |wanted: Field| fields.iter().find(|(f, _)| *f == wanted).map_or("", |(_, t)| t.trim());
        if get(Field::Name).is_empty() {
            return Step::answer(Refusal::Missing(Need::Name));
        }
        let row = self.new_child_row(get(Field::IdNumber), &mut Dice::new(now), now);
        let mut save = SaveBuilder::new();
        save.set(cell(Table::Child, row, DELETED), ValueRef::Null);
        for (field, text) in fields.iter().filter(|(_, t)| !t.trim().is_empty()) {
            match typed(*field, text) {
                Ok(text) => save.set(child_cell(row, *field), text_value(&text)),
                Err(refusal) => return Step::answer(refusal),
            }
        }
        self.keep(&save, Action::Add, get(Field::Name), now, Self::saved())
    }

    pub(super) fn delete(&self, children: &[Id], reason: &str, now: &Now) -> Step {
        if reason.trim().is_empty() {
            return Step::answer(Refusal::Missing(Need::Reason));
        }
        let gone: Vec<u32> = children.iter().filter_map(|&id| self.child_ix(id)).collect();
        if gone.iter().any(|ix| self.has_open_case(*ix, now)) {
            return Step::answer(Refusal::OpenCase);
        }
        let mut save = SaveBuilder::new();
        for row in gone.into_iter().map(|ix| self.row(ix).id()) {
            save.set(cell(Table::Child, row, DELETED), ValueRef::Text(reason.trim()));
        }
        self.keep(&save, Action::Delete, reason.trim(), now, Self::saved())
    }
}
