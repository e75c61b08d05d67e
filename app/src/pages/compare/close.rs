//! 销号: who closes; explanation and evidence may be filled in for all chosen rows in the same step.

use desk::message::Id;
use desk::message::compare::{CompareRequest, Explanation};
use leptos::prelude::*;

use super::bench::Bench;
use super::explain::{ExplainFields, Typed};
use super::names::Chosen;
use crate::session::Draft;
use crate::shell::Facts;
use crate::text::compare as t;
use crate::ui::{Dialog, DraftOffer, SubmitBar, TextField};

/// Key of the draft.
pub(super) const DRAFT: &str = "close";

/// Closing the chosen rows.
#[component]
pub(super) fn CloseDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Which rows.
    chosen: Chosen,
) -> impl IntoView {
    view! {
        <Dialog open=open title=t::CLOSE_TITLE.to_owned()>
            <CloseForm open=open ids=chosen.get_untracked() />
        </Dialog>
    }
}

#[component]
fn CloseForm(open: RwSignal<bool>, ids: Vec<Id>) -> impl IntoView {
    let (bench, facts) = (Bench::here(), Facts::here());
    let by = RwSignal::new(facts.settings.with_untracked(|s| s.person.clone()));
    let typed = Typed::from(None);
    let draft = Draft::open(DRAFT);
    typed.keep_in(draft);
    let count = ids.len();
    let ids = StoredValue::new(ids);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (ids, by) = (ids.get_value(), by.get_untracked());
        let explanation = typed.written(None);
        bench.busy.run(async move {
            if explanation != Explanation::default() {
                let explain = CompareRequest::Explain { ids: ids.clone(), explanation };
                if !bench.ordered(explain, t::explained(count)).await {
                    return;
                }
            }
            if bench.ordered(CompareRequest::Close { ids, by }, t::closed(count)).await {
                draft.forget();
                let _ = open.try_set(false);
            }
        });
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <DraftOffer draft=draft on_take=move |text: String| typed.take(&text) />
            <p>{t::close_help(count)}</p>
            <TextField label=t::CLOSE_BY.to_owned() value=by required=true />
            <p class="field-note">{t::CLOSE_FILL}</p>
            <ExplainFields typed=typed buckets=Signal::derive(move || bench.buckets()) many=true />
            <SubmitBar
                label=t::CLOSE_DO.to_owned()
                busy=bench.busy
                disabled=Signal::derive(move || by.with(|b| b.trim().is_empty()))
                on_cancel=move |()| open.set(false)
            />
        </form>
    }
}
