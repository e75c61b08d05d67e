//! Duties of cadres, of returned children, of subsidies, and a county's own, asked as the page asks.

use ledger::case::StepKind;
use ledger::duty::{About, Deed, Standing};
use ledger::field::Field;
use ledger::form::Fault;
use ledger::register::{MEMBERSHIP, Register};
use ledger::schema::{aid, cadre, duty, post, shortfall, step, visit as field};
use ledger::visit::VisitKind;

use super::Office;
use crate::message::aid::{AidAnswer, AidRequest, AmountLine, EntitlementLine, TermView};
use crate::message::cadre::{CadreRequest, CadreView};
use crate::message::care::{CareAnswer, CareRequest, DutyNumbers, FormView, GroupBy, MatrixView, WorkView};
use crate::message::case::{CaseAnswer, CaseRequest};
use crate::message::form::{Answers, Faults, InputKind};
use crate::message::place::{AccessAct, DueClass};
use crate::message::roster::Sheet;
use crate::message::{Id, Response};

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

fn faults(office: &mut Office, request: impl Into<CareRequest>) -> Faults {
    match care(office, request) {
        CareAnswer::Faults(faults) => faults,
        other => panic!("no faults: {other:?}"),
    }
}

fn form(office: &mut Office, request: impl Into<CareRequest>) -> FormView {
    match care(office, request) {
        CareAnswer::Form(view) => view,
        other => panic!("no form: {other:?}"),
    }
}

fn sheet(office: &mut Office, request: impl Into<CareRequest>) -> Sheet {
    match care(office, request) {
        CareAnswer::Sheet(sheet) => *sheet,
        other => panic!("no sheet: {other:?}"),
    }
}

fn answers(said: &[(u16, &str)]) -> Answers {
    said.iter().map(|(id, text)| (*id, (*text).to_owned())).collect()
}

fn matrix(office: &mut Office, duty: &str) -> MatrixView {
    match care(office, CareRequest::Matrix { duty: duty.to_owned(), year: 0 }) {
        CareAnswer::Matrix(view) => view,
        other => panic!("no matrix: {other:?}"),
    }
}

/// What each row owes and did in one turn: name, place, owed, done, standing.
fn turn(office: &mut Office, duty: &str, period: &str) -> Vec<(String, String, u8, u8, Standing)> {
    let view = matrix(office, duty);
    let at = view.periods.iter().position(|(key, _)| key == period).unwrap();
    let row = |row: crate::message::care::MatrixRow| {
        let turn = row.turns[at];
        (row.subject.name, row.subject.place, turn.owed, turn.days, turn.standing)
    };
    let mut rows: Vec<_> = view.rows.into_iter().map(row).collect();
    rows.sort_by(|a, b| a.1.cmp(&b.1));
    rows
}

fn work(office: &mut Office, by: GroupBy) -> WorkView {
    match care(office, CareRequest::Work(by)) {
        CareAnswer::Work(view) => view,
        other => panic!("no work: {other:?}"),
    }
}

fn cadres(office: &mut Office) -> Vec<CadreView> {
    match care(office, CadreRequest::All) {
        CareAnswer::Cadres(all) => all,
        other => panic!("no cadres: {other:?}"),
    }
}

fn visit(kind: VisitKind, whom: Id, said: &[(u16, &str)], even: bool) -> CareRequest {
    CareRequest::KeepVisit { kind, whom, visit: None, answers: answers(said), even }
}

fn to_school(whom: Id, school: &str, date: &str) -> CareRequest {
    let said = [(field::SCHOOL, school), (field::DATE, date), (field::LOOKED_AT, "ledgers roll")];
    visit(VisitKind::Liaison, whom, &said, false)
}

const EAST: &str = "东川小学";
const WEST: &str = "西川小学";

/// 2026-11-22: a cadre with two schools, of which he visited one twice this month.
fn liaison() -> (Office, Id) {
    let mut office = Office::new();
    let name = answers(&[(cadre::NAME, "郑国强"), (cadre::DUTY, "县教育局基础教育股")]);
    kept(&mut office, CadreRequest::Keep { cadre: None, answers: name });
    let who = cadres(&mut office)[0].id;
    for school in [EAST, WEST] {
        let answers = answers(&[(post::SCHOOL, school), (post::FROM, "2026-09-01")]);
        kept(&mut office, CadreRequest::KeepPost { cadre: who, post: None, answers });
    }
    for date in ["2026-11-03", "2026-11-10"] {
        kept(&mut office, to_school(who, EAST, date));
    }
    (office, who)
}

/// Acceptance: a cadre with two schools, two visits to one of them: which rule holds is a setting.
#[test]
fn visits_of_a_cadre_are_counted_by_cadre_or_by_school() {
    let (mut office, who) = liaison();
    assert_eq!(
        turn(&mut office, "liaison", "2026-11"),
        [("郑国强".to_owned(), format!("{EAST}、{WEST}"), 2, 2, Standing::Done)]
    );
    let view = matrix(&mut office, "liaison");
    assert_eq!((view.about, view.deed), (About::Cadre, Deed::Visit(VisitKind::Liaison)));
    let numbers = DutyNumbers {
        key: "liaison".to_owned(),
        times: 2,
        alarm_day: 20,
        least_school_days: 5,
        per: "school".to_owned(),
    };
    kept(&mut office, CareRequest::KeepDuty(numbers));
    let by_school = [
        ("郑国强".to_owned(), EAST.to_owned(), 2, 2, Standing::Done),
        ("郑国强".to_owned(), WEST.to_owned(), 2, 0, Standing::Urgent),
    ];
    assert_eq!(turn(&mut office, "liaison", "2026-11"), by_school);
    // The post leads to the form of the cadre, with the school already in it; October can be made good there alone.
    let view = matrix(&mut office, "liaison");
    assert_eq!(view.about, About::Post);
    let west = view.rows.iter().find(|row| row.subject.place == WEST).unwrap().subject.id;
    let asked =
        CareRequest::VisitForm { kind: VisitKind::Liaison, whom: west, visit: None, makes_good: "2026-10".to_owned() };
    let form = form(&mut office, asked);
    let of = |id| form.fields.iter().find(|field| field.id == id).unwrap();
    assert_eq!((of(field::SCHOOL).value.as_str(), of(field::MAKES_GOOD).value.as_str()), (WEST, "2026-10"));
    assert!(matches!(&of(field::SCHOOL).kind, InputKind::OneOf(offered) if offered.len() == 2));
    assert_eq!((form.person.name.as_str(), form.person.village.as_str()), ("郑国强", "东川小学、西川小学"));
    // A short month of a post is closed with a reason like any other.
    let close = CareRequest::CloseShort {
        duty: "liaison".to_owned(),
        whom: west,
        period: "2026-10".to_owned(),
        reason: "外出培训".to_owned(),
        make_up: "2026-12-10".to_owned(),
    };
    kept(&mut office, close);
    assert_eq!(turn(&mut office, "liaison", "2026-10")[1].4, Standing::Excused);
    kept(&mut office, to_school(west, WEST, "2026-11-19"));
    office.reopen();
    assert_eq!(turn(&mut office, "liaison", "2026-11")[1].3, 1);
    assert_eq!(cadres(&mut office)[0].visits, 3);
    let visits = match care(&mut office, CareRequest::Visits(who)) {
        CareAnswer::Visits(visits) => visits,
        other => panic!("no visits: {other:?}"),
    };
    assert_eq!((visits.len(), visits[0].people.as_str()), (3, WEST));
}

#[test]
fn a_cadre_owes_nothing_before_and_after_his_post() {
    let (mut office, who) = liaison();
    let first = cadres(&mut office)[0].posts[0].id;
    let backwards = answers(&[(post::UNTIL, "2026-08-31")]);
    let request = CadreRequest::KeepPost { cadre: who, post: Some(first), answers: backwards };
    assert_eq!(faults(&mut office, request), [(post::UNTIL, Fault::EndsBeforeStart)]);
    for view in cadres(&mut office)[0].posts.clone() {
        let answers = answers(&[(post::UNTIL, "2026-10-31")]);
        kept(&mut office, CadreRequest::KeepPost { cadre: who, post: Some(view.id), answers });
    }
    let owed = |office: &mut Office, month: &str| turn(office, "liaison", month)[0].2;
    assert_eq!((owed(&mut office, "2026-10"), owed(&mut office, "2026-11")), (2, 0));
    assert!(cadres(&mut office)[0].posts.iter().all(|post| !post.holds));
    let missing = [(cadre::NAME, Fault::Needed)];
    assert_eq!(faults(&mut office, CadreRequest::Keep { cadre: None, answers: Vec::new() }), missing);
    assert_eq!(faults(&mut office, to_school(who, "", "2026-11-20")), [(field::SCHOOL, Fault::Needed)]);
}

#[test]
fn the_monthly_list_names_the_days() {
    let (mut office, _) = liaison();
    let request =
        CareRequest::DutySheet { duty: "liaison".to_owned(), period: "2026-11".to_owned(), act: AccessAct::Print };
    let sheet = sheet(&mut office, request);
    assert_eq!(sheet.title, "2026年11月 包联走访完成情况");
    assert_eq!(sheet.headers[3], "包联学校");
    assert_eq!(
        sheet.rows[0],
        ["1", "郑国强", "县教育局基础教育股", "东川小学、西川小学", "2", "2", "2026-11-03、2026-11-10", "已完成"]
    );
}

fn keep_step(office: &mut Office, child: Id, kind: StepKind, said: &[(u16, &str)]) {
    kept(office, CaseRequest::KeepStep { child, kind, answers: answers(said), even: false });
}

/// Back on Monday 9 November 2026.
fn returned(office: &mut Office) -> Id {
    office.add(&[(Field::Name, "田小禾"), (Field::Village, "柳溪村"), (Field::ClassTeacher, "李文静")]);
    let child = office.id_of("田小禾");
    keep_step(office, child, StepKind::Absence, &[(step::DATE, "2026-11-03"), (step::FIRST_ABSENT, "2026-11-02")]);
    let dropped = [(step::DATE, "2026-11-05"), (step::DROPPED_ON, "2026-11-02"), (step::REASON, "learning")];
    keep_step(office, child, StepKind::Confirm, &dropped);
    let back = [
        (step::DATE, "2026-11-09"),
        (step::RETURNED_ON, "2026-11-09"),
        (step::ARRANGEMENT, "same_class"),
        (step::SCHOOL, EAST),
        (step::CLASS, "五年级1班"),
    ];
    keep_step(office, child, StepKind::Back, &back);
    child
}

#[test]
fn a_returned_child_is_followed_up_every_week_and_its_file_counts_alike() {
    let mut office = Office::new();
    let child = returned(&mut office);
    let week = |office: &mut Office, monday: &str| turn(office, "follow_up", monday)[0].clone();
    assert_eq!(week(&mut office, "2026-11-09").4, Standing::Short);
    assert_eq!(week(&mut office, "2026-11-16").4, Standing::Urgent, "Sunday the 22nd");
    let view = matrix(&mut office, "follow_up");
    assert_eq!(view.periods[0].0, "2026-11-09", "weeks that are owed to nobody are not drawn");
    assert_eq!(view.periods[view.present.unwrap() as usize].0, "2026-11-16");
    keep_step(&mut office, child, StepKind::Observed, &[(step::DATE, "2026-11-13"), (step::PEOPLE, "李文静")]);
    assert_eq!(week(&mut office, "2026-11-09").4, Standing::Done);
    let said =
        [(field::DATE, "2026-11-18"), (field::PEOPLE, "李文静"), (field::HELP, "study"), (field::CONTENT, "补习数学")];
    kept(&mut office, visit(VisitKind::Support, child, &said, false));
    assert_eq!(week(&mut office, "2026-11-16").4, Standing::Done);
    // A home visit from before the return belongs to the search, and is no follow-up.
    let before = [(field::DATE, "2026-11-04"), (field::PEOPLE, "李文静"), (field::CONTENT, "家中无人")];
    kept(&mut office, visit(VisitKind::HomeVisit, child, &before, false));
    let file = match care(&mut office, CaseRequest::File(child)) {
        CareAnswer::Case(told) => match *told {
            CaseAnswer::File(Some(view)) => *view,
            other => panic!("no file: {other:?}"),
        },
        other => panic!("no file: {other:?}"),
    };
    let section = |name: &str| file.sections.iter().find(|one| one.name == name).map_or(0, |one| one.count);
    assert_eq!((section("复学后跟踪"), section("发现与核查")), (2, 2));
    let fact = file.facts.iter().find(|(label, _)| label == "复学后跟踪").unwrap();
    assert_eq!(fact.1, "应 2 期，已做够 2 期");
    // The thirtieth school day after 9 November is the last; the week after it owes nothing.
    let until = file.facts.iter().find(|(label, _)| label.starts_with("观察期至")).unwrap().1.clone();
    assert_eq!(until, "2026-12-21");
    assert_eq!(week(&mut office, "2026-12-14").2, 1);
    assert!(view.periods.iter().all(|(key, _)| key.as_str() <= "2026-12-21"));
}

#[test]
fn who_is_out_again_is_not_followed_up() {
    let mut office = Office::new();
    let child = returned(&mut office);
    let again = [(step::DATE, "2026-11-17"), (step::FIRST_ABSENT, "2026-11-16"), (step::REASON, "learning")];
    keep_step(&mut office, child, StepKind::Relapse, &again);
    assert_eq!(turn(&mut office, "follow_up", "2026-11-09")[0].4, Standing::Short);
    let view = matrix(&mut office, "follow_up");
    assert!(view.rows[0].turns.iter().skip(1).all(|turn| turn.owed == 0), "{:?}", view.rows[0]);
}

fn member(office: &mut Office, register: Register, name: &str, said: &[(u16, &str)]) {
    let child = office.id_of(name);
    kept(office, CareRequest::KeepMember { register, child, answers: answers(said), even: false });
}

/// One taught at home in November, in hospital from the 10th to the end of the month.
#[test]
fn days_in_hospital_are_not_owed() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "周子涵"), (Field::Village, "柳溪村")]);
    let taught = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.placement, "home_teaching")];
    member(&mut office, Register::Disabled, "周子涵", &taught);
    let child = office.id_of("周子涵");
    let owed = |office: &mut Office, month: &str| turn(office, "home_teaching", month)[0].2;
    assert_eq!(owed(&mut office, "2026-11"), 2);
    let pause = |said: &[(u16, &str)]| CareRequest::KeepPause { child, pause: None, answers: answers(said) };
    let backwards = [(shortfall::CAUSE, "hospital"), (shortfall::FROM, "2026-11-10"), (shortfall::UNTIL, "2026-11-01")];
    assert_eq!(faults(&mut office, pause(&backwards)), [(shortfall::UNTIL, Fault::EndsBeforeStart)]);
    assert_eq!(faults(&mut office, pause(&[])), [(shortfall::CAUSE, Fault::Needed), (shortfall::FROM, Fault::Needed)]);
    let stay = [(shortfall::CAUSE, "hospital"), (shortfall::FROM, "2026-11-10"), (shortfall::UNTIL, "2026-11-30")];
    kept(&mut office, pause(&stay));
    assert_eq!((owed(&mut office, "2026-10"), owed(&mut office, "2026-11"), owed(&mut office, "2026-12")), (2, 1, 2));
    let pauses = match care(&mut office, CareRequest::Pauses(child)) {
        CareAnswer::Pauses(pauses) => pauses,
        other => panic!("no pauses: {other:?}"),
    };
    assert_eq!((pauses.len(), pauses[0].cause.as_str()), (1, "住院"));
    // The child stays longer: the same days are changed, and none is left.
    let longer = answers(&[(shortfall::FROM, "2026-11-01")]);
    kept(&mut office, CareRequest::KeepPause { child, pause: Some(pauses[0].id), answers: longer });
    assert_eq!(turn(&mut office, "home_teaching", "2026-11")[0].4, Standing::Free);
}

/// A deferral that the case says was approved puts off what the registers ask for.
#[test]
fn a_child_deferred_by_its_case_is_owed_nothing() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "田小禾"), (Field::Village, "柳溪村")]);
    member(&mut office, Register::LeftBehind, "田小禾", &[(MEMBERSHIP.start, "2026-09-01")]);
    assert_eq!(turn(&mut office, "care", "2026-11")[0].2, 1);
    let child = office.id_of("田小禾");
    keep_step(&mut office, child, StepKind::Absence, &[(step::DATE, "2026-10-30"), (step::FIRST_ABSENT, "2026-10-29")]);
    let deferred = [
        (step::DATE, "2026-11-01"),
        (step::ARRANGEMENT, "suspended"),
        (step::APPLICATION, "休学申请"),
        (step::APPROVAL, "教字〔2026〕9号"),
        (step::APPROVED_BY, "县教育局"),
        (step::UNTIL, "2027-08-31"),
    ];
    keep_step(&mut office, child, StepKind::Arrange, &deferred);
    assert_eq!(turn(&mut office, "care", "2026-10")[0].2, 1);
    assert_eq!(turn(&mut office, "care", "2026-11")[0].2, 0);
}

fn term(office: &mut Office) -> TermView {
    match care(office, AidRequest::Term(String::new())) {
        CareAnswer::Aid(told) => match *told {
            AidAnswer::Term(view) => view,
            other => panic!("no term: {other:?}"),
        },
        other => panic!("no term: {other:?}"),
    }
}

/// A boarder of a poor household, a day pupil in the register of orphans, one who gets nothing, one of whom it is unknown.
fn poor() -> Office {
    let mut office = Office::new();
    let child = |name: &'static str, mode: &'static str, kind: &'static str| {
        [(Field::Name, name), (Field::Grade, "五年级"), (Field::StudyMode, mode), (Field::HouseholdKind, kind)]
    };
    office.add(&child("周子涵", "住校", "脱贫户"));
    office.add(&child("马小军", "走读", ""));
    office.add(&child("欧阳娜", "走读", ""));
    office.add(&child("白杨", "", "脱贫户"));
    member(&mut office, Register::Orphan, "马小军", &[(MEMBERSHIP.start, "2026-09-01")]);
    office
}

fn missing(view: &TermView) -> Vec<String> {
    let line = |one: &crate::message::aid::MissingView| {
        [&one.person.name, &one.name, &one.basis, &one.amount].map(String::as_str).join(" ")
    };
    let mut lines: Vec<String> = view.missing.iter().map(line).collect();
    lines.sort();
    lines
}

#[test]
fn who_is_entitled_and_has_no_entry_is_on_the_list() {
    let mut office = poor();
    let view = term(&mut office);
    assert_eq!((view.term.as_str(), view.label.as_str()), ("2026-autumn", "2026年秋季学期"));
    let all = [
        "周子涵 免教科书 脱贫户与监测户 ",
        "周子涵 寄宿生生活补助 脱贫户与监测户 500",
        "白杨 免教科书 脱贫户与监测户 ",
        "马小军 免教科书 孤儿与事实无人抚养儿童 ",
        "马小军 非寄宿生生活补助 孤儿与事实无人抚养儿童 250",
    ];
    assert_eq!(missing(&view), all);
    assert_eq!((view.unknown_boarding, view.entries.len()), (1, 0));
    let child = office.id_of("周子涵");
    let keep = |item: &str, said: &[(u16, &str)]| AidRequest::Keep {
        child,
        term: String::new(),
        item: item.to_owned(),
        answers: answers(said),
    };
    let whole = [(aid::ITEM, "boarder"), (aid::BASIS, "脱贫户"), (aid::AMOUNT, "五百")];
    assert_eq!(faults(&mut office, keep("", &whole)), [(aid::AMOUNT, Fault::NotAnAmount)]);
    assert_eq!(faults(&mut office, keep("", &[])), [(aid::ITEM, Fault::Needed)]);
    let asked = AidRequest::Form { child, term: String::new(), item: "boarder".to_owned() };
    let proposed = form(&mut office, asked.clone());
    let of = |id| proposed.fields.iter().find(|field| field.id == id).unwrap().value.clone();
    assert_eq!(
        (of(aid::ITEM), of(aid::BASIS), of(aid::AMOUNT)),
        ("boarder".into(), "脱贫户与监测户".into(), "500".into())
    );
    let paid = [(aid::ITEM, "boarder"), (aid::BASIS, "脱贫户"), (aid::AMOUNT, "500"), (aid::PAID_ON, "2026-11-10")];
    kept(&mut office, keep("", &paid));
    // The duty is done when everything is paid and signed for.
    let duty = |office: &mut Office| {
        let view = matrix(office, "aid");
        let row = view.rows.iter().find(|row| row.subject.name == "周子涵").unwrap();
        (row.turns[0].days, row.turns[0].bare, row.turns[0].standing)
    };
    assert_eq!(duty(&mut office), (0, 0, Standing::Open));
    let books =
        [(aid::ITEM, "textbooks"), (aid::BASIS, "脱贫户"), (aid::PAID_ON, "2026-09-01"), (aid::SIGNED, "paper")];
    kept(&mut office, keep("", &books));
    assert_eq!(duty(&mut office), (0, 1, Standing::Open), "one is not signed for");
    assert!(form(&mut office, asked).stored);
    kept(&mut office, keep("boarder", &[(aid::SIGNED, "paper")]));
    assert_eq!(duty(&mut office), (1, 0, Standing::Done));
    office.reopen();
    let view = term(&mut office);
    assert_eq!((view.entries.len(), view.sum.as_str()), (2, "500"));
    assert!(!missing(&view).iter().any(|line| line.starts_with("周子涵")));
    let sheet =
        sheet(&mut office, AidRequest::Sheet { term: "2026-autumn".to_owned(), missing: true, act: AccessAct::Export });
    assert_eq!((sheet.title.as_str(), sheet.rows.len()), ("2026年秋季学期 应享未享名单", 3));
    assert!(sheet.rows.iter().all(|row| row.len() == sheet.headers.len()));
}

#[test]
fn everybody_on_the_list_is_paid_on_one_day() {
    let mut office = poor();
    let pay = |day: &str| AidRequest::PayAll {
        term: "2026-autumn".to_owned(),
        item: "textbooks".to_owned(),
        paid_on: day.to_owned(),
    };
    assert_eq!(faults(&mut office, pay("2026-11-23")), [(aid::PAID_ON, Fault::Future)]);
    kept(&mut office, pay("2026-09-01"));
    let view = term(&mut office);
    assert_eq!((view.entries.len(), view.missing.len()), (3, 2));
    assert!(view.entries.iter().all(|one| !one.signed && one.basis != ""));
    assert_eq!(office.refused(CareRequest::from(pay("2026-09-01"))), crate::message::Refusal::NothingToWrite);
}

#[test]
fn a_county_writes_its_own_tables() {
    let mut office = poor();
    let amount = |from: &str, yuan: &str| AmountLine {
        item: "meals".to_owned(),
        stage: "both".to_owned(),
        from: from.to_owned(),
        yuan: yuan.to_owned(),
        source: "县文件".to_owned(),
    };
    let blank = AmountLine { yuan: String::new(), ..amount("", "") };
    let bad = vec![amount("2026-09-01", "1000"), blank, amount("2026-09-31", "1100")];
    assert_eq!(care(&mut office, AidRequest::KeepAmounts(bad)), CareAnswer::BadLine(3));
    kept(&mut office, AidRequest::KeepAmounts(vec![amount("2026-09-01", "1000")]));
    let everyone = EntitlementLine {
        item: "meals".to_owned(),
        ground: "everyone".to_owned(),
        boards: "either".to_owned(),
        source: "县营养改善计划".to_owned(),
    };
    kept(&mut office, AidRequest::KeepEntitlements(vec![everyone]));
    let view = term(&mut office);
    assert_eq!((view.missing.len(), view.missing[0].amount.as_str()), (4, "500"));
    assert_eq!(view.missing[0].source, "县营养改善计划");
}

#[test]
fn a_county_adds_a_duty_of_its_own() {
    let mut office = poor();
    let keep =
        |key: &str, said: &[(u16, &str)]| CareRequest::KeepOwnDuty { key: key.to_owned(), answers: answers(said) };
    let missing = [(duty::NAME, Fault::Needed), (duty::OWED, Fault::Needed), (duty::CYCLE, Fault::Needed)];
    assert_eq!(faults(&mut office, keep("", &[])), missing);
    let own =
        [(duty::NAME, "孤儿周联系"), (duty::OWED, "listed:orphan"), (duty::CYCLE, "week"), (duty::DEED, "home_visit")];
    let liaison = [(duty::NAME, "x"), (duty::OWED, "liaison:cadre"), (duty::CYCLE, "month")];
    assert_eq!(faults(&mut office, keep("", &liaison)), [(duty::OWED, Fault::NotOffered)]);
    kept(&mut office, keep("", &own));
    let key = match care(&mut office, CareRequest::Duties) {
        CareAnswer::Duties(views) => views.into_iter().find(|view| view.own).unwrap().progress.key,
        other => panic!("no duties: {other:?}"),
    };
    assert_eq!(turn(&mut office, &key, "2026-11-16")[0].4, Standing::Urgent);
    let child = office.id_of("马小军");
    let said = [(field::DATE, "2026-11-17"), (field::PEOPLE, "李文静"), (field::CONTENT, "走访")];
    kept(&mut office, visit(VisitKind::HomeVisit, child, &said, false));
    assert_eq!(turn(&mut office, &key, "2026-11-16")[0].4, Standing::Done);
    // Its numbers are changed like those of any other, and it is changed without losing them.
    let numbers = DutyNumbers { key: key.clone(), times: 2, alarm_day: 5, least_school_days: 1, per: String::new() };
    kept(&mut office, CareRequest::KeepDuty(numbers));
    kept(&mut office, keep(&key, &[(duty::NAME, "孤儿每周联系")]));
    assert!(form(&mut office, CareRequest::OwnDutyForm(key.clone())).stored);
    office.reopen();
    let view = matrix(&mut office, &key);
    assert_eq!((view.name.as_str(), turn(&mut office, &key, "2026-11-16")[0].2), ("孤儿每周联系", 2));
}

#[test]
fn what_is_doubtful_is_said_and_kept_when_the_person_says_so() {
    let mut office = Office::new();
    office.add(&[
        (Field::Name, "周子涵"),
        (Field::IdNumber, "990526201209010025"),
        (Field::DisabilityCard, "99052620120831001842"),
    ]);
    office.add(&[(Field::Name, "马小军")]);
    let child = office.id_of("周子涵");
    let old = [(field::DATE, "2026-06-20"), (field::PEOPLE, "李文静"), (field::CONTENT, "补记上学年")];
    let doubt = [(field::DATE, Fault::OutsideSchoolYear)];
    assert_eq!(faults(&mut office, visit(VisitKind::HomeVisit, child, &old, false)), doubt);
    kept(&mut office, visit(VisitKind::HomeVisit, child, &old, true));
    // A fault is never overruled.
    let future = [(field::DATE, "2026-11-23"), (field::PEOPLE, "李文静"), (field::CONTENT, "x")];
    let wrong = faults(&mut office, visit(VisitKind::HomeVisit, child, &future, true));
    assert_eq!(wrong, [(field::DATE, Fault::Future)]);
    let keep = |child: Id, said: &[(u16, &str)], even: bool| CareRequest::KeepMember {
        register: Register::Disabled,
        child,
        answers: answers(said),
        even,
    };
    let holds = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.holds_card, "持证")];
    assert_eq!(faults(&mut office, keep(child, &holds, false)), [(MEMBERSHIP.holds_card, Fault::CardContradicts)]);
    kept(&mut office, keep(child, &holds, true));
    // Kept once with open eyes, it is not doubted again.
    kept(&mut office, keep(child, &[(MEMBERSHIP.helper, "李文静")], false));
    let other = office.id_of("马小军");
    let inclusive = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.placement, "inclusive")];
    let doubt = [(MEMBERSHIP.placement, Fault::KindContradicts)];
    assert_eq!(faults(&mut office, keep(other, &inclusive, false)), doubt);
    office.write("马小军", Field::DisabilityKind, "智力残疾");
    kept(&mut office, keep(other, &inclusive, false));
}

#[test]
fn the_pupil_who_helps_is_hidden_in_lists() {
    let mut office = Office::new();
    for name in ["马小军", "欧阳娜"] {
        office.add(&[(Field::Name, name), (Field::Village, "新庄村")]);
    }
    let (child, helper) = (office.id_of("马小军"), office.id_of("欧阳娜"));
    let letters = |id: Id| id.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let said = |peer: &str| {
        answers(&[
            (field::DATE, "2026-11-20"),
            (field::WAY, "peer"),
            (field::RATIO, "one"),
            (field::HELP, "study"),
            (field::PEER, peer),
            (field::CONTENT, "一起做作业"),
        ])
    };
    let keep =
        |answers| CareRequest::KeepVisit { kind: VisitKind::Support, whom: child, visit: None, answers, even: false };
    assert_eq!(faults(&mut office, keep(said(""))), [(field::PEER, Fault::Needed)]);
    assert_eq!(faults(&mut office, keep(said("ab"))), [(field::PEER, Fault::NotAChild)]);
    assert_eq!(faults(&mut office, keep(said(&letters(child)))), [(field::PEER, Fault::NotAChild)]);
    kept(&mut office, keep(said(&letters(helper))));
    office.reopen();
    let visits = match care(&mut office, CareRequest::Visits(child)) {
        CareAnswer::Visits(visits) => visits,
        other => panic!("no visits: {other:?}"),
    };
    assert_eq!(visits[0].peer, "欧＊＊");
    assert!(!format!("{visits:?}").contains("欧阳"));
    let asked = CareRequest::VisitForm {
        kind: VisitKind::Support,
        whom: child,
        visit: Some(visits[0].id),
        makes_good: String::new(),
    };
    let form = form(&mut office, asked);
    let peer = form.fields.iter().find(|field| field.id == field::PEER).unwrap();
    assert_eq!((&peer.kind, &peer.value), (&InputKind::Child("欧阳娜".to_owned()), &letters(helper)));
    match care(&mut office, CareRequest::Visits(helper)) {
        CareAnswer::Visits(visits) => assert!(visits.is_empty(), "it is not the helper's record"),
        other => panic!("no visits: {other:?}"),
    }
}

#[test]
fn the_work_is_put_together_by_village_or_by_person() {
    let (mut office, _) = liaison();
    office.add(&[(Field::Name, "周子涵"), (Field::Village, "柳溪村")]);
    office.add(&[(Field::Name, "马小军"), (Field::Village, "新庄村"), (Field::ClassTeacher, "王建国")]);
    let taught = [
        (MEMBERSHIP.start, "2026-10-01"),
        (MEMBERSHIP.placement, "home_teaching"),
        (MEMBERSHIP.home_teacher, "李文静、赵敏"),
        (MEMBERSHIP.helper, "孙丽"),
    ];
    member(&mut office, Register::Disabled, "周子涵", &taught);
    member(&mut office, Register::LeftBehind, "马小军", &[(MEMBERSHIP.start, "2026-11-01")]);
    let told = |view: WorkView| {
        let group = |group: crate::message::care::WorkGroup| {
            let item = |item: &crate::message::care::WorkItem| {
                format!("{} {} {:?}", item.subject.name, item.period, item.class)
            };
            (group.name, group.items.iter().map(item).collect::<Vec<_>>().join("; "))
        };
        view.groups.into_iter().map(group).collect::<Vec<_>>()
    };
    let by_village = told(work(&mut office, GroupBy::Village));
    let names: Vec<&str> = by_village.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["东川小学、西川小学", "柳溪村", "新庄村"], "who is late first");
    assert_eq!(by_village[1].1, "周子涵 2026-10 Overdue(22); 周子涵 2026-11 Later; 周子涵 2026-autumn Later");
    assert!(by_village[2].1.starts_with("马小军 2026-11 Later"), "{:?}", by_village[2]);
    let by_person = told(work(&mut office, GroupBy::Person));
    let names: Vec<&str> = by_person.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["李文静", "郑国强", "王建国"]);
    let view = work(&mut office, GroupBy::Village);
    let item = &view.groups[1].items[0];
    assert_eq!((item.turn.standing, item.deed), (Standing::Short, Deed::Visit(VisitKind::HomeTeaching)));
    assert!(matches!(item.class, DueClass::Overdue(22)));
}
