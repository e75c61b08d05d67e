//! 一校一案: the schools, and the plan of the one that is open.

use desk::message::care::CareAnswer;
use desk::message::case::{CaseAnswer, CaseRequest, SchoolView};
use desk::message::paper::{BlankForm, PaperRequest};
use leptos::prelude::*;

use super::docket_links;
use super::plan::PlanCard;
use crate::pages::care::cared;
use crate::pages::care::paper::Forms;
use crate::route::Route;
use crate::text;
use crate::text::case as case_words;
use crate::text::docket as words;
use crate::text::shell::LOADING;
use crate::ui::{Button, Empty};

/// 一校一案.
#[component]
pub(in crate::pages) fn PlansPage() -> impl IntoView {
    let (open, forms) = (RwSignal::new(None::<String>), Forms::here());
    let found = cared(|| CaseRequest::Schools.into());
    let schools = Memo::new(move |_| match found.get() {
        Some(CareAnswer::Case(answer)) => match *answer {
            CaseAnswer::Schools(schools) => Some(schools),
            _ => None,
        },
        _ => None,
    });
    let body = move || match schools.get() {
        None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
        Some(schools) if schools.is_empty() => view! {
            <Empty title=words::PLANS_NONE.to_owned() text=words::PLANS_NONE_TEXT.to_owned()><span></span></Empty>
        }
        .into_any(),
        Some(schools) => table(schools, open).into_any(),
    };
    view! {
        <section class="page">
            <div class="page-head">
                <a class="back" href=Route::Cases(String::new()).href()>"‹ "{case_words::CASES}</a>
                <h1>{words::PLANS}</h1>
                <p class="sub">{words::PLANS_SUB}</p>
            </div>
            {docket_links(None)}
            <div class="tools">
                <span class="grow"></span>
                <Button on_press=move |()| forms.print(PaperRequest::Blank(BlankForm::SchoolPlan))>
                    {case_words::BLANK_ONE}
                </Button>
            </div>
            {body}
            {move || open.get().map(|school| view! { <PlanCard school=school /> })}
        </section>
    }
}

fn table(schools: Vec<SchoolView>, open: RwSignal<Option<String>>) -> impl IntoView {
    let heads = [words::SCHOOL, words::CHILDREN, words::OPEN_CASES, words::WRITTEN];
    let row = move |school: SchoolView| {
        let (name, pressed) = (school.name.clone(), school.name.clone());
        view! {
            <tr>
                <th scope="row">
                    <button
                        type="button"
                        class="button quiet"
                        aria-pressed=move || (open.get().as_ref() == Some(&pressed)).to_string()
                        on:click=move |_| open.set(Some(name.clone()))
                    >
                        {school.name}
                    </button>
                </th>
                <td>{text::count(school.children)}</td>
                <td>{text::count(school.open)}</td>
                <td>{words::written(school.written)}</td>
            </tr>
        }
    };
    view! {
        <div class="table-scroll">
            <table class="plain">
                <thead><tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                <tbody>{schools.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
