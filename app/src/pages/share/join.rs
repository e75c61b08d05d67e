//! While this device asks to be let in: the digits to be compared.

use desk::message::share::{JoinView, ShareRequest, ShareView};
use leptos::prelude::*;

use super::order;
use super::stick::JoinByStick;
use crate::session::Session;
use crate::text::share as words;
use crate::ui::{Busy, Button, Look, Toasts};

/// 正在申请加入.
#[component]
pub(super) fn Joining(view: Signal<ShareView>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let joining = Memo::new(move |_| view.with(|view| view.joining));
    let trouble = Memo::new(move |_| view.with(|view| view.brief.trouble));
    let stop = move |()| {
        busy.run(async move {
            order(session, toasts, ShareRequest::StopJoining).await;
        });
    };
    let body = move || {
        let text = match joining.get() {
            Some(JoinView::Leaving) | None => words::JOIN_LEAVING,
            Some(JoinView::Waiting) => words::JOIN_WAITING,
            Some(JoinView::Compare(_)) => words::JOIN_COMPARE,
            Some(JoinView::Trick) => words::JOIN_TRICK,
        };
        let digits = match joining.get() {
            Some(JoinView::Compare(number)) => {
                Some(view! { <p class="digits" role="group" aria-label=words::DIGITS>{words::digits(number)}</p> })
            }
            _ => None,
        };
        view! {
            <p role="status">{text}</p>
            {digits}
        }
    };
    view! {
        <section class="card" aria-label=words::JOINING>
            <header><h2>{words::JOINING}</h2></header>
            <div class="body stack">
                {body}
                {move || trouble.get().map(|why| view! { <p class="field-note bad" role="alert">{words::trouble(why)}</p> })}
                <div class="row">
                    <Button look=Look::Quiet on_press=stop>{words::JOIN_STOP}</Button>
                </div>
            </div>
        </section>
        <JoinByStick />
    }
}
