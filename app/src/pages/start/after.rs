//! What waits for the pages of a freshly opened ledger: a new passphrase after the recovery card, the sample township.

use leptos::prelude::*;

use super::change::PassphraseDialog;
use super::new_card::NewCardDialog;
use super::sample::SampleProgress;
use crate::session::Session;
use crate::text::start as t;
use crate::ui::{Banner, Button, Tone, effect};

/// Lines and dialogs that belong to opening, above every page.
#[component]
pub(crate) fn AfterOpening() -> impl IntoView {
    let session = Session::here();
    let (new_passphrase, new_card) = (RwSignal::new(false), RwSignal::new(false));
    let forgotten = Memo::new(move |_| session.view().is_some_and(|v| v.by_card));
    effect(move || {
        if forgotten.get() {
            new_passphrase.set(true);
        }
    });
    let unchecked = move || session.view().is_some_and(|v| !v.trial && !v.card_checked);
    view! {
        <SampleProgress />
        <Show when=unchecked>
            <Banner tone=Tone::Soon>
                <span>{t::CARD_UNCHECKED}</span>
                <Button on_press=move |()| new_card.set(true)>{t::NEW_CARD}</Button>
            </Banner>
        </Show>
        <NewCardDialog open=new_card />
        <PassphraseDialog open=new_passphrase />
    }
}
