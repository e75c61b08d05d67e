//! The table of discrepancies: explained in place, ticked, opened side by side.

use std::collections::BTreeMap;
use std::sync::Arc;

use desk::message::Id;
use desk::message::compare::{CompareAnswer, CompareRequest, Explanation};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bench::Bench;
use super::columns::{self, Catalogue, parts, write};
use crate::text::compare as t;
use crate::ui::data_table::{Actions, DataTable, Page, RowKey, RowSource, Writing};
use crate::ui::effect;

/// The explanations of all buckets of the round; kept in step with the round.
pub(super) fn catalogue(bench: Bench) -> RwSignal<Catalogue> {
    let found = RwSignal::new(Catalogue::default());
    let buckets = Memo::new(move |_| bench.buckets());
    effect(move || {
        let buckets = buckets.get();
        spawn_local(async move {
            let mut all: Vec<(String, String)> = Vec::new();
            for bucket in buckets {
                if let Ok(CompareAnswer::Catalogue(some)) =
                    bench.session.compare(CompareRequest::Catalogue { bucket }).await
                {
                    let fresh: Vec<_> = some.into_iter().filter(|one| !all.contains(one)).collect();
                    all.extend(fresh);
                }
            }
            let _ = found.try_set(Arc::new(all));
        });
    });
    found
}

/// The table.
#[component]
pub(super) fn Discrepancies() -> impl IntoView {
    let bench = Bench::here();
    let catalogue = catalogue(bench);
    let columns = move || {
        let catalogue = catalogue.get();
        bench.round.with(|r| r.as_ref().map(|r| columns::columns(r, &catalogue)).unwrap_or_default())
    };
    Effect::new(move |before: Option<()>| {
        catalogue.track();
        if before.is_some() {
            bench.table.refresh();
        }
    });
    let source = RowSource::new(move |from, count| async move {
        let (query, catalogue) = (bench.query.try_get_untracked()?, catalogue.try_get_untracked()?);
        let (found, rows) = bench.lines(query, from, count).await?;
        Some(Page { found, rows: rows.iter().map(|row| columns::line(row, &catalogue)).collect() })
    });
    let on_write = move |writing: Writing| {
        if bench.old_now() {
            bench.toasts.fail(t::ROUND_OLD);
            bench.table.refresh();
            return;
        }
        let lists = bench.round.with_untracked(|r| r.as_ref().map_or(0, |r| r.lists.len()));
        let catalogue = catalogue.get_untracked();
        let parts = parts(lists);
        let mut each: BTreeMap<Id, Explanation> = BTreeMap::new();
        for (id, column, text) in &writing.cells {
            if let Some(part) = parts.get(*column) {
                write(each.entry(*id).or_default(), *part, text.trim().to_owned(), &catalogue);
            }
        }
        spawn_local(async move {
            match bench.explain_each(each.into_iter().collect()).await {
                Ok(save) => bench.toasts.saved(writing.words(), &save),
                Err(refused) => {
                    bench.toasts.refuse(&refused);
                    bench.table.take_up_again(&writing);
                }
            }
        });
    };
    let actions = Actions {
        write: Some(UnsyncCallback::new(on_write)),
        open: Some(UnsyncCallback::new(move |id: RowKey| bench.opened.set(Some(id)))),
        undo: Some(Callback::new(move |()| bench.toasts.undo(None))),
        redo: Some(Callback::new(move |()| bench.toasts.redo())),
        say: Some(Callback::new(move |words: String| bench.toasts.say(words))),
    };
    let none = move || {
        let whole = bench.round.with(|r| r.as_ref().is_some_and(|r| r.progress.total == 0));
        if whole { t::TABLE_NONE.to_owned() } else { format!("{}{}", t::TABLE_EMPTY, t::TABLE_EMPTY_DO) }
    };
    view! {
        <DataTable
            table=bench.table
            columns=Signal::derive(columns)
            source=source
            actions=actions
            frozen=1
            ticks=true
            label=t::TITLE.to_owned()
            none=Signal::derive(none)
        />
    }
}
