//! 导入: bringing a list into the roster.

use leptos::prelude::*;

/// 导入: bringing a list into the roster.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    view! { <h1>{"导入"}</h1> }
}
