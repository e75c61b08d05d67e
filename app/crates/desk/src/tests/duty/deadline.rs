//! Duties that are owed once: by a date of the school year, or within days of what put a child under them. Today is
//! 2026-11-22.

use ledger::duty::Standing;
use ledger::field::Field;
use ledger::form::Fault;
use ledger::register::{MEMBERSHIP, Register, Which};
use ledger::schema::{duty, visit as field};
use ledger::visit::VisitKind;

use super::{Office, answers, care, faults, form, kept, matrix, member, sheet, visit, work};
use crate::message::care::{CareAnswer, CareRequest, GroupBy, MatrixRow};
use crate::message::form::InputKind;
use crate::message::place::{AccessAct, DueClass};
use crate::message::register::{Definition, RegisterAnswer, RegisterRequest};

fn keep(said: &[(u16, &str)]) -> CareRequest {
    CareRequest::KeepOwnDuty { key: String::new(), answers: answers(said) }
}

/// Adds a duty of home visits and gives its key.
fn added(office: &mut Office, owed: &str, cycle: &[(u16, &str)]) -> String {
    let said = [(duty::NAME, "本县的走访"), (duty::OWED, owed), (duty::DEED, "home_visit")];
    kept(office, keep(&[&said, cycle].concat()));
    match care(office, CareRequest::Duties) {
        CareAnswer::Duties(views) => views.into_iter().find(|view| view.own).unwrap().progress.key,
        other => panic!("no duties: {other:?}"),
    }
}

fn left_behind(children: &[(&str, &str)]) -> Office {
    let mut office = Office::new();
    for (name, since) in children {
        office.add(&[(Field::Name, name), (Field::Village, "石川村")]);
        member(&mut office, Register::LeftBehind, name, &[(MEMBERSHIP.start, since)]);
    }
    office
}

fn visited(office: &mut Office, name: &str, date: &str, makes_good: &str) {
    let child = office.id_of(name);
    let said =
        [(field::DATE, date), (field::PEOPLE, "李文静"), (field::CONTENT, "走访"), (field::MAKES_GOOD, makes_good)];
    kept(office, visit(VisitKind::HomeVisit, child, &said, false));
}

fn row(office: &mut Office, key: &str, name: &str) -> Option<MatrixRow> {
    matrix(office, key).rows.into_iter().find(|row| row.subject.name == name)
}

fn standing(office: &mut Office, key: &str, name: &str) -> Option<Standing> {
    row(office, key, name).map(|row| row.turns[0].standing)
}

#[test]
fn a_deadline_needs_its_day_or_its_days() {
    let mut office = left_behind(&[]);
    let with = |cycle, more: &[(u16, &'static str)]| {
        let said = [(duty::NAME, "建档走访"), (duty::OWED, "listed:left_behind"), (duty::CYCLE, cycle)];
        keep(&[&said, more].concat())
    };
    assert_eq!(faults(&mut office, with("by", &[])), [(duty::LAST_DAY, Fault::Needed)]);
    assert_eq!(faults(&mut office, with("by", &[(duty::LAST_DAY, "2-30")])), [(duty::LAST_DAY, Fault::NotADate)]);
    assert_eq!(faults(&mut office, with("within", &[])), [(duty::DAYS, Fault::Needed)]);
    assert_eq!(faults(&mut office, with("within", &[(duty::DAYS, "0")])), [(duty::DAYS, Fault::NotANumber)]);
    // What another cycle would ask is not asked.
    kept(&mut office, with("month", &[(duty::LAST_DAY, "")]));
}

#[test]
fn once_by_a_date_of_the_school_year() {
    let mut office = left_behind(&[("单秀", "2026-09-01"), ("马小军", "2026-09-01"), ("田小禾", "2026-10-25")]);
    let key = added(&mut office, "listed:left_behind", &[(duty::CYCLE, "by"), (duty::LAST_DAY, "10-31")]);
    visited(&mut office, "单秀", "2026-10-30", "");
    visited(&mut office, "马小军", "2026-11-02", "");
    let view = matrix(&mut office, &key);
    assert_eq!(view.periods, [("by-2026-10-31".to_owned(), "2026年10月31日前".to_owned())]);
    assert_eq!(standing(&mut office, &key, "单秀"), Some(Standing::Done));
    assert_eq!(standing(&mut office, &key, "马小军"), Some(Standing::Short), "two days late");
    assert_eq!(standing(&mut office, &key, "田小禾"), None, "it was under the rule for a week of two months");
    // A late visit is written as what it makes good; until then the work of the day names it.
    let late = |office: &mut Office| {
        let items = work(office, GroupBy::Village).groups.into_iter().flat_map(|group| group.items);
        items.filter(|item| item.duty == key).map(|item| (item.subject.name, item.class)).collect::<Vec<_>>()
    };
    assert_eq!(late(&mut office), [("马小军".to_owned(), DueClass::Overdue(22))]);
    let CareAnswer::Duties(views) = care(&mut office, CareRequest::Duties) else { panic!() };
    let progress = &views.iter().find(|view| view.own).unwrap().progress;
    assert_eq!((progress.owed, progress.done, progress.late, progress.short), (2, 1, 1, 0));
    visited(&mut office, "马小军", "2026-11-03", "by-2026-10-31");
    assert_eq!(standing(&mut office, &key, "马小军"), Some(Standing::Done));
    assert_eq!(late(&mut office), []);
}

#[test]
fn within_days_of_what_put_a_child_under_it() {
    let mut office = left_behind(&[
        ("单秀", "2026-10-01"),
        ("马小军", "2026-10-01"),
        ("田小禾", "2026-11-18"),
        ("周子涵", "2024-09-01"),
    ]);
    let key = added(&mut office, "listed:left_behind", &[(duty::CYCLE, "within"), (duty::DAYS, "30")]);
    visited(&mut office, "单秀", "2026-10-31", "");
    visited(&mut office, "马小军", "2026-11-01", "");
    assert_eq!(standing(&mut office, &key, "单秀"), Some(Standing::Done), "the thirtieth day counts");
    assert_eq!(standing(&mut office, &key, "马小军"), Some(Standing::Short), "the day after does not");
    let new = row(&mut office, &key, "田小禾").unwrap();
    assert_eq!(new.turns[0].standing, Standing::Open);
    assert_eq!(new.own, Some(("2026-11-18+30".to_owned(), "2026-12-18".to_owned())));
    assert_eq!(standing(&mut office, &key, "周子涵"), None, "that was two years ago");
    let request = CareRequest::DutySheet { duty: key.clone(), period: "2026-year".into(), act: AccessAct::Print };
    assert_eq!(sheet(&mut office, request).rows.len(), 3);
    // Late, and written as what it makes good.
    visited(&mut office, "马小军", "2026-11-05", "2026-10-01+30");
    assert_eq!(standing(&mut office, &key, "马小军"), Some(Standing::Done));
    // A stay in hospital is no new event: what is owed is owed later, by as many days.
    let child = office.id_of("田小禾");
    kept(&mut office, pause(child, "2026-11-19", "2026-11-28"));
    let new = row(&mut office, &key, "田小禾").unwrap();
    assert_eq!((new.own, new.turns[0].owed), (Some(("2026-11-18+30".to_owned(), "2026-12-28".to_owned())), 1));
}

#[test]
fn another_event_does_not_take_away_what_the_first_left_open() {
    let mut office = left_behind(&[]);
    office.add(&[(Field::Name, "周子涵"), (Field::DisabilityKind, "智力残疾")]);
    let taught = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.placement, "home_teaching")];
    member(&mut office, Register::Disabled, "周子涵", &taught);
    let key = added(&mut office, "placed:home_teaching", &[(duty::CYCLE, "within"), (duty::DAYS, "7")]);
    for (placement, since) in [("inclusive", "2026-10-01"), ("home_teaching", "2026-11-20")] {
        let placed = [(MEMBERSHIP.placement, placement), (MEMBERSHIP.placed_since, since)];
        member(&mut office, Register::Disabled, "周子涵", &placed);
    }
    let turns = |office: &mut Office| -> Vec<(String, Standing)> {
        let own = |row: MatrixRow| (row.own.unwrap().0, row.turns[0].standing);
        let mut turns: Vec<_> = matrix(office, &key).rows.into_iter().map(own).collect();
        turns.sort_by(|a, b| a.0.cmp(&b.0));
        turns
    };
    let (first, second) = ("2026-09-01+7".to_owned(), "2026-11-20+7".to_owned());
    assert_eq!(turns(&mut office), [(first.clone(), Standing::Short), (second.clone(), Standing::Urgent)]);
    // More days for everybody: what was made good under the old number stays made good.
    visited(&mut office, "周子涵", "2026-09-20", &first);
    kept(&mut office, CareRequest::KeepOwnDuty { key: key.clone(), answers: answers(&[(duty::DAYS, "8")]) });
    let longer = [("2026-09-01+8".to_owned(), Standing::Done), ("2026-11-20+8".to_owned(), Standing::Urgent)];
    assert_eq!(turns(&mut office), longer);
}

fn pause(child: crate::message::Id, from: &str, until: &str) -> CareRequest {
    use ledger::schema::shortfall;
    let said = [
        (shortfall::CAUSE, "hospital"),
        (shortfall::FROM, from),
        (shortfall::UNTIL, until),
        (shortfall::REASON, "住院"),
    ];
    CareRequest::KeepPause { child, pause: None, answers: answers(&said) }
}

#[test]
fn a_duty_is_owed_to_a_register_of_the_countys_own() {
    let mut office = left_behind(&[]);
    office.add(&[(Field::Name, "单秀"), (Field::Village, "石川村")]);
    let definition = Definition { name: "易地搬迁".to_owned(), ..Definition::default() };
    let register = match care(&mut office, RegisterRequest::KeepDefinition(definition)) {
        CareAnswer::Register(answer) => match *answer {
            RegisterAnswer::Defined(id, _) => Which::Own(id),
            other => panic!("not defined: {other:?}"),
        },
        other => panic!("not about registers: {other:?}"),
    };
    let asked = form(&mut office, CareRequest::OwnDutyForm(String::new()));
    let InputKind::OneOf(offered) = &asked.fields.iter().find(|field| field.id == duty::OWED).unwrap().kind else {
        panic!("no choice")
    };
    let (owed, words) = offered.first().unwrap().clone();
    assert_eq!((owed.as_str(), words.as_str()), (format!("listed:{}", register.key()).as_str(), "登记册：易地搬迁"));
    let child = office.id_of("单秀");
    let start = answers(&[(MEMBERSHIP.start, "2026-09-01")]);
    kept(&mut office, CareRequest::KeepMember { register, child, answers: start, even: false });
    let key = added(&mut office, &owed, &[(duty::CYCLE, "month")]);
    assert_eq!(row(&mut office, &key, "单秀").map(|row| row.turns[1].standing), Some(Standing::Short));
    visited(&mut office, "单秀", "2026-11-03", "");
    assert_eq!(row(&mut office, &key, "单秀").map(|row| row.turns[2].standing), Some(Standing::Done));
}
