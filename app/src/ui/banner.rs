//! A line across the page that stays until its cause is gone.

use leptos::prelude::*;

use super::Tone;

/// A line across the page.
#[component]
pub(crate) fn Banner(
    /// Its colour.
    #[prop(optional)]
    tone: Tone,
    /// Words and, at the end, buttons.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Late => "banner late",
        Tone::Soon => "banner soon",
        Tone::Plain | Tone::Ok | Tone::Info => "banner info",
    };
    view! { <div class=class role="status">{children()}</div> }
}
