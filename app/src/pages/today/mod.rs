//! 今日: what waits, and how far the clearing has come.

use leptos::prelude::*;

/// 今日: what waits, and how far the clearing has come.
#[component]
pub(crate) fn TodayPage() -> impl IntoView {
    view! { <h1>{"今日"}</h1> }
}
