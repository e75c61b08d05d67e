//! 下一步: what has to happen next in a case, whose task it is, and by when.
//!
//! A child that is out climbs the ladder; one that has promised, is back, deferred, or waits for closing has one thing
//! due. Whose task that is, is 示例.

use super::{Act, Ladder, NoticeKind, Stage, State};
use crate::calendar::{Calendar, Span};
use crate::date::Date;

/// What has to happen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// What it is, in words.
    pub what: String,
    /// Whose task it is.
    pub who: String,
    /// By when; `None` if no day is set, or the calendar does not reach so far.
    pub due: Option<Date>,
    /// By how many school days it is late.
    pub overdue: u32,
}

/// What has to happen next in a case; nothing once it is closed, or when the whole ladder was climbed.
pub fn next(
    state: &State,
    ladder: &Ladder,
    (acts, notices): (&[Act], &[NoticeKind]),
    calendar: &Calendar,
    today: Date,
) -> Option<Next> {
    let one = |what: &str, who: &str, due: Option<Date>| {
        let late = due.and_then(|due| due.plus_days(1)).filter(|from| *from <= today);
        let overdue = late.map_or(0, |from| calendar.school_days(Span { from, to: today }));
        Some(Next { what: what.to_owned(), who: who.to_owned(), due, overdue })
    };
    match state.stage {
        Stage::Promised if state.promised_until.is_some() => one("核实是否按承诺返校", "班主任", state.promised_until),
        Stage::Observing | Stage::Placed if state.confirmed_by.is_none() => {
            one("观察期满确认", "班主任", state.observation_until)
        }
        Stage::Observing | Stage::Placed | Stage::Excluded | Stage::Gone => one("申请销号", "学校", None),
        Stage::Deferred => one("到期核查", "学校", state.deferred_until),
        Stage::Closing => one("审批销号", "审批人", None),
        Stage::Closed => None,
        Stage::Absent
        | Stage::Suspected
        | Stage::Dropped
        | Stage::Persuading
        | Stage::Promised
        | Stage::Unreachable => {
            let climb = ladder.climb(state.out_since, acts, notices, calendar, today);
            let standing = climb.next()?;
            Some(Next {
                what: standing.rung.what.clone(),
                who: standing.rung.who.clone(),
                due: standing.due,
                overdue: standing.overdue,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use sync::RowId;

    use super::*;
    use crate::case::{Arrangement, Event, OBSERVATION_DAYS, Observation, StepKind, What};
    use crate::visit::PersuasionOutcome;

    #[test]
    fn every_open_case_has_something_due() {
        let calendar: Calendar = "term 2025-09-01 2026-01-20 秋季学期".parse().expect("a calendar");
        let day = |n| Date::new(2025, 9, n).expect("a day of September");
        let event = |id, n, what| Event { id: RowId([id; 16]), day: day(n), what };
        let check = |events: &[Event], acts: &[Act], today, expected: Option<(&str, &str, Option<u8>, u32)>| {
            let observation = Observation { school_days: OBSERVATION_DAYS, calendar: &calendar };
            let state = State::of(day(1), events, observation);
            let found = next(&state, &Ladder::shipped(), (acts, &[]), &calendar, day(today));
            let found =
                found.as_ref().map(|n| (n.what.as_str(), n.who.as_str(), n.due.map(|due| due.day()), n.overdue));
            assert_eq!(found, expected, "{:?} on {today}", state.stage);
        };
        let absence = event(1, 1, What::Absence { first: Some(day(1)) });
        check(&[absence], &[Act::Step(StepKind::Absence)], 1, Some(("上门家访", "班主任", Some(2), 0)));
        check(&[absence], &[Act::Step(StepKind::Absence)], 8, Some(("上门家访", "班主任", Some(2), 4)));
        // A promise without a day is waited for by nobody: the ladder goes on.
        let vague = event(2, 3, What::Visit(Some(PersuasionOutcome::Promised)));
        check(&[absence, vague], &[Act::Step(StepKind::Absence)], 9, Some(("上门家访", "班主任", Some(2), 5)));
        let home = event(4, 5, What::Arrange { to: Some(Arrangement::HomeTeaching), approved: false, until: None });
        check(&[absence, home], &[], 9, Some(("观察期满确认", "班主任", None, 0)));
        let promise = event(2, 3, What::Promise { until: Some(day(5)) });
        check(&[absence, promise], &[], 9, Some(("核实是否按承诺返校", "班主任", Some(5), 2)));
        let back = event(3, 5, What::Back { on: Some(day(5)) });
        check(&[absence, promise, back], &[], 9, Some(("观察期满确认", "班主任", Some(17), 0)));
    }
}
