//! The rows of one tab of the preview, as a table: values can be corrected in place, similar rows decided one by one
//! or ticked and decided together.

use std::collections::HashMap;

use desk::message::import::{Decision, Fate, PreviewRow};
use desk::message::{ImportAnswer, ImportRequest};
use leptos::prelude::*;

use super::columns::{self, Shape};
use super::preview::DECISIONS;
use super::row::RowDialog;
use super::wizard::Wizard;
use crate::session::Session;
use crate::text::import as t;
use crate::ui::data_table::{Actions, BulkBar, DataTable, Page, RowKey, RowSource, Table, Writing};
use crate::ui::{Button, Toasts};

/// A line's index as the key of its row.
pub(super) fn key(index: u32) -> RowKey {
    let mut key = RowKey::default();
    key[..4].copy_from_slice(&index.to_be_bytes());
    key
}

fn index(key: &RowKey) -> u32 {
    u32::from_be_bytes([key[0], key[1], key[2], key[3]])
}

/// The rows of a tab.
#[component]
pub(super) fn Lines(
    /// Which tab.
    fate: Fate,
) -> impl IntoView {
    let (session, toasts, wizard) = (Session::here(), Toasts::here(), Wizard::here());
    let shape = Shape::of(fate);
    let table = Table::new();
    let seen = StoredValue::new(HashMap::<u32, PreviewRow>::new());
    let opened = RwSignal::new(None::<PreviewRow>);
    Effect::new(move |before: Option<u32>| {
        let revision = wizard.revision.get();
        if before.is_some_and(|b| b != revision) {
            seen.update_value(HashMap::clear);
            table.refresh();
        }
        revision
    });
    let source = RowSource::new(move |from, count| async move {
        match session.import(ImportRequest::Lines { fate, from, count }).await {
            Ok(ImportAnswer::Lines { total, rows }) => {
                let lines = rows.iter().map(|row| columns::line(shape, row)).collect();
                seen.try_update_value(|seen| seen.extend(rows.into_iter().map(|r| (r.index, r))));
                Some(Page { found: total, rows: lines })
            }
            Ok(_) => None,
            Err(refused) => {
                toasts.refuse(&refused);
                None
            }
        }
    });
    let open = move |row: RowKey| opened.set(seen.with_value(|s| s.get(&index(&row)).cloned()));
    let write = move |writing: Writing| {
        let mut changes = Vec::new();
        for (row, column, text) in writing.cells {
            let row = index(&row);
            match columns::target(shape, column) {
                Some(columns::Target::Field(field)) => changes.push(ImportRequest::Correct { row, field, text }),
                Some(columns::Target::Decision) => match DECISIONS.into_iter().find(|d| t::decision(*d) == text) {
                    Some(decision) => changes.push(ImportRequest::Decide { rows: vec![row], decision }),
                    None => toasts.fail(t::DECISION_UNKNOWN),
                },
                None => {}
            }
        }
        if changes.is_empty() {
            table.refresh();
        } else {
            wizard.change_all(changes);
        }
    };
    let actions = Actions {
        open: Some(UnsyncCallback::new(open)),
        write: shape.writable().then(|| UnsyncCallback::new(write)),
        say: Some(Callback::new(move |words: String| toasts.say(words))),
        ..Actions::default()
    };
    let decide_picked = move |decision: Decision| {
        leptos::task::spawn_local(async move {
            let Some(keys) = table.picked_keys().await else { return };
            wizard.decide(keys.iter().map(index).collect(), decision);
        });
    };
    let decide = move |decision: Decision| {
        view! { <Button on_press=move |()| decide_picked(decision)>{t::decision(decision)}</Button> }
    };
    let ticks = fate == Fate::Similar;
    view! {
        <DataTable
            table=table
            columns=columns::columns(shape)
            source=source
            actions=actions
            frozen=2
            ticks=ticks
            label=t::fate(fate).to_owned()
            none=t::fate_empty(fate).to_owned()
        />
        {ticks.then(|| view! {
            <BulkBar table=table unit=t::ROW_UNIT>{DECISIONS.into_iter().map(decide).collect_view()}</BulkBar>
        })}
        <RowDialog opened=opened fate=fate />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_gives_its_index_back() {
        for i in [0, 1, 300, u32::MAX] {
            assert_eq!(index(&key(i)), i);
        }
    }
}
