//! 报送与收件: what this office hands up, and what it takes in from others.

mod inbox;
mod letter;
mod missing;
mod offices;
mod pair;
mod received;
mod sent;
mod submit;
mod why;

use desk::message::care::{CareAnswer, CareRequest};
use desk::message::upward::{MAX_STICK_BYTES, UpwardAnswer, UpwardRequest, UpwardView};
use leptos::prelude::*;
use web_sys::File;

use self::inbox::Inbox;
use self::sent::Send;
use crate::pages::carried;
use crate::route::Route;
use crate::session::Session;
use crate::text::share::{SYNC, trouble};
use crate::text::shell::LOADING;
use crate::text::upward as words;
use crate::ui::{Banner, Empty, Tab, Tabs, Toasts, Tone, watched};

/// How often an open page looks.
const LOOK_MS: u32 = 1_500;
/// The part of the address of 同步 that leads here.
pub(crate) const UP: &str = "up";
const SEND: &str = "send";
const TAKE: &str = "take";

/// Says an order, and what is wrong if it is not carried out; the answer otherwise.
async fn order(session: Session, toasts: Toasts, request: UpwardRequest) -> Option<UpwardAnswer> {
    match session.care(CareRequest::Upward(request)).await {
        Ok(CareAnswer::Upward(answer)) => match *answer {
            UpwardAnswer::No(why) => {
                toasts.fail(words::why(why));
                None
            }
            other => Some(other),
        },
        Ok(_) => None,
        Err(refusal) => {
            toasts.refuse(&refusal);
            None
        }
    }
}

/// Asks for a file and saves it.
async fn save(session: Session, toasts: Toasts, request: UpwardRequest) {
    if let Some(UpwardAnswer::File { name, bytes }) = order(session, toasts, request).await {
        carried::given(toasts, &name, &bytes, words::saved(&name));
    }
}

/// Takes in a file from a stick, and says what it brought.
async fn take(session: Session, toasts: Toasts, chosen: Vec<File>, request: fn(Vec<u8>) -> UpwardRequest) {
    let Some(bytes) = carried::taken_short(toasts, chosen, MAX_STICK_BYTES).await else { return };
    if let Some(UpwardAnswer::Taken { new, known }) = order(session, toasts, request(bytes)).await {
        toasts.say(words::taken(new, known));
    }
}

/// 报送与收件.
#[component]
pub(crate) fn UpwardPage() -> impl IntoView {
    let session = Session::here();
    let look = move || {
        session.version();
        async move {
            match session.care(CareRequest::Upward(UpwardRequest::State)).await {
                Ok(CareAnswer::Upward(answer)) => match *answer {
                    UpwardAnswer::State(view) => Some(*view),
                    _ => None,
                },
                _ => None,
            }
        }
    };
    let view = watched(LOOK_MS, look);
    let kind = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| (view.shared, view.reads))));
    let shown = Signal::derive(move || view.get().unwrap_or_default());
    let sync = || Route::Sync(String::new()).href();
    view! {
        <section class="page upward">
            <div class="page-head">
                <h1>{words::TITLE}</h1>
                <p class="sub">{words::SUB}</p>
                <a class="button quiet" href=sync()>{words::TO_SYNC}</a>
            </div>
            {move || match kind.get() {
                None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
                Some((false, _)) => view! {
                    <Empty title=words::NOT_SHARED.to_owned() text=words::NOT_SHARED_TEXT.to_owned()>
                        <a class="button primary" href=sync()>{SYNC}</a>
                    </Empty>
                }
                .into_any(),
                Some((true, false)) => view! {
                    <Empty title=words::NO_RIGHT.to_owned() text=words::NO_RIGHT_TEXT.to_owned() />
                }
                .into_any(),
                Some((true, true)) => view! { <Both view=shown /> }.into_any(),
            }}
        </section>
    }
}

/// What is handed up, and what comes in.
#[component]
fn Both(view: Signal<UpwardView>) -> impl IntoView {
    // An office that takes in and hands nothing up sees that first.
    let first = view.with_untracked(|view| if view.inbox.is_some() && view.superiors.is_empty() { TAKE } else { SEND });
    let chosen = RwSignal::new(first.to_owned());
    let tab = |key: &str, label: &str| Tab { key: key.to_owned(), label: label.to_owned(), count: None };
    let tabs = vec![tab(SEND, words::SEND), tab(TAKE, words::TAKE)];
    let why = Memo::new(move |_| view.with(|view| view.trouble));
    let takes = Memo::new(move |_| chosen.with(|chosen| chosen == TAKE));
    view! {
        <Tabs tabs=tabs chosen=chosen label=words::PARTS.to_owned() />
        {move || why.get().map(|why| view! { <Banner tone=Tone::Soon>{trouble(why)}</Banner> })}
        <div role="tabpanel">
            {move || {
                if takes.get() {
                    view! { <Inbox view=view /> }.into_any()
                } else {
                    view! { <Send view=view /> }.into_any()
                }
            }}
        </div>
    }
}
