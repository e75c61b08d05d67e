//! Two branches of a log are not joined again, however long ago they parted.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod school;

use school::{CHILDREN, School};
use sync::log::{Alarm, Entry, Follower};
use sync::proto::LogAsk;
use sync::{ChainHead, EnvelopeHash, Seen};

const ALL: LogAsk = LogAsk { since: 0, limit: 1000, payloads_after: 0 };

fn pulled(school: &School, mut follower: Follower) -> Follower {
    loop {
        let ask = LogAsk { since: follower.head().seq, ..ALL };
        let page = school.server.page(&school.head.id(), &ask, school.now_ms);
        if page.entries.is_empty() {
            return Follower::decode(&follower.encode()).expect("it reads back");
        }
        follower = follower.read(&page).expect("the server is honest").0;
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
