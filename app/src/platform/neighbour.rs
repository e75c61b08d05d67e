//! The page's other module: opening its parts here, and telling each other of saves.
//!
//! The page is two modules, so that the first visit does not wait for pages that are opened later. Both speak with the
//! one engine; each hears from the other by events of the window. `boot.js` fetches the second module when it is first
//! wanted.

use std::cell::Cell;

use gloo::events::EventListener;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlElement};

const SAVED: &str = "shouxue-saved";
const LEAVING: &str = "shouxue-leaving";
const OPEN: &str = "shouxueOpenPart";

thread_local! {
    // An event told by this very module is not news to it.
    static TELLING: Cell<bool> = const { Cell::new(false) };
    // Parts of the other module that stand on this page.
    static PARTS: Cell<u32> = const { Cell::new(0) };
}

fn tell(name: &str) {
    if let Ok(event) = Event::new(name) {
        TELLING.set(true);
        // It cannot be cancelled.
        let _ = gloo::utils::window().dispatch_event(&event);
        TELLING.set(false);
    }
}

fn hear(name: &'static str, act: impl Fn() + 'static) {
    EventListener::new(&gloo::utils::window(), name, move |_| {
        if !TELLING.get() {
            act();
        }
    })
    .forget();
}

/// Tells the other module that something was saved.
pub(crate) fn tell_saved() {
    tell(SAVED);
}

/// Acts when the other module has saved something.
pub(crate) fn on_saved(act: impl Fn() + 'static) {
    hear(SAVED, act);
}

/// Tells the other module that the page is about to be locked; whether a part of it is open.
pub(crate) fn tell_leaving() -> bool {
    tell(LEAVING);
    is_open()
}

/// Acts when the page is about to be locked by the other module.
pub(crate) fn on_leaving(act: impl Fn() + 'static) {
    hear(LEAVING, act);
}

/// Whether a part of the other module stands on this page.
pub(crate) fn is_open() -> bool {
    PARTS.get() > 0
}

/// A part of the other module; it is taken away when this is dropped.
#[derive(Debug)]
pub(crate) struct Part(JsValue);

impl Part {
    /// Opens a part in an element; the words of the browser if the module cannot be fetched.
    pub(crate) async fn open(element: &HtmlElement, what: &str) -> Result<Part, JsValue> {
        let open: Function = Reflect::get(&js_sys::global(), &JsValue::from_str(OPEN))?.dyn_into()?;
        let opening: Promise = open.call2(&JsValue::UNDEFINED, element, &JsValue::from_str(what))?.dyn_into()?;
        let part = JsFuture::from(opening).await?;
        PARTS.set(PARTS.get() + 1);
        Ok(Part(part))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        PARTS.set(PARTS.get().saturating_sub(1));
        let close = Reflect::get(&self.0, &JsValue::from_str("close")).ok().and_then(|f| f.dyn_into::<Function>().ok());
        if let Some(close) = close {
            // It throws only if it was closed before.
            let _ = close.call0(&self.0);
        }
    }
}
