//! What is true of every case, whatever was written.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sync::RowId;

use super::{Observation, Stage, State, Why};
use crate::calendar::Calendar;
use crate::case::event::{Event, What};
use crate::case::{Arrangement, CheckOutcome, ClosingReason, Exit};
use crate::date::Date;
use crate::visit::PersuasionOutcome;

const SCHOOL_DAYS: u16 = 3;

fn day(n: i32) -> Date {
    Date::new(2025, 9, 1).and_then(|first| first.plus_days(n)).expect("a day")
}

fn calendar() -> Calendar {
    "term 2025-08-01 2026-01-20 秋季学期".parse().expect("a calendar")
}

fn state(events: &[Event]) -> State {
    let calendar = calendar();
    State::of(day(0), events, Observation { school_days: SCHOOL_DAYS, calendar: &calendar })
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(0.9, prop::sample::select(all))
}

fn some_day() -> impl Strategy<Value = Option<Date>> {
    prop::option::weighted(0.8, (-5i32..40).prop_map(day))
}

fn any_what() -> impl Strategy<Value = What> {
    prop_oneof![
        1 => some_day().prop_map(|first| What::Absence { first }),
        1 => one_of(CheckOutcome::ALL).prop_map(What::Check),
        1 => some_day().prop_map(|dropped_on| What::Confirm { dropped_on }),
        1 => Just(What::Plan),
        1 => one_of(PersuasionOutcome::ALL).prop_map(What::Visit),
        1 => some_day().prop_map(|until| What::Promise { until }),
        1 => Just(What::Unreachable),
        1 => some_day().prop_map(|on| What::Back { on }),
        1 => (one_of(Arrangement::ALL), any::<bool>(), some_day())
            .prop_map(|(to, approved, until)| What::Arrange { to, approved, until }),
        1 => any::<bool>().prop_map(|named| What::Observed { named }),
        1 => (one_of(Exit::ALL), any::<bool>()).prop_map(|(why, explained)| What::Exit { why, explained }),
        1 => Just(What::Note),
        // Often, so that many cases do reach their closing.
        4 => (one_of(ClosingReason::ALL), prop::bool::weighted(0.8))
            .prop_map(|(reason, evidence)| What::CloseRequest { reason, evidence }),
        1 => Just(What::CloseReject),
        4 => prop::bool::weighted(0.8).prop_map(|named| What::CloseApprove { named }),
        1 => some_day().prop_map(|first| What::Relapse { first }),
    ]
}

/// Cases that go well, each to its closing: what is thrown between them shows whether it holds.
fn path() -> impl Strategy<Value = Vec<(i32, What)>> {
    let closing = |reason| {
        [(15, What::CloseRequest { reason: Some(reason), evidence: true }), (16, What::CloseApprove { named: true })]
    };
    let there = (10, What::Observed { named: true });
    let back = (2, What::Back { on: Some(day(2)) });
    let taught = What::Arrange { to: Some(Arrangement::HomeTeaching), approved: false, until: None };
    let found = (2, What::Check(Some(CheckOutcome::InSchool)));
    let gone = (2, What::Exit { why: Some(Exit::Dead), explained: false });
    prop::sample::select(vec![
        vec![],
        [&[back, there][..], &closing(ClosingReason::Returned)].concat(),
        [&[(2, taught), there][..], &closing(ClosingReason::Placed)].concat(),
        [&[found][..], &closing(ClosingReason::Excluded)].concat(),
        [&[gone][..], &closing(ClosingReason::Gone)].concat(),
    ])
}

/// The same without what it needs.
fn spoiled(what: What) -> What {
    match what {
        What::CloseRequest { reason, .. } => What::CloseRequest { reason, evidence: false },
        What::CloseApprove { .. } => What::CloseApprove { named: false },
        What::Observed { .. } => What::Observed { named: false },
        What::Back { .. } => What::Back { on: None },
        other => other,
    }
}

fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let fate = prop_oneof![1 => Just(0u8), 2 => Just(1), 17 => Just(2)];
    let kept = (path(), prop::collection::vec(fate, 4)).prop_map(|(path, fates)| {
        path.into_iter().zip(fates).filter(|(_, fate)| *fate > 0).map(|((n, what), fate)| match fate {
            1 => (n, spoiled(what)),
            _ => (n, what),
        })
    });
    let thrown = prop::collection::vec((0i32..40, any_what()), 0..10);
    (kept, thrown).prop_map(|(path, thrown)| {
        let numbered = path.chain(thrown).enumerate();
        numbered.map(|(at, (n, what))| Event { id: RowId([at as u8; 16]), day: day(n), what }).collect()
    })
}

fn shuffled() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    any_events().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_closed_without_reason_evidence_and_approver(events in any_events()) {
        let state = state(&events);
        prop_assert_eq!(state.stage == Stage::Closed, state.closed_by.is_some());
        let Some(approval) = state.closed_by else { return Ok(()) };
        let approval = events.iter().find(|event| event.id == approval).expect("it is one of them");
        prop_assert_eq!(approval.what, What::CloseApprove { named: true });
        let proposed = events.iter().any(|event| {
            let whole = matches!(event.what, What::CloseRequest { reason: Some(_), evidence: true });
            whole && event.day <= approval.day && state.fitting.contains(&event.id)
        });
        prop_assert!(proposed);
        // What justifies it: watched, taught, excluded, or gone.
        let justified = state.confirmed_by.is_some() || events.iter().any(|event| {
            let settles = matches!(event.what, What::Check(Some(_)) | What::Exit { .. });
            settles && state.fitting.contains(&event.id)
        });
        prop_assert!(justified);
        let watched = state.observation_until.is_none_or(|until| until <= approval.day);
        prop_assert!(watched);
    }

    #[test]
    fn the_order_in_which_events_come_means_nothing((events, shuffled) in shuffled()) {
        prop_assert_eq!(state(&events), state(&shuffled));
    }

    #[test]
    fn what_came_twice_is_there_once(events in any_events()) {
        prop_assert_eq!(state(&[events.clone(), events.clone()].concat()), state(&events));
    }

    #[test]
    fn nothing_is_lost(events in any_events()) {
        let state = state(&events);
        let listed = state.out_of_place.iter().map(|(id, _)| *id);
        let told: Vec<RowId> = state.fitting.iter().copied().chain(listed).collect();
        let distinct: BTreeSet<RowId> = told.iter().copied().collect();
        prop_assert_eq!(told.len(), events.len());
        prop_assert_eq!(distinct, events.iter().map(|event| event.id).collect::<BTreeSet<_>>());
    }

    #[test]
    fn an_absence_after_everything_else_leaves_the_case_open(events in any_events()) {
        let last = Event { id: RowId([255; 16]), day: day(41), what: What::Absence { first: None } };
        let after = state(&[events.clone(), vec![last]].concat());
        prop_assert!(after.stage != Stage::Closed && after.stage != Stage::Closing);
        let deferred = after.out_of_place.last() == Some(&(last.id, Why::Deferred));
        prop_assert!(after.stage.is_out() || deferred);
        if state(&events).stage == Stage::Closed {
            prop_assert_eq!(after.reopened_by, Some(last.id));
        }
    }

    #[test]
    fn a_case_is_open_in_spells_that_follow_each_other(events in any_events()) {
        let state = state(&events);
        for pair in state.spells.windows(2) {
            prop_assert!(pair[0].to.is_some_and(|to| to <= pair[1].from));
        }
        prop_assert!(state.spells.iter().all(|spell| spell.to.is_none_or(|to| spell.from <= to)));
        let open = state.spells.last().is_some_and(|spell| spell.to.is_none());
        prop_assert_eq!(open, state.stage != Stage::Closed);
    }
}
