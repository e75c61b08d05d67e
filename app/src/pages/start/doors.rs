//! The ways in side by side: the ledgers of this machine first, if there are any; otherwise the trial.

use desk::message::vault::VaultRequest;
use leptos::prelude::*;

use super::Door;
use super::open::OpenHere;
use super::sample;
use crate::session::{Phase, Session};
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, Button, Look, Toasts};

/// The ways in.
#[component]
pub(super) fn Doors(
    /// Where a way in leads.
    door: RwSignal<Door>,
) -> impl IntoView {
    let session = Session::here();
    let vaults = move || match session.phase() {
        Phase::Locked(vaults) => vaults,
        _ => Vec::new(),
    };
    let storage = move || !matches!(session.phase(), Phase::NoStorage(_));
    view! {
        <div class="doors" class:returning=move || !vaults().is_empty()>
            {move || (!vaults().is_empty()).then(|| view! { <OpenHere vaults=vaults() /> })}
            <TrialDoor />
            <Show when=storage>
                <section class="card way-in">
                    <h2>{t::CREATE_TITLE}</h2>
                    <p>{t::CREATE_TEXT}</p>
                    <Button on_press=move |()| door.set(Door::Create)>{t::CREATE_GO}</Button>
                </section>
                <section class="card way-in">
                    <h2>{t::RESTORE_TITLE}</h2>
                    <p>{t::RESTORE_TEXT}</p>
                    <Button on_press=move |()| door.set(Door::Restore)>{t::RESTORE_GO}</Button>
                </section>
            </Show>
        </div>
    }
}

#[component]
fn TrialDoor() -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let busy = Busy::new();
    let first = move || matches!(session.phase(), Phase::NoVault | Phase::NoStorage(_));
    let start = move |with_sample: bool| {
        busy.run(async move {
            if with_sample {
                sample::load_after_opening();
            }
            if let Err(failure) = session.vault(VaultRequest::Trial, None).await {
                sample::forget_wish();
                toasts.fail(refusal::vault(&failure));
            }
        });
    };
    let look = if first() { Look::Primary } else { Look::Plain };
    view! {
        <section class="card way-in" class:wide=first>
            <h2>{t::TRIAL_TITLE}</h2>
            <p>{t::TRIAL_TEXT}</p>
            <div class="way-buttons">
                <Button look=look disabled=Signal::derive(move || busy.get()) on_press=move |()| start(true)>
                    {t::TRIAL_SAMPLE}
                </Button>
                <Button disabled=Signal::derive(move || busy.get()) on_press=move |()| start(false)>{t::TRIAL_OWN}</Button>
            </div>
            <p class="field-note">{t::TRIAL_SAMPLE_NOTE}</p>
        </section>
    }
}
