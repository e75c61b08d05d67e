//! 限权登记: nothing is seen without a reason, and nothing leaks.

use ledger::field::Field as F;
use ledger::form::Fault;
use ledger::register::{Restricted, SINCE};

use super::{care, register, township};
use crate::message::care::{CareAnswer, CareRequest, GroupBy};
use crate::message::place::{AccessAct, PlaceAnswer, PlaceRequest};
use crate::message::register::{RegisterAnswer, RegisterRequest, RestrictedView, Scope};
use crate::message::roster::{RosterRequest, RowQuery};
use crate::message::{Need, Refusal, Response};
use crate::tests::Office;

const INVOLVED: Restricted = Restricted::Involved;

fn unseal(office: &mut Office, scope: Scope) {
    let reason = "司法所核查".to_owned();
    assert_eq!(register(office, RegisterRequest::Unseal { scope, reason }), RegisterAnswer::Unsealed);
}

fn entry(office: &mut Office, of: Restricted, name: &str, said: &[(u16, &str)]) -> CareAnswer {
    let child = office.id_of(name);
    let answers = said.iter().map(|(id, text)| (*id, (*text).to_owned())).collect();
    care(office, RegisterRequest::KeepRestricted { register: of, child, entry: None, answers })
}

fn shown(office: &mut Office, request: RegisterRequest) -> RestrictedView {
    match register(office, request) {
        RegisterAnswer::Restricted(view) => view,
        other => panic!("{other:?}"),
    }
}

fn log(office: &mut Office) -> Vec<(AccessAct, String, String, String)> {
    match office.ask(PlaceRequest::AccessLog { count: 50 }) {
        Response::Place(PlaceAnswer::AccessLog(lines)) => {
            lines.into_iter().map(|line| (line.act, line.who, line.subject, line.reason)).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// Nothing restricted is seen or written before a reason is in the log, and an hour later it is closed again.
#[test]
fn a_reason_opens_for_an_hour_and_is_in_the_log() {
    let mut office = township();
    let child = office.id_of("田小禾");
    assert_eq!(register(&mut office, RegisterRequest::Restricted(INVOLVED)), RegisterAnswer::Sealed);
    assert_eq!(register(&mut office, RegisterRequest::RestrictedOfChild(child)), RegisterAnswer::Sealed);
    let sealed = RegisterAnswer::Sealed;
    assert_eq!(entry(&mut office, INVOLVED, "田小禾", &[(SINCE, "2026-09-01")]), CareAnswer::from(sealed.clone()));
    let form = RegisterRequest::RestrictedForm { register: INVOLVED, child, entry: None };
    assert_eq!(register(&mut office, form.clone()), sealed);
    let silent = RegisterRequest::Unseal { scope: Scope::Register(INVOLVED), reason: " ".to_owned() };
    assert_eq!(office.refused(CareRequest::from(silent)), Refusal::Missing(Need::Reason));

    unseal(&mut office, Scope::Register(INVOLVED));
    let newest = log(&mut office).remove(0);
    let expected =
        (AccessAct::Reveal, "李文静".to_owned(), "限权登记 涉案未成年人".to_owned(), "司法所核查".to_owned());
    assert_eq!(newest, expected);
    assert!(matches!(register(&mut office, form), RegisterAnswer::Form(_)));
    let kept = entry(&mut office, INVOLVED, "田小禾", &[(SINCE, "2026-09-01"), (31, "附条件不起诉考察")]);
    assert!(matches!(kept, CareAnswer::Saved(_)), "{kept:?}");
    let view = shown(&mut office, RegisterRequest::Restricted(INVOLVED));
    assert_eq!((view.entries.len(), view.entries[0].person.name.as_str()), (1, "田小禾"));
    assert_eq!(view.entries[0].facts[1], ("现处阶段".to_owned(), "附条件不起诉考察".to_owned()));
    // One register open is not another, nor the child.
    let prison = RegisterRequest::Restricted(Restricted::ParentInPrison);
    assert_eq!(register(&mut office, prison), RegisterAnswer::Sealed);
    assert_eq!(register(&mut office, RegisterRequest::RestrictedOfChild(child)), RegisterAnswer::Sealed);

    office.wait(3_600_000);
    assert_eq!(register(&mut office, RegisterRequest::Restricted(INVOLVED)), RegisterAnswer::Sealed);
    unseal(&mut office, Scope::Child(child));
    assert_eq!(log(&mut office)[0].2, "田小禾 限权登记");
    assert_eq!(shown(&mut office, RegisterRequest::RestrictedOfChild(child)).entries.len(), 1);
    register(&mut office, RegisterRequest::Reseal(Scope::Child(child)));
    assert_eq!(register(&mut office, RegisterRequest::RestrictedOfChild(child)), RegisterAnswer::Sealed);
    unseal(&mut office, Scope::Child(child));
    office.reopen();
    assert_eq!(register(&mut office, RegisterRequest::RestrictedOfChild(child)), RegisterAnswer::Sealed);
}

/// The assessment of the experts: fields, faults, several of one child, the newest first.
#[test]
fn an_assessment_is_kept_with_its_day() {
    let mut office = township();
    let child = office.id_of("白杨");
    unseal(&mut office, Scope::Child(child));
    let of = Restricted::Assessment;
    let faulty = entry(&mut office, of, "白杨", &[(40, "专家甲")]);
    assert_eq!(faulty, CareAnswer::Faults(vec![(SINCE, Fault::Needed)]));
    let faulty = entry(&mut office, of, "白杨", &[(SINCE, "2027-01-01"), (42, "哪里都行")]);
    assert_eq!(faulty, CareAnswer::Faults(vec![(SINCE, Fault::Future), (42, Fault::NotOffered)]));
    for day in ["2025-09-10", "2026-09-10"] {
        let said = [(SINCE, day), (40, "专家甲、专家乙"), (41, "中度"), (42, "inclusive"), (43, "同意")];
        assert!(matches!(entry(&mut office, of, "白杨", &said), CareAnswer::Saved(_)));
    }
    let view = shown(&mut office, RegisterRequest::RestrictedOfChild(child));
    let days: Vec<&str> = view.entries.iter().map(|entry| entry.facts[0].1.as_str()).collect();
    assert_eq!(days, ["2026-09-10", "2025-09-10"]);
    assert_eq!(view.entries[0].facts[3], ("安置建议".to_owned(), "随班就读".to_owned()));
}

/// Acceptance idea 11: nobody who has given no reason learns of an entry: not by search, list, export, suggestion, chart,
/// history of the child, list of saves, or access log.
#[test]
fn nothing_restricted_leaks_into_anything_else() {
    let mut office = township();
    let child = office.id_of("田小禾");
    let secret = "绝密事实";
    unseal(&mut office, Scope::Register(INVOLVED));
    entry(&mut office, INVOLVED, "田小禾", &[(SINCE, "2026-09-01"), (12, secret), (32, secret)]);
    register(&mut office, RegisterRequest::Reseal(Scope::Register(INVOLVED)));
    let search = RowQuery { search: secret.to_owned(), ..RowQuery::default() };
    assert!(office.rows(search, &[F::Name]).is_empty());
    let columns = F::ALL.iter().map(|f| crate::message::roster::Column::Field(*f)).collect();
    let export = RosterRequest::Export {
        query: RowQuery::default(),
        columns,
        only: Vec::new(),
        unmasked: Some("核对".to_owned()),
    };
    let told = [
        format!("{:?}", office.ask(export)),
        format!("{:?}", office.ask(RosterRequest::Child(child))),
        format!("{:?}", office.ask(RosterRequest::Saves { count: 99 })),
        format!("{:?}", office.ask(PlaceRequest::Overview)),
        format!("{:?}", log(&mut office)),
        format!("{:?}", care(&mut office, CareRequest::Registers)),
        format!("{:?}", care(&mut office, CareRequest::Visits(child))),
        format!("{:?}", care(&mut office, CareRequest::Duties)),
        format!("{:?}", care(&mut office, CareRequest::Work(GroupBy::Person))),
        format!("{:?}", care(&mut office, crate::message::chain::ChainRequest::Chain)),
        format!("{:?}", care(&mut office, crate::message::chain::ChainRequest::OfChild(child))),
    ];
    for told in told {
        assert!(!told.contains(secret), "{told}");
    }
    let saves = format!("{:?}", office.ask(RosterRequest::Saves { count: 1 }));
    assert!(saves.contains("限权登记") && !saves.contains("田小禾") && !saves.contains("涉案"), "{saves}");
    // The access log names the register or the child, never both.
    assert!(log(&mut office).iter().all(|line| !(line.2.contains("涉案") && line.2.contains("田小禾"))));
    let sheet = |office: &mut Office, reason: &str| {
        let reason = reason.to_owned();
        office.ask(CareRequest::from(RegisterRequest::RestrictedSheet {
            register: INVOLVED,
            act: AccessAct::Print,
            reason,
        }))
    };
    assert_eq!(sheet(&mut office, ""), Response::Refused(Refusal::Missing(Need::Reason)));
    assert!(format!("{:?}", sheet(&mut office, "上报")).len() > 10);
    assert_eq!(log(&mut office)[0].0, AccessAct::Print);
    // It can be taken back without being seen.
    office.saved(RosterRequest::Undo(None));
    unseal(&mut office, Scope::Register(INVOLVED));
    assert!(shown(&mut office, RegisterRequest::Restricted(INVOLVED)).entries.is_empty());
}
