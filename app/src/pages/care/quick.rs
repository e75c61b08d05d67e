//! 快速录入: several paper records of visits in a row, with the keyboard alone.
//!
//! Enter goes on to the next field; at the last one it keeps the record and begins the next child. Kind and day stay.

use desk::message::care::{CareAnswer, CareRequest, FormView};
use desk::message::roster::{Column, RosterAnswer, RosterRequest, RowQuery, RowView};
use desk::message::{Id, Refusal};
use ledger::field::Field;
use ledger::schema::visit;
use ledger::visit::VisitKind;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::fields::{Form, Inputs};
use crate::route::{Route, id_hex, parse_id};
use crate::session::Session;
use crate::text;
use crate::text::care as care_words;
use crate::text::register as words;
use crate::ui::{Busy, FormDraftOffer, SelectField, Toasts, asked, composing, effect};

/// The part of an address that means this page.
pub(super) const QUICK: &str = "quick";

/// Children offered while typing.
const OFFERED: u32 = 8;

/// The form of the child under way.
#[derive(Clone, Copy)]
struct Open {
    child: Id,
    kind: VisitKind,
    form: Form,
    view: StoredValue<FormView>,
}

/// 快速录入.
#[component]
pub(super) fn QuickPage() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let kind = RwSignal::new(VisitKind::HomeVisit.key().to_owned());
    let date = StoredValue::new(None::<String>);
    let open = RwSignal::new(None::<Open>);
    let done = RwSignal::new(Vec::<String>::new());
    // What was found is only doubtful: the person has seen it, and says it again.
    let doubtful = RwSignal::new(false);
    let place = NodeRef::<html::Div>::new();
    let kinds: Vec<(String, String)> = VisitKind::ALL
        .iter()
        // A school is visited, not a child.
        .filter(|kind| **kind != VisitKind::Liaison)
        .map(|kind| (kind.key().to_owned(), kind.text().to_owned()))
        .collect();
    let begin = Callback::new(move |child: Id| {
        let Some(kind) = kind.with_untracked(|key| VisitKind::from_key(key)) else { return };
        spawn_local(async move {
            let request = CareRequest::VisitForm { kind, whom: child, visit: None, makes_good: String::new() };
            match session.care(request).await {
                Ok(CareAnswer::Form(mut view)) => {
                    // What this form calls today is the day of the paper before, if there was one.
                    if let Some(kept) = date.try_get_value().flatten() {
                        view.fields.iter_mut().filter(|f| f.id == visit::DATE).for_each(|f| f.value.clone_from(&kept));
                    }
                    // The draft is this child's: on another's record it would be about the wrong one.
                    let form = Form::new(&draft_key(kind, &child), view.fields.clone(), false);
                    let _ = doubtful.try_set(false);
                    let _ = open.try_set(Some(Open { child, kind, form, view: StoredValue::new(view) }));
                    focus_later(place, "input, select, textarea", true);
                }
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    });
    resume(open, kind, begin);
    let keep = move || {
        let Some(Open { child, kind, form, view }) = open.get_untracked() else { return };
        // A field is read when it is left.
        if let Some(field) = focused() {
            let _ = field.blur();
        }
        // What was changed since is judged anew.
        let (answers, even) = (form.answers(), doubtful.get_untracked() && form.is_judged());
        let written = form.written();
        busy.run(async move {
            match session.care(CareRequest::KeepVisit { kind, whom: child, visit: None, answers: written, even }).await
            {
                Ok(CareAnswer::Faults(faults)) => {
                    let _ = doubtful.try_set(faults.iter().all(|(_, fault)| fault.is_doubt()));
                    form.judge(faults, answers);
                    focus_later(place, "[aria-invalid=true]", true);
                }
                Ok(CareAnswer::Saved(save)) => {
                    let day = answers.into_iter().find(|(id, _)| *id == visit::DATE).map(|(_, day)| day);
                    let name = view.try_with_value(|view| view.person.name.clone()).unwrap_or_default();
                    let said = day.as_deref().map(text::short_date).unwrap_or_default();
                    date.set_value(day);
                    form.draft.forget();
                    let _ = done.try_update(|done| done.insert(0, format!("{name}　{}　{said}", kind.text())));
                    toasts.saved(care_words::saved(&save.detail), &save);
                    let _ = doubtful.try_set(false);
                    let _ = open.try_set(None);
                }
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let cancel = move || {
        doubtful.set(false);
        open.set(None);
    };
    let on_key = move |event: KeyboardEvent| {
        // On a button Enter presses it.
        let on_button = focused().is_some_and(|here| here.tag_name() == "BUTTON");
        if event.key() != "Enter" || event.shift_key() || on_button || composing(&event) {
            return;
        }
        event.prevent_default();
        if !go_on(place) {
            keep();
        }
    };
    let filling = move |now: Open| {
        let person = now.view.with_value(|view| view.person.clone());
        view! {
            <div class="form care-form quick-form" on:keydown=on_key node_ref=place>
                <p>
                    <b>{person.name.clone()}</b>
                    <span class="muted">"　"{care_words::whose(&person)}"　"{now.kind.text()}</span>
                </p>
                <FormDraftOffer form=now.form.draft />
                <Inputs form=now.form />
                <div class="submit-bar">
                    <button type="button" class="button" on:click=move |_| cancel()>{crate::text::shell::CANCEL}</button>
                    <button
                        type="button"
                        class="button primary"
                        prop:disabled=move || busy.get()
                        on:click=move |_| keep()
                    >
                        {words::QUICK_SAVE}
                    </button>
                </div>
            </div>
        }
    };
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::QUICK}</h1>
                <p class="sub">{words::QUICK_SUB}</p>
                <a href=Route::Duties(String::new()).href()>{care_words::DUTIES}</a>
            </div>
            {move || match open.get() {
                Some(now) => filling(now).into_any(),
                None => view! {
                    <div class="quick-begin">
                        <SelectField label=words::QUICK_KIND.to_owned() value=kind options=kinds.clone() />
                        <FindChild on_pick=begin />
                    </div>
                }
                .into_any(),
            }}
            <Show when=move || !done.with(Vec::is_empty)>
                <h2>{words::QUICK_DONE}"　"{move || text::count(done.with(|done| done.len() as u32))}</h2>
                <ul class="quick-done">
                    {move || done.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                </ul>
            </Show>
        </section>
    }
}

/// Under which the draft of a record is kept.
fn draft_key(kind: VisitKind, child: &Id) -> String {
    format!("quick-visit-{}-{}", kind.key(), id_hex(child))
}

/// The child under way is sealed with what is typed when the page is locked, and its form opens again by itself.
fn resume(open: RwSignal<Option<Open>>, kind: RwSignal<String>, begin: Callback<Id>) {
    let session = Session::here();
    if session.resuming(QUICK) {
        spawn_local(async move {
            let Some(beside) = session.beside_again(QUICK).await else { return };
            let Some((key, child)) = beside.split_once('/') else { return };
            let of = VisitKind::from_key(key).zip(parse_id(child));
            if let Some((of, child)) = of.filter(|(of, child)| session.resuming(&draft_key(*of, child))) {
                let _ = kind.try_set(of.key().to_owned());
                begin.run(child);
            }
        });
    }
    effect(move || {
        let beside = open.with(|open| open.map(|now| format!("{}/{}", now.kind.key(), id_hex(&now.child))));
        session.beside(QUICK, beside);
    });
    on_cleanup(move || session.beside(QUICK, None));
}

/// A field to find a child by; arrows choose among those offered, Enter takes.
#[component]
fn FindChild(on_pick: Callback<Id>) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let (typed, at) = (RwSignal::new(String::new()), RwSignal::new(0usize));
    let node = NodeRef::<html::Input>::new();
    let found = asked(move || {
        let search = typed.get().trim().to_owned();
        async move {
            if search.is_empty() {
                return (search, Vec::new());
            }
            let columns = [Column::Field(Field::Name), Column::Field(Field::Village), Column::GradeClass].to_vec();
            let query = RowQuery { search: search.clone(), ..RowQuery::default() };
            match session.roster(RosterRequest::Rows { query, columns, from: 0, count: OFFERED }).await {
                Ok(RosterAnswer::Rows { rows, .. }) => (search, rows),
                Ok(_) => (search, Vec::new()),
                Err(refused) => {
                    toasts.refuse(&refused);
                    (search, Vec::new())
                }
            }
        }
    });
    let offered = Memo::new(move |_| found.get().map(|(_, rows)| rows).unwrap_or_default());
    // Enter may come before the children do: then it takes the first when they are there, and never one that was found
    // for other letters.
    let early = RwSignal::new(false);
    let answered = move || {
        let asked = typed.with_untracked(|typed| typed.trim().to_owned());
        found.with_untracked(|found| found.as_ref().is_some_and(|(search, _)| *search == asked))
    };
    let take = move || {
        if let Some(row) = offered.with_untracked(|rows| rows.get(at.get_untracked()).cloned()) {
            on_pick.run(row.id);
        }
    };
    effect(move || {
        found.track();
        if early.get_untracked() && answered() {
            early.set(false);
            take();
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if composing(&event) {
            return;
        }
        let count = offered.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1).min(count - 1)),
            "ArrowUp" => at.update(|at| *at = at.saturating_sub(1)),
            "Enter" if answered() => take(),
            "Enter" => early.set(true),
            _ => return,
        }
        event.prevent_default();
    };
    let one = move |(index, row): (usize, RowView)| {
        let here = move || (at.get() == index).to_string();
        view! {
            <li
                id=format!("quick-{index}")
                role="option"
                aria-selected=here
                on:mousedown=move |event| {
                    event.prevent_default();
                    on_pick.run(row.id);
                }
            >
                {row.cells.join("　")}
            </li>
        }
    };
    let any = move || !offered.with(Vec::is_empty);
    let none = move || !typed.with(|typed| typed.trim().is_empty()) && offered.with(Vec::is_empty);
    node.on_load(|input| {
        // Refused only while the page is not shown.
        request_animation_frame(move || drop(input.focus()));
    });
    view! {
        <div class="field">
            <label for="quick-child">{words::QUICK_CHILD}</label>
            <input
                id="quick-child"
                type="search"
                autocomplete="off"
                role="combobox"
                aria-expanded=move || any().to_string()
                aria-controls=move || any().then_some("quick-offered")
                aria-activedescendant=move || any().then(|| format!("quick-{}", at.get()))
                aria-describedby="quick-child-note"
                node_ref=node
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    at.set(0);
                    early.set(false);
                }
                on:keydown=on_key
            />
            <p id="quick-child-note" class="field-note" role="status">
                {move || if none() { care_words::FIND_NONE } else { words::QUICK_CHILD_GUIDANCE }}
            </p>
            <Show when=any>
                <ul id="quick-offered" role="listbox" class="quick-offered" aria-label=words::QUICK_CHILD>
                    {move || offered.get().into_iter().enumerate().map(one).collect_view()}
                </ul>
            </Show>
        </div>
    }
}

fn focused() -> Option<HtmlElement> {
    gloo::utils::document().active_element()?.dyn_into().ok()
}

/// The fields of a form, in order.
fn fields(place: NodeRef<html::Div>, wanted: &str) -> Vec<HtmlElement> {
    let Some(place) = place.get_untracked() else { return Vec::new() };
    // Refused only for a malformed selector.
    let Ok(found) = place.query_selector_all(wanted) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// Puts the cursor into the next field; whether there is one.
fn go_on(place: NodeRef<html::Div>) -> bool {
    let (fields, here) = (fields(place, "input, select, textarea"), focused());
    let at = fields.iter().position(|field| here.as_ref() == Some(field));
    match at.and_then(|at| fields.get(at + 1)) {
        Some(next) => {
            enter(next);
            true
        }
        None => false,
    }
}

/// Puts the cursor into the first of these fields once they are drawn.
fn focus_later(place: NodeRef<html::Div>, wanted: &'static str, again: bool) {
    request_animation_frame(move || match fields(place, wanted).first() {
        Some(first) => enter(first),
        None if again => focus_later(place, wanted, false),
        None => {}
    });
}

fn enter(field: &HtmlElement) {
    // Refused only while the page is not shown.
    let _ = field.focus();
    if let Some(input) = field.dyn_ref::<web_sys::HtmlInputElement>() {
        input.select();
    }
}
