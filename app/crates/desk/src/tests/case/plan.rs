//! 一校一案: what is counted, what is written, and both on paper.

use super::{NAME, answers, ask, care, dropped, school};
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::case::{CaseAnswer, CaseRequest, PlanView};
use crate::message::paper::{PaperOrder, PaperRequest};
use crate::tests::Office;
use ledger::docket::Docket;
use ledger::schema::docket as d;

const SCHOOL: &str = "石川镇中心小学";

fn plan(office: &mut Office) -> PlanView {
    match ask(office, CaseRequest::Plan(SCHOOL.to_owned())) {
        CaseAnswer::Plan(view) => *view,
        other => panic!("no plan: {other:?}"),
    }
}

#[test]
fn a_school_has_its_numbers_from_the_ledger_and_its_words_from_people() {
    let mut office = school();
    dropped(&mut office);
    let moved = [(d::DIRECTION, "out"), (d::OPENED, "2026-11-02"), (d::NAME, "白杨"), (d::PLACE, "外县")];
    let child = Some(office.id_of(NAME));
    let line = crate::message::docket::DocketRequest::Keep {
        docket: Docket::Movement,
        line: None,
        child,
        answers: answers(&moved),
        even: false,
    };
    assert!(matches!(care(&mut office, line.into()), CareAnswer::Saved(_)));
    let CaseAnswer::Schools(schools) = ask(&mut office, CaseRequest::Schools) else { panic!("schools") };
    assert_eq!((schools.len(), schools[0].children, schools[0].open, schools[0].written), (1, 1, 1, 0));
    let view = plan(&mut office);
    let number = |pairs: &[(String, String)], label: &str| {
        pairs.iter().find(|(known, _)| known == label).unwrap_or_else(|| panic!("{label}")).1.clone()
    };
    assert_eq!(number(&view.facts, "在册学生"), "1");
    assert_eq!(
        (number(&view.ledgers, "辍学台账"), number(&view.ledgers, "流动生登记（未办结）")),
        ("1".into(), "1".into())
    );
    assert_eq!((view.pupils.len(), view.pupils[0].person.name.as_str(), view.year.as_str()), (1, NAME, "2026—2027"));
    let parts = vec![("aims".to_owned(), "不让一个孩子辍学。".to_owned()), ("unknown".to_owned(), "x".to_owned())];
    let keep = CaseRequest::KeepPlan { school: SCHOOL.to_owned(), parts };
    assert!(matches!(care(&mut office, keep.clone().into()), CareAnswer::Saved(_)));
    assert_eq!(office.refused(CareRequest::from(keep)), crate::message::Refusal::NothingToWrite);
    office.reopen();
    assert_eq!(plan(&mut office).parts[1].text, "不让一个孩子辍学。");
    let order = PaperOrder { as_sheet: true, ..PaperOrder::of(PaperRequest::SchoolPlan(SCHOOL.to_owned())) };
    let CareAnswer::Sheet(sheet) = care(&mut office, order.into()) else { panic!("a sheet") };
    let said = sheet.rows.concat().join("|");
    for words in ["石川镇中心小学控辍保学一校一案", "不让一个孩子辍学。", NAME, "辍学台账"]
    {
        assert!(said.contains(words), "{words} is missing in {said}");
    }
}
