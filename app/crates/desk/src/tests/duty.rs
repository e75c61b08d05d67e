//! Duties of cadres, of returned children, of subsidies, and a county's own, asked as the page asks.

mod aid;
mod deadline;
mod follow_up;
mod liaison;
mod past;

use ledger::case::StepKind;
use ledger::duty::{Deed, Standing};
use ledger::field::Field;
use ledger::form::Fault;
use ledger::register::{MEMBERSHIP, Register, Which};
use ledger::schema::{cadre, duty, post, shortfall, step, visit as field};
use ledger::visit::VisitKind;

use super::Office;
use crate::message::cadre::{CadreRequest, CadreView};
use crate::message::care::{CareAnswer, CareRequest, DutyNumbers, FormView, GroupBy, MatrixView, WorkView};
use crate::message::case::CaseRequest;
use crate::message::form::{Answers, Faults, InputKind};
use crate::message::place::DueClass;
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

fn keep_step(office: &mut Office, child: Id, kind: StepKind, said: &[(u16, &str)]) {
    kept(office, CaseRequest::KeepStep { child, kind, answers: answers(said), even: false });
}

fn member(office: &mut Office, register: Register, name: &str, said: &[(u16, &str)]) {
    let child = office.id_of(name);
    let register = Which::Shipped(register);
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
    let needed = |ids: &[u16]| ids.iter().map(|id| (*id, Fault::Needed)).collect::<Vec<_>>();
    let empty = needed(&[shortfall::CAUSE, shortfall::FROM, shortfall::UNTIL]);
    assert_eq!(faults(&mut office, pause(&[])), empty, "days without an end would silence the duty for ever");
    let other = [(shortfall::CAUSE, "other"), (shortfall::FROM, "2026-11-10"), (shortfall::UNTIL, "2026-11-30")];
    assert_eq!(faults(&mut office, pause(&other)), needed(&[shortfall::REASON]));
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

/// A child whose case says that it was first absent, that this was told, and that it was suspended with approval, on these days.
fn suspend(office: &mut Office, child: Id, [absent, told, from]: [&str; 3]) {
    keep_step(office, child, StepKind::Absence, &[(step::DATE, told), (step::FIRST_ABSENT, absent)]);
    let deferred = [
        (step::DATE, from),
        (step::ARRANGEMENT, "suspended"),
        (step::APPLICATION, "休学申请"),
        (step::APPROVAL, "教字〔2026〕9号"),
        (step::APPROVED_BY, "县教育局"),
        (step::UNTIL, "2027-08-31"),
    ];
    keep_step(office, child, StepKind::Arrange, &deferred);
}

/// A deferral that the case says was approved puts off what the registers ask for.
#[test]
fn a_child_deferred_by_its_case_is_owed_nothing() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "田小禾"), (Field::Village, "柳溪村")]);
    member(&mut office, Register::LeftBehind, "田小禾", &[(MEMBERSHIP.start, "2026-09-01")]);
    assert_eq!(turn(&mut office, "care", "2026-11")[0].2, 1);
    let child = office.id_of("田小禾");
    suspend(&mut office, child, ["2026-10-29", "2026-10-30", "2026-11-01"]);
    assert_eq!(turn(&mut office, "care", "2026-10")[0].2, 1);
    assert_eq!(turn(&mut office, "care", "2026-11")[0].2, 0);
}

#[test]
fn a_county_adds_a_duty_of_its_own() {
    let mut office = aid::poor();
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
        register: Which::Shipped(Register::Disabled),
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
    assert_eq!(names, ["李文静", "郑国强", "孙丽", "王建国"], "a subsidy is the helper's, not the teacher's");
    let view = work(&mut office, GroupBy::Village);
    let item = &view.groups[1].items[0];
    assert_eq!((item.turn.standing, item.deed), (Standing::Short, Deed::Visit(VisitKind::HomeTeaching)));
    assert!(matches!(item.class, DueClass::Overdue(22)));
}

/// Who helped until last year is responsible for nothing today, and a name written with a space is one name.
#[test]
fn the_work_of_a_person_is_that_of_today() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "马小军"), (Field::Village, "新庄村"), (Field::ClassTeacher, "王　平")]);
    let left = [(MEMBERSHIP.start, "2025-09-01"), (MEMBERSHIP.end, "2026-08-31"), (MEMBERSHIP.helper, "孙丽")];
    member(&mut office, Register::Difficult, "马小军", &left);
    member(&mut office, Register::LeftBehind, "马小军", &[(MEMBERSHIP.start, "2026-09-01")]);
    let names: Vec<String> = work(&mut office, GroupBy::Person).groups.into_iter().map(|group| group.name).collect();
    assert_eq!(names, ["王　平"]);
}
