//! After a restored disk the same ops are written again under a new name: wherever both arrive, they count once.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod world;

use proptest::prelude::*;
use sync::{
    AgentId, Cell, Envelope, FieldId, Hlc, LogEntry, Position, RowId, SaveBuilder, SaveInfo, State, TableId, Writer,
    undo_ops,
};
use world::oracle::view_of;
use world::{COMPARTMENT, SPACE};

fn cell(field: u16) -> Cell {
    Cell::new(TableId(1), RowId([1; 16]), FieldId(field))
}

fn writer(agent: u8) -> Writer {
    Writer::new(SPACE, COMPARTMENT, AgentId([agent; 16]))
}

fn write(agent: u8, hlc: u64, cells: &[(u16, &str)]) -> Envelope {
    let mut save = SaveBuilder::new();
    cells.iter().for_each(|(field, text)| save.set(cell(*field), *text));
    let at = Position { hlc: Hlc::from_ms(hlc), ..Position::default() };
    writer(agent).write(&save, &SaveInfo::default(), &at).expect("a save is written").remove(0)
}

/// A save, the same save written again by two other agents, and two strangers' saves. The first to reach the log is
/// the copy of agent 2; the original, of agent 1, comes last.
fn log() -> Vec<LogEntry> {
    let first = write(1, 1_000, &[(1, "在校"), (2, "甲")]);
    let again = writer(2).write_again(&first, &Position { hlc: Hlc::from_ms(1_500), ..Position::default() });
    let again = again.expect("a copy is written");
    let third = writer(3).write_again(&again, &Position { hlc: Hlc::from_ms(1_800), ..Position::default() });
    let third = third.expect("a copy is written");
    assert_eq!(third.header().origin, Some(first.hash()));
    let envelopes = [write(4, 1_600, &[(1, "在校")]), again, write(5, 900, &[(2, "乙")]), third, first];
    let entry = |(seq, envelope)| LogEntry { seq: Some(seq), srv_ms: 5_000, envelope };
    (1..).zip(envelopes).map(entry).collect()
}

fn fold(entries: impl IntoIterator<Item = LogEntry>) -> State {
    let mut state = State::new(SPACE, COMPARTMENT);
    for entry in entries {
        state.apply(entry).expect("it fits");
    }
    state
}

#[test]
fn a_copy_counts_once() {
    let state = fold(log());
    let authors = |field| -> Vec<u8> {
        state.history(cell(field)).iter().map(|version| state.save(version.save).id.agent.0[0]).collect()
    };
    assert_eq!((authors(1), authors(2)), (vec![4, 2], vec![2, 5]));
    assert_eq!(state.get(cell(2)).text(), Some("甲"));
    let repeats: Vec<_> = state.saves().filter(|(_, save)| save.repeats).map(|(_, save)| save.id.agent.0[0]).collect();
    assert_eq!(repeats, [3, 1]);
    let conflicts = state.conflicts(|_, _| true);
    assert_eq!((conflicts.len(), conflicts[0].versions.len()), (1, 2));
    for (ix, _) in state.saves().filter(|(_, save)| save.repeats) {
        let undo = undo_ops(&state, ix);
        assert_eq!((undo.ops, undo.skipped), (Vec::new(), Vec::new()));
    }
}

/// A stranger names a colleague's save as what it writes again, with other ops, and is in the log before it.
#[test]
fn nobody_annuls_a_colleagues_save() {
    let honest = write(1, 1_000, &[(1, "在校"), (2, "甲")]);
    let other = write(2, 900, &[(1, "离校")]);
    let mut header = other.header().clone();
    header.origin = Some(honest.hash());
    let body = other.encode().split_off(other.header().encode().len());
    let forged = Envelope::decode(&[header.encode(), body].concat()).expect("it is an envelope");
    let entries = [(1, forged), (2, honest)];
    let entries = entries.map(|(seq, envelope)| LogEntry { seq: Some(seq), srv_ms: 5_000, envelope });
    for state in [fold(entries.clone()), fold(entries.into_iter().rev())] {
        assert!(state.saves().all(|(_, save)| !save.repeats));
        assert_eq!((state.get(cell(1)).text(), state.get(cell(2)).text()), (Some("在校"), Some("甲")));
        let loaded = sync::snapshot::decode(&sync::snapshot::encode(&state)).expect("it reads back");
        assert_eq!(loaded.root(), state.root());
    }
}

proptest! {
    #![proptest_config(world::cases(128))]

    #[test]
    fn copies_may_come_in_any_order(order in Just(log()).prop_shuffle(), first_local in 0..6_usize) {
        let local = order.iter().take(first_local).map(|entry| LogEntry::local(entry.envelope.clone()));
        let shuffled = fold(local.chain(order.iter().cloned()));
        let straight = fold(log());
        prop_assert_eq!(shuffled.root(), straight.root());
        prop_assert_eq!(view_of(&shuffled), view_of(&straight));
        let loaded = sync::snapshot::decode(&sync::snapshot::encode(&shuffled)).expect("it reads back");
        prop_assert_eq!(loaded.root(), straight.root());
        prop_assert_eq!(view_of(&loaded), view_of(&straight));
    }
}
