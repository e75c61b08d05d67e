//! The plan of a school: what is counted, what people write, and the pupils it watches.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::case::{CaseAnswer, CaseRequest, CaseRow, PlanView};
use desk::message::paper::PaperRequest;
use leptos::prelude::*;

use crate::pages::care::cared;
use crate::pages::care::paper::Forms;
use crate::route::{Route, id_hex};
use crate::session::Session;
use crate::text::care as care_words;
use crate::text::case as case_words;
use crate::text::docket as words;
use crate::text::shell::LOADING;
use crate::ui::{AreaField, Busy, Button, Chip, FormDraft, FormDraftOffer, Toasts, effect};

/// The plan of a school.
#[component]
pub(super) fn PlanCard(
    /// Its name.
    school: String,
) -> impl IntoView {
    let asked = school.clone();
    let found = cared(move || CaseRequest::Plan(asked.clone()).into());
    let view = Memo::new(move |_| match found.get() {
        Some(CareAnswer::Case(answer)) => match *answer {
            CaseAnswer::Plan(view) => Some(*view),
            _ => None,
        },
        _ => None,
    });
    // The texts are asked for once: another window's save must not take away what is being typed.
    let first = RwSignal::new(None::<PlanView>);
    effect(move || {
        if let Some(view) = view.get().filter(|_| first.with_untracked(Option::is_none)) {
            first.set(Some(view));
        }
    });
    let forms = Forms::here();
    let title = school.clone();
    view! {
        <div class="tools">
            <h2>{title}</h2>
            <span class="grow"></span>
            <Button on_press=move |()| forms.print(PaperRequest::SchoolPlan(school.clone()))>{words::PLAN_PRINT}</Button>
        </div>
        <div class="child-cols">
            <div class="stack">
                {move || match first.get() {
                    Some(view) => view! { <Texts view=view /> }.into_any(),
                    None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
                }}
            </div>
            <aside class="stack">
                {move || view.get().map(|view| {
                    view! {
                        {pairs(words::PLAN_FACTS, view.facts)}
                        {pupils(view.pupils)}
                        {pairs(words::PLAN_LEDGERS, view.ledgers)}
                    }
                })}
            </aside>
        </div>
    }
}

#[component]
fn Texts(view: PlanView) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let texts: Vec<(String, String, RwSignal<String>)> =
        view.parts.into_iter().map(|part| (part.key, part.name, RwSignal::new(part.text))).collect();
    let draft =
        FormDraft::follow_changes(&format!("plan-{}", view.school), texts.iter().map(|(_, _, text)| *text).collect());
    let fields = texts.iter().map(|(_, name, text)| view! { <AreaField label=name.clone() value=*text rows=5 /> });
    let fields = fields.collect_view();
    let (texts, school) = (StoredValue::new(texts), StoredValue::new(view.school));
    let keep = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let parts = texts.with_value(|texts| {
            texts.iter().map(|(key, _, text)| (key.clone(), text.get_untracked())).collect::<Vec<_>>()
        });
        let request = CaseRequest::KeepPlan { school: school.get_value(), parts };
        busy.run(async move {
            match session.care(request.into()).await {
                Ok(CareAnswer::Saved(save)) => toasts.saved(care_words::saved(&save.detail), &save),
                Err(Refusal::NothingToWrite) => {}
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refused) => return toasts.refuse(&refused),
            }
            draft.forget();
        });
    };
    view! {
        <section class="card" aria-label=words::PLAN_TEXTS>
            <header><h2>{words::PLAN_TEXTS}</h2></header>
            <form autocomplete="off" class="form body" on:submit=keep>
                <FormDraftOffer form=draft />
                {fields}
                <div class="submit-bar">
                    <button type="submit" class="button primary" prop:disabled=move || busy.get()>
                        {care_words::SAVE}
                    </button>
                </div>
            </form>
        </section>
    }
}

fn pairs(title: &'static str, pairs: Vec<(String, String)>) -> impl IntoView {
    let one = |(label, number): (String, String)| view! { <dt>{label}</dt><dd>{number}</dd> };
    view! {
        <section class="card" aria-label=title>
            <header><h2>{title}</h2></header>
            <dl class="said body">{pairs.into_iter().map(one).collect_view()}</dl>
        </section>
    }
}

fn pupils(pupils: Vec<CaseRow>) -> impl IntoView {
    let none = pupils.is_empty().then(|| view! { <p class="body muted">{words::PLAN_NOBODY}</p> });
    let one = |row: CaseRow| {
        let tone = case_words::tone(row.brief.stage);
        view! {
            <li class="rung">
                <a href=Route::Cases(id_hex(&row.person.child)).href()>{row.person.name.clone()}</a>
                <span class="muted">{row.person.grade_class.clone()}</span>
                <Chip text=row.brief.stage.text().to_owned() tone=tone />
            </li>
        }
    };
    view! {
        <section class="card" aria-label=words::PLAN_PUPILS>
            <header><h2>{words::PLAN_PUPILS}</h2></header>
            {none}
            <ol class="rungs">{pupils.into_iter().map(one).collect_view()}</ol>
        </section>
    }
}
