//! The newest saves, each with its way back.

use leptos::prelude::*;

use crate::pages::history::SaveList;
use crate::route::Route;
use crate::shell::Facts;
use crate::text::today as words;

/// The newest saves.
#[component]
pub(super) fn Saves() -> impl IntoView {
    let facts = Facts::here();
    let saves =
        Signal::derive(move || facts.overview.with(|o| o.as_ref().map(|o| o.saves.clone()).unwrap_or_default()));
    view! {
        <section class="card" aria-label=words::SAVES>
            <header>
                <h2>{words::SAVES}</h2>
                <a class="button quiet" href=Route::History.href()>{words::ALL_SAVES}</a>
            </header>
            <Show
                when=move || !saves.with(Vec::is_empty)
                fallback=|| view! { <p class="body muted">{words::NO_SAVES}</p> }
            >
                <SaveList saves=saves />
            </Show>
        </section>
    }
}
