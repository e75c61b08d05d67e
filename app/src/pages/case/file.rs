//! The file of a child: where it stands, what is next, everything that happened.

use desk::message::Id;
use desk::message::care::PersonView;
use desk::message::case::{CaseAnswer, CaseRequest, FileView, RungView, SectionView};
use desk::message::paper::PaperRequest;
use ledger::case::{Stage, StepKind};
use ledger::docket::Docket;
use ledger::visit::VisitKind;
use leptos::prelude::*;

use super::notices::notices;
use super::timeline::timeline;
use super::told;
use crate::pages::attachment::{Attach, AttachDialog};
use crate::pages::care::dialog::CareDialog;
use crate::pages::care::order::{FormButton, OrderDialog, Wish};
use crate::pages::care::wanted::Wanted;
use crate::route::{Route, id_hex};
use crate::text;
use crate::text::care::whose;
use crate::text::case as words;
use crate::text::shell::LOADING;
use crate::ui::{Banner, Button, Chip, Empty, Look, Menu, MenuItem, Tone};

/// The file of a child.
#[component]
pub(super) fn FilePage(
    /// Whose.
    child: Id,
) -> impl IntoView {
    let (wanted, wish) = (RwSignal::new(None::<Wanted>), RwSignal::new(None::<Wish>));
    let attach = Attach::of(child);
    let found = told(move || CaseRequest::File(child));
    let body = move || match found.get() {
        Some(CaseAnswer::File(Some(view))) => whole(*view, wanted, wish, attach).into_any(),
        Some(CaseAnswer::File(None)) => view! {
            <Empty title=words::NO_CASE.to_owned() text=words::NO_CASE_TEXT.to_owned()>
                <Button look=Look::Primary on_press=move |()| wanted.set(Some(Wanted::Step(StepKind::Absence, child)))>
                    {words::OPEN}
                </Button>
            </Empty>
        }
        .into_any(),
        _ => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
    };
    view! {
        <section class="page child">
            {body}
            <CareDialog wanted=wanted />
            <AttachDialog wanted=attach.open />
            <OrderDialog wish=wish />
        </section>
    }
}

fn whole(
    view: FileView,
    wanted: RwSignal<Option<Wanted>>,
    wish: RwSignal<Option<Wish>>,
    attach: Attach,
) -> impl IntoView {
    let (brief, child) = (view.brief.clone(), view.person.child);
    let reopened = brief.reopened.then(|| view! { <Banner tone=Tone::Late><span>{words::REOPENED}</span></Banner> });
    let unfit = (brief.unfit > 0).then(|| view! { <Chip text=words::unfit_count(brief.unfit) tone=Tone::Soon /> });
    let next = brief.next.clone().map(|next| {
        let tone = words::due_tone(&next);
        view! {
            <p class="row case-next">
                <b>{words::NEXT}"："{next.what.clone()}</b>
                <span class="muted">{next.who.clone()}</span>
                <Chip text=words::due(&next) tone=tone />
            </p>
        }
    });
    view! {
        <div class="page-head">
            <a class="back" href=Route::Cases(String::new()).href()>"‹ "{words::CASES}</a>
            <h1>{view.person.name.clone()}</h1>
            <p class="sub">
                {whose(&view.person)}"　"
                <a href=Route::Child(child).href()>{words::CHILD}</a>
            </p>
            <p class="row">
                <Chip text=brief.stage.text().to_owned() tone=words::tone(brief.stage) />
                <span class="muted">{words::since(&brief)}</span>
                {unfit}
            </p>
        </div>
        {reopened}
        {next}
        {steps(&view, wanted, wish)}
        <div class="child-cols">
            <div class="stack">
                <section class="card" aria-label=words::TIMELINE>
                    <header><h2>{words::TIMELINE}</h2></header>
                    {timeline(view.entries, &view.person, wanted, attach)}
                </section>
            </div>
            <aside class="stack">
                {facts(view.facts)}
                {ladder(view.rungs)}
                {notices(child, view.notices, view.next_notice, wanted)}
                {catalogue(view.sections)}
                {household(child, view.household, wish)}
            </aside>
        </div>
    }
}

/// What may be done now: the usual steps first, every other one behind a menu.
fn steps(view: &FileView, wanted: RwSignal<Option<Wanted>>, wish: RwSignal<Option<Wish>>) -> impl IntoView + use<> {
    let child = view.person.child;
    // What is closed asks for nothing.
    let asks = view.brief.stage != Stage::Closed;
    let usual = view.usual.iter().enumerate().map(|(at, kind)| {
        let (kind, look) = (*kind, if at == 0 && asks { Look::Primary } else { Look::Plain });
        view! { <Button look=look on_press=move |()| wanted.set(Some(Wanted::Step(kind, child)))>{kind.text()}</Button> }
    });
    let usual = usual.collect_view();
    let others: Vec<StepKind> = StepKind::ALL.iter().filter(|kind| !view.usual.contains(kind)).copied().collect();
    let letter = move || {
        let (docket, child) = (Docket::Letter, Some(child));
        MenuItem::new(words::LETTER, move || wanted.set(Some(Wanted::Line { docket, line: None, child })))
    };
    let items = move || {
        let item = |kind: &StepKind| {
            let kind = *kind;
            MenuItem::new(kind.text(), move || wanted.set(Some(Wanted::Step(kind, child))))
        };
        others.iter().map(item).chain([letter()]).collect::<Vec<_>>()
    };
    let persuade = move |()| wanted.set(Some(Wanted::visit(VisitKind::Persuasion, child)));
    view! {
        <div class="tools">
            {usual}
            <Button on_press=persuade>{words::PERSUADE}</Button>
            <Menu label=words::OTHER_STEPS.to_owned() items=Signal::derive(items) />
            <span class="grow"></span>
            <FormButton label=words::PRINT_FILE form=PaperRequest::CaseFile(child) wish=wish />
            <FormButton label=words::PRINT_PERSUASION form=PaperRequest::Persuasion(child) wish=wish />
        </div>
    }
}

fn facts(facts: Vec<(String, String)>) -> impl IntoView {
    let one = |(label, words): (String, String)| view! { <dt>{label}</dt><dd>{text::date(&words)}</dd> };
    view! {
        <section class="card" aria-label=words::FACTS>
            <header><h2>{words::FACTS}</h2></header>
            <dl class="said body">{facts.into_iter().map(one).collect_view()}</dl>
        </section>
    }
}

fn ladder(rungs: Vec<RungView>) -> impl IntoView {
    let empty = rungs.is_empty().then(|| view! { <p class="body muted">{words::LADDER_OVER}</p> });
    let one = |rung: RungView| {
        let chip = match rung.done {
            true => view! { <Chip text=words::DONE.to_owned() tone=Tone::Ok /> },
            false => view! { <Chip text=words::due(&rung) tone=words::due_tone(&rung) /> },
        };
        view! {
            <li class="rung">
                <b>{rung.what.clone()}</b>
                <span class="muted">{rung.who.clone()}</span>
                {chip}
            </li>
        }
    };
    view! {
        <section class="card" aria-label=words::LADDER>
            <header><h2>{words::LADDER}</h2></header>
            {empty}
            <ol class="rungs">{rungs.into_iter().map(one).collect_view()}</ol>
        </section>
    }
}

fn catalogue(sections: Vec<SectionView>) -> impl IntoView {
    let one = |section: SectionView| {
        let chip = section.missing.then(|| view! { <Chip text=words::MISSING.to_owned() tone=Tone::Soon /> });
        let count = (section.count > 0).then(|| text::count(section.count));
        view! {
            <li class="rung">
                <span>{section.name}</span>
                {count}
                {chip}
            </li>
        }
    };
    view! {
        <section class="card" aria-label=words::FILE>
            <header><h2>{words::FILE}</h2></header>
            <p class="body muted">{words::FILE_TEXT}</p>
            <ol class="rungs">{sections.into_iter().map(one).collect_view()}</ol>
        </section>
    }
}

fn household(child: Id, children: Vec<(PersonView, Option<Stage>)>, wish: RwSignal<Option<Wish>>) -> impl IntoView {
    (!children.is_empty()).then(|| {
        let one = |(person, stage): (PersonView, Option<Stage>)| {
            let chip = stage.map(|stage| view! { <Chip text=stage.text().to_owned() tone=words::tone(stage) /> });
            view! {
                <li class="rung">
                    <a href=Route::Cases(id_hex(&person.child)).href()>{person.name.clone()}</a>
                    <span class="muted">{whose(&person)}</span>
                    {chip}
                </li>
            }
        };
        view! {
            <section class="card" aria-label=words::HOUSEHOLD>
                <header><h2>{words::HOUSEHOLD}</h2></header>
                <ol class="rungs">{children.into_iter().map(one).collect_view()}</ol>
                <div class="body">
                    <FormButton label=words::PRINT_HOUSEHOLD form=PaperRequest::Household(child) wish=wish />
                </div>
            </section>
        }
    })
}
