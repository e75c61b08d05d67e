//! How sharing stands now, and what waits and why.

use desk::message::share::{ShareRequest, ShareView, Trouble, WaitingView};
use leptos::prelude::*;

use super::order;
use crate::session::Session;
use crate::text::{arrival as arrival_words, count, share as words};
use crate::ui::{Banner, Busy, Button, Look, TextField, Toasts, Tone};

/// 同步状态.
#[component]
pub(super) fn State(view: Signal<ShareView>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let name = Memo::new(move |_| view.with(|view| view.name.clone()));
    let brief = Memo::new(move |_| view.with(|view| view.brief));
    let told = Memo::new(move |_| view.with(|view| view.told.clone()));
    let needs_ticket = Memo::new(move |_| brief.get().trouble == Some(Trouble::TicketNeeded));
    let arrival = Memo::new(move |_| view.with(|view| view.arrival));
    let doubts = Memo::new(move |_| view.with(|view| view.doubts.clone()));
    let held = Memo::new(move |_| view.with(|view| view.held));
    let ticket = RwSignal::new(String::new());
    let now = move |()| {
        let request = ShareRequest::Now { ticket: ticket.get_untracked() };
        busy.run(async move {
            if order(session, toasts, request).await.is_some() {
                toasts.say(words::SENT_DONE);
            }
        });
    };
    view! {
        <section class="card" aria-label=words::STATE>
            <header><h2>{move || name.get()}</h2></header>
            <div class="body stack">
                <p class="sync-brief" role="status">{move || words::brief(&brief.get())}</p>
                {move || brief.get().trouble.map(|why| view! { <p class="field-note bad">{words::trouble(why)}</p> })}
                {move || brief.get().alarm.then(|| view! { <Banner tone=Tone::Late>{words::ALARM}</Banner> })}
                {move || arrival.get().map(|one| view! { <p role="status" class="sync-arrival">{arrival_words::arrival(one)}</p> })}
                {move || doubts.get().into_iter().map(|one| view! { <Banner tone=Tone::Late>{arrival_words::doubt(&one)}</Banner> }).collect_view()}
                {move || held.get().then(|| view! { <p class="muted">{words::HELD}</p> })}
                {move || told.get().into_iter().map(|told| view! { <p class="muted">{words::told(told)}</p> }).collect_view()}
                <Show when=move || needs_ticket.get()>
                    <TextField label=words::TICKET.to_owned() value=ticket guidance=words::TICKET_NOTE.to_owned() />
                </Show>
                <div class="row">
                    <Button look=Look::Primary disabled=Signal::derive(move || busy.get()) on_press=now>{words::NOW}</Button>
                </div>
            </div>
        </section>
    }
}

/// 待上传.
#[component]
pub(super) fn Waiting(view: Signal<ShareView>) -> impl IntoView {
    let waiting = Memo::new(move |_| view.with(|view| (view.waiting.clone(), view.more)));
    let line = |one: WaitingView| {
        view! {
            <li>
                <span>{words::what(&one.what)}</span>
                <span class="muted">{words::reason(one.reason)}</span>
            </li>
        }
    };
    move || {
        let (lines, more) = waiting.get();
        if lines.is_empty() {
            return None;
        }
        let rest = (more > 0).then(|| view! { <p class="muted">"+ "{count(more)}</p> });
        Some(view! {
            <section class="card" aria-label=words::WAITING>
                <header><h2>{words::WAITING}</h2></header>
                <div class="body stack">
                    <p class="muted">{words::WAITING_TEXT}</p>
                    <ul class="sync-list">{lines.into_iter().map(line).collect_view()}</ul>
                    {rest}
                </div>
            </section>
        })
    }
}
