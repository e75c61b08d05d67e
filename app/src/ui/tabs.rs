//! Tabs: arrows move, the chosen one is a stop of the Tab key.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::text;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tab {
    /// Stable key.
    pub(crate) key: String,
    /// What it is called.
    pub(crate) label: String,
    /// How much it holds, if that is worth saying.
    pub(crate) count: Option<u32>,
}

/// A row of tabs. What they show stands below, in an element of role `tabpanel` written by the caller.
#[component]
pub(crate) fn Tabs(
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// Key of the chosen one.
    chosen: RwSignal<String>,
    /// What they divide, for screen readers.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let step = move |event: web_sys::KeyboardEvent| {
        let by: isize = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        let keys: Vec<String> = tabs.with_untracked(|t| t.iter().map(|t| t.key.clone()).collect());
        let now = keys.iter().position(|k| *k == chosen.get_untracked()).unwrap_or(0) as isize;
        let next = (now + by).rem_euclid(keys.len().max(1) as isize) as usize;
        if let Some(key) = keys.get(next) {
            chosen.set(key.clone());
        }
        let row = event.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let button =
            row.and_then(|r| r.children().item(next as u32)).and_then(|b| b.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(button) = button {
            // Refused only for an element that cannot take focus.
            let _ = button.focus();
        }
    };
    let one = move |tab: Tab| {
        let key = StoredValue::new(tab.key.clone());
        let on = move || chosen.with(|c| key.with_value(|k| c == k));
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                aria-selected=move || on().to_string()
                tabindex=move || if on() { "0" } else { "-1" }
                on:click=move |_| chosen.set(tab.key.clone())
            >
                {tab.label}
                {tab.count.map(|n| view! { <b>{text::count(n)}</b> })}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=step>
            {move || tabs.get().into_iter().map(one).collect_view()}
        </div>
    }
}
