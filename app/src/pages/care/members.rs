//! The children of a register: their facts in a table, narrowed down as wanted, and the ways in and out.

use desk::message::Refusal;
use desk::message::care::{CareAnswer, CareRequest, MemberView, MembersView};
use desk::message::register::{MemberChoices, MemberFilter};
use ledger::register::Which;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cared;
use super::dialog::CareDialog;
use super::picker::ChildPicker;
use super::sheet::{self, Use};
use super::wanted::Wanted;
use crate::pages::register::{Columns, Filters};
use crate::route::Route;
use crate::session::Session;
use crate::text::care as words;
use crate::text::register as own_words;
use crate::text::shell;
use crate::ui::{Banner, Button, Dialog, Empty, Look, Printer, Toasts, Tone};

/// The children of a register.
#[component]
pub(super) fn Members(
    /// Which.
    register: Which,
    /// What it is called.
    name: String,
    /// It takes no more children.
    closed: bool,
    /// Children whom the roster suggests.
    suggested: Signal<u32>,
) -> impl IntoView {
    let (session, toasts, printer) = (Session::here(), Toasts::here(), Printer::here());
    let wanted = RwSignal::new(None::<Wanted>);
    let (past, picking, choosing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let filter = RwSignal::new(MemberFilter::default());
    let found = cared(move || CareRequest::Members { register, past: past.get(), filter: filter.get() });
    let view = Memo::new(move |_| match found.get() {
        Some(CareAnswer::Members(view)) => Some(view),
        _ => None,
    });
    let choices = Memo::new(move |_| view.with(|view| view.as_ref().map(|v| v.choices.clone()).unwrap_or_default()));
    let title = words::register_title(&name);
    let name = StoredValue::new(name);
    let sheet = move |what: Use| {
        spawn_local(async move {
            match session.care(CareRequest::RegisterSheet(register, filter.get_untracked(), what.act())).await {
                Ok(CareAnswer::Sheet(sheet)) => sheet::hand_out(*sheet, what, toasts, printer),
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let add_all = move |()| {
        spawn_local(async move {
            let people = match session.care(CareRequest::Suggested(register)).await {
                Ok(CareAnswer::Suggested(people)) => people,
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refused) => return toasts.refuse(&refused),
            };
            let children = people.into_iter().map(|person| person.child).collect();
            match session.care(CareRequest::AddSuggested { register, children }).await {
                Ok(CareAnswer::Saved(save)) => toasts.saved(words::saved(&save.detail), &save),
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let change = Callback::new(move |child| wanted.set(Some(Wanted::Member(register, name.get_value(), child))));
    let body = move || match view.get() {
        Some(view) if view.total == 0 && past.get() => view! { <p class="muted">{words::NOBODY_PAST}</p> }.into_any(),
        Some(view) if view.total == 0 => view! {
            <Empty title=words::NOBODY.to_owned() text=words::NOBODY_TEXT.to_owned()>
                <Button look=Look::Primary disabled=closed on_press=move |()| picking.set(true)>{words::ADD}</Button>
            </Empty>
        }
        .into_any(),
        Some(view) => table(view, change).into_any(),
        None => view! { <p class="muted" role="status">{shell::LOADING}</p> }.into_any(),
    };
    let any = move || choices.with(|choices: &MemberChoices| !choices.facts.is_empty());
    view! {
        <div class="tools">
            <h2>{title.clone()}</h2>
            <span class="grow"></span>
            <Button look=Look::Primary disabled=closed on_press=move |()| picking.set(true)>{words::ADD}</Button>
            <Button on_press=move |()| past.update(|past| *past = !*past)>
                {move || if past.get() { words::PRESENT } else { words::PAST }}
            </Button>
            <Button on_press=move |()| choosing.set(true)>{own_words::COLUMNS}</Button>
            <Button on_press=move |()| sheet(Use::Print)>{words::PRINT}</Button>
            <Button on_press=move |()| sheet(Use::File)>{words::EXPORT}</Button>
        </div>
        <Show when=move || { suggested.get() > 0 }>
            <Banner tone=Tone::Info>
                <span>{move || words::suggested(suggested.get())}</span>
                <Button on_press=add_all>{words::SUGGEST_DO}</Button>
            </Banner>
        </Show>
        <Show when=any>
            <Filters choices=choices filter=filter />
        </Show>
        {body}
        <Dialog open=picking title=format!("{}{title}", words::ADD_TITLE)>
            <ChildPicker on_pick=move |child| {
                picking.set(false);
                change.run(child);
            } />
        </Dialog>
        <Dialog open=choosing title=own_words::COLUMNS_TITLE.to_owned()>
            <Columns register=register choices=choices open=choosing />
        </Dialog>
        <CareDialog wanted=wanted />
    }
}

fn table(view: MembersView, change: Callback<desk::message::Id>) -> impl IntoView {
    // A column in which nothing stands says nothing.
    let said: Vec<bool> =
        (0..view.columns.len()).map(|at| view.members.iter().any(|m| !m.facts[at].is_empty())).collect();
    let said = StoredValue::new(said);
    let stands = move |at: &usize| said.with_value(|said| said[*at]);
    let derived = view.members.iter().any(|member| !member.derived.is_empty());
    let counted = own_words::listed(view.members.len() as u32, view.total);
    let progress = view.progress.iter().map(|(what, have, of)| own_words::progress(what, *have, *of));
    let counted = [counted].into_iter().chain(progress).collect::<Vec<_>>().join("　");
    let nobody = view.members.is_empty();
    let line = move |member: MemberView| {
        let child = member.person.child;
        let facts = member.facts.into_iter().enumerate().filter(|(at, _)| stands(at));
        let facts = facts.map(|(_, fact)| {
            let class = sheet::is_date(&fact).then_some("nowrap");
            view! { <td class=class>{fact}</td> }
        });
        view! {
            <tr>
                <td class="nowrap"><a href=Route::Child(child).href()>{member.person.name}</a></td>
                <td class="nowrap">{member.person.grade_class}</td>
                <td class="nowrap">{member.person.village}</td>
                {facts.collect_view()}
                {derived.then(|| view! { <td class="derived">{member.derived}</td> })}
                <td>
                    <Button look=Look::Quiet on_press=move |()| change.run(child)>{words::CHANGE}</Button>
                </td>
            </tr>
        }
    };
    let columns = view.columns.into_iter().enumerate().filter(|(at, _)| stands(at)).map(|(_, label)| label);
    let head = [words::NAME, words::GRADE_CLASS, words::VILLAGE].map(str::to_owned);
    let head = head.into_iter().chain(columns).chain(derived.then(|| words::DERIVED.to_owned()));
    view! {
        <p class="register-sum">{view.summary}</p>
        <p class="muted" role="status">{counted}</p>
        {nobody.then(|| view! { <p class="muted">{own_words::NONE_FOUND}</p> })}
        <div class="table-scroll">
            <table class="plain register">
                <thead>
                    <tr>
                        {head.map(|label| view! { <th scope="col">{label}</th> }).collect_view()}
                        <th scope="col"><span class="only-spoken">{words::CHANGE}</span></th>
                    </tr>
                </thead>
                <tbody>{view.members.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}
