//! 设置.

use leptos::prelude::*;

/// 设置.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    view! { <h1>{"设置"}</h1> }
}
