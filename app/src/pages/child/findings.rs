//! What is wrong with stored values; a press opens the field.

use ledger::field::Field;
use ledger::finding::FindingKind;
use leptos::prelude::*;

use super::edit::Record;
use crate::text::child as words;
use crate::text::finding;

/// The list, if anything is wrong.
#[component]
pub(super) fn Findings(record: Record) -> impl IntoView {
    let all = Memo::new(move |_| record.view.with(|v| v.as_ref().map(|v| v.findings.clone()).unwrap_or_default()));
    let one = move |(field, kind): (Field, FindingKind)| {
        view! {
            <li>
                <button type="button" class="button link" on:click=move |_| record.editing.set(Some(field))>
                    {field.label()}
                </button>
                <span>{finding::label(kind)}</span>
            </li>
        }
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <section class="card attention" aria-label=words::FINDINGS>
                <header><h2>{words::FINDINGS}</h2></header>
                <ul class="finding-list">{move || all.get().into_iter().map(one).collect_view()}</ul>
            </section>
        </Show>
    }
}
