//! The ledgers of cases: each with its count, and the cases of one, what is most late first.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::case::{CaseAnswer, CaseRequest, CaseRow, CasesView};
use desk::message::paper::{BlankForm, PaperRequest};
use ledger::case::{CaseList, StepKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::told;
use crate::pages::care::dialog::CareDialog;
use crate::pages::care::paper::Forms;
use crate::pages::care::picker::ChildPicker;
use crate::pages::care::sheet::{self, Use};
use crate::pages::care::wanted::Wanted;
use crate::pages::docket::docket_links;
use crate::route::{Route, id_hex};
use crate::session::Session;
use crate::text;
use crate::text::care as care_words;
use crate::text::case as words;
use crate::text::shell::LOADING;
use crate::ui::{Button, Chip, Dialog, Empty, Look, Menu, MenuItem, Printer, Toasts, Tone};

/// Rows drawn at first, and with each press of 显示更多.
const STEP: usize = 100;

/// A ledger of cases.
#[component]
pub(super) fn ListPage(
    /// Which.
    list: CaseList,
) -> impl IntoView {
    let (session, toasts, printer) = (Session::here(), Toasts::here(), Printer::here());
    let (wanted, picking) = (RwSignal::new(None::<Wanted>), RwSignal::new(false));
    let (shown, forms) = (RwSignal::new(STEP), Forms::here());
    let found = told(move || CaseRequest::List(list));
    let view = Memo::new(move |_| match found.get() {
        Some(CaseAnswer::List(view)) => Some(view),
        _ => None,
    });
    let sheet = move |what: Use| {
        spawn_local(async move {
            match session.care(CaseRequest::Sheet(list, what.act()).into()).await {
                Ok(CareAnswer::Case(answer)) => match *answer {
                    CaseAnswer::Sheet(sheet) if what == Use::Wide => sheet::print_wide(*sheet, forms),
                    CaseAnswer::Sheet(sheet) => sheet::hand_out(*sheet, what, toasts, printer),
                    _ => toasts.refuse(&Refusal::Protocol),
                },
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let blanks = move || {
        let item =
            |(label, form): (&str, BlankForm)| MenuItem::new(label, move || forms.print(PaperRequest::Blank(form)));
        words::blanks().into_iter().map(item).collect::<Vec<_>>()
    };
    let statistics = (list == CaseList::Dropped).then(|| {
        view! { <Button on_press=move |()| forms.print(PaperRequest::ReturnTable)>{words::PRINT_TABLE}</Button> }
    });
    let entry = move |(other, n): (CaseList, u32)| {
        view! {
            <a href=Route::Cases(other.key().to_owned()).href() aria-current=(other == list).then_some("page")>
                <span>{words::list(other)}</span>
                <b>{text::count(n)}</b>
            </a>
        }
    };
    let lists = move || view.get().map(|view| view.counts.into_iter().map(entry).collect_view());
    let body = move || match view.get() {
        None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
        Some(view) if view.rows.is_empty() => view! {
            <Empty title=words::NONE.to_owned() text=words::NONE_TEXT.to_owned()>
                <Button look=Look::Primary on_press=move |()| picking.set(true)>{words::OPEN}</Button>
            </Empty>
        }
        .into_any(),
        Some(view) => table(view, shown).into_any(),
    };
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::CASES}</h1>
                <p class="sub">{words::CASES_SUB}</p>
            </div>
            <nav class="register-list" aria-label=words::LISTS>{lists}</nav>
            {docket_links(None)}
            <div class="tools">
                <h2>{list.title()}</h2>
                <span class="grow"></span>
                <Button look=Look::Primary on_press=move |()| picking.set(true)>{words::OPEN}</Button>
                <Button on_press=move |()| sheet(Use::Print)>{care_words::PRINT}</Button>
                <Button on_press=move |()| sheet(Use::Wide)>{words::PRINT_WIDE}</Button>
                <Button on_press=move |()| sheet(Use::File)>{care_words::EXPORT}</Button>
                <Button on_press=move |()| forms.print_open(String::new())>
                    {words::PRINT_NOTICES}
                </Button>
                {statistics}
                <Menu label=words::BLANKS.to_owned() items=Signal::derive(blanks) />
            </div>
            <p class="register-sum">{move || view.with(|v| v.as_ref().map(|v| words::balance(&v.balance)))}</p>
            <p class="register-sum">{move || view.with(|v| v.as_ref().and_then(|v| words::clearing(&v.clearing)))}</p>
            {body}
            <Dialog open=picking title=words::OPEN_TITLE.to_owned()>
                <ChildPicker on_pick=move |child| {
                    picking.set(false);
                    wanted.set(Some(Wanted::Step(StepKind::Absence, child)));
                } />
            </Dialog>
            <CareDialog wanted=wanted />
        </section>
    }
}

fn table(view: CasesView, shown: RwSignal<usize>) -> impl IntoView {
    let all = view.rows.len();
    let rows = StoredValue::new(view.rows);
    let heads = [
        care_words::NAME,
        care_words::GRADE_CLASS,
        care_words::VILLAGE,
        words::STAGE,
        words::FIRST_ABSENT,
        words::NEXT,
    ];
    let lines = move || rows.with_value(|rows| rows.iter().take(shown.get()).map(line).collect_view());
    view! {
        <div class="table-scroll">
            <table class="plain cases">
                <thead><tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        <Show when=move || { shown.get() < all }>
            <div class="more">
                <Button on_press=move |()| shown.update(|n| *n += STEP)>{care_words::MORE}</Button>
            </div>
        </Show>
    }
}

fn line(row: &CaseRow) -> AnyView {
    let (person, brief) = (&row.person, &row.brief);
    let next = brief.next.as_ref().map(|next| {
        let tone = words::due_tone(next);
        view! {
            <span>{next.what.clone()}</span>
            <span class="muted">{next.who.clone()}</span>
            <Chip text=words::due(next) tone=tone />
        }
    });
    let unfit = (brief.unfit > 0).then(|| view! { <Chip text=words::unfit_count(brief.unfit) tone=Tone::Soon /> });
    view! {
        <tr>
            <th scope="row"><a href=Route::Cases(id_hex(&person.child)).href()>{person.name.clone()}</a></th>
            <td class="nowrap">{person.grade_class.clone()}</td>
            <td class="nowrap">{person.village.clone()}</td>
            <td>
                <span class="row">
                    <Chip text=brief.stage.text().to_owned() tone=words::tone(brief.stage) />
                    <span class="muted nowrap">{words::since(brief)}</span>
                    {unfit}
                </span>
            </td>
            <td class="nowrap">{brief.first_absent.clone()}</td>
            <td><span class="row">{next}</span></td>
        </tr>
    }
    .into_any()
}
