//! Attendance, asked as the page asks.

use ledger::field::Field;
use ledger::schema::step;

use super::Office;
use crate::message::attendance::{AbsencesView, AttendanceAnswer, AttendanceRequest, ClassesView, RollView};
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::case::CaseRequest;
use crate::message::place::{PlaceAnswer, PlaceRequest};
use crate::message::roster::RosterRequest;
use crate::message::{Id, Refusal, Response};

const CLASS: &str = "石川镇中心小学/五年级1班";

fn care(office: &mut Office, request: impl Into<CareRequest>) -> CareAnswer {
    match office.ask(request.into()) {
        Response::Care(bytes) => CareAnswer::read(&bytes).unwrap(),
        other => panic!("not about care: {other:?}"),
    }
}

fn classes(office: &mut Office, date: &str) -> ClassesView {
    match care(office, AttendanceRequest::Classes { date: date.to_owned() }) {
        CareAnswer::Attendance(answer) => match *answer {
            AttendanceAnswer::Classes(view) => view,
            other => panic!("no classes: {other:?}"),
        },
        other => panic!("no classes: {other:?}"),
    }
}

fn roll(office: &mut Office, date: &str) -> RollView {
    match care(office, AttendanceRequest::Roll { class: CLASS.to_owned(), date: date.to_owned() }) {
        CareAnswer::Attendance(answer) => match *answer {
            AttendanceAnswer::Roll(view) => view,
            other => panic!("no roll: {other:?}"),
        },
        other => panic!("no roll: {other:?}"),
    }
}

fn call(office: &mut Office, date: &str, away: &[(Id, &str)]) -> CareAnswer {
    let changed = away.iter().map(|(child, leave)| (*child, (*leave).to_owned())).collect();
    care(office, AttendanceRequest::KeepRoll { class: CLASS.to_owned(), date: date.to_owned(), changed })
}

/// 2026-11-22 is a Sunday.
fn school() -> Office {
    let mut office = Office::new();
    for name in ["田小禾", "白杨"] {
        let class = [(Field::School, "石川镇中心小学"), (Field::Grade, "五年级"), (Field::Class, "1班")];
        office.add(&[&[(Field::Name, name)][..], &class[..]].concat());
    }
    office.add(&[(Field::Name, "没有班级")]);
    office
}

#[test]
fn a_class_is_called_with_one_press_and_exceptions_are_named() {
    let mut office = school();
    let view = classes(&mut office, "");
    assert_eq!((view.date.as_str(), view.school_day, view.classes.len()), ("2026-11-22", false, 1));
    assert_eq!((view.classes[0].key.as_str(), view.classes[0].children, view.classes[0].called), (CLASS, 2, false));
    assert!(matches!(call(&mut office, "2026-11-20", &[]), CareAnswer::Saved(_)));
    let view = classes(&mut office, "2026-11-20");
    assert_eq!((view.school_day, view.classes[0].called, view.classes[0].away), (true, true, 0));
    let child = office.id_of("田小禾");
    assert!(matches!(call(&mut office, "2026-11-20", &[(child, "sick")]), CareAnswer::Saved(_)));
    let said: Vec<String> = roll(&mut office, "2026-11-20").children.into_iter().map(|(_, leave)| leave).collect();
    assert_eq!(said, ["sick", ""]);
    // She was there after all.
    assert!(matches!(call(&mut office, "2026-11-20", &[(child, "")]), CareAnswer::Saved(_)));
    assert_eq!(classes(&mut office, "2026-11-20").classes[0].away, 0);
    let again = AttendanceRequest::KeepRoll { class: CLASS.to_owned(), date: "2026-11-20".to_owned(), changed: vec![] };
    assert_eq!(office.refused(CareRequest::from(again)), Refusal::NothingToWrite);
    let future = call(&mut office, "2026-11-23", &[]);
    assert_eq!(future, CareAnswer::Attendance(Box::new(AttendanceAnswer::BadDay)));
}

/// A row named by what it is about is the same when it is written again after an undo.
#[test]
fn what_was_taken_back_can_be_called_again_and_another_window_is_not_overwritten() {
    let mut office = school();
    let (child, other) = (office.id_of("田小禾"), office.id_of("白杨"));
    for _ in 0..2 {
        assert!(matches!(call(&mut office, "2026-11-20", &[(child, "none")]), CareAnswer::Saved(_)));
        let class = classes(&mut office, "2026-11-20").classes.remove(0);
        assert_eq!((class.called, class.away), (true, 1));
        office.saved(RosterRequest::Undo(None));
        let class = classes(&mut office, "2026-11-20").classes.remove(0);
        assert_eq!((class.called, class.away), (false, 0));
    }
    // Two windows opened the roll; each says what it changed.
    assert!(matches!(call(&mut office, "2026-11-20", &[(child, "none")]), CareAnswer::Saved(_)));
    assert!(matches!(call(&mut office, "2026-11-20", &[(other, "sick")]), CareAnswer::Saved(_)));
    assert_eq!(classes(&mut office, "2026-11-20").classes[0].away, 2);
}

#[test]
fn who_does_not_come_is_told_until_there_is_a_case() {
    let mut office = school();
    let child = office.id_of("田小禾");
    assert!(matches!(call(&mut office, "2026-11-18", &[]), CareAnswer::Saved(_)));
    assert!(matches!(call(&mut office, "2026-11-19", &[(child, "none")]), CareAnswer::Saved(_)));
    let queued = |office: &mut Office| match office.ask(PlaceRequest::Overview) {
        Response::Place(PlaceAnswer::Overview(view)) => {
            view.queue.into_iter().map(|item| item.detail).collect::<Vec<_>>()
        }
        other => panic!("no overview: {other:?}"),
    };
    assert_eq!(queued(&mut office), Vec::<String>::new());
    assert!(matches!(call(&mut office, "2026-11-20", &[(child, "unknown")]), CareAnswer::Saved(_)));
    assert_eq!(queued(&mut office), ["未请假缺勤 2 个上课日，未立案"]);
    let away = classes(&mut office, "").away;
    assert_eq!((away.len(), away[0].first.as_str(), away[0].days, away[0].case), (1, "2026-11-19", 2, false));
    // The form of the first step knows since when.
    let kind = ledger::case::StepKind::Absence;
    let CareAnswer::Form(form) = care(&mut office, CaseRequest::StepForm { child, kind }) else { panic!("a form") };
    let first = form.fields.into_iter().find(|field| field.id == step::FIRST_ABSENT).unwrap().value;
    assert_eq!(first, "2026-11-19");
    let answers = vec![(step::DATE, "2026-11-20".to_owned()), (step::FIRST_ABSENT, first)];
    let keep = CaseRequest::KeepStep { child, kind, answers, even: false };
    assert!(matches!(care(&mut office, keep), CareAnswer::Saved(_)));
    assert!(classes(&mut office, "").away[0].case);
    office.reopen();
    assert!(classes(&mut office, "").away[0].case);
    office.saved(RosterRequest::Undo(None));
    assert!(!classes(&mut office, "").away[0].case);
}

fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn would_bring(office: &mut Office, text: &str) -> AbsencesView {
    match care(office, AttendanceRequest::ReadList(rows(text))) {
        CareAnswer::Attendance(answer) => match *answer {
            AttendanceAnswer::List(view) => view,
            other => panic!("no list: {other:?}"),
        },
        other => panic!("no list: {other:?}"),
    }
}

const LIST: &str = "\
石川镇中心小学十一月缺勤登记
姓名|身份证号|年级班级|日期|类型
田小禾|||2026-11-19|旷课
田小禾|||2026年11月20日|旷课
田小禾|||2026/11/20|病假
白杨||五年级1班|2026-11-20|病假
没有班级|||2026-11-21|事假
王无名|||2026-11-20|旷课
白杨|||11月20日|旷课
白杨|||2026-11-23|旷课
白杨|||2026-11-18|已到校";

#[test]
fn a_list_of_absences_is_shown_before_it_is_kept_and_undone_as_one() {
    use ledger::attendance::list::Wrong;
    let mut office = school();
    let view = would_bring(&mut office, LIST);
    assert_eq!((view.rows, view.new, view.known, view.there, view.free), (9, 4, 0, 1, 1));
    let wrong: Vec<(u32, Wrong)> = view.wrong.iter().map(|(row, _, why)| (*row, *why)).collect();
    assert_eq!(wrong, [(5, Wrong::Repeated), (8, Wrong::Nobody), (9, Wrong::NoDay), (10, Wrong::Future)]);
    assert_eq!(view.rows, view.new + view.known + view.there + view.wrong.len() as u32, "every row stands somewhere");
    let answer = care(&mut office, AttendanceRequest::KeepList(rows(LIST)));
    assert!(matches!(answer, CareAnswer::Saved(_)), "{answer:?}");
    assert_eq!(classes(&mut office, "2026-11-20").classes[0].away, 2);
    // The days of the list count as days of absence.
    let away = classes(&mut office, "").away;
    assert_eq!((away[0].person.name.as_str(), away[0].days), ("田小禾", 2));
    // The same list again brings nothing.
    let view = would_bring(&mut office, LIST);
    assert_eq!((view.new, view.known), (0, 4));
    let again = AttendanceRequest::KeepList(rows(LIST));
    assert_eq!(office.refused(CareRequest::from(again)), Refusal::NothingToWrite);
    office.saved(RosterRequest::Undo(None));
    assert_eq!(classes(&mut office, "2026-11-20").classes[0].away, 0);
    assert_eq!(would_bring(&mut office, LIST).new, 4);
}

#[test]
fn a_name_that_several_bear_needs_more_and_a_list_without_days_is_none() {
    use ledger::attendance::list::Wrong;
    let mut office = school();
    let class = [(Field::School, "石川镇中心小学"), (Field::Grade, "六年级"), (Field::Class, "2班")];
    office.add(&[&[(Field::Name, "白杨"), (Field::IdNumber, "990526201208310018")][..], &class[..]].concat());
    let list = "姓名|班级|身份证号|日期\n白杨|||2026-11-20\n白杨|六年级2班||2026-11-20\n\
                白杨||990526201208310018|2026-11-19\n白杨||990526201209010025|2026-11-19";
    let view = would_bring(&mut office, list);
    assert_eq!((view.new, view.wrong.len()), (2, 2));
    assert_eq!((view.wrong[0].2, view.wrong[1].2), (Wrong::Several, Wrong::Nobody));
    assert!(view.first.iter().all(|(person, ..)| person.grade_class == "六年级2班"), "{:?}", view.first);
    let none = care(&mut office, AttendanceRequest::ReadList(rows("姓名|班级\n白杨|1班")));
    assert_eq!(none, CareAnswer::Attendance(Box::new(AttendanceAnswer::NoHeads)));
}

/// A second list says less than the first, or something else.
#[test]
fn a_list_that_does_not_know_takes_nothing_away_and_another_class_is_another_child() {
    use ledger::attendance::list::Wrong;
    let mut office = school();
    let first = "姓名|日期|类型\n田小禾|2026-11-19|病假\n白杨|2026-11-19|\n田小禾|2026-11-20|未到校";
    care(&mut office, AttendanceRequest::KeepList(rows(first)));
    let second = "姓名|班级|日期|类型\n田小禾|五年级1班|2026-11-19|缺勤\n白杨|1班|2026-11-19|事假\n\
                  田小禾|五(1)班|2026-11-20|旷课\n白杨|六年级2班|2026-11-20|旷课\n没有班级|五年级2班|2026-11-20|旷课";
    let view = would_bring(&mut office, second);
    assert_eq!((view.new, view.changed, view.known, view.there), (1, 2, 1, 0));
    assert_eq!(view.wrong.iter().map(|(row, _, why)| (*row, *why)).collect::<Vec<_>>(), [(5, Wrong::OtherClass)]);
    assert_eq!(view.rows, view.new + view.changed + view.known + view.there + view.wrong.len() as u32);
    care(&mut office, AttendanceRequest::KeepList(rows(second)));
    let said: Vec<String> = roll(&mut office, "2026-11-19").children.into_iter().map(|(_, leave)| leave).collect();
    assert_eq!(said, ["sick", "personal"]);
}
