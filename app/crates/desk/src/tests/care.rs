//! Registers, visits and duties, asked as the page asks.

use ledger::duty::Standing;
use ledger::field::Field;
use ledger::form::Fault;
use ledger::register::{MEMBERSHIP, Register, Which};
use ledger::schema::{shortfall, visit as field};
use ledger::visit::VisitKind;

use super::Office;
use crate::message::care::{
    CalendarLine, CareAnswer, CareRequest, DutyNumbers, DutyView, FormView, MatrixView, MembersView, VisitView,
};
use crate::message::form::{Answers, Faults, InputKind};
use crate::message::place::{AccessAct, DueClass, PlaceAnswer, PlaceRequest};
use crate::message::register::MemberFilter;
use crate::message::{Id, Response};

const DISABLED: Which = Which::Shipped(Register::Disabled);
const LEFT_BEHIND: Which = Which::Shipped(Register::LeftBehind);

fn care(office: &mut Office, request: CareRequest) -> CareAnswer {
    match office.ask(request) {
        Response::Care(bytes) => CareAnswer::read(&bytes).unwrap(),
        other => panic!("not about care: {other:?}"),
    }
}

fn kept(office: &mut Office, request: CareRequest) {
    let answer = care(office, request);
    assert!(matches!(answer, CareAnswer::Saved(_)), "{answer:?}");
}

fn faults(office: &mut Office, request: CareRequest) -> Faults {
    match care(office, request) {
        CareAnswer::Faults(faults) => faults,
        other => panic!("no faults: {other:?}"),
    }
}

fn answers(said: &[(u16, &str)]) -> Answers {
    said.iter().map(|(id, text)| (*id, (*text).to_owned())).collect()
}

fn member(office: &mut Office, register: Which, name: &str, said: &[(u16, &str)]) {
    let child = office.id_of(name);
    kept(office, CareRequest::KeepMember { register, child, answers: answers(said), even: true });
}

fn members(office: &mut Office, register: Which) -> MembersView {
    match care(office, CareRequest::Members { register, past: false, filter: MemberFilter::default() }) {
        CareAnswer::Members(view) => view,
        other => panic!("no members: {other:?}"),
    }
}

fn form(office: &mut Office, request: CareRequest) -> FormView {
    match care(office, request) {
        CareAnswer::Form(view) => view,
        other => panic!("no form: {other:?}"),
    }
}

fn visit_form(child: Id, visit: Option<Id>, makes_good: &str) -> CareRequest {
    CareRequest::VisitForm { kind: VisitKind::HomeTeaching, whom: child, visit, makes_good: makes_good.to_owned() }
}

fn visits(office: &mut Office, child: Id) -> Vec<VisitView> {
    match care(office, CareRequest::Visits(child)) {
        CareAnswer::Visits(visits) => visits,
        other => panic!("no visits: {other:?}"),
    }
}

fn matrix(office: &mut Office) -> MatrixView {
    match care(office, CareRequest::Matrix { duty: "home_teaching".to_owned(), year: 0 }) {
        CareAnswer::Matrix(view) => view,
        other => panic!("no matrix: {other:?}"),
    }
}

fn duty(office: &mut Office) -> DutyView {
    match care(office, CareRequest::Duties) {
        CareAnswer::Duties(views) => views.into_iter().find(|view| view.progress.key == "home_teaching").unwrap(),
        other => panic!("no duties: {other:?}"),
    }
}

fn visit(name: Id, date: &str, signed: &str) -> CareRequest {
    let said = [
        (field::DATE, date),
        (field::PEOPLE, "李文静、王建国"),
        (field::LESSONS, "2"),
        (field::CONTENT, "认读数字"),
        (field::SIGNED, signed),
    ];
    let answers = answers(&said);
    CareRequest::KeepVisit { kind: VisitKind::HomeTeaching, whom: name, visit: None, answers, even: false }
}

/// 2026-11-22: one child taught at home since September, one placed in an ordinary class.
fn school() -> Office {
    let mut office = Office::new();
    office.add(&[(Field::Name, "田小禾"), (Field::Village, "柳溪村"), (Field::HukouKind, "农业户口")]);
    office.add(&[(Field::Name, "白杨"), (Field::Village, "新庄村"), (Field::LeftBehind, "双亲留守儿童")]);
    let taught = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.placement, "home_teaching")];
    member(&mut office, DISABLED, "田小禾", &taught);
    let inclusive = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.placement, "inclusive")];
    member(&mut office, DISABLED, "白杨", &inclusive);
    office
}

fn november(office: &mut Office) -> (u8, u8, u8, Standing) {
    let view = matrix(office);
    let at = view.present.unwrap() as usize;
    assert_eq!(view.periods[at].0, "2026-11");
    let turn = view.rows[0].turns[at];
    (turn.owed, turn.days, turn.bare, turn.standing)
}

#[test]
fn home_teaching_is_counted_by_distinct_days_with_evidence() {
    let mut office = school();
    let child = office.id_of("田小禾");
    assert_eq!(november(&mut office), (2, 0, 0, Standing::Urgent));
    kept(&mut office, visit(child, "2026-11-03", "paper"));
    kept(&mut office, visit(child, "2026-11-03", "paper"));
    kept(&mut office, visit(child, "2026-11-10", ""));
    assert_eq!(november(&mut office), (2, 1, 1, Standing::Urgent));
    kept(&mut office, visit(child, "2026-11-12", "paper"));
    assert_eq!(november(&mut office), (2, 2, 1, Standing::Done));
    let view = duty(&mut office);
    assert_eq!((view.progress.owed, view.progress.done, view.progress.urgent), (1, 1, 0));
    // September and October went by without a visit.
    assert_eq!((view.progress.short, view.short_since.as_str(), view.until.as_str()), (2, "2026-09-30", ""));
    let Response::Place(PlaceAnswer::Overview(overview)) = office.ask(PlaceRequest::Overview) else { panic!() };
    let queued: Vec<(&str, DueClass, u32)> =
        overview.queue.iter().map(|item| (item.title.as_str(), item.class, item.count)).collect();
    assert_eq!(queued, [("送教上门", DueClass::Overdue(53), 2), ("资助", DueClass::Later, 2)]);
    office.reopen();
    assert_eq!(november(&mut office).3, Standing::Done);
}

#[test]
fn a_short_month_needs_a_reason_and_a_day_and_can_be_made_good() {
    let mut office = school();
    let child = office.id_of("田小禾");
    let close = |reason: &str, make_up: &str| CareRequest::CloseShort {
        duty: "home_teaching".to_owned(),
        whom: child,
        period: "2026-10".to_owned(),
        reason: reason.to_owned(),
        make_up: make_up.to_owned(),
    };
    let october = |office: &mut Office| matrix(office).rows[0].turns[1].standing;
    let missing = [(shortfall::REASON, Fault::Needed), (shortfall::MAKE_UP, Fault::Needed)];
    assert_eq!(faults(&mut office, close(" ", "")), missing);
    assert_eq!(faults(&mut office, close("住院", "2026-11-01")), [(shortfall::MAKE_UP, Fault::EndsBeforeStart)]);
    assert_eq!(faults(&mut office, close("住院", "2027-09-01")), [(shortfall::MAKE_UP, Fault::TooLate)]);
    assert_eq!(october(&mut office), Standing::Short);
    kept(&mut office, close("住院", "2026-11-30"));
    assert_eq!(october(&mut office), Standing::Excused);
    let offered = form(&mut office, visit_form(child, None, "2026-10")).fields.pop().unwrap();
    assert_eq!((offered.id, offered.value.as_str()), (field::MAKES_GOOD, "2026-10"));
    let InputKind::OneOf(turns) = offered.kind else { panic!("a choice of turns") };
    let turns: Vec<&str> = turns.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(turns, ["2026-09", "2026-10"]);
    let making_good = |date: &str, turn: &str| {
        let CareRequest::KeepVisit { kind, whom, visit, mut answers, even } = visit(child, date, "paper") else {
            unreachable!()
        };
        answers.push((field::MAKES_GOOD, turn.to_owned()));
        CareRequest::KeepVisit { kind, whom, visit, answers, even }
    };
    let never = making_good("2026-11-05", "2026-05");
    assert_eq!(faults(&mut office, never), [(field::MAKES_GOOD, Fault::NotOffered)]);
    kept(&mut office, making_good("2026-11-05", "2026-10"));
    kept(&mut office, making_good("2026-11-06", "2026-10"));
    assert_eq!(october(&mut office), Standing::Done);
    assert_eq!(november(&mut office).1, 0, "they count once");
    // A record that made October good is still about October when it is opened again.
    let newest = visits(&mut office, child)[0].id;
    let stored = form(&mut office, visit_form(child, Some(newest), "")).fields.pop().unwrap();
    let InputKind::OneOf(turns) = stored.kind else { panic!("a choice of turns") };
    assert_eq!((stored.value.as_str(), turns.last().unwrap().0.as_str()), ("2026-10", "2026-10"));
}

#[test]
fn who_is_deferred_or_placed_elsewhere_is_owed_nothing() {
    let mut office = school();
    let deferred = [
        (MEMBERSHIP.start, "2026-09-01"),
        (MEMBERSHIP.placement, "home_teaching"),
        (MEMBERSHIP.deferred_until, "2027-08-31"),
    ];
    member(&mut office, DISABLED, "田小禾", &deferred);
    assert_eq!(matrix(&mut office).rows.len(), 0);
    assert_eq!(duty(&mut office).progress.owed, 0);
}

#[test]
fn a_visit_is_corrected_in_place_and_its_faults_are_named() {
    let mut office = school();
    let child = office.id_of("田小禾");
    assert_eq!(faults(&mut office, visit(child, "2026-11-23", "paper")), [(field::DATE, Fault::Future)]);
    kept(&mut office, visit(child, "2026-11-03", ""));
    let first = visits(&mut office, child)[0].clone();
    assert_eq!((first.date.as_str(), first.evidence, first.corrected), ("2026-11-03", false, 0));
    let CareRequest::KeepVisit { kind, answers: said, .. } = visit(child, "2026-11-04", "paper") else {
        unreachable!()
    };
    kept(&mut office, CareRequest::KeepVisit { kind, whom: child, visit: Some(first.id), answers: said, even: false });
    let content = answers(&[(field::CONTENT, "认读数字和时钟")]);
    kept(
        &mut office,
        CareRequest::KeepVisit { kind, whom: child, visit: Some(first.id), answers: content, even: false },
    );
    let again = visits(&mut office, child);
    assert_eq!((again.len(), again[0].date.as_str(), again[0].corrected), (1, "2026-11-04", 2));
    // The next form knows who goes, and not what will be done.
    let next = form(&mut office, visit_form(child, None, ""));
    assert!(!next.stored);
    let value = |id| next.fields.iter().find(|f| f.id == id).unwrap().value.clone();
    assert_eq!((value(field::PEOPLE), value(field::CONTENT)), ("李文静、王建国".to_owned(), String::new()));
    assert_eq!(value(field::DATE), "2026-11-22");
}

/// Two windows: what one kept is not taken back by a form that stood open in the other.
#[test]
fn a_form_writes_only_what_was_changed_in_it() {
    let mut office = school();
    let child = office.id_of("田小禾");
    let open = form(&mut office, CareRequest::MemberForm { register: DISABLED, child });
    assert!(open.stored);
    let special = answers(&[(MEMBERSHIP.placement, "special")]);
    kept(&mut office, CareRequest::KeepMember { register: DISABLED, child, answers: special, even: true });
    member(&mut office, DISABLED, "田小禾", &[(MEMBERSHIP.end, "2027-07-10")]);
    let summary = members(&mut office, DISABLED).summary;
    assert_eq!(summary, "2 = 特教1 + 随班就读1");
    // What is stored is judged together with what was changed.
    let backwards = answers(&[(MEMBERSHIP.end, "2026-08-31")]);
    let request = CareRequest::KeepMember { register: DISABLED, child, answers: backwards, even: false };
    assert_eq!(faults(&mut office, request), [(MEMBERSHIP.end, Fault::EndsBeforeStart)]);
    let emptied = answers(&[(MEMBERSHIP.start, " ")]);
    let request = CareRequest::KeepMember { register: DISABLED, child, answers: emptied, even: false };
    assert_eq!(faults(&mut office, request), [(MEMBERSHIP.start, Fault::Needed)]);
}

#[test]
fn a_year_without_a_calendar_of_its_own_is_not_free() {
    let mut office = school();
    let earlier = [(MEMBERSHIP.start, "2025-09-01")];
    member(&mut office, DISABLED, "田小禾", &earlier);
    let term = CalendarLine {
        kind: "term".to_owned(),
        from: "2026-09-01".to_owned(),
        to: "2027-01-20".to_owned(),
        name: "秋季学期".to_owned(),
    };
    kept(&mut office, CareRequest::KeepCalendar(vec![term]));
    let request = CareRequest::Matrix { duty: "home_teaching".to_owned(), year: 2025 };
    let CareAnswer::Matrix(before) = care(&mut office, request) else { panic!("a chart") };
    let standing: Vec<Standing> = before.rows[0].turns.iter().map(|turn| turn.standing).collect();
    assert_eq!((standing[0], standing[11]), (Standing::Short, Standing::Free));
}

#[test]
fn registers_count_suggest_and_sum_up() {
    let mut office = school();
    let view = members(&mut office, DISABLED);
    assert_eq!((view.members.len(), view.summary.as_str()), (2, "2 = 随班就读1 + 送教1"));
    let suggested = match care(&mut office, CareRequest::Suggested(LEFT_BEHIND)) {
        CareAnswer::Suggested(children) => children,
        other => panic!("no suggestions: {other:?}"),
    };
    assert_eq!(suggested.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["白杨"]);
    let children = suggested.iter().map(|person| person.child).collect();
    kept(&mut office, CareRequest::AddSuggested { register: LEFT_BEHIND, children });
    let registers = match care(&mut office, CareRequest::Registers) {
        CareAnswer::Registers(views) => views,
        other => panic!("no registers: {other:?}"),
    };
    let left_behind = registers.iter().find(|view| view.register == LEFT_BEHIND).unwrap();
    assert_eq!((left_behind.members, left_behind.suggested), (1, 0));
    let sheet = match care(&mut office, CareRequest::RegisterSheet(DISABLED, MemberFilter::default(), AccessAct::Print))
    {
        CareAnswer::Sheet(sheet) => sheet,
        other => panic!("no sheet: {other:?}"),
    };
    assert_eq!((sheet.title.as_str(), sheet.rows.len()), ("残疾儿童登记册", 2));
    assert!(sheet.rows.iter().all(|row| row.len() == sheet.headers.len()));
}

/// Acceptance: the same family facts give yes under one definition and no under another, and both are shown.
#[test]
fn left_behind_is_judged_by_every_definition() {
    let mut office = school();
    let away = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.father_away, "2026-03-01")];
    member(&mut office, LEFT_BEHIND, "田小禾", &away);
    let derived = members(&mut office, LEFT_BEHIND).members[0].derived.clone();
    assert_eq!(
        derived,
        "学籍口径（外出满3个月）：符合；民政口径（国发〔2016〕13号）：不符合；教育统计口径（外出满半年）：符合"
    );
    let child = office.id_of("田小禾");
    let backwards = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.end, "2026-08-31")];
    let request = CareRequest::KeepMember { register: LEFT_BEHIND, child, answers: answers(&backwards), even: false };
    assert_eq!(faults(&mut office, request), [(MEMBERSHIP.end, Fault::EndsBeforeStart)]);
}

#[test]
fn a_county_changes_the_numbers_and_the_calendar() {
    let mut office = school();
    let numbers = DutyNumbers {
        key: "home_teaching".to_owned(),
        times: 4,
        alarm_day: 25,
        least_school_days: 5,
        per: String::new(),
    };
    kept(&mut office, CareRequest::KeepDuty(numbers.clone()));
    assert_eq!(november(&mut office), (4, 0, 0, Standing::Open));
    assert_eq!(duty(&mut office).numbers, numbers);
    let line = |kind: &str, from: &str, to: &str| CalendarLine {
        kind: kind.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        name: "秋季学期".to_owned(),
    };
    let blank = line("holiday", "", "");
    let backwards = [line("term", "2026-09-01", "2027-01-20"), blank, line("holiday", "2026-10-07", "2026-10-01")];
    assert_eq!(care(&mut office, CareRequest::KeepCalendar(backwards.to_vec())), CareAnswer::BadLine(3));
    kept(&mut office, CareRequest::KeepCalendar(vec![line("term", "2026-09-01", "2026-10-31")]));
    // No school is held in November any more.
    assert_eq!(november(&mut office).3, Standing::Free);
    office.reopen();
    assert_eq!(november(&mut office).3, Standing::Free);
}
