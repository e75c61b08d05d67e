//! How safe the browser's storage is: may it throw our data away when the disk is full?

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// The browser's answer to the plea to keep our data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Persistence {
    /// Not asked yet, or no answer yet.
    #[default]
    Unknown,
    /// It will not be thrown away under pressure.
    Persisted,
    /// It may be thrown away when the disk is full.
    BestEffort,
}

/// Asks whether storage is persistent; `plead` also asks for it.
pub(crate) async fn persistence(plead: bool) -> Persistence {
    let storage = gloo::utils::window().navigator().storage();
    let asked = if plead { storage.persist() } else { storage.persisted() };
    let Ok(promise) = asked else { return Persistence::Unknown };
    match JsFuture::from(promise).await.ok().and_then(|v| v.as_bool()) {
        Some(true) => Persistence::Persisted,
        Some(false) => Persistence::BestEffort,
        None => Persistence::Unknown,
    }
}

/// A signal with the current answer, asked once without pleading.
pub(crate) fn persistence_signal() -> RwSignal<Persistence> {
    let state = RwSignal::new(Persistence::Unknown);
    spawn_local(async move {
        let answer = persistence(false).await;
        let _ = state.try_set(answer);
    });
    state
}
