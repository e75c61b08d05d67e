//! One child.

use desk::message::Id;
use leptos::prelude::*;

/// One child.
#[component]
pub(crate) fn ChildPage(
    /// Which.
    id: Id,
) -> impl IntoView {
    view! { <h1>{crate::route::id_hex(&id)}</h1> }
}
