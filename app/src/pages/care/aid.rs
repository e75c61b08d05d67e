//! 资助: the ledger of a term, and who is entitled to something and has no entry of it.

use desk::message::Refusal;
use desk::message::aid::{AidAnswer, AidRequest, AidView, MissingView, TermView};
use desk::message::care::{CareAnswer, PersonView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cared;
use super::dialog::CareDialog;
use super::pay_all::PayAll;
use super::picker::ChildPicker;
use super::sheet::{self, Use};
use super::wanted::Wanted;
use crate::route::Route;
use crate::session::Session;
use crate::text;
use crate::text::aid as words;
use crate::text::care;
use crate::text::shell::LOADING;
use crate::ui::{Banner, Button, Chip, Dialog, Look, Printer, SelectField, Tab, Tabs, Toasts, Tone, effect};

/// Rows drawn at first, and with each press of 显示更多.
const STEP: usize = 100;
const MISSING: &str = "missing";
const LEDGER: &str = "ledger";

/// 资助.
#[component]
pub(crate) fn AidPage() -> impl IntoView {
    let (session, toasts, printer) = (Session::here(), Toasts::here(), Printer::here());
    let (term, terms) = (RwSignal::new(String::new()), RwSignal::new(Vec::<(String, String)>::new()));
    let (wanted, picking, paying) = (RwSignal::new(None::<Wanted>), RwSignal::new(false), RwSignal::new(false));
    let (chosen, shown) = (RwSignal::new(MISSING.to_owned()), RwSignal::new(STEP));
    let found = cared(move || AidRequest::Term(term.get()).into());
    let view = Memo::new(move |_| match found.get() {
        Some(CareAnswer::Aid(told)) => match *told {
            AidAnswer::Term(view) => Some(view),
            _ => None,
        },
        _ => None,
    });
    effect(move || {
        let Some(view) = view.get() else { return };
        if terms.with_untracked(Vec::is_empty) {
            terms.set(view.terms);
            term.set(view.term);
        }
    });
    let tabs = Signal::derive(move || {
        let count = |of: fn(&TermView) -> usize| view.with(|view| view.as_ref().map(|view| of(view) as u32));
        vec![
            Tab { key: MISSING.to_owned(), label: words::MISSING.to_owned(), count: count(|view| view.missing.len()) },
            Tab { key: LEDGER.to_owned(), label: words::LEDGER.to_owned(), count: count(|view| view.entries.len()) },
        ]
    });
    let missing = Memo::new(move |_| chosen.with(|chosen| chosen == MISSING));
    let sheet = move |what: Use| {
        let request =
            AidRequest::Sheet { term: term.get_untracked(), missing: missing.get_untracked(), act: what.act() };
        spawn_local(async move {
            match session.care(request.into()).await {
                Ok(CareAnswer::Sheet(sheet)) => sheet::hand_out(*sheet, what, toasts, printer),
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let unknown = move || {
        let n = view.with(|view| view.as_ref().map_or(0, |view| view.unknown_boarding));
        (n > 0).then(|| view! { <Banner tone=Tone::Info><span>{words::unknown(n)}</span></Banner> })
    };
    let body = move || match view.get() {
        None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
        Some(view) if missing.get() => missing_table(view, wanted, shown).into_any(),
        Some(view) => ledger_table(view, wanted, shown).into_any(),
    };
    let more = move || {
        let rows = view.with(|view| {
            view.as_ref().map_or(0, |view| if missing.get() { view.missing.len() } else { view.entries.len() })
        });
        (rows > shown.get())
            .then(|| view! { <div class="more"><Button on_press=move |()| shown.update(|n| *n += STEP)>{care::MORE}</Button></div> })
    };
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::AID}</h1>
                <p class="sub">{words::AID_SUB}</p>
            </div>
            <div class="tools duty-tools">
                <SelectField label=words::TERM.to_owned() value=term options=terms />
                <span class="grow"></span>
                <Button look=Look::Primary on_press=move |()| picking.set(true)>{words::ADD}</Button>
                <Button on_press=move |()| paying.set(true)>{words::PAY_ALL}</Button>
                <Button on_press=move |()| sheet(Use::Print)>{care::PRINT}</Button>
                <Button on_press=move |()| sheet(Use::File)>{care::EXPORT}</Button>
            </div>
            {unknown}
            <Tabs tabs=tabs chosen=chosen label=words::AID.to_owned() />
            <div role="tabpanel" aria-label=move || if missing.get() { words::MISSING } else { words::LEDGER }>
                {body}
                {more}
            </div>
            <Dialog open=picking title=words::ADD.to_owned()>
                <ChildPicker on_pick=move |child| {
                    picking.set(false);
                    wanted.set(Some(Wanted::Aid { child, term: term.get_untracked(), item: String::new() }));
                } />
            </Dialog>
            <Dialog open=paying title=words::PAY_ALL.to_owned()>
                <PayAll term=term open=paying />
            </Dialog>
            <CareDialog wanted=wanted />
        </section>
    }
}

fn person(person: &PersonView) -> impl IntoView + use<> {
    view! {
        <th scope="row" class="nowrap"><a href=Route::Child(person.child).href()>{person.name.clone()}</a></th>
        <td class="nowrap">{person.grade_class.clone()}</td>
        <td class="nowrap">{person.village.clone()}</td>
    }
}

fn head(labels: &[&'static str]) -> impl IntoView + use<> {
    let who = [care::NAME, care::GRADE_CLASS, care::VILLAGE];
    let labels: Vec<&'static str> = who.into_iter().chain(labels.iter().copied()).collect();
    view! {
        <thead>
            <tr>
                {labels.into_iter().map(|label| view! { <th scope="col">{label}</th> }).collect_view()}
                <th scope="col"><span class="only-spoken">{care::CHANGE}</span></th>
            </tr>
        </thead>
    }
}

fn missing_table(view: TermView, wanted: RwSignal<Option<Wanted>>, shown: RwSignal<usize>) -> AnyView {
    if view.missing.is_empty() {
        return view! { <p class="muted">{words::NOBODY_MISSING}</p> }.into_any();
    }
    let (term, missing) = (view.term, StoredValue::new(view.missing));
    let line = move |one: MissingView| {
        let form = Wanted::Aid { child: one.person.child, term: term.clone(), item: one.item };
        view! {
            <tr>
                {person(&one.person)}
                <td class="nowrap">{one.name}</td>
                <td>{one.basis}</td>
                <td class="num">{one.amount}</td>
                <td class="muted">{one.source}</td>
                <td>
                    <Button look=Look::Quiet on_press=move |()| wanted.set(Some(form.clone()))>{words::ENTER}</Button>
                </td>
            </tr>
        }
    };
    let lines = move || missing.with_value(|all| all.iter().take(shown.get()).cloned().map(&line).collect_view());
    view! {
        <div class="table-scroll">
            <table class="plain">
                {head(&[words::ITEM, words::BASIS, words::DUE, words::SOURCE])}
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn ledger_table(view: TermView, wanted: RwSignal<Option<Wanted>>, shown: RwSignal<usize>) -> AnyView {
    if view.entries.is_empty() {
        return view! { <p class="muted">{words::NO_ENTRIES}</p> }.into_any();
    }
    let sum = words::sum(view.entries.len() as u32, &view.sum);
    let entries = StoredValue::new(view.entries);
    let line = move |one: AidView| {
        let form = Wanted::Aid { child: one.person.child, term: one.term, item: one.item };
        let signed = if one.signed {
            words::SIGNED.into_any()
        } else {
            view! { <Chip text=words::UNSIGNED.to_owned() tone=Tone::Soon /> }.into_any()
        };
        view! {
            <tr>
                {person(&one.person)}
                <td class="nowrap">{one.name}</td>
                <td>{one.basis}</td>
                <td class="num">{one.amount}</td>
                <td class="nowrap">{text::date(&one.paid_on)}</td>
                <td>{one.how}</td>
                <td>{signed}</td>
                <td>
                    <Button look=Look::Quiet on_press=move |()| wanted.set(Some(form.clone()))>{care::CHANGE}</Button>
                </td>
            </tr>
        }
    };
    let lines = move || entries.with_value(|all| all.iter().take(shown.get()).cloned().map(line).collect_view());
    view! {
        <p class="register-sum">{sum}</p>
        <div class="table-scroll">
            <table class="plain">
                {head(&[words::ITEM, words::BASIS, words::AMOUNT, words::PAID_ON, words::HOW, words::SIGNED_HEAD])}
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}
