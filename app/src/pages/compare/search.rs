//! The search field of the workbench: waits for a pause, and for an input method to finish.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::bench::Bench;
use crate::text::compare as t;

const QUIET_MS: u32 = 120;

/// The field.
#[component]
pub(super) fn SearchBox() -> impl IntoView {
    let bench = Bench::here();
    let timer = StoredValue::new_local(None::<Timeout>);
    let ask = move |text: String| {
        timer.set_value(Some(Timeout::new(QUIET_MS, move || {
            bench.query.try_update(|q| q.search = text.trim().to_owned());
        })));
    };
    let typed = move |event: web_sys::Event| {
        // Letters of an unfinished word are nobody's name.
        let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            ask(event_target_value(&event));
        }
    };
    view! {
        <input
            type="search"
            class="plain-input bench-search"
            placeholder=t::SEARCH
            aria-label=t::SEARCH_LABEL
            prop:value=move || bench.query.with(|q| q.search.clone())
            on:input=typed
            on:compositionend=move |event| ask(event_target_value(&event))
        />
    }
}
