//! 包联干部: each with his schools and his visits, and the way to record the next.

use desk::message::Id;
use desk::message::cadre::{CadreRequest, CadreView, PostView};
use desk::message::care::{CareAnswer, CareRequest, VisitView};
use desk::message::paper::{BlankForm, PaperRequest};
use ledger::visit::VisitKind;
use leptos::prelude::*;

use super::cared;
use super::dialog::CareDialog;
use super::paper::Forms;
use super::wanted::Wanted;
use crate::route::Route;
use crate::text;
use crate::text::care as words;
use crate::text::shell::LOADING;
use crate::ui::{Button, Chip, Empty, Look, Tone};

/// Visits shown of each cadre.
const SHOWN: usize = 6;

/// 包联干部.
#[component]
pub(crate) fn CadresPage() -> impl IntoView {
    let (wanted, forms) = (RwSignal::new(None::<Wanted>), Forms::here());
    let found = cared(|| CadreRequest::All.into());
    let add = move |()| wanted.set(Some(Wanted::Cadre(None)));
    let body = move || match found.get() {
        Some(CareAnswer::Cadres(all)) if all.is_empty() => view! {
            <Empty title=words::NO_CADRES.to_owned() text=words::NO_CADRES_TEXT.to_owned()>
                <Button look=Look::Primary on_press=add>{words::CADRE_ADD}</Button>
            </Empty>
        }
        .into_any(),
        Some(CareAnswer::Cadres(all)) => view! {
            <div class="stack">
                {all.into_iter().map(|cadre| view! { <Cadre cadre=cadre wanted=wanted /> }).collect_view()}
            </div>
        }
        .into_any(),
        _ => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
    };
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::CADRES}</h1>
                <p class="sub">{words::CADRES_SUB}</p>
            </div>
            <div class="tools">
                <a class="button" href=Route::Duties("liaison".to_owned()).href()>{words::TO_LIAISON}</a>
                <span class="grow"></span>
                <Button look=Look::Primary on_press=add>{words::CADRE_ADD}</Button>
                <Button on_press=move |()| forms.print(PaperRequest::Blank(BlankForm::Visit(VisitKind::Liaison)))>
                    {words::BLANK_FORM}
                </Button>
            </div>
            {body}
            <CareDialog wanted=wanted />
        </section>
    }
}

#[component]
fn Cadre(cadre: CadreView, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let id = cadre.id;
    let open = move |form: Wanted| move |()| wanted.set(Some(form.clone()));
    let post = move |post: PostView| {
        let over = (!post.holds).then(|| view! { <Chip text=words::POST_OVER.to_owned() tone=Tone::Plain /> });
        view! {
            <li class="visit">
                <Button look=Look::Quiet on_press=open(Wanted::Post { cadre: id, post: Some(post.id) })>
                    {post.school}
                </Button>
                <span class="muted">{words::span(&post.from, &post.until)}</span>
                {over}
            </li>
        }
    };
    let name = cadre.name.clone();
    view! {
        <section class="card" aria-label=cadre.name>
            <header>
                <h2>{name}" "<span class="muted">{cadre.duty}</span></h2>
                <div class="row">
                    <Button look=Look::Primary on_press=open(Wanted::visit(VisitKind::Liaison, id))>
                        {words::LIAISON_ADD}
                    </Button>
                    <Button on_press=open(Wanted::Post { cadre: id, post: None })>{words::POST_ADD}</Button>
                    <Button on_press=open(Wanted::Cadre(Some(id)))>{words::CHANGE}</Button>
                </div>
            </header>
            <ul class="visits">{cadre.posts.into_iter().map(post).collect_view()}</ul>
            <p class="body muted">{words::visits_this_year(cadre.visits)}</p>
            <Visits id=id wanted=wanted />
        </section>
    }
}

#[component]
fn Visits(id: Id, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let (forms, shown) = (Forms::here(), RwSignal::new(SHOWN));
    let found = cared(move || CareRequest::Visits(id));
    let visits = Signal::derive(move || match found.get() {
        Some(CareAnswer::Visits(visits)) => visits,
        _ => Vec::new(),
    });
    let line = move |visit: VisitView| {
        let own = Some(visit.id);
        let again = move |()| {
            let makes_good = String::new();
            wanted.set(Some(Wanted::Visit { kind: VisitKind::Liaison, whom: id, visit: own, makes_good }));
        };
        let corrected =
            (visit.corrected > 0).then(|| view! { <span class="muted">{words::corrected(visit.corrected)}</span> });
        view! {
            <li class="visit">
                <Button look=Look::Quiet on_press=again>{text::short_date(&visit.date)}" "{visit.people}</Button>
                <Button look=Look::Quiet on_press=move |()| forms.print(PaperRequest::Visit(visit.id))>
                    {words::PRINT}
                </Button>
                {corrected}
                <p>{visit.content}</p>
            </li>
        }
    };
    let list = move || visits.get().into_iter().take(shown.get()).map(line).collect_view();
    view! {
        <ul class="visits">{list}</ul>
        <Show when=move || visits.with(|all| all.len() > shown.get())>
            <div class="more"><Button on_press=move |()| shown.set(usize::MAX)>{words::MORE}</Button></div>
        </Show>
    }
}
