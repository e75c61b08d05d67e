//! 制作新的恢复卡: for a card that is lost, was seen by others, or was never written down. The old one opens nothing any more.

use desk::message::vault::{VaultAnswer, VaultFailure, VaultRequest};
use leptos::prelude::*;

use super::card_steps::{CardSteps, Made};
use super::ceremony::Ceremony;
use crate::session::Session;
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, SubmitBar};

/// 制作新的恢复卡; opened from 设置 and the line that says that no card was checked.
#[component]
pub(crate) fn NewCardDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Ceremony open=open label=t::NEW_CARD>
            <NewCard open=open />
        </Ceremony>
    }
}

#[component]
fn NewCard(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let busy = Busy::new();
    let (made, written) = (RwSignal::new(None::<Made>), RwSignal::new(false));
    let failed = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        busy.run(async move {
            let failure = match session.vault(VaultRequest::NewCard, None).await {
                Ok((VaultAnswer::Created { session, words, code, qr }, _)) => {
                    let _ = made.try_set(Some(Made { session, words, code, qr }));
                    return;
                }
                Ok(_) => VaultFailure::Protocol,
                Err(failure) => failure,
            };
            let _ = failed.try_set(refusal::vault(&failure));
        });
    };
    let leave = Callback::new(move |()| open.set(false));
    move || match made.get() {
        Some(made) => view! { <CardSteps made=made written=written on_leave=leave /> }.into_any(),
        None => view! {
            <form autocomplete="off" class="form" on:submit=submit>
                <h2>{t::NEW_CARD}</h2>
                <p>{t::NEW_CARD_TEXT}</p>
                <p role="alert" class="form-error">{move || failed.get()}</p>
                <SubmitBar label=t::NEW_CARD_DO.to_owned() busy=busy on_cancel=leave />
            </form>
        }
        .into_any(),
    }
}
