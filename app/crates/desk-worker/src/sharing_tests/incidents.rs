//! Incidents of other systems that need two machines and have no room of their own here, by their numbers.

use desk::message::Id;
use desk::message::form::{FormField, InputKind};
use desk::message::register::{Definition, QuestionLine, RegisterAnswer, RegisterRequest, Scope};
use desk::message::roster::SimilarPair;
use desk::message::share::{WaitingView, WaitingWhat};
use ledger::register::{MEMBERSHIP, OwnKind, OwnQuestion, Restricted, SINCE, Which};

use super::*;

/// The label of who helps.
const MEMBERSHIP_HELPER: &str = "帮扶人";

impl Desk {
    fn care(&mut self, request: impl Into<CareRequest>) -> CareAnswer {
        match self.ask(request.into()) {
            Response::Care(bytes) => CareAnswer::read(&bytes).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn register(&mut self, request: RegisterRequest) -> RegisterAnswer {
        match self.care(request) {
            CareAnswer::Register(answer) => *answer,
            other => panic!("{other:?}"),
        }
    }

    fn child(&mut self, name: &str) -> Id {
        self.rows(Field::Name).into_iter().find(|row| row.1 == name).unwrap().0
    }

    fn definition(&mut self, id: Id) -> Definition {
        match self.register(RegisterRequest::Definition(id)) {
            RegisterAnswer::Definition(definition) => definition,
            other => panic!("{other:?}"),
        }
    }

    fn define(&mut self, definition: Definition) -> Id {
        match self.register(RegisterRequest::KeepDefinition(definition)) {
            RegisterAnswer::Defined(id, _) => id,
            other => panic!("{other:?}"),
        }
    }

    /// A field of the form of a membership.
    fn field(&mut self, register: Which, name: &str, label: &str) -> FormField {
        let child = self.child(name);
        match self.care(CareRequest::MemberForm { register, child }) {
            CareAnswer::Form(form) => form.fields.into_iter().find(|field| field.label == label).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    fn said(&mut self, register: Which, name: &str, label: &str) -> String {
        self.field(register, name, label).value
    }

    fn offered(&mut self, register: Which, name: &str) -> Vec<String> {
        match self.field(register, name, "房屋").kind {
            InputKind::OneOf(offered) => offered.into_iter().map(|(option, _)| option).collect(),
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn enter(&mut self, name: &str, register: Restricted) {
        let child = self.child(name);
        let answers = vec![(SINCE, "2020-09-01".to_owned())];
        let told = self.care(RegisterRequest::KeepRestricted { register, child, entry: None, answers });
        assert!(matches!(told, CareAnswer::Saved(_)), "{told:?}");
    }

    fn similar(&mut self) -> Vec<SimilarPair> {
        match self.ask(Request::Roster(RosterRequest::Similar)) {
            Response::Roster(RosterAnswer::Similar(pairs)) => pairs,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn incident_13_an_answer_that_is_offered_no_more_stays_as_it_was_given() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let house = |options: &[&str]| QuestionLine {
        id: None,
        label: "房屋".to_owned(),
        kind: OwnKind::OneOf,
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        retired: false,
    };
    let name = "易地搬迁学生".to_owned();
    let questions = vec![house(&["已入住", "未入住"])];
    let id = office.define(Definition { name, questions, ..Definition::default() });
    let register = Which::Own(id);
    office.sync(&mut net);
    tablet.sync(&mut net);
    // The tablet answers while the office takes that answer, and then the whole question, out of the form.
    let mut definition = office.definition(id);
    let field = OwnQuestion::field_of(definition.questions[0].id.unwrap());
    let child = tablet.child("白杨");
    let answers = vec![(MEMBERSHIP.start, "2026-09-01".to_owned()), (field, "未入住".to_owned())];
    let told = tablet.care(CareRequest::KeepMember { register, child, answers, even: true });
    assert!(matches!(told, CareAnswer::Saved(_)), "{told:?}");
    definition.questions[0].options = vec!["已入住".to_owned(), "已退出".to_owned()];
    office.define(definition);
    tablet.sync(&mut net);
    office.sync(&mut net);
    tablet.sync(&mut net);
    for desk in [&mut office, &mut tablet] {
        assert_eq!(desk.said(register, "白杨", "房屋"), "未入住");
        assert_eq!(desk.definition(id).questions[0].options, ["已入住", "已退出"]);
    }
    // It can still be chosen for this child, and for no other; another fact is written without the old answer being in the way.
    assert_eq!(tablet.offered(register, "白杨"), ["已入住", "已退出", "未入住"]);
    assert_eq!(tablet.offered(register, "田小禾"), ["已入住", "已退出"]);
    let answers = vec![(MEMBERSHIP.helper, "王平".to_owned())];
    let told = tablet.care(CareRequest::KeepMember { register, child, answers, even: true });
    assert!(matches!(told, CareAnswer::Saved(_)), "{told:?}");
    assert_eq!(tablet.said(register, "白杨", "房屋"), "未入住");
    assert_eq!(tablet.said(register, "白杨", MEMBERSHIP_HELPER), "王平");
}

#[test]
fn incident_14_a_right_that_was_taken_away_ends_reading_and_keeps_what_was_written() {
    let register = Restricted::Involved;
    let unseal = |scope| RegisterRequest::Unseal { scope, reason: "司法所核查".to_owned() };
    let shown = |desk: &mut Desk| match desk.register(RegisterRequest::Restricted(register)) {
        RegisterAnswer::Restricted(view) => Some(view.entries.len()),
        RegisterAnswer::Sealed => None,
        other => panic!("{other:?}"),
    };
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    office.register(unseal(Scope::Register(register)));
    office.enter("田小禾", register);
    office.sync(&mut net);
    tablet.sync(&mut net);
    tablet.register(unseal(Scope::Register(register)));
    assert_eq!(shown(&mut tablet), Some(1));
    // Without a network the tablet writes one more; meanwhile the right is taken away, and the office writes on.
    tablet.enter("白杨", register);
    let_see_restricted(&mut office, &mut net, false);
    tablet.share(ShareRequest::Now { ticket: String::new() });
    tablet.steps(&mut net, 40);
    // Open or not, nothing of it is shown any more, and no reason opens it.
    assert_eq!(shown(&mut tablet), None);
    let child = tablet.child("田小禾");
    for scope in [Scope::Register(register), Scope::Child(child)] {
        let told = tablet.ask(CareRequest::from(unseal(scope)));
        assert_eq!(told, Response::Refused(Refusal::NotShown), "{scope:?}");
    }
    tablet.reopen();
    assert_eq!(shown(&mut tablet), None);
    // What was written is kept, says why it waits, and arrives when the right is given back.
    let view = tablet.view();
    assert_eq!((view.waiting.len(), view.waiting[0].reason), (1, Reason::NoRight));
    let ShareAnswer::Bundle { count: 1, .. } = tablet.share(ShareRequest::Bundle) else { panic!("not on the stick") };
    let_see_restricted(&mut office, &mut net, true);
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!(shown(&mut office), Some(2));
    tablet.register(unseal(Scope::Register(register)));
    assert_eq!(shown(&mut tablet), Some(2));
}

#[test]
fn incident_15_what_may_not_be_sent_any_more_does_not_hold_up_the_rest() {
    let register = Restricted::Involved;
    let unseal = || RegisterRequest::Unseal { scope: Scope::Register(register), reason: "司法所核查".to_owned() };
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    tablet.register(unseal());
    tablet.add("青禾");
    tablet.enter("白杨", register);
    tablet.add("秋生");
    let_see_restricted(&mut office, &mut net, false);
    tablet.share(ShareRequest::Now { ticket: String::new() });
    tablet.steps(&mut net, 40);
    // What came before it and what came after it has gone out; it waits alone, and says why, on an opened ledger too.
    tablet.reopen();
    tablet.add("晓月");
    tablet.steps(&mut net, 40);
    let view = tablet.view();
    let alone = WaitingView { what: WaitingWhat::Aside, reason: Reason::NoRight };
    assert_eq!((&view.waiting, view.brief.waiting), (&vec![alone], 1));
    office.sync(&mut net);
    assert_eq!(office.names(), ["晓月", "田小禾", "白杨", "秋生", "青禾"]);
    assert!(matches!(tablet.share(ShareRequest::Bundle), ShareAnswer::Bundle { count: 1, .. }));
    // With the right it goes out after all.
    let_see_restricted(&mut office, &mut net, true);
    tablet.sync(&mut net);
    assert_eq!(tablet.view().waiting.len(), 0);
    office.sync(&mut net);
    office.register(unseal());
    match office.register(RegisterRequest::Restricted(register)) {
        RegisterAnswer::Restricted(view) => assert_eq!(view.entries.len(), 1),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_disk_that_is_set_back_gives_no_right_back() {
    let register = Restricted::Involved;
    let unseal = RegisterRequest::Unseal { scope: Scope::Register(register), reason: "司法所核查".to_owned() };
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    office.register(unseal.clone());
    office.enter("田小禾", register);
    office.sync(&mut net);
    tablet.sync(&mut net);
    let image = tablet.disk.image();
    tablet.add("青禾");
    tablet.sync(&mut net);
    let_see_restricted(&mut office, &mut net, false);
    // The older disk meets what it wrote itself and what was decided in one page: it has a new name, and no new right.
    tablet.disk = image;
    tablet.reopen();
    assert!(matches!(tablet.register(unseal.clone()), RegisterAnswer::Unsealed));
    for _ in 0..60 {
        tablet.step(&mut net);
        if tablet.view().told.contains(&ToldView::SetBack) {
            break;
        }
    }
    assert!(tablet.view().told.contains(&ToldView::SetBack));
    assert_eq!(tablet.register(RegisterRequest::Restricted(register)), RegisterAnswer::Sealed);
    assert_eq!(tablet.ask(CareRequest::from(unseal)), Response::Refused(Refusal::NotShown));
}

#[test]
fn incident_17_a_child_registered_on_two_machines_is_there_twice_until_somebody_merges() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    // The same child, the number known to one of them only.
    let add = |desk: &mut Desk, more: (Field, &str)| {
        let known = [(Field::Name, "马小军"), (Field::Birth, "2012-09-01"), (Field::Village, "下沟村"), more];
        let said = known.map(|(field, text)| (field, text.to_owned())).to_vec();
        let answer = desk.ask(Request::Roster(RosterRequest::Add(said)));
        assert!(matches!(answer, Response::Roster(_)), "{answer:?}");
    };
    add(&mut office, (Field::IdNumber, "990526201209010025"));
    add(&mut tablet, (Field::Guardian, "马大山"));
    office.sync(&mut net);
    tablet.sync(&mut net);
    office.sync(&mut net);
    for desk in [&mut office, &mut tablet] {
        assert_eq!(desk.names(), ["田小禾", "白杨", "马小军", "马小军"]);
        assert_eq!(desk.similar().len(), 1, "{:?}", desk.similar());
    }
    let pair = tablet.similar().remove(0);
    let merged = tablet.ask(Request::Roster(RosterRequest::Merge { keep: pair.a, other: pair.b }));
    assert!(matches!(merged, Response::Roster(_)), "{merged:?}");
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!(office.names(), ["田小禾", "白杨", "马小军"]);
    let row = (office.value("马小军", Field::Guardian), office.value("马小军", Field::IdNumber));
    assert_eq!((row.0.as_str(), row.1.is_empty()), ("马大山", false));
    // Taken back by whoever did it, both are there again, on both machines.
    let undone = tablet.ask(Request::Roster(RosterRequest::Undo(None)));
    assert!(matches!(undone, Response::Roster(_)), "{undone:?}");
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!(office.names().len(), 4);
    assert_eq!(office.names(), tablet.names());
}

#[test]
fn incident_22_a_lost_device_gets_nothing_and_everybody_else_has_other_keys() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师 平板", RoleView::Editor);
    let mut colleague = joined(&mut office, &mut net, "马老师", RoleView::Editor);
    tablet.sync(&mut net);
    let lost = tablet.view().members.into_iter().find(|member| member.this).unwrap().id;
    assert_eq!(office.share(ShareRequest::Revoke(lost)), ShareAnswer::Done);
    office.sync(&mut net);
    office.add("秋生");
    office.sync(&mut net);
    colleague.sync(&mut net);
    colleague.add("冬至");
    colleague.sync(&mut net);
    office.sync(&mut net);
    assert_eq!(office.names(), colleague.names());
    // The thief has the passphrase and the network: what was on the tablet is all there is.
    let known = tablet.names();
    tablet.share(ShareRequest::Now { ticket: String::new() });
    tablet.steps(&mut net, 60);
    tablet.reopen();
    tablet.share(ShareRequest::Now { ticket: String::new() });
    tablet.steps(&mut net, 60);
    assert_eq!((tablet.names(), tablet.view().brief.trouble), (known, Some(Trouble::NotAccepted)));
    // Not even with all that the others have, from a stick: it is under keys that the tablet was not given.
    let ShareAnswer::Bundle { bytes, log, .. } = colleague.share(ShareRequest::Bundle) else { panic!("no file") };
    assert!(log > 0);
    tablet.share(ShareRequest::Import(bytes));
    assert!(!tablet.names().iter().any(|name| ["秋生", "冬至"].contains(&name.as_str())), "{:?}", tablet.names());
    assert_eq!(tablet.try_set("白杨", Field::Guardian, "x"), Response::Refused(Refusal::NotHere));
}
