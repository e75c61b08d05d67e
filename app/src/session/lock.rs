//! Locking: what is half typed is sealed, the pages go, the engine ends with all keys; or, with a PIN, is shut.

use std::cell::Cell;
use std::rc::Rc;

use desk::message::vault::{VaultAnswer, VaultRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Phase, Session};
use crate::platform::{clock, idle, neighbour};

const LOCK_WAIT_MS: u32 = 40;
const LOCK_WAITS: u32 = 50;
const SHUT_CHECK_MS: u32 = 2_000;
const NEIGHBOUR_MS: u32 = 300;
const LEAVE_MS: u32 = 3_000;

impl Session {
    /// Keeps what is half typed, takes the pages away, ends the engine with all keys, and starts an empty one.
    pub(crate) fn lock(self) {
        // A cell or line being edited is saved when it loses the focus.
        if let Some(active) = gloo::utils::document().active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            // Refused only for an element that is already gone.
            let _ = active.blur();
        }
        let neighbour = neighbour::tell_leaving();
        spawn_local(async move {
            if neighbour {
                // What is half typed in the other module is on its way to the vault.
                clock::pause(NEIGHBOUR_MS).await;
            }
            // A save under way gets the time that a slow disk needs, and no more: a lock has to lock.
            for _ in 0..LOCK_WAITS {
                clock::pause(LOCK_WAIT_MS).await;
                if self.saving.get_untracked() == 0 {
                    break;
                }
            }
            let Some(view) = self.view_untracked().filter(|_| self.left.get_untracked().is_none()) else {
                // Pressed twice: the first press does it.
                return;
            };
            self.left.set(Some(view.id));
            // An engine that is busy, or hangs, does not keep children on the screen.
            let left = Rc::new(Cell::new(false));
            let late = left.clone();
            spawn_local(async move {
                clock::pause(LEAVE_MS).await;
                if !late.replace(true) {
                    self.end();
                }
            });
            let shut = self.leave_kept().await;
            if !left.replace(true) && !shut {
                self.end();
            }
        });
    }

    /// Keeps what is half typed, and shuts a ledger that has a PIN; whether it is shut.
    async fn leave_kept(self) -> bool {
        for (key, text) in self.take_leave() {
            // A draft that cannot be kept is not worth keeping a page unlocked.
            let _ = self.vault(VaultRequest::KeepDraft { key, text }, None).await;
        }
        self.shut().await
    }

    /// Ends the engine with all keys, and starts an empty one.
    pub(crate) fn end(self) {
        self.phase.set(Phase::Starting);
        self.start();
    }

    /// The same, and says why on the page that asks for the passphrase.
    pub(crate) fn end_saying(self, words: impl Into<String>) {
        self.parting.set(Some(words.into()));
        self.end();
    }

    /// Why the ledger was locked, if not by its person.
    pub(crate) fn parting(self) -> Option<String> {
        self.parting.get()
    }

    /// Shuts a ledger that has a PIN; whether it is shut.
    async fn shut(self) -> bool {
        let Some(view) = self.view_untracked().filter(|v| v.pin) else { return false };
        let minutes = idle::pin_minutes();
        let since_ms = clock::now_ms();
        if !matches!(self.vault(VaultRequest::Shut { minutes }, None).await, Ok((VaultAnswer::Done, _))) {
            return false;
        }
        let shut = Phase::Shut { label: view.label, since_ms };
        self.phase.set(shut.clone());
        spawn_local(async move {
            // By the clock, not by one long timer: a machine that slept has to notice.
            while self.phase.try_get_untracked().as_ref() == Some(&shut) {
                if clock::now_ms().abs_diff(since_ms) >= minutes * 60_000 {
                    self.end();
                    break;
                }
                clock::pause(SHUT_CHECK_MS).await;
            }
        });
        true
    }
}
