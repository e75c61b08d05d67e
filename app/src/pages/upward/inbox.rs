//! 接收下级报送: opening the inbox, its letter, the schools that are registered, and what came in.

use desk::message::upward::{UpwardRequest, UpwardView};
use leptos::prelude::*;

use super::letter::OwnLetter;
use super::missing::Missing;
use super::offices::Offices;
use super::order;
use super::received::Received;
use crate::session::Session;
use crate::text::upward as words;
use crate::ui::{Banner, Busy, Empty, SubmitBar, TextField, Toasts, Tone};

/// 接收下级报送.
#[component]
pub(super) fn Inbox(view: Signal<UpwardView>) -> impl IntoView {
    let letter = Memo::new(move |_| view.with(|view| view.inbox.clone()));
    let is_open = Memo::new(move |_| letter.with(Option::is_some));
    let schools = Memo::new(move |_| view.with(|view| view.schools.clone()));
    let writes = Memo::new(move |_| view.with(|view| view.writes));
    let unsigned = Memo::new(move |_| view.with(|view| view.unsigned));
    let gap = Memo::new(move |_| view.with(|view| view.gap));
    let listing = Memo::new(move |_| {
        view.with(|view| match (view.schools.is_empty(), view.leads, view.listed) {
            (true, ..) | (_, true, Some(true)) => None,
            (_, true, _) => Some(words::LIST_WAITS),
            (_, false, _) => Some(words::LIST_ADMIN),
        })
    });
    move || {
        if !is_open.get() && !writes.get() {
            let text = words::NO_INBOX_TEXT.to_owned();
            return view! { <Empty title=words::NO_INBOX.to_owned() text=text /> }.into_any();
        }
        if !is_open.get() {
            return view! { <Open view=view /> }.into_any();
        }
        view! {
            <div class="cols wide">
                <div class="stack">
                    {move || gap.get().then(|| view! { <Banner tone=Tone::Late>{words::GAP}</Banner> })}
                    {move || match unsigned.get() {
                        0 => None,
                        count => Some(view! { <Banner tone=Tone::Soon>{words::unsigned(count)}</Banner> }),
                    }}
                    <Received view=view />
                    <Missing view=view />
                </div>
                <div class="stack">
                    <Offices inbox=false offices=schools writes=writes />
                    {move || listing.get().map(|text| view! { <p class="muted" role="status">{text}</p> })}
                    {move || letter.get().map(|letter| view! { <OwnLetter inbox=true letter=letter writes=writes /> })}
                </div>
            </div>
        }
        .into_any()
    }
}

/// 开设收件箱.
#[component]
fn Open(view: Signal<UpwardView>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let name = RwSignal::new(view.with_untracked(|view| view.name.clone()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = UpwardRequest::OpenInbox(name.get_untracked());
        busy.run(async move {
            if order(session, toasts, request).await.is_some() {
                toasts.say(words::OPENED);
            }
        });
    };
    let empty = move |()| name.set(String::new());
    view! {
        <section class="card" aria-label=words::OPEN_INBOX>
            <header><h2>{words::OPEN_INBOX}</h2></header>
            <div class="body">
                <form autocomplete="off" class="form" on:submit=submit>
                    <p class="muted">{words::OPEN_INBOX_TEXT}</p>
                    <TextField
                        label=words::OFFICE_NAME.to_owned()
                        value=name
                        guidance=words::OFFICE_NAME_NOTE.to_owned()
                        required=true
                    />
                    <SubmitBar label=words::OPEN_INBOX.to_owned() busy=busy on_cancel=empty />
                </form>
            </div>
        </section>
    }
}
