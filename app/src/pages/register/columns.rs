//! Which facts a register's list, its prints and its exports show.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::register::{MemberChoices, RegisterRequest};
use ledger::register::Which;
use leptos::prelude::*;

use crate::session::Session;
use crate::text::register as words;
use crate::ui::{Busy, Button, Choice, Look, SelectList, Toasts, effect};

/// The columns of a register.
#[component]
pub(crate) fn Columns(
    /// Which register.
    register: Which,
    /// What it can show.
    choices: Memo<MemberChoices>,
    /// The dialog around it.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let chosen = RwSignal::new(Vec::<String>::new());
    effect(move || {
        if open.get() {
            let shown = |choices: &MemberChoices| {
                choices.facts.iter().filter(|fact| fact.shown).map(|fact| fact.id.to_string()).collect()
            };
            chosen.set(choices.with_untracked(shown));
        }
    });
    let offered = Signal::derive(move || {
        choices.with(|choices| {
            let one = |fact: &desk::message::register::FactChoice| Choice {
                key: fact.id.to_string(),
                label: fact.label.clone(),
                count: None,
            };
            choices.facts.iter().map(one).collect::<Vec<_>>()
        })
    });
    let keep = move |columns: Vec<u16>| {
        busy.run(async move {
            match session.care(RegisterRequest::KeepColumns { register, columns }.into()).await {
                Ok(CareAnswer::Saved(_)) | Err(Refusal::NothingToWrite) => drop(open.try_set(false)),
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let keep_chosen = move |()| {
        // In the order of the form, whatever was ticked first.
        let ticked = chosen.get_untracked();
        let ids = choices.with_untracked(|choices| choices.facts.iter().map(|fact| fact.id).collect::<Vec<_>>());
        keep(ids.into_iter().filter(|id| ticked.contains(&id.to_string())).collect());
    };
    view! {
        <SelectList choices=offered chosen=chosen label=words::COLUMNS_TITLE.to_owned() />
        <div class="submit-bar">
            <Button on_press=move |()| keep(Vec::new())>{words::COLUMNS_USUAL}</Button>
            <Button look=Look::Primary on_press=keep_chosen>{words::COLUMNS_DO}</Button>
        </div>
    }
}
