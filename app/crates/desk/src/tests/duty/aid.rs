//! Subsidies: who is entitled, who is paid, whose tables hold.

use ledger::duty::Standing;
use ledger::field::Field;
use ledger::form::Fault;
use ledger::register::{MEMBERSHIP, Register};
use ledger::schema::aid;

use super::{Office, answers, care, faults, form, kept, matrix, member, sheet};
use crate::message::aid::{AidAnswer, AidRequest, AmountLine, EntitlementLine, TermView};
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::place::AccessAct;

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
pub(super) fn poor() -> Office {
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
    assert!(view.entries.iter().all(|one| !one.signed && !one.basis.is_empty()));
    assert_eq!(office.refused(CareRequest::from(pay("2026-09-01"))), crate::message::Refusal::NothingToWrite);
}

/// The duty of a subsidy leads to what was entered and not paid, or not signed for.
#[test]
fn the_form_of_a_late_subsidy_is_the_entry_that_is_open() {
    let mut office = poor();
    let child = office.id_of("马小军");
    let asked = || AidRequest::Form { child, term: String::new(), item: String::new() };
    let of = |view: &crate::message::care::FormView, id| {
        view.fields.iter().find(|field| field.id == id).map(|field| field.value.clone()).unwrap_or_default()
    };
    let open = form(&mut office, asked());
    assert!(!open.stored && !of(&open, aid::ITEM).is_empty(), "what is missing comes first");
    let pay = |item: &str| AidRequest::PayAll {
        term: String::new(),
        item: item.to_owned(),
        paid_on: "2026-11-10".to_owned(),
    };
    kept(&mut office, pay("textbooks"));
    kept(&mut office, pay("day_pupil"));
    let open = form(&mut office, asked());
    assert!(open.stored && of(&open, aid::PAID_ON) == "2026-11-10", "{open:?}");
    let keep = |item: &str| AidRequest::Keep {
        child,
        term: String::new(),
        item: item.to_owned(),
        answers: answers(&[(aid::SIGNED, "paper")]),
    };
    kept(&mut office, keep("textbooks"));
    assert_eq!(of(&form(&mut office, asked()), aid::AMOUNT), "250", "the other is not signed for yet");
    kept(&mut office, keep("day_pupil"));
    assert!(!form(&mut office, asked()).stored);
}

/// Of whom nobody knows how much is due, nobody says that it was paid.
#[test]
fn a_payment_without_a_sum_is_not_entered_for_everybody() {
    let mut office = poor();
    let other = AmountLine {
        item: "meals".to_owned(),
        stage: "both".to_owned(),
        from: "2026-09-01".to_owned(),
        yuan: "1000".to_owned(),
        source: "县文件".to_owned(),
    };
    kept(&mut office, AidRequest::KeepAmounts(vec![other]));
    let pay = AidRequest::PayAll {
        term: "2026-autumn".to_owned(),
        item: "boarder".to_owned(),
        paid_on: "2026-11-10".to_owned(),
    };
    assert_eq!(office.refused(CareRequest::from(pay)), crate::message::Refusal::NothingToWrite);
    assert_eq!(term(&mut office).entries.len(), 0);
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
