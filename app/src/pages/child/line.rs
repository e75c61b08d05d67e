//! One field: its text is a button, pressing it makes it an input. Enter or leaving saves, Esc gives up.

use ledger::choice;
use ledger::field::{Field, FieldKind};
use leptos::html;
use leptos::prelude::*;

use super::edit::{Record, masked};
use super::reveal::Reveal;
use crate::text;
use crate::text::child as words;
use crate::text::finding;
use crate::ui::{Busy, composing, effect, next_number};

/// A field of the child.
#[component]
pub(super) fn Line(record: Record, field: Field) -> impl IntoView {
    let editing = Memo::new(move |_| record.editing.get() == Some(field));
    let wrong = move || {
        let lines = record.findings(field).into_iter();
        lines.map(|kind| view! { <p class="line-wrong">{finding::sentence(kind)}</p> }).collect_view()
    };
    view! {
        <div class="line" data-field=field.key()>
            <dt>{field.label()}</dt>
            <dd>
                <Show when=move || editing.get() fallback=move || view! { <Shown record=record field=field /> }>
                    <Editing record=record field=field />
                </Show>
                {wrong}
            </dd>
        </div>
    }
}

#[component]
fn Shown(record: Record, field: Field) -> impl IntoView {
    let full = move || record.revealed.with(|r| r.iter().find(|(f, _)| *f == field).map(|(_, t)| t.clone()));
    let masked_text = move || {
        let text = record.text(field);
        match field.kind() {
            _ if text.is_empty() => words::NOT_FILLED.to_owned(),
            FieldKind::Date => text::date(&text),
            _ => text,
        }
    };
    let shown = move || full().unwrap_or_else(masked_text);
    let bare = move || record.text(field).is_empty();
    let can_reveal = move || masked(field) && !bare() && full().is_none();
    view! {
        <button
            type="button"
            class="line-text"
            class:muted=bare
            title=words::EDIT_HINT
            aria-label=move || format!("{} {}：{}", words::EDIT, field.label(), shown())
            on:click=move |_| record.editing.set(Some(field))
        >
            // A full number is for the screen: printing is another act, which shows it masked.
            {move || full().map(|full| view! { <span class="no-print">{full}</span> })}
            <span class:only-print=move || full().is_some()>{masked_text}</span>
        </button>
        <Show when=can_reveal>
            <Reveal record=record field=field />
        </Show>
    }
}

#[component]
fn Editing(record: Record, field: Field) -> impl IntoView {
    let start = if masked(field) { String::new() } else { record.text(field) };
    let value = RwSignal::new(start.clone());
    let error = RwSignal::new(String::new());
    let busy = Busy::new();
    let input = NodeRef::<html::Input>::new();
    effect(move || {
        if let Some(input) = input.get() {
            // Refused only for an element that is already gone.
            let _ = input.focus();
            input.select();
        }
    });
    let start = StoredValue::new(start);
    let close = move || {
        if record.editing.try_get_untracked() == Some(Some(field)) {
            record.editing.set(None);
        }
    };
    // Taking the input away also makes it lose the focus: by then its signals are gone.
    let save = move || {
        let Some(text) = value.try_get_untracked().map(|t| t.trim().to_owned()) else { return };
        if start.with_value(|s| *s == text) {
            close();
            return;
        }
        busy.run(async move {
            match record.write(field, text).await {
                None => close(),
                Some(words) => {
                    let _ = error.try_set(words);
                }
            }
        });
    };
    let list = format!("line-list-{}", next_number());
    let note = format!("line-note-{}", next_number());
    let guidance = if masked(field) { words::MASKED_GUIDANCE } else { text::field::guidance(field) };
    let offers = choice::options(field).iter().map(|o| view! { <option value=o.text></option> }).collect_view();
    view! {
        <form
            autocomplete="off"
            class="line-form"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <input
                node_ref=input
                class="plain-input"
                type="text"
                autocomplete="off"
                list=list.clone()
                aria-label=field.label()
                aria-describedby=note.clone()
                aria-invalid=move || (!error.with(String::is_empty)).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| {
                    error.set(String::new());
                    value.set(event_target_value(&event));
                }
                on:keydown=move |event| {
                    if event.key() == "Escape" && !composing(&event) {
                        value.set(start.get_value());
                        close();
                    }
                }
                on:blur=move |_| {
                    if error.try_with_untracked(String::is_empty) == Some(true) {
                        save();
                    }
                }
            />
            <datalist id=list>{offers}</datalist>
            <p id=note class="field-note" class:bad-note=move || !error.with(String::is_empty) role="status">
                {move || if error.with(String::is_empty) { guidance.to_owned() } else { error.get() }}
            </p>
        </form>
    }
}
