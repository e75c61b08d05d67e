//! 短码: nine digits in place of a link. Shown where somebody invites, typed where somebody wants to come in.

use desk::message::Id;
use desk::message::share::{CodeView, Ended, MeetingView, ShareRequest};
use leptos::prelude::*;

use super::order;
use crate::session::Session;
use crate::text::{code as words, share};
use crate::ui::{Busy, Button, Look, TextField, Toasts};

/// The short code of an invitation that waits to be answered.
#[component]
pub(super) fn ShortCode(invite: Id, #[prop(into)] code: Signal<Option<CodeView>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let make = move |()| {
        busy.run(async move {
            order(session, toasts, ShareRequest::MakeCode(invite)).await;
        });
    };
    let drop = move |()| {
        busy.run(async move {
            order(session, toasts, ShareRequest::DropCode(invite)).await;
        });
    };
    let again = move || view! { <div class="row"><Button on_press=make>{words::MAKE_AGAIN}</Button></div> };
    let shown = move || match code.get() {
        None => view! {
            <p class="muted">{words::MAKE_NOTE}</p>
            <div class="row"><Button on_press=make>{words::MAKE}</Button></div>
        }
        .into_any(),
        Some(CodeView::Opening) => view! { <p>{words::OPENING}</p> }.into_any(),
        Some(CodeView::Open { digits, until_ms, claimed }) => view! {
            <p class="digits" role="group" aria-label=words::CODE>{words::digits(digits)}</p>
            <p>{words::open(until_ms)}</p>
            {claimed.then(|| view! { <p><b>{words::CLAIMED}</b></p> })}
            <div class="row"><Button look=Look::Quiet on_press=drop>{words::DROP}</Button></div>
        }
        .into_any(),
        Some(CodeView::Right) => view! { <p><b>{words::RIGHT}</b></p> }.into_any(),
        Some(CodeView::Ended(Ended::Used)) => view! {
            <p>{words::ended(Ended::Used)}</p>
            {again()}
        }
        .into_any(),
        Some(CodeView::Ended(why)) => view! { <p class="field-note bad">{words::ended(why)}</p>{again()} }.into_any(),
    };
    // Heard by whoever does not look: that it is there, that somebody came, that it is over.
    view! { <div class="stack" role="status">{shown}</div> }
}

/// 用短码加入.
#[component]
pub(super) fn JoinByCode(
    meeting: Signal<Option<MeetingView>>,
    /// What this person is called; kept while a code is on its way.
    person: RwSignal<String>,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let code = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = ShareRequest::JoinByCode { code: code.get_untracked(), person: person.get_untracked() };
        busy.run(async move {
            order(session, toasts, request).await;
        });
    };
    let over = move || {
        let why = meeting.get()?.over?;
        Some(view! { <p class="field-note bad" role="alert">{words::over(why)}</p> })
    };
    view! {
        <section class="card" aria-label=words::JOIN>
            <header><h2>{words::JOIN}</h2></header>
            <form autocomplete="off" class="body form" on:submit=submit>
                <p class="muted">{words::JOIN_TEXT}</p>
                {over}
                <TextField label=words::CODE.to_owned() value=code guidance=words::NOTE.to_owned() kind="tel" required=true />
                <TextField label=share::PERSON.to_owned() value=person guidance=share::PERSON_NOTE.to_owned() required=true />
                <div class="submit-bar">
                    <button type="submit" class="button primary" prop:disabled=move || busy.get()>{words::JOIN_DO}</button>
                </div>
            </form>
        </section>
    }
}

/// While a code that was typed here is on its way.
#[component]
pub(super) fn Meeting(meeting: Signal<Option<MeetingView>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let stop = move |()| {
        busy.run(async move {
            order(session, toasts, ShareRequest::StopCode).await;
        });
    };
    let digits = move || meeting.get().map(|meeting| words::digits(meeting.digits));
    let met = move || if meeting.get().is_some_and(|meeting| meeting.met) { words::MET } else { words::LOOKING };
    let trouble = move || {
        let why = meeting.get()?.trouble?;
        Some(view! { <p class="field-note bad" role="alert">{words::trouble(why)}</p> })
    };
    view! {
        <section class="card" aria-label=words::MEETING>
            <header><h2>{words::MEETING}</h2></header>
            <div class="body stack">
                <p role="status">{met}</p>
                <p class="digits" role="group" aria-label=words::CODE>{digits}</p>
                {trouble}
                <div class="row">
                    <Button look=Look::Quiet on_press=stop>{words::STOP}</Button>
                </div>
            </div>
        </section>
    }
}
