//! What was owed stays owed, and what was excused stays excused, when a child is placed elsewhere or comes back.

use ledger::case::StepKind;
use ledger::field::Field;
use ledger::form::Fault;
use ledger::register::{MEMBERSHIP, Register, Which};
use ledger::schema::{step, visit as field};
use ledger::visit::VisitKind;

use super::{
    EAST, Office, answers, care, faults, form, keep_step, kept, matrix, member, sheet, suspend, turn, visit, work,
};
use crate::message::care::{CareAnswer, CareRequest, GroupBy};
use crate::message::form::InputKind;
use crate::message::place::AccessAct;

fn placed(said: &[(u16, &str)], office: &mut Office, even: bool) -> CareRequest {
    let (register, child) = (Which::Shipped(Register::Disabled), office.id_of("周子涵"));
    CareRequest::KeepMember { register, child, answers: answers(said), even }
}

fn taught_at_home() -> Office {
    let mut office = Office::new();
    office.add(&[(Field::Name, "周子涵"), (Field::DisabilityKind, "智力残疾")]);
    let taught = [(MEMBERSHIP.start, "2026-09-01"), (MEMBERSHIP.placement, "home_teaching")];
    member(&mut office, Register::Disabled, "周子涵", &taught);
    office
}

fn owed(office: &mut Office, duty: &str, month: &str) -> u8 {
    turn(office, duty, month).first().map_or(0, |row| row.2)
}

#[test]
fn another_placement_does_not_rewrite_the_months_before() {
    let mut office = taught_at_home();
    let moved = placed(&[(MEMBERSHIP.placement, "inclusive")], &mut office, false);
    assert_eq!(faults(&mut office, moved), [(MEMBERSHIP.placed_since, Fault::SameDay)]);
    let inclusive = [(MEMBERSHIP.placement, "inclusive"), (MEMBERSHIP.placed_since, "2026-10-01")];
    let moved = placed(&inclusive, &mut office, false);
    kept(&mut office, moved);
    office.reopen();
    let home = |office: &mut Office, month: &str| owed(office, "home_teaching", month);
    assert_eq!((home(&mut office, "2026-09"), home(&mut office, "2026-10")), (2, 0));
    // Home again: the month in between stays one without lessons at home.
    let again = [(MEMBERSHIP.placement, "home_teaching"), (MEMBERSHIP.placed_since, "2026-11-01")];
    let moved = placed(&again, &mut office, false);
    kept(&mut office, moved);
    let months = ["2026-09", "2026-10", "2026-11"].map(|month| home(&mut office, month));
    assert_eq!(months, [2, 0, 2]);
}

#[test]
fn a_deferral_of_the_register_stays_one_when_the_child_comes() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "周子涵"), (Field::DisabilityKind, "智力残疾")]);
    let deferred = [
        (MEMBERSHIP.start, "2026-09-01"),
        (MEMBERSHIP.placement, "deferred"),
        (MEMBERSHIP.deferred_until, "2027-08-31"),
    ];
    member(&mut office, Register::Disabled, "周子涵", &deferred);
    member(&mut office, Register::LeftBehind, "周子涵", &[(MEMBERSHIP.start, "2026-09-01")]);
    let months = |office: &mut Office| ["2026-10", "2026-11"].map(|month| owed(office, "care", month));
    assert_eq!(months(&mut office), [0, 0]);
    let came =
        [(MEMBERSHIP.placement, "special"), (MEMBERSHIP.placed_since, "2026-11-01"), (MEMBERSHIP.deferred_until, "")];
    let came = placed(&came, &mut office, false);
    kept(&mut office, came);
    assert_eq!(months(&mut office), [0, 1], "October was excused and stays so");
}

#[test]
fn a_deferral_of_the_case_stays_one_when_the_child_returns() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "田小禾"), (Field::Village, "柳溪村")]);
    member(&mut office, Register::LeftBehind, "田小禾", &[(MEMBERSHIP.start, "2026-09-01")]);
    let child = office.id_of("田小禾");
    suspend(&mut office, child, ["2026-09-01", "2026-09-02", "2026-09-03"]);
    let months = |office: &mut Office| ["2026-10", "2026-11", "2026-12"].map(|month| owed(office, "care", month));
    assert_eq!(months(&mut office), [0, 0, 0]);
    let back = [
        (step::DATE, "2026-11-02"),
        (step::RETURNED_ON, "2026-11-02"),
        (step::ARRANGEMENT, "same_class"),
        (step::SCHOOL, EAST),
        (step::CLASS, "五年级1班"),
    ];
    keep_step(&mut office, child, StepKind::Back, &back);
    assert_eq!(months(&mut office), [0, 1, 1]);
}

/// On 1 September the months that nobody made good are still there, and can be.
#[test]
fn what_last_year_left_open_is_told_and_made_good() {
    let mut office = taught_at_home();
    let child = office.id_of("周子涵");
    // 2027-09-02.
    office.wait(284 * 86_400_000);
    let oldest = |office: &mut Office| {
        let items = work(office, GroupBy::Village).groups.remove(0).items;
        items.into_iter().find(|item| item.duty == "home_teaching").unwrap().period
    };
    let short = |office: &mut Office| match care(office, CareRequest::Duties) {
        CareAnswer::Duties(views) => {
            let duty = views.into_iter().find(|duty| duty.progress.key == "home_teaching").unwrap();
            (duty.progress.short, duty.short_since)
        }
        other => panic!("no duties: {other:?}"),
    };
    assert_eq!(oldest(&mut office), "2026-09");
    assert!(matrix(&mut office, "home_teaching").periods[0].0.starts_with("2027-09"), "the chart is this year's");
    let before = short(&mut office);
    assert_eq!(matrix(&mut office, "home_teaching").left_over, before.0, "the number opens what is behind it");
    assert_eq!(before.1, "2026-09-30");
    let (kind, makes_good) = (VisitKind::HomeTeaching, "2026-09".to_owned());
    let asked = form(&mut office, CareRequest::VisitForm { kind, whom: child, visit: None, makes_good });
    let question = asked.fields.iter().find(|one| one.id == field::MAKES_GOOD).unwrap();
    let InputKind::OneOf(turns) = &question.kind else { panic!("a choice of turns") };
    assert!(turns.iter().any(|(key, _)| key == "2026-09"));
    for date in ["2027-09-01", "2027-09-02"] {
        let said = [
            (field::DATE, date),
            (field::PEOPLE, "李文静"),
            (field::LESSONS, "2"),
            (field::CONTENT, "补九月的课"),
            (field::SIGNED, "paper"),
            (field::MAKES_GOOD, "2026-09"),
        ];
        kept(&mut office, visit(kind, child, &said, false));
    }
    assert_eq!(oldest(&mut office), "2026-10");
    assert_eq!(short(&mut office), (before.0 - 1, "2026-10-31".to_owned()));
}

#[test]
fn a_ledger_begun_this_year_owes_nothing_of_the_last() {
    let mut office = Office::new();
    office.add(&[(Field::Name, "周子涵"), (Field::DisabilityKind, "智力残疾")]);
    let taught = [(MEMBERSHIP.start, "2024-09-01"), (MEMBERSHIP.placement, "home_teaching")];
    member(&mut office, Register::Disabled, "周子涵", &taught);
    let items = work(&mut office, GroupBy::Village).groups.remove(0).items;
    assert!(items.iter().all(|item| item.period.as_str() > "2026-08"), "{items:?}");
}

/// A list that is signed and sent names no day as done that does not count.
#[test]
fn a_day_without_evidence_is_marked_on_the_list_of_a_month() {
    let mut office = taught_at_home();
    let child = office.id_of("周子涵");
    for (date, signed) in [("2026-11-03", ""), ("2026-11-05", "paper")] {
        let said = [
            (field::DATE, date),
            (field::PEOPLE, "李文静"),
            (field::LESSONS, "2"),
            (field::CONTENT, "认读数字"),
            (field::SIGNED, signed),
        ];
        kept(&mut office, visit(VisitKind::HomeTeaching, child, &said, false));
    }
    let (duty, period) = ("home_teaching".to_owned(), "2026-11".to_owned());
    let sheet = sheet(&mut office, CareRequest::DutySheet { duty, period, act: AccessAct::Print });
    let at = |head: &str| sheet.headers.iter().position(|one| one == head).unwrap();
    let row = &sheet.rows[0];
    assert_eq!((row[at("已办次数")].as_str(), row[at("日期")].as_str()), ("1", "2026-11-03（缺印证）、2026-11-05"));
}
