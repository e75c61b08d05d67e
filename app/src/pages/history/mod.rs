//! 修改记录: every save, with undo.

use leptos::prelude::*;

/// 修改记录: every save, with undo.
#[component]
pub(crate) fn HistoryPage() -> impl IntoView {
    view! { <h1>{"修改记录"}</h1> }
}
