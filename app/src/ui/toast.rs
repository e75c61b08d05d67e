//! What was just done, with a way back for ten seconds.

use desk::message::Refusal;
use desk::message::roster::{RosterAnswer, RosterRequest, SaveKey, SaveView};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

use super::dialog::next_number;
use crate::platform::neighbour;
use crate::session::Session;
use crate::text;
use crate::text::shell as words;

const SHOWN_MS: u32 = 10_000;
const AT_MOST: usize = 4;
const GOOD_AT_MOST: usize = 2;

#[derive(Clone, Debug, PartialEq)]
struct Toast {
    number: u32,
    text: String,
    bad: bool,
    /// The save that can be undone.
    undo: Option<SaveKey>,
}

/// The notes in the corner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Toasts {
    list: RwSignal<Vec<Toast>>,
    session: Session,
    /// Shown by the page's other module.
    elsewhere: bool,
}

impl Toasts {
    /// Puts the notes of the page, and those of its other module, into context.
    pub(crate) fn provide() -> Toasts {
        let toasts = Toasts::new(false);
        neighbour::on_note(move |text, bad, undo| toasts.add(text, bad, undo));
        toasts
    }

    /// Puts notes into context that the page's other module shows.
    pub(crate) fn provide_elsewhere() -> Toasts {
        Toasts::new(true)
    }

    fn new(elsewhere: bool) -> Toasts {
        let toasts = Toasts { list: RwSignal::new(Vec::new()), session: Session::here(), elsewhere };
        provide_context(toasts);
        toasts
    }

    /// The notes in context.
    pub(crate) fn here() -> Toasts {
        use_context::<Toasts>().unwrap_or_else(Toasts::provide)
    }

    /// Something was done.
    pub(crate) fn say(self, text: impl Into<String>) {
        self.add(text.into(), false, None);
    }

    /// Something was not done.
    pub(crate) fn fail(self, text: impl Into<String>) {
        self.add(text.into(), true, None);
    }

    /// A request was refused.
    pub(crate) fn refuse(self, refusal: &Refusal) {
        self.fail(text::refusal::refusal(refusal));
    }

    /// A save is on the disk and can be undone.
    pub(crate) fn saved(self, text: impl Into<String>, save: &SaveView) {
        self.add(text.into(), false, save.undoable.then_some(save.key));
    }

    /// Undoes a save, or the newest one, and says so.
    pub(crate) fn undo(self, save: Option<SaveKey>) {
        spawn_local(async move {
            match self.session.roster(RosterRequest::Undo(save)).await {
                Ok(RosterAnswer::Undone { left: 0, .. }) => self.say(words::UNDONE),
                Ok(RosterAnswer::Undone { left, .. }) => self.say(words::undone_but(left)),
                Ok(_) => self.refuse(&Refusal::Protocol),
                Err(refusal) => self.refuse(&refusal),
            }
        });
    }

    /// Restores the save undone last.
    pub(crate) fn redo(self) {
        spawn_local(async move {
            match self.session.roster(RosterRequest::Redo).await {
                Ok(_) => self.say(words::REDONE),
                Err(refusal) => self.refuse(&refusal),
            }
        });
    }

    /// Takes all notes away.
    pub(crate) fn clear(self) {
        self.list.update(Vec::clear);
    }

    fn add(self, text: String, bad: bool, undo: Option<SaveKey>) {
        if self.elsewhere {
            return neighbour::tell_note(&text, bad, undo);
        }
        let number = next_number();
        self.list.update(|list| list.push(Toast { number, text, bad, undo }));
        // Not in one step with the new note: whoever adds and removes at once has the rest set into the page anew, and a
        // screen reader reads it out a second time.
        spawn_local(async move {
            tick().await;
            let _ = self.list.try_update(thin_out);
        });
        Timeout::new(SHOWN_MS, move || self.drop(number)).forget();
    }

    fn drop(self, number: u32) {
        let _ = self.list.try_update(|list| list.retain(|t| t.number != number));
    }
}

/// Good news may go sooner: it covers what people work on, and the save stands in the history.
fn thin_out(list: &mut Vec<Toast>) {
    let mut good = list.iter().filter(|toast| !toast.bad).count();
    list.retain(|toast| {
        toast.bad || good <= GOOD_AT_MOST || {
            good -= 1;
            false
        }
    });
    let surplus = list.len().saturating_sub(AT_MOST);
    list.drain(..surplus);
}

/// Where the notes are shown.
#[component]
pub(crate) fn ToastList() -> impl IntoView {
    let toasts = Toasts::here();
    let one = move |toast: Toast| {
        let number = toast.number;
        let undo = toast.undo.map(|save| {
            let press = move |_| {
                toasts.drop(number);
                toasts.undo(Some(save));
            };
            view! { <button type="button" class="button quiet" on:click=press>{words::UNDO}</button> }
        });
        view! {
            <li class=if toast.bad { "toast bad" } else { "toast" }>
                <span>{toast.text}</span>
                {undo}
                <button
                    type="button"
                    class="button quiet icon"
                    aria-label=words::CLOSE
                    on:click=move |_| toasts.drop(number)
                >
                    "✕"
                </button>
            </li>
        }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <ul>
                <For each=move || toasts.list.get() key=|t| t.number children=one />
            </ul>
        </div>
    }
}
