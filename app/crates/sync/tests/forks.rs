//! Two branches of a log are not joined again, however long ago they parted.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod school;

use school::{CHILDREN, School};
use sync::log::{Alarm, Entry, Follower};
use sync::proto::LogAsk;
use sync::{ChainHead, EnvelopeHash, Seen};

const ALL: LogAsk = LogAsk { since: 0, limit: 1000, payloads_after: 0 };

/// The whole log read, stored, and read back as from a disk.
fn pulled(school: &School, mut follower: Follower) -> Follower {
    let mut log = Vec::new();
    loop {
        let ask = LogAsk { since: follower.head().seq, ..ALL };
        let page = school.server.page(&school.head.id(), &ask, school.now_ms);
        if page.entries.is_empty() {
            let mut again = Follower::decode(&follower.encode()).expect("it reads back");
            again.recall(&log);
            assert_eq!(again, follower);
            return again;
        }
        follower = follower.read(&page).expect("the server is honest").0;
        log.extend(page.entries);
    }
}

/// What a follower says if a server lets in an envelope whose author claims to have seen this.
fn crossing(school: &mut School, follower: &Follower, seen: Seen) -> Result<(), Alarm> {
    let before = school.teacher.head;
    let sealed = school.teacher.write(school.space, CHILDREN, "另一支", seen, &mut school.dice);
    school.teacher.head = before;
    let ask = LogAsk { since: follower.head().seq, ..ALL };
    let mut page = school.server.page(&school.head.id(), &ask, school.now_ms);
    page.head = page.head.then(page.head.srv_ms, &sealed.hash());
    let (outside, payload) = sealed.into_parts();
    page.entries.push(Entry { seq: page.head.seq, srv_ms: page.head.srv_ms, outside, payload: Some(payload) });
    follower.read(&page).map(|_| ())
}

#[test]
fn a_branch_of_long_ago_is_found_out() {
    let mut school = School::new();
    let (space, agent) = (school.space, school.teacher.id());
    let early = school.seen();
    for _ in 0..11 {
        let batch: Vec<_> =
            (0..100).map(|_| school.teacher.write(space, CHILDREN, "在校", early.clone(), &mut school.dice)).collect();
        school.push_as_head(&batch).expect("admitted");
    }
    let follower = pulled(&school, Follower::new(space));
    assert_eq!(crossing(&mut school, &follower, early.clone()), Ok(()));
    let other = Seen { hash: [1; 32], ..early };
    let seq = other.seq;
    assert_eq!(crossing(&mut school, &follower, other), Err(Alarm::ForkSeen { agent, seq }));
}

#[test]
fn a_chain_that_was_seen_otherwise_is_found_out() {
    let mut school = School::new();
    let (agent, head) = (school.teacher.id(), school.head.id());
    let follower = pulled(&school, Follower::new(school.space));
    let founding = school.server.envelopes().next().expect("it is founded").1.hash();
    let with = |school: &School, hash| Seen { extra: vec![(head, ChainHead { dseq: 1, hash })], ..school.seen() };
    let (same, other) = (with(&school, founding), with(&school, EnvelopeHash([9; 32])));
    let seq = other.seq;
    assert_eq!(crossing(&mut school, &follower, same), Ok(()));
    assert_eq!(crossing(&mut school, &follower, other), Err(Alarm::ForkSeen { agent, seq }));
}

#[test]
fn a_record_does_not_grow_with_the_log_and_bears_a_damaged_one() {
    let mut school = School::new();
    let space = school.space;
    let seen = school.seen();
    let grow = |school: &mut School, count: usize| {
        let batch: Vec<_> =
            (0..count).map(|_| school.teacher.write(space, CHILDREN, "在校", seen.clone(), &mut school.dice)).collect();
        school.push_as_head(&batch).expect("admitted");
        pulled(school, Follower::new(space))
    };
    let short = grow(&mut school, 1).encode().len();
    let follower = grow(&mut school, 90);
    assert!(follower.encode().len() < short + 16, "{} after {short}", follower.encode().len());
    let page = school.server.page(&school.head.id(), &ALL, school.now_ms);
    let mut log = page.entries.clone();
    log.remove(7);
    let mut damaged = Follower::decode(&follower.encode()).expect("it reads back");
    damaged.recall(&log);
    assert_eq!((damaged.head(), damaged.hash_at(follower.head().seq)), (follower.head(), Some(follower.head().hash)));
    assert_eq!((damaged.hash_at(5), follower.hash_at(5).is_some()), (None, true));
    // It reads on all the same.
    let sealed = school.teacher.write(space, CHILDREN, "又一个", seen, &mut school.dice);
    school.push_as_head(&[sealed]).expect("admitted");
    let ask = LogAsk { since: follower.head().seq, ..ALL };
    let page = school.server.page(&school.head.id(), &ask, school.now_ms);
    assert!(damaged.read(&page).is_ok());
}

#[test]
fn places_that_were_kept_and_what_came_since_are_the_whole_log() {
    let mut school = School::new();
    let (space, seen) = (school.space, school.seen());
    let grow = |school: &mut School| {
        let batch: Vec<_> =
            (0..9).map(|_| school.teacher.write(space, CHILDREN, "在校", seen.clone(), &mut school.dice)).collect();
        school.push_as_head(&batch).expect("admitted");
        pulled(school, Follower::new(space))
    };
    let (early, late) = (grow(&mut school), grow(&mut school));
    let log = school.server.page(&school.head.id(), &ALL, school.now_ms).entries;
    let (places, since) = (early.places().expect("all are known"), early.head().seq as usize);
    let opened = || Follower::decode(&late.encode()).expect("it reads back");
    let mut again = opened();
    assert!(again.places().is_none(), "the ends alone");
    assert!(again.recall_on(&places, &log[since..]) && again == late);
    // What does not lead to the end is not believed: another log, a gap, damage.
    let mut other = places.clone();
    other[since * 32] ^= 1;
    for (places, log) in
        [(&other, &log[since..]), (&places, &log[since + 1..]), (&places[..40].to_vec(), &log[since..])]
    {
        let mut again = opened();
        assert!(!again.recall_on(places, log) && again == opened());
    }
}
