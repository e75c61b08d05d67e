//! Where a person stands in a row of steps.

use leptos::prelude::*;

/// The steps of a wizard; the current one is marked for eyes and screen readers.
#[component]
pub(crate) fn Steps(
    /// The steps' names.
    names: &'static [&'static str],
    /// Index of the current one.
    #[prop(into)]
    now: Signal<usize>,
    /// What they are steps of.
    label: &'static str,
) -> impl IntoView {
    let one = move |(index, name): (usize, &&'static str)| {
        let name = *name;
        view! {
            <li
                class:done=move || { index < now.get() }
                class:now=move || index == now.get()
                aria-current=move || (index == now.get()).then_some("step")
            >
                <b>{move || if index < now.get() { "✓".to_owned() } else { (index + 1).to_string() }}</b>
                <span>{name}</span>
            </li>
        }
    };
    view! { <ol class="steps" aria-label=label>{names.iter().enumerate().map(one).collect_view()}</ol> }
}
