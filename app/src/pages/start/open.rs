//! The ledgers of this machine, and opening one of them.

use desk::message::vault::VaultView;
use leptos::prelude::*;

use super::recent;
use super::recover::RecoverForm;
use super::remove::RemoveDialog;
use super::unlock::UnlockForm;
use crate::text::start as t;
use crate::ui::{Button, Look};

/// Choosing a ledger and opening it by passphrase or recovery card.
#[component]
pub(super) fn OpenHere(
    /// The ledgers.
    vaults: Vec<VaultView>,
) -> impl IntoView {
    let chosen = RwSignal::new(recent::index(&vaults));
    let by_card = RwSignal::new(false);
    let removing = RwSignal::new(false);
    let vaults = StoredValue::new(vaults);
    let one = move |(index, vault): (usize, VaultView)| {
        view! {
            <label class="vault" class:on=move || chosen.get() == index>
                <input
                    type="radio"
                    name="vault"
                    prop:checked=move || chosen.get() == index
                    on:change=move |_| chosen.set(index)
                />
                <span>{vaults.with_value(|all| distinct(&vault, all))}</span>
            </label>
        }
    };
    let many = vaults.with_value(|v| v.len() > 1);
    let list = many.then(|| {
        view! {
            <fieldset class="vaults">
                <legend>{t::VAULTS_CHOOSE}</legend>
                {vaults.get_value().into_iter().enumerate().map(one).collect_view()}
            </fieldset>
        }
    });
    let current = move || vaults.with_value(|v| v.get(chosen.get()).cloned());
    let form = move || {
        let Some(vault) = current() else { return ().into_any() };
        if vault.gone {
            return view! { <p class="vault-newer">{t::GONE}</p> }.into_any();
        }
        if vault.damaged {
            return view! { <p class="vault-newer">{t::DAMAGED}</p> }.into_any();
        }
        if vault.newer {
            return view! { <p class="vault-newer">{t::NEWER}</p> }.into_any();
        }
        if by_card.get() {
            view! { <RecoverForm vault=vault on_back=move |()| by_card.set(false) /> }.into_any()
        } else {
            view! { <UnlockForm vault=vault on_forgot=move |()| by_card.set(true) /> }.into_any()
        }
    };
    view! {
        <section class="card way-in open-here">
            <h2>{move || if many { t::VAULTS_TITLE.to_owned() } else { current().map(|v| label(&v)).unwrap_or_default() }}</h2>
            {list}
            {form}
            <div class="open-foot">
                <Button look=Look::Quiet on_press=move |()| removing.set(true)>{t::REMOVE}</Button>
            </div>
            <RemoveDialog open=removing vault=Signal::derive(current) />
        </section>
    }
}

/// The label of a ledger, which may be empty.
pub(super) fn label(vault: &VaultView) -> String {
    if vault.label.trim().is_empty() { t::LABEL_UNNAMED.to_owned() } else { vault.label.clone() }
}

/// The label, with the time it was made where another ledger has the same.
fn distinct(vault: &VaultView, all: &[VaultView]) -> String {
    let same = all.iter().filter(|other| other.label.trim() == vault.label.trim()).count();
    if same > 1 { t::made_at(&label(vault), vault.made_ms) } else { label(vault) }
}
