//! The log cut, forked, rolled back, given other times, or another log altogether.

use sync::log::{Alarm, Entry};
use sync::proto::LogPage;
use sync::{ClockQuality, Hlc, State};

use crate::desks::{Desk, cell};
use crate::school::{CHILDREN, Dice, START_MS};
use crate::{COLLEAGUE, HEAD, TEACHER};
use crate::{agent, append, author, besieged, honest, keeps, over_the_wire, seen, stopped, stopped_as_it_is, unharmed};

const YEARS_MS: u64 = 10 * 365 * 86_400_000;

#[test]
fn case_03_the_log_truncated() {
    let mut office = besieged();
    let colleague = agent(&office, COLLEAGUE);
    office.pull(COLLEAGUE);
    office.desks[COLLEAGUE].write(4, "看过全部", &mut office.dice);
    let after = (*office.desks[COLLEAGUE].device.outbox()[0]).clone();
    // Cut before the teacher saw it: whatever somebody writes who did see it says so.
    let cut = |page: &mut LogPage| {
        page.entries.clear();
        append(page, &after);
    };
    assert_eq!(stopped(&office, cut), Some(Alarm::SeenAhead { agent: colleague, dseq: 1 }));
    // Cut after the teacher saw it.
    let old = office.server.clone();
    office.sync(COLLEAGUE);
    office.pull(TEACHER);
    let device = &office.desks[TEACHER].device;
    let known = device.follower().head();
    let short = old.page(&device.agent(), &device.ask(1000), office.now_ms);
    let pull = |page: LogPage| device.pull(&over_the_wire(&page), &mut Dice(7)).err();
    assert_eq!(pull(short.clone()), Some(Alarm::Gap { after: 8 }));
    let polite = LogPage { since: 8, since_hash: known.hash, ..short };
    assert_eq!(pull(polite), Some(Alarm::Rollback { head: 7, had: 8 }));
    unharmed(office);
}

#[test]
fn case_04_two_clients_on_two_forks() {
    let mut office = besieged();
    let (head, mut fork) = (agent(&office, HEAD), office.server.clone());
    for row in [4, 5] {
        office.desks[HEAD].write(row, "甲支", &mut office.dice);
        office.sync(HEAD);
    }
    let branch: Vec<_> = office.server.envelopes().skip(7).map(|(_, sealed)| sealed.clone()).collect();
    std::mem::swap(&mut office.server, &mut fork);
    office.pull(COLLEAGUE);
    office.desks[COLLEAGUE].write(6, "乙支", &mut office.dice);
    office.sync(COLLEAGUE);
    office.pull(TEACHER);
    // The server brings one to the other: the first envelope whose author saw the fork says so.
    assert_eq!(stopped(&office, |page| append(page, &branch[0])), None);
    let both = |page: &mut LogPage| branch.iter().for_each(|sealed| append(page, sealed));
    assert_eq!(stopped(&office, both), Some(Alarm::ForkSeen { agent: head, seq: 8 }));
    // Two devices meet, with a stick: the pages on it are another log, the envelopes rest on another log.
    let device = &office.desks[TEACHER].device;
    let page = fork.page(&head, &device.ask(1000), office.now_ms);
    assert_eq!(device.pull(&over_the_wire(&page), &mut Dice(7)).err(), Some(Alarm::Fork { seq: 8 }));
    let (turn, left) = device.import(&branch[1..]).expect("nothing is forged");
    assert_eq!((left, turn.next.carried().count()), (1, 0));
    keeps(&mut office);
}

#[test]
fn case_05_the_head_rolled_back() {
    let office = besieged();
    let known = office.desks[TEACHER].device.follower().head();
    let check = |spoil: &dyn Fn(&mut LogPage), expected| assert_eq!(stopped_as_it_is(&office, spoil), Some(expected));
    let nothing = |page: &mut LogPage, seq: u64| {
        page.entries.clear();
        page.head.seq = seq;
    };
    check(&|page| nothing(page, 3), Alarm::Rollback { head: 3, had: 4 });
    check(&|page| nothing(page, 0), Alarm::Rollback { head: 0, had: 4 });
    // The same place, another log there; also behind what comes now.
    check(&|page| nothing(page, 4), Alarm::Fork { seq: 4 });
    check(&|page| page.head.hash = known.hash, Alarm::Fork { seq: 7 });
    check(&|page| page.head.seq = 6, Alarm::Fork { seq: 6 });
    check(&|page| page.since_hash = [1; 32], Alarm::Fork { seq: 4 });
    check(&|page| page.since = 3, Alarm::Gap { after: 4 });
    unharmed(office);
}

#[test]
fn case_15_lies_about_the_time() {
    let mut office = besieged();
    let check = |at: usize, srv_ms: u64, expected| {
        assert_eq!(stopped(&office, |page| page.entries[at].srv_ms = srv_ms), expected);
    };
    let times: Vec<_> = honest(&office, TEACHER).entries.iter().map(|entry| entry.srv_ms).collect();
    check(0, START_MS - 1, Some(Alarm::TimeWentBack { seq: 5 }));
    check(1, times[0] - 1, Some(Alarm::TimeWentBack { seq: 6 }));
    check(2, 0, Some(Alarm::TimeWentBack { seq: 7 }));

    // Ten years ahead, to one device alone: it is another log, and the next envelope of whoever has the true one says so.
    let mut ahead = besieged();
    ahead.desks[HEAD].write(1, "休学", &mut ahead.dice);
    ahead.sync(HEAD);
    let spoil = |page: &mut LogPage| page.entries[2..].iter_mut().for_each(|entry| entry.srv_ms += YEARS_MS);
    assert_eq!(stopped(&ahead, spoil), Some(Alarm::ForkSeen { agent: agent(&ahead, HEAD), seq: 7 }));
    unharmed(ahead);
    // To all, it cannot be told from a machine that was off for ten years. It wins nothing: a receive time only cuts the
    // author's own. So what is shown and what is in conflict is as it would be; and there is no way back from it.
    let before = office.now_ms;
    office.now_ms += YEARS_MS;
    office.desks[COLLEAGUE].write(1, "休学", &mut office.dice);
    office.sync(COLLEAGUE);
    office.pull(TEACHER);
    let (desk, space) = (&office.desks[TEACHER], office.server.members().space());
    let mut in_time = State::new(space, CHILDREN);
    for entry in desk.disk.log.values() {
        let entry = Entry { srv_ms: entry.srv_ms.min(before), ..entry.clone() };
        desk.device.refold(&entry).into_state(&mut in_time).expect("it folds");
    }
    for row in [1, 2, 3, 8] {
        assert_eq!(desk.state.get(cell(row)), in_time.get(cell(row)), "row {row}");
    }
    let versions = |state: &State| state.conflict(cell(1)).map(|conflict| conflict.versions.len());
    assert_eq!((versions(&desk.state), versions(&in_time)), (Some(2), Some(2)));
    let mut rogue = author(&office, COLLEAGUE);
    let later = rogue.write(space, CHILDREN, "后来", seen(&office), &mut Dice(5));
    let back = |page: &mut LogPage| {
        append(page, &later);
        page.entries[0].srv_ms = before;
    };
    assert_eq!(stopped(&office, back), Some(Alarm::TimeWentBack { seq: 9 }));

    // The time said with an answer: one lie moves nothing, several are called what they are, and writing goes on.
    let desk = &mut office.desks[TEACHER];
    let lie = |desk: &mut Desk| desk.device.learn_time(START_MS + 2 * YEARS_MS, START_MS);
    let quality = |desk: &Desk| desk.device.clock().quality(START_MS, None, START_MS);
    desk.device.learn_time(START_MS, START_MS);
    desk.device.learn_time(START_MS, START_MS);
    lie(desk);
    assert_eq!((desk.device.clock().offset_ms(), quality(desk)), (0, ClockQuality::Good));
    lie(desk);
    assert_eq!(quality(desk), ClockQuality::WrongYear);
    assert!(desk.state.last_hlc() < Hlc::from_ms(START_MS + YEARS_MS));
    unharmed(office);
}

#[test]
fn case_18_another_generation() {
    let mut office = besieged();
    // Set up anew: nothing is taken, not even what is true.
    assert_eq!(stopped(&office, |page| page.generation = [6; 16]), Some(Alarm::Generation));
    let empty = |page: &mut LogPage| {
        page.generation = [6; 16];
        page.entries.clear();
    };
    assert_eq!(stopped(&office, empty), Some(Alarm::Generation));
    // A person who goes on all the same is shown the same log, or none.
    let mut page = honest(&office, TEACHER);
    page.generation = [6; 16];
    let mut accepting = office.desks[TEACHER].device.follower().clone();
    accepting.accept_generation();
    let (follower, entries) = accepting.read(&over_the_wire(&page)).expect("it is the same log");
    assert_eq!((follower.head(), entries.len()), (office.server.end(), 3));
    page.since_hash = [1; 32];
    assert_eq!(accepting.read(&over_the_wire(&page)).err(), Some(Alarm::Fork { seq: 4 }));
    keeps(&mut office);
    unharmed(office);
}
