//! 名册: every child, as a table.

use leptos::prelude::*;

/// 名册: every child, as a table.
#[component]
pub(crate) fn RosterPage() -> impl IntoView {
    view! { <h1>{"名册"}</h1> }
}
