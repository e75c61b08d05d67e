//! Notices: the chain, the numbers, the county's words.

use ledger::case::{NoticeKind, StepKind};
use ledger::form::Fault;
use ledger::schema::{notice as n, step as f};

use super::{NAME, answers, ask, care, dropped, file, school};
use crate::message::Refusal;
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::case::{CaseAnswer, CaseRequest, TemplateView};
use crate::message::roster::RosterRequest;
use crate::tests::Office;

fn issue(office: &mut Office, kind: NoticeKind, said: &[(u16, &str)]) -> CareAnswer {
    let child = office.id_of(NAME);
    care(office, CaseRequest::KeepNotice { child, kind, answers: answers(said) }.into())
}

/// Served on Friday 20 November: seven days run to Friday 27.
#[test]
fn a_notice_waits_for_its_receipt_and_its_deadline() {
    let mut office = school();
    dropped(&mut office);
    let child = office.id_of(NAME);
    let form = match care(&mut office, CaseRequest::NoticeForm(child).into()) {
        CareAnswer::Form(view) => view,
        other => panic!("no form: {other:?}"),
    };
    let value = |id| form.fields.iter().find(|field| field.id == id).unwrap().value.clone();
    assert_eq!((form.derived[0].as_str(), value(n::NUMBER).as_str()), ("劝返复学通知书", "义劝通字[2026]第1号"));
    assert_eq!(
        (value(n::GUARDIAN), value(n::DAYS), value(n::COUNTED)),
        ("田大山".into(), "7".into(), "calendar".into())
    );
    let first = [
        (n::NUMBER, "义劝通字[2026]第1号"),
        (n::ISSUED, "2026-11-19"),
        (n::GUARDIAN, "田大山"),
        (n::DAYS, "7"),
        (n::COUNTED, "calendar"),
    ];
    assert!(matches!(issue(&mut office, NoticeKind::Return, &first), CareAnswer::Saved(_)));
    let view = file(&mut office);
    assert_eq!(view.next_notice, Err("上一份通知书还没有登记送达回证，请先登记".to_owned()));
    assert!(view.rungs.iter().any(|rung| rung.what == "发放劝返复学通知书" && rung.done));
    let notice = view.notices[0].id;
    let receipt = |said: &[(u16, &str)]| CaseRequest::KeepReceipt { child, notice, answers: answers(said) }.into();
    let early = receipt(&[(n::SERVED_ON, "2026-11-18"), (n::SERVED_BY, "王建国"), (n::SERVED_HOW, "signed")]);
    assert_eq!(care(&mut office, early), CareAnswer::Faults(vec![(n::SERVED_ON, Fault::EndsBeforeStart)]));
    let served = receipt(&[(n::SERVED_ON, "2026-11-20"), (n::SERVED_BY, "王建国"), (n::SERVED_HOW, "signed")]);
    assert!(matches!(care(&mut office, served), CareAnswer::Saved(_)));
    let view = file(&mut office);
    assert_eq!(view.notices[0].until, "2026-11-27");
    assert_eq!(view.next_notice, Err("上一份通知书的期限到2026年11月27日".to_owned()));
    let blocked = issue(
        &mut office,
        NoticeKind::Correct,
        &[(n::NUMBER, "x"), (n::ISSUED, "2026-11-22"), (n::GUARDIAN, "田大山")],
    );
    let words = "上一份通知书的期限到2026年11月27日".to_owned();
    assert_eq!(blocked, CareAnswer::Case(Box::new(CaseAnswer::Blocked(words))));
    // Whoever refuses outright does not have to be waited for.
    let refused = receipt(&[(n::REFUSED_ON, "2026-11-21")]);
    assert!(matches!(care(&mut office, refused), CareAnswer::Saved(_)));
    assert_eq!(file(&mut office).next_notice, Ok(NoticeKind::Correct));
    let twice = [first[0], (n::ISSUED, "2026-11-22"), first[2]];
    assert_eq!(issue(&mut office, NoticeKind::Correct, &twice), CareAnswer::Faults(vec![(n::NUMBER, Fault::Used)]));
    office.reopen();
    assert_eq!(file(&mut office).next_notice, Ok(NoticeKind::Correct));
}

#[test]
fn numbers_follow_each_other_and_a_struck_one_is_not_given_out_again() {
    let mut office = school();
    for (at, name) in ["田小禾", "田小苗"].into_iter().enumerate() {
        let child = office.id_of(name);
        let absence = answers(&[(f::DATE, "2026-11-16"), (f::FIRST_ABSENT, "2026-11-16")]);
        let step = CaseRequest::KeepStep { child, kind: StepKind::Absence, answers: absence, even: false };
        assert!(matches!(care(&mut office, step.into()), CareAnswer::Saved(_)));
        let request = CaseRequest::NoticeForm(child).into();
        match care(&mut office, request) {
            CareAnswer::Form(view) => {
                let number = view.fields.iter().find(|field| field.id == n::NUMBER).unwrap().value.clone();
                assert_eq!(number, format!("义劝通字[2026]第{}号", at + 1));
                let said = [(n::NUMBER, number.as_str()), (n::ISSUED, "2026-11-20"), (n::GUARDIAN, "田大山")];
                let keep = CaseRequest::KeepNotice { child, kind: NoticeKind::Return, answers: answers(&said) };
                assert!(matches!(care(&mut office, keep.into()), CareAnswer::Saved(_)));
                // Taken back: the number stays used.
                office.saved(RosterRequest::Undo(None));
            }
            // A notice to nobody binds nobody.
            CareAnswer::Case(told) => {
                assert_eq!(name, "田小苗");
                assert_eq!(*told, CaseAnswer::Blocked("没有填监护人，请先在名册补填".to_owned()));
            }
            other => panic!("{other:?}"),
        }
    }
    let child = office.id_of(NAME);
    let CareAnswer::Form(view) = care(&mut office, CaseRequest::NoticeForm(child).into()) else { panic!("a form") };
    let number = view.fields.into_iter().find(|field| field.id == n::NUMBER).unwrap().value;
    assert_eq!(number, "义劝通字[2026]第2号");
}

#[test]
fn a_county_words_its_notices_itself() {
    let mut office = school();
    let CaseAnswer::Templates { mut templates, places } = ask(&mut office, CaseRequest::Templates) else {
        panic!("the texts")
    };
    assert!(places.iter().any(|place| place == "监护人"));
    let mut own = templates.remove(1);
    assert_eq!(own.kind, NoticeKind::Return);
    own.body = "{家长}：请送{孩子}返校。".to_owned();
    let refused = ask(&mut office, CaseRequest::KeepTemplate(Box::new(own.clone())));
    assert_eq!(refused, CaseAnswer::UnknownPlaces(vec!["家长".to_owned()]));
    own.body = "{监护人}：请送{孩子}返校。".to_owned();
    let keep = |own: &TemplateView| CareRequest::from(CaseRequest::KeepTemplate(Box::new(own.clone())));
    assert!(matches!(care(&mut office, keep(&own)), CareAnswer::Saved(_)));
    assert_eq!(office.refused(keep(&own)), Refusal::NothingToWrite);
    office.reopen();
    let CaseAnswer::Templates { templates, .. } = ask(&mut office, CaseRequest::Templates) else { panic!("the texts") };
    assert_eq!(templates[1].body, "{监护人}：请送{孩子}返校。");
}
