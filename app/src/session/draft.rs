//! Half-typed forms, sealed in the vault as one types, offered again on return; after a lock in place they are simply there.
//!
//! A draft is dropped when its form is saved or given up. What was typed in the last moments before locking is kept
//! too: [`Session::lock`](super::Session::lock) waits for it.

use desk::message::vault::{VaultAnswer, VaultRequest};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Session;

const QUIET_MS: u32 = 500;

/// The draft of one form, for the lifetime of that form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft {
    key: StoredValue<String>,
    session: Session,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
    /// It was half typed when the page was locked: what is offered is taken without asking.
    pub(crate) at_once: bool,
    /// What was typed last time and when, if there is anything; emptied once used or refused.
    pub(crate) offered: RwSignal<Option<(String, u64)>>,
}

impl Draft {
    /// Looks for a draft under this key.
    pub(crate) fn open(key: &str) -> Draft {
        let session = Session::here();
        let draft = Draft {
            key: StoredValue::new(key.to_owned()),
            session,
            timer: StoredValue::new_local(None),
            at_once: session.resumed(key),
            offered: RwSignal::new(None),
        };
        let key = key.to_owned();
        // The form is gone and what was typed is in the vault: it no longer stands in the way of an update.
        let left = key.clone();
        on_cleanup(move || {
            spawn_local(async move {
                session.send_draft(left.clone()).await;
                session.hold_draft(&left, None);
            });
        });
        spawn_local(async move {
            if let Ok((VaultAnswer::Draft(Some(found)), _)) = session.vault(VaultRequest::Draft(key), None).await {
                // Typing began before the answer came: then it is no longer wanted.
                if draft.timer.try_with_value(Option::is_none) == Some(true) {
                    let _ = draft.offered.try_set(Some(found));
                }
            }
        });
        draft
    }

    /// Keeps the text a moment after the last key.
    pub(crate) fn keep(self, text: String) {
        let key = self.key.get_value();
        self.offered.set(None);
        self.session.hold_draft(&key, Some(text));
        let session = self.session;
        self.timer.set_value(Some(Timeout::new(QUIET_MS, move || spawn_local(session.send_draft(key)))));
    }

    /// Forgets it: the form was saved or given up.
    pub(crate) fn forget(self) {
        self.timer.set_value(None);
        self.offered.set(None);
        let key = self.key.get_value();
        self.session.drop_draft(key);
    }
}

impl Session {
    /// Forgets the draft of a form that may no longer stand on the page.
    pub(crate) fn drop_draft(self, key: String) {
        self.hold_draft(&key, None);
        spawn_local(async move {
            // Nothing to tell: the worst case is one offer too many.
            let _ = self.vault(VaultRequest::DropDraft(key), None).await;
        });
    }
}
