//! Step 5, 结果: what was written, the way back, the rows that were left out, and where to go next.

use std::sync::Arc;

use desk::message::Refusal;
use desk::message::roster::{RosterAnswer, RosterRequest};
use leptos::prelude::*;

use super::wizard::{Ending, Outcome, Wizard};
use crate::platform::files;
use crate::route::{Route, Router};
use crate::session::{FileTrouble, Session};
use crate::text::import as t;
use crate::text::{count, refusal};
use crate::ui::{Busy, Button, Confirm, Look, Toasts};

/// What became of the current file.
#[component]
pub(crate) fn End() -> impl IntoView {
    let (wizard, router) = (Wizard::here(), Router::here());
    let ways = move || {
        view! {
            <div class="step-bar">
                <Button on_press=move |()| wizard.begin_next()>
                    {move || if wizard.reading.queue().is_empty() { t::ANOTHER } else { t::QUEUE_NEXT }}
                </Button>
                <span class="grow"></span>
                <Button on_press=move |()| router.go(&Route::Compare(String::new()))>{t::TO_COMPARE}</Button>
                <Button look=Look::Primary on_press=move |()| router.go(&Route::Roster)>{t::TO_ROSTER}</Button>
            </div>
        }
    };
    let body = move || match wizard.ending.get() {
        Some(Ending::Imported(outcome)) => view! { <Imported outcome=*outcome /> }.into_any(),
        Some(Ending::Listed(list)) => {
            view! { <section class="card outcome"><h2>{t::list_kept(&list.name, list.counts[0])}</h2></section> }
                .into_any()
        }
        None => ().into_any(),
    };
    view! { {body} {ways} }
}

#[component]
fn Imported(outcome: Outcome) -> impl IntoView {
    let (session, toasts, wizard) = (Session::here(), Toasts::here(), Wizard::here());
    let busy = Busy::new();
    let asking = RwSignal::new(false);
    let [added, changed, undecided] = outcome.written;
    let numbers =
        [added, changed, outcome.counts.unchanged, undecided, outcome.counts.repeated, outcome.counts.rejected];
    let number = |(label, n): (&'static str, u32)| {
        view! { <div class:zero=n == 0><dt>{label}</dt><dd>{count(n)}</dd></div> }
    };
    let save = outcome.save.key;
    let undo = move |()| {
        busy.run(async move {
            match session.roster(RosterRequest::Undo(Some(save))).await {
                Ok(RosterAnswer::Undone { left, .. }) => {
                    wizard.ending.try_update(|ending| {
                        if let Some(Ending::Imported(outcome)) = ending {
                            outcome.undone = Some(left);
                        }
                    });
                }
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    let failing = outcome.failing.clone();
    let any_failing = !failing.is_empty();
    let download = move |()| {
        let rows = Arc::clone(&failing);
        busy.run(async move {
            let written = wizard.reading.failing(rows.to_vec()).await;
            let saved = written.and_then(|(name, bytes)| files::save(&name, &bytes).map_err(|_| FileTrouble::Broken));
            if let Err(trouble) = saved {
                toasts.fail(refusal::file(&trouble));
            }
        });
    };
    let undone = outcome.undone;
    let title = if session.view_untracked().is_some_and(|v| v.trial) { t::DONE_TRIAL } else { t::DONE_TITLE };
    view! {
        <section class="card outcome">
            <h2>{if undone.is_some() { t::UNDONE_TITLE } else { title }}</h2>
            {undone.map(|left| view! { <p role="status">{t::undone(left)}</p> })}
            <dl class="outcome-numbers">{t::DONE_ROWS.into_iter().zip(numbers).map(number).collect_view()}</dl>
            <div class="row">
                {undone.is_none().then(|| view! {
                    <Button disabled=Signal::derive(move || busy.get()) on_press=move |()| asking.set(true)>{t::UNDO}</Button>
                })}
                {any_failing.then(|| view! {
                    <Button disabled=Signal::derive(move || busy.get()) on_press=download>{t::FAILING}</Button>
                })}
            </div>
            {any_failing.then(|| view! { <p class="field-note">{t::FAILING_HELP}</p> })}
            <Confirm
                open=asking
                title=t::UNDO.to_owned()
                text=t::UNDO_ASK.to_owned()
                label=t::UNDO.to_owned()
                danger=true
                on_yes=undo
            />
        </section>
    }
}
