//! The way in: trial, new ledger, unlocking; and the flows around the vault that other pages open as dialogs.
//!
//! The frame shows [`StartPage`] when no ledger is open, and [`LockScreen`] over its outline when one was locked in place. `session.vault(..)` opens the session by itself when the
//! engine answers `Open`; after `Created` the recovery card comes first and then `session.enter(view)`.

mod after;
mod backup;
mod card;
mod card_steps;
mod ceremony;
mod change;
mod check;
mod create;
mod doors;
mod locked;
mod new_card;
mod open;
mod passphrase;
mod recent;
mod recover;
mod remove;
mod restore;
mod sample;
mod shut;
mod unlock;

use leptos::prelude::*;

pub(crate) use after::AfterOpening;
pub(crate) use backup::BackupDialog;
pub(crate) use change::PassphraseDialog;
pub(crate) use create::KeepDialog;
pub(crate) use locked::LockScreen;
pub(crate) use new_card::NewCardDialog;
pub(crate) use restore::RestoreDialog;
pub(crate) use sample::{Sample, SampleButton, SampleNote};

use self::create::CreateFlow;
use self::doors::Doors;
use self::restore::RestoreFlow;
use crate::session::{Phase, Session};
use crate::text::refusal;
use crate::text::shell::SEAL;
use crate::text::start as t;
use crate::ui::{Banner, Tone};

/// What the first screen is showing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// All the ways in.
    All,
    /// A new ledger.
    Create,
    /// A backup file.
    Restore,
}

/// Everything before a ledger is open.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let session = Session::here();
    let door = RwSignal::new(Door::All);
    let no_storage = move || match session.phase() {
        Phase::NoStorage(failure) => Some(refusal::vault(&failure)),
        _ => None,
    };
    let back = Callback::new(move |()| door.set(Door::All));
    view! {
        <div class="start">
            <header class="start-head">
                <p class="start-brand"><i aria-hidden="true">{SEAL}</i>{t::NAME}</p>
                <h1>{t::LEAD}</h1>
                <p>{t::LEAD_MORE}</p>
            </header>
            {move || no_storage().map(|words| view! { <Banner tone=Tone::Late><span>{words}</span></Banner> })}
            {move || session.parting().map(|words| view! { <Banner tone=Tone::Soon><span>{words}</span></Banner> })}
            {move || match door.get() {
                Door::All => view! { <Doors door=door /> }.into_any(),
                Door::Create => {
                    view! { <section class="card start-flow"><CreateFlow on_leave=back /></section> }.into_any()
                }
                Door::Restore => {
                    view! { <section class="card start-flow"><RestoreFlow on_leave=back /></section> }.into_any()
                }
            }}
        </div>
    }
}
