//! The age window of a comparison: the school year's nine cohorts unless said otherwise, or none at all.

use leptos::prelude::*;

use crate::shell::Facts;
use crate::text::compare as t;
use crate::ui::{DateField, effect};

/// The window: `Some` is `a..b`, or empty for none; `None` while what is typed is not a window.
#[component]
pub(super) fn WindowFields(
    /// The window.
    window: RwSignal<Option<String>>,
) -> impl IntoView {
    let facts = Facts::here();
    let on = RwSignal::new(true);
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let touched = RwSignal::new(false);
    effect(move || {
        let rule = facts.settings.with(|s| s.window_in_force.clone());
        if let Some((a, b)) = rule.split_once("..").filter(|_| !touched.get_untracked()) {
            from.set(a.to_owned());
            to.set(b.to_owned());
        }
    });
    let read = move || {
        let (a, b) = (from.get(), to.get());
        match (on.get(), crate::ui::read_date(&a), crate::ui::read_date(&b)) {
            (false, ..) => Some(String::new()),
            // The dates are written as ISO, so their order is the order of the texts.
            (true, Some(a), Some(b)) if a <= b => Some(format!("{a}..{b}")),
            (true, ..) => None,
        }
    };
    effect(move || window.set(read()));
    let error = move || if window.with(Option::is_none) { t::WINDOW_BAD.to_owned() } else { String::new() };
    view! {
        <section class="card window">
            <label class="tick">
                <input type="checkbox" prop:checked=move || on.get() on:change=move |event| on.set(event_target_checked(&event)) />
                <span>{t::WINDOW}</span>
            </label>
            <Show when=move || on.get()>
                <div class="form-grid" on:input=move |_| touched.set(true)>
                    <DateField label=t::WINDOW_FROM.to_owned() value=from error=Signal::derive(error) />
                    <DateField label=t::WINDOW_TO.to_owned() value=to />
                </div>
                <p class="field-note">{t::WINDOW_HELP}</p>
            </Show>
        </section>
    }
}
