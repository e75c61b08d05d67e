//! The program kept on the machine, and its updates.
//!
//! A new version waits until the person agrees: taking over reloads every open page, and typed text must be kept first.

use gloo::events::EventListener;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

/// A new version that is ready to take over, if there is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Update {
    waiting: RwSignal<Option<ServiceWorker>, LocalStorage>,
}

impl Update {
    /// Registers the service worker, watches for new versions and puts itself into context.
    pub(crate) fn provide() -> Update {
        let update = Update { waiting: RwSignal::new_local(None) };
        provide_context(update);
        if let Some(container) = container() {
            spawn_local(async move {
                // A browser that refuses (private window, policy) runs the app online as before.
                let Ok(value) = JsFuture::from(container.register("/sw.js")).await else { return };
                let Ok(registration) = value.dyn_into::<ServiceWorkerRegistration>() else { return };
                update.follow(registration);
            });
        }
        update
    }

    /// Whether a new version waits.
    pub(crate) fn ready(self) -> bool {
        self.waiting.with(Option::is_some)
    }

    /// Lets the new version take over and reloads. The caller has kept what was typed.
    pub(crate) fn take(self) {
        let (Some(container), Some(worker)) = (container(), self.waiting.get_untracked()) else { return };
        EventListener::once(&container, "controllerchange", |_| reload()).forget();
        let message = js_sys::Object::new();
        // Setting a property of a fresh object and posting it cannot fail.
        let _ = js_sys::Reflect::set(&message, &JsValue::from_str("type"), &JsValue::from_str("activate"));
        let _ = worker.post_message(&message);
    }

    fn follow(self, registration: ServiceWorkerRegistration) {
        if let Some(worker) = registration.waiting() {
            self.offer(worker);
        }
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            let Some(worker) = found.installing() else { return };
            let installing = worker.clone();
            EventListener::new(&worker, "statechange", move |_| {
                if installing.state() == ServiceWorkerState::Installed {
                    self.offer(installing.clone());
                }
            })
            .forget();
        })
        .forget();
    }

    // The very first version also passes "installed", with no older one to replace.
    fn offer(self, worker: ServiceWorker) {
        if container().is_some_and(|c| c.controller().is_some()) {
            let _ = self.waiting.try_set(Some(worker));
        }
    }
}

/// Loads the page anew.
pub(crate) fn reload() {
    // Refused only in a document without a window.
    let _ = gloo::utils::window().location().reload();
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = gloo::utils::window().navigator();
    let name = JsValue::from_str("serviceWorker");
    js_sys::Reflect::has(&navigator, &name).ok().filter(|has| *has).map(|_| navigator.service_worker())
}
