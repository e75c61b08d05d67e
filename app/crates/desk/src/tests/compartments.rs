//! Several compartments in one ledger: one save, one chain, one list of saves; what is stored in one stays in it.

use ledger::field::Field as F;
use ledger::schema::{Compartment, Table, membership, restricted};
use sync::{
    AgentId, Envelope, Hlc, LogEntry, Position, RowId, SaveBuilder, SaveInfo, SpaceId, State, TableId, ValueRef, Writer,
};

use super::Office;
use crate::book::{Book, cell};
use crate::message::roster::{Action, RosterAnswer, RosterRequest, SaveView};
use crate::message::{Refusal, Response};
use crate::{Desk, Identity, Step};

const ROW: RowId = RowId([9; 16]);

/// A save with one cell in each of two compartments.
fn across(office: &mut Office, words: &str) -> SaveView {
    let mut save = SaveBuilder::new();
    save.set(cell(Table::Membership, ROW, membership::REGISTER), ValueRef::Text(words));
    save.set(cell(Table::Restricted, ROW, restricted::REGISTER), ValueRef::Text(words));
    let now = office.now();
    let step = office.desk.keep(&save, Action::Register, words, &now, Desk::saved());
    let Step::Keep(keep) = step else { panic!("a save") };
    let compartments: Vec<u16> = keep.envelopes.iter().map(|one| one.header().compartment.0).collect();
    let more: Vec<bool> = keep.envelopes.iter().map(|one| one.header().more).collect();
    assert_eq!((compartments, more), (vec![1, 3], vec![true, false]), "one save, one envelope for each compartment");
    office.log.extend(keep.envelopes.iter().map(Envelope::encode));
    match office.desk.kept(*keep) {
        Response::Roster(RosterAnswer::Saved(save)) => save,
        other => panic!("{other:?}"),
    }
}

fn shown(office: &Office) -> [String; 2] {
    [Table::Membership, Table::Restricted].map(|table| {
        let book = &office.desk.book;
        book.find(table, ROW).map_or_else(String::new, |ix| book.text(table, ix, 2).to_owned())
    })
}

fn saves(office: &mut Office) -> Vec<(String, u32)> {
    match office.ask(RosterRequest::Saves { count: 9 }) {
        Response::Roster(RosterAnswer::Saves(saves)) => saves.into_iter().map(|s| (s.detail, s.cells)).collect(),
        other => panic!("{other:?}"),
    }
}

/// A save over two compartments is listed once, taken back as one, and both states know the whole chain.
#[test]
fn a_save_over_two_compartments_is_one_save() {
    let mut office = Office::new();
    office.add(&[(F::Name, "田小禾")]);
    let first = across(&mut office, "甲");
    office.add(&[(F::Name, "白杨")]);
    across(&mut office, "乙");
    assert_eq!(first.cells, 2);
    assert_eq!(shown(&office), ["乙", "乙"]);
    let listed = saves(&mut office);
    assert_eq!(listed.len(), 4);
    assert_eq!((listed[0].clone(), listed[2].clone()), (("乙".to_owned(), 2), ("甲".to_owned(), 2)));

    office.saved(RosterRequest::Undo(None));
    assert_eq!(shown(&office), ["甲", "甲"]);
    office.saved(RosterRequest::Redo);
    assert_eq!(shown(&office), ["乙", "乙"]);

    let agent = office.desk.identity().agent;
    let heads: Vec<_> = office.desk.states().iter().map(|state| state.head(&agent)).collect();
    assert!(heads.iter().all(|head| *head == heads[0]), "{heads:?}");
    let listed = saves(&mut office);
    office.reopen();
    assert_eq!((shown(&office), saves(&mut office)), (["乙".to_owned(), "乙".to_owned()], listed.clone()));
    let shards = office.desk.snapshot();
    office.desk.begin_anew(Desk::read_snapshot(&shards).unwrap());
    assert_eq!((shown(&office), saves(&mut office)), (["乙".to_owned(), "乙".to_owned()], listed));
    office.saved(RosterRequest::Undo(None));
    assert_eq!(shown(&office), ["甲", "甲"]);
}

/// Every cell stands in the state of its table's compartment and in no other.
#[test]
fn nothing_restricted_stands_among_the_children() {
    let mut office = Office::new();
    office.add(&[(F::Name, "田小禾")]);
    across(&mut office, "甲");
    for state in office.desk.states() {
        for table in state.tables() {
            let expected = Table::from_id(table.id().0).unwrap().compartment().id();
            assert_eq!(state.compartment(), expected, "{:?}", table.id());
        }
    }
    let children = &office.desk.states()[0];
    assert!(children.table(TableId(Table::Restricted.id())).is_none());
}

/// What was written before there were several compartments opens as it is, and its snapshot asks for the log.
#[test]
fn a_ledger_of_one_compartment_opens() {
    let mut office = Office::new();
    office.add(&[(F::Name, "田小禾")]);
    assert!(office.log.iter().all(|bytes| Envelope::decode(bytes).unwrap().header().compartment.0 == 1));
    let old = sync::snapshot::encode(&office.desk.states()[0]);
    assert_eq!(Desk::read_snapshot(&old).unwrap().map(|states| states.len()), None);
    office.reopen();
    assert_eq!(office.names(), "田小禾");
    across(&mut office, "甲");
    assert_eq!(shown(&office), ["甲", "甲"]);
}

/// A damaged snapshot is named, never half read.
#[test]
fn a_damaged_snapshot_is_refused() {
    let mut office = Office::new();
    across(&mut office, "甲");
    let shards = office.desk.snapshot();
    assert_eq!(Desk::read_snapshot(&shards).unwrap().map(|states| states.len()), Some(Compartment::ALL.len()));
    assert!(Desk::read_snapshot(&shards[..shards.len() - 1]).is_err());
    let mut swapped = shards.clone();
    let last = swapped.len() - 1;
    swapped.swap(1, last);
    assert!(Desk::read_snapshot(&swapped).is_err());
    let mut cut = shards;
    cut[0].truncate(5);
    assert!(Desk::read_snapshot(&cut).is_err());
}

/// What is left in memory when the log is gone is written again where it belongs.
#[test]
fn a_rescue_keeps_the_compartments() {
    let mut office = Office::new();
    office.add(&[(F::Name, "田小禾")]);
    across(&mut office, "甲");
    let now = office.now();
    let mut author = office.desk.identity().clone();
    author.agent = sync::AgentId([7; 16]);
    let envelopes = office.desk.rescue(&author, &now).unwrap();
    let mut other = Desk::new(author);
    for envelope in envelopes {
        other.replay(envelope).unwrap();
    }
    office.desk = other;
    assert_eq!((shown(&office), office.names()), (["甲".to_owned(), "甲".to_owned()], "田小禾".to_owned()));
    assert!(office.desk.states()[0].table(TableId(Table::Restricted.id())).is_none());
}

/// A value too long to be kept is said to be so, whatever compartment it was for.
#[test]
fn a_value_that_is_too_long_is_told() {
    let mut office = Office::new();
    let long = "甲".repeat(sync::MAX_BODY_BYTES / 2);
    let now = office.now();
    for more in [false, true] {
        let mut save = SaveBuilder::new();
        save.set(cell(Table::Restricted, ROW, restricted::REGISTER), ValueRef::Text(&long));
        if more {
            save.set(cell(Table::Membership, ROW, membership::REGISTER), ValueRef::Text("乙"));
        }
        match office.desk.keep(&save, Action::Register, "", &now, Desk::saved()) {
            Step::Answer(answer) => assert_eq!(*answer, Response::Refused(Refusal::TooLong)),
            _ => panic!("kept"),
        }
    }
}

/// States that come from snapshots of two people have heard of the same saves in different orders.
#[test]
fn states_that_heard_of_everything_in_another_order_list_each_save_once() {
    let space = SpaceId([4; 16]);
    let (children, sensitive) = (Compartment::Children.id(), Compartment::Sensitive.id());
    let written = |agent: u8| {
        let set = |table: Table| {
            let mut save = SaveBuilder::new();
            save.set(cell(table, RowId([agent; 16]), 2), ValueRef::Text("甲"));
            save
        };
        let (first, second) = (set(Table::Membership), set(Table::Restricted));
        let at = Position { hlc: Hlc::from_ms(1_790_000_000_000), ..Position::default() };
        let info = SaveInfo { actor: format!("{agent}").into(), ..SaveInfo::default() };
        let writer = Writer::new(space, children, AgentId([agent; 16]));
        writer.write_together(&[(children, &first), (sensitive, &second)], &info, &at).unwrap()
    };
    let folded = |compartment, agents: [u8; 3]| {
        let mut state = State::new(space, compartment);
        for envelope in agents.into_iter().flat_map(written) {
            let header = envelope.header().clone();
            match header.compartment == compartment {
                true => state.apply(LogEntry::local(envelope)).unwrap(),
                false => state.pass_by(None, 0, &header).unwrap(),
            };
        }
        state
    };
    let orders = [[1, 2, 3], [3, 1, 2], [2, 3, 1]];
    for (one, other) in orders.into_iter().flat_map(|one| orders.map(|other| (one, other))) {
        let identity = Office::new().desk.book.identity.clone();
        let ground = vec![folded(children, one), folded(sensitive, other)];
        let book = Book::new(Identity { space, ..identity }).anew_on(ground);
        let listed: Vec<(u8, u32)> = book.saves().map(|save| (book.save(save).id.agent.0[0], book.ops(save))).collect();
        assert_eq!(listed, one.map(|agent| (agent, 2)), "{one:?} {other:?}");
        for (_, save) in book.states()[2].saves().map(|(ix, save)| (ix, save.id)) {
            let found = book.saves().find(|no| book.save(*no).id == save).unwrap();
            assert_eq!(book.parts_of(found).count(), 2);
        }
        for state in [0, 2] {
            for (ix, save) in book.states()[state].saves() {
                let table = if state == 0 { Table::Membership } else { Table::Restricted };
                assert_eq!(book.save(book.save_in(table, ix)).id, save.id);
            }
        }
    }
}
