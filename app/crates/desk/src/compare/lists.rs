//! Stored lists: the row says what a list is, the blob holds it. The roster is always one of them, made when asked for.

use ledger::list::{ListKind, ListTable};
use ledger::schema;
use ledger::schema::list;
use sync::{RowId, SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::compare::{CompareAnswer, ListView};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::save::DELETED;
use crate::step::{Now, Step};

/// The roster's id among lists.
pub(super) const ROSTER: Id = [0; 16];

/// Codes by which kinds are stored. Stored: never change one.
const KINDS: &[(ListKind, &str)] = &[
    (ListKind::Household, "household"),
    (ListKind::Registry, "registry"),
    (ListKind::InSchool, "in_school"),
    (ListKind::LastTerm, "last_term"),
    (ListKind::Reported, "reported"),
    (ListKind::Poverty, "poverty"),
    (ListKind::Disability, "disability"),
    (ListKind::Graduates, "graduates"),
    (ListKind::Suspected, "suspected"),
    (ListKind::Roster, "roster"),
    (ListKind::Other, "other"),
];

fn code(kind: ListKind) -> &'static str {
    KINDS.iter().find(|(k, _)| *k == kind).map_or("other", |(_, code)| code)
}

fn kind(code: &str) -> ListKind {
    KINDS.iter().find(|(_, c)| *c == code).map_or(ListKind::Other, |(kind, _)| *kind)
}

impl Desk {
    pub(super) fn lists(&self, now: &Now) -> Vec<ListView> {
        let stored = self.book.live(schema::LIST).into_iter().rev().map(|ix| self.list_view(ix));
        [self.roster_view(now)].into_iter().chain(stored).collect()
    }

    pub(super) fn list_view(&self, ix: u32) -> ListView {
        let text = |field| self.book.text(schema::LIST, ix, field).to_owned();
        let count = |field| self.book.int(schema::LIST, ix, field).try_into().unwrap_or_default();
        ListView {
            id: self.book.row_id(schema::LIST, ix).0,
            kind: kind(&text(list::KIND)),
            name: text(list::NAME),
            file: text(list::FILE),
            date: text(list::DATE),
            counts: [count(list::ACCEPTED), count(list::REJECTED), count(list::SKIPPED)],
        }
    }

    pub(super) fn roster_view(&self, now: &Now) -> ListView {
        let children = self.book.live(schema::CHILD).len() as u32;
        ListView {
            id: ROSTER,
            kind: ListKind::Roster,
            name: ListKind::Roster.label().to_owned(),
            file: String::new(),
            date: Self::today(now).to_string(),
            counts: [children, 0, 0],
        }
    }

    /// The view of a list by its id, deleted or not: old rounds still name their lists.
    pub(super) fn list_by_id(&self, id: Id, now: &Now) -> Option<ListView> {
        if id == ROSTER {
            return Some(self.roster_view(now));
        }
        let ix = self.book.table(schema::LIST)?.index_of(&RowId(id))?;
        Some(self.list_view(ix))
    }

    pub(super) fn add_list(&self, table: &ListTable, kind: ListKind, name: &str, file: &str, date: &str, now: &Now) -> Step {
        let row = RowId::new(now, &mut Dice::new(now));
        let Ok(bytes) = postcard::to_allocvec(table) else { return Step::answer(Refusal::Protocol) };
        let rejected = table.rejected.iter().filter(|r| r.is_some()).count();
        let name = if name.trim().is_empty() { kind.label() } else { name.trim() };
        let mut save = SaveBuilder::new();
        save.set(cell(schema::LIST, row, list::KIND), ValueRef::Text(code(kind)));
        save.set(cell(schema::LIST, row, list::NAME), text_value(name));
        save.set(cell(schema::LIST, row, list::FILE), text_value(file));
        save.set(cell(schema::LIST, row, list::DATE), text_value(date));
        save.set(cell(schema::LIST, row, list::ACCEPTED), ValueRef::Int((table.len() - rejected) as i64));
        save.set(cell(schema::LIST, row, list::REJECTED), ValueRef::Int(rejected as i64));
        save.set(cell(schema::LIST, row, list::SKIPPED), ValueRef::Int(i64::from(table.skipped)));
        save.set(cell(schema::LIST, row, list::BLOB), ValueRef::Row(row));
        let then = move |desk: &mut Desk, _| match desk.book.find(schema::LIST, row) {
            Some(ix) => CompareAnswer::ListAdded(desk.list_view(ix)).into(),
            None => Refusal::Gone.into(),
        };
        let step = self.keep(&save, Action::List, name, now, Box::new(then));
        match step {
            Step::Keep(mut keep) => {
                keep.blobs.push((row.0, bytes));
                Step::Keep(keep)
            }
            other => other,
        }
    }

    pub(super) fn drop_list(&self, id: Id, now: &Now) -> Step {
        let Some(ix) = self.book.find(schema::LIST, RowId(id)) else { return Step::answer(Refusal::Gone) };
        let name = self.list_view(ix).name;
        let mut save = SaveBuilder::new();
        save.set(cell(schema::LIST, RowId(id), DELETED), ValueRef::Text("drop"));
        self.keep(&save, Action::List, &name, now, Self::saved())
    }
}
