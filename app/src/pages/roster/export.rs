//! Writing what is seen to a file. Numbers are masked unless a reason is given, and the reason is logged first.

use desk::message::Refusal;
use desk::message::file::FileFormat;
use desk::message::roster::{RosterAnswer, RosterRequest};
use leptos::prelude::*;

use super::children::Children;
use crate::session;
use crate::text::refusal;
use crate::text::roster as words;
use crate::ui::{Busy, Button, Dialog, SelectField, SubmitBar, TextField};

const XLSX: &str = "xlsx";
const CSV: &str = "csv";
const FOUND: &str = "found";
const PICKED: &str = "picked";

/// 导出.
#[component]
pub(crate) fn ExportButton(
    /// The table.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button on_press=move |()| open.set(true)>{words::EXPORT}</Button>
        <Dialog open=open title=words::EXPORT_TITLE.to_owned()>
            <ExportForm children=children open=open />
        </Dialog>
    }
}

#[component]
fn ExportForm(children: Children, open: RwSignal<bool>) -> impl IntoView {
    let picked = children.picked_count();
    let format = RwSignal::new(XLSX.to_owned());
    let scope = RwSignal::new(if picked > 0 { PICKED } else { FOUND }.to_owned());
    let full = RwSignal::new(false);
    let (reason, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = Busy::new();
    let scopes = move || {
        let found = (FOUND.to_owned(), words::scope_found(children.table.found.get()));
        let some = (picked > 0).then(|| (PICKED.to_owned(), words::scope_picked(picked)));
        some.into_iter().chain([found]).collect::<Vec<_>>()
    };
    let formats =
        vec![(XLSX.to_owned(), words::EXPORT_XLSX.to_owned()), (CSV.to_owned(), words::EXPORT_CSV.to_owned())];
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let unmasked = full.get_untracked().then(|| reason.get_untracked().trim().to_owned());
        if unmasked.as_ref().is_some_and(String::is_empty) {
            error.set(words::REASON_MISSING.to_owned());
            return;
        }
        let format = if format.get_untracked() == CSV { FileFormat::Csv } else { FileFormat::Xlsx };
        let ticked = scope.get_untracked() == PICKED;
        busy.run(async move {
            let only = if ticked { children.picked().await.map(|(_, only)| only) } else { Some(Vec::new()) };
            let (Some(only), Some(query), Some(columns)) =
                (only, children.query.try_get_untracked(), children.columns.try_get_untracked())
            else {
                return;
            };
            let request = RosterRequest::Export { query, columns, only, unmasked };
            let done = match children.session.roster(request).await {
                Ok(RosterAnswer::Sheet(sheet)) => {
                    session::download(*sheet, format).await.map_err(|trouble| refusal::file(&trouble))
                }
                Ok(_) => Err(refusal::refusal(&Refusal::Protocol)),
                Err(refused) => Err(refusal::refusal(&refused)),
            };
            match done {
                Ok(file) => {
                    let _ = open.try_set(false);
                    children.toasts.say(words::exported(&file));
                }
                Err(words) => {
                    children.toasts.fail(words);
                }
            }
        });
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p class="muted">{words::EXPORT_TEXT}</p>
            <SelectField label=words::EXPORT_SCOPE.to_owned() value=scope options=Signal::derive(scopes) />
            <SelectField label=words::EXPORT_FORMAT.to_owned() value=format options=formats />
            <label class="tick">
                <input
                    type="checkbox"
                    prop:checked=move || full.get()
                    on:change=move |event| full.set(event_target_checked(&event))
                />
                <span>{words::EXPORT_FULL}</span>
            </label>
            <Show when=move || full.get()>
                <TextField
                    label=words::EXPORT_REASON.to_owned()
                    value=reason
                    guidance=words::EXPORT_REASON_GUIDANCE.to_owned()
                    error=error
                    required=true
                />
            </Show>
            <SubmitBar label=words::EXPORT_DO.to_owned() busy=busy on_cancel=move |()| open.set(false) />
        </form>
    }
}
