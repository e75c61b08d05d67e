//! 校历 in the settings: lines of kind, first day, last day and name.

use desk::message::Refusal;
use desk::message::care::{CalendarLine, CareAnswer, CareRequest};
use leptos::prelude::*;

use super::cared;
use crate::session::Session;
use crate::text::care as words;
use crate::ui::data_table::block;
use crate::ui::{Busy, Button, DateField, DraftOffer, SelectField, TextDraft, TextField, Toasts, effect};

/// A line that is being edited.
#[derive(Clone, Copy)]
struct Line([RwSignal<String>; 4]);

impl Line {
    fn new(line: CalendarLine) -> Line {
        Line([line.kind, line.from, line.to, line.name].map(RwSignal::new))
    }

    fn read(self) -> CalendarLine {
        let [kind, from, to, name] = self.0.map(|text| text.get_untracked());
        CalendarLine { kind, from, to, name }
    }

    /// The line of a draft.
    fn of_cells(mut cells: Vec<String>) -> Line {
        let mut cells = cells.drain(..);
        let mut next = || cells.next().unwrap_or_default();
        Line::new(CalendarLine { kind: next(), from: next(), to: next(), name: next() })
    }
}

fn says(lines: RwSignal<Vec<Line>>) -> String {
    block::write(&lines.get().iter().map(|line| line.0.map(|text| text.get()).to_vec()).collect::<Vec<_>>())
}

/// 校历.
#[component]
pub(crate) fn CalendarSetting() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let found = cared(|| CareRequest::Calendar);
    let (lines, error) = (RwSignal::new(Vec::<Line>::new()), RwSignal::new(String::new()));
    // Asked once: another window's save must not take away what is being typed.
    effect(move || {
        if let Some(CareAnswer::Calendar(stored)) = found.get().filter(|_| lines.with_untracked(Vec::is_empty)) {
            lines.set(stored.into_iter().map(Line::new).collect());
        }
    });
    let draft = TextDraft::follow("calendar", move || says(lines));
    let take = move |text: String| lines.set(block::read(&text).into_iter().map(Line::of_cells).collect());
    let add = move |()| {
        lines.update(|all| all.push(Line::new(CalendarLine { kind: "holiday".to_owned(), ..CalendarLine::default() })))
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let written = lines.get_untracked().into_iter().map(Line::read).collect();
        busy.run(async move {
            match session.care(CareRequest::KeepCalendar(written)).await {
                Ok(CareAnswer::BadLine(line)) => {
                    let _ = error.try_set(words::bad_line(line));
                    return;
                }
                Ok(CareAnswer::Saved(save)) => toasts.saved(words::saved(words::CALENDAR), &save),
                Err(Refusal::NothingToWrite) => {}
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refusal) => return toasts.refuse(&refusal),
            }
            let _ = error.try_set(String::new());
            draft.settle(untrack(|| says(lines)));
        });
    };
    let one = |line: Line| {
        let [kind, from, to, name] = line.0;
        view! {
            <div class="calendar-line">
                <SelectField label=words::CALENDAR_KIND.to_owned() value=kind options=words::calendar_kinds() />
                <DateField label=words::CALENDAR_FROM.to_owned() value=from />
                <DateField label=words::CALENDAR_TO.to_owned() value=to />
                <TextField label=words::CALENDAR_NAME.to_owned() value=name />
            </div>
        }
    };
    view! {
        <section class="card" aria-label=words::CALENDAR>
            <header><h2>{words::CALENDAR}</h2></header>
            <form autocomplete="off" class="form body" on:submit=submit>
                <p class="muted">{words::CALENDAR_TEXT}</p>
                <DraftOffer draft=draft.draft on_take=take />
                {move || lines.get().into_iter().map(one).collect_view()}
                <p class="field-note bad" role="status">{move || error.get()}</p>
                <div class="submit-bar">
                    <Button on_press=add>{words::CALENDAR_ADD}</Button>
                    <button type="submit" class="button primary" prop:disabled=move || busy.get()>{words::SAVE}</button>
                </div>
            </form>
        </section>
    }
}
