//! The lock over a page: its outline stays, nothing of a child is beneath, and the same person goes on where they were.

use desk::message::Id;
use desk::message::vault::VaultView;
use leptos::html;
use leptos::prelude::*;

use super::open::label;
use super::recover::RecoverForm;
use super::shut::ShutDoor;
use super::unlock::UnlockForm;
use crate::route::{Route, Router};
use crate::session::{Phase, Session};
use crate::text::shell::STARTING;
use crate::text::start as t;
use crate::ui::{Banner, Button, Look, Tone, effect};

/// The lock screen of the ledger that was locked in place. It cannot be closed, only opened, or left for another ledger.
#[component]
pub(crate) fn LockScreen(
    /// The ledger.
    id: Id,
) -> impl IntoView {
    let (session, router) = (Session::here(), Router::here());
    let node = NodeRef::<html::Dialog>::new();
    let show = move |dialog: web_sys::HtmlDialogElement| {
        if !dialog.open() {
            // Refused only if it is no longer there.
            let _ = dialog.show_modal();
        }
    };
    effect(move || {
        if let Some(dialog) = node.get() {
            show(dialog);
        }
    });
    let by_card = RwSignal::new(false);
    let leave = move |()| {
        session.walk_away();
        // The address may name a child of the ledger that was left, by its random id.
        router.go(&Route::Today);
    };
    let door = Memo::new(move |_| match session.phase() {
        Phase::Shut { label, .. } => Ok(label),
        Phase::Locked(vaults) => Err(vaults.into_iter().find(|vault| vault.id == id)),
        _ => Err(None),
    });
    let form = move || match door.get() {
        Ok(label) => view! { <ShutDoor label=label /> }.into_any(),
        Err(Some(vault)) => view! { <LockedDoor vault=vault by_card=by_card /> }.into_any(),
        Err(None) => view! { <p role="status">{STARTING}</p> }.into_any(),
    };
    view! {
        <dialog
            class="dialog locked"
            node_ref=node
            aria-modal="true"
            aria-labelledby="locked"
            on:keydown=move |event| {
                // Not a question that can be waved away.
                if event.key() == "Escape" {
                    event.prevent_default();
                }
            }
            on:cancel=move |event: web_sys::Event| event.prevent_default()
            // The browser closes on a second Esc, whatever the page says.
            on:close=move |_| {
                if let Some(dialog) = node.try_get_untracked().flatten() {
                    show(dialog);
                }
            }
        >
            <div class="dialog-body form">
                <h1 id="locked">{t::LOCKED}</h1>
                <p>{t::LOCKED_TEXT}</p>
                {move || session.parting().map(|words| view! { <Banner tone=Tone::Soon><span>{words}</span></Banner> })}
                {form}
                <Button look=Look::Quiet on_press=leave>{t::LOCKED_OTHER}</Button>
            </div>
        </dialog>
    }
}

#[component]
fn LockedDoor(vault: VaultView, by_card: RwSignal<bool>) -> impl IntoView {
    let title = label(&vault);
    let vault = StoredValue::new(vault);
    let form = move || {
        let vault = vault.get_value();
        if by_card.get() {
            view! { <RecoverForm vault=vault on_back=move |()| by_card.set(false) /> }.into_any()
        } else {
            view! { <UnlockForm vault=vault on_forgot=move |()| by_card.set(true) /> }.into_any()
        }
    };
    view! {
        <section class="card way-in open-here">
            <h2>{title}</h2>
            {form}
        </section>
    }
}
