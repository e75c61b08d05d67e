//! 比对: lists against each other, and every difference until it is closed (销号).

mod add_list;
mod adopt;
mod bench;
mod choose;
mod close;
mod columns;
mod counts;
mod detail;
mod due;
mod explain;
mod export;
mod filters;
mod head;
mod lists;
mod names;
mod print;
mod proposals;
mod rounds;
mod search;
mod side;
mod table;
mod window;

use leptos::prelude::*;

use self::bench::{Bench, View};
use self::choose::Choose;
use self::counts::Counts;
use self::head::Head;
use self::names::Workbench;
use self::rounds::Rounds;
use crate::text::compare as t;

/// The workbench, opened on one bucket if it is not empty.
#[component]
pub(crate) fn ComparePage(
    /// Key of a bucket, or empty.
    bucket: String,
) -> impl IntoView {
    let bench = Bench::provide(bucket);
    let view_now = Memo::new(move |_| if bench.empty() { View::Choose } else { bench.view.get() });
    let page = move || match view_now.get() {
        View::Names => view! { <Workbench /> }.into_any(),
        View::Counts => view! { <Counts /> }.into_any(),
        View::Rounds => view! { <Rounds /> }.into_any(),
        View::Choose => view! { <Choose /> }.into_any(),
    };
    view! {
        <section class="page compare" class:fill=move || view_now.get() == View::Names>
            <Show when=move || bench.loaded.get() fallback=|| view! { <p class="muted" role="status">{t::LOADING}</p> }>
                <Head view=view_now />
                {page}
            </Show>
        </section>
    }
}
