//! 补入名册: children of a list who are not in the roster.

use desk::message::compare::CompareRequest;
use leptos::prelude::*;

use super::bench::Bench;
use super::names::Chosen;
use crate::text::compare as t;
use crate::ui::Confirm;

/// The question.
#[component]
pub(super) fn AdoptDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Which rows.
    chosen: Chosen,
) -> impl IntoView {
    let bench = Bench::here();
    let adopt = move |()| {
        let ids = chosen.get_untracked();
        let told = t::adopted(ids.len());
        bench.order(CompareRequest::Adopt { ids }, told, || {});
    };
    view! {
        <Confirm
            open=open
            title=t::ADOPT_TITLE.to_owned()
            text=Signal::derive(move || t::adopt_help(chosen.with(Vec::len)))
            label=t::ADOPT_DO.to_owned()
            on_yes=adopt
        />
    }
}
