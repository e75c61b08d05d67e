//! 没有网络时用U盘加入: the request and its answers as files, on either side.

use desk::message::Id;
use desk::message::share::{ShareAnswer, ShareRequest};
use leptos::prelude::*;
use web_sys::File;

use super::order;
use crate::pages::carried;
use crate::session::Session;
use crate::text::stick as words;
use crate::ui::{Busy, Button, FileDrop, Look, Toasts};

/// The side that wants to come in.
#[component]
pub(super) fn JoinByStick() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let request = move |()| {
        busy.run(async move {
            save(session, toasts, ShareRequest::RequestFile).await;
        });
    };
    let take = move |chosen: Vec<File>| {
        busy.run(async move {
            let Some(bytes) = carried::taken(toasts, chosen).await else { return };
            if order(session, toasts, ShareRequest::TakeAnswer(bytes)).await.is_some() {
                toasts.say(words::TAKEN);
            }
        });
    };
    view! {
        <section class="card" aria-label=words::TITLE>
            <header><h2>{words::TITLE}</h2></header>
            <div class="body stack">
                <p class="muted">{words::TEXT}</p>
                <div class="row">
                    <Button on_press=request>{words::REQUEST}</Button>
                </div>
                <FileDrop label=words::TAKE_ANSWER.to_owned() accept=".sxj".to_owned() on_files=take />
            </div>
        </section>
    }
}

/// The side that invites: a request comes in, the answer goes out at once.
#[component]
pub(super) fn TakeRequest() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let take = move |chosen: Vec<File>| {
        busy.run(async move {
            if let Some(bytes) = carried::taken(toasts, chosen).await {
                save(session, toasts, ShareRequest::TakeRequest(bytes)).await;
            }
        });
    };
    view! {
        <p class="muted">{words::TAKE_REQUEST_TEXT}</p>
        <FileDrop label=words::TAKE_REQUEST.to_owned() accept=".sxj".to_owned() on_files=take />
    }
}

/// The answer to a request once more, or the log for whoever was let in.
#[component]
pub(super) fn AnswerFile(
    invite: Id,
    /// Whoever asked is a member.
    inside: bool,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let answer = move |()| {
        busy.run(async move {
            save(session, toasts, ShareRequest::AnswerFile(invite)).await;
        });
    };
    let label = if inside { words::LOG } else { words::ANSWER_AGAIN };
    let look = if inside { Look::Primary } else { Look::Plain };
    view! { <Button look=look on_press=answer>{label}</Button> }
}

/// Asks for a file and saves it.
async fn save(session: Session, toasts: Toasts, request: ShareRequest) {
    if let Some(ShareAnswer::File { name, bytes }) = order(session, toasts, request).await {
        carried::given(toasts, &name, &bytes, words::saved(&name));
    }
}
