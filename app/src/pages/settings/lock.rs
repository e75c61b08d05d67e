//! Passphrase, and how long until the ledger locks by itself.

use leptos::prelude::*;

use super::pin::PinSetting;
use crate::pages::start::{NewCardDialog, PassphraseDialog};
use crate::platform::idle;
use crate::session::Session;
use crate::text::settings as words;
use crate::ui::{Button, SelectField, effect};

const MINUTES: [u64; 6] = [1, 3, 5, 10, 15, 30];

/// 口令与锁定; a trial has neither.
#[component]
pub(super) fn Locking() -> impl IntoView {
    let session = Session::here();
    let card = RwSignal::new(false);
    let (passphrase, minutes) = (RwSignal::new(false), RwSignal::new(idle::minutes().to_string()));
    effect(move || {
        if let Ok(minutes) = minutes.get().parse() {
            idle::set_minutes(minutes);
        }
    });
    let hidden = RwSignal::new(idle::hidden_minutes().to_string());
    effect(move || {
        if let Ok(minutes) = hidden.get().parse() {
            idle::set_hidden_minutes(minutes);
        }
    });
    let options: Vec<(String, String)> = MINUTES.map(|m| (m.to_string(), words::minutes(m))).to_vec();
    let options = StoredValue::new(options);
    view! {
        <Show when=move || !session.trial()>
            <section class="card" aria-label=words::LOCK_TITLE>
                <header>
                    <h2>{words::LOCK_TITLE}</h2>
                    <div class="row">
                        <Button on_press=move |()| card.set(true)>{words::CARD_DO}</Button>
                        <Button on_press=move |()| passphrase.set(true)>{words::PASSPHRASE_DO}</Button>
                    </div>
                </header>
                <div class="body stack">
                    <SelectField
                        label=words::LOCK_MINUTES.to_owned()
                        value=minutes
                        options=options.get_value()
                        guidance=words::LOCK_MINUTES_NOTE.to_owned()
                    />
                    <SelectField
                        label=words::LOCK_HIDDEN.to_owned()
                        value=hidden
                        options=options.get_value()
                        guidance=words::LOCK_HIDDEN_NOTE.to_owned()
                    />
                    <PinSetting />
                </div>
            </section>
        </Show>
        <PassphraseDialog open=passphrase />
        <NewCardDialog open=card />
    }
}
