//! 导出不一致台账: what the filters show, as a file. Full numbers only with a reason, which is logged.

use desk::message::Refusal;
use desk::message::compare::{CompareAnswer, CompareRequest};
use desk::message::file::FileFormat;
use leptos::prelude::*;

use super::bench::Bench;
use crate::session;
use crate::text::compare as t;
use crate::text::refusal;
use crate::ui::{Busy, Button, Dialog, SelectField, SubmitBar, TextField};

const XLSX: &str = "xlsx";
const CSV: &str = "csv";

/// The button and its dialog.
#[component]
pub(super) fn ExportButton() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button on_press=move |()| open.set(true)>{t::EXPORT}</Button>
        <Dialog open=open title=t::EXPORT.to_owned()>
            <ExportForm open=open />
        </Dialog>
    }
}

#[component]
fn ExportForm(open: RwSignal<bool>) -> impl IntoView {
    let bench = Bench::here();
    let busy = Busy::new();
    let format = RwSignal::new(XLSX.to_owned());
    let full = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let formats = vec![(XLSX.to_owned(), t::EXPORT_XLSX.to_owned()), (CSV.to_owned(), t::EXPORT_CSV.to_owned())];
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let unmasked = full.get_untracked().then(|| reason.get_untracked().trim().to_owned());
        let format = if format.get_untracked() == CSV { FileFormat::Csv } else { FileFormat::Xlsx };
        busy.run(async move {
            let Some(query) = bench.query.try_get_untracked() else { return };
            let done = match bench.session.compare(CompareRequest::Export { query, unmasked }).await {
                Ok(CompareAnswer::Sheet(sheet)) => {
                    session::download(*sheet, format).await.map_err(|e| refusal::file(&e))
                }
                Ok(_) => Err(refusal::refusal(&Refusal::Protocol)),
                Err(refused) => Err(refusal::refusal(&refused)),
            };
            match done {
                Ok(file) => {
                    let _ = open.try_set(false);
                    bench.toasts.say(t::exported(&file));
                }
                Err(words) => bench.toasts.fail(words),
            }
        });
    };
    let radio = move |whole: bool, label: &'static str| {
        view! {
            <label class="tick">
                <input type="radio" name="numbers" prop:checked=move || full.get() == whole on:change=move |_| full.set(whole) />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p class="muted">{t::EXPORT_SCOPE}"　"{t::export_count(bench.table.found.get_untracked())}</p>
            <SelectField label=t::EXPORT_FORMAT.to_owned() value=format options=formats />
            <div role="radiogroup" aria-label=t::EXPORT_NUMBERS>{radio(false, t::EXPORT_MASKED)} {radio(true, t::EXPORT_FULL)}</div>
            <Show when=move || full.get()>
                <TextField label=t::EXPORT_REASON.to_owned() value=reason guidance=t::EXPORT_REASON_HELP.to_owned() required=true />
            </Show>
            <SubmitBar
                label=t::EXPORT_DO.to_owned()
                busy=busy
                disabled=Signal::derive(move || full.get() && reason.with(|r| r.trim().is_empty()))
                on_cancel=move |()| open.set(false)
            />
        </form>
    }
}
