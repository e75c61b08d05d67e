//! Taking a ledger off this machine, after its name was typed.

use desk::message::vault::{VaultRequest, VaultView};
use leptos::prelude::*;

use super::open::label;
use crate::session::Session;
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, Dialog, SubmitBar, TextField, Toasts, effect};

/// The question.
#[component]
pub(super) fn RemoveDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The ledger.
    #[prop(into)]
    vault: Signal<Option<VaultView>>,
) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let name = move || vault.get().map(|v| label(&v)).unwrap_or_default();
    let busy = Busy::new();
    let typed = RwSignal::new(String::new());
    effect(move || {
        if open.get() {
            typed.set(String::new());
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(id) = vault.get_untracked().map(|v| v.id) else { return };
        if typed.with_untracked(|t| t.trim() != untrack(name)) {
            return;
        }
        busy.run(async move {
            match session.vault(VaultRequest::Remove(id), None).await {
                Ok(_) => {
                    let _ = open.try_set(false);
                    session.look().await;
                }
                Err(failure) => toasts.fail(refusal::vault(&failure)),
            }
        });
    };
    view! {
        <Dialog open=open title=t::REMOVE_TITLE.to_owned()>
            <form autocomplete="off" class="form" on:submit=submit>
                <p>{move || t::remove_ask(&name())}</p>
                <TextField label=t::LABEL.to_owned() value=typed first=true />
                <SubmitBar
                    label=t::REMOVE_DO.to_owned()
                    danger=true
                    busy=busy
                    disabled=Signal::derive(move || typed.with(|t| t.trim() != name()))
                    on_cancel=move |()| open.set(false)
                />
            </form>
        </Dialog>
    }
}
