//! The state of one table of children: its question, its columns, what was found.

use desk::message::roster::{Action, Change, Column, RosterAnswer, RosterRequest, RowQuery, SavedView, Source};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::column;
use crate::route::{Route, Router};
use crate::session::Session;
use crate::text::roster as words;
use crate::ui::data_table::{Actions, How, Page, RowKey, RowSource, Sort, Table, Writing};
use crate::ui::{Toasts, effect};

/// A table of children.
#[derive(Clone, Copy)]
pub(crate) struct Children {
    /// The question.
    pub(crate) query: RwSignal<RowQuery>,
    /// The columns, in order.
    pub(crate) columns: RwSignal<Vec<Column>>,
    /// Children in the source, whatever the question.
    pub(crate) total: RwSignal<u32>,
    /// The table that shows them.
    pub(crate) table: Table,
    /// Sort columns as the titles show them.
    pub(crate) sort: RwSignal<Sort>,
    pub(super) session: Session,
    pub(super) toasts: Toasts,
}

impl Children {
    /// A table over a question that outlives it, with the usual columns.
    pub(crate) fn over(query: RwSignal<RowQuery>) -> Children {
        Children {
            query,
            columns: RwSignal::new(column::USUAL.to_vec()),
            total: RwSignal::new(0),
            table: Table::new(),
            sort: RwSignal::new(query.with_untracked(as_sort)),
            session: Session::here(),
            toasts: Toasts::here(),
        }
    }

    /// A table over everything in a source.
    pub(crate) fn of(source: Source) -> Children {
        Children::over(RwSignal::new(RowQuery { source, ..RowQuery::default() }))
    }

    /// Keeps table, titles and question in step, and asks again after every change of the ledger.
    pub(super) fn follow(self) {
        effect(move || {
            let sort = self.sort.with(from_sort);
            if self.query.with_untracked(|q| q.sort != sort) {
                self.query.update(|q| q.sort = sort);
            }
        });
        Effect::new(move |before: Option<RowQuery>| {
            let query = self.query.get();
            let sort = as_sort(&query);
            if self.sort.with_untracked(|s| *s != sort) {
                self.sort.set(sort);
            }
            // The table asks for its first rows by itself.
            if before.is_some_and(|b| b != query) {
                self.table.reset();
            }
            query
        });
        Effect::new(move |before: Option<()>| {
            self.columns.track();
            self.session.version();
            if before.is_some() {
                self.table.refresh();
            }
        });
    }

    /// How many there are, once it is known: "0" of a list that is still on its way would be untrue.
    pub(crate) fn counted(self) -> String {
        let known = self.table.loaded.get();
        if known { words::shown(self.total.get(), self.table.found.get()) } else { String::new() }
    }

    /// Rows for the table.
    pub(super) fn source(self) -> RowSource {
        RowSource::new(move |from, count| async move {
            let (query, columns) = (self.query.try_get_untracked()?, self.columns.try_get_untracked()?);
            let request = RosterRequest::Rows { query, columns: columns.clone(), from, count };
            match self.session.roster(request).await {
                Ok(RosterAnswer::Rows { total, found, rows }) => {
                    let _ = self.total.try_set(total);
                    Some(Page { found, rows: rows.into_iter().map(|r| column::cells(&columns, r)).collect() })
                }
                Ok(_) => None,
                Err(refusal) => {
                    self.toasts.refuse(&refusal);
                    None
                }
            }
        })
    }

    /// What typing, pasting, filling and undoing in the table do.
    pub(super) fn actions(self) -> Actions {
        let router = Router::here();
        Actions {
            write: Some(UnsyncCallback::new(move |writing| self.write(writing))),
            open: Some(UnsyncCallback::new(move |key: RowKey| router.go(&Route::Child(key)))),
            undo: Some(Callback::new(move |()| self.toasts.undo(None))),
            redo: Some(Callback::new(move |()| self.toasts.redo())),
            say: Some(Callback::new(move |words: String| self.toasts.say(words))),
        }
    }

    fn write(self, writing: Writing) {
        let columns = self.columns.get_untracked();
        let change = |(child, place, text): &(RowKey, usize, String)| match columns.get(*place) {
            Some(Column::Field(field)) => Some(Change { child: *child, field: *field, text: text.clone() }),
            _ => None,
        };
        let changes: Vec<Change> = writing.cells.iter().filter_map(change).collect();
        let action = if writing.how == How::Edit { Action::Edit } else { Action::Paste };
        spawn_local(async move {
            match self.session.roster(RosterRequest::Write { changes, action }).await {
                Ok(RosterAnswer::Saved(save)) => self.toasts.saved(writing.words(), &save),
                Ok(_) => self.table.refresh(),
                Err(refusal) => {
                    self.toasts.refuse(&refusal);
                    self.table.take_up_again(&writing);
                }
            }
        });
    }

    /// Shows a saved view.
    pub(super) fn show(self, view: SavedView) {
        self.columns.set(if view.columns.is_empty() { column::USUAL.to_vec() } else { view.columns });
        self.query.set(view.query);
    }

    /// What a request about the ticked rows says: all that the question finds, or these.
    pub(super) async fn picked(self) -> Option<(RowQuery, Vec<RowKey>)> {
        let query = self.query.try_get_untracked()?;
        let everything = self.table.picked.try_with_untracked(|p| p.is_everything())?;
        let only = if everything { Vec::new() } else { self.table.picked_keys().await? };
        Some((query, only))
    }

    /// How many rows are ticked.
    pub(super) fn picked_count(self) -> u32 {
        self.table.picked.with(|p| p.count(self.table.found.get()))
    }
}

fn as_sort(query: &RowQuery) -> Sort {
    query.sort.iter().map(|(c, down)| (column::key(*c).to_owned(), *down)).collect()
}

fn from_sort(sort: &Sort) -> Vec<(Column, bool)> {
    sort.iter().filter_map(|(key, down)| Some((column::from_key(key)?, *down))).collect()
}
