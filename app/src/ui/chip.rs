//! Small labels: a state in words with a colour beside it, and a filter that can be taken off.

use leptos::prelude::*;

use crate::text::leaf;

/// The colour of a word; never the only carrier of its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Done, in order.
    Ok,
    /// Overdue, wrong.
    Late,
    /// Soon, doubtful.
    Soon,
    /// Worth knowing.
    Info,
}

impl Tone {
    /// Its class beside `chip`.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Tone::Plain => "chip",
            Tone::Ok => "chip ok",
            Tone::Late => "chip late",
            Tone::Soon => "chip soon",
            Tone::Info => "chip info",
        }
    }
}

/// A word with a tone.
#[component]
pub(crate) fn Chip(
    /// The word.
    #[prop(into)]
    text: Signal<String>,
    /// The tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! { <span class=move || tone.get().class()>{move || text.get()}</span> }
}

/// A filter in force: pressing the words changes it, pressing the cross takes it off.
#[component]
pub(crate) fn FilterChip(
    /// The words, e.g. `户籍村：杨家坪`.
    #[prop(into)]
    text: Signal<String>,
    /// Changes it.
    #[prop(into)]
    on_open: Callback<()>,
    /// Takes it off.
    #[prop(into)]
    on_remove: Callback<()>,
) -> impl IntoView {
    view! {
        <span class="filter-chip">
            <button type="button" class="filter-chip-text" on:click=move |_| on_open.run(())>{move || text.get()}</button>
            <button
                type="button"
                class="filter-chip-off"
                aria-label=move || leaf::remove_condition(&text.get())
                on:click=move |_| on_remove.run(())
            >
                "✕"
            </button>
        </span>
    }
}
