//! Looking at a full number: a reason first, which is on the disk before the number is on the screen.

use ledger::field::Field;
use leptos::prelude::*;

use super::edit::Record;
use crate::text::child as words;
use crate::text::roster::REASON_MISSING;
use crate::ui::{Busy, Button, Dialog, Look, SubmitBar, TextField};

/// 显示全号.
#[component]
pub(super) fn Reveal(record: Record, field: Field) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button look=Look::Quiet on_press=move |()| open.set(true)>{words::REVEAL}</Button>
        <Dialog open=open title=words::REVEAL_TITLE.to_owned()>
            <Form record=record field=field open=open />
        </Dialog>
    }
}

#[component]
fn Form(record: Record, field: Field, open: RwSignal<bool>) -> impl IntoView {
    let (reason, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = Busy::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let why = reason.get_untracked().trim().to_owned();
        if why.is_empty() {
            error.set(REASON_MISSING.to_owned());
            return;
        }
        busy.run(async move {
            match record.reveal(field, why).await {
                Ok(()) => {
                    let _ = open.try_set(false);
                }
                Err(words) => {
                    let _ = error.try_set(words);
                }
            }
        });
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p>{move || record.text(Field::Name)}"　"{field.label()}"　"{move || record.text(field)}</p>
            <TextField
                label=words::REVEAL_REASON.to_owned()
                value=reason
                guidance=words::REVEAL_GUIDANCE.to_owned()
                error=error
                required=true
                first=true
            />
            <SubmitBar label=words::REVEAL_DO.to_owned() busy=busy on_cancel=move |()| open.set(false) />
        </form>
    }
}
