//! Dockets, asked as the page asks: movers, graduates, checked names, letters, pledges.

mod again;
mod moves;
mod suspects;

use ledger::case::StepKind;
use ledger::docket::{Docket, Standing};
use ledger::field::Field;
use ledger::form::Fault;
use ledger::list::ListKind;
use ledger::schema::{docket as f, step};

use super::{Office, list};
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::case::CaseRequest;
use crate::message::compare::{CompareAnswer, CompareRequest};
use crate::message::docket::{DocketAnswer, DocketRequest, LinesView};
use crate::message::paper::{PaperElement, PaperNode, PaperRequest};
use crate::message::place::{AccessAct, PlaceAnswer, PlaceRequest};
use crate::message::roster::{RosterRequest, Sheet};
use crate::message::{Id, Refusal, Response};

fn care(office: &mut Office, request: impl Into<CareRequest>) -> CareAnswer {
    match office.ask(request.into()) {
        Response::Care(bytes) => CareAnswer::read(&bytes).unwrap(),
        other => panic!("not about care: {other:?}"),
    }
}

fn kept(office: &mut Office, request: impl Into<CareRequest>) {
    let answer = care(office, request);
    assert!(matches!(answer, CareAnswer::Saved(_)), "{answer:?}");
}

fn answers(said: &[(u16, &str)]) -> Vec<(u16, String)> {
    said.iter().map(|(id, text)| (*id, (*text).to_owned())).collect()
}

fn lines(office: &mut Office, docket: Docket) -> LinesView {
    match care(office, DocketRequest::Lines { docket, standing: None }) {
        CareAnswer::Docket(answer) => match *answer {
            DocketAnswer::Lines(view) => view,
            other => panic!("no lines: {other:?}"),
        },
        other => panic!("no lines: {other:?}"),
    }
}

fn sheet(office: &mut Office, docket: Docket, reason: &str) -> Sheet {
    let request = DocketRequest::Sheet { docket, standing: None, act: AccessAct::Export, reason: reason.to_owned() };
    match care(office, request) {
        CareAnswer::Sheet(sheet) => *sheet,
        other => panic!("no sheet: {other:?}"),
    }
}

fn new(docket: Docket, said: &[(u16, &str)]) -> DocketRequest {
    DocketRequest::Keep { docket, line: None, child: None, answers: answers(said), even: false }
}

fn change(docket: Docket, line: Id, said: &[(u16, &str)]) -> DocketRequest {
    DocketRequest::Keep { docket, line: Some(line), child: None, answers: answers(said), even: false }
}

fn close(line: Id, said: &[(u16, &str)]) -> DocketRequest {
    DocketRequest::KeepClose { line, answers: answers(said) }
}

fn count(view: &LinesView, standing: Standing) -> u32 {
    view.counts.iter().find(|(one, _)| *one == standing).unwrap().1
}

fn stored(office: &mut Office, kind: ListKind, date: &str, fields: &[Field], text: &str) -> Id {
    let table = Box::new(list(fields, text));
    let (name, file, date) = (String::new(), "名单.csv".to_owned(), date.to_owned());
    match office.ask(CompareRequest::AddList { table, kind, name, file, date }) {
        Response::Compare(CompareAnswer::ListAdded(view)) => view.id,
        other => panic!("{other:?}"),
    }
}

fn words(office: &mut Office, request: PaperRequest) -> String {
    fn say(element: &PaperElement, out: &mut String) {
        for child in &element.children {
            match child {
                PaperNode::Element(inner) => say(inner, out),
                PaperNode::Text(text) => {
                    out.push_str(text);
                    out.push('\n');
                }
            }
        }
    }
    let CareAnswer::Paper(view) = care(office, request) else { panic!("a form") };
    let mut out = String::new();
    say(&view.root, &mut out);
    out
}

const GRADUATES: &str = "
    王小满 990526201208310018 石川镇中心小学 2024 石川镇初级中学
    白杨 990526201209010025 石川镇中心小学 2025 -
    陈果 - 石川镇中心小学 2026 -
    陈果 - 石川镇中心小学 2026 -
";

fn graduates() -> (Office, Id) {
    let mut office = Office::new();
    office.add(&[(Field::Name, "王小满"), (Field::IdNumber, "990526201208310018")]);
    let fields = [Field::Name, Field::IdNumber, Field::GraduationSchool, Field::GraduationYear, Field::NextSchool];
    let source = stored(&mut office, ListKind::Graduates, "2026-07-10", &fields, GRADUATES);
    kept(&mut office, DocketRequest::Fill { docket: Docket::Graduate, source });
    (office, source)
}

/// 近三年小学毕业库, 逐人销号: one pupil cannot be traced and stays open and counted, with an empty place for evidence.
#[test]
fn each_graduate_is_settled_with_proof_and_one_who_cannot_be_traced_stays_open() {
    let (mut office, source) = graduates();
    let view = lines(&mut office, Docket::Graduate);
    assert_eq!((view.lines.len(), count(&view, Standing::Waiting)), (4, 4), "two of one name are two");
    assert_eq!((view.balance.before, view.balance.opened, view.balance.open), (4, 0, 4), "listed in July");
    // Taking the list again adds nobody.
    let again = DocketRequest::Fill { docket: Docket::Graduate, source };
    assert_eq!(office.refused(CareRequest::from(again)), Refusal::NothingToWrite);
    let of =
        |view: &LinesView, name: &str| view.lines.iter().find(|line| line.facts.contains(&name.into())).unwrap().id;
    let (first, second) = (of(&view, "王小满"), of(&view, "白杨"));
    assert!(view.lines.iter().any(|line| line.child.is_some()), "the roster knows one of them");
    // Nothing was verified yet.
    let early = care(&mut office, close(first, &[(f::CLOSED_ON, "2026-11-20")]));
    let CareAnswer::Faults(faults) = early else { panic!("{early:?}") };
    assert_eq!(faults[0], (f::CLOSED_ON, Fault::Unsettled));
    let found =
        [(f::DESTINATION, "junior"), (f::VERIFIED_ON, "2026-11-18"), (f::WAY, "school"), (f::HANDLER, "李文静")];
    kept(&mut office, change(Docket::Graduate, first, &found));
    // Without evidence or approver it is not closed.
    let bare = care(&mut office, close(first, &[(f::CLOSED_ON, "2026-11-20")]));
    assert_eq!(bare, CareAnswer::Faults(vec![(f::EVIDENCE, Fault::Needed), (f::CLOSED_BY, Fault::Needed)]));
    let proof = [(f::CLOSED_ON, "2026-11-20"), (f::EVIDENCE, "在读证明，档案柜 3"), (f::CLOSED_BY, "王校长")];
    kept(&mut office, close(first, &proof));
    kept(
        &mut office,
        change(Docket::Graduate, second, &[(f::DESTINATION, "untraced"), (f::VERIFIED_ON, "2026-11-18")]),
    );
    let refused = care(&mut office, close(second, &proof));
    assert_eq!(refused, CareAnswer::Faults(vec![(f::CLOSED_ON, Fault::Unsettled)]));
    let view = lines(&mut office, Docket::Graduate);
    assert_eq!((count(&view, Standing::Closed), count(&view, Standing::Outstanding)), (1, 1));
    assert_eq!((view.balance.closed, view.balance.open), (1, 3));
    assert!(view.summary.contains("2025 年毕业 1 人，已销号 0，挂账 1"), "{}", view.summary);
    let held = sheet(&mut office, Docket::Graduate, "");
    let untraced = held.rows.iter().find(|row| row.contains(&"白杨".to_owned())).unwrap();
    let proof = held.headers.iter().position(|head| head == "材料说明及存放处").unwrap();
    assert_eq!((untraced[proof].as_str(), untraced.last().unwrap().as_str()), ("", "去向未落实"));
    // A later word that the child is not there after all opens the line by itself.
    kept(&mut office, change(Docket::Graduate, first, &[(f::DESTINATION, "untraced")]));
    assert_eq!(count(&lines(&mut office, Docket::Graduate), Standing::Closed), 0);
    office.saved(RosterRequest::Undo(None));
    kept(&mut office, DocketRequest::Reopen { line: first, reason: "家长说没有去报到".to_owned() });
    office.reopen();
    assert_eq!(count(&lines(&mut office, Docket::Graduate), Standing::Ready), 1);
}

#[test]
fn the_last_class_of_the_roster_is_a_source_and_taking_it_is_undone_as_one() {
    let mut office = Office::new();
    for name in ["田小禾", "白杨"] {
        office.add(&[(Field::Name, name), (Field::School, "石川镇中心小学"), (Field::Grade, "六年级")]);
    }
    let CareAnswer::Docket(answer) = care(&mut office, DocketRequest::Sources(Docket::Graduate)) else { panic!() };
    let DocketAnswer::Sources(sources) = *answer else { panic!("sources") };
    assert_eq!((sources.len(), sources[0].rows, sources[0].date.as_str()), (1, 2, "2027"));
    kept(&mut office, DocketRequest::Fill { docket: Docket::Graduate, source: sources[0].id });
    assert_eq!(lines(&mut office, Docket::Graduate).lines.len(), 2);
    office.saved(RosterRequest::Undo(None));
    assert_eq!(lines(&mut office, Docket::Graduate).lines.len(), 0);
    kept(&mut office, DocketRequest::Fill { docket: Docket::Graduate, source: sources[0].id });
    assert_eq!(lines(&mut office, Docket::Graduate).lines.len(), 2);
}

#[test]
fn a_mover_is_settled_when_the_registry_followed_and_numbers_stay_masked() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "田小禾"), (Field::IdNumber, "990526201208310018"), (Field::Grade, "五年级")]);
    let child = office.id_of("田小禾");
    let form = care(&mut office, DocketRequest::Form { docket: Docket::Movement, line: None, child: Some(child) });
    let CareAnswer::Form(form) = form else { panic!("a form") };
    let number = form.fields.iter().find(|field| field.id == f::ID_NUMBER).unwrap().value.clone();
    assert_eq!(number, "990526********0018");
    let said = [
        (f::DIRECTION, "out"),
        (f::OPENED, "2026-11-10"),
        (f::NAME, "田小禾"),
        (f::ID_NUMBER, number.as_str()),
        (f::PLACE, "临水县城关镇第二实验小学"),
        (f::REGISTRY, "not_moved"),
    ];
    let keep = DocketRequest::Keep {
        docket: Docket::Movement,
        line: None,
        child: Some(child),
        answers: answers(&said),
        even: false,
    };
    kept(&mut office, keep);
    let view = lines(&mut office, Docket::Movement);
    assert_eq!((view.summary.as_str(), view.balance.opened, view.balance.open), ("转入 0 人；转出 1 人", 1, 1));
    assert!(view.lines[0].facts.contains(&number), "masked on the screen");
    let line = view.lines[0].id;
    assert!(sheet(&mut office, Docket::Movement, "").rows[0].contains(&number), "masked in a file");
    let whole = sheet(&mut office, Docket::Movement, "县局核对");
    assert!(whole.rows[0].contains(&"990526201208310018".to_owned()), "what was shown in part was kept whole");
    let Response::Place(PlaceAnswer::AccessLog(log)) = office.ask(PlaceRequest::AccessLog { count: 1 }) else {
        panic!()
    };
    assert_eq!((log[0].act, log[0].reason.as_str()), (AccessAct::Export, "县局核对"));
    let proof = [(f::CLOSED_ON, "2026-11-20"), (f::EVIDENCE, "转学回执"), (f::CLOSED_BY, "王校长")];
    assert!(matches!(care(&mut office, close(line, &proof)), CareAnswer::Faults(_)));
    kept(&mut office, change(Docket::Movement, line, &[(f::REGISTRY, "moved")]));
    kept(&mut office, close(line, &proof));
    let view = lines(&mut office, Docket::Movement);
    assert_eq!((view.balance.before, view.balance.opened, view.balance.closed, view.balance.open), (0, 1, 1, 0));
    let future = new(
        Docket::Movement,
        &[(f::DIRECTION, "in"), (f::OPENED, "2026-12-01"), (f::NAME, "白杨"), (f::PLACE, "外县")],
    );
    assert_eq!(care(&mut office, future), CareAnswer::Faults(vec![(f::OPENED, Fault::Future)]));
    let wrong = DocketRequest::Strike { line, reason: String::new() };
    assert!(matches!(care(&mut office, wrong), CareAnswer::Faults(_)));
    kept(&mut office, DocketRequest::Strike { line, reason: "重复登记".to_owned() });
    assert!(lines(&mut office, Docket::Movement).lines.is_empty());
}

/// 伊川县 2019: a child who studies here and is registered elsewhere.
#[test]
fn the_township_of_registration_is_written_to_and_answers() {
    let mut office = Office::new();
    office.add(&[
        (Field::Name, "田小禾"),
        (Field::IdNumber, "990526201208310018"),
        (Field::School, "石川镇中心小学"),
        (Field::Township, "柳河镇"),
        (Field::Village, "柳溪村"),
        (Field::Guardian, "田大山"),
    ]);
    let child = office.id_of("田小禾");
    assert!(lines(&mut office, Docket::Letter).due.is_empty());
    let absent = [(step::DATE, "2026-11-16"), (step::FIRST_ABSENT, "2026-11-16")];
    let (kind, said) = (StepKind::Absence, answers(&absent));
    kept(&mut office, CaseRequest::KeepStep { child, kind, answers: said, even: false });
    assert_eq!(lines(&mut office, Docket::Letter).due[0].name, "田小禾");
    let form = care(&mut office, DocketRequest::Form { docket: Docket::Letter, line: None, child: Some(child) });
    let CareAnswer::Form(form) = form else { panic!("a form") };
    let of = |id| form.fields.iter().find(|field| field.id == id).unwrap().value.clone();
    assert_eq!((of(f::NUMBER).as_str(), of(f::PLACE).as_str()), ("控辍协函字[2026]第1号", "柳河镇"));
    assert!(of(f::SITUATION).contains("2026年11月16日"), "{}", of(f::SITUATION));
    let said: Vec<(u16, String)> = form.fields.iter().map(|field| (field.id, field.value.clone())).collect();
    let keep = DocketRequest::Keep {
        docket: Docket::Letter,
        line: None,
        child: Some(child),
        answers: said.clone(),
        even: false,
    };
    kept(&mut office, keep.clone());
    // A number is used once.
    assert_eq!(care(&mut office, keep), CareAnswer::Faults(vec![(f::NUMBER, Fault::Used)]));
    let view = lines(&mut office, Docket::Letter);
    assert_eq!((view.due.len(), count(&view, Standing::Ready), view.balance.open), (0, 1, 1));
    let paper = words(&mut office, PaperRequest::Letter(view.lines[0].id));
    for said in ["控辍保学协查函", "柳河镇", "田大山", "990526********0018", "回执"] {
        assert!(paper.contains(said), "{said} is missing in {paper}");
    }
    let answered = [(f::CLOSED_ON, "2026-11-22"), (f::CLOSED_BY, "柳河镇教育办"), (f::ANSWER, "已送回学校。")];
    kept(&mut office, close(view.lines[0].id, &answered));
    assert_eq!(count(&lines(&mut office, Docket::Letter), Standing::Closed), 1);
    // The next letter has the next number.
    let form = care(&mut office, DocketRequest::Form { docket: Docket::Letter, line: None, child: Some(child) });
    let CareAnswer::Form(form) = form else { panic!("a form") };
    assert_eq!(form.fields[0].value, "控辍协函字[2026]第2号");
}

#[test]
fn a_pledge_is_registered_printed_and_signed() {
    let mut office = Office::new();
    let said = [
        (f::LEVEL, "head_teacher"),
        (f::YEAR, "2026"),
        (f::FIRST, "石川镇中心小学"),
        (f::SECOND, "李文静"),
        (f::TARGETS, "班级巩固率：100%\n家访：每学期两次"),
        (f::OPENED, "2026-09-01"),
    ];
    kept(&mut office, new(Docket::Pledge, &said));
    let view = lines(&mut office, Docket::Pledge);
    assert_eq!(count(&view, Standing::Ready), 1);
    let line = view.lines[0].id;
    let paper = words(&mut office, PaperRequest::Pledge(line));
    for said in ["控辍保学目标责任书", "2026—2027学年（校长与教师）", "班级巩固率", "100%", "乙方：李文静"]
    {
        assert!(paper.contains(said), "{said} is missing in {paper}");
    }
    assert_eq!(
        care(&mut office, close(line, &[(f::CLOSED_ON, "2026-09-03")])),
        CareAnswer::Faults(vec![(f::EVIDENCE, Fault::Needed)])
    );
    kept(&mut office, close(line, &[(f::CLOSED_ON, "2026-09-03"), (f::EVIDENCE, "档案柜 1")]));
    assert_eq!(count(&lines(&mut office, Docket::Pledge), Standing::Closed), 1);
    // The signing register: what was asked for as a table, broadside, with columns to sign in.
    let table = sheet(&mut office, Docket::Pledge, "");
    let register = PaperRequest::Register { sheet: Box::new(table), a3: true, sign: vec!["乙方签字".to_owned()] };
    let CareAnswer::Paper(view) = care(&mut office, register) else { panic!("a form") };
    let class = view.root.attributes.iter().find(|(name, _)| name == "class").unwrap();
    assert!(class.1.contains("paper-a3-wide"), "{class:?}");
}

#[test]
fn an_impossible_line_is_explained_and_nothing_is_lost() {
    let mut office = Office::new();
    let gone = DocketRequest::KeepClose { line: [9; 16], answers: Vec::new() };
    assert_eq!(office.refused(CareRequest::from(gone)), Refusal::Gone);
    let answer = care(&mut office, new(Docket::Graduate, &[(f::YEAR, "26"), (f::NAME, "王小满")]));
    assert_eq!(answer, CareAnswer::Faults(vec![(f::YEAR, Fault::NotAYear)]));
    let early = [
        (f::OPENED, "2026-11-10"),
        (f::NAME, "王小满"),
        (f::OUTCOME, "not_in_school"),
        (f::VERIFIED_ON, "2026-11-12"),
        (f::HANDLER, "李文静"),
        (f::RETURNED_ON, "2026-11-01"),
    ];
    let answer = care(&mut office, new(Docket::Suspect, &early));
    assert_eq!(answer, CareAnswer::Faults(vec![(f::RETURNED_ON, Fault::EndsBeforeStart)]));
    assert!(lines(&mut office, Docket::Suspect).lines.is_empty());
}
