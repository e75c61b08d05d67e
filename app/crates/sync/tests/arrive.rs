//! Somebody new follows the log, says from where it is to be read, and believes nothing of what comes once more.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod desks;
mod school;

use desks::{Desk, Office, cell};
use school::{CHILDREN, Dice};
use sync::device::{Arrival, Device, DeviceError, Stretch};
use sync::log::Alarm;
use sync::members::Role;
use sync::proto::LogPage;
use sync::snapshot::{Said, Word, Words};
use sync::{SaveBuilder, SaveInfo};

const NEW: usize = 2;

/// An office with a long log, and somebody new who has followed it.
fn followed() -> Office {
    let mut office = Office::new();
    for row in 1..9 {
        office.desks[0].write(row, "在校", &mut office.dice);
    }
    office.sync(0);
    let at = office.add(Role::Editor);
    assert_eq!(at, NEW);
    let secret = office.desks[at].device.secret().clone();
    office.desks[at] = Desk::new(Device::new(office.server.members().space(), secret).arriving());
    office.desks[1].write(9, "之后", &mut office.dice);
    office.sync(1);
    office.sync(0);
    office.pull(at);
    office
}

fn past(office: &Office) -> LogPage {
    let device = &office.desks[NEW].device;
    let ask = device.ask_past().expect("something is left");
    office.server.page(&device.agent(), &ask, office.now_ms)
}

/// Takes pages of two entries until nothing is left, switched off and on in between.
fn read(office: &mut Office) {
    while let Some(ask) = office.desks[NEW].device.ask_past() {
        let ask = sync::proto::LogAsk { limit: 2, ..ask };
        let page = office.server.page(&office.desks[NEW].device.agent(), &ask, office.now_ms);
        let turn = office.desks[NEW].device.take_past(&page).expect("honest");
        let desk = &mut office.desks[NEW];
        desk.disk.keep(&turn.keep);
        desk.device = turn.next;
        assert_eq!(Device::open(&desk.disk).expect("it reads").arrival(), desk.device.arrival());
    }
}

#[test]
fn following_brings_everything_but_what_was_written() {
    let office = followed();
    let Desk { device, disk, .. } = &office.desks[NEW];
    assert_eq!((device.follower().head(), device.arrival()), (office.server.end(), Some(Arrival::Following)));
    let data = |entry: &&sync::log::Entry| entry.outside.header().kind == sync::Kind::Data;
    assert!(disk.log.values().filter(data).all(|entry| entry.payload.is_none()));
    assert!(!device.shows(CHILDREN) && device.is_arriving() && device.ask_past().is_none());
    let mut save = SaveBuilder::new();
    save.set(cell(1), "早来");
    let hlc = office.desks[0].last_hlc().next(1);
    let written = device.write(&[(CHILDREN, &save)], &SaveInfo::default(), &device.look(), hlc, &mut Dice(1));
    assert_eq!(written.err(), Some(DeviceError::NoKey(CHILDREN)));
    assert_eq!(Device::open(disk).expect("it reads").arrival(), Some(Arrival::Following));
}

#[test]
fn the_whole_log_is_read_where_there_is_no_snapshot() {
    let mut office = followed();
    let turn = office.desks[NEW].device.read_from(0).expect("it has followed");
    office.desks[NEW].take(turn);
    assert!(office.desks[NEW].device.is_unread(1) && !office.desks[NEW].device.shows(CHILDREN));
    while office.desks[NEW].device.ask_past().is_some() {
        let turn = office.desks[NEW].device.take_past(&past(&office)).expect("honest");
        office.desks[NEW].take(turn);
    }
    let desk = &office.desks[NEW];
    assert_eq!((desk.device.arrival(), desk.state.root()), (None, office.desks[0].state.root()));
    // Like any other from now on.
    office.desks[NEW].write(1, "转走", &mut office.dice);
    office.sync(NEW);
    office.sync(0);
    assert_eq!((office.desks[0].text(1), office.desks[NEW].text(9)), (Some("转走"), Some("之后")));
}

#[test]
fn the_tail_comes_before_the_past() {
    let mut office = followed();
    let end = office.server.end().seq;
    let device = &office.desks[NEW].device;
    assert!(device.read_from(end + 1).is_none());
    let turn = device.read_from(6).expect("it has followed");
    office.desks[NEW].take(turn);
    let (tail, gone) = (Stretch { at: 6, end }, Stretch { at: 0, end: 6 });
    assert_eq!(office.desks[NEW].device.arrival(), Some(Arrival::Reading { tail, past: gone }));
    assert!(office.desks[NEW].device.read_from(3).is_none(), "it is decided");
    // What was written meanwhile comes whole, and is not in the way.
    office.desks[0].write(3, "刚才", &mut office.dice);
    office.sync(0);
    office.pull(NEW);
    let turn = office.desks[NEW].device.take_past(&past(&office)).expect("honest");
    assert!(turn.folds.len() as u64 == end - 6 && !turn.next.is_arriving());
    office.desks[NEW].take(turn);
    assert!(office.desks[NEW].device.shows(CHILDREN) && !office.desks[NEW].device.has_read_all());
    assert!(!office.desks[NEW].device.settled() && office.desks[NEW].device.arrived().is_none());
    read(&mut office);
    let turn = office.desks[NEW].device.arrived().expect("all is here");
    office.desks[NEW].take(turn);
    office.desks[NEW].refold();
    let desk = &office.desks[NEW];
    assert_eq!((desk.device.arrival(), desk.state.root()), (None, office.desks[0].state.root()));
}

#[test]
fn a_snapshot_that_sank_is_replaced_by_everything() {
    let mut office = followed();
    let turn = office.desks[NEW].device.read_from(6).expect("it has followed");
    office.desks[NEW].take(turn);
    read(&mut office);
    let turn = office.desks[NEW].device.read_from(0).expect("at any time");
    office.desks[NEW].take(turn);
    assert!(office.desks[NEW].device.is_arriving());
    read(&mut office);
    office.desks[NEW].refold();
    assert_eq!(office.desks[NEW].state.root(), office.desks[0].state.root());
}

#[test]
fn what_comes_once_more_is_what_was_followed_or_an_alarm() {
    let mut office = followed();
    let turn = office.desks[NEW].device.read_from(6).expect("it has followed");
    office.desks[NEW].take(turn);
    let page = past(&office);
    let device = office.desks[NEW].device.clone();
    let check = |change: &dyn Fn(&mut LogPage), expected: Alarm| {
        let mut page = page.clone();
        change(&mut page);
        assert_eq!(device.take_past(&page).err(), Some(expected));
    };
    let data = page.entries.iter().position(|entry| entry.payload.is_some()).expect("there is one");
    let seq = page.entries[data].seq;
    check(&|page| page.entries[data].payload.as_mut().expect("payload")[9] ^= 1, Alarm::Payload { seq });
    check(&|page| page.entries[data].payload = None, Alarm::Withheld { seq });
    check(&|page| page.entries[data].srv_ms += 1, Alarm::Fork { seq });
    check(&|page| page.since_hash[0] ^= 1, Alarm::Fork { seq: 6 });
    check(&|page| page.since = 5, Alarm::Gap { after: 6 });
    check(&|page| page.entries.clear(), Alarm::Withheld { seq: 7 });
    check(&|page| drop(page.entries.remove(0)), Alarm::Gap { after: 6 });
    check(&|page| page.generation[0] ^= 1, Alarm::Generation);
    // Unless the server's log goes on: what it says next may be why.
    let mut later = page.clone();
    (later.head.seq, later.entries[data].payload) = (later.head.seq + 1, None);
    let turn = device.take_past(&later).expect("not decided yet");
    assert_eq!((turn.next.arrival(), turn.keep.entries.len()), (device.arrival(), 0));
}

#[test]
fn a_log_at_hand_is_read_as_it_is_followed() {
    let office = followed();
    let secret = office.desks[NEW].device.secret().clone();
    let device = Device::new(office.server.members().space(), secret).arriving().reading_at_once();
    assert_eq!((device.arrival(), device.ask(7).payloads_after), (None, 0));
    // Not where something was followed already.
    let begun = office.desks[NEW].device.clone().reading_at_once();
    assert_eq!(begun.arrival(), Some(Arrival::Following));
}

#[test]
fn the_newest_snapshot_is_loaded_that_somebody_else_vouched_for() {
    let mut office = followed();
    let (head, teacher) = (office.desks[0].device.agent(), office.desks[1].device.agent());
    office.pull(1);
    let mut said: Vec<Said> = Vec::new();
    let announce = |office: &mut Office, at: usize| {
        let Desk { device, state, .. } = &office.desks[at];
        let (_, turn) = device.announce(state, &mut office.dice).expect("everything is in the log");
        office.desks[at].take(turn);
        office.sync(at);
        (0..3).for_each(|other| office.pull(other));
        let entry = office.desks[at].disk.log.values().next_back().expect("the manifest").clone();
        Said::new(&entry, office.desks[NEW].device.word(&entry).expect("it reads"))
    };
    said.push(announce(&mut office, 0));
    said.push(announce(&mut office, 1));
    let follower = office.desks[NEW].device.follower().clone();
    let me = office.desks[NEW].device.agent();
    let load = |said: &[Said]| {
        let words: Words = said.iter().cloned().collect();
        words.to_load(CHILDREN, &follower, &me).map(|one| one.author)
    };
    // The head teacher let them in; the teacher is believed when somebody else says the same.
    assert_eq!((load(&[]), load(&said[1..]), load(&said)), (None, None, Some(head)));
    let manifest = said[1].manifest().expect("one").clone();
    let word = |root| Word::Attest { manifest: said[1].envelope, root };
    let attest = |author, root| Said { author, word: word(root), ..said[1].clone() };
    let with = |one: Said| load(&[said[0].clone(), said[1].clone(), one]);
    assert_eq!(with(attest(head, manifest.root)), Some(teacher));
    assert_eq!(with(attest(teacher, manifest.root)), Some(head), "one's own word is none");
    assert_eq!(with(attest(head, [1; 32])), Some(head), "it is of another state");
    // Of another log, or of a place that was not there yet.
    for wrong in [
        sync::snapshot::Manifest { log_hash: [1; 32], ..manifest.clone() },
        sync::snapshot::Manifest { seq: said[1].at, ..manifest.clone() },
    ] {
        let lie = Said { author: head, word: Word::Manifest(wrong), ..said[1].clone() };
        assert_eq!(load(&[lie]), None);
    }
}

#[test]
fn a_page_that_was_made_before_something_known_by_now_says_nothing() {
    let mut office = followed();
    let turn = office.desks[NEW].device.read_from(0).expect("it has followed");
    office.desks[NEW].take(turn);
    let slow = past(&office);
    office.desks[0].write(3, "刚才", &mut office.dice);
    office.sync(0);
    office.pull(NEW);
    let turn = office.desks[NEW].device.take_past(&slow).expect("no alarm");
    assert_eq!((turn.next.arrival(), turn.keep.entries.len()), (office.desks[NEW].device.arrival(), 0));
    while office.desks[NEW].device.ask_past().is_some() {
        let turn = office.desks[NEW].device.take_past(&past(&office)).expect("honest");
        office.desks[NEW].take(turn);
    }
    assert_eq!(office.desks[NEW].state.root(), office.desks[0].state.root());
}
