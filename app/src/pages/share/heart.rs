//! The chip in the top bar of a shared ledger, which also tells the engine whether a form is open: then nothing is taken in,
//! so that what is on the screen is what its author has seen.

use std::cell::Cell;
use std::rc::Rc;

use desk::message::care::{CareAnswer, CareRequest};
use desk::message::share::{BriefView, ShareAnswer, ShareRequest};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::clock;
use crate::route::Route;
use crate::session::Session;
use crate::text::share as words;
use crate::ui::Chip;

const BEAT_MS: u32 = 1_500;
/// A choice or a search that has the focus and is left alone for this long is no form that is being filled in.
const IDLE_MS: u64 = 120_000;

/// The chip.
#[component]
pub(crate) fn SyncChip() -> impl IntoView {
    let session = Session::here();
    let brief = RwSignal::new(None::<BriefView>);
    let touched = Rc::new(Cell::new(clock::now_ms()));
    let beat = {
        let touched = touched.clone();
        move || {
            let hold = is_open(session, touched.get());
            async move {
                let answer = session.care(CareRequest::Share(ShareRequest::Brief { hold })).await;
                if let Ok(CareAnswer::Share(answer)) = answer
                    && let ShareAnswer::Brief(view) = *answer
                {
                    let _ = brief.try_set(view);
                }
            }
        }
    };
    let listeners: Vec<EventListener> = ["focusin", "keydown", "pointerdown"]
        .map(|name| {
            let (touched, beat) = (touched.clone(), beat.clone());
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&gloo::utils::document(), name, options, move |event| {
                touched.set(clock::now_ms());
                // Said at once: between two beats a page of changes could come in.
                if event.type_() == "focusin" {
                    spawn_local(beat());
                }
            })
        })
        .into_iter()
        .collect();
    let listeners = StoredValue::new_local(listeners);
    on_cleanup(move || drop(listeners.try_update_value(std::mem::take)));
    spawn_local(async move {
        while !brief.is_disposed() {
            beat().await;
            clock::pause(BEAT_MS).await;
        }
    });
    let shown = Memo::new(move |_| brief.get().map(|brief| words::chip(&brief)));
    move || {
        shown.get().map(|(text, tone)| {
            view! {
                <a class="sync-chip" href=Route::Sync(String::new()).href()>
                    <Chip text=text tone=tone />
                </a>
            }
        })
    }
}

/// Whether something is being typed or a dialog stands open.
fn is_open(session: Session, touched_ms: u64) -> bool {
    let document = gloo::utils::document();
    if session.dirty() || document.query_selector("dialog[open]").ok().flatten().is_some() {
        return true;
    }
    let Some(field) = document.active_element() else { return false };
    let typed = match field.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => !matches!(field.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "search")),
        "SELECT" => false,
        _ => return false,
    };
    if field.id() == "quick-search" || field.has_attribute("data-idle") {
        return false;
    }
    // However long somebody is called away: what they come back to is what they have seen.
    typed || clock::now_ms().saturating_sub(touched_ms) < IDLE_MS
}
