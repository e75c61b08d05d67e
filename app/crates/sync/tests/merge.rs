//! Any order, any duplication, any delay: the state depends on the set of envelopes and nothing else.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod world;

use proptest::prelude::*;
use sync::{Applied, Cell, FieldId, LogEntry, RowId, SaveBuilder, State, TableId, Value};
use world::oracle::{Known, view, view_of};
use world::{COMPARTMENT, SPACE, Step, World, steps};

fn known(entry: &LogEntry) -> Known {
    Known { seq: entry.seq, srv_ms: entry.srv_ms, envelope: entry.envelope.clone() }
}

/// What a device holds: the part of the log it has pulled, its own and carried envelopes beyond it.
fn held(world: &World, device: usize) -> Vec<Known> {
    let device = &world.devices[device];
    let mut held: Vec<Known> = world.log[..device.pulled].iter().map(known).collect();
    for envelope in device.outbox.iter().chain(&device.carried) {
        if !held.iter().any(|known| known.envelope.hash() == envelope.hash()) {
            held.push(Known { seq: None, srv_ms: 0, envelope: envelope.clone() });
        }
    }
    held
}

proptest! {
    #![proptest_config(world::cases(128))]

    #[test]
    fn every_device_shows_at_every_moment_what_the_plain_rules_say(steps in steps(4, 60)) {
        let mut world = World::new(4);
        for step in &steps {
            world.step(step);
            if let Step::Pull { device, .. } | Step::Carry { to: device, .. } | Step::Write { device, .. } = step {
                prop_assert_eq!(view_of(&world.devices[*device].state), view(&held(&world, *device)));
            }
        }
    }

    #[test]
    fn devices_end_equal(steps in steps(4, 60)) {
        let mut world = World::new(4);
        world.run(&steps);
        world.settle();
        let replayed = world.replay();
        prop_assert_eq!(view_of(&replayed), view(&world.log.iter().map(known).collect::<Vec<_>>()));
        for device in &world.devices {
            prop_assert_eq!(device.state.unlogged(), 0);
            prop_assert_eq!(device.state.root(), replayed.root());
            prop_assert_eq!(view_of(&device.state), view_of(&replayed));
            prop_assert_eq!(device.state.position(&device.agent, &world::At(0)), replayed.position(&device.agent, &world::At(0)));
        }
    }

    #[test]
    fn delivery_order_does_not_matter(
        steps in steps(3, 40),
        order in prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8), 0..120),
    ) {
        let mut world = World::new(3);
        world.run(&steps);
        world.settle();
        let mut state = State::new(SPACE, COMPARTMENT);
        for (at, how) in order {
            if world.log.is_empty() {
                break;
            }
            let entry = world.log[at.index(world.log.len())].clone();
            let entry = if how == 0 { LogEntry::local(entry.envelope) } else { entry };
            prop_assert!(state.apply(entry).is_ok());
        }
        for entry in world.log.iter().rev() {
            prop_assert!(state.apply(entry.clone()).is_ok());
        }
        for entry in &world.log {
            prop_assert_eq!(state.apply(entry.clone()), Ok(Applied::Known));
        }
        let replayed = world.replay();
        prop_assert_eq!(state.waiting().count(), 0);
        prop_assert_eq!(state.log_seq(), world.log.len() as u64);
        prop_assert_eq!(state.root(), replayed.root());
        prop_assert_eq!(view_of(&state), view_of(&replayed));
    }

    #[test]
    fn what_an_author_saw_never_beats_what_he_then_wrote(steps in steps(4, 60)) {
        let mut world = World::new(4);
        for step in &steps {
            if let Step::Write { device, writes } = step {
                world.step(step);
                let state = &world.devices[*device].state;
                for write in writes {
                    let last = writes.iter().rfind(|other| world::cell(other) == world::cell(write));
                    prop_assert_eq!(Some(state.get(world::cell(write)).to_value()), last.map(|last| last.value.clone()));
                }
            } else {
                world.step(step);
            }
        }
    }
}

#[test]
fn a_save_that_meets_hundreds_of_others_is_compared_with_each() {
    let mut world = World::new(2);
    let cell = |n: u16| {
        let mut id = [0; 16];
        id[..2].copy_from_slice(&n.to_be_bytes());
        Cell::new(TableId(1), RowId(id), FieldId(1))
    };
    let mut all = SaveBuilder::new();
    for n in 0..300 {
        let mut save = SaveBuilder::new();
        save.set(cell(n), "one");
        all.set(cell(n), "all");
        // Half of the saves are made after the large one, by a device that has not seen it.
        world.devices[0].save(1_800_000_000_000 + u64::from(n), &save, None);
    }
    world.devices[1].most_ops = 1000;
    // The clock of the second device is fifteen years slow.
    world.devices[1].save(1_800_000_000_150 + 15 * 365 * 86_400_000, &all, None);
    world.now_ms = 1_800_000_001_000;
    world.settle();
    let known: Vec<_> = world.log.iter().map(known).collect();
    let shown = view(&known);
    assert_eq!(shown.values().filter(|cell| cell.versions[0].0 == Value::Text("all".to_owned())).count(), 151);
    assert_eq!(view_of(&world.replay()), shown);
}
