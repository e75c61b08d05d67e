//! How far the newest comparison round has been cleared.

use leptos::prelude::*;

use crate::route::Route;
use crate::shell::Facts;
use crate::text::today as words;
use crate::ui::{Segment, SegmentBar};

/// The countdown.
#[component]
pub(super) fn Round() -> impl IntoView {
    let facts = Facts::here();
    let round = Memo::new(move |_| facts.overview.with(|o| o.as_ref().and_then(|o| o.round.clone())));
    let parts = move || {
        let Some((_, _, progress)) = round.get() else { return Vec::new() };
        let part = |label: &str, count, class| Segment { label: label.to_owned(), count, class };
        vec![
            part(words::CLOSED, progress.closed, "ok"),
            part(words::EXPLAINED, progress.explained, "info"),
            part(words::OPEN, progress.open, "late"),
        ]
    };
    let href = Route::Compare(String::new()).href();
    let link = StoredValue::new(href);
    view! {
        <section class="card" aria-label=words::PROGRESS>
            <Show
                when=move || round.with(Option::is_some)
                fallback=move || view! {
                    <header>
                        <h2>{words::PROGRESS}</h2>
                        <a class="button" href=link.get_value()>{words::TO_COMPARE}</a>
                    </header>
                    <p class="body muted">{words::NO_ROUND}</p>
                }
            >
                <header>
                    <h2>{move || round.get().map(|(number, title, _)| words::round(number, &title))}</h2>
                    <a class="button" href=link.get_value()>{words::OPEN_ROUND}</a>
                </header>
                <div class="body">
                    <p class="round-words">{move || round.get().map(|(_, _, progress)| words::countdown(&progress))}</p>
                    <SegmentBar parts=Signal::derive(parts) />
                </div>
            </Show>
        </section>
    }
}
