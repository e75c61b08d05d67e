//! Children: tables of them, one of them, edits, merging, views, export.

mod as_list;
mod child;
mod column;
mod export;
mod find;
mod row;
mod search;
mod similar;
mod views;
mod write;

use std::rc::Rc;

use crate::Desk;
use crate::message::roster::{RosterAnswer, RosterRequest, RowQuery, RowView};
use crate::step::{Now, Step};

pub(crate) use as_list::MATCHED_BY;
pub(crate) use column::masked;
pub(crate) use row::Row;
pub(crate) use write::child_cell;

/// What the room keeps between requests: derived, never stored.
#[derive(Default)]
pub(crate) struct Room {
    search: search::Index,
    found: Option<(RowQuery, u64, Rc<[u32]>)>,
}

impl Desk {
    pub(crate) fn ask_roster(&mut self, request: RosterRequest, now: &Now) -> Step {
        match request {
            RosterRequest::Rows { query, columns, from, count } => {
                let total = self.source_rows(query.source, now).len() as u32;
                let found = self.find(&query, now);
                let rows = found.iter().skip(from as usize).take(count as usize).map(|&ix| {
                    let cells = columns.iter().map(|&c| self.shown(ix, c, now).into_owned()).collect();
                    RowView { id: self.row(ix).id().0, cells, dimmed: false }
                });
                Step::answer(RosterAnswer::Rows { total, found: found.len() as u32, rows: rows.collect() })
            }
            RosterRequest::Values { query, column } => {
                let values = self.values(&query, column, now);
                Step::answer(RosterAnswer::Values(values))
            }
            RosterRequest::Child(id) => self.child(id, now),
            RosterRequest::Reveal { child, field, reason } => self.reveal(child, field, reason, now),
            RosterRequest::Write { changes, action } => self.write_changes(&changes, action, now),
            RosterRequest::Bulk { query, only, field, text } => self.bulk(&query, &only, field, &text, now),
            RosterRequest::Add(fields) => self.add(&fields, now),
            RosterRequest::Delete { children, reason } => self.delete(&children, &reason, now),
            RosterRequest::Merge { keep, other } => self.merge(keep, other, now),
            RosterRequest::Similar => self.similar(),
            RosterRequest::Saves { count } => Step::answer(RosterAnswer::Saves(self.saves(count))),
            RosterRequest::Undo(number) => self.undo(number, now),
            RosterRequest::Redo => self.redo(now),
            RosterRequest::Views => Step::answer(RosterAnswer::Views(self.views())),
            RosterRequest::KeepView(view) => self.keep_view(&view, now),
            RosterRequest::DropView(name) => self.drop_view(&name, now),
            RosterRequest::Export { query, columns, only, unmasked } => {
                self.export_rows(&query, &columns, &only, unmasked, now)
            }
        }
    }
}
