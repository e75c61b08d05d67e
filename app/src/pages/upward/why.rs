//! A dialog that asks why before something is done to one of a list.

use desk::message::Id;
use desk::message::upward::UpwardRequest;
use leptos::prelude::*;

use super::order;
use crate::session::Session;
use crate::ui::{AreaField, Busy, Dialog, SubmitBar, Toasts, effect};

/// What the dialog says, and what it orders.
#[derive(Clone, Copy)]
pub(super) struct Question {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) label: &'static str,
    pub(super) note: &'static str,
    /// On the button.
    pub(super) act: &'static str,
    pub(super) done: &'static str,
    pub(super) order: fn(Id, String) -> UpwardRequest,
}

/// Opens for whomever it is told of.
#[component]
pub(super) fn Why(whom: RwSignal<Option<Id>>, question: Question) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let (open, reason) = (RwSignal::new(false), RwSignal::new(String::new()));
    let chosen = StoredValue::new(None::<Id>);
    effect(move || {
        if let Some(id) = whom.get() {
            chosen.set_value(Some(id));
            reason.set(String::new());
            open.set(true);
            whom.set(None);
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(id) = chosen.get_value() else { return };
        let request = (question.order)(id, reason.get_untracked());
        busy.run(async move {
            if order(session, toasts, request).await.is_some() {
                toasts.say(question.done);
                let _ = open.try_set(false);
            }
        });
    };
    view! {
        <Dialog open=open title=question.title.to_owned()>
            <form autocomplete="off" class="form" on:submit=submit>
                <Show when=move || !question.text.is_empty()>
                    <p class="muted">{question.text}</p>
                </Show>
                <AreaField
                    label=question.label.to_owned()
                    value=reason
                    guidance=question.note.to_owned()
                    required=true
                />
                <SubmitBar
                    label=question.act.to_owned()
                    danger=true
                    busy=busy
                    on_cancel=move |()| open.set(false)
                />
            </form>
        </Dialog>
    }
}
