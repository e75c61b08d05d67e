//! A log that is read again brings what was missing and takes nothing away.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod desks;
mod school;

use desks::{Office, cell};
use school::{CASES, CHILDREN, Dice, START_MS};
use sync::device::found;
use sync::log::Alarm;
use sync::members::{Policy, Role};
use sync::proto::LogPage;
use sync::seal::AgentSecret;
use sync::{CompartmentId, SaveBuilder, SaveInfo};

/// An office whose third desk carried envelopes and reads them from now on, and how long the log is that it reads again.
fn opened() -> (Office, u64) {
    let mut office = Office::new();
    let late = office.add(Role::Courier);
    office.desks[1].write(1, "从前", &mut office.dice);
    office.sync(1);
    office.pull(late);
    let (head, agent) = (office.desks[0].device.agent(), office.desks[late].device.agent());
    office.pull(0);
    let device = &office.desks[0].device;
    let rights = (Role::Editor, vec![CHILDREN]);
    let op = device.members().change_op(&head, agent, rights, device.keys(), &mut office.dice).expect("keys");
    office.change(&op);
    for (row, text) in [(2, "甲"), (3, "乙")] {
        office.desks[0].write(row, text, &mut office.dice);
    }
    office.sync(0);
    let page = page(&office, 100);
    let turn = office.desks[late].device.pull(&page, &mut office.dice).expect("honest");
    office.desks[late].take(turn);
    assert_eq!(office.desks[late].device.ask(100).since, 0);
    let end = office.server.end().seq;
    (office, end)
}

fn page(office: &Office, limit: u32) -> LogPage {
    let device = &office.desks[2].device;
    office.server.page(&device.agent(), &device.ask(limit), office.now_ms)
}

#[test]
fn what_is_withheld_the_second_time_stays() {
    let (mut office, end) = opened();
    let mut short = page(&office, end as u32 - 1);
    assert!(office.desks[2].disk.log[&(end - 1)].payload.is_some());
    short.entries.last_mut().expect("a page").payload = None;
    let refused = office.desks[2].device.pull(&short, &mut office.dice).err();
    assert_eq!(refused, Some(Alarm::Withheld { seq: end - 1 }));
    assert!(office.desks[2].disk.log[&(end - 1)].payload.is_some());
    office.pull(2);
    assert_eq!((office.desks[2].text(1), office.desks[2].text(3)), (Some("从前"), Some("乙")));
}

#[test]
fn another_log_is_not_stored_over_the_one_that_is_known() {
    let (mut office, end) = opened();
    let mut short = page(&office, end as u32 - 1);
    short.entries.last_mut().expect("a page").srv_ms += 1;
    let refused = office.desks[2].device.pull(&short, &mut office.dice).err();
    assert_eq!(refused, Some(Alarm::Fork { seq: end - 1 }));
    office.pull(2);
    assert_eq!((office.desks[2].text(1), office.desks[2].text(3)), (Some("从前"), Some("乙")));
}

/// Taken by an admin who does not hold it, a compartment keeps its key; given back, it brings none that is new.
#[test]
fn a_compartment_given_back_under_the_same_key_is_read_from_where_it_was_missing() {
    let mut dice = Dice(42);
    let secret = AgentSecret::new(&mut dice);
    let first = found(secret, Vec::new(), vec![CHILDREN, CASES], Policy::default(), &mut dice).expect("founded");
    let mut office = Office::around(first, dice);
    let (deputy, nurse) = (office.add(Role::Admin), office.add(Role::Editor));
    let who = office.desks[nurse].device.agent();
    let change = |office: &mut Office, by: usize, compartments: &[CompartmentId]| {
        let device = &office.desks[by].device;
        let (author, rights) = (device.agent(), (Role::Editor, compartments.to_vec()));
        let op = device.members().change_op(&author, who, rights, device.keys(), &mut office.dice).expect("keys");
        let turn = device.change(&op).expect("written");
        office.desks[by].take(turn);
        office.sync(by);
    };
    change(&mut office, 0, &[CHILDREN, CASES]);
    office.pull(nurse);
    office.pull(deputy);
    change(&mut office, deputy, &[CHILDREN]);
    office.pull(0);
    let (device, mut save) = (&office.desks[0].device, SaveBuilder::new());
    save.set(cell(5), "个案");
    let hlc = office.desks[0].last_hlc().next(START_MS);
    let turn = device.write(&[(CASES, &save)], &SaveInfo::default(), &device.look(), hlc, &mut office.dice);
    office.desks[0].take(turn.expect("written"));
    office.sync(0);
    office.pull(nurse);
    let missing =
        |office: &Office| office.desks[nurse].disk.log.values().filter(|entry| entry.payload.is_none()).count();
    assert_eq!(missing(&office), 1);
    change(&mut office, 0, &[CHILDREN, CASES]);
    office.sync(nurse);
    assert_eq!((missing(&office), office.desks[nurse].device.shows(CASES)), (0, true));
}

#[test]
fn another_storage_of_the_server_is_not_taken_for_the_known_one_while_reading_again() {
    let (mut office, _) = opened();
    let mut other = page(&office, 2);
    other.generation[0] ^= 1;
    let refused = office.desks[2].device.pull(&other, &mut office.dice).err();
    assert_eq!(refused, Some(Alarm::Generation));
}

#[test]
fn a_server_that_was_set_back_meanwhile_is_said_at_once() {
    let (mut office, end) = opened();
    let mut short = page(&office, 2);
    short.head = sync::log::LogHead { seq: end - 1, ..short.head };
    let refused = office.desks[2].device.pull(&short, &mut office.dice).err();
    assert_eq!(refused, Some(Alarm::Rollback { head: end - 1, had: end }));
}
