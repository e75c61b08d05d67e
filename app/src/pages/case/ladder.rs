//! 升级阶梯 in the settings: rung by rung, as the county climbs.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::case::{CaseAnswer, CaseRequest, RungLine};
use ledger::case::{Act, Method, NoticeKind, StepKind};
use leptos::prelude::*;

use super::told;
use crate::session::Session;
use crate::text::care as care_words;
use crate::text::case as words;
use crate::ui::data_table::block;
use crate::ui::{Busy, Button, DraftOffer, SelectField, TextDraft, TextField, Toasts, effect};

/// A rung that is being edited.
#[derive(Clone, Copy)]
struct Line([RwSignal<String>; 6]);

impl Line {
    fn new(line: RungLine) -> Line {
        let RungLine { after, who, act, method, notice, what } = line;
        Line([after, who, what, act, method, notice].map(RwSignal::new))
    }

    fn read(self) -> RungLine {
        let [after, who, what, act, method, notice] = self.0.map(|text| text.get_untracked());
        RungLine { after, who, act, method, notice, what }
    }

    /// The rung of a draft.
    fn of_cells(cells: Vec<String>) -> Line {
        let line = Line::new(RungLine::default());
        line.0.iter().zip(cells).for_each(|(text, cell)| text.set(cell));
        line
    }
}

fn says(lines: RwSignal<Vec<Line>>) -> String {
    block::write(&lines.get().iter().map(|line| line.0.map(|text| text.get()).to_vec()).collect::<Vec<_>>())
}

/// What a rung offers: nothing first, then each by its key.
fn offered(all: impl Iterator<Item = (&'static str, &'static str)>) -> Vec<(String, String)> {
    let blank = (String::new(), words::RUNG_NONE.to_owned());
    [blank].into_iter().chain(all.map(|(key, text)| (key.to_owned(), text.to_owned()))).collect()
}

fn acts() -> Vec<(String, String)> {
    let visit = [(Act::Visit.key(), words::RUNG_VISIT)];
    offered(visit.into_iter().chain(StepKind::OFFERED.iter().copied()))
}

/// 升级阶梯.
#[component]
pub(crate) fn LadderSetting() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let found = told(|| CaseRequest::Ladder);
    let (lines, error) = (RwSignal::new(Vec::<Line>::new()), RwSignal::new(String::new()));
    let draft = TextDraft::follow("ladder", move || says(lines));
    // Asked once: another window's save must not take away what is being typed.
    effect(move || {
        if let Some(CaseAnswer::Ladder(stored)) = found.get().filter(|_| lines.with_untracked(Vec::is_empty)) {
            lines.set(stored.into_iter().map(Line::new).collect());
        }
    });
    let take = move |text: String| lines.set(block::read(&text).into_iter().map(Line::of_cells).collect());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let written = lines.get_untracked().into_iter().map(Line::read).collect();
        busy.run(async move {
            match session.care(CaseRequest::KeepLadder(written).into()).await {
                Ok(CareAnswer::Saved(save)) => toasts.saved(care_words::saved(words::LADDER), &save),
                Ok(CareAnswer::Case(answer)) => {
                    let CaseAnswer::BadRung(line) = *answer else { return toasts.refuse(&Refusal::Protocol) };
                    let _ = error.try_set(words::bad_rung(line));
                    return;
                }
                Err(Refusal::NothingToWrite) => {}
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refusal) => return toasts.refuse(&refusal),
            }
            let _ = error.try_set(String::new());
            draft.settle(untrack(|| says(lines)));
        });
    };
    let one = |line: Line| {
        let [after, who, what, act, method, notice] = line.0;
        view! {
            <div class="ladder-line">
                <TextField label=words::RUNG_AFTER.to_owned() value=after />
                <TextField label=words::RUNG_WHO.to_owned() value=who />
                <TextField label=words::RUNG_WHAT.to_owned() value=what />
                <SelectField label=words::RUNG_ACT.to_owned() value=act options=acts() />
                <SelectField label=words::RUNG_NOTICE.to_owned() value=notice options=offered(NoticeKind::OFFERED.iter().copied()) />
                <SelectField label=words::RUNG_METHOD.to_owned() value=method options=offered(Method::OFFERED.iter().copied()) />
            </div>
        }
    };
    view! {
        <section class="card" aria-label=words::LADDER>
            <header><h2>{words::LADDER}</h2></header>
            <form autocomplete="off" class="form body" on:submit=submit>
                <p class="muted">{words::LADDER_TEXT}</p>
                <DraftOffer draft=draft.draft on_take=take />
                {move || lines.get().into_iter().map(one).collect_view()}
                <p class="field-note bad" role="status">{move || error.get()}</p>
                <div class="submit-bar">
                    <Button on_press=move |()| lines.update(|all| all.push(Line::new(RungLine::default())))>
                        {care_words::CALENDAR_ADD}
                    </Button>
                    <button type="submit" class="button primary" prop:disabled=move || busy.get()>
                        {care_words::SAVE}
                    </button>
                </div>
            </form>
        </section>
    }
}
