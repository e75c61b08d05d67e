//! 同步: how sharing stands, who belongs to it, what waits and why, what is disputed.

mod anew;
mod begin;
mod code;
mod disputes;
mod exchange;
mod heart;
mod invitations;
mod join;
mod members;
mod offers;
mod photos;
mod rights;
mod state;
mod stick;

use desk::message::care::{CareAnswer, CareRequest};
use desk::message::share::{ShareAnswer, ShareRequest};
use leptos::prelude::*;

use self::anew::Anew;
use self::begin::Begin;
use self::disputes::Disputes;
use self::exchange::{Exchange, Rounds};
pub(crate) use self::heart::SyncChip;
use self::invitations::Invitations;
use self::join::Joining;
use self::members::Members;
use self::offers::Offers;
use self::photos::Photos;
use self::state::{State, Waiting};
use crate::pages::upward::UP;
use crate::route::Route;
use crate::session::Session;
use crate::text::share as words;
use crate::text::shell::LOADING;
use crate::text::upward;
use crate::ui::{Toasts, watched};

/// How often an open page looks.
const LOOK_MS: u32 = 1_500;

/// Says an order, and what is wrong if it is not carried out; the answer otherwise.
pub(super) async fn order(session: Session, toasts: Toasts, request: ShareRequest) -> Option<ShareAnswer> {
    match session.care(CareRequest::Share(request)).await {
        Ok(CareAnswer::Share(answer)) => match *answer {
            ShareAnswer::No(why) => {
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

/// 同步.
#[component]
pub(crate) fn SyncPage(
    /// An invitation, if the page was opened by its link.
    part: String,
) -> impl IntoView {
    let session = Session::here();
    let look = move || {
        session.version();
        async move {
            match session.care(CareRequest::Share(ShareRequest::State)).await {
                Ok(CareAnswer::Share(answer)) => match *answer {
                    ShareAnswer::State(view) => Some(*view),
                    _ => None,
                },
                _ => None,
            }
        }
    };
    let view = watched(LOOK_MS, look);
    let shared = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| (view.shared, view.joining.is_some()))));
    let link = part.strip_prefix("join.").unwrap_or_default().to_owned();
    let meeting = Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.meeting)));
    let shown = Signal::derive(move || view.get().unwrap_or_default());
    view! {
        <section class="page sync">
            <div class="page-head">
                <h1>{words::SYNC}</h1>
                <p class="sub">{words::SUB}</p>
                <Show when=move || shared.get().is_some_and(|(shared, joining)| shared && !joining)>
                    <a class="button" href=Route::Sync(UP.to_owned()).href()>{upward::TITLE}</a>
                </Show>
            </div>
            {move || match shared.get() {
                None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
                Some((false, _)) => view! { <div class="cols wide"><Begin link=link.clone() meeting=meeting /></div> }.into_any(),
                Some((true, true)) => view! { <Joining view=shown /> }.into_any(),
                Some((true, false)) => view! {
                    <div class="cols wide">
                        <div class="stack">
                            <State view=shown />
                            <Anew view=shown />
                            <Offers view=shown />
                            <Disputes view=shown />
                            <Waiting view=shown />
                            <Photos view=shown />
                            <Rounds view=shown />
                        </div>
                        <div class="stack">
                            <Members view=shown />
                            <Invitations view=shown />
                            <Exchange />
                        </div>
                    </div>
                }
                .into_any(),
            }}
        </section>
    }
}
