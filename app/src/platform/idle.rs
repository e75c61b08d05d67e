//! Locking when nobody is there: after minutes without a key or a touch, or some time after the window was hidden.
//!
//! It counts by the machine's clock instead of one long timer, because browsers stop the timers of hidden pages and
//! of machines that sleep; coming back is then the moment that notices.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;

use super::{clock, preference};

const MINUTES: &str = "lock_minutes";
const HIDDEN_MINUTES: &str = "lock_hidden_minutes";
const PIN_MINUTES: &str = "pin_minutes";
const CHECK_MS: u32 = 5_000;

/// Minutes without a key or a touch until locking.
pub(crate) fn minutes() -> u64 {
    read(MINUTES, 5)
}

/// Chooses the minutes.
pub(crate) fn set_minutes(minutes: u64) {
    preference::set(MINUTES, &minutes.to_string());
}

/// Minutes from hiding the window until locking.
pub(crate) fn hidden_minutes() -> u64 {
    read(HIDDEN_MINUTES, 15)
}

/// Chooses the minutes.
pub(crate) fn set_hidden_minutes(minutes: u64) {
    preference::set(HIDDEN_MINUTES, &minutes.to_string());
}

/// Minutes for which a PIN opens a ledger again.
pub(crate) fn pin_minutes() -> u64 {
    read(PIN_MINUTES, 30)
}

/// Chooses the minutes.
pub(crate) fn set_pin_minutes(minutes: u64) {
    preference::set(PIN_MINUTES, &minutes.to_string());
}

fn read(name: &str, usual: u64) -> u64 {
    preference::get(name).and_then(|m| m.parse().ok()).filter(|m| (1..=60).contains(m)).unwrap_or(usual)
}

/// Calls `lock` whenever nobody has been there for long enough; the caller decides whether there is anything to lock.
/// The watch lasts as long as the page.
pub(crate) fn watch(lock: impl Fn() + 'static) {
    let seen = Rc::new(Cell::new(clock::now_ms()));
    let hidden = Rc::new(Cell::new(None::<u64>));
    let document = gloo::utils::document();
    for name in ["keydown", "pointerdown", "pointermove", "wheel", "input"] {
        let seen = seen.clone();
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&document, name, options, move |_| seen.set(clock::now_ms())).forget();
    }
    let check = Rc::new({
        let (seen, hidden) = (seen.clone(), hidden.clone());
        move || {
            let now = clock::now_ms();
            let idle = now.saturating_sub(seen.get()) >= minutes() * 60_000;
            let away = hidden.get().is_some_and(|since| now.saturating_sub(since) >= hidden_minutes() * 60_000);
            if idle || away {
                lock();
            }
        }
    });
    EventListener::new(&document, "visibilitychange", {
        let check = check.clone();
        move |_| {
            let now_hidden = gloo::utils::document().hidden();
            if now_hidden {
                hidden.set(Some(clock::now_ms()));
            } else {
                check();
                hidden.set(None);
            }
        }
    })
    .forget();
    Interval::new(CHECK_MS, move || check()).forget();
}
