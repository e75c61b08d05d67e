//! Stored lists: the row says what a list is, the blob holds it. The roster is always one of them, made when asked for.

use std::rc::Rc;

use ledger::list::{ListKind, ListTable};
use ledger::schema::list;
use ledger::schema::{DELETED, Table};
use sync::{RowId, SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::compare::{CompareAnswer, ListView};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// The roster's id among lists.
pub(super) const ROSTER: Id = [0; 16];

impl Desk {
    pub(super) fn lists(&self, now: &Now) -> Vec<ListView> {
        let stored = self.book.live(Table::List).into_iter().rev().map(|ix| self.list_view(ix));
        [self.roster_view(now)].into_iter().chain(stored).collect()
    }

    /// Stored lists of a kind, the newest first.
    pub(crate) fn stored_lists(&self, kind: Option<ListKind>) -> Vec<ListView> {
        let stored = self.book.live(Table::List).into_iter().rev().map(|ix| self.list_view(ix));
        stored.filter(|list| Some(list.kind) == kind).collect()
    }

    /// The rows of a stored list, or the step that loads them.
    pub(crate) fn list_table(&mut self, id: Id) -> Result<Rc<ListTable>, Step> {
        self.tables(&[id])?.pop().ok_or_else(|| Step::answer(Refusal::Gone))
    }

    pub(super) fn list_view(&self, ix: u32) -> ListView {
        let text = |field| self.book.text(Table::List, ix, field).to_owned();
        let count = |field| self.book.int(Table::List, ix, field).try_into().unwrap_or_default();
        ListView {
            id: self.book.row_id(Table::List, ix).0,
            kind: ListKind::from_key(self.book.text(Table::List, ix, list::KIND)).unwrap_or(ListKind::Other),
            name: text(list::SOURCE),
            file: text(list::FILE),
            date: text(list::DATE),
            counts: [count(list::ACCEPTED), count(list::REJECTED), count(list::SKIPPED)],
        }
    }

    pub(super) fn roster_view(&self, now: &Now) -> ListView {
        let children = self.book.live(Table::Child).len() as u32;
        ListView {
            id: ROSTER,
            kind: ListKind::Roster,
            name: ListKind::Roster.text().to_owned(),
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
        let ix = self.book.table(Table::List)?.index_of(&RowId(id))?;
        Some(self.list_view(ix))
    }

    pub(super) fn add_list(
        &self,
        table: Rc<ListTable>,
        kind: ListKind,
        name: &str,
        file: &str,
        date: &str,
        now: &Now,
    ) -> Step {
        let row = RowId::new(now, &mut Dice::new(now));
        let Ok(bytes) = postcard::to_allocvec(&*table) else { return Step::answer(Refusal::Protocol) };
        let rejected = table.rejected.iter().filter(|r| r.is_some()).count();
        let name = if name.trim().is_empty() { kind.text() } else { name.trim() };
        let mut save = SaveBuilder::new();
        save.set(cell(Table::List, row, list::KIND), ValueRef::Text(kind.key()));
        save.set(cell(Table::List, row, list::SOURCE), text_value(name));
        save.set(cell(Table::List, row, list::FILE), text_value(file));
        save.set(cell(Table::List, row, list::DATE), text_value(date));
        save.set(cell(Table::List, row, list::ACCEPTED), ValueRef::Int((table.len() - rejected) as i64));
        save.set(cell(Table::List, row, list::REJECTED), ValueRef::Int(rejected as i64));
        save.set(cell(Table::List, row, list::SKIPPED), ValueRef::Int(i64::from(table.skipped)));
        save.set(cell(Table::List, row, list::BLOB), ValueRef::Row(row));
        let then = move |desk: &mut Desk, _| match desk.book.find(Table::List, row) {
            Some(ix) => {
                desk.compare.keep_at_hand(row.0, table);
                CompareAnswer::ListAdded(desk.list_view(ix)).into()
            }
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
        let Some(ix) = self.book.find(Table::List, RowId(id)) else { return Step::answer(Refusal::Gone) };
        let name = self.list_view(ix).name;
        let mut save = SaveBuilder::new();
        save.set(cell(Table::List, RowId(id), DELETED), ValueRef::Text("drop"));
        self.keep(&save, Action::List, &name, now, Self::saved())
    }
}
