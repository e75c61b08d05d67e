//! 修改口令: a new lock on the same ledger; nothing is sealed anew and the recovery card stays good.

use std::cell::Cell;

use desk::message::vault::VaultRequest;
use leptos::prelude::*;

use super::passphrase::{NewPassphrase, PassphraseFields};
use crate::session::{Session, derive};
use crate::text::refusal;
use crate::text::start as t;
use crate::ui::{Busy, Dialog, Progress, SubmitBar, Toasts};

thread_local! {
    // Opened by the recovery card: a new passphrase is asked for as soon as the pages are there.
    static WANTED: Cell<bool> = const { Cell::new(false) };
}

/// Asks for a new passphrase once the ledger is open.
pub(super) fn ask_after_opening() {
    WANTED.set(true);
}

/// The ledger did not open.
pub(super) fn forget_wish() {
    WANTED.set(false);
}

/// Whether a new passphrase is to be asked for now; once.
pub(super) fn wished() -> bool {
    WANTED.replace(false)
}

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
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if !untrack(move || new.good()) {
            return;
        }
        busy.run(async move {
            let Some(passphrase) = new.typed.try_get_untracked() else { return };
            let answer = match derive(passphrase, None, None).await {
                Ok(lock) => session.vault(VaultRequest::ChangeLock(lock), None).await,
                Err(failure) => Err(failure),
            };
            match answer {
                Ok(_) => {
                    toasts.say(t::CHANGE_DONE);
                    let _ = open.try_set(false);
                }
                Err(failure) => toasts.fail(refusal::vault(&failure)),
            }
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <p>{t::CHANGE_TEXT}</p>
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
                disabled=Signal::derive(move || !new.good())
                on_cancel=move |()| open.set(false)
            />
        </form>
    }
}
