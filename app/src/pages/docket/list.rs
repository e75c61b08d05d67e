//! The lines of a docket: each with how it stands and what may be done with it.

use desk::message::care::CareAnswer;
use desk::message::case::CaseAnswer;
use desk::message::docket::{DocketAnswer, DocketRequest, LineView, LinesView};
use desk::message::paper::{BlankForm, PaperRequest};
use desk::message::{Id, Refusal};
use ledger::attachment::OwnerKind;
use ledger::case::StepKind;
use ledger::docket::{Docket, Standing};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fill::FillDialog;
use super::{docket_links, told};
use crate::pages::attachment::{AttachDialog, Attaching};
use crate::pages::care::dialog::CareDialog;
use crate::pages::care::order::{OrderDialog, Wish};
use crate::pages::care::paper::Forms;
use crate::pages::care::picker::ChildPicker;
use crate::pages::care::sheet::{self, SheetMenu, SheetUse};
use crate::pages::care::wanted::Wanted;
use crate::route::{Route, Router, id_hex};
use crate::session::Session;
use crate::text;
use crate::text::attachment as attachment_words;
use crate::text::care as care_words;
use crate::text::case as case_words;
use crate::text::docket as words;
use crate::text::shell::LOADING;
use crate::ui::{Banner, Button, Chip, Dialog, Empty, Look, Menu, MenuItem, Toasts, Tone};

/// Rows drawn at first, and with each press of 显示更多.
const STEP: usize = 100;
/// No fact of so few characters is broken over lines.
const SHORT: usize = 8;

/// A docket.
#[component]
pub(in crate::pages) fn DocketPage(
    /// Which.
    docket: Docket,
) -> impl IntoView {
    let (session, toasts, forms) = (Session::here(), Toasts::here(), Forms::here());
    let (wanted, picking, filling) = (RwSignal::new(None::<Wanted>), RwSignal::new(false), RwSignal::new(false));
    let (standing, shown) = (RwSignal::new(None::<Standing>), RwSignal::new(STEP));
    let wish = RwSignal::new(None::<Wish>);
    let attaching = RwSignal::new(None::<Attaching>);
    let found = told(move || DocketRequest::Lines { docket, standing: standing.get() });
    let view = Memo::new(move |_| match found.get() {
        Some(DocketAnswer::Lines(view)) => Some(view),
        _ => None,
    });
    let ask = Callback::new(move |what: SheetUse| {
        spawn_local(async move {
            let (act, reason) = (what.act(), what.reason.clone());
            let request = DocketRequest::Sheet { docket, standing: standing.get_untracked(), act, reason };
            match session.care(request.into()).await {
                Ok(CareAnswer::Sheet(sheet)) => {
                    let sign = [words::SIGN_FIRST, words::SIGN_SECOND].map(str::to_owned).to_vec();
                    let sign = if docket == Docket::Pledge { sign } else { Vec::new() };
                    sheet::hand_out_signed(*sheet, &what, sign, forms);
                }
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    });
    let filled = matches!(docket, Docket::Movement | Docket::Graduate | Docket::Suspect);
    let fill = filled.then(|| view! { <Button on_press=move |()| filling.set(true)>{words::fill(docket)}</Button> });
    let new = move || wanted.set(Some(Wanted::Line { docket, line: None, child: None }));
    let add =
        move || vec![MenuItem::new(words::ADD_CHILD, move || picking.set(true)), MenuItem::new(words::ADD_OTHER, new)];
    let add = match docket {
        Docket::Pledge => {
            view! { <Button look=Look::Primary on_press=move |()| new()>{words::ADD}</Button> }.into_any()
        }
        _ => view! { <Menu label=words::ADD.to_owned() items=Signal::derive(add) class="button primary" /> }.into_any(),
    };
    let table = (docket == Docket::Suspect).then(|| {
        view! { <Button on_press=move |()| forms.print(PaperRequest::ReturnTable)>{words::TABLE_PRINT}</Button> }
    });
    let blanks = move || {
        let mut all = vec![(docket.title(), BlankForm::Docket(docket))];
        match docket {
            Docket::Letter => all.push((docket.text(), BlankForm::Letter)),
            Docket::Pledge => all.push((docket.text(), BlankForm::Pledge)),
            Docket::Suspect => all.push((case_words::RETURN_TABLE, BlankForm::ReturnTable)),
            Docket::Movement | Docket::Graduate => {}
        }
        let item =
            |(label, form): (&str, BlankForm)| MenuItem::new(label, move || forms.print(PaperRequest::Blank(form)));
        all.into_iter().map(item).collect::<Vec<_>>()
    };
    let body = move || {
        match view.get() {
        None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
        Some(view) if view.lines.is_empty() && standing.with_untracked(Option::is_none) => {
            view! { <Empty title=case_words::NONE.to_owned() text=words::about(docket).to_owned()><span></span></Empty> }.into_any()
        }
        Some(view) => lines(view, shown, Opens { wanted, wish, attaching }).into_any(),
    }
    };
    view! {
        <section class="page">
            <div class="page-head">
                <a class="back" href=Route::Cases(String::new()).href()>"‹ "{case_words::CASES}</a>
                <h1>{docket.title()}</h1>
                <p class="sub">{words::about(docket)}</p>
            </div>
            {docket_links(Some(docket))}
            {move || view.get().map(|view| filters(docket, &view, standing))}
            <div class="tools">
                {add}
                {fill}
                <span class="grow"></span>
                {table}
                <SheetMenu on_use=ask />
                <Menu label=case_words::BLANKS.to_owned() items=Signal::derive(blanks) />
            </div>
            {move || view.with(|view| view.as_ref().map(|view| sums(docket, view)))}
            {move || view.get().filter(|view| !view.due.is_empty()).map(|view| due(view, wanted))}
            {body}
            <Dialog open=picking title=words::ADD_TITLE.to_owned()>
                <ChildPicker on_pick=move |child| {
                    picking.set(false);
                    wanted.set(Some(Wanted::Line { docket, line: None, child: Some(child) }));
                } />
            </Dialog>
            <FillDialog docket=docket open=filling />
            <CareDialog wanted=wanted />
            <OrderDialog wish=wish />
            <AttachDialog wanted=attaching />
        </section>
    }
}

/// How many stand how; pressing one shows only those.
fn filters(docket: Docket, view: &LinesView, standing: RwSignal<Option<Standing>>) -> impl IntoView + use<> {
    let all: u32 = view.counts.iter().map(|(_, n)| n).sum();
    let one = move |which: Option<Standing>, label: &'static str, n: u32| {
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=move || (standing.get() == which).to_string()
                on:click=move |_| standing.set(which)
            >
                {label}" "{text::count(n)}
            </button>
        }
    };
    let some = view.counts.iter().filter(|(_, n)| *n > 0);
    let each = some.map(|(which, n)| one(Some(*which), words::standing(docket, *which), *n)).collect_view();
    view! { <div class="tools" role="group" aria-label=case_words::STAGE>{one(None, words::ALL, all)}{each}</div> }
}

fn sums(docket: Docket, view: &LinesView) -> impl IntoView + use<> {
    let more = (!view.summary.is_empty()).then(|| view! { <p class="register-sum">{view.summary.clone()}</p> });
    view! {
        <p class="register-sum">{words::balance(docket, &view.balance)}</p>
        {more}
    }
}

/// Children about whom a letter is due.
fn due(view: LinesView, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let docket = view.docket;
    let one = move |person: desk::message::care::PersonView| {
        let child = Some(person.child);
        view! {
            <Button on_press=move |()| wanted.set(Some(Wanted::Line { docket, line: None, child }))>
                {person.name.clone()}"　"{words::DUE_DO}
            </Button>
        }
    };
    view! {
        <Banner tone=Tone::Info>
            <span>{words::DUE}</span>
            {view.due.into_iter().map(one).collect_view()}
        </Banner>
    }
}

/// The dialogs of the page that a line opens.
#[derive(Clone, Copy)]
struct Opens {
    wanted: RwSignal<Option<Wanted>>,
    wish: RwSignal<Option<Wish>>,
    attaching: RwSignal<Option<Attaching>>,
}

fn lines(view: LinesView, shown: RwSignal<usize>, opens: Opens) -> impl IntoView {
    // A column in which nothing stands says nothing.
    let said: Vec<bool> =
        (0..view.columns.len()).map(|at| view.lines.iter().any(|line| !line.facts[at].is_empty())).collect();
    let heads: Vec<String> =
        view.columns.iter().zip(&said).filter(|(_, said)| **said).map(|(label, _)| label.clone()).collect();
    let (docket, all) = (view.docket, view.lines.len());
    let rows = StoredValue::new(view.lines);
    let said = StoredValue::new(said);
    let drawn = move || {
        rows.with_value(|rows| {
            let shown = rows.iter().take(shown.get());
            shown.map(|row| line(docket, row, &said.get_value(), opens)).collect_view()
        })
    };
    view! {
        <div class="table-scroll">
            <table class="plain register lines">
                <thead>
                    <tr>
                        <th scope="col">{case_words::STAGE}</th>
                        {heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                        <th scope="col"><span class="only-spoken">{words::CHANGE}</span></th>
                    </tr>
                </thead>
                <tbody>{drawn}</tbody>
            </table>
        </div>
        <Show when=move || { shown.get() < all }>
            <div class="more">
                <Button on_press=move |()| shown.update(|n| *n += STEP)>{care_words::MORE}</Button>
            </div>
        </Show>
    }
}

fn line(docket: Docket, row: &LineView, said: &[bool], opens: Opens) -> AnyView {
    let Opens { wanted, wish, attaching } = opens;
    let (id, standing, child, router) = (row.id, row.standing, row.child, Router::here());
    let facts = row.facts.iter().zip(said).filter(|(_, said)| **said).map(|(fact, _)| {
        // A name, a class or a date is not broken over lines.
        let class = (sheet::is_date(fact) || fact.chars().count() <= SHORT).then_some("nowrap");
        view! { <td class=class>{fact.clone()}</td> }
    });
    let close = move |()| wanted.set(Some(Wanted::CloseLine { docket, line: id }));
    let act = match standing {
        Standing::Closed => None,
        _ => Some(view! { <Button on_press=close>{docket.settle()}"…"</Button> }),
    };
    // What a line is called: its first facts.
    let called: Vec<String> = row.facts.iter().filter(|fact| !fact.is_empty()).take(4).cloned().collect();
    let called = StoredValue::new([docket.text(), "　", &called.join(" ")].concat());
    let attach = move || {
        attaching.set(Some(Attaching { kind: OwnerKind::Docket, owner: id, title: called.get_value(), at: None }))
    };
    let attached = row.attached.map(|view| {
        view! { <Button look=Look::Quiet on_press=move |()| attach()>{attachment_words::open(Some(&view))}</Button> }
    });
    let more = move || {
        let mut items = vec![MenuItem::new(attachment_words::open(None), attach)];
        match docket {
            Docket::Letter => items.push(MenuItem::new(words::LETTER_PRINT, move || {
                wish.set(Some(Wish::of(PaperRequest::Letter(id), true)));
            })),
            Docket::Pledge => items.push(MenuItem::new(words::PLEDGE_PRINT, move || {
                wish.set(Some(Wish::of(PaperRequest::Pledge(id), false)));
            })),
            _ => {}
        }
        if let Some(child) = child {
            items.push(MenuItem::new(case_words::CHILD, move || {
                router.go(&Route::Child(child));
            }));
        }
        if standing == Standing::Closed {
            items.push(MenuItem::new(words::REOPEN, move || wanted.set(Some(Wanted::ReopenLine { docket, line: id }))));
        }
        items.push(MenuItem::danger(words::STRIKE, move || wanted.set(Some(Wanted::StrikeLine { docket, line: id }))));
        items
    };
    let case = match (row.opens_case, child) {
        (true, Some(child)) => Some(view! { <OpenCase line=id child=child wanted=wanted /> }.into_any()),
        (false, Some(child)) if docket == Docket::Suspect && standing != Standing::Closed => {
            let href = Route::Cases(id_hex(&child)).href();
            Some(view! { <a href=href>{words::TO_CASE}</a> }.into_any())
        }
        _ => None,
    };
    view! {
        <tr>
            <td class="nowrap"><Chip text=docket.word(standing).to_owned() tone=words::tone(standing) /></td>
            {facts.collect_view()}
            <td>
                <span class="row">
                    {act}
                    {case}
                    {attached}
                    <Button
                        look=Look::Quiet
                        on_press=move |()| wanted.set(Some(Wanted::Line { docket, line: Some(id), child: None }))
                    >
                        {words::CHANGE}
                    </Button>
                    <Menu label=words::MORE.to_owned() items=Signal::derive(more) class="button quiet" />
                </span>
            </td>
        </tr>
    }
    .into_any()
}

/// Opens the case of a checked name. What the line lacks, or what stands against it, is said, and the form of the check
/// opens with what the line knows.
#[component]
fn OpenCase(line: Id, child: Id, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let ask = move |told: String| {
        toasts.fail(told);
        let _ = wanted.try_set(Some(Wanted::Step(StepKind::Check, child)));
    };
    let open = move |()| {
        spawn_local(async move {
            match session.care(DocketRequest::OpenCase(line).into()).await {
                Ok(CareAnswer::Saved(save)) => toasts.saved(care_words::saved(&save.detail), &save),
                Ok(CareAnswer::Faults(_)) => ask(words::CASE_LACKS.to_owned()),
                Ok(CareAnswer::Case(told)) => match *told {
                    CaseAnswer::Unfit(why) => ask(case_words::unfit(why)),
                    _ => toasts.refuse(&Refusal::Protocol),
                },
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    view! { <Button look=Look::Primary on_press=open>{words::OPEN_CASE}</Button> }
}
