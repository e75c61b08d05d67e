//! The conditions in force, as chips, and a way to add one.

use desk::message::roster::Filter;
use leptos::prelude::*;

use super::children::Children;
use super::filter::FilterDialog;
use crate::text;
use crate::text::roster as words;
use crate::ui::{Button, FilterChip, Look};

/// The conditions in force.
#[component]
pub(crate) fn FilterBar(
    /// The table.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // The condition being changed, if it is not a new one.
    let changing = RwSignal::new(None::<Filter>);
    let filters = move || children.query.with(|q| q.filters.clone());
    let chip = move |filter: Filter| {
        let says = text::roster::filter(text::field::column(filter.column), &filter.test);
        let (opened, removed) = (filter.clone(), filter);
        view! {
            <FilterChip
                text=says
                on_open=move |()| {
                    changing.set(Some(opened.clone()));
                    open.set(true);
                }
                on_remove=move |()| children.query.update(|q| q.filters.retain(|f| *f != removed))
            />
        }
    };
    view! {
        <For each=filters key=|f| f.clone() children=chip />
        <button
            type="button"
            class="button add-chip"
            on:click=move |_| {
                changing.set(None);
                open.set(true);
            }
        >
            {words::ADD_FILTER}
        </button>
        <Show when=move || children.query.with(|q| q.filters.len() > 1)>
            <Button look=Look::Quiet on_press=move |()| children.query.update(|q| q.filters.clear())>
                {words::CLEAR_FILTERS}
            </Button>
        </Show>
        <FilterDialog children=children open=open changing=changing />
    }
}
