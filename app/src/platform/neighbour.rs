//! The page's other module: opening its parts here, and telling each other of saves, of a lock, of notes.
//!
//! The page is two modules, so that the first visit does not wait for pages that are opened later. Both speak with the
//! one engine; each hears from the other by events of the window. `boot.js` fetches the second module when it is first
//! wanted.

use desk::message::roster::SaveKey;
use std::cell::Cell;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

const SAVED: &str = "shouxue-saved";
const LEAVING: &str = "shouxue-leaving";
const STRANGER: &str = "shouxue-stranger";
const TYPED: &str = "shouxue-typed";
const NOTE: &str = "shouxue-note";
const OPEN: &str = "shouxueOpenPart";

thread_local! {
    // An event told by this very module is not news to it.
    static TELLING: Cell<bool> = const { Cell::new(false) };
}

/// Tells the other module; whether it answered yes, which it does by cancelling the event.
fn tell(name: &str, detail: &JsValue) -> bool {
    let init = CustomEventInit::new();
    init.set_cancelable(true);
    init.set_detail(detail);
    let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) else { return false };
    TELLING.set(true);
    let untouched = gloo::utils::window().dispatch_event(&event);
    TELLING.set(false);
    untouched == Ok(false)
}

fn hear(name: &'static str, act: impl Fn(JsValue) -> bool + 'static) {
    let options = EventListenerOptions { passive: false, ..EventListenerOptions::default() };
    EventListener::new_with_options(&gloo::utils::window(), name, options, move |event| {
        let Some(event) = event.dyn_ref::<CustomEvent>().filter(|_| !TELLING.get()) else { return };
        if act(event.detail()) {
            event.prevent_default();
        }
    })
    .forget();
}

/// Tells the other module that something was saved.
pub(crate) fn tell_saved() {
    tell(SAVED, &JsValue::UNDEFINED);
}

/// Acts when the other module has saved something.
pub(crate) fn on_saved(act: impl Fn() + 'static) {
    hear(SAVED, move |_| {
        act();
        false
    });
}

/// Tells the other module that the page is about to be locked; whether something typed there is on its way to the vault.
pub(crate) fn tell_leaving() -> bool {
    tell(LEAVING, &JsValue::UNDEFINED)
}

/// Acts when the page is about to be locked by the other module; says whether something is on its way to the vault.
pub(crate) fn on_leaving(act: impl Fn() -> bool + 'static) {
    hear(LEAVING, move |_| act());
}

/// Tells the other module that the next ledger to be opened is another one, or another person's.
pub(crate) fn tell_stranger() {
    tell(STRANGER, &JsValue::UNDEFINED);
}

/// Acts when the next ledger to be opened is not the one that was locked.
pub(crate) fn on_stranger(act: impl Fn() + 'static) {
    hear(STRANGER, move |_| {
        act();
        false
    });
}

/// Whether something is typed in the other module that is not saved.
pub(crate) fn has_typed() -> bool {
    tell(TYPED, &JsValue::UNDEFINED)
}

/// Answers the other module whether something is typed here.
pub(crate) fn on_typed(answer: impl Fn() -> bool + 'static) {
    hear(TYPED, move |_| answer());
}

/// Gives the other module a note to show: its words, whether it is bad news, and the save that can be undone.
pub(crate) fn tell_note(text: &str, bad: bool, undo: Option<SaveKey>) {
    // As text: a number of the browser is too short for the mark.
    let undo = undo.map_or(JsValue::UNDEFINED, |key| JsValue::from_str(&format!("{} {}", key.number, key.mark)));
    tell(NOTE, &Array::of3(&JsValue::from_str(text), &JsValue::from_bool(bad), &undo));
}

/// Shows the notes of the other module.
pub(crate) fn on_note(show: impl Fn(String, bool, Option<SaveKey>) + 'static) {
    hear(NOTE, move |note| {
        let note = Array::from(&note);
        let undo = note.get(2).as_string().and_then(|key| {
            let (number, mark) = key.split_once(' ')?;
            Some(SaveKey { number: number.parse().ok()?, mark: mark.parse().ok()? })
        });
        show(note.get(0).as_string().unwrap_or_default(), note.get(1).is_truthy(), undo);
        true
    });
}

/// A part of the other module; it is taken away when this is dropped.
#[derive(Debug)]
pub(crate) struct Part(JsValue);

impl Part {
    /// Opens a part in an element; the words of the browser if the module cannot be fetched.
    pub(crate) async fn open(element: &HtmlElement, what: &str) -> Result<Part, JsValue> {
        let open: Function = Reflect::get(&js_sys::global(), &JsValue::from_str(OPEN))?.dyn_into()?;
        let opening: Promise = open.call2(&JsValue::UNDEFINED, element, &JsValue::from_str(what))?.dyn_into()?;
        Ok(Part(JsFuture::from(opening).await?))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let close = Reflect::get(&self.0, &JsValue::from_str("close")).ok().and_then(|f| f.dyn_into::<Function>().ok());
        if let Some(close) = close {
            // It throws only if it was closed before.
            let _ = close.call0(&self.0);
        }
    }
}
