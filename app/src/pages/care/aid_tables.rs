//! 资助标准 in the settings: how much is paid from when on, and who is entitled to what.

use desk::message::Refusal;
use desk::message::aid::{AidAnswer, AidRequest, AmountLine, EntitlementLine};
use desk::message::care::{CareAnswer, CareRequest};
use ledger::aid::{AidItem, Boards, Ground};
use leptos::prelude::*;

use super::cared;
use crate::session::Session;
use crate::text::aid as words;
use crate::text::care;
use crate::ui::data_table::block;
use crate::ui::{Busy, Button, DateField, DraftOffer, SelectField, TextDraft, TextField, Toasts, effect};

/// The cells of a line that is being edited.
type Line = Vec<RwSignal<String>>;

fn line(cells: Vec<String>) -> Line {
    cells.into_iter().map(RwSignal::new).collect()
}

fn says(lines: RwSignal<Vec<Line>>) -> String {
    block::write(&lines.get().iter().map(|line| line.iter().map(|cell| cell.get()).collect()).collect::<Vec<_>>())
}

fn read(line: &Line, at: usize) -> String {
    line.get(at).map(|cell| cell.get_untracked()).unwrap_or_default()
}

fn owned(offered: &[(&str, &str)]) -> Vec<(String, String)> {
    offered.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
}

/// Which of the two tables.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Amounts,
    Entitlements,
}

/// 资助标准 and 资助对象.
#[component]
pub(crate) fn AidSetting() -> impl IntoView {
    view! {
        <Table which=Which::Amounts />
        <Table which=Which::Entitlements />
    }
}

#[component]
fn Table(which: Which) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let found = cared(|| AidRequest::Tables.into());
    let (lines, error) = (RwSignal::new(Vec::<Line>::new()), RwSignal::new(String::new()));
    // Asked once: another window's save must not take away what is being typed.
    effect(move || {
        let Some(CareAnswer::Aid(told)) = found.get().filter(|_| lines.with_untracked(Vec::is_empty)) else { return };
        let AidAnswer::Tables { amounts, entitlements } = *told else { return };
        lines.set(match which {
            Which::Amounts => {
                let cells = |one: AmountLine| line(vec![one.item, one.stage, one.from, one.yuan, one.source]);
                amounts.into_iter().map(cells).collect()
            }
            Which::Entitlements => {
                let cells = |one: EntitlementLine| line(vec![one.item, one.ground, one.boards, one.source]);
                entitlements.into_iter().map(cells).collect()
            }
        });
    });
    let (title, text, key) = match which {
        Which::Amounts => (words::AMOUNTS, words::AMOUNTS_TEXT, "aid-amounts"),
        Which::Entitlements => (words::ENTITLEMENTS, words::ENTITLEMENTS_TEXT, "aid-entitlements"),
    };
    let draft = TextDraft::follow(key, move || says(lines));
    let take = move |text: String| lines.set(block::read(&text).into_iter().map(line).collect());
    let width = if which == Which::Amounts { 5 } else { 4 };
    let add = move |()| {
        let mut cells = vec![String::new(); width];
        cells[0] = AidItem::Boarder.key().to_owned();
        match which {
            Which::Amounts => cells[1] = "both".to_owned(),
            Which::Entitlements => cells[2] = Boards::Either.key().to_owned(),
        }
        lines.update(|all| all.push(line(cells)));
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let written = lines.get_untracked();
        let request: CareRequest = match which {
            Which::Amounts => {
                let one = |line: &Line| AmountLine {
                    item: read(line, 0),
                    stage: read(line, 1),
                    from: read(line, 2),
                    yuan: read(line, 3),
                    source: read(line, 4),
                };
                AidRequest::KeepAmounts(written.iter().map(one).collect()).into()
            }
            Which::Entitlements => {
                let one = |line: &Line| EntitlementLine {
                    item: read(line, 0),
                    ground: read(line, 1),
                    boards: read(line, 2),
                    source: read(line, 3),
                };
                AidRequest::KeepEntitlements(written.iter().map(one).collect()).into()
            }
        };
        busy.run(async move {
            match session.care(request).await {
                Ok(CareAnswer::BadLine(line)) => return drop(error.try_set(words::bad_line(line))),
                Ok(CareAnswer::Saved(save)) => toasts.saved(care::saved(title), &save),
                Err(Refusal::NothingToWrite) => {}
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refusal) => return toasts.refuse(&refusal),
            }
            let _ = error.try_set(String::new());
            draft.settle(untrack(|| says(lines)));
        });
    };
    let one = move |line: Line| {
        let cell = |at: usize| line.get(at).copied().unwrap_or_default();
        let item = view! { <SelectField label=words::ITEM.to_owned() value=cell(0) options=owned(AidItem::OFFERED) /> };
        match which {
            Which::Amounts => view! {
                <div class="aid-line">
                    {item}
                    <SelectField label=words::STAGE.to_owned() value=cell(1) options=owned(words::STAGES) />
                    <DateField label=words::FROM.to_owned() value=cell(2) />
                    <TextField label=words::A_YEAR.to_owned() value=cell(3) />
                    <TextField label=words::SOURCE.to_owned() value=cell(4) />
                </div>
            }
            .into_any(),
            Which::Entitlements => {
                let none = (String::new(), care::BLANK.to_owned());
                let grounds: Vec<_> = [none].into_iter().chain(owned(&Ground::offered())).collect();
                view! {
                    <div class="aid-line">
                        {item}
                        <SelectField label=words::GROUND.to_owned() value=cell(1) options=grounds />
                        <SelectField label=words::BOARDS.to_owned() value=cell(2) options=owned(Boards::OFFERED) />
                        <TextField label=words::SOURCE.to_owned() value=cell(3) />
                    </div>
                }
                .into_any()
            }
        }
    };
    view! {
        <section class="card" aria-label=title>
            <header><h2>{title}</h2></header>
            <form autocomplete="off" class="form body" on:submit=submit>
                <p class="muted">{text}</p>
                <DraftOffer draft=draft.draft on_take=take />
                {move || lines.get().into_iter().map(one).collect_view()}
                <p class="field-note bad" role="status">{move || error.get()}</p>
                <div class="submit-bar">
                    <Button on_press=add>{care::CALENDAR_ADD}</Button>
                    <button type="submit" class="button primary" prop:disabled=move || busy.get()>{care::SAVE}</button>
                </div>
            </form>
        </section>
    }
}
