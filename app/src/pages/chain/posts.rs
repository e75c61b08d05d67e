//! Who answers for which unit: every unit of the roster with whoever holds it, and the form of a post.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::chain::{ChainAnswer, ChainRequest, ChainView, PostLine, UnitView};
use ledger::chain::{Role, UnitKind};
use leptos::prelude::*;

use crate::session::Session;
use crate::text;
use crate::text::care as care_words;
use crate::text::chain as words;
use crate::ui::{Busy, Button, DateField, Dialog, Look, SubmitBar, TextField, Toasts};

/// Units by link, and the posts.
#[component]
pub(super) fn Posts(
    /// The chains.
    #[prop(into)]
    chain: Signal<ChainView>,
) -> impl IntoView {
    let (editing, open) = (RwSignal::new(None::<PostLine>), RwSignal::new(false));
    let edit = Callback::new(move |line: PostLine| {
        editing.set(Some(line));
        open.set(true);
    });
    let unit = move |unit: UnitView, chain: &ChainView| {
        let held = chain.posts.iter().find(|post| {
            post.role == unit.role && post.unit == unit.unit && post.name == unit.holder && !unit.holder.is_empty()
        });
        let line = held.cloned().unwrap_or_else(|| PostLine {
            id: None,
            role: unit.role,
            unit: unit.unit.clone(),
            name: String::new(),
            phone: String::new(),
            from: String::new(),
            to: String::new(),
        });
        let (phone, since) = (line.phone.clone(), text::date(&line.from));
        let label = if held.is_some() { words::CHANGE } else { words::FILL };
        let name = if unit.holder.is_empty() { words::NOBODY.to_owned() } else { unit.holder.clone() };
        view! {
            <tr class:muted=unit.holder.is_empty()>
                <td>{if unit.unit.is_empty() { words::WHOLE.to_owned() } else { unit.unit.clone() }}</td>
                <td>{text::count(unit.children)}</td>
                <td>{name}</td>
                <td>{phone}</td>
                <td class="nowrap">{since}</td>
                <td><Button look=Look::Quiet on_press=move |()| edit.run(line.clone())>{label}</Button></td>
            </tr>
        }
    };
    let link = move |(role, title): (Role, String), chain: &ChainView| {
        let units: Vec<_> = chain.units.iter().filter(|unit| unit.role == role).cloned().collect();
        let rows = units.into_iter().map(|one| unit(one, chain)).collect_view();
        view! {
            <details open=true>
                <summary>{title}"　"<span class="muted">{words::unit(role.unit())}</span></summary>
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{words::UNIT}</th>
                            <th scope="col">{words::CHILDREN}</th>
                            <th scope="col">{words::NAME}</th>
                            <th scope="col">{words::PHONE}</th>
                            <th scope="col">{words::FROM}</th>
                            <th scope="col"><span class="only-spoken">{words::CHANGE}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        }
    };
    let body = move || {
        let chain = chain.get();
        if chain.units.is_empty() {
            return view! { <p class="body muted">{words::NO_LINKS}</p> }.into_any();
        }
        let held = |(role, _): &(Role, String)| role.unit() != UnitKind::Child;
        chain.links.clone().into_iter().filter(held).map(|one| link(one, &chain)).collect_view().into_any()
    };
    let title = move || {
        editing
            .with(|line| line.as_ref().map_or_else(String::new, |line| format!("{}　{}", line.role.text(), line.unit)))
    };
    view! {
        <section class="card chain-posts" aria-label=words::POSTS>
            <header><h2>{words::POSTS}</h2></header>
            <div class="body">{body}</div>
            <Dialog open=open title=Signal::derive(title)>
                {move || editing.get().map(|line| view! { <Editing line=line chain=chain open=open /> })}
            </Dialog>
        </section>
    }
}

#[component]
fn Editing(line: PostLine, chain: Signal<ChainView>, open: RwSignal<bool>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let [name, phone, from, to] =
        [&line.name, &line.phone, &line.from, &line.to].map(|text| RwSignal::new(text.clone()));
    let error = RwSignal::new(String::new());
    let line = StoredValue::new(line);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let [name, phone, from, to] = [name, phone, from, to].map(|text| text.get_untracked().trim().to_owned());
        let post = PostLine { name, phone, from, to, ..line.get_value() };
        busy.run(async move {
            match session.care(ChainRequest::KeepPost(post).into()).await {
                Ok(CareAnswer::Saved(save)) => {
                    toasts.saved(care_words::saved(&save.detail), &save);
                    let _ = open.try_set(false);
                }
                Err(Refusal::NothingToWrite) => drop(open.try_set(false)),
                Ok(CareAnswer::Chain(told)) => match *told {
                    ChainAnswer::Unfit(fault) => drop(error.try_set(words::unfit(fault).to_owned())),
                    _ => toasts.refuse(&Refusal::Protocol),
                },
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refusal) => toasts.refuse(&refusal),
            }
        });
    };
    let people = Signal::derive(move || chain.with(|chain| chain.people.clone()));
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <div class="form-grid">
                <TextField label=words::NAME.to_owned() value=name offers=people first=true required=true />
                <TextField label=words::PHONE.to_owned() value=phone kind="tel" />
                <DateField label=words::FROM.to_owned() value=from required=true />
                <DateField label=words::TO.to_owned() value=to />
            </div>
            <p class="field-note bad" role="alert">{move || error.get()}</p>
            <SubmitBar label=words::KEEP.to_owned() busy=busy on_cancel=move |()| open.set(false) />
        </form>
    }
}
