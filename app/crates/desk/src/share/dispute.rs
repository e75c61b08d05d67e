//! What several people changed without having seen each other's change, and how a person decides it.
//!
//! Deciding writes the cell once more, having seen every version: from then on nothing is disputed, on any device. What
//! was not chosen stays in the history, and where both are wanted it is noted beside the cell.

use std::borrow::Cow;

use ledger::dispute::{asks, label};
use ledger::field::Field;
use ledger::schema::{DELETED, Table, kept};
use sync::{Cell, FieldId, RowId, SaveBuilder, State, TableId, Value, ValueRef};

use super::no;
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::Id;
use crate::message::roster::Action;
use crate::message::share::{DeletedView, DisputeKey, DisputeView, KeptView, ShareAnswer, VersionView, Why};
use crate::roster::masked;
use crate::save::mark;
use crate::step::{Now, Step};

/// So many notes are listed.
const LISTED: usize = 50;

/// Whether a person is asked about a cell of these numbers.
fn matters(table: TableId, field: FieldId) -> bool {
    Table::from_id(table.0).is_some_and(|table| asks(table, field.0))
}

impl Desk {
    /// How many things a person has to decide.
    pub(super) fn open_disputes(&self) -> u32 {
        let cells: usize = self.book.states().iter().map(|state| state.conflicts(matters).len()).sum();
        (cells + self.deleted_elsewhere().len()) as u32
    }

    pub(super) fn disputes(&self) -> Vec<DisputeView> {
        let of = |state: &State| -> Vec<DisputeView> {
            let found = state.conflicts(matters).into_iter();
            found.filter_map(|conflict| self.dispute_view(state, &conflict)).collect()
        };
        self.book.states().iter().flat_map(of).collect()
    }

    fn dispute_view(&self, state: &State, conflict: &sync::Conflict<'_>) -> Option<DisputeView> {
        let Cell { table: number, row, field } = conflict.cell;
        let table = Table::from_id(number.0)?;
        let me = self.book.identity.agent;
        let versions = conflict.versions.iter().map(|version| {
            let save = state.save(version.save);
            let mine = save.id.agent == me;
            let (who, at_ms) = (save.info.actor.to_string(), save.info.wall_ms);
            VersionView { text: shown(table, field.0, version.value), who, mine, at_ms }
        });
        let child = self.child_of(table, row);
        let title = child.map(|child| self.name_of(child)).unwrap_or_default();
        Some(DisputeView {
            key: DisputeKey { table: number.0, row: row.0, field: field.0, shown: versions_shown(state, conflict) },
            child: child.map(|row| row.0),
            title,
            field: label(table, field.0).to_owned(),
            versions: versions.collect(),
        })
    }

    /// The child a row is about.
    pub(super) fn child_of(&self, table: Table, row: RowId) -> Option<RowId> {
        if table == Table::Child {
            return Some(row);
        }
        if let Some(field) = names_case(table) {
            return match self.book.state_of(TableId(table.id())).get(cell(table, row, field)) {
                ValueRef::Row(case) => self.child_of(Table::Case, case),
                _ => None,
            };
        }
        match self.book.state_of(TableId(table.id())).get(cell(table, row, names_child(table)?)) {
            ValueRef::Row(child) => Some(child),
            _ => None,
        }
    }

    /// A child's name, deleted or not.
    pub(super) fn name_of(&self, child: RowId) -> String {
        let ix = self.book.table(Table::Child).and_then(|children| children.index_of(&child));
        ix.map(|ix| self.row(ix).get(Field::Name).to_owned()).unwrap_or_default()
    }

    pub(super) fn settle_dispute(&self, key: &DisputeKey, version: u32, both: bool, now: &Now) -> Step {
        let at = Cell::new(TableId(key.table), RowId(key.row), FieldId(key.field));
        let Some(table) = Table::from_id(key.table) else { return no(Why::Gone) };
        let state = self.book.state_of(at.table);
        let Some(conflict) = state.conflict(at) else { return no(Why::Gone) };
        if versions_shown(state, &conflict) != key.shown {
            return no(Why::Changed);
        }
        let Some(chosen) = conflict.versions.get(version as usize) else { return no(Why::Gone) };
        let mut save = SaveBuilder::new();
        let value: Value = chosen.value.to_value();
        save.set(at, value.as_ref());
        let others = conflict.versions.iter().filter(|other| other.value != chosen.value);
        let mut dice = Dice::new(now);
        // A note may be read by everybody: what only a few may see stays in the history of its cell.
        let open = table.compartment() == Table::Kept.compartment();
        for other in others.filter(|_| both && open) {
            let row = RowId::new(now, &mut dice);
            let wrote = state.save(other.save);
            let when = i64::try_from(wrote.info.wall_ms).unwrap_or_default();
            save.set(cell(Table::Kept, row, kept::TABLE), ValueRef::Int(i64::from(key.table)));
            save.set(cell(Table::Kept, row, kept::ROW), ValueRef::Row(RowId(key.row)));
            save.set(cell(Table::Kept, row, kept::FIELD), ValueRef::Int(i64::from(key.field)));
            save.set(cell(Table::Kept, row, kept::TEXT), text_value(&plain(other.value)));
            save.set(cell(Table::Kept, row, kept::WHO), text_value(&wrote.info.actor));
            save.set(cell(Table::Kept, row, kept::WHEN), ValueRef::Int(when));
        }
        let subject = format!(
            "{} {}",
            self.child_of(table, at.row).map(|c| self.name_of(c)).unwrap_or_default(),
            label(table, key.field)
        );
        self.keep(&save, Action::Settle, subject.trim(), now, Box::new(|_, _| ShareAnswer::Done.into()))
    }

    /// What was noted beside decisions, newest first.
    pub(super) fn noted(&self) -> Vec<KeptView> {
        let number = |ix, field| u16::try_from(self.book.int(Table::Kept, ix, field)).ok();
        let rows = self.book.live(Table::Kept).into_iter().rev().take(LISTED);
        rows.filter_map(|ix| {
            let (table, field) = (Table::from_id(number(ix, kept::TABLE)?)?, number(ix, kept::FIELD)?);
            let row = match self.book.table(Table::Kept)?.column(FieldId(kept::ROW))?.get(ix) {
                ValueRef::Row(row) => row,
                _ => return None,
            };
            let text = self.book.text(Table::Kept, ix, kept::TEXT);
            let version = VersionView {
                text: shown(table, field, ValueRef::Text(text)),
                who: self.book.text(Table::Kept, ix, kept::WHO).to_owned(),
                mine: false,
                at_ms: u64::try_from(self.book.int(Table::Kept, ix, kept::WHEN)).unwrap_or_default(),
            };
            let title = self.child_of(table, row).map(|child| self.name_of(child)).unwrap_or_default();
            Some(KeptView { title, field: label(table, field).to_owned(), version })
        })
        .collect()
    }

    /// Children one deleted while another changed them.
    pub(super) fn deleted_elsewhere(&self) -> Vec<DeletedView> {
        let Some(children) = self.book.table(Table::Child).filter(|_| self.share.is_some()) else { return Vec::new() };
        let state = self.book.state_of(TableId(Table::Child.id()));
        let Some(column) = children.column(FieldId::DELETED) else { return Vec::new() };
        let deleted = column.iter().filter(|(_, value)| !value.is_null()).map(|(ix, _)| ix);
        let view = |ix: u32| {
            let fields = state.edited_unaware_of_deletion(children, ix);
            if fields.is_empty() {
                return None;
            }
            let by = column.stamp(ix).map(|stamp| self.book.written_by(Table::Child, stamp).info.actor.to_string());
            let names = fields.iter().filter_map(|field| Field::from_id(field.0)).map(|field| field.label().to_owned());
            let child = children.row_id(ix)?;
            Some(DeletedView {
                child: child.0,
                name: self.name_of(child),
                by: by.unwrap_or_default(),
                fields: names.collect(),
            })
        };
        deleted.filter_map(view).collect()
    }

    pub(super) fn settle_deleted(&self, child: Id, keep: bool, now: &Now) -> Step {
        let at = cell(Table::Child, RowId(child), DELETED);
        let state = self.book.state_of(at.table);
        let reason = state.get(at).to_value();
        if reason.as_ref().is_null() {
            return no(Why::Gone);
        }
        let mut save = SaveBuilder::new();
        // Written once more by somebody who has seen the changes: then nobody is unaware of anything.
        save.set(at, if keep { ValueRef::Null } else { reason.as_ref() });
        let name = self.name_of(RowId(child));
        self.keep(&save, Action::Settle, &name, now, Box::new(|_, _| ShareAnswer::Done.into()))
    }
}

/// The field in which a record says which child it is about.
pub(super) fn names_child(table: Table) -> Option<u16> {
    Some(match table {
        Table::Membership => ledger::schema::membership::CHILD,
        Table::Visit => ledger::schema::visit::CHILD,
        Table::Absence => ledger::schema::absence::CHILD,
        Table::Case => ledger::schema::case::CHILD,
        Table::Discrepancy => ledger::schema::discrepancy::CHILD,
        Table::Aid => ledger::schema::aid::CHILD,
        Table::Docket => ledger::schema::docket::CHILD,
        _ => return None,
    })
}

/// The field in which a record says which case it belongs to.
fn names_case(table: Table) -> Option<u16> {
    match table {
        Table::Step => Some(ledger::schema::step::CASE),
        Table::Notice => Some(ledger::schema::notice::CASE),
        _ => None,
    }
}

/// Names the versions of a disputed cell, in their order.
fn versions_shown(state: &State, conflict: &sync::Conflict<'_>) -> u64 {
    mark(conflict.versions.iter().map(|version| &state.save(version.save).id))
}

/// A value as text, numbers of persons in full: it is written back into the ledger.
fn plain(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Int(number) => number.to_string(),
        ValueRef::Bool(yes) => if yes { "是" } else { "否" }.to_owned(),
        other => other.text().unwrap_or_default().to_owned(),
    }
}

/// A value as it leaves the worker.
pub(super) fn shown(table: Table, field: u16, value: ValueRef<'_>) -> String {
    let text = plain(value);
    match Field::from_id(field).filter(|_| table == Table::Child) {
        Some(field) => masked(field, Cow::Owned(text)).into_owned(),
        None => text,
    }
}
