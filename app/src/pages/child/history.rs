//! Who changed what when, in words, each save with its way back. What one save did stands together.

use desk::message::roster::{HistoryLine, SaveView};
use leptos::prelude::*;

use super::edit::Record;
use crate::text::child as words;
use crate::text::history as saves;
use crate::text::shell::UNDO;
use crate::ui::{Confirm, Toasts};

/// Lines of one save shown at once; an import fills dozens of fields.
const SHOWN: usize = 3;

/// The timeline.
#[component]
pub(super) fn History(record: Record) -> impl IntoView {
    let toasts = Toasts::here();
    let steps = Memo::new(move |_| record.view.with(|v| v.as_ref().map(|v| by_save(&v.history)).unwrap_or_default()));
    let open = RwSignal::new(false);
    let asked = RwSignal::new(None::<SaveView>);
    let one = move |lines: Vec<HistoryLine>| {
        let Some(first) = lines.first() else { return ().into_any() };
        let (head, save) = (words::line_head(first), first.save.clone());
        let line = |l: &HistoryLine| view! { <span>{words::line(l)}</span> };
        let shown = lines.iter().take(SHOWN).map(line).collect_view();
        let rest = lines.len().saturating_sub(SHOWN);
        let rest = (rest > 0).then(|| {
            view! {
                <details>
                    <summary>{words::more_lines(rest)}</summary>
                    {lines.iter().skip(SHOWN).map(line).collect_view()}
                </details>
            }
        });
        let undo = save.undoable.then(|| {
            let ask = move |_| {
                asked.set(Some(save.clone()));
                open.set(true);
            };
            view! { <button type="button" class="button quiet" on:click=ask>{UNDO}</button> }
        });
        view! {
            <li>
                <div class="timeline-words"><small class="muted">{head}</small>{shown}{rest}</div>
                {undo}
            </li>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-label=words::HISTORY>
            <header><h2>{words::HISTORY}</h2></header>
            <Show
                when=move || !steps.with(Vec::is_empty)
                fallback=|| view! { <p class="body muted">{words::NO_HISTORY}</p> }
            >
                <ol class="timeline">{move || steps.get().into_iter().map(one).collect_view()}</ol>
            </Show>
            <Confirm
                open=open
                title=saves::UNDO_TITLE.to_owned()
                text=Signal::derive(move || asked.with(|a| a.as_ref().map(saves::undo_text).unwrap_or_default()))
                label=UNDO.to_owned()
                on_yes=move |()| toasts.undo(asked.get_untracked().map(|s| s.key))
            />
        </section>
    }
}

/// Lines of one save together, saves in the order given.
fn by_save(lines: &[HistoryLine]) -> Vec<Vec<HistoryLine>> {
    let same = |a: &HistoryLine, b: &HistoryLine| a.save.key == b.save.key;
    lines.chunk_by(same).map(<[HistoryLine]>::to_vec).collect()
}
