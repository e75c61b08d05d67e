//! 修改口令: a new lock on the same ledger; nothing is sealed anew and the recovery card stays good.

use desk::message::vault::{VaultAnswer, VaultFailure, VaultRequest};
use leptos::prelude::*;

use super::passphrase::{NewPassphrase, PassphraseFields};
use crate::session::{Session, derive};
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, Dialog, Progress, SecretField, SubmitBar, Toasts};

/// 更换口令; opened from 设置, and after opening by the recovery card.
#[component]
pub(crate) fn PassphraseDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=t::CHANGE_TITLE.to_owned()>
            <ChangeForm open=open />
        </Dialog>
    }
}

#[component]
fn ChangeForm(open: RwSignal<bool>) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let busy = Busy::new();
    let label = session.view_untracked().map(|v| v.label).unwrap_or_default();
    let new = NewPassphrase::new(move || label.clone());
    // Who opened the ledger by its card has forgotten the present one.
    let asks = !session.view_untracked().is_some_and(|v| v.by_card);
    let (present, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let good = move || new.good() && (!asks || !present.with(String::is_empty));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if !untrack(good) {
            return;
        }
        busy.run(async move {
            let Some(passphrase) = new.typed.try_get_untracked() else { return };
            let present = if asks { present.try_get_untracked() } else { None };
            let _ = wrong.try_set(String::new());
            match change(session, present, passphrase).await {
                Ok(VaultAnswer::Wrong { .. }) => {
                    let _ = wrong.try_set(t::wrong(0));
                }
                Ok(_) => {
                    toasts.say(t::CHANGE_DONE);
                    let _ = open.try_set(false);
                }
                Err(failure) => toasts.fail(refusal::vault(&failure)),
            }
        });
    };
    let asked = asks
        .then(|| view! { <SecretField label=t::PASSPHRASE_PRESENT.to_owned() value=present error=wrong first=true /> });
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p>{t::CHANGE_TEXT}</p>
            {asked}
            <PassphraseFields new=new />
            <Show when=move || busy.get()>
                <div class="deriving" role="status">
                    <p>{t::DERIVING}</p>
                    <Progress label=t::DERIVING.to_owned() state=Signal::derive(|| (0, 0)) />
                </div>
            </Show>
            <SubmitBar
                label=t::CHANGE_DO.to_owned()
                busy=busy
                disabled=Signal::derive(move || !good())
                on_cancel=move |()| open.set(false)
            />
        </form>
    }
}

/// Derives both keys, one after the other, and changes the lock.
async fn change(session: Session, present: Option<String>, new: String) -> Result<VaultAnswer, VaultFailure> {
    let present = match present {
        Some(typed) => {
            let VaultAnswer::SlotLock { salt, kdf } = session.vault(VaultRequest::PassphraseLock, None).await?.0 else {
                return Err(VaultFailure::Protocol);
            };
            Some(derive(typed, Some(salt), Some(kdf)).await?.kek)
        }
        None => None,
    };
    let new = derive(new, None, None).await?;
    Ok(session.vault(VaultRequest::ChangeLock { present, new }, None).await?.0)
}
