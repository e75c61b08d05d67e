//! Snapshots that are none, or not of the place they are said to be, or old.

use sync::device::{Device, Turn};
use sync::log::{Alarm, Entry};
use sync::seal::{EpochKey, OpenError};
use sync::snapshot::{Manifest, ShareError, Verdict, Word, decode, may_load, open_parts, verify};
use sync::{CompartmentId, EnvelopeHash, SpaceId, State};

use crate::desks::Office;
use crate::school::{CASES, CHILDREN, Dice};
use crate::{COLLEAGUE, HEAD, TEACHER};
use crate::{agent, besieged, honest, unharmed};

/// A snapshot of the head teacher's, in the log, with its parts.
struct Shared {
    manifest: Manifest,
    parts: Vec<Vec<u8>>,
    envelope: EnvelopeHash,
}

fn share(office: &mut Office) -> Shared {
    let head = &office.desks[HEAD];
    let (parts, turn): (_, Turn) = head.device.announce(&head.state, &mut office.dice).expect("nothing is unsent");
    office.desks[HEAD].take(turn);
    office.sync(HEAD);
    let entry: Entry = office.desks[HEAD].disk.log.values().next_back().expect("the manifest").clone();
    let Some(Word::Manifest(manifest)) = office.desks[HEAD].device.word(&entry) else { unreachable!("a manifest") };
    Shared { manifest, parts, envelope: entry.outside.hash() }
}

/// The key under which it is sealed, and where it belongs.
fn place(office: &Office) -> ((SpaceId, CompartmentId), EpochKey) {
    let device = &office.desks[TEACHER].device;
    ((device.space(), CHILDREN), device.keys().get(CHILDREN, 1).expect("the key").clone())
}

/// An office whose state is larger than one shard.
fn large() -> Office {
    let mut office = besieged();
    for (row, letter) in [(20, "甲"), (21, "乙"), (22, "丙"), (23, "丁"), (24, "戊")] {
        office.desks[HEAD].write(row, &letter.repeat(80_000), &mut office.dice);
        office.sync(HEAD);
    }
    office
}

#[test]
fn case_01_two_shards_of_a_snapshot_swapped() {
    let mut office = large();
    let Shared { manifest, mut parts, .. } = share(&mut office);
    let (here, key) = place(&office);
    let load = |parts: &[Vec<u8>], manifest: &Manifest, here| {
        open_parts(manifest, parts, here, (1, &key)).map(|state| state.root()).err()
    };
    assert_eq!((parts.len(), load(&parts, &manifest, here)), (2, None));
    let elsewhere = Some(ShareError::Open(OpenError::Altered));
    assert_eq!(load(&parts, &manifest, (here.0, CASES)), elsewhere);
    assert_eq!(load(&parts, &manifest, (SpaceId([1; 16]), CHILDREN)), elsewhere);
    parts.swap(0, 1);
    assert_eq!(load(&parts, &manifest, here), Some(ShareError::Part { at: 0 }));
    // Under a manifest that names them so.
    let mut named = manifest.clone();
    named.parts.swap(0, 1);
    assert_eq!(load(&parts, &named, here), elsewhere);
    unharmed(office);
}

#[test]
fn case_13_a_snapshot_that_is_not_the_state_it_is_called() {
    let mut office = besieged();
    let Shared { manifest, parts, envelope } = share(&mut office);
    let (here, key) = place(&office);
    let load = |manifest: &Manifest, parts: &[Vec<u8>]| open_parts(manifest, parts, here, (1, &key));
    let loaded = load(&manifest, &parts).expect("it is honest");
    assert_eq!((loaded.root(), loaded.log_seq()), (manifest.root, 7));
    // Parts that are missing, more, altered, cut, or somebody else's.
    let part = Some(ShareError::Part { at: 0 });
    let other = |bytes: Vec<u8>| load(&manifest, &[bytes]).err();
    assert_eq!(load(&manifest, &[]).err(), part);
    assert_eq!(load(&manifest, &[parts[0].clone(), parts[0].clone()]).err(), Some(ShareError::Part { at: 1 }));
    for at in [0, 30, parts[0].len() - 1] {
        let mut altered = parts[0].clone();
        altered[at] ^= 1;
        assert_eq!(other(altered), part, "byte {at}");
        assert_eq!(other(parts[0][..at].to_vec()), part, "cut at {at}");
    }
    // A manifest that only a member can have sealed, and that names another state than its parts hold.
    let lie = Manifest { root: [1; 32], ..manifest.clone() };
    assert_eq!(load(&lie, &parts).err(), Some(ShareError::OtherState));
    let of_fork = Manifest { log_hash: [1; 32], ..manifest.clone() };
    assert_eq!(load(&of_fork, &parts).err(), Some(ShareError::OtherState));
    // Those who stand at the same place say so, and without another's word nobody has to load it.
    let colleague = &office.desks[COLLEAGUE].device;
    for wrong in [&lie, &of_fork] {
        let said = colleague.attest((envelope, wrong), &loaded, &mut Dice(7));
        assert!(matches!(said, Some(Err(Verdict::Wrong))));
    }
    let (members, head) = (office.server.members(), agent(&office, HEAD));
    let (teacher, colleague) = (agent(&office, TEACHER), agent(&office, COLLEAGUE));
    assert!(!may_load(members, CHILDREN, &head, &[], &teacher));
    assert!(!may_load(members, CHILDREN, &head, &[head], &teacher));
    assert!(may_load(members, CHILDREN, &head, &[colleague], &teacher));
    unharmed(office);
}

#[test]
fn case_14_an_old_snapshot_with_a_newer_tail() {
    let mut office = besieged();
    let old = share(&mut office);
    for row in 4..=6 {
        office.desks[HEAD].write(row, "后来", &mut office.dice);
    }
    office.sync(HEAD);
    let new = share(&mut office);
    office.desks[HEAD].write(7, "最后", &mut office.dice);
    office.sync(HEAD);
    let (here, key) = place(&office);
    let load = |shared: &Manifest, parts: &[Vec<u8>]| open_parts(shared, parts, here, (1, &key));
    // The old parts are not those of the new manifest, and open at no other place than their own.
    assert_eq!(load(&new.manifest, &old.parts).err(), Some(ShareError::Part { at: 0 }));
    let posing = Manifest { parts: old.manifest.parts.clone(), ..new.manifest.clone() };
    assert_eq!(load(&posing, &old.parts).err(), Some(ShareError::Open(OpenError::Altered)));

    // What is between an old snapshot and a newer tail is missed: by the log, and by the state.
    let state = load(&old.manifest, &old.parts).expect("it is honest, and old");
    let newcomer = |seq| {
        let secret = office.desks[TEACHER].device.secret().clone();
        Device::new(here.0, secret).with_snapshot(seq)
    };
    let device = newcomer(old.manifest.seq);
    let whole = office.server.page(&device.agent(), &device.ask(1000), office.now_ms);
    let mut tail = whole.clone();
    tail.entries.retain(|entry| entry.seq > new.manifest.seq);
    (tail.since, tail.since_hash) = (new.manifest.seq, new.manifest.log_hash);
    assert_eq!(device.pull(&tail, &mut Dice(7)).err(), Some(Alarm::Gap { after: 0 }));
    let mut hollow = whole.clone();
    hollow.entries.iter_mut().filter(|entry| entry.seq <= new.manifest.seq).for_each(|entry| {
        entry.payload.take_if(|_| entry.outside.header().kind == sync::Kind::Data);
    });
    let seq = whole.head.seq;
    assert_eq!(device.pull(&hollow, &mut Dice(7)).err(), Some(Alarm::Withheld { seq }));
    let told = device.pull(&whole, &mut Dice(7)).expect("it is honest").next;
    let fold = |mut state: State, after: u64| {
        for entry in whole.entries.iter().filter(|entry| entry.seq > after) {
            told.refold(entry).into_state(&mut state).expect("it folds");
        }
        state
    };
    let missed = fold(decode(&sync::snapshot::encode(&state)).expect("it reads"), new.manifest.seq);
    assert_eq!((missed.log_seq(), verify(&missed, &new.manifest)), (old.manifest.seq, Verdict::CannotTell));
    // With its own tail an old snapshot is as good as a new one.
    assert_eq!(fold(state, old.manifest.seq).root(), office.desks[HEAD].state.root());
    assert_eq!(honest(&office, TEACHER).head, whole.head);
    unharmed(office);
}
