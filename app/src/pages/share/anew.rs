//! A server that has lost the ledger, or was set up anew: what a person says who has asked whoever runs it.

use desk::message::share::{RoleView, ShareRequest, ShareView, Stopped, Trouble};
use leptos::prelude::*;

use super::order;
use crate::session::Session;
use crate::text::{anew as words, share};
use crate::ui::{Busy, Button, Confirm, TextField, Toasts};

/// What can be done now; nothing on most days.
#[component]
pub(super) fn Anew(view: Signal<ShareView>) -> impl IntoView {
    let trouble = Memo::new(move |_| view.with(|view| view.brief.trouble));
    let writes = Memo::new(move |_| view.with(|view| view.role >= Some(RoleView::Editor)));
    move || match trouble.get() {
        Some(Trouble::NotAccepted | Trouble::NotWhole | Trouble::Filling) if writes.get() => {
            Some(view! { <Lost /> }.into_any())
        }
        Some(Trouble::Stopped(Stopped::SetUpAnew)) => Some(view! { <Known /> }.into_any()),
        _ => None,
    }
}

#[component]
fn Lost() -> impl IntoView {
    let (ticket, open) = (RwSignal::new(String::new()), RwSignal::new(false));
    view! {
        <section class="card" aria-label=words::LOST>
            <details class="body rarely">
                <summary>{words::LOST}</summary>
                <div class="stack">
                    <p class="muted">{words::LOST_TEXT}</p>
                    <TextField label=share::TICKET.to_owned() value=ticket guidance=share::TICKET_NOTE.to_owned() />
                    <div class="row">
                        <Button on_press=move |()| open.set(true)>{words::LOST_DO}</Button>
                    </div>
                </div>
            </details>
        </section>
        <Sure
            open=open
            title=words::LOST
            text=words::LOST_ASK
            label=words::LOST_YES
            request=move || ShareRequest::Anew { ticket: ticket.get_untracked() }
            said=words::LOST_SAID
        />
    }
}

#[component]
fn Known() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <section class="card" aria-label=words::ANEW>
            <header><h2>{words::ANEW}</h2></header>
            <div class="body stack">
                <p class="muted">{words::ANEW_TEXT}</p>
                <div class="row">
                    <Button on_press=move |()| open.set(true)>{words::ANEW_DO}</Button>
                </div>
            </div>
        </section>
        <Sure
            open=open
            title=words::ANEW
            text=words::ANEW_ASK
            label=words::ANEW_YES
            request=|| ShareRequest::Accept
            said=share::SENT_DONE
        />
    }
}

/// What a person says of having asked whoever runs the server, and the order that follows.
#[component]
fn Sure(
    open: RwSignal<bool>,
    title: &'static str,
    text: &'static str,
    label: &'static str,
    request: impl Fn() -> ShareRequest + Copy + Send + Sync + 'static,
    /// Said when the order was taken.
    said: &'static str,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let yes = move |()| {
        let request = request();
        busy.run(async move {
            if order(session, toasts, request).await.is_some() {
                toasts.say(said);
            }
        });
    };
    view! { <Confirm open=open title=title.to_owned() text=text.to_owned() label=label.to_owned() on_yes=yes /> }
}
