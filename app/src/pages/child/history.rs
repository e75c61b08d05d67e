//! Who changed what when, in words, each with its way back.

use desk::message::roster::{HistoryLine, SaveView};
use leptos::prelude::*;

use super::edit::Record;
use crate::text::child as words;
use crate::text::history as saves;
use crate::text::shell::UNDO;
use crate::ui::{Confirm, Toasts};

/// The timeline.
#[component]
pub(super) fn History(record: Record) -> impl IntoView {
    let toasts = Toasts::here();
    let lines = Memo::new(move |_| record.view.with(|v| v.as_ref().map(|v| v.history.clone()).unwrap_or_default()));
    let open = RwSignal::new(false);
    let asked = RwSignal::new(None::<SaveView>);
    let one = move |line: HistoryLine| {
        let (head, text) = (words::line_head(&line), words::line(&line));
        let save = line.save;
        let undo = save.undoable.then(|| {
            let ask = move |_| {
                asked.set(Some(save.clone()));
                open.set(true);
            };
            view! { <button type="button" class="button quiet" on:click=ask>{UNDO}</button> }
        });
        view! {
            <li>
                <p><small class="muted">{head}</small><span>{text}</span></p>
                {undo}
            </li>
        }
    };
    view! {
        <section class="card" aria-label=words::HISTORY>
            <header><h2>{words::HISTORY}</h2></header>
            <Show
                when=move || !lines.with(Vec::is_empty)
                fallback=|| view! { <p class="body muted">{words::NO_HISTORY}</p> }
            >
                <ol class="timeline">{move || lines.get().into_iter().map(one).collect_view()}</ol>
            </Show>
            <Confirm
                open=open
                title=saves::UNDO_TITLE.to_owned()
                text=Signal::derive(move || asked.with(|a| a.as_ref().map(saves::undo_text).unwrap_or_default()))
                label=UNDO.to_owned()
                on_yes=move |()| toasts.undo(asked.get_untracked().map(|s| s.number))
            />
        </section>
    }
}
