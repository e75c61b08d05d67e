//! The reason that opens what is restricted, for an hour.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::register::{RegisterAnswer, RegisterRequest, Scope};
use leptos::prelude::*;

use crate::session::Session;
use crate::text::register as words;
use crate::ui::{Busy, TextField, Toasts};

/// Asks for the reason.
#[component]
pub(super) fn Unseal(
    /// What is to be seen.
    scope: Scope,
    /// Called when it is open.
    #[prop(into)]
    on_open: Callback<()>,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let reason = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        busy.run(async move {
            let request = RegisterRequest::Unseal { scope, reason: reason.get_untracked() };
            match session.care(request.into()).await {
                Ok(CareAnswer::Register(told)) if *told == RegisterAnswer::Unsealed => on_open.run(()),
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refusal) => toasts.refuse(&refusal),
            }
        });
    };
    view! {
        <form autocomplete="off" class="form unseal" on:submit=submit>
            <TextField label=words::REASON.to_owned() value=reason guidance=words::REASON_GUIDANCE.to_owned() required=true />
            <button type="submit" class="button" prop:disabled=move || busy.get()>{words::UNSEAL}</button>
        </form>
    }
}
