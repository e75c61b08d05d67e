//! What a state refuses, what it waits for, and what it knows again: nothing refused leaves a trace.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod world;

use sync::{
    AgentId, Applied, ApplyError, Cell, ChainHead, CompartmentId, Envelope, FieldId, Hlc, LogEntry, Position, RowId,
    SaveBuilder, SaveInfo, SpaceId, State, TableId, Value, Writer,
};
use world::{COMPARTMENT, SPACE};

const WANG: AgentId = AgentId([1; 16]);

fn writer() -> Writer {
    Writer::new(SPACE, COMPARTMENT, WANG)
}

fn write(writer: &Writer, at: &Position, text: &str) -> Envelope {
    let mut save = SaveBuilder::new();
    save.set(Cell::new(TableId(1), RowId([1; 16]), FieldId(1)), text);
    writer.write(&save, &SaveInfo::default(), at).expect("a save is written").remove(0)
}

/// A chain of saves that write "1", "2", "3" ...
fn chain(writer: &Writer, len: u64) -> Vec<Envelope> {
    let mut at = Position { hlc: Hlc::from_ms(1_000), ..Position::default() };
    let mut envelopes = Vec::new();
    for n in 1..=len {
        let envelope = write(writer, &at, &n.to_string());
        at.head = sync::ChainHead { dseq: envelope.header().dseq, hash: envelope.hash() };
        at.hlc = Hlc(at.hlc.0 + 1);
        envelopes.push(envelope);
    }
    envelopes
}

fn logged(seq: u64, srv_ms: u64, envelope: &Envelope) -> LogEntry {
    LogEntry { seq: Some(seq), srv_ms, envelope: envelope.clone() }
}

fn local(envelope: &Envelope) -> LogEntry {
    LogEntry::local(envelope.clone())
}

#[test]
fn what_does_not_fit_is_refused_without_a_trace() {
    fn check(entry: LogEntry, expected: ApplyError) {
        let known = chain(&writer(), 3);
        let mut state = State::new(SPACE, COMPARTMENT);
        state.apply(logged(1, 50, &known[0])).expect("it fits");
        state.apply(logged(3, 70, &known[1])).expect("it fits");
        let (root, seen) = (state.root(), state.log_seq());
        assert_eq!(state.apply(entry), Err(expected));
        assert_eq!((state.root(), state.log_seq(), state.waiting().count()), (root, seen, 0));
    }
    let known = chain(&writer(), 3);
    let elsewhere = Writer { space: SpaceId([8; 16]), ..writer() };
    check(local(&chain(&elsewhere, 1)[0]), ApplyError::Space(SpaceId([8; 16])));
    let other = Writer { compartment: CompartmentId(2), ..writer() };
    check(local(&chain(&other, 1)[0]), ApplyError::Compartment(CompartmentId(2)));
    let fork = write(&writer(), &Position::default(), "another first");
    check(local(&fork), ApplyError::Fork { agent: WANG, dseq: 1 });
    let mut stranger = Position::default();
    stranger.head.dseq = 2;
    check(local(&write(&writer(), &stranger, "x")), ApplyError::BrokenChain { agent: WANG, dseq: 3 });
    check(logged(1, 60, &known[2]), ApplyError::LogPlace { seq: 1 });
    check(logged(3, 70, &known[2]), ApplyError::LogPlace { seq: 3 });
    check(logged(4, 70, &known[1]), ApplyError::LogPlace { seq: 4 });
    check(logged(u64::MAX, 70, &known[2]), ApplyError::LogPlace { seq: u64::MAX });
    check(logged(2, 71, &known[2]), ApplyError::ServerTime { seq: 2 });
    check(logged(4, 69, &known[2]), ApplyError::ServerTime { seq: 4 });
}

#[test]
fn early_envelopes_wait_and_known_ones_change_nothing() {
    let known = chain(&writer(), 3);
    let mut state = State::new(SPACE, COMPARTMENT);
    assert_eq!(state.apply(local(&known[2])), Ok(Applied::Waiting));
    assert_eq!(state.apply(logged(3, 9, &known[2])), Ok(Applied::Waiting));
    assert_eq!(state.apply(logged(4, 9, &known[2])), Err(ApplyError::LogPlace { seq: 4 }));
    assert_eq!(state.apply(local(&known[0])), Ok(Applied::New));
    assert_eq!(state.waiting().collect::<Vec<_>>(), [(WANG, 3)]);
    assert_eq!(state.apply(local(&known[1])), Ok(Applied::New));
    assert_eq!((state.waiting().count(), state.saves().count()), (0, 3));
    let root = state.root();
    for envelope in &known {
        assert_eq!(state.apply(local(envelope)), Ok(Applied::Known));
    }
    assert_eq!(state.root(), root);
    assert_eq!(state.unlogged(), 2);
}

#[test]
fn a_waiting_envelope_that_cannot_follow_stays_waiting() {
    let known = chain(&writer(), 2);
    let head = ChainHead { dseq: 1, hash: sync::EnvelopeHash([7; 32]) };
    let stranger = Position { head, ..Position::default() };
    let orphan = write(&writer(), &stranger, "orphan");
    let mut state = State::new(SPACE, COMPARTMENT);
    assert_eq!(state.apply(local(&orphan)), Ok(Applied::Waiting));
    assert_eq!(state.apply(local(&known[0])), Ok(Applied::New));
    assert_eq!(state.waiting().collect::<Vec<_>>(), [(WANG, 2)]);
    assert_eq!(state.apply(local(&known[1])), Ok(Applied::New));
    assert_eq!(state.get(Cell::new(TableId(1), RowId([1; 16]), FieldId(1))).text(), Some("2"));
}

#[test]
fn envelopes_of_other_compartments_hold_the_chain_together() {
    let other = Writer { compartment: CompartmentId(2), ..writer() };
    let (mut first, mut second) = (State::new(SPACE, COMPARTMENT), State::new(SPACE, CompartmentId(2)));
    for n in 0..6_u64 {
        let (own, writer) = if n % 2 == 0 { (&first, writer()) } else { (&second, other) };
        let envelope = write(&writer, &own.position(&WANG, &world::At(1_000)), &n.to_string());
        let (here, there) = if n % 2 == 0 { (&mut first, &mut second) } else { (&mut second, &mut first) };
        here.apply(logged(n + 1, 10, &envelope)).expect("it fits");
        there.pass_by(Some(n + 1), 10, envelope.header()).expect("it fits");
        assert_eq!(first.head(&WANG), second.head(&WANG));
        assert_eq!(first.position(&WANG, &world::At(0)).seen, second.position(&WANG, &world::At(0)).seen);
    }
    assert_eq!((first.saves().count(), second.saves().count(), first.log_seq()), (3, 3, 6));
    let own = write(&writer(), &first.position(&WANG, &world::At(0)), "x");
    assert_eq!(first.pass_by(None, 0, own.header()), Err(ApplyError::Compartment(COMPARTMENT)));
}

#[test]
fn a_clock_years_ahead_wins_until_ten_minutes_after_its_upload() {
    let cell = Cell::new(TableId(1), RowId([1; 16]), FieldId(1));
    let fast = Writer { agent: AgentId([9; 16]), ..writer() };
    let now = 1_790_000_000_000;
    let poisoned = Position { hlc: Hlc(u64::MAX - 3), ..Position::default() };
    let shown = |later_ms: u64| {
        let mut state = State::new(SPACE, COMPARTMENT);
        state.apply(logged(1, now, &write(&fast, &poisoned, "fast"))).expect("it fits");
        let sane = Position { hlc: Hlc::from_ms(now + later_ms), ..Position::default() };
        state.apply(logged(2, now + later_ms, &write(&writer(), &sane, "sane"))).expect("it fits");
        state.get(cell).to_value()
    };
    assert_eq!(shown(600_000), sync::Value::Text("fast".to_owned()));
    assert_eq!(shown(600_001), sync::Value::Text("sane".to_owned()));
}

#[test]
fn whoever_has_seen_both_sides_ends_a_conflict() {
    let mut world = world::World::new(3);
    let cell = Cell::new(TableId(1), RowId([1; 16]), FieldId(1));
    let write = |world: &mut world::World, device: usize, text: &str| {
        let mut save = SaveBuilder::new();
        save.set(cell, text);
        let now = world.now_ms;
        world.devices[device].save(now, &save, None);
    };
    let in_conflict = |world: &world::World| world.devices[0].state.conflicts(|_, _| true).len();
    write(&mut world, 0, "脱贫");
    write(&mut world, 1, "低保");
    write(&mut world, 2, "低保");
    world.settle();
    assert_eq!(in_conflict(&world), 1);
    assert_eq!(world.devices[0].state.conflict(cell).map(|conflict| conflict.versions.len()), Some(3));
    assert!(world.devices[0].state.conflicts(|_, field| field == FieldId(2)).is_empty());
    write(&mut world, 1, "脱贫");
    assert_eq!(world.devices[1].state.conflicts(|_, _| true).len(), 0);
    world.settle();
    assert_eq!(in_conflict(&world), 0);
    let history = world.devices[2].state.history(cell);
    assert_eq!(history.len(), 4);
    assert_eq!(history[0].value.text(), Some("脱贫"));
}

#[test]
fn a_row_deleted_here_and_edited_there_is_noticed() {
    let mut world = world::World::new(2);
    let cell = |field| Cell::new(TableId(1), RowId([1; 16]), FieldId(field));
    let write = |world: &mut world::World, device: usize, field: u16| {
        let mut save = SaveBuilder::new();
        save.set(cell(field), "x");
        let now = world.now_ms;
        world.devices[device].save(now, &save, None);
    };
    write(&mut world, 0, 1);
    world.settle();
    write(&mut world, 0, 0);
    write(&mut world, 1, 2);
    world.settle();
    let state = &world.devices[0].state;
    let table = state.table(TableId(1)).expect("a table");
    assert_eq!(state.edited_unaware_of_deletion(table, 0), [FieldId(2)]);
    assert!(!table.is_live(0));
}

#[test]
fn an_agents_later_save_is_never_before_its_earlier_one() {
    let mut state = State::new(SPACE, COMPARTMENT);
    let first = write(&writer(), &Position { hlc: Hlc::from_ms(9_000_000), ..Position::default() }, "first");
    let head = ChainHead { dseq: 1, hash: first.hash() };
    let then = write(&writer(), &Position { head, hlc: Hlc::from_ms(5), ..Position::default() }, "then");
    state.apply(logged(1, 9_000_000, &first)).expect("it fits");
    state.apply(logged(2, 9_000_000, &then)).expect("it fits");
    assert_eq!(state.get(Cell::new(TableId(1), RowId([1; 16]), FieldId(1))).text(), Some("then"));
}

#[test]
fn what_follows_a_lost_envelope_is_not_lost_with_it() {
    fn check(kept: &[usize], expected: &str, lost: &[u32]) {
        let known = chain(&writer(), 6);
        let mut state = State::new(SPACE, COMPARTMENT);
        for at in kept {
            state.apply(local(&known[*at])).expect("it fits or waits");
        }
        let last = known.last().expect("six");
        let end = ChainHead { dseq: last.header().dseq, hash: last.hash() };
        let given_up: Vec<u32> = state.give_up_missing((WANG, end)).into_iter().map(|(_, dseq)| dseq).collect();
        assert_eq!(given_up, lost);
        assert_eq!(state.waiting().count(), 0);
        assert_eq!(
            state.get(Cell::new(TableId(1), RowId([1; 16]), FieldId(1))).to_value(),
            Value::Text(expected.into())
        );
        // The chain goes on where it truly ended, and a snapshot of it is as good.
        assert_eq!(state.head(&WANG), end);
        assert_eq!(state.give_up_missing((WANG, end)), []);
        let shards = sync::snapshot::encode(&state);
        let again = sync::snapshot::decode(&shards).expect("a snapshot is read");
        assert_eq!((again.root(), again.head(&WANG)), (state.root(), state.head(&WANG)));
    }
    check(&[0, 1, 2, 3, 4, 5], "6", &[]);
    check(&[1, 2, 3, 4, 5], "6", &[1]);
    check(&[0, 2, 5], "6", &[2, 4, 5]);
    check(&[5], "6", &[1, 2, 3, 4, 5]);
    check(&[0, 1, 2, 3, 4], "5", &[6]);
    check(&[0, 2], "3", &[2, 4, 5, 6]);
}

#[test]
fn a_chain_of_which_nothing_is_missing_stays_as_it_is() {
    let known = chain(&writer(), 3);
    let mut state = State::new(SPACE, COMPARTMENT);
    for envelope in &known {
        state.apply(local(envelope)).expect("it follows");
    }
    let earlier = ChainHead { dseq: 2, hash: known[1].hash() };
    assert_eq!(state.give_up_missing((WANG, earlier)), []);
    assert_eq!(state.give_up_missing((WANG, ChainHead::default())), []);
    assert_eq!(state.head(&WANG), ChainHead { dseq: 3, hash: known[2].hash() });
}
