//! On a child's page: how its case stands, or the way to open one.

use desk::message::Id;
use desk::message::case::{CaseAnswer, CaseRequest};
use ledger::case::StepKind;
use leptos::prelude::*;

use super::told;
use crate::pages::care::wanted::Wanted;
use crate::route::{Route, id_hex};
use crate::text::case as words;
use crate::ui::{Button, Chip};

/// The case of a child.
#[component]
pub(in crate::pages) fn CaseOfChild(
    /// Which child.
    id: Id,
    /// Where a form is asked for.
    wanted: RwSignal<Option<Wanted>>,
) -> impl IntoView {
    let found = told(move || CaseRequest::Brief(id));
    let body = move || match found.get() {
        Some(CaseAnswer::Brief(Some(brief))) => {
            let next = brief.next.as_ref().map(|next| {
                let tone = words::due_tone(next);
                view! {
                    <span>{words::NEXT}"："{next.what.clone()}"　"{next.who.clone()}</span>
                    <Chip text=words::due(next) tone=tone />
                }
            });
            view! {
                <Chip text=brief.stage.text().to_owned() tone=words::tone(brief.stage) />
                <span class="muted">{words::since(&brief)}</span>
                {next}
                <a class="button" href=Route::Cases(id_hex(&id)).href()>{words::GO_ON}</a>
            }
            .into_any()
        }
        Some(CaseAnswer::Brief(None)) => view! {
            <span class="muted">{words::NO_CASE}</span>
            <Button on_press=move |()| wanted.set(Some(Wanted::Step(StepKind::Absence, id)))>{words::OPEN}</Button>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <section class="card" aria-label=words::CASES>
            <header>
                <h2>{words::CASES}</h2>
            </header>
            <div class="body row">{body}</div>
        </section>
    }
}
