//! What enters a log: everything that may, once, in order, and all of a batch or nothing.

use sync::admit::Refused;
use sync::members::Role;
use sync::proto::PushAnswer;
use sync::seal::open;

use crate::call::{admitted, found, head, pull, push, token};
use crate::host::Host;
use crate::school::{CASES, CHILDREN, Device, School};

pub(super) fn what_is_pushed_is_pulled(host: &mut dyn Host) {
    let mut school = School::new(301);
    found(host, &school);
    let bearer = token(host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let saves: Vec<_> = (0..30).map(|number| school.save(&mut device, CHILDREN, number * 40)).collect();
    assert_eq!(admitted(host, &school, &bearer, &saves[..1]), 2);
    assert_eq!(admitted(host, &school, &bearer, &saves[1..]), 31);
    let (entries, _) = pull(host, &school, &bearer);
    let read: Vec<_> = entries.iter().skip(1).map(|entry| entry.sealed().unwrap()).collect();
    assert_eq!(read, saves);
    assert!(read.iter().all(|sealed| open(sealed, &school.keys).is_ok()));
}

pub(super) fn a_push_again_changes_nothing(host: &mut dyn Host) {
    let mut school = School::new(302);
    found(host, &school);
    let bearer = token(host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let saves: Vec<_> = (0..3).map(|_| school.save(&mut device, CHILDREN, 100)).collect();
    admitted(host, &school, &bearer, &saves[..2]);
    let before = head(host, &school, &bearer);
    for (batch, repeated, seq) in [(&saves[..2], 2, 3), (&saves[1..2], 1, 3), (&saves[..], 2, 4), (&saves[..], 3, 4)] {
        let (status, answer) = push(host, &school, &bearer, batch);
        let PushAnswer::Admitted { head, repeated: found } = answer else {
            panic!("{answer:?}");
        };
        assert_eq!((status, head.seq, found), (200, seq, repeated));
    }
    let after = head(host, &school, &bearer);
    assert_eq!((before.generation, before.head.seq, after.head.seq), (after.generation, 3, 4));
    assert_eq!(pull(host, &school, &bearer).0.len(), 4);
}

pub(super) fn a_batch_enters_whole_or_not_at_all(host: &mut dyn Host) {
    let mut school = School::new(303);
    found(host, &school);
    let bearer = token(host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let saves: Vec<_> = (0..4).map(|_| school.save(&mut device, CHILDREN, 100)).collect();
    let agent = device.id();
    let with_gap = [saves[0].clone(), saves[1].clone(), saves[3].clone()];
    let (status, answer) = push(host, &school, &bearer, &with_gap);
    assert_eq!((status, answer), (409, PushAnswer::Refused(Refused::Gap { agent, have: 3 })));
    assert_eq!(head(host, &school, &bearer).head.seq, 1);
    assert_eq!(admitted(host, &school, &bearer, &saves), 5);
    let none = push(host, &school, &bearer, &[]);
    assert_eq!(none, (413, PushAnswer::Refused(Refused::TooLarge)));
}

pub(super) fn forks_gaps_and_foreign_envelopes_are_refused(host: &mut dyn Host) {
    let mut school = School::new(304);
    let mut other = School::new(305);
    found(host, &school);
    let bearer = token(host, &school, &school.head.clone());
    let agent = school.head.id();
    let mut device = school.head.clone();
    let first = school.save(&mut device, CHILDREN, 10);
    let second = school.save(&mut device, CHILDREN, 10);
    // The same machine, set back by a restore card, writes something else under the same number.
    let mut restored = school.head.clone();
    let instead = school.save(&mut restored, CHILDREN, 10);
    let mut elsewhere = other.head.clone();
    let foreign = other.save(&mut elsewhere, CHILDREN, 10);
    let mut stranger = Device::new(&mut school.dice);
    let unknown = school.save(&mut stranger, CHILDREN, 10);

    let mut check = |envelope, status: u16, expected: Refused| {
        let found = push(host, &school, &bearer, &[envelope]);
        assert_eq!(found, (status, PushAnswer::Refused(expected)));
    };
    check(second, 409, Refused::Gap { agent, have: 1 });
    check(foreign, 400, Refused::Space);
    let not_a_member = sync::members::MemberError::Unknown(stranger.id());
    check(unknown, 409, Refused::Member { agent: stranger.id(), dseq: 1, error: not_a_member });
    assert_eq!(admitted(host, &school, &bearer, &[first]), 2);
    let fork = push(host, &school, &bearer, &[instead]);
    assert_eq!(fork, (409, PushAnswer::Refused(Refused::Fork { agent, dseq: 2 })));
    assert_eq!(head(host, &school, &bearer).head.seq, 2);
}

pub(super) fn a_couriers_envelopes_speak_for_themselves(host: &mut dyn Host) {
    let mut school = School::new(306);
    found(host, &school);
    let lead = token(host, &school, &school.head.clone());
    let (mut teacher, join) = school.join(Role::Editor, &[CHILDREN]);
    let (courier, let_in) = school.join(Role::Courier, &[]);
    admitted(host, &school, &lead, &[join, let_in]);
    let carried = school.save(&mut teacher, CHILDREN, 10);
    let bearer = token(host, &school, &courier);
    assert_eq!(admitted(host, &school, &bearer, &[carried]), 4);
    // What the teacher may not write does not enter by the courier either.
    let not_his = school.save(&mut teacher, CASES, 10);
    assert_eq!(push(host, &school, &bearer, &[not_his]).0, 409);
    assert_eq!(head(host, &school, &bearer).head.seq, 4);
}
