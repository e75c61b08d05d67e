//! 修改记录: every save, newest first, each with its way back.

mod list;

use desk::message::roster::{RosterAnswer, RosterRequest};
use leptos::prelude::*;

pub(crate) use self::list::SaveList;
use crate::session::Session;
use crate::text::history as words;
use crate::text::shell::LOADING;
use crate::ui::{Button, Empty, Toasts, asked};

/// Saves fetched at first and each time more are wanted.
const STEP: u32 = 100;

/// 修改记录.
#[component]
pub(crate) fn HistoryPage() -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let wanted = RwSignal::new(STEP);
    let found = asked(move || {
        session.version();
        let count = wanted.get();
        async move {
            match session.roster(RosterRequest::Saves { count }).await {
                Ok(RosterAnswer::Saves(saves)) => saves,
                Ok(_) => Vec::new(),
                Err(refusal) => {
                    toasts.refuse(&refusal);
                    Vec::new()
                }
            }
        }
    });
    let saves = Signal::derive(move || found.get().unwrap_or_default());
    let more = move || saves.with(Vec::len) as u32 >= wanted.get();
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::TITLE}</h1>
                <p class="sub">{words::SUB}</p>
                <span class="grow"></span>
                <Button on_press=move |()| toasts.redo()>{words::REDO}</Button>
            </div>
            <Show
                when=move || !saves.with(Vec::is_empty)
                fallback=move || {
                    if found.get().is_some() {
                        view! { <Empty title=words::NONE_TITLE.to_owned() text=words::NONE_TEXT.to_owned() /> }.into_any()
                    } else {
                        view! { <p class="muted" role="status">{LOADING}</p> }.into_any()
                    }
                }
            >
                <div class="card"><SaveList saves=saves /></div>
                <Show when=more>
                    <div class="more">
                        <Button on_press=move |()| wanted.update(|n| *n += STEP)>{words::MORE}</Button>
                    </div>
                </Show>
            </Show>
        </section>
    }
}
