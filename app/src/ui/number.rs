//! A number that opens the list of children behind it.

use leptos::prelude::*;

use super::Tone;

/// A number with its name, opening the list behind it.
#[component]
pub(crate) fn Stat(
    /// What it counts.
    #[prop(into)]
    label: Signal<String>,
    /// The number, or several words of numbers.
    #[prop(into)]
    value: Signal<String>,
    /// A line below.
    #[prop(optional, into)]
    note: Signal<String>,
    /// Its colour.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Opens the list.
    #[prop(into)]
    on_open: Callback<()>,
) -> impl IntoView {
    let class = move || match tone.get() {
        Tone::Late => "stat late",
        Tone::Soon => "stat soon",
        Tone::Ok => "stat ok",
        Tone::Plain | Tone::Info => "stat",
    };
    view! {
        <button type="button" class=class on:click=move |_| on_open.run(())>
            <span>{move || label.get()}</span>
            <b>{move || value.get()}</b>
            <small>{move || note.get()}</small>
        </button>
    }
}
