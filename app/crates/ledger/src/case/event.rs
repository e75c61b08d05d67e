//! What the state of a case is folded from: a step or a persuasion visit, with the few answers that decide something.

use sync::RowId;

use super::{Arrangement, CheckOutcome, ClosingReason, Exit, StepKind};
use crate::date::Date;
use crate::schema::{step as f, visit};
use crate::visit::PersuasionOutcome;

/// Something that happened in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    /// The row of the step or the visit.
    pub id: RowId,
    /// The day it happened.
    pub day: Date,
    /// What.
    pub what: What,
}

/// What happened. `None` and `false` are questions nobody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "variants are the steps of the same names, fields are the answers they need")]
pub enum What {
    Absence { first: Option<Date> },
    Check(Option<CheckOutcome>),
    Confirm { dropped_on: Option<Date> },
    Plan,
    Visit(Option<PersuasionOutcome>),
    Promise { until: Option<Date> },
    Unreachable,
    Back { on: Option<Date> },
    Arrange { to: Option<Arrangement>, approved: bool, until: Option<Date> },
    Observed { named: bool },
    Exit { why: Option<Exit>, explained: bool },
    Mark,
    Note,
    CloseRequest { reason: Option<ClosingReason>, evidence: bool },
    CloseReject,
    CloseApprove { named: bool },
    Relapse { first: Option<Date> },
}

impl What {
    /// Its place among what happened on one day: an absence comes before what is done about it, a refusal before an
    /// approval, and who drops out again does so last.
    const fn rank(self) -> u8 {
        match self {
            What::Absence { .. } => 0,
            What::Check(_) => 1,
            What::Confirm { .. } => 2,
            What::Plan => 3,
            What::Visit(_) => 4,
            What::Promise { .. } => 5,
            What::Unreachable => 6,
            What::Back { .. } => 7,
            What::Arrange { .. } => 8,
            What::Observed { .. } => 9,
            What::Exit { .. } => 10,
            What::Mark => 11,
            What::Note => 12,
            What::CloseRequest { .. } => 13,
            What::CloseReject => 14,
            What::CloseApprove { .. } => 15,
            What::Relapse { .. } => 16,
        }
    }
}

impl Event {
    /// A step as it is stored. `answer` gives what was written; a step without a readable day happened on the day it was
    /// `written`. Paper counts as evidence when its kind is known and it is said which paper it is.
    pub fn of_step<'a>(id: RowId, kind: StepKind, answer: impl Fn(u16) -> &'a str, written: Date) -> Event {
        let date = |id| Date::parse_iso(answer(id).trim());
        let said = |id| !answer(id).trim().is_empty();
        let what = match kind {
            StepKind::Absence => What::Absence { first: date(f::FIRST_ABSENT) },
            StepKind::Check => What::Check(CheckOutcome::from_key(answer(f::OUTCOME))),
            StepKind::Confirm => What::Confirm { dropped_on: date(f::DROPPED_ON) },
            StepKind::Plan => What::Plan,
            StepKind::Promise => What::Promise { until: date(f::UNTIL) },
            StepKind::Unreachable => What::Unreachable,
            StepKind::Back => What::Back { on: date(f::RETURNED_ON) },
            StepKind::Arrange => What::Arrange {
                to: Arrangement::from_key(answer(f::ARRANGEMENT)),
                approved: said(f::APPLICATION) && said(f::APPROVAL) && said(f::APPROVED_BY),
                until: date(f::UNTIL),
            },
            StepKind::Observed => What::Observed { named: said(f::PEOPLE) },
            StepKind::Exit => What::Exit { why: Exit::from_key(answer(f::EXIT)), explained: said(f::EXPLANATION) },
            StepKind::Mark => What::Mark,
            StepKind::Note => What::Note,
            StepKind::CloseRequest => What::CloseRequest {
                reason: ClosingReason::from_key(answer(f::CLOSING)),
                evidence: said(f::EVIDENCE) && said(f::EVIDENCE_WORDS),
            },
            StepKind::CloseReject => What::CloseReject,
            StepKind::CloseApprove => What::CloseApprove { named: said(f::PEOPLE) },
            StepKind::Relapse => What::Relapse { first: date(f::FIRST_ABSENT) },
        };
        Event { id, day: date(f::DATE).unwrap_or(written), what }
    }

    /// A persuasion visit as it is stored.
    pub fn of_visit<'a>(id: RowId, answer: impl Fn(u16) -> &'a str, written: Date) -> Event {
        let what = What::Visit(PersuasionOutcome::from_key(answer(visit::OUTCOME)));
        Event { id, day: Date::parse_iso(answer(visit::DATE).trim()).unwrap_or(written), what }
    }
}

/// The one order in which events are folded, however they came: by day, by rank, by row. What came twice is there once.
pub(super) fn in_order(events: &[Event]) -> Vec<Event> {
    let mut events = events.to_vec();
    events.sort_unstable_by_key(|event| (event.day, event.what.rank(), event.id, event.what));
    events.dedup();
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "2026-11-22";

    fn check(kind: StepKind, answers: &[(u16, &str)], day: &str, expected: What) {
        let answer = |id| answers.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text);
        let event = Event::of_step(RowId::default(), kind, answer, WRITTEN.parse().expect("a day"));
        assert_eq!((event.day.to_string().as_str(), event.what), (day, expected), "{answers:?}");
    }

    #[test]
    fn a_step_is_read_by_the_answers_that_decide_something() {
        let dated = [(f::DATE, "2026-11-20"), (f::FIRST_ABSENT, "2026-11-18")];
        check(StepKind::Absence, &dated, "2026-11-20", What::Absence { first: Date::new(2026, 11, 18) });
        check(StepKind::Absence, &[(f::DATE, "昨天")], WRITTEN, What::Absence { first: None });
        let unknown = [(f::OUTCOME, "something_newer")];
        check(StepKind::Check, &unknown, WRITTEN, What::Check(None));
        let request = |evidence| What::CloseRequest { reason: Some(ClosingReason::Gone), evidence };
        let named = [(f::CLOSING, "gone"), (f::EVIDENCE, "death")];
        check(StepKind::CloseRequest, &named, WRITTEN, request(false));
        let shown = [(f::CLOSING, "gone"), (f::EVIDENCE, "death"), (f::EVIDENCE_WORDS, "县医院 2026 第 3 号")];
        check(StepKind::CloseRequest, &shown, WRITTEN, request(true));
        check(StepKind::CloseApprove, &[(f::PEOPLE, "　")], WRITTEN, What::CloseApprove { named: false });
    }

    #[test]
    fn suspension_is_approved_only_by_all_three_papers() {
        let whole = [
            (f::ARRANGEMENT, "suspended"),
            (f::APPLICATION, "家长申请"),
            (f::APPROVAL, "批复〔2026〕5号"),
            (f::APPROVED_BY, "乡政府"),
        ];
        let arranged = |approved| What::Arrange { to: Some(Arrangement::Suspended), approved, until: None };
        check(StepKind::Arrange, &whole, WRITTEN, arranged(true));
        for lacking in 1..whole.len() {
            let rest: Vec<_> = whole.iter().enumerate().filter(|(at, _)| *at != lacking).map(|(_, one)| *one).collect();
            check(StepKind::Arrange, &rest, WRITTEN, arranged(false));
        }
    }
}
