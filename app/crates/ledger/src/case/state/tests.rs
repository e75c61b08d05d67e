//! Cases as they go: well, badly, and in two places at once.
//!
//! A case is written one event to a line, `11-03 word answer`, in school year 2025: the row of an event is its line.

use sync::RowId;

use super::{Observation, State, Why};
use crate::calendar::Calendar;
use crate::case::event::{Event, What};
use crate::case::{Arrangement, CheckOutcome, ClosingReason, Exit};
use crate::date::Date;
use crate::visit::PersuasionOutcome;

fn row(line: usize) -> RowId {
    RowId([line as u8; 16])
}

/// `09-10` is in 2025, `03-10` in 2026.
fn day(text: &str) -> Date {
    let year = if text < "08" { 2026 } else { 2025 };
    format!("{year}-{text}").parse().expect("a day of school year 2025")
}

fn what(word: &str, answer: Option<&str>) -> What {
    let on = answer
        .and_then(|text| Date::parse_iso(text).or_else(|| (text.as_bytes()[0].is_ascii_digit()).then(|| day(text))));
    let key = answer.unwrap_or_default();
    match word {
        "absence" => What::Absence { first: on },
        "check" => What::Check(CheckOutcome::from_key(key)),
        "confirm" => What::Confirm { dropped_on: on },
        "plan" => What::Plan,
        "visit" => What::Visit(PersuasionOutcome::from_key(key)),
        "promise" => What::Promise { until: on },
        "unreachable" => What::Unreachable,
        "back" => What::Back { on },
        "arrange" => What::Arrange { to: Arrangement::from_key(key), approved: false, until: None },
        "suspend" => What::Arrange { to: Some(Arrangement::Suspended), approved: true, until: on },
        "observed" => What::Observed { named: true },
        "exit" => What::Exit { why: Exit::from_key(key), explained: false },
        "leave" => What::Exit { why: Some(Exit::Other), explained: true },
        "note" => What::Note,
        "request" => What::CloseRequest { reason: ClosingReason::from_key(key), evidence: true },
        "claim" => What::CloseRequest { reason: ClosingReason::from_key(key), evidence: false },
        "reject" => What::CloseReject,
        "approve" => What::CloseApprove { named: true },
        "nod" => What::CloseApprove { named: false },
        "relapse" => What::Relapse { first: on },
        _ => panic!("what is {word}?"),
    }
}

fn calendar() -> Calendar {
    "term 2025-09-01 2026-01-20 秋季学期\nholiday 2025-10-01 2025-10-08 国庆节\nterm 2026-03-02 2026-07-10 春季学期"
        .parse()
        .expect("a calendar")
}

fn events(text: &str) -> Vec<Event> {
    let event = |(at, line): (usize, &str)| {
        let mut parts = line.split_whitespace();
        let date = day(parts.next()?);
        Some(Event { id: row(at + 1), day: date, what: what(parts.next()?, parts.next()) })
    };
    text.lines().enumerate().filter_map(event).collect()
}

fn fold(text: &str) -> State {
    let calendar = calendar();
    State::of(day("09-05"), &events(text), Observation { school_days: 30, calendar: &calendar })
}

fn check(text: &str, stage: &str, out_of_place: &[(usize, Why)]) {
    let state = fold(text);
    let listed: Vec<_> = out_of_place.iter().map(|(line, why)| (row(*line), *why)).collect();
    assert_eq!((state.stage.text(), state.out_of_place), (stage, listed), "{text}");
}

/// Back on 9 September; the thirtieth school day after it is 29 October, over the National Day holiday.
const WATCHED: &str = "09-05 absence 09-03\n09-06 check not_in_school\n09-08 confirm 09-03\n09-09 back 09-09\n";

#[test]
fn a_case_goes_through_its_stages() {
    check("", "缺勤待核", &[]);
    check("09-05 absence 09-03", "缺勤待核", &[]);
    check("09-05 absence\n09-06 check on_leave", "已排除", &[]);
    check("09-05 absence\n09-06 check not_in_school", "疑似辍学", &[]);
    check("09-05 absence\n09-06 check abroad", "缺勤待核", &[]);
    check("09-06 check not_in_school\n09-16 confirm", "辍学", &[]);
    check("09-16 confirm\n09-17 plan", "劝返中", &[]);
    check("09-16 confirm\n09-17 visit not_yet", "劝返中", &[]);
    check("09-16 confirm\n09-17 visit promised", "承诺返校", &[]);
    check("09-16 confirm\n09-17 promise 09-20\n09-21 visit not_yet", "劝返中", &[]);
    check("09-16 confirm\n09-17 unreachable", "联系不上", &[]);
    check("09-17 unreachable\n09-19 visit refused", "劝返中", &[]);
    check("09-16 confirm\n09-17 arrange home_teaching", "已安置", &[]);
    check("09-16 confirm\n09-17 suspend 2026-02-28", "延缓或休学", &[]);
    check("09-06 check dead\n09-07 exit dead", "移出控辍范围", &[]);
    assert_eq!(fold("09-16 confirm 09-10").first_absent, Some(day("09-10")));
    assert_eq!(fold("09-16 absence 09-12\n09-16 confirm 09-16").first_absent, Some(day("09-12")));
    check(WATCHED, "复学观察", &[]);
    let returned = fold(WATCHED);
    assert_eq!((returned.observation_until, returned.first_absent), (Some(day("10-29")), Some(day("09-03"))));
    assert_eq!((returned.since, returned.dropped_by), (day("09-09"), Some(row(3))));
}

#[test]
fn a_return_is_final_only_when_it_was_watched_and_confirmed() {
    let check = |more: &str, stage: &str, why: &[(usize, Why)]| check(&format!("{WATCHED}{more}"), stage, why);
    // Lines go on from 5.
    check("09-10 request returned\n09-10 approve", "复学观察", &[(5, Why::ObservationRuns), (6, Why::NotProposed)]);
    check("10-30 request returned", "复学观察", &[(5, Why::NotConfirmed)]);
    check("10-28 observed\n10-30 request returned", "复学观察", &[(6, Why::NotConfirmed)]);
    check("10-29 observed\n10-30 request returned", "待销号审批", &[]);
    check("10-29 observed\n10-30 request returned\n10-31 approve", "已销号", &[]);
    check(
        "10-29 observed\n10-30 claim returned\n10-31 approve",
        "复学观察",
        &[(6, Why::NoEvidence), (7, Why::NotProposed)],
    );
    check("10-29 observed\n10-30 request\n10-31 approve", "复学观察", &[(6, Why::NoReason), (7, Why::NotProposed)]);
    check("10-29 observed\n10-30 request gone", "复学观察", &[(6, Why::ReasonUnfit)]);
    check("10-29 observed\n10-30 request returned\n10-31 nod", "待销号审批", &[(7, Why::NoApprover)]);
    // A calendar that ends before the time of observation does not end it.
    let late = "06-20 absence 06-18\n06-20 confirm\n06-22 back 06-22\n07-30 observed\n07-31 request returned";
    super::tests::check(late, "复学观察", &[(5, Why::CalendarEnds)]);
}

#[test]
fn a_rejected_request_goes_back_where_it_stood() {
    let proposed = format!("{WATCHED}10-29 observed\n10-30 request returned");
    let state = fold(&proposed);
    assert_eq!(state.returned_to.map(super::Stage::text), Some("复学观察"));
    let rejected = fold(&format!("{proposed}\n10-31 reject"));
    assert_eq!((rejected.stage.text(), rejected.since, rejected.returned_to), ("复学观察", day("09-09"), None));
    check(&format!("{proposed}\n10-31 reject\n11-02 request returned\n11-03 approve"), "已销号", &[]);
    check(&format!("{proposed}\n10-31 reject\n10-31 approve"), "复学观察", &[(8, Why::NotProposed)]);
    check(&format!("{proposed}\n10-31 request returned"), "待销号审批", &[(7, Why::Closing)]);
}

#[test]
fn one_device_closes_and_another_records_an_absence() {
    let closed = format!("{WATCHED}10-29 observed\n10-30 request returned\n10-31 approve\n");
    let check = |more: &str, stage: &str, reopened: Option<usize>, why: &[(usize, Why)]| {
        let text = format!("{closed}{more}");
        super::tests::check(&text, stage, why);
        assert_eq!(fold(&text).reopened_by, reopened.map(row), "{more}");
    };
    // Lines go on from 8. After the closing: opened again.
    check("11-03 absence 11-03", "缺勤待核", Some(8), &[]);
    check("11-03 absence 10-31", "缺勤待核", Some(8), &[]);
    check("11-03 relapse 11-03", "辍学", Some(8), &[]);
    check("10-31 relapse", "辍学", Some(8), &[]);
    check("11-03 check not_in_school", "疑似辍学", Some(8), &[]);
    // On the day of the closing, or before it: not closed, and the approval is listed.
    check("10-31 absence 10-31", "缺勤待核", Some(8), &[(7, Why::AbsentSince)]);
    check("10-30 absence 10-30", "缺勤待核", Some(8), &[(6, Why::StillOut), (7, Why::AbsentSince)]);
    // A late record of the absence that is over.
    check("11-03 absence 09-04", "已销号", None, &[(8, Why::Earlier)]);
    check("11-03 visit not_yet\n11-04 back 11-04", "已销号", None, &[(8, Why::Closed), (9, Why::Closed)]);
    check("11-03 note", "已销号", None, &[]);

    let again = fold(&format!("{closed}11-03 absence 11-03"));
    assert_eq!((again.first_absent, again.closed_by), (Some(day("11-03")), None));
    let spells: Vec<_> = again.spells.iter().map(|spell| (spell.from, spell.to)).collect();
    assert_eq!(spells, [(day("09-05"), Some(day("10-31"))), (day("11-03"), None)]);
    // Told and dealt with: closed once more, it is closed.
    let more = "11-03 absence 11-03\n11-04 check on_leave\n11-05 request excluded\n11-06 approve";
    check(more, "已销号", None, &[]);
}

#[test]
fn deferral_and_suspension_need_approval_and_keep_the_case_open() {
    check("09-16 confirm\n09-17 arrange suspended", "辍学", &[(2, Why::NotApproved)]);
    check("09-16 confirm\n09-17 suspend", "辍学", &[(2, Why::NoEnd)]);
    check("09-16 confirm\n09-17 suspend 2025-09-16", "辍学", &[(2, Why::NoEnd)]);
    let suspended = "09-17 suspend 2026-02-28\n";
    let check = |more: &str, stage: &str, why: &[(usize, Why)]| check(&format!("{suspended}{more}"), stage, why);
    check("12-01 request placed", "延缓或休学", &[(2, Why::StillDeferred)]);
    check("03-10 request placed\n03-11 approve", "延缓或休学", &[(2, Why::StillDeferred), (3, Why::NotProposed)]);
    // 西吉县 2021: persuasion goes on.
    check("12-01 visit not_yet\n12-02 plan", "延缓或休学", &[]);
    check("12-01 absence", "延缓或休学", &[(2, Why::Deferred)]);
    check("03-02 absence 03-02", "缺勤待核", &[]);
    check("03-02 absence 09-03", "缺勤待核", &[]);
    check("03-02 check not_in_school", "疑似辍学", &[]);
    check("12-01 back 12-01", "复学观察", &[]);
    check("02-27 suspend 2026-08-31", "延缓或休学", &[]);
    assert_eq!(fold(suspended).deferred_until, Some(day("02-28")));
}

#[test]
fn placements_exits_and_exclusions_have_needs_of_their_own() {
    check("09-17 arrange same_class", "缺勤待核", &[(1, Why::PlainReturn)]);
    check("09-17 arrange", "缺勤待核", &[(1, Why::Unanswered)]);
    // Taught at home: confirmed once. In another class: watched as any return.
    let taught = "09-17 arrange home_teaching\n";
    check(&format!("{taught}09-20 request placed"), "已安置", &[(2, Why::NotConfirmed)]);
    check(&format!("{taught}09-19 observed\n09-20 request placed\n09-21 approve"), "已销号", &[]);
    check("09-17 arrange own_class\n09-19 observed\n09-20 request placed", "已安置", &[(3, Why::ObservationRuns)]);
    // 联合乡: the concrete reason.
    check("09-17 exit other", "缺勤待核", &[(1, Why::NoConcreteReason)]);
    check("09-17 leave\n09-20 request gone\n09-21 approve", "已销号", &[]);
    check("09-17 check in_school\n09-20 request excluded\n09-21 approve", "已销号", &[]);
    check("09-17 check in_school\n09-20 back 09-19", "已排除", &[(2, Why::Excluded)]);
    check("09-17 unreachable\n09-20 request gone", "联系不上", &[(2, Why::StillOut)]);
    // Said to be ill, and absent all the time: that it was explained once does not hide it.
    let ill = "09-05 absence 09-03\n09-06 check on_leave\n";
    check(&format!("{ill}09-20 absence 09-03"), "缺勤待核", &[]);
    check(&format!("{ill}09-20 check not_in_school"), "疑似辍学", &[]);
    assert_eq!(fold(&format!("{ill}09-20 check not_in_school")).first_absent, Some(day("09-03")));
}

#[test]
fn what_does_not_fit_is_listed_and_changes_nothing() {
    check("09-06 relapse", "缺勤待核", &[(1, Why::NotBack)]);
    check("09-06 observed", "缺勤待核", &[(1, Why::NotBack)]);
    check("09-06 check", "缺勤待核", &[(1, Why::Unanswered)]);
    check("09-06 back", "缺勤待核", &[(1, Why::Unanswered)]);
    check("09-06 back 09-07", "缺勤待核", &[(1, Why::NotYet)]);
    check("09-05 absence 09-03\n09-06 back 09-02", "缺勤待核", &[(2, Why::BeforeAbsence)]);
    check("09-16 confirm\n09-17 confirm", "辍学", &[(2, Why::AlreadyConfirmed)]);
    check("09-07 exit dead\n09-08 unreachable\n09-09 plan", "移出控辍范围", &[(2, Why::Gone), (3, Why::Gone)]);
    check(&format!("{WATCHED}09-12 visit refused"), "复学观察", &[(5, Why::InSchool)]);
    check(&format!("{WATCHED}09-12 absence 09-12\n09-13 absence 09-04"), "缺勤待核", &[(6, Why::Earlier)]);
}

#[test]
fn it_can_be_asked_beforehand_whether_a_step_fits() {
    let (before, calendar) = (events(WATCHED), calendar());
    let fits = |text: &str| {
        let another = Event { id: row(99), ..events(text)[0] };
        State::fits(day("09-05"), &before, another, Observation { school_days: 30, calendar: &calendar })
    };
    assert_eq!(fits("09-20 request returned"), Err(Why::ObservationRuns));
    assert_eq!(fits("09-20 absence 09-20"), Ok(()));
    assert_eq!(fits("09-04 relapse"), Err(Why::NotBack));
}

/// Who has to be followed up, and from when to when, is read off here by the duty and by the file alike.
#[test]
fn every_time_of_observation_is_kept() {
    let check = |more: &str, expected: &[(&str, Option<&str>)]| {
        let watched = fold(&format!("{WATCHED}{more}")).watched;
        let found: Vec<_> = watched.iter().map(|one| (one.from, one.until)).collect();
        let expected: Vec<_> = expected.iter().map(|(from, until)| (day(from), until.map(day))).collect();
        assert_eq!(found, expected, "{more}");
    };
    check("", &[("09-09", Some("10-29"))]);
    check("10-30 observed", &[("09-09", Some("10-29"))]);
    // Out again, it is watched no more, and anew when it comes back.
    check("09-20 relapse 09-19", &[("09-09", Some("09-19"))]);
    check("09-20 relapse 09-19\n11-10 back 11-10", &[("09-09", Some("09-19")), ("11-10", Some("12-22"))]);
    check("09-09 relapse 09-09", &[]);
    check("11-20 relapse 11-19", &[("09-09", Some("10-29"))]);
    check("09-15 arrange special_class", &[("09-09", Some("09-14")), ("09-15", Some("11-04"))]);
    check("09-15 arrange home_teaching", &[("09-09", Some("09-14"))]);
    check("01-10 relapse 01-09\n05-29 back 05-29", &[("09-09", Some("10-29")), ("05-29", Some("07-10"))]);
    check("01-10 relapse 01-09\n06-29 back 06-29", &[("09-09", Some("10-29")), ("06-29", None)]);
}

/// What was owed while a case stood somewhere, and excused while the child was deferred, is read off here.
#[test]
fn where_the_case_stood_is_kept_with_its_days() {
    let check = |text: &str, expected: &[(&str, &str, Option<&str>)]| {
        let stood = fold(text).stood;
        let found: Vec<_> = stood.iter().map(|one| (one.stage.key(), one.from, one.until)).collect();
        let expected: Vec<_> =
            expected.iter().map(|(stage, from, until)| (*stage, day(from), until.map(day))).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("", &[("absent", "09-05", None)]);
    // Where it stood for no day it did not stand.
    check("09-05 confirm 09-04", &[("dropped", "09-05", None)]);
    check("09-07 confirm 09-04", &[("absent", "09-05", Some("09-06")), ("dropped", "09-07", None)]);
    check(
        "09-07 suspend 02-28\n11-10 back 11-10",
        &[("absent", "09-05", Some("09-06")), ("deferred", "09-07", Some("11-09")), ("observing", "11-10", None)],
    );
}
