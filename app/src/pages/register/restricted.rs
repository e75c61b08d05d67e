//! 限权登记: closed until a reason was given; then the entries of one register, or of one child, for an hour.

use desk::message::care::{CareAnswer, CareRequest};
use desk::message::place::AccessAct;
use desk::message::register::{RegisterAnswer, RegisterRequest, RestrictedEntry, RestrictedView, Scope};
use desk::message::{Id, Refusal};
use gloo::timers::callback::Timeout;
use ledger::register::Restricted;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::unseal::Unseal;
use crate::pages::care::cared;
use crate::pages::care::dialog::CareDialog;
use crate::pages::care::picker::ChildPicker;
use crate::pages::care::sheet::{self, Use};
use crate::pages::care::wanted::Wanted;
use crate::platform::clock;
use crate::route::Route;
use crate::session::Session;
use crate::text;
use crate::text::care as care_words;
use crate::text::register as words;
use crate::ui::{Busy, Button, Chip, Dialog, Look, Menu, MenuItem, Printer, TextField, Toasts, Tone, effect};

/// What is open now; asked again after every change, when it was opened or closed, and when its hour is over.
fn opened(scope: Scope) -> (Memo<Option<RestrictedView>>, Callback<()>) {
    let again = RwSignal::new(0u32);
    let found = cared(move || {
        again.get();
        let request = match scope {
            Scope::Register(register) => RegisterRequest::Restricted(register),
            Scope::Child(child) => RegisterRequest::RestrictedOfChild(child),
        };
        CareRequest::from(request)
    });
    let view = Memo::new(move |_| match found.get() {
        Some(CareAnswer::Register(told)) => match *told {
            RegisterAnswer::Restricted(view) => Some(view),
            _ => None,
        },
        _ => None,
    });
    let look = Callback::new(move |()| {
        let _ = again.try_update(|again| *again += 1);
    });
    let ending = StoredValue::new_local(None::<Timeout>);
    effect(move || {
        let until = view.with(|view| view.as_ref().map(|view| view.until_ms));
        let left = until.map(|until| until.saturating_sub(clock::now_ms()));
        ending.set_value(left.map(|left| Timeout::new(left.min(3_600_000) as u32 + 500, move || look.run(()))));
    });
    (view, look)
}

fn reseal(scope: Scope, look: Callback<()>) {
    let (session, toasts) = (Session::here(), Toasts::here());
    spawn_local(async move {
        match session.care(RegisterRequest::Reseal(scope).into()).await {
            Ok(_) => look.run(()),
            Err(refusal) => toasts.refuse(&refusal),
        }
    });
}

fn entry_view(entry: RestrictedEntry, named: bool, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let RestrictedEntry { id, register, person, facts } = entry;
    let child = person.child;
    let edit = move |()| wanted.set(Some(Wanted::Restricted { register, child, entry: Some(id) }));
    let facts = facts.into_iter().map(|(label, said)| {
        let said = if sheet::is_date(&said) { text::date(&said) } else { said };
        view! { <dt>{label}</dt><dd>{said}</dd> }
    });
    view! {
        <li class="restricted-entry">
            <p>
                {named.then(|| view! { <a href=Route::Child(child).href()>{person.name.clone()}</a> })}
                <b>{(!named).then(|| register.text())}</b>
                <span class="muted">{named.then(|| care_words::whose(&person))}</span>
                <Button look=Look::Quiet on_press=edit>{words::EDIT}</Button>
            </p>
            <dl>{facts.collect_view()}</dl>
        </li>
    }
}

/// 限权登记: the registers, each opened by itself.
#[component]
pub(crate) fn RestrictedPage() -> impl IntoView {
    let wanted = RwSignal::new(None::<Wanted>);
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::RESTRICTED}</h1>
                <p class="sub">{words::RESTRICTED_SUB}</p>
                <a href=Route::Registers(String::new()).href()>{care_words::TO_REGISTERS}</a>
            </div>
            {Restricted::ALL.iter().map(|register| view! { <One register=*register wanted=wanted /> }).collect_view()}
            <CareDialog wanted=wanted />
        </section>
    }
}

#[component]
fn One(register: Restricted, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let (view, look) = opened(Scope::Register(register));
    let (picking, printing) = (RwSignal::new(false), RwSignal::new(false));
    let closed = move || view.with(Option::is_none);
    let body = move || match view.get() {
        None => view! { <Unseal scope=Scope::Register(register) on_open=look /> }.into_any(),
        Some(open) => view! {
            <p class="muted">{words::open_until(&text::moment(open.until_ms))}</p>
            {open.entries.is_empty().then(|| view! { <p class="muted">{words::NO_ENTRIES}</p> })}
            <ul class="restricted-list">
                {open.entries.into_iter().map(|entry| entry_view(entry, true, wanted)).collect_view()}
            </ul>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-label=register.text()>
            <header>
                <h2>{register.text()}</h2>
                <div class="row">
                    <Show when=closed fallback=move || view! {
                        <Button on_press=move |()| picking.set(true)>{care_words::ADD}</Button>
                        <Button on_press=move |()| reseal(Scope::Register(register), look)>{words::RESEAL}</Button>
                    }>
                        <Chip text=words::SEALED_CHIP.to_owned() tone=Tone::Plain />
                    </Show>
                    <Button on_press=move |()| printing.set(true)>{care_words::PRINT}</Button>
                </div>
            </header>
            <div class="body stack">{body}</div>
            <Dialog open=picking title=register.text().to_owned()>
                <ChildPicker on_pick=move |child| {
                    picking.set(false);
                    wanted.set(Some(Wanted::Restricted { register, child, entry: None }));
                } />
            </Dialog>
            <Dialog open=printing title=words::SHEET_TITLE.to_owned()>
                <Handing register=register open=printing />
            </Dialog>
        </section>
    }
}

/// A restricted register on paper or in a file: always with a reason of its own.
#[component]
fn Handing(register: Restricted, open: RwSignal<bool>) -> impl IntoView {
    let (session, toasts, printer, busy) = (Session::here(), Toasts::here(), Printer::here(), Busy::new());
    let reason = RwSignal::new(String::new());
    let hand = move |what: Use| {
        busy.run(async move {
            let act: AccessAct = what.act();
            let request = RegisterRequest::RestrictedSheet { register, act, reason: reason.get_untracked() };
            match session.care(request.into()).await {
                Ok(CareAnswer::Register(told)) => match *told {
                    RegisterAnswer::Sheet(sheet) => {
                        let _ = open.try_set(false);
                        reason.set(String::new());
                        sheet::hand_out(*sheet, what, toasts, printer);
                    }
                    _ => toasts.refuse(&Refusal::Protocol),
                },
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refusal) => toasts.refuse(&refusal),
            }
        });
    };
    view! {
        <div class="form">
            <p>{words::SHEET_TEXT}</p>
            <TextField label=words::REASON.to_owned() value=reason required=true />
            <div class="submit-bar">
                <Button on_press=move |()| hand(Use::File)>{care_words::EXPORT}</Button>
                <Button look=Look::Primary on_press=move |()| hand(Use::Print)>{care_words::PRINT}</Button>
            </div>
        </div>
    }
}

/// On a child's page: closed, whether there is anything or not.
#[component]
pub(in crate::pages) fn RestrictedOfChild(
    /// Which child.
    id: Id,
    /// The form that is wanted.
    wanted: RwSignal<Option<Wanted>>,
) -> impl IntoView {
    let scope = Scope::Child(id);
    let (view, look) = opened(scope);
    let kinds = move || {
        let one = |register: &Restricted| {
            let register = *register;
            MenuItem::new(register.text(), move || {
                wanted.set(Some(Wanted::Restricted { register, child: id, entry: None }))
            })
        };
        Restricted::ALL.iter().map(one).collect::<Vec<_>>()
    };
    let body = move || match view.get() {
        None => view! {
            <p class="muted">{words::SEALED_TEXT}</p>
            <Unseal scope=scope on_open=look />
        }
        .into_any(),
        Some(open) => view! {
            <p class="muted">{words::open_until(&text::moment(open.until_ms))}</p>
            {open.entries.is_empty().then(|| view! { <p class="muted">{words::NO_ENTRIES}</p> })}
            <ul class="restricted-list">
                {open.entries.into_iter().map(|entry| entry_view(entry, false, wanted)).collect_view()}
            </ul>
            <div class="row">
                <Menu label=care_words::ADD_TITLE.to_owned() items=Signal::derive(kinds) />
                <Button on_press=move |()| reseal(scope, look)>{words::RESEAL}</Button>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-label=words::RESTRICTED>
            <header>
                <h2>{words::RESTRICTED}</h2>
                <Show when=move || view.with(Option::is_none)>
                    <Chip text=words::SEALED_CHIP.to_owned() tone=Tone::Plain />
                </Show>
            </header>
            <div class="body stack">{body}</div>
        </section>
    }
}
