//! 籍 and 人 side by side. The state between them is derived: nobody types it.

use desk::message::roster::Column;
use ledger::field::Field;
use leptos::prelude::*;

use super::edit::Record;
use super::line::Line;
use crate::pages::roster::cell;
use crate::text::child as words;
use crate::ui::{Chip, Tone};

/// Where the child is enrolled.
pub(super) const REGISTERED: [Field; 6] =
    [Field::School, Field::Grade, Field::Class, Field::StudentNumber, Field::EnrolStatus, Field::EnrolReason];

/// Where the child really is.
pub(super) const PRESENT: [Field; 4] = [Field::Attendance, Field::AttendSchool, Field::AttendSince, Field::AttendProof];

/// The two facts.
#[component]
pub(super) fn Facts(record: Record) -> impl IntoView {
    let state = move || {
        let shown = cell(Column::State, record.derived(Column::State));
        let text = if shown.text.is_empty() { words::STATE_UNKNOWN.to_owned() } else { shown.text };
        (text, shown.tone.unwrap_or(Tone::Ok))
    };
    let lines =
        move |fields: &'static [Field]| fields.iter().map(|f| view! { <Line record=record field=*f /> }).collect_view();
    view! {
        <section class="card" aria-label=words::FACTS_TITLE>
            <header>
                <h2>{words::FACTS_TITLE}</h2>
                <p class="row">
                    <span class="muted">{words::STATE}</span>
                    <Chip text=Signal::derive(move || state().0) tone=Signal::derive(move || state().1) />
                </p>
            </header>
            <div class="two-facts">
                <div>
                    <h3>{words::REGISTERED}</h3>
                    <dl class="lines">{lines(&REGISTERED)}</dl>
                </div>
                <div>
                    <h3>{words::PRESENT}</h3>
                    <dl class="lines">{lines(&PRESENT)}</dl>
                </div>
            </div>
            <p class="body muted">{words::STATE_NOTE}</p>
        </section>
    }
}
