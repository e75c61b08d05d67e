//! What cannot be so: days in an impossible order, a second case of one child, a deferral without its end. Each is explained,
//! each has a way on, and nothing is lost.

use ledger::case::{Stage, StepKind, Why};
use ledger::form::Fault;
use ledger::schema::step as f;

use super::{absent, brief, dropped, file, keep, kept, list, school};
use crate::message::care::CareAnswer;
use crate::message::case::CaseAnswer;
use ledger::case::CaseList;

#[test]
fn days_in_an_impossible_order_are_told_and_may_be_kept_without_effect() {
    let mut office = school();
    dropped(&mut office);
    let back = [
        (f::DATE, "2026-11-20"),
        (f::RETURNED_ON, "2026-11-10"),
        (f::ARRANGEMENT, "same_class"),
        (f::SCHOOL, "石川镇中心小学"),
        (f::CLASS, "五年级1班"),
    ];
    let answer = keep(&mut office, StepKind::Back, &back, false);
    assert_eq!(answer, CareAnswer::Case(Box::new(CaseAnswer::Unfit(Why::BeforeAbsence))));
    assert_eq!(file(&mut office).entries.len(), 3, "nothing was kept");
    assert!(matches!(keep(&mut office, StepKind::Back, &back, true), CareAnswer::Saved(_)));
    let view = file(&mut office);
    assert_eq!((view.brief.stage, view.entries.len(), view.brief.unfit), (Stage::Dropped, 4, 1));
    // A promise that ends before it was given is no promise at all.
    let promise = [(f::DATE, "2026-11-20"), (f::UNTIL, "2026-11-19")];
    let answer = keep(&mut office, StepKind::Promise, &promise, false);
    assert_eq!(answer, CareAnswer::Faults(vec![(f::UNTIL, Fault::EndsBeforeStart)]));
}

#[test]
fn a_second_case_of_a_child_is_the_first_one() {
    let mut office = school();
    absent(&mut office);
    // Somebody else opens "another": it is one more step of the one there is.
    kept(&mut office, StepKind::Absence, &[(f::DATE, "2026-11-20"), (f::FIRST_ABSENT, "2026-11-18")]);
    let view = list(&mut office, CaseList::Open);
    assert_eq!((view.rows.len(), view.balance.opened), (1, 1));
    assert_eq!(file(&mut office).entries.len(), 2);
}

/// 义务教育法 第十一条, 西吉县 2021: approved, the case stays, says until when, and is asked for at the end.
#[test]
fn a_deferral_keeps_the_case_with_its_end_and_a_check_when_it_is_over() {
    let mut office = school();
    dropped(&mut office);
    let suspended = [
        (f::DATE, "2026-11-19"),
        (f::ARRANGEMENT, "suspended"),
        (f::APPLICATION, "家长申请"),
        (f::APPROVAL, "石教批〔2026〕5号"),
        (f::APPROVED_BY, "石川镇人民政府"),
    ];
    let answer = keep(&mut office, StepKind::Arrange, &suspended, false);
    assert_eq!(answer, CareAnswer::Faults(vec![(f::UNTIL, Fault::Needed)]));
    kept(&mut office, StepKind::Arrange, &[&suspended[..], &[(f::UNTIL, "2026-11-20")]].concat());
    let view = file(&mut office);
    assert_eq!(view.brief.stage, Stage::Deferred);
    assert!(view.facts.contains(&("延缓或休学至".to_owned(), "2026-11-20".to_owned())));
    // The end was Friday; today is Sunday, and no school day has passed.
    let next = brief(&mut office).unwrap().next.unwrap();
    assert_eq!((next.what.as_str(), next.due.as_str(), next.late), ("到期核查", "2026-11-20", 0));
    assert_eq!(list(&mut office, CaseList::Deferred).rows.len(), 1);
    let request = [
        (f::DATE, "2026-11-21"),
        (f::CLOSING, "placed"),
        (f::EVIDENCE, "approval"),
        (f::EVIDENCE_WORDS, "批复"),
        (f::PEOPLE, "李文静"),
    ];
    let answer = keep(&mut office, StepKind::CloseRequest, &request, false);
    assert_eq!(answer, CareAnswer::Case(Box::new(CaseAnswer::Unfit(Why::StillDeferred))));
}
