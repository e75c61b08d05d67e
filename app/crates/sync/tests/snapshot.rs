//! A snapshot and the tail of the log give the state that replaying everything gives; damage never panics.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod world;

use proptest::prelude::*;
use sync::snapshot::{SHARD_BYTES, SnapshotError, decode, encode};
use sync::{Cell, LogEntry, RowId, SaveBuilder, SaveIx, State, TableId, WireError, undo_ops};
use world::oracle::view_of;
use world::{COMPARTMENT, SPACE, World, steps};

fn saves(state: &State) -> Vec<sync::Save> {
    state.saves().map(|(_, save)| save.clone()).collect()
}

proptest! {
    #![proptest_config(world::cases(128))]

    #[test]
    fn a_snapshot_is_the_state(steps in steps(3, 50), late in any::<prop::sample::Index>()) {
        let mut world = World::new(3);
        world.run(&steps);
        for device in &mut world.devices {
            // Something that waits for its predecessor belongs to the state's memory too.
            if let Some(entry) = (!world.log.is_empty()).then(|| &world.log[late.index(world.log.len())]) {
                device.state.apply(entry.clone()).expect("the log fits");
            }
            let state = &device.state;
            let loaded = decode(&encode(state)).expect("it reads back");
            prop_assert_eq!(loaded.root(), state.root());
            prop_assert_eq!(view_of(&loaded), view_of(state));
            prop_assert_eq!(saves(&loaded), saves(state));
            prop_assert_eq!(loaded.waiting().collect::<Vec<_>>(), state.waiting().collect::<Vec<_>>());
            let clock = world::At(0);
            prop_assert_eq!(loaded.position(&device.agent, &clock), state.position(&device.agent, &clock));
            for (ix, save) in state.saves() {
                prop_assert_eq!(loaded.find_save(&save.id), Some(ix));
                prop_assert_eq!(undo_ops(&loaded, ix), undo_ops(state, ix));
            }
        }
    }

    #[test]
    fn a_snapshot_and_the_tail_are_the_whole(steps in steps(3, 50), at in any::<prop::sample::Index>()) {
        let mut world = World::new(3);
        world.run(&steps);
        world.settle();
        let at = at.index(world.log.len() + 1);
        let mut early = State::new(SPACE, COMPARTMENT);
        for entry in &world.log[..at] {
            early.apply(entry.clone()).expect("the log fits");
        }
        let mut joined = decode(&encode(&early)).expect("it reads back");
        for entry in &world.log[at / 2..] {
            joined.apply(entry.clone()).expect("the log fits");
        }
        let replayed = world.replay();
        prop_assert_eq!(joined.root(), replayed.root());
        prop_assert_eq!(view_of(&joined), view_of(&replayed));
        prop_assert_eq!(saves(&joined), saves(&replayed));
    }

    #[test]
    fn a_device_may_close_and_open_at_any_moment(steps in steps(3, 40)) {
        let (mut world, mut restarted) = (World::new(3), World::new(3));
        for step in &steps {
            world.step(step);
            restarted.step(step);
            for device in &mut restarted.devices {
                device.state = decode(&encode(&device.state)).expect("it reads back");
            }
        }
        for (device, restarted) in world.devices.iter().zip(&restarted.devices) {
            prop_assert_eq!(device.state.root(), restarted.state.root());
            prop_assert_eq!(view_of(&device.state), view_of(&restarted.state));
        }
    }
}

proptest! {
    #![proptest_config(world::cases(600))]

    #[test]
    fn damage_never_panics(
        steps in steps(3, 12),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut world = World::new(3);
        world.run(&steps);
        let mut shards = encode(&world.devices[0].state);
        let bytes = &mut shards[0];
        for (at, byte) in changes {
            // Behind the shard's prefix, so that damage goes deep.
            let at = 11 + at.index(bytes.len() - 11);
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(mut state) = decode(&shards) {
            state.root();
            view_of(&state);
            let count = state.saves().count();
            (0..count).for_each(|ix| drop(undo_ops(&state, state.saves().nth(ix).map(|(ix, _): (SaveIx, _)| ix).expect("there"))));
            world.settle();
            for entry in &world.log {
                // Refused or taken: a damaged state only must not fall over.
                let _ = state.apply(entry.clone());
            }
            drop(decode(&encode(&state)));
        }
    }
}

#[test]
fn shards_are_bounded_and_not_interchangeable() {
    let mut world = World::new(1);
    let mut save = SaveBuilder::new();
    for at in 0..150_000_u32 {
        let mut id = [7; 16];
        id[..4].copy_from_slice(&at.to_be_bytes());
        save.set(Cell::new(TableId(1), RowId(id), sync::FieldId(1)), "学");
    }
    let (agent, clock) = (world.devices[0].agent, world::At(0));
    let state = &mut world.devices[0].state;
    let writer = sync::Writer::new(SPACE, COMPARTMENT, agent);
    let envelopes = writer.write(&save, &sync::SaveInfo::default(), &state.position(&agent, &clock));
    for envelope in envelopes.expect("a save is written") {
        state.apply(LogEntry::local(envelope)).expect("it fits");
    }
    let shards = encode(state);
    assert!(shards.len() > 2 && shards.iter().all(|shard| shard.len() <= SHARD_BYTES), "{}", shards.len());
    assert_eq!(decode(&shards).expect("it reads back").root(), state.root());

    let check = |shards: &[Vec<u8>], expected| assert_eq!(decode(shards).err(), Some(expected));
    let mut swapped = shards.clone();
    swapped.swap(0, 1);
    check(&swapped, SnapshotError::Shard { at: 0 });
    check(&shards[..shards.len() - 1], SnapshotError::Shard { at: 0 });
    check(&[], SnapshotError::Wire(WireError::Truncated));
    let mut newer = encode(&State::new(SPACE, COMPARTMENT));
    newer[0][11] = 3;
    check(&newer, SnapshotError::Version(3));
}

/// Stored for years: a ledger saved by the first release opens in every later one.
#[test]
fn the_snapshot_of_the_first_release_still_opens() {
    let stored = |hex: &str| -> Vec<u8> {
        let hex = hex.split_whitespace().collect::<String>();
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("hex"), 16).expect("hex");
        hex.as_bytes().chunks(2).map(byte).collect()
    };
    let mut world = World::new(2);
    let save = |world: &mut World, device: usize, n: u8, field: u16, value: sync::ValueRef<'_>| {
        let mut save = SaveBuilder::new();
        save.set(Cell::new(TableId(1), world::row(n), sync::FieldId(field)), value);
        save.set(Cell::new(TableId(1), world::row(n), sync::FieldId(9)), "附");
        world.devices[device].save(1_790_000_000_000, &save, None);
    };
    save(&mut world, 0, 0, 1, sync::ValueRef::Text("王小明"));
    save(&mut world, 1, 0, 1, sync::ValueRef::Int(i64::MAX));
    world.settle();
    save(&mut world, 1, 1, 2, sync::ValueRef::Code { set: 3, code: 4 });
    let second = stored(include_str!("golden/snapshot-v2.hex"));
    assert_eq!(encode(&world.devices[1].state), std::slice::from_ref(&second));
    for stored in [stored(include_str!("golden/snapshot-v1.hex")), second] {
        let loaded = decode(&[stored]).expect("it opens");
        assert_eq!(loaded.root(), world.devices[1].state.root());
        assert_eq!(view_of(&loaded), view_of(&world.devices[1].state));
        assert_eq!(loaded.conflicts(|_, _| true).len(), 1);
        // Ops that an old snapshot knows nothing more of are stored again as such.
        assert_eq!(decode(&encode(&loaded)).expect("it reads back").root(), loaded.root());
    }
}
