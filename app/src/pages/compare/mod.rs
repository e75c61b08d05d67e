//! 比对: lists against each other, and every difference until it is closed.

use leptos::prelude::*;

/// The workbench, opened on one bucket if it is not empty.
#[component]
pub(crate) fn ComparePage(
    /// Key of a bucket, or empty.
    bucket: String,
) -> impl IntoView {
    view! { <h1>{"比对"}{bucket}</h1> }
}
