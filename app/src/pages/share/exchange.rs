//! 用U盘交换, and the rounds so far.

use desk::message::share::{ShareAnswer, ShareRequest, ShareView};
use leptos::prelude::*;
use web_sys::File;

use super::order;
use crate::pages::carried;
use crate::session::Session;
use crate::text::share as words;
use crate::ui::{Busy, Button, FileDrop, Toasts};

/// 用U盘交换.
#[component]
pub(super) fn Exchange() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let export = move |()| {
        busy.run(async move {
            let answer = order(session, toasts, ShareRequest::Bundle).await;
            if let Some(ShareAnswer::Bundle { name, bytes, count, log }) = answer {
                carried::given(toasts, &name, &bytes, words::exported(count, log, &name));
            }
        });
    };
    let import = move |chosen: Vec<File>| {
        busy.run(async move {
            let Some(bytes) = carried::taken(toasts, chosen).await else { return };
            let answer = order(session, toasts, ShareRequest::Import(bytes)).await;
            if let Some(ShareAnswer::Imported { log, new, left, offered }) = answer {
                toasts.say(words::imported(log, new, left, offered));
            }
        });
    };
    view! {
        <section class="card" aria-label=words::EXCHANGE>
            <header><h2>{words::EXCHANGE}</h2></header>
            <div class="body stack">
                <p class="muted">{words::EXCHANGE_TEXT}</p>
                <div class="row">
                    <Button on_press=export>{words::EXPORT}</Button>
                </div>
                <FileDrop label=words::IMPORT.to_owned() accept=".sxc".to_owned() on_files=import />
            </div>
        </section>
    }
}

/// 同步记录.
#[component]
pub(super) fn Rounds(view: Signal<ShareView>) -> impl IntoView {
    let rounds = Memo::new(move |_| view.with(|view| view.rounds.clone()));
    let lines = move || {
        let rounds = rounds.get();
        if rounds.is_empty() {
            return view! { <p class="muted">{words::NO_ROUNDS}</p> }.into_any();
        }
        let lines = rounds.iter().map(|round| view! { <li>{words::round(round)}</li> }).collect_view();
        view! { <ul class="sync-list">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-label=words::ROUNDS>
            <header><h2>{words::ROUNDS}</h2></header>
            <div class="body">{lines}</div>
        </section>
    }
}
