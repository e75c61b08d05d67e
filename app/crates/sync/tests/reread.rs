//! A log that is read again brings what was missing and takes nothing away.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod desks;
mod school;

use desks::Office;
use school::CHILDREN;
use sync::log::Alarm;
use sync::members::Role;
use sync::proto::LogPage;

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
    let turn = office.desks[2].device.pull(&short, &mut office.dice).expect("it may be an honest one");
    office.desks[2].take(turn);
    assert!(office.desks[2].disk.log[&(end - 1)].payload.is_some());
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
