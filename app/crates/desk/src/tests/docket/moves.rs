//! 流动生 taken from what the roster went through.

use ledger::docket::Docket;
use ledger::field::Field;
use ledger::list::ListKind;
use ledger::schema::docket as f;

use super::{Office, care, change, kept, lines, new};
use crate::message::Id;
use crate::message::Refusal;
use crate::message::care::CareAnswer;
use crate::message::docket::{DocketAnswer, DocketRequest, SourceView};
use crate::message::import::ImportRequest;
use crate::message::roster::RosterRequest;

const EAST: &str = "东川小学";
const WEST: &str = "西川小学";
const ROSTER: Id = [0; 16];
const DAY: u64 = 86_400_000;

fn pupils() -> Office {
    let mut office = Office::new();
    for (name, school, grade) in
        [("单秀", EAST, "三年级"), ("田小禾", EAST, "六年级"), ("马小军", WEST, "三年级"), ("周子涵", EAST, "五年级")]
    {
        office.add(&[(Field::Name, name), (Field::School, school), (Field::Grade, grade)]);
    }
    office
}

fn sources(office: &mut Office) -> Vec<SourceView> {
    match care(office, DocketRequest::Sources(Docket::Movement)) {
        CareAnswer::Docket(answer) => match *answer {
            DocketAnswer::Sources(sources) => sources,
            other => panic!("no sources: {other:?}"),
        },
        other => panic!("no sources: {other:?}"),
    }
}

fn take(office: &mut Office) {
    kept(office, DocketRequest::Fill { docket: Docket::Movement, source: ROSTER });
}

/// The lines by name, with the facts that the table shows.
fn told(office: &mut Office) -> Vec<String> {
    let view = lines(office, Docket::Movement);
    let mut told: Vec<String> = view.lines.iter().map(|line| line.facts.join("|")).collect();
    told.sort();
    told
}

#[test]
fn a_roster_in_which_nobody_moved_offers_nothing() {
    let mut office = pupils();
    assert_eq!(sources(&mut office), []);
    let none = DocketRequest::Fill { docket: Docket::Movement, source: ROSTER };
    assert_eq!(office.refused(crate::message::care::CareRequest::from(none)), Refusal::NothingToWrite);
}

#[test]
fn who_changed_school_came_and_who_is_transferred_went() {
    let mut office = pupils();
    office.wait(DAY);
    office.write("单秀", Field::School, WEST);
    office.write("马小军", Field::EnrolStatus, "转学");
    office.write("马小军", Field::EnrolReason, "随父母外出");
    office.write("马小军", Field::AttendSchool, "深圳市某小学");
    let found = sources(&mut office);
    assert_eq!((found.len(), found[0].rows), (1, 2));
    take(&mut office);
    let all = told(&mut office);
    assert_eq!(all.len(), 2);
    assert!(all[0].starts_with("转入|2026-11-23|单秀|") && all[0].contains(EAST), "{all:?}");
    assert!(all[1].starts_with("转出|2026-11-23|马小军|") && all[1].contains("深圳市某小学"), "{all:?}");
    // Taken once, and still after a reopening.
    office.reopen();
    assert_eq!(sources(&mut office), []);
}

#[test]
fn a_renamed_school_a_promotion_and_what_was_taken_back_are_no_moves() {
    let mut office = pupils();
    office.add(&[(Field::Name, "早已转走"), (Field::School, EAST), (Field::EnrolStatus, "转学")]);
    office.wait(DAY);
    // 六年级 to the next school, the class some days before the school.
    office.write("田小禾", Field::Grade, "七年级");
    office.wait(4 * DAY);
    office.write("田小禾", Field::School, "石川镇中学");
    // Typed into the wrong line and taken back the next day.
    office.write("周子涵", Field::School, WEST);
    office.wait(DAY);
    office.saved(RosterRequest::Undo(None));
    assert_eq!(sources(&mut office), []);
    // All but one of a school get its new name: it was renamed.
    for name in ["单秀", "田小禾二", "马小军"] {
        office.add(&[(Field::Name, &format!("{name}甲")), (Field::School, "北川小学")]);
    }
    office.wait(DAY);
    for name in ["单秀甲", "田小禾二甲"] {
        office.write(name, Field::School, "北川希望小学");
    }
    assert_eq!(sources(&mut office), []);
}

#[test]
fn a_line_by_hand_tells_of_one_move_and_a_second_move_is_another() {
    let mut office = pupils();
    office.wait(DAY);
    office.write("单秀", Field::School, WEST);
    let child = office.id_of("单秀");
    let DocketRequest::Keep { docket, line, answers, even, .. } =
        new(Docket::Movement, &[(f::DIRECTION, "in"), (f::OPENED, "2026-11-20"), (f::PLACE, EAST)])
    else {
        panic!()
    };
    kept(&mut office, DocketRequest::Keep { docket, line, child: Some(child), answers, even });
    assert_eq!(sources(&mut office), []);
    // Back again in spring: taken, its day corrected into the school year before, and it is still the same move.
    office.wait(100 * DAY);
    office.write("单秀", Field::School, EAST);
    take(&mut office);
    let view = lines(&mut office, Docket::Movement);
    let again = view.lines.iter().find(|line| line.facts.iter().any(|fact| fact == WEST)).unwrap().id;
    kept(&mut office, change(Docket::Movement, again, &[(f::OPENED, "2026-08-28")]));
    assert_eq!(sources(&mut office), []);
    let reason = "记重了".to_owned();
    kept(&mut office, DocketRequest::Strike { line: again, reason });
    assert_eq!(sources(&mut office), [], "what was struck is not offered again");
}

/// A list of the registry that says of one child that it is transferred.
#[test]
fn a_list_that_says_so_makes_a_mover() {
    let mut office = Office::new();
    let fields = [Field::Name, Field::IdNumber, Field::School, Field::EnrolStatus];
    for text in ["单秀 990526201209010025 东川小学 在读", "单秀 990526201209010025 东川小学 转学"] {
        let table = Box::new(crate::tests::list(&fields, text));
        office.ask(ImportRequest::Preview { table, kind: ListKind::Registry, source: "学籍.csv".into() });
        office.saved(ImportRequest::Commit);
    }
    let found = sources(&mut office);
    assert_eq!((found.len(), found.first().map(|source| source.rows)), (1, Some(1)));
}
