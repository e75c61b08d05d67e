//! Taking the lines of a docket from a list.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::docket::{DocketAnswer, DocketRequest, SourceView};
use ledger::docket::Docket;
use leptos::prelude::*;

use super::told;
use crate::route::Route;
use crate::session::Session;
use crate::text::attendance::TO_IMPORT;
use crate::text::care::saved;
use crate::text::docket as words;
use crate::text::shell::LOADING;
use crate::ui::{Busy, Button, Dialog, Toasts};

/// The lists a docket can be taken from.
#[component]
pub(super) fn FillDialog(
    /// Which docket.
    docket: Docket,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=words::FILL_TITLE.to_owned()>
            <Sources docket=docket open=open />
        </Dialog>
    }
}

#[component]
fn Sources(docket: Docket, open: RwSignal<bool>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let found = told(move || DocketRequest::Sources(docket));
    let take = move |source: SourceView| {
        busy.run(async move {
            match session.care(DocketRequest::Fill { docket, source: source.id }.into()).await {
                Ok(CareAnswer::Saved(save)) => {
                    toasts.saved(saved(&save.detail), &save);
                    let _ = open.try_set(false);
                }
                Err(Refusal::NothingToWrite) => toasts.say(words::NOTHING_NEW.to_owned()),
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let one = move |source: SourceView| {
        let label = words::source(&source);
        view! {
            <li class="rung">
                <span>{label}</span>
                <Button on_press=move |()| take(source.clone())>{words::FILL_DO}</Button>
            </li>
        }
    };
    move || match found.get() {
        Some(DocketAnswer::Sources(sources)) if sources.is_empty() && docket == Docket::Movement => {
            view! { <p>{words::NO_MOVES}</p> }.into_any()
        }
        Some(DocketAnswer::Sources(sources)) if sources.is_empty() => view! {
            <p>{words::FILL_NONE}</p>
            <a class="button" href=Route::Import.href()>{TO_IMPORT}</a>
        }
        .into_any(),
        Some(DocketAnswer::Sources(sources)) => view! {
            <p class="muted">{words::fill_text(docket)}</p>
            <ol class="rungs">{sources.into_iter().map(one).collect_view()}</ol>
        }
        .into_any(),
        _ => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
    }
}
