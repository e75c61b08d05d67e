//! Choosing a passphrase: judged while it is typed, in words; a suggestion of random words at hand.

use desk::message::vault::{VaultAnswer, VaultRequest};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::session::Session;
use crate::text::start as t;
use crate::ui::{Button, Look, SecretField, effect};

const QUIET_MS: u32 = 250;

/// A passphrase typed twice, with its verdict.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewPassphrase {
    session: Session,
    /// The passphrase.
    pub(super) typed: RwSignal<String>,
    again: RwSignal<String>,
    /// What speaks against it, in words; `None` until judged.
    verdict: RwSignal<Option<Vec<&'static str>>>,
    suggested: RwSignal<String>,
}

impl NewPassphrase {
    /// Nothing typed. `name` is what it may not hold.
    pub(super) fn new(name: impl Fn() -> String + Send + Sync + 'static) -> NewPassphrase {
        let new = NewPassphrase {
            session: Session::here(),
            typed: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            verdict: RwSignal::new(None),
            suggested: RwSignal::new(String::new()),
        };
        let timer = StoredValue::new_local(None::<Timeout>);
        let session = new.session;
        effect(move || {
            let (passphrase, name) = (new.typed.get(), name());
            new.verdict.set(None);
            if passphrase.is_empty() {
                timer.set_value(None);
                return;
            }
            timer.set_value(Some(Timeout::new(QUIET_MS, move || {
                spawn_local(async move {
                    let judged =
                        session.vault(VaultRequest::Judge { passphrase: passphrase.clone(), name }, None).await;
                    let Ok((VaultAnswer::Judged(weaknesses), _)) = judged else { return };
                    // Typing went on: a later verdict is on its way.
                    if new.typed.try_get_untracked().as_ref() == Some(&passphrase) {
                        let words = weaknesses.into_iter().map(t::weakness).collect();
                        let _ = new.verdict.try_set(Some(words));
                    }
                });
            })));
        });
        new
    }

    /// Whether it may be used.
    pub(super) fn good(self) -> bool {
        self.verdict.with(|v| v.as_ref().is_some_and(Vec::is_empty)) && self.typed.with(|a| self.again.with(|b| a == b))
    }

    fn suggest(self) {
        spawn_local(async move {
            if let Ok((VaultAnswer::Suggested(words), _)) = self.session.vault(VaultRequest::Suggest, None).await {
                let _ = self.suggested.try_set(words);
            }
        });
    }
}

/// The two fields and the suggestion.
#[component]
pub(super) fn PassphraseFields(
    /// What is typed into.
    new: NewPassphrase,
) -> impl IntoView {
    let bad = move || {
        new.verdict
            .with(|v| v.as_ref().filter(|words| !words.is_empty()).map(|words| words.join("；")))
            .unwrap_or_default()
    };
    let good = move || {
        let fine = new.verdict.with(|v| v.as_ref().is_some_and(Vec::is_empty));
        if fine { t::PASSPHRASE_GOOD } else { t::PASSPHRASE_HELP }.to_owned()
    };
    let differs = move || {
        let differs = new.again.with(|b| !b.is_empty()) && new.typed.with(|a| new.again.with(|b| a != b));
        if differs { t::PASSPHRASE_DIFFERS.to_owned() } else { String::new() }
    };
    let take = move |()| {
        let words = new.suggested.get_untracked();
        new.typed.set(words.clone());
        new.again.set(words);
    };
    view! {
        <SecretField label=t::PASSPHRASE_NEW.to_owned() value=new.typed guidance=Signal::derive(good) error=Signal::derive(bad) />
        <SecretField label=t::PASSPHRASE_AGAIN.to_owned() value=new.again error=Signal::derive(differs) />
        <div class="suggest" role="status">
            <Show
                when=move || !new.suggested.with(String::is_empty)
                fallback=move || view! { <Button look=Look::Quiet on_press=move |()| new.suggest()>{t::SUGGEST}</Button> }
            >
                <p>{t::SUGGESTED}<b class="suggested">{move || new.suggested.get()}</b></p>
                <Button on_press=take>{t::SUGGEST_USE}</Button>
                <Button look=Look::Quiet on_press=move |()| new.suggest()>{t::SUGGEST_OTHER}</Button>
            </Show>
        </div>
    }
}
