//! Opening by passphrase. The key is derived in a throw-away worker; after a wrong try the machine waits, and says so.

use desk::message::vault::{VaultAnswer, VaultRequest, VaultView};
use gloo::timers::callback::Interval;
use leptos::html;
use leptos::prelude::*;

use super::recent;
use crate::platform::clock::now_ms;
use crate::session::{Session, derive};
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, Button, Look, Progress, SecretField, effect, focus_first};

/// A wait that counts down in whole seconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait {
    until: RwSignal<u64>,
    now: RwSignal<u64>,
}

impl Wait {
    /// Waits so long from now.
    pub(super) fn new(wait_ms: u32) -> Wait {
        let now = now_ms();
        let wait = Wait { until: RwSignal::new(now + u64::from(wait_ms)), now: RwSignal::new(now) };
        let timer = Interval::new(250, move || {
            let _ = wait.now.try_set(now_ms());
        });
        let timer = StoredValue::new_local(Some(timer));
        on_cleanup(move || drop(timer.try_update_value(Option::take)));
        wait
    }

    /// Starts to wait again.
    pub(super) fn begin(self, wait_ms: u32) {
        let now = now_ms();
        let _ = self.now.try_set(now);
        let _ = self.until.try_set(now + u64::from(wait_ms));
    }

    /// Seconds left.
    pub(super) fn seconds(self) -> u32 {
        self.until.get().saturating_sub(self.now.get()).div_ceil(1000) as u32
    }
}

/// The passphrase form of one ledger.
#[component]
pub(super) fn UnlockForm(
    /// The ledger.
    vault: VaultView,
    /// The passphrase is forgotten.
    #[prop(into)]
    on_forgot: Callback<()>,
) -> impl IntoView {
    let session = Session::here();
    let busy = Busy::new();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let failed = RwSignal::new(String::new());
    let wait = Wait::new(vault.wait_ms);
    let form = NodeRef::<html::Form>::new();
    effect(move || {
        if let Some(form) = form.get() {
            focus_first(&form);
        }
    });
    let error = move || match (failed.get(), wait.seconds(), wrong.get()) {
        (words, _, _) if !words.is_empty() => words,
        (_, 0, true) => t::wrong(0),
        (_, seconds, true) => t::wrong(seconds),
        (_, 0, false) => String::new(),
        (_, seconds, false) => t::wait(seconds),
    };
    let vault = StoredValue::new(vault);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if typed.with_untracked(String::is_empty) || untrack(move || wait.seconds()) > 0 {
            return;
        }
        busy.run(async move {
            let Some(vault) = vault.try_get_value() else { return };
            let passphrase = typed.try_get_untracked().unwrap_or_default();
            let _ = failed.try_set(String::new());
            let answer = match derive(passphrase, Some(vault.salt), Some(vault.kdf)).await {
                Ok(lock) => session.vault(VaultRequest::Unlock { vault: vault.id, kek: lock.kek }, None).await,
                Err(failure) => Err(failure),
            };
            match answer {
                Ok((VaultAnswer::Wrong { wait_ms }, _)) => {
                    wait.begin(wait_ms);
                    let _ = wrong.try_set(true);
                    let _ = typed.try_set(String::new());
                }
                Ok(_) => recent::keep(&vault.id),
                Err(failure) => {
                    let _ = failed.try_set(refusal::vault(&failure));
                }
            }
        });
    };
    view! {
        <form autocomplete="off" class="form" node_ref=form on:submit=submit>
            <SecretField label=t::PASSPHRASE.to_owned() value=typed error=Signal::derive(error) first=true />
            <Show when=move || busy.get()>
                <div class="deriving" role="status">
                    <p>{t::OPENING}</p>
                    <Progress label=t::OPENING.to_owned() state=Signal::derive(|| (0, 0)) />
                    <p class="field-note">{t::OPENING_HELP}</p>
                </div>
            </Show>
            <div class="way-buttons">
                <button
                    type="submit"
                    class=Look::Primary.class()
                    prop:disabled=move || { busy.get() || wait.seconds() > 0 || typed.with(String::is_empty) }
                    aria-busy=move || busy.get().to_string()
                >
                    {t::OPEN}
                </button>
                <Button look=Look::Quiet on_press=move |()| on_forgot.run(())>{t::FORGOT}</Button>
            </div>
        </form>
    }
}
