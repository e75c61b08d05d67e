//! A ledger of one machine: making it a shared one, or asking to be let into one.

use desk::message::share::{MeetingView, ShareAnswer, ShareRequest};
use leptos::prelude::*;

use super::code::{JoinByCode, Meeting};
use super::order;
use crate::session::Session;
use crate::text::share as words;
use crate::ui::{Busy, TextField, Toasts};

/// All ways.
#[component]
pub(super) fn Begin(
    /// An invitation the page was opened by.
    link: String,
    /// A short code that was typed here.
    #[prop(into)]
    meeting: Signal<Option<MeetingView>>,
) -> impl IntoView {
    let under_way = Memo::new(move |_| meeting.with(|meeting| meeting.is_some_and(|meeting| meeting.over.is_none())));
    let person = RwSignal::new(String::new());
    move || {
        // Whoever comes by a link wants to join.
        if !link.is_empty() {
            return view! { <Join link=link.clone() /> }.into_any();
        }
        if under_way.get() {
            return view! { <Meeting meeting=meeting /> }.into_any();
        }
        view! {
            <Create />
            <div class="stack">
                <JoinByCode meeting=meeting person=person />
                <Join link=String::new() />
            </div>
        }
        .into_any()
    }
}

#[component]
fn Create() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let [name, person, ticket] = [(); 3].map(|()| RwSignal::new(String::new()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (name, person) = (name.get_untracked(), person.get_untracked());
        let request = ShareRequest::Create { name, person, ticket: ticket.get_untracked() };
        busy.run(async move {
            if let Some(ShareAnswer::Done) = order(session, toasts, request).await {
                toasts.say(words::SENT_DONE);
            }
        });
    };
    view! {
        <section class="card" aria-label=words::CREATE>
            <header><h2>{words::CREATE}</h2></header>
            <form autocomplete="off" class="body form" on:submit=submit>
                <p class="muted">{words::CREATE_TEXT}</p>
                <TextField label=words::NAME.to_owned() value=name guidance=words::NAME_NOTE.to_owned() required=true />
                <TextField label=words::PERSON.to_owned() value=person guidance=words::PERSON_NOTE.to_owned() required=true />
                <TextField label=words::TICKET.to_owned() value=ticket guidance=words::TICKET_NOTE.to_owned() />
                <div class="submit-bar">
                    <button type="submit" class="button primary" prop:disabled=move || busy.get()>{words::CREATE_DO}</button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Join(link: String) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let (link, person) = (RwSignal::new(link), RwSignal::new(String::new()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = ShareRequest::Join { link: link.get_untracked(), person: person.get_untracked() };
        busy.run(async move {
            if order(session, toasts, request).await.is_some() {
                // The secret does not stay in the address.
                let _ = gloo::utils::window().location().replace("#/sync");
            }
        });
    };
    view! {
        <section class="card" aria-label=words::JOIN>
            <header><h2>{words::JOIN}</h2></header>
            <form autocomplete="off" class="body form" on:submit=submit>
                <p class="muted">{words::JOIN_TEXT}</p>
                <TextField label=words::LINK.to_owned() value=link guidance=words::LINK_NOTE.to_owned() required=true />
                <TextField label=words::PERSON.to_owned() value=person guidance=words::PERSON_NOTE.to_owned() required=true />
                <div class="submit-bar">
                    <button type="submit" class="button primary" prop:disabled=move || busy.get()>{words::JOIN_DO}</button>
                </div>
            </form>
        </section>
    }
}
