//! A page with nothing on it yet says what to do first.

use leptos::prelude::*;

/// What to do first.
#[component]
pub(crate) fn Empty(
    /// What is not there.
    #[prop(into)]
    title: Signal<String>,
    /// What to do.
    #[prop(into)]
    text: Signal<String>,
    /// The buttons that do it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            {children.map(|c| view! { <div class="empty-doors">{c()}</div> })}
        </div>
    }
}
