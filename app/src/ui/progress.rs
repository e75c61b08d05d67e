//! Bars: how far a job has come, and how a whole divides.

use leptos::prelude::*;

/// How far a job has come; without a total it only shows that it goes on.
#[component]
pub(crate) fn Progress(
    /// What is going on, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// Done and total; total 0 if unknown.
    #[prop(into)]
    state: Signal<(u32, u32)>,
) -> impl IntoView {
    let percent = move || match state.get() {
        (_, 0) => None,
        (done, total) => Some(u64::from(done) * 100 / u64::from(total)),
    };
    view! {
        <div
            class="progress"
            class:unknown=move || percent().is_none()
            role="progressbar"
            aria-label=move || label.get()
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent().map(|p| p.to_string())
        >
            <i style:width=move || format!("{}%", percent().unwrap_or(100).min(100))></i>
        </div>
    }
}

/// A part of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// What it is.
    pub(crate) label: String,
    /// How many.
    pub(crate) count: u32,
    /// Class of its colour: `ok`, `info`, `soon`, `late`, `plain`.
    pub(crate) class: &'static str,
}

/// How a whole divides, with a legend in words and figures.
#[component]
pub(crate) fn SegmentBar(
    /// The parts, in order.
    #[prop(into)]
    parts: Signal<Vec<Segment>>,
) -> impl IntoView {
    let bar = move || {
        let parts = parts.get();
        let filled = parts.into_iter().filter(|p| p.count > 0);
        filled.map(|p| view! { <i class=p.class style:flex-grow=p.count.to_string()></i> }).collect_view()
    };
    let legend = move || {
        let line = |p: Segment| {
            view! { <li class=p.class><i></i>{p.label}<b>{crate::text::count(p.count)}</b></li> }
        };
        parts.get().into_iter().map(line).collect_view()
    };
    view! {
        <div class="segments" aria-hidden="true">{bar}</div>
        <ul class="legend">{legend}</ul>
    }
}
