//! A new ledger: name and passphrase, the recovery card, one word typed back. From nothing, or from an open trial.
//!
//! The ledger is on the disk before the card is shown; it is entered only after the card was checked.

use desk::message::vault::{VaultAnswer, VaultFailure, VaultRequest};
use leptos::prelude::*;

use super::card_steps::{CardSteps, Made};
use super::ceremony::Ceremony;
use super::passphrase::{NewPassphrase, PassphraseFields};
use crate::session::{Draft, Session, derive};
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, DraftOffer, Progress, Steps, SubmitBar, TextField, Toasts};

/// The three steps.
#[component]
pub(super) fn CreateFlow(
    /// Gives up, while there is nothing on the disk yet; or all is done.
    on_leave: Callback<()>,
) -> impl IntoView {
    let trial = Session::here().view_untracked().is_some();
    let made = RwSignal::new(None::<Made>);
    let written = RwSignal::new(false);
    let step = move || match (made.with(Option::is_some), written.get()) {
        (false, _) => 0,
        (true, false) => 1,
        (true, true) => 2,
    };
    let page = move || match made.get() {
        None => view! { <NameForm trial=trial made=made on_cancel=on_leave /> }.into_any(),
        Some(made) => view! { <CardSteps made=made written=written on_leave=on_leave /> }.into_any(),
    };
    view! {
        <div class="create">
            <h2>{if trial { t::KEEP_TITLE } else { t::CREATE_TITLE }}</h2>
            <Steps names=&t::CREATE_STEPS now=Signal::derive(step) label=t::CREATE_STEPS_LABEL />
            {page}
        </div>
    }
}

#[component]
fn NameForm(trial: bool, made: RwSignal<Option<Made>>, on_cancel: Callback<()>) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let busy = Busy::new();
    let label = RwSignal::new(String::new());
    // Only an open ledger can keep a draft; the passphrase never goes into one.
    let draft = trial.then(|| Draft::open("create"));
    Effect::new(move |before: Option<()>| {
        let text = label.get();
        if let Some(draft) = draft.filter(|_| before.is_some() && !text.is_empty()) {
            draft.keep(text);
        }
    });
    let new = NewPassphrase::new(move || label.get());
    let ready = move || new.good() && label.with(|l| !l.trim().is_empty());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if !untrack(ready) {
            return;
        }
        busy.run(async move {
            let Some(passphrase) = new.typed.try_get_untracked() else { return };
            let label = label.try_get_untracked().unwrap_or_default().trim().to_owned();
            let answer = match derive(passphrase, None, None).await {
                Ok(lock) => session.vault(VaultRequest::Create { label, lock }, None).await,
                Err(failure) => Err(failure),
            };
            match answer {
                Ok((VaultAnswer::Created { session, words, code, qr }, _)) => {
                    if let Some(draft) = draft {
                        draft.forget();
                    }
                    let _ = made.try_set(Some(Made { session, words, code, qr }));
                }
                Ok(_) => toasts.fail(refusal::vault(&VaultFailure::Protocol)),
                Err(failure) => toasts.fail(refusal::vault(&failure)),
            }
        });
    };
    let label_error = move || {
        if new.typed.with(|p| !p.is_empty()) && label.with(|l| l.trim().is_empty()) {
            t::LABEL_MISSING.to_owned()
        } else {
            String::new()
        }
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p>{if trial { t::KEEP_TEXT } else { t::CREATE_TEXT }}</p>
            {draft.map(|draft| view! { <DraftOffer draft=draft on_take=move |text: String| label.set(text) /> })}
            <TextField
                label=t::LABEL.to_owned()
                value=label
                guidance=t::LABEL_HELP.to_owned()
                error=Signal::derive(label_error)
                required=true
                first=true
            />
            <PassphraseFields new=new />
            <Show when=move || busy.get()>
                <div class="deriving" role="status">
                    <p>{t::DERIVING}</p>
                    <Progress label=t::DERIVING.to_owned() state=Signal::derive(|| (0, 0)) />
                </div>
            </Show>
            <SubmitBar
                label=t::CREATE_NEXT.to_owned()
                busy=busy
                disabled=Signal::derive(move || !ready())
                on_cancel=on_cancel
            />
        </form>
    }
}

/// 保存到本机: turns the open trial into a vault (passphrase, recovery card); opened from the trial banner and 设置.
#[component]
pub(crate) fn KeepDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let leave = Callback::new(move |()| open.set(false));
    view! {
        <Ceremony open=open label=t::KEEP_TITLE>
            <CreateFlow on_leave=leave />
        </Ceremony>
    }
}
