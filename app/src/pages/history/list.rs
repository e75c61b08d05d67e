//! Saves as a table: when, who, what, how much, and the way back after a question.

use desk::message::roster::{Action, SaveView};
use leptos::prelude::*;

use crate::text;
use crate::text::history as words;
use crate::text::shell::UNDO;
use crate::ui::{Confirm, Toasts};

/// A table of saves.
#[component]
pub(crate) fn SaveList(
    /// The saves, newest first.
    #[prop(into)]
    saves: Signal<Vec<SaveView>>,
) -> impl IntoView {
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    let asked = RwSignal::new(None::<SaveView>);
    let line = move |save: SaveView| {
        let what = words::save(&save);
        let kept = save.clone();
        let doubtful =
            save.clock_doubtful.then(|| view! { <span class="chip soon" title=words::CLOCK_WHY>{words::CLOCK}</span> });
        let end = if save.undoable {
            let ask = move |_| {
                asked.set(Some(kept.clone()));
                open.set(true);
            };
            view! { <button type="button" class="button quiet" on:click=ask>{UNDO}</button> }.into_any()
        } else {
            view! { <span class="muted">{state(save.action)}</span> }.into_any()
        };
        view! {
            <tr>
                <td class="nowrap">{text::moment(save.at_ms)}" "{doubtful}</td>
                <td class="nowrap">{words::who(&save.who).to_owned()}</td>
                <td>{what}</td>
                <td class="num">{text::count(save.cells)}</td>
                <td class="save-end">{end}</td>
            </tr>
        }
    };
    view! {
        <div class="table-scroll">
            <table class="plain saves">
                <thead>
                    <tr>
                        <th scope="col">{words::WHEN}</th>
                        <th scope="col">{words::WHO}</th>
                        <th scope="col">{words::WHAT}</th>
                        <th scope="col" class="num">{words::CELLS}</th>
                        <th scope="col"><span class="only-spoken">{UNDO}</span></th>
                    </tr>
                </thead>
                <tbody>{move || saves.get().into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
        <Confirm
            open=open
            title=words::UNDO_TITLE.to_owned()
            text=Signal::derive(move || asked.with(|a| a.as_ref().map(words::undo_text).unwrap_or_default()))
            label=UNDO.to_owned()
            on_yes=move |()| toasts.undo(asked.get_untracked().map(|s| s.key))
        />
    }
}

/// Why there is no way back.
fn state(action: Action) -> &'static str {
    match action {
        Action::Undo | Action::Redo | Action::Round | Action::Access | Action::Rescue => "",
        _ => words::UNDONE,
    }
}
