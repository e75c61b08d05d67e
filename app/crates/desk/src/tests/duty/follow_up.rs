//! 复学后跟踪: owed by the week while a return is observed, and counted alike in the file.

use ledger::case::StepKind;
use ledger::duty::Standing;
use ledger::field::Field;
use ledger::schema::{step, visit as field};
use ledger::visit::VisitKind;

use super::{EAST, Office, care, keep_step, kept, matrix, turn, visit};
use crate::message::Id;
use crate::message::care::CareAnswer;
use crate::message::case::{CaseAnswer, CaseRequest};

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
