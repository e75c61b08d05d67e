//! Registers beyond their lists: a county's own, the restricted ones, filters and columns, and lists brought in.

mod entering;
mod restricted;

use ledger::field::Field as F;
use ledger::form::Fault;
use ledger::register::{MEMBERSHIP, OwnKind, Register, Which};

use super::Office;
use crate::message::care::{CareAnswer, CareRequest, MembersView};
use crate::message::place::AccessAct;
use crate::message::register::{
    Definition, DefinitionFault, MemberFilter, QuestionLine, RegisterAnswer, RegisterRequest, Want,
};
use crate::message::{Id, Refusal, Response};

const DISABLED: Which = Which::Shipped(Register::Disabled);

fn township() -> Office {
    let mut office = Office::new();
    let children = [
        ("田小禾", "990526201208310018", "柳溪村", "三年级"),
        ("白杨", "990526201209010025", "南坡村", "三年级"),
        ("青禾", "990422201508310035", "柳溪村", "一年级"),
    ];
    for (name, number, village, grade) in children {
        let school = [(F::School, "柳溪中心小学"), (F::Class, "1班")];
        let who = [(F::Name, name), (F::IdNumber, number), (F::Village, village), (F::Grade, grade)];
        office.add(&[&who[..], &school[..]].concat());
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

fn register(office: &mut Office, request: RegisterRequest) -> RegisterAnswer {
    match care(office, request) {
        CareAnswer::Register(told) => *told,
        other => panic!("{other:?}"),
    }
}

fn member(office: &mut Office, which: Which, name: &str, said: &[(u16, &str)]) {
    let child = office.id_of(name);
    let start = [(MEMBERSHIP.start, "2026-09-01")];
    let answers = start.iter().chain(said).map(|(id, text)| (*id, (*text).to_owned())).collect();
    let told = care(office, CareRequest::KeepMember { register: which, child, answers, even: true });
    assert!(matches!(told, CareAnswer::Saved(_)), "{told:?}");
}

fn members(office: &mut Office, register: Which, filter: MemberFilter) -> MembersView {
    match care(office, CareRequest::Members { register, past: false, filter }) {
        CareAnswer::Members(view) => view,
        other => panic!("{other:?}"),
    }
}

fn names(view: &MembersView) -> Vec<&str> {
    view.members.iter().map(|member| member.person.name.as_str()).collect()
}

fn question(label: &str, kind: OwnKind, options: &[&str]) -> QuestionLine {
    let options = options.iter().map(|option| (*option).to_owned()).collect();
    QuestionLine { id: None, label: label.to_owned(), kind, options, retired: false }
}

fn defined(office: &mut Office, definition: Definition) -> Id {
    match register(office, RegisterRequest::KeepDefinition(definition)) {
        RegisterAnswer::Defined(id, _) => id,
        other => panic!("{other:?}"),
    }
}

fn definition(office: &mut Office, id: Id) -> Definition {
    match register(office, RegisterRequest::Definition(id)) {
        RegisterAnswer::Definition(definition) => definition,
        other => panic!("{other:?}"),
    }
}

fn moved_house() -> Definition {
    Definition {
        name: "易地搬迁学生".to_owned(),
        basis: "示例文件".to_owned(),
        suggest: Some(F::Village),
        answer: "柳溪村".to_owned(),
        questions: vec![
            question("搬迁点", OwnKind::Line, &[]),
            question("房屋", OwnKind::OneOf, &["已入住", "未入住"]),
            question("搬迁日期", OwnKind::Date, &[]),
        ],
        ..Definition::default()
    }
}

/// A register of the county's own is listed, suggested, filled in, filtered and handed out as the shipped ones are.
#[test]
fn a_county_adds_a_register_and_uses_it_like_any_other() {
    let mut office = township();
    let id = defined(&mut office, moved_house());
    let own = Which::Own(id);
    let views = match care(&mut office, CareRequest::Registers) {
        CareAnswer::Registers(views) => views,
        other => panic!("{other:?}"),
    };
    let view = views.iter().find(|view| view.register == own).unwrap();
    assert_eq!((view.name.as_str(), view.basis.as_str(), view.suggested), ("易地搬迁学生", "示例文件", 2));

    let questions = definition(&mut office, id).questions;
    let field = |label: &str| {
        let row = questions.iter().find(|line| line.label == label).unwrap().id.unwrap();
        ledger::register::OwnQuestion::field_of(row)
    };
    member(&mut office, own, "田小禾", &[(field("搬迁点"), "安和小区"), (field("房屋"), "已入住")]);
    member(&mut office, own, "青禾", &[(MEMBERSHIP.helper, "王平")]);
    let child = office.id_of("青禾");
    let answers = vec![(field("房屋"), "租住".to_owned())];
    let told = care(&mut office, CareRequest::KeepMember { register: own, child, answers, even: false });
    assert_eq!(told, CareAnswer::Faults(vec![(field("房屋"), Fault::NotOffered)]));

    let filled = MemberFilter { facts: vec![(field("搬迁点"), Want::Filled)], ..MemberFilter::default() };
    let view = members(&mut office, own, filled);
    assert_eq!((names(&view), view.total), (vec!["田小禾"], 2));
    assert!(view.columns.contains(&"搬迁点".to_owned()) && view.columns.contains(&"帮扶人".to_owned()));
    match care(&mut office, CareRequest::RegisterSheet(own, MemberFilter::default(), AccessAct::Print)) {
        CareAnswer::Sheet(sheet) => {
            assert_eq!((sheet.title.as_str(), sheet.rows.len()), ("易地搬迁学生登记册", 2));
            assert!(sheet.headers.contains(&"房屋".to_owned()));
        }
        other => panic!("{other:?}"),
    }
    office.reopen();
    assert_eq!(members(&mut office, own, MemberFilter::default()).total, 2);
}

/// Whatever is changed in a definition, what was answered is still there.
#[test]
fn changing_a_definition_loses_no_answer() {
    let mut office = township();
    let id = defined(&mut office, moved_house());
    let own = Which::Own(id);
    let before = definition(&mut office, id);
    let field = ledger::register::OwnQuestion::field_of(before.questions[0].id.unwrap());
    member(&mut office, own, "田小禾", &[(field, "安和小区")]);

    let mut changed = before.clone();
    changed.name = "搬迁学生".to_owned();
    changed.questions[0].retired = true;
    // Left out is not taken away.
    changed.questions.remove(1);
    changed.questions.push(question("新事项", OwnKind::Tick, &[]));
    assert_eq!(defined(&mut office, changed), id);
    let after = definition(&mut office, id);
    assert_eq!((after.name.as_str(), after.questions.len()), ("搬迁学生", 4));

    let child = office.id_of("田小禾");
    match care(&mut office, CareRequest::MemberForm { register: own, child }) {
        CareAnswer::Form(form) => {
            let kept = form.fields.iter().find(|one| one.id == field).unwrap();
            assert_eq!((kept.label.as_str(), kept.value.as_str()), ("搬迁点", "安和小区"));
        }
        other => panic!("{other:?}"),
    }
    let other = office.id_of("白杨");
    match care(&mut office, CareRequest::MemberForm { register: own, child: other }) {
        CareAnswer::Form(form) => assert!(!form.fields.iter().any(|one| one.id == field), "asked no more"),
        told => panic!("{told:?}"),
    }
    let mut back = definition(&mut office, id);
    back.questions.iter_mut().for_each(|line| line.retired = false);
    defined(&mut office, back);
    let view = members(&mut office, own, MemberFilter::default());
    assert!(view.members[0].facts.contains(&"安和小区".to_owned()));
}

#[test]
fn a_definition_that_cannot_be_used_is_not_kept() {
    let mut office = township();
    let check = |office: &mut Office, change: fn(&mut Definition), expected| {
        let mut told = moved_house();
        change(&mut told);
        assert_eq!(register(office, RegisterRequest::KeepDefinition(told)), RegisterAnswer::Unfit(expected));
    };
    check(&mut office, |d| d.name = " ".to_owned(), DefinitionFault::NoName);
    check(&mut office, |d| d.name = "残疾儿童".to_owned(), DefinitionFault::NameTaken);
    check(&mut office, |d| d.questions[1].label.clear(), DefinitionFault::NoLabel(1));
    check(&mut office, |d| d.questions[2].label = "搬迁点".to_owned(), DefinitionFault::LabelTwice(2));
    check(&mut office, |d| d.questions[1].options.clear(), DefinitionFault::NoOptions(1));
    let id = defined(&mut office, moved_house());
    check(&mut office, |_| {}, DefinitionFault::NameTaken);
    let closed = Definition { closed: true, ..definition(&mut office, id) };
    defined(&mut office, closed);
    let child = office.id_of("白杨");
    let answers = vec![(MEMBERSHIP.start, "2026-09-01".to_owned())];
    let request = CareRequest::KeepMember { register: Which::Own(id), child, answers, even: false };
    assert_eq!(office.refused(request), Refusal::Gone);
}

/// Rows, filters and counts agree, and the columns a person chose are those of list, print and export.
#[test]
fn a_list_is_narrowed_down_and_shows_what_was_chosen() {
    let mut office = township();
    member(&mut office, DISABLED, "田小禾", &[(MEMBERSHIP.placement, "home_teaching"), (MEMBERSHIP.helper, "王平")]);
    member(&mut office, DISABLED, "白杨", &[(MEMBERSHIP.placement, "inclusive")]);
    member(&mut office, DISABLED, "青禾", &[]);
    let all = members(&mut office, DISABLED, MemberFilter::default());
    assert_eq!((all.members.len(), all.total), (3, 3));
    assert_eq!(all.progress[0], ("有帮扶人".to_owned(), 1, 3));
    assert_eq!(all.progress[1], ("已安置".to_owned(), 2, 3));
    assert_eq!((all.choices.villages.len(), all.choices.classes.len()), (2, 2));
    let check = |office: &mut Office, filter: MemberFilter, expected: &[&str]| {
        assert_eq!(names(&members(office, DISABLED, filter)), expected);
    };
    let by = |facts: Vec<(u16, Want)>| MemberFilter { facts, ..MemberFilter::default() };
    check(&mut office, by(vec![(MEMBERSHIP.placement, Want::Empty)]), &["青禾"]);
    check(&mut office, by(vec![(MEMBERSHIP.placement, Want::Is("送教上门".to_owned()))]), &["田小禾"]);
    let village = MemberFilter { village: "柳溪村".to_owned(), ..MemberFilter::default() };
    check(&mut office, village.clone(), &["青禾", "田小禾"]);
    check(&mut office, MemberFilter { class: "三年级1班".to_owned(), ..village }, &["田小禾"]);
    check(&mut office, MemberFilter { school: "别的学校".to_owned(), ..MemberFilter::default() }, &[]);

    let columns = vec![MEMBERSHIP.helper, 16];
    let kept = care(&mut office, RegisterRequest::KeepColumns { register: DISABLED, columns });
    assert!(matches!(kept, CareAnswer::Saved(_)));
    let view = members(&mut office, DISABLED, MemberFilter::default());
    assert_eq!(view.columns, ["帮扶人", "印证材料"]);
    let filter = by(vec![(MEMBERSHIP.helper, Want::Filled)]);
    match care(&mut office, CareRequest::RegisterSheet(DISABLED, filter, AccessAct::Export)) {
        CareAnswer::Sheet(sheet) => {
            assert_eq!(sheet.headers, ["序号", "姓名", "年级班级", "户籍村", "帮扶人", "印证材料"]);
            assert_eq!(sheet.rows, [["1", "田小禾", "三年级1班", "柳溪村", "王平", ""]]);
        }
        other => panic!("{other:?}"),
    }
}
