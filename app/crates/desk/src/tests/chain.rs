//! 责任链 and 交接: units, holders, the chain of a child, and everything one person holds going to another.

use ledger::chain::{FIVE, Role};
use ledger::field::Field as F;
use ledger::register::{MEMBERSHIP, Register, Restricted, SINCE, Which};

use super::Office;
use crate::message::care::{CareAnswer, CareRequest};
use crate::message::chain::{ChainAnswer, ChainFault, ChainRequest, ChainView, HandOver, Holdings, LinkView, PostLine};
use crate::message::compare::{CompareRequest, DiscrepancyQuery, Explanation};
use crate::message::paper::{PaperElement, PaperNode, PaperRequest};
use crate::message::place::AccessAct;
use crate::message::register::{MemberFilter, RegisterRequest, Scope};
use crate::message::roster::{RosterAnswer, RosterRequest};
use crate::message::{Refusal, Response};

fn township() -> Office {
    let mut office = Office::new();
    for (name, village, grade, class) in [
        ("田小禾", "柳溪村", "三年级", "2班"),
        ("白杨", "南坡村", "三年级", "（2）班"),
        ("青禾", "柳溪村", "一年级", "1班"),
    ] {
        office.add(&[
            (F::Name, name),
            (F::Village, village),
            (F::School, "柳溪中心小学"),
            (F::Grade, grade),
            (F::Class, class),
            (F::Guardian, "家长甲"),
        ]);
    }
    office
}

fn care(office: &mut Office, request: impl Into<CareRequest>) -> CareAnswer {
    let request: CareRequest = request.into();
    match office.ask(request) {
        Response::Care(bytes) => CareAnswer::read(&bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn chain(office: &mut Office, request: ChainRequest) -> ChainAnswer {
    match care(office, request) {
        CareAnswer::Chain(told) => *told,
        other => panic!("{other:?}"),
    }
}

fn view(office: &mut Office) -> ChainView {
    match chain(office, ChainRequest::Chain) {
        ChainAnswer::Chain(view) => view,
        other => panic!("{other:?}"),
    }
}

fn post(role: Role, unit: &str, name: &str, from: &str) -> PostLine {
    PostLine {
        id: None,
        role,
        unit: unit.to_owned(),
        name: name.to_owned(),
        phone: String::new(),
        from: from.to_owned(),
        to: String::new(),
    }
}

fn keep(office: &mut Office, line: PostLine) {
    let told = care(office, ChainRequest::KeepPost(line));
    assert!(matches!(told, CareAnswer::Saved(_)), "{told:?}");
}

fn of(office: &mut Office, name: &str) -> Vec<LinkView> {
    let child = office.id_of(name);
    match chain(office, ChainRequest::OfChild(child)) {
        ChainAnswer::OfChild(links) => links,
        other => panic!("{other:?}"),
    }
}

fn who(office: &mut Office, name: &str, title: &str) -> String {
    of(office, name).into_iter().find(|link| link.title == title).map_or_else(String::new, |link| link.name)
}

/// Names stand on villages, schools and classes; the chain of a child follows from where it lives and learns.
#[test]
fn the_chain_of_a_child_follows_from_its_village_and_class() {
    let mut office = township();
    keep(&mut office, post(Role::CountyHead, "", "县长甲", "2026-01-01"));
    keep(&mut office, post(Role::VillageHead, "柳溪村", "主任甲", "2026-01-01"));
    keep(&mut office, post(Role::Principal, "柳溪中心小学", "校长甲", "2026-01-01"));
    keep(&mut office, post(Role::ClassTeacher, "柳溪中心小学 三年级2班", "老师甲", "2026-09-01"));
    let check = |office: &mut Office, name: &str, expected: [&str; 5]| {
        let found = ["县长", "村主任", "校长", "班主任", "家长"].map(|title| who(office, name, title));
        assert_eq!(found, expected, "{name}");
    };
    check(&mut office, "田小禾", ["县长甲", "主任甲", "校长甲", "老师甲", "家长甲"]);
    check(&mut office, "白杨", ["县长甲", "", "校长甲", "老师甲", "家长甲"]);
    check(&mut office, "青禾", ["县长甲", "主任甲", "校长甲", "", "家长甲"]);
    office.write("青禾", F::ClassTeacher, "老师乙");
    check(&mut office, "青禾", ["县长甲", "主任甲", "校长甲", "老师乙", "家长甲"]);

    let view = view(&mut office);
    let unit = |role, unit: &str| view.units.iter().find(|one| one.role == role && one.unit == unit).unwrap().clone();
    assert_eq!(unit(Role::ClassTeacher, "柳溪中心小学 三年级2班").children, 2);
    assert_eq!(unit(Role::VillageHead, "南坡村").holder, "");
    assert_eq!(view.people, ["主任甲", "县长甲", "校长甲", "老师乙", "老师甲"]);

    let links = FIVE.iter().map(|role| (*role, if *role == Role::VillageHead { "村 长" } else { "" }.to_owned()));
    let kept = care(&mut office, ChainRequest::KeepLinks(links.collect()));
    assert!(matches!(kept, CareAnswer::Saved(_)));
    let titles: Vec<String> = of(&mut office, "田小禾").into_iter().map(|link| link.title).collect();
    assert_eq!(
        titles,
        ["县长", "乡镇长", "村长", "局长", "校长"],
        "the administrative line first, by the county's words"
    );
    match chain(&mut office, ChainRequest::Sheet(None, AccessAct::Print)) {
        ChainAnswer::Sheet(sheet) => {
            assert_eq!(sheet.headers[4..], ["县长", "乡镇长", "村长", "局长", "校长"]);
            assert_eq!(sheet.rows.len(), 3);
            assert!(
                sheet.rows.contains(
                    &["3", "田小禾", "三年级2班", "柳溪村", "县长甲", "", "主任甲", "", "校长甲"]
                        .map(str::to_owned)
                        .to_vec()
                )
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_post_is_checked_and_ends() {
    let mut office = township();
    let check = |office: &mut Office, line: PostLine, expected| {
        assert_eq!(chain(office, ChainRequest::KeepPost(line)), ChainAnswer::Unfit(expected));
    };
    check(&mut office, post(Role::Principal, "", "甲", "2026-01-01"), ChainFault::NoUnit);
    check(&mut office, post(Role::Principal, "甲校", " ", "2026-01-01"), ChainFault::NoName);
    check(&mut office, post(Role::Principal, "甲校", "甲", "2026-02-30"), ChainFault::NotADate);
    check(&mut office, post(Role::Parent, "甲", "甲", "2026-01-01"), ChainFault::NoUnit);
    let backwards = PostLine { to: "2025-01-01".to_owned(), ..post(Role::Principal, "甲校", "甲", "2026-01-01") };
    check(&mut office, backwards, ChainFault::EndsBeforeStart);
    let ended = PostLine {
        to: "2026-10-31".to_owned(),
        ..post(Role::Principal, "柳溪中心小学", "校长甲", "2024-09-01")
    };
    keep(&mut office, ended);
    assert_eq!(who(&mut office, "田小禾", "校长"), "");
}

fn hand_over(from: &str, to: &str, date: &str) -> ChainRequest {
    let [from, to, date] = [from, to, date].map(str::to_owned);
    ChainRequest::HandOver(HandOver { from, to, phone: "13900000000".to_owned(), date })
}

/// One step moves a teacher's classes, the children helped and the open differences, from a day on; it is one save, is in
/// the history, and is taken back as one.
#[test]
fn everything_a_person_holds_goes_over_in_one_step() {
    let mut office = township();
    keep(&mut office, post(Role::ClassTeacher, "柳溪中心小学 三年级2班", "老师甲", "2025-09-01"));
    keep(&mut office, post(Role::GradeLead, "柳溪中心小学 三年级", "老师甲", "2026-11-22"));
    office.write("田小禾", F::ClassTeacher, "老师甲");
    let child = office.id_of("青禾");
    let answers = vec![
        (MEMBERSHIP.start, "2026-09-01".to_owned()),
        (MEMBERSHIP.helper, "老师甲、老师丙".to_owned()),
        (34, "老师甲".to_owned()),
    ];
    let register = Which::Shipped(Register::Disabled);
    care(&mut office, CareRequest::KeepMember { register, child, answers, even: false });

    let holds = ChainAnswer::Holds(Holdings { posts: 2, taught: 1, helped: 1, owned: 0 });
    assert_eq!(chain(&mut office, ChainRequest::Holds("老师甲".to_owned())), holds);
    assert_eq!(chain(&mut office, ChainRequest::Holds(String::new())), ChainAnswer::Holds(Holdings::default()));
    let unfit = |office: &mut Office, request, fault| assert_eq!(chain(office, request), ChainAnswer::Unfit(fault));
    unfit(&mut office, hand_over("老师甲", "老师甲", "2026-11-01"), ChainFault::SamePerson);
    unfit(&mut office, hand_over("老师甲", "", "2026-11-01"), ChainFault::NoName);
    unfit(&mut office, hand_over("老师甲", "老师乙", "2026-12-01"), ChainFault::Future);
    unfit(&mut office, hand_over("没有的人", "老师乙", "2026-11-01"), ChainFault::Nothing);

    let moved = match chain(&mut office, hand_over("老师甲", "老师乙", "2026-11-01")) {
        ChainAnswer::HandedOver(moved, save) => {
            assert!(save.undoable && save.detail.contains("老师甲 → 老师乙"), "{save:?}");
            moved
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(moved, Holdings { posts: 2, taught: 1, helped: 1, owned: 0 });
    assert_eq!(chain(&mut office, ChainRequest::Holds("老师甲".to_owned())), ChainAnswer::Holds(Holdings::default()));
    assert_eq!(who(&mut office, "田小禾", "班主任"), "老师乙");
    assert_eq!(who(&mut office, "青禾", "帮扶教师"), "老师丙、老师乙");
    let posts = view(&mut office).posts;
    let of_class: Vec<(&str, &str, &str)> = posts
        .iter()
        .filter(|post| post.role == Role::ClassTeacher)
        .map(|post| (post.name.as_str(), post.from.as_str(), post.to.as_str()))
        .collect();
    assert_eq!(of_class, [("老师乙", "2026-11-01", ""), ("老师甲", "2025-09-01", "2026-10-31")]);
    // What had not begun by then goes over whole.
    let lead: Vec<(&str, &str)> = posts
        .iter()
        .filter(|post| post.role == Role::GradeLead)
        .map(|post| (post.name.as_str(), post.from.as_str()))
        .collect();
    assert_eq!(lead, [("老师乙", "2026-11-22")]);
    match office.ask(RosterRequest::Saves { count: 1 }) {
        Response::Roster(RosterAnswer::Saves(saves)) => assert!(saves[0].detail.starts_with("交接")),
        other => panic!("{other:?}"),
    }

    office.saved(RosterRequest::Undo(None));
    assert_eq!(chain(&mut office, ChainRequest::Holds("老师甲".to_owned())), holds);
    assert_eq!(view(&mut office).posts.len(), 2);
    let register = CareRequest::Members { register, past: false, filter: MemberFilter::default() };
    match care(&mut office, register) {
        CareAnswer::Members(view) => assert!(view.members[0].facts.contains(&"老师甲、老师丙".to_owned())),
        other => panic!("{other:?}"),
    }
}

/// The chain stands in the case file on paper.
#[test]
fn the_chain_is_in_the_case_file() {
    let mut office = township();
    keep(&mut office, post(Role::VillageHead, "柳溪村", "主任甲", "2026-01-01"));
    let child = office.id_of("田小禾");
    let gone = CareRequest::from(PaperRequest::CaseFile(child));
    assert_eq!(office.refused(gone.clone()), Refusal::Gone);
    super::case::absent(&mut office);
    let paper = match care(&mut office, gone) {
        CareAnswer::Paper(view) => text_of(&view.root),
        other => panic!("{other:?}"),
    };
    assert!(paper.contains("责任链") && paper.contains("主任甲"), "{paper}");
}

fn text_of(element: &PaperElement) -> String {
    let text = |node: &PaperNode| match node {
        PaperNode::Element(element) => text_of(element),
        PaperNode::Text(text) => text.clone(),
    };
    element.children.iter().map(text).collect()
}

/// Open differences go over, closed ones stay with whoever closed them; so do restricted entries, which nobody counts.
#[test]
fn open_differences_and_restricted_entries_go_over() {
    let (mut office, _) = super::compare::compared();
    office.add(&[(F::Name, "田小禾")]);
    let rows = super::compare::lines(&mut office, DiscrepancyQuery::default());
    let ids = rows.iter().map(|row| row.id).collect();
    let explanation = Explanation { owner: Some("老师甲".into()), ..Explanation::default() };
    office.saved(CompareRequest::Explain { ids, explanation });
    let child = office.id_of("田小禾");
    let scope = Scope::Child(child);
    care(&mut office, RegisterRequest::Unseal { scope, reason: "交接".to_owned() });
    let register = Restricted::ParentInPrison;
    let answers = vec![(SINCE, "2026-09-01".to_owned()), (12, "老师甲".to_owned())];
    care(&mut office, RegisterRequest::KeepRestricted { register, child, entry: None, answers });

    let moved = Holdings { posts: 0, taught: 0, helped: 0, owned: rows.len() as u32 };
    assert_eq!(chain(&mut office, ChainRequest::Holds("老师甲".to_owned())), ChainAnswer::Holds(moved));
    match chain(&mut office, hand_over("老师甲", "老师乙", "2026-11-01")) {
        ChainAnswer::HandedOver(counted, save) => assert_eq!((counted, save.cells), (moved, rows.len() as u32 + 1)),
        other => panic!("{other:?}"),
    }
    let shown = |office: &mut Office| format!("{:?}", care(office, RegisterRequest::RestrictedOfChild(child)));
    let owners = |office: &mut Office| -> Vec<String> {
        super::compare::lines(office, DiscrepancyQuery::default()).into_iter().map(|row| row.owner).collect()
    };
    assert!(shown(&mut office).contains("老师乙") && owners(&mut office).iter().all(|owner| owner == "老师乙"));
    office.saved(RosterRequest::Undo(None));
    assert!(shown(&mut office).contains("老师甲") && owners(&mut office).iter().all(|owner| owner == "老师甲"));
}
