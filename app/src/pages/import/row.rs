//! One row of the preview in full: what would change, what was found, and correcting it in place.

use desk::message::import::{Fate, PreviewRow};
use ledger::field::Field;
use leptos::prelude::*;

use super::columns::reasons;
use super::wizard::Wizard;
use crate::text::import as t;
use crate::text::{field, finding};
use crate::ui::{Button, Dialog, SelectField, TextField, effect};

/// The dialog of a row; open while there is one.
#[component]
pub(super) fn RowDialog(
    /// The row.
    opened: RwSignal<Option<PreviewRow>>,
    /// Its tab.
    fate: Fate,
) -> impl IntoView {
    let open = RwSignal::new(false);
    effect(move || open.set(opened.with(Option::is_some)));
    effect(move || {
        if !open.get() && opened.with_untracked(Option::is_some) {
            opened.set(None);
        }
    });
    let title =
        move || opened.with(|row| row.as_ref().map(|r| t::row_title(r.row_number, &r.who[0]))).unwrap_or_default();
    view! {
        <Dialog open=open title=Signal::derive(title) wide=true>
            {move || opened.get().map(|row| view! { <Whole row=row fate=fate opened=opened /> })}
        </Dialog>
    }
}

#[component]
fn Whole(row: PreviewRow, fate: Fate, opened: RwSignal<Option<PreviewRow>>) -> impl IntoView {
    let who = view! { <Who row=row.clone() /> };
    let change = |(field, old, new): &(Field, String, String)| {
        let old = if old.is_empty() { t::CHANGE_EMPTY.to_owned() } else { old.clone() };
        view! { <tr><th scope="row">{field.label()}</th><td>{old}</td><td><b>{new.clone()}</b></td></tr> }
    };
    let changes = (!row.changes.is_empty()).then(|| {
        view! {
            <table class="plain">
                <thead><tr><th scope="col">{t::FIX_FIELD}</th><th scope="col">{t::CHANGE_OLD}</th><th scope="col">{t::CHANGE_NEW}</th></tr></thead>
                <tbody>{row.changes.iter().map(change).collect_view()}</tbody>
            </table>
        }
    });
    let findings = row.findings.iter().map(|(field, kind, value)| {
        view! { <li>{finding::placed(0, *field, *kind, value)}</li> }
    });
    let findings =
        (!row.findings.is_empty()).then(|| view! { <ul class="row-findings">{findings.collect_view()}</ul> });
    let why = (fate == Fate::Similar).then(|| view! { <p>{t::score(row.score)}"："{reasons(&row)}</p> });
    let fix = !matches!(fate, Fate::Missing | Fate::Unchanged);
    view! {
        <div class="stack">
            {who}
            {why}
            {changes}
            {findings}
            {fix.then(|| view! { <Fix row=row opened=opened /> })}
        </div>
    }
}

// Beside a child of the roster the two stand in columns; alone the row is a list of facts.
#[component]
fn Who(row: PreviewRow) -> impl IntoView {
    let fact = |(label, text): (&'static str, String)| view! { <dt>{label}</dt><dd>{text}</dd> };
    let Some(child) = row.child_who else {
        let facts = t::WHO.into_iter().zip(row.who).filter(|(_, text)| !text.is_empty());
        return view! { <dl class="facts">{facts.map(fact).collect_view()}</dl> }.into_any();
    };
    let line = |((label, here), there): ((&'static str, String), String)| {
        view! { <tr><th scope="row">{label}</th><td>{here}</td><td>{there}</td></tr> }
    };
    let lines = t::WHO.into_iter().zip(row.who).zip(child).map(line).collect_view();
    view! {
        <table class="plain">
            <thead>
                <tr><th scope="col">{t::FIX_FIELD}</th><th scope="col">{t::COLUMN_THIS}</th><th scope="col">{t::COLUMN_CHILD}</th></tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Fix(row: PreviewRow, opened: RwSignal<Option<PreviewRow>>) -> impl IntoView {
    let wizard = Wizard::here();
    let index = row.index;
    let first = row.findings.iter().find_map(|(field, ..)| *field).unwrap_or(Field::IdNumber);
    let mapped: Vec<Field> = wizard
        .reading
        .view
        .with_untracked(|v| v.as_ref().map(|v| v.columns.iter().filter_map(|c| c.field).collect()).unwrap_or_default());
    let options: Vec<(String, String)> =
        mapped.into_iter().map(|f| (f.key().to_owned(), f.label().to_owned())).collect();
    let chosen = RwSignal::new(first.key().to_owned());
    let value = RwSignal::new(String::new());
    let field_now = move || chosen.with(|key| Field::ALL.iter().copied().find(|f| f.key() == key)).unwrap_or(first);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = value.get_untracked().trim().to_owned();
        if !text.is_empty() {
            wizard.correct(index, untrack(field_now), text, Callback::new(move |()| opened.set(None)));
        }
    };
    let guidance = move || {
        let how = field::guidance(field_now());
        if how.is_empty() { t::FIX_HELP.to_owned() } else { format!("{how}。{}", t::FIX_HELP) }
    };
    view! {
        <form autocomplete="off" class="form fix" on:submit=submit>
            <h3>{t::FIX}</h3>
            <div class="form-grid">
                <SelectField label=t::FIX_FIELD.to_owned() value=chosen options=options />
                <TextField label=t::FIX_VALUE.to_owned() value=value guidance=Signal::derive(guidance) first=true />
            </div>
            <div class="submit-bar">
                <Button on_press=move |()| opened.set(None)>{crate::text::shell::CANCEL}</Button>
                <button type="submit" class="button primary" prop:disabled=move || wizard.busy.get() || value.with(|v| v.trim().is_empty())>
                    {t::FIX_SAVE}
                </button>
            </div>
        </form>
    }
}
