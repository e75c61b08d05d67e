//! Several compartments in one ledger: one save, one chain, one list of saves; what is stored in one stays in it.

use ledger::field::Field as F;
use ledger::schema::{Compartment, Table, membership, restricted};
use sync::{Envelope, RowId, SaveBuilder, TableId, ValueRef};

use super::Office;
use crate::book::cell;
use crate::message::Response;
use crate::message::roster::{Action, RosterAnswer, RosterRequest, SaveView};
use crate::{Desk, Step};

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
