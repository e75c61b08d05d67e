//! Forms on paper, asked as the page asks.

use ledger::case::{NoticeKind, StepKind};
use ledger::docket::Docket;
use ledger::field::Field;
use ledger::schema::{notice as n, step as f, visit};
use ledger::visit::VisitKind;

use super::Office;
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::case::CaseRequest;
use crate::message::paper::{BlankForm, PaperElement, PaperNode, PaperOrder, PaperRequest};
use crate::message::place::{AccessAct, PlaceAnswer, PlaceRequest};
use crate::message::{Id, Refusal, Response};

const NAME: &str = "田小禾";

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

/// Everything a form says, a line for each text.
fn words(office: &mut Office, request: PaperRequest) -> String {
    words_of(office, request)
}

fn words_of(office: &mut Office, request: impl Into<CareRequest>) -> String {
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

fn answers(said: &[(u16, &str)]) -> Vec<(u16, String)> {
    said.iter().map(|(id, text)| (*id, (*text).to_owned())).collect()
}

/// A child that dropped out, was visited, and whose guardian has a notice.
fn school() -> (Office, Id) {
    let mut office = Office::new();
    office.add(&[
        (Field::Name, NAME),
        (Field::Sex, "女"),
        (Field::Birth, "2015-03-12"),
        (Field::IdNumber, "990510201503120021"),
        (Field::School, "石川镇中心小学"),
        (Field::Grade, "五年级"),
        (Field::Class, "1班"),
        (Field::Village, "柳溪村"),
        (Field::Guardian, "田大山"),
    ]);
    let child = office.id_of(NAME);
    let step = |kind, said: &[(u16, &str)]| CaseRequest::KeepStep { child, kind, answers: answers(said), even: false };
    kept(&mut office, step(StepKind::Absence, &[(f::DATE, "2026-11-16"), (f::FIRST_ABSENT, "2026-11-16")]));
    let confirmed = [(f::DATE, "2026-11-19"), (f::DROPPED_ON, "2026-11-16"), (f::REASON, "work")];
    kept(&mut office, step(StepKind::Confirm, &confirmed));
    let said = [
        (visit::DATE, "2026-11-20"),
        (visit::PEOPLE, "李文静、王建国"),
        (visit::CONTENT, "母亲愿意送孩子回来。"),
        (visit::OUTCOME, "promised"),
    ];
    let persuasion = CareRequest::KeepVisit {
        kind: VisitKind::Persuasion,
        whom: child,
        visit: None,
        answers: answers(&said),
        even: false,
    };
    kept(&mut office, persuasion);
    let notice = [
        (n::NUMBER, "义劝通字[2026]第1号"),
        (n::ISSUED, "2026-11-20"),
        (n::GUARDIAN, "田大山"),
        (n::DAYS, "7"),
        (n::COUNTED, "calendar"),
    ];
    kept(&mut office, CaseRequest::KeepNotice { child, kind: NoticeKind::Return, answers: answers(&notice) });
    (office, child)
}

#[test]
fn a_case_file_holds_every_section_and_no_whole_number() {
    let (mut office, child) = school();
    let file = words(&mut office, PaperRequest::CaseFile(child));
    for said in [
        "目　录",
        "原因分析",
        "外出打工",
        "劝返记录",
        "母亲愿意送孩子回来。",
        "义劝通字[2026]第1号",
        "990510********0021",
    ] {
        assert!(file.contains(said), "{said} is missing");
    }
    assert!(!file.contains("990510201503120021"), "a whole number is printed");
    let Response::Place(PlaceAnswer::AccessLog(log)) = office.ask(PlaceRequest::AccessLog { count: 1 }) else {
        panic!()
    };
    assert_eq!((log[0].act, log[0].subject.contains(NAME)), (AccessAct::Print, true));
}

/// What tells of a disability is an answer of a form here, and stands on no paper that was printed without a reason.
#[test]
fn a_masked_paper_names_no_disability_in_any_answer() {
    let (mut office, child) = school();
    let step = |kind, said: &[(u16, &str)]| CaseRequest::KeepStep { child, kind, answers: answers(said), even: false };
    let back = [
        (f::DATE, "2026-11-20"),
        (f::RETURNED_ON, "2026-11-20"),
        (f::ARRANGEMENT, "same_class"),
        (f::SCHOOL, "石川镇中心小学"),
        (f::CLASS, "五年级1班"),
    ];
    kept(&mut office, step(StepKind::Back, &back));
    let help = [
        (visit::DATE, "2026-11-21"),
        (visit::PEOPLE, "李文静"),
        (visit::GROUP, "disabled"),
        (visit::HELP, "study"),
        (visit::CONTENT, "补习数学"),
    ];
    kept(
        &mut office,
        CareRequest::KeepVisit {
            kind: VisitKind::Support,
            whom: child,
            visit: None,
            answers: answers(&help),
            even: false,
        },
    );
    let again = [(f::DATE, "2026-11-22"), (f::FIRST_ABSENT, "2026-11-22"), (f::REASON, "disability")];
    kept(&mut office, step(StepKind::Relapse, &again));
    let masked = words(&mut office, PaperRequest::CaseFile(child));
    assert!(masked.contains("特殊群体") && masked.contains("补习数学") && masked.contains("身体原因"), "{masked}");
    assert!(!masked.contains("残疾") && !masked.contains("因残"), "{masked}");
    let persuasion = words(&mut office, PaperRequest::Persuasion(child));
    assert!(!persuasion.contains("因残"), "{persuasion}");
    let order = PaperOrder { reason: "县局督查".to_owned(), ..PaperOrder::of(PaperRequest::CaseFile(child)) };
    let whole = words_of(&mut office, order);
    assert!(whole.contains("残疾儿童") && whole.contains("因残"), "{whole}");
}

#[test]
fn a_notice_is_printed_with_its_receipt_and_a_persuasion_with_every_time() {
    let (mut office, child) = school();
    let CareAnswer::Case(told) = care(&mut office, CaseRequest::File(child)) else { panic!("a file") };
    let crate::message::case::CaseAnswer::File(Some(view)) = *told else { panic!("a file") };
    let notice = view.notices[0].id;
    let paper = words(&mut office, PaperRequest::Notice { child, notice });
    for said in ["劝返复学通知书", "田大山", "义劝通字[2026]第1号", "送达回证", "7日"] {
        assert!(paper.contains(said), "{said} is missing in {paper}");
    }
    let record = words(&mut office, PaperRequest::Persuasion(child));
    assert!(record.contains("李文静、王建国") && record.contains("承诺返校"), "{record}");
    let gone = PaperRequest::Notice { child, notice: [7; 16] };
    assert_eq!(office.refused(CareRequest::from(gone)), Refusal::Gone);
}

/// Who is in neither column of the county's form is named below it.
#[test]
fn the_table_of_those_to_be_brought_back_hides_nobody() {
    let (mut office, _) = school();
    let table = words(&mut office, PaperRequest::ReturnTable);
    assert!(table.contains("2026年需劝返非建档立卡学生辍学人数统计表"), "{table}");
    assert!(
        table.contains("石川镇中心小学") && table.contains("注：本年其他来源的辍学学生 1 人未列入本表。"),
        "{table}"
    );
    office.add(&[(Field::Name, "白杨"), (Field::School, "石川镇中心小学")]);
    let child = office.id_of("白杨");
    let step = |kind, said: &[(u16, &str)]| CaseRequest::KeepStep { child, kind, answers: answers(said), even: false };
    let listed = [
        (f::DATE, "2026-11-10"),
        (f::PEOPLE, "李文静"),
        (f::HOW, "visit"),
        (f::OUTCOME, "not_in_school"),
        (f::ORIGIN, "suspected"),
    ];
    kept(&mut office, step(StepKind::Check, &listed));
    let confirmed = [(f::DATE, "2026-11-12"), (f::DROPPED_ON, "2026-09-01"), (f::REASON, "work")];
    kept(&mut office, step(StepKind::Confirm, &confirmed));
    let lines: Vec<String> = words(&mut office, PaperRequest::ReturnTable).lines().map(str::to_owned).collect();
    let at = lines.iter().position(|line| line == "石川镇中心小学").unwrap();
    assert_eq!(lines[at + 1..at + 3], ["1", "1"], "{lines:?}");
}

#[test]
fn a_class_gets_a_form_for_each_child_and_every_form_comes_empty() {
    let (mut office, _) = school();
    let class = words(&mut office, PaperRequest::ClassVisits("石川镇中心小学/五年级1班".to_owned()));
    assert!(class.contains(NAME) && class.contains("家访记录表"), "{class}");
    let visits = VisitKind::ALL.iter().map(|kind| BlankForm::Visit(*kind));
    let notices = NoticeKind::ALL.iter().map(|kind| BlankForm::Notice(*kind));
    let others = [
        BlankForm::CaseFile,
        BlankForm::Pledge,
        BlankForm::Letter,
        BlankForm::Household,
        BlankForm::SchoolPlan,
        BlankForm::ReturnTable,
    ];
    let dockets = Docket::ALL.iter().map(|docket| BlankForm::Docket(*docket));
    for form in visits.chain(notices).chain(others).chain(dockets) {
        let blank = words(&mut office, PaperRequest::Blank(form));
        assert!(!blank.contains(NAME) && blank.chars().count() > 40, "{form:?} {blank}");
    }
}

const NUMBER: &str = "990510201503120021";

/// Whole numbers and restricted facts leave only with a reason, which is in the log.
#[test]
fn a_whole_number_is_printed_for_a_reason_and_the_reason_is_kept() {
    let (mut office, child) = school();
    office.write(NAME, Field::DisabilityKind, "听力残疾");
    let masked = words(&mut office, PaperRequest::CaseFile(child));
    assert!(!masked.contains(NUMBER) && !masked.contains("听力残疾"));
    let reason = "送县局备案".to_owned();
    let order = PaperOrder { reason, as_sheet: true, ..PaperOrder::of(PaperRequest::CaseFile(child)) };
    let CareAnswer::Sheet(sheet) = care(&mut office, order) else { panic!("a sheet") };
    let said = sheet.rows.concat().join("\n");
    assert!(said.contains(NUMBER) && said.contains("听力残疾") && said.contains("目　录"), "{said}");
    let Response::Place(PlaceAnswer::AccessLog(log)) = office.ask(PlaceRequest::AccessLog { count: 1 }) else {
        panic!()
    };
    assert_eq!((log[0].act, log[0].reason.as_str()), (AccessAct::Export, "送县局备案"));
    assert!(log[0].subject.contains(NAME));
}

#[test]
fn so_many_copies_come_as_were_ordered_and_unserved_notices_together() {
    let (mut office, _) = school();
    let sheets = |view: &crate::message::paper::PaperView| view.root.children.len();
    let blank = PaperRequest::Blank(BlankForm::Visit(VisitKind::HomeVisit));
    let order = PaperOrder { copies: 30, ..PaperOrder::of(blank) };
    let CareAnswer::Paper(view) = care(&mut office, order) else { panic!("a form") };
    assert_eq!(sheets(&view), 30);
    let class = "石川镇中心小学/五年级1班".to_owned();
    let open = words(&mut office, PaperRequest::OpenNotices(class.clone()));
    assert!(open.contains("义劝通字[2026]第1号") && open.contains("送达回证"), "{open}");
    let child = office.id_of(NAME);
    let CareAnswer::Case(told) = care(&mut office, CaseRequest::File(child)) else { panic!() };
    let crate::message::case::CaseAnswer::File(Some(view)) = *told else { panic!("a file") };
    let notice = view.notices[0].id;
    let served = [(n::SERVED_ON, "2026-11-21"), (n::SERVED_BY, "王建国"), (n::SERVED_HOW, "signed")];
    kept(&mut office, CaseRequest::KeepReceipt { child, notice, answers: answers(&served) });
    let none = office.refused(CareRequest::from(PaperRequest::OpenNotices(class)));
    assert_eq!(none, Refusal::Gone);
}

/// 一家一案: siblings of one household in one print, with and without a case.
#[test]
fn a_household_is_one_print_with_every_child() {
    let (mut office, _) = school();
    for (field, text) in
        [(Field::HouseholdNumber, "0012"), (Field::HouseholdHead, "田大山"), (Field::Guardian, "田翠兰")]
    {
        office.write(NAME, field, text);
    }
    office.add(&[(Field::Name, "田小苗"), (Field::Village, "柳溪村"), (Field::HouseholdNumber, "0012")]);
    let child = office.id_of("田小苗");
    let paper = words(&mut office, PaperRequest::Household(child));
    for said in ["一家一案", NAME, "田小苗", "未立案", "目　录", "田翠兰", "监护人"] {
        assert!(paper.contains(said), "{said} is missing in {paper}");
    }
}

/// What was recorded of a visit is on its paper, whichever kind it is.
#[test]
fn a_visit_on_paper_says_everything_that_was_recorded() {
    let (mut office, child) = school();
    let visits = |office: &mut Office| match care(office, CareRequest::Visits(child)) {
        CareAnswer::Visits(visits) => visits,
        other => panic!("no visits: {other:?}"),
    };
    let mut printed = |kind: VisitKind, said: &[(u16, &str)]| {
        let answers = answers(said);
        kept(&mut office, CareRequest::KeepVisit { kind, whom: child, visit: None, answers, even: false });
        let id = visits(&mut office).into_iter().find(|one| one.kind == kind && one.date == said[0].1).unwrap().id;
        words(&mut office, PaperRequest::Visit(id))
    };
    let persuasion = [
        (visit::DATE, "2026-11-21"),
        (visit::PEOPLE, "李文静、王建国、赵敏"),
        (visit::PLACE, "柳溪村二组"),
        (visit::CONTENT, "再次上门"),
        (visit::OUTCOME, "refused"),
        (visit::NEXT, "请村委会协助"),
    ];
    let paper = printed(VisitKind::Persuasion, &persuasion);
    for said in ["中小学生劝返记录表", "家长拒绝", "请村委会协助", "柳溪村二组", "王建国、赵敏"]
    {
        assert!(paper.contains(said), "{said} is missing in {paper}");
    }
    let support = [
        (visit::DATE, "2026-11-22"),
        (visit::PEOPLE, "李文静"),
        (visit::GROUP, "left_behind"),
        (visit::RATIO, "one"),
        (visit::HELP, "study"),
        (visit::CONTENT, "补习数学"),
        (visit::RESPONSE, "愿意学"),
        (visit::NEXT, "下周再来"),
    ];
    let paper = printed(VisitKind::Support, &support);
    for said in ["中小学生帮扶记录表", "留守儿童", "一对一", "学业", "愿意学", "下周再来"] {
        assert!(paper.contains(said), "{said} is missing in {paper}");
    }
    // It belongs to the file of the child, in a section of its own.
    let file = words(&mut office, PaperRequest::CaseFile(child));
    assert!(file.contains("送教与帮扶") && file.contains("补习数学"), "{file}");
}
