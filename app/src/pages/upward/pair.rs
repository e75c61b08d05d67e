//! Pairing with another office: its letter, and the digits that stand on paper.

use desk::message::care::{CareAnswer, CareRequest};
use desk::message::upward::{LetterView, MAX_LETTER_BYTES, UpWhy, UpwardAnswer, UpwardRequest};
use leptos::prelude::*;
use web_sys::File;

use crate::pages::carried;
use crate::session::Session;
use crate::text::upward as words;
use crate::ui::{AreaField, Busy, Dialog, FileDrop, SubmitBar, TextField, Toasts};

/// 添加上级, 登记学校.
#[component]
pub(super) fn Pair(
    open: RwSignal<bool>,
    /// The letter is one of an office that takes in.
    inbox: bool,
) -> impl IntoView {
    let title = if inbox { words::ADD_SUPERIOR_TITLE } else { words::ADD_SCHOOL_TITLE };
    view! {
        <Dialog open=open title=title.to_owned()>
            <PairForm open=open inbox=inbox />
        </Dialog>
    }
}

#[component]
fn PairForm(open: RwSignal<bool>, inbox: bool) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let (letter, digits) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = RwSignal::new(None::<LetterView>);
    let wrong = RwSignal::new(String::new());
    let look = move || {
        let text = letter.get_untracked();
        leptos::task::spawn_local(async move {
            // What is still being typed is no mistake yet.
            let answer = session.care(CareRequest::Upward(UpwardRequest::Read(text))).await;
            let view = match answer {
                Ok(CareAnswer::Upward(answer)) => match *answer {
                    UpwardAnswer::Letter(view) => Some(view),
                    _ => None,
                },
                _ => None,
            };
            let _ = found.try_set(view);
        });
    };
    crate::ui::effect(move || {
        letter.get();
        look();
    });
    let take = move |chosen: Vec<File>| {
        busy.run(async move {
            let Some(bytes) = carried::taken_short(toasts, chosen, MAX_LETTER_BYTES).await else { return };
            let _ = letter.try_set(String::from_utf8_lossy(&bytes).into_owned());
        });
    };
    let other = if inbox { words::IS_SENDER } else { words::IS_INBOX };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if found.with_untracked(|found| found.as_ref().is_some_and(|letter| letter.inbox != inbox)) {
            toasts.fail(other);
            return;
        }
        wrong.set(String::new());
        let request = UpwardRequest::Pin { letter: letter.get_untracked(), digits: digits.get_untracked() };
        busy.run(async move {
            match session.care(CareRequest::Upward(request)).await {
                Ok(CareAnswer::Upward(answer)) => match *answer {
                    // Said where the digits are: they are to be looked at one by one.
                    UpwardAnswer::No(why @ UpWhy::OtherDigits) => {
                        let _ = wrong.try_set(words::why(why).to_owned());
                    }
                    UpwardAnswer::No(why) => toasts.fail(words::why(why)),
                    _ => {
                        toasts.say(words::PINNED);
                        let _ = open.try_set(false);
                    }
                },
                Ok(_) => {}
                Err(refusal) => toasts.refuse(&refusal),
            }
        });
    };
    let text = if inbox { words::ADD_SUPERIOR_TEXT } else { words::ADD_SCHOOL_TEXT };
    let said = move || {
        found.get().map(|letter| {
            let more = match (letter.known, letter.renews) {
                _ if letter.inbox != inbox => Some(other),
                (true, _) => Some(words::KNOWN),
                (_, true) => Some(words::RENEWS),
                _ => None,
            };
            view! {
                <p role="status"><b>{words::letter_of(letter.inbox, &letter.name)}</b></p>
                {more.map(|more| view! { <p class="field-note">{more}</p> })}
            }
        })
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p class="muted">{text}</p>
            <AreaField label=words::LETTER.to_owned() value=letter rows=4 required=true />
            <FileDrop label=words::LETTER_FILE.to_owned() accept=".txt".to_owned() on_files=take />
            {said}
            <TextField
                label=words::LETTER_DIGITS.to_owned()
                value=digits
                error=wrong
                guidance=words::LETTER_DIGITS_NOTE.to_owned()
                required=true
            />
            <SubmitBar label=words::PIN.to_owned() busy=busy on_cancel=move |()| open.set(false) />
        </form>
    }
}
