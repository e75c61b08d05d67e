//! Installing the page as a program, where the browser offers it.

use gloo::events::EventListener;
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// The browser's offer, if it made one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Install {
    offer: RwSignal<Option<web_sys::Event>, LocalStorage>,
}

impl Install {
    /// Waits for the offer and puts itself into context.
    pub(crate) fn provide() -> Install {
        let install = Install { offer: RwSignal::new_local(None) };
        EventListener::new(&gloo::utils::window(), "beforeinstallprompt", move |event| {
            event.prevent_default();
            install.offer.set(Some(event.clone()));
        })
        .forget();
        EventListener::new(&gloo::utils::window(), "appinstalled", move |_| install.offer.set(None)).forget();
        provide_context(install);
        install
    }

    /// Whether the button makes sense.
    pub(crate) fn offered(self) -> bool {
        self.offer.with(Option::is_some)
    }

    /// Asks the person; an offer can be used once.
    pub(crate) fn ask(self) {
        let Some(event) = self.offer.get_untracked() else { return };
        let prompt =
            Reflect::get(&event, &JsValue::from_str("prompt")).ok().and_then(|f| f.dyn_into::<Function>().ok());
        if let Some(prompt) = prompt {
            // Refused only when used twice; the button disappears either way.
            let _ = prompt.call0(&event);
        }
        self.offer.set(None);
    }
}
