//! Cases, asked as the page asks: from the first absent day to the closing.

mod bad_input;
mod notice;
mod plan;

use ledger::case::{CaseList, Stage, StepKind, Why};
use ledger::field::Field;
use ledger::form::Fault;
use ledger::schema::{DELETED, step as f, visit};
use ledger::visit::VisitKind;

use super::Office;
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::case::{BriefView, CaseAnswer, CaseRequest, CasesView, FileView, RungLine};
use crate::message::form::Answers;
use crate::message::place::{AccessAct, DueClass, PlaceAnswer, PlaceRequest, QueuePlace};
use crate::message::roster::{RosterAnswer, RosterRequest};
use crate::message::{Id, Refusal, Response};

const NAME: &str = "田小禾";

fn care(office: &mut Office, request: CareRequest) -> CareAnswer {
    match office.ask(request) {
        Response::Care(bytes) => CareAnswer::read(&bytes).unwrap(),
        other => panic!("not about care: {other:?}"),
    }
}

fn ask(office: &mut Office, request: CaseRequest) -> CaseAnswer {
    match care(office, request.into()) {
        CareAnswer::Case(answer) => *answer,
        other => panic!("not about cases: {other:?}"),
    }
}

fn answers(said: &[(u16, &str)]) -> Answers {
    said.iter().map(|(id, text)| (*id, (*text).to_owned())).collect()
}

fn keep(office: &mut Office, kind: StepKind, said: &[(u16, &str)], even: bool) -> CareAnswer {
    let child = office.id_of(NAME);
    care(office, CaseRequest::KeepStep { child, kind, answers: answers(said), even }.into())
}

fn kept(office: &mut Office, kind: StepKind, said: &[(u16, &str)]) {
    let answer = keep(office, kind, said, false);
    assert!(matches!(answer, CareAnswer::Saved(_)), "{kind:?} {answer:?}");
}

fn file(office: &mut Office) -> FileView {
    let child = office.id_of(NAME);
    match ask(office, CaseRequest::File(child)) {
        CaseAnswer::File(Some(view)) => *view,
        other => panic!("no file: {other:?}"),
    }
}

fn brief(office: &mut Office) -> Option<BriefView> {
    let child = office.id_of(NAME);
    match ask(office, CaseRequest::Brief(child)) {
        CaseAnswer::Brief(brief) => brief,
        other => panic!("no brief: {other:?}"),
    }
}

fn list(office: &mut Office, list: CaseList) -> CasesView {
    match ask(office, CaseRequest::List(list)) {
        CaseAnswer::List(view) => view,
        other => panic!("no list: {other:?}"),
    }
}

/// 2026-11-22, a Sunday: a child that has been absent since Monday 16 November.
fn school() -> Office {
    let mut office = Office::new();
    office.add(&[
        (Field::Name, NAME),
        (Field::Village, "柳溪村"),
        (Field::School, "石川镇中心小学"),
        (Field::HouseholdNumber, "0012"),
        (Field::Guardian, "田大山"),
    ]);
    office.add(&[(Field::Name, "田小苗"), (Field::Village, "柳溪村"), (Field::HouseholdNumber, "0012")]);
    office
}

pub(super) fn absent(office: &mut Office) {
    kept(office, StepKind::Absence, &[(f::DATE, "2026-11-16"), (f::FIRST_ABSENT, "2026-11-16")]);
}

fn dropped(office: &mut Office) {
    absent(office);
    let found = [(f::DATE, "2026-11-18"), (f::PEOPLE, "李文静"), (f::HOW, "visit"), (f::OUTCOME, "not_in_school")];
    kept(office, StepKind::Check, &found);
    let confirmed = [(f::DATE, "2026-11-19"), (f::DROPPED_ON, "2026-11-16"), (f::REASON, "work")];
    kept(office, StepKind::Confirm, &confirmed);
}

#[test]
fn the_first_absence_opens_the_case_and_the_ladder_counts_school_days() {
    let mut office = school();
    assert_eq!(brief(&mut office), None);
    let missing = keep(&mut office, StepKind::Absence, &[(f::DATE, "2026-11-16")], false);
    assert_eq!(missing, CareAnswer::Faults(vec![(f::FIRST_ABSENT, Fault::Needed)]));
    absent(&mut office);
    let brief = brief(&mut office).unwrap();
    assert_eq!((brief.stage, brief.since.as_str()), (Stage::Absent, "2026-11-16"));
    // The visit was due on the second school day; three have passed since, and a weekend.
    let next = brief.next.unwrap();
    assert_eq!((next.what.as_str(), next.who.as_str(), next.due.as_str()), ("上门家访", "班主任", "2026-11-17"));
    assert_eq!((next.late, next.up.as_str()), (3, "学校"), "what is late goes to the next person up");
    let Response::Place(PlaceAnswer::Overview(overview)) = office.ask(PlaceRequest::Overview) else { panic!() };
    let child = office.id_of(NAME);
    assert_eq!(overview.late_cases, 1);
    assert_eq!(overview.queue[0].place, QueuePlace::Case(child));
    assert_eq!((overview.queue[0].class, overview.queue[0].title.as_str()), (DueClass::Overdue(3), NAME));
    assert_eq!(overview.queue[0].detail, "缺勤待核　上门家访　班主任　逾期，报学校");
    // A home visit is a rung done; the next is the school's check.
    let said = [(visit::DATE, "2026-11-17"), (visit::PEOPLE, "李文静"), (visit::CONTENT, "家中无人")];
    let visited = CareRequest::KeepVisit {
        kind: VisitKind::HomeVisit,
        whom: child,
        visit: None,
        answers: answers(&said),
        even: false,
    };
    assert!(matches!(care(&mut office, visited), CareAnswer::Saved(_)));
    let rungs: Vec<bool> = file(&mut office).rungs.iter().map(|rung| rung.done).collect();
    assert_eq!(rungs, [true, true, false, false, false, false]);
    let household: Vec<String> = file(&mut office).household.into_iter().map(|(person, _)| person.name).collect();
    assert_eq!(household, ["田小苗"]);
}

#[test]
fn from_the_first_absence_to_the_closing() {
    let mut office = school();
    dropped(&mut office);
    assert_eq!(list(&mut office, CaseList::Dropped).rows.len(), 1);
    assert_eq!(list(&mut office, CaseList::Suspected).rows.len(), 0);
    let clearing = list(&mut office, CaseList::Open).clearing;
    assert_eq!((clearing.found, clearing.left, clearing.formula.as_str()), (1, 1, "0÷1＝0.0%"));
    let child = office.id_of(NAME);
    let said = [
        (visit::DATE, "2026-11-19"),
        (visit::PEOPLE, "李文静"),
        (visit::CONTENT, "劝返"),
        (visit::OUTCOME, "promised"),
    ];
    let visited = CareRequest::KeepVisit {
        kind: VisitKind::Persuasion,
        whom: child,
        visit: None,
        answers: answers(&said),
        even: false,
    };
    assert!(matches!(care(&mut office, visited), CareAnswer::Saved(_)));
    let back = [
        (f::DATE, "2026-11-20"),
        (f::RETURNED_ON, "2026-11-20"),
        (f::ARRANGEMENT, "same_class"),
        (f::SCHOOL, "石川镇中心小学"),
        (f::CLASS, "五年级1班"),
    ];
    kept(&mut office, StepKind::Back, &back);
    let view = file(&mut office);
    assert_eq!(view.brief.stage, Stage::Observing);
    let clearing = list(&mut office, CaseList::Open).clearing;
    assert_eq!((clearing.found, clearing.left, clearing.formula.as_str()), (1, 0, "1÷1＝100.0%"));
    let titles: Vec<&str> = view.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["复学登记", "劝返", "认定辍学", "核查", "缺勤"]);
    // Nobody closes it before the observation is over and confirmed.
    let request = [
        (f::DATE, "2026-11-21"),
        (f::CLOSING, "returned"),
        (f::EVIDENCE, "attendance"),
        (f::EVIDENCE_WORDS, "考勤表"),
        (f::PEOPLE, "李文静"),
    ];
    let early = keep(&mut office, StepKind::CloseRequest, &request, false);
    assert_eq!(early, CareAnswer::Case(Box::new(CaseAnswer::Unfit(Why::ObservationRuns))));
    assert_eq!(file(&mut office).brief.stage, Stage::Observing);
    let balance = list(&mut office, CaseList::Open).balance;
    assert_eq!((balance.before, balance.opened, balance.closed, balance.open), (0, 1, 0, 1));
    office.reopen();
    assert_eq!(file(&mut office).brief.stage, Stage::Observing);
}

#[test]
fn a_step_that_does_not_fit_can_be_kept_and_changes_nothing() {
    let mut office = school();
    absent(&mut office);
    let approve = [(f::DATE, "2026-11-20"), (f::PEOPLE, "王校长")];
    let answer = keep(&mut office, StepKind::CloseApprove, &approve, false);
    assert_eq!(answer, CareAnswer::Case(Box::new(CaseAnswer::Unfit(Why::NotProposed))));
    assert_eq!(file(&mut office).entries.len(), 1, "nothing was kept");
    assert!(matches!(keep(&mut office, StepKind::CloseApprove, &approve, true), CareAnswer::Saved(_)));
    let view = file(&mut office);
    assert_eq!((view.brief.stage, view.brief.unfit), (Stage::Absent, 1));
    assert_eq!(view.entries[0].unfit, Some(Why::NotProposed));
}

#[test]
fn a_step_is_struck_with_a_reason_stays_in_the_file_and_comes_back_by_undo() {
    let mut office = school();
    dropped(&mut office);
    let child = office.id_of(NAME);
    let confirm = file(&mut office).entries.iter().find(|entry| entry.title == "认定辍学").unwrap().id;
    let strike = |reason: &str| CaseRequest::Strike { child, step: confirm, reason: reason.to_owned() }.into();
    assert_eq!(care(&mut office, strike(" ")), CareAnswer::Faults(vec![(DELETED, Fault::Needed)]));
    assert!(matches!(care(&mut office, strike("记错了孩子")), CareAnswer::Saved(_)));
    let view = file(&mut office);
    assert_eq!(view.brief.stage, Stage::Suspected);
    let struck = view.entries.iter().find(|entry| entry.id == confirm).unwrap();
    assert_eq!(struck.struck.as_deref(), Some("记错了孩子"));
    office.saved(RosterRequest::Undo(None));
    assert_eq!(file(&mut office).brief.stage, Stage::Dropped);
}

#[test]
fn a_case_is_there_as_long_as_something_is_in_it() {
    let mut office = school();
    absent(&mut office);
    office.saved(RosterRequest::Undo(None));
    assert_eq!(brief(&mut office), None);
    // Opened again after the undo.
    dropped(&mut office);
    assert_eq!(file(&mut office).brief.stage, Stage::Dropped);
    // The save that opened it is taken back, what came after it is not.
    let Response::Roster(RosterAnswer::Saves(saves)) = office.ask(RosterRequest::Saves { count: 9 }) else { panic!() };
    let opening = saves.iter().rfind(|save| save.detail == "缺勤 田小禾" && save.undoable).unwrap().key;
    office.saved(RosterRequest::Undo(Some(opening)));
    let view = file(&mut office);
    assert_eq!((view.brief.stage, view.entries.len()), (Stage::Dropped, 2));
    assert!(view.entries.iter().all(|entry| entry.struck.is_none()), "what was taken back is not struck");
    assert_eq!(list(&mut office, CaseList::Open).rows.len(), 1);
}

#[test]
fn a_child_with_an_open_case_does_not_disappear() {
    let mut office = school();
    absent(&mut office);
    let (child, other) = (office.id_of(NAME), office.id_of("田小苗"));
    let delete = RosterRequest::Delete { children: vec![child], reason: "重复".to_owned() };
    assert_eq!(office.refused(delete), Refusal::OpenCase);
    assert_eq!(office.refused(RosterRequest::Merge { keep: other, other: child }), Refusal::OpenCase);
    office.saved(RosterRequest::Merge { keep: child, other });
    assert_eq!(file(&mut office).brief.stage, Stage::Absent);
}

/// A visit on the second day, a case opened on the fifth: the visit belongs to it.
#[test]
fn a_visit_before_the_case_was_opened_belongs_to_it() {
    let mut office = school();
    let child = office.id_of(NAME);
    let said = [(visit::DATE, "2026-11-17"), (visit::PEOPLE, "李文静"), (visit::CONTENT, "家中无人")];
    let visited = CareRequest::KeepVisit {
        kind: VisitKind::HomeVisit,
        whom: child,
        visit: None,
        answers: answers(&said),
        even: false,
    };
    assert!(matches!(care(&mut office, visited), CareAnswer::Saved(_)));
    kept(&mut office, StepKind::Absence, &[(f::DATE, "2026-11-20"), (f::FIRST_ABSENT, "2026-11-16")]);
    let view = file(&mut office);
    let titles: Vec<&str> = view.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["缺勤", "家访"]);
    assert!(view.rungs[1].done, "上门家访");
}

/// One machine wrote the case from November on, then somebody adds what happened in October.
#[test]
fn an_earlier_absence_opens_the_case_earlier() {
    let mut office = school();
    absent(&mut office);
    kept(&mut office, StepKind::Absence, &[(f::DATE, "2026-11-10"), (f::FIRST_ABSENT, "2026-11-09")]);
    let view = file(&mut office);
    let opened = view.facts.iter().find(|(label, _)| label == "立案日期").unwrap();
    assert_eq!((opened.1.as_str(), view.brief.first_absent.as_str()), ("2026-11-10", "2026-11-09"));
    assert_eq!(view.brief.unfit, 0);
}

#[test]
fn a_county_writes_its_own_ladder() {
    let mut office = school();
    absent(&mut office);
    let line = |after: &str, who: &str, act: &str, what: &str| RungLine {
        after: after.to_owned(),
        who: who.to_owned(),
        act: act.to_owned(),
        what: what.to_owned(),
        ..RungLine::default()
    };
    let blank = RungLine::default();
    let wrong = vec![line("1", "班主任", "absence", "登记"), blank.clone(), line("3", "学校", "", "核查")];
    assert_eq!(ask(&mut office, CaseRequest::KeepLadder(wrong)), CaseAnswer::BadRung(3));
    let own = vec![line("1", "班 主任", "absence", "登记"), blank, line("12", "乡镇", "visit", "三天内 入户")];
    assert!(matches!(care(&mut office, CaseRequest::KeepLadder(own).into()), CareAnswer::Saved(_)));
    office.reopen();
    let CaseAnswer::Ladder(lines) = ask(&mut office, CaseRequest::Ladder) else { panic!("a ladder") };
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[1].who.as_str(), lines[1].what.as_str()), ("乡镇", "三天内　入户"));
    assert_eq!(brief(&mut office).unwrap().next.unwrap().due, "2026-12-01");
}

#[test]
fn a_ledger_of_cases_goes_to_paper() {
    let mut office = school();
    dropped(&mut office);
    let CaseAnswer::Sheet(sheet) = ask(&mut office, CaseRequest::Sheet(CaseList::Dropped, AccessAct::Print)) else {
        panic!("a sheet")
    };
    assert_eq!((sheet.title.as_str(), sheet.rows.len()), ("辍学台账", 1));
    assert!(sheet.rows.iter().all(|row| row.len() == sheet.headers.len()));
}

#[test]
fn nobody_is_asked_about_a_child_that_is_gone() {
    let mut office = school();
    let gone: Id = [9; 16];
    let refused = office.refused(CareRequest::from(CaseRequest::File(gone)));
    assert_eq!(refused, Refusal::Gone);
}
