//! What a member brings back to a server that was set back. Every log that ends somewhere may be one that once went on.

use sync::admit::Refused;
use sync::log::{Entry, LogHead};
use sync::members::Role;
use sync::proto::{LogAsk, LogPage, PushAnswer};
use sync::seal::Sealed;

use crate::call::{Token, admitted, found, head, page, pull, token, with};
use crate::host::Host;
use crate::school::{CHILDREN, School};

fn refill(host: &mut dyn Host, school: &School, bearer: &Token, page: &LogPage) -> (u16, PushAnswer) {
    let answer = with(host, bearer, "POST", &school.address("refill"), &page.encode());
    (answer.status(), PushAnswer::decode(&answer.body).unwrap())
}

/// What once came after an end, at these times.
pub(super) fn after(end: &LogPage, envelopes: &[Sealed], times: &[u64]) -> LogPage {
    let mut head = end.head;
    let mut entries = Vec::new();
    for (sealed, srv_ms) in envelopes.iter().zip(times) {
        head = head.then(*srv_ms, &sealed.hash());
        let payload = Some(sealed.payload().to_vec());
        entries.push(Entry { seq: head.seq, srv_ms: *srv_ms, outside: sealed.outside().clone(), payload });
    }
    let LogHead { seq: since, hash: since_hash, .. } = end.head;
    LogPage { since, since_hash, head, entries, ..end.clone() }
}

pub(super) fn what_was_lost_comes_back_to_its_places(host: &mut dyn Host) {
    let mut school = School::new(701);
    found(host, &school);
    let lead = token(host, &school, &school.head.clone());
    let (mut teacher, joined) = school.join(Role::Editor, &[CHILDREN]);
    let (reader, joined_too) = school.join(Role::Reader, &[CHILDREN]);
    admitted(host, &school, &lead, &[joined, joined_too]);
    let (bearer, looks_on) = (token(host, &school, &teacher), token(host, &school, &reader));
    let saves: Vec<_> = (0..4).map(|_| school.save(&mut teacher, CHILDREN, 40)).collect();
    let ask = LogAsk { since: 3, limit: 10, payloads_after: 0 };
    let end = page(host, &school, &bearer, &ask);
    let (first, now) = (end.head.srv_ms, end.server_ms);
    let times = [first, first, first, now];
    let honest = after(&end, &saves, &times);
    // Nobody who may not write, nothing that does not follow, nothing without its payload, no time of before or of tomorrow.
    let stranger = with(host, &"00".repeat(40), "POST", &school.address("refill"), &honest.encode());
    assert_eq!(stranger.status(), 401);
    assert_eq!(refill(host, &school, &looks_on, &honest), (403, PushAnswer::Refused(Refused::Stranger)));
    let mut elsewhere = honest.clone();
    elsewhere.since_hash[0] ^= 1;
    let mut bare = honest.clone();
    bare.entries[1].payload = None;
    let mut short = honest.clone();
    short.entries.remove(1);
    let other = |seq| (409, PushAnswer::Refused(Refused::OtherLog { seq }));
    for (wrong, expected) in [
        (elsewhere, other(3)),
        (bare, (413, PushAnswer::Refused(Refused::TooLarge))),
        (after(&end, &saves, &[first - 1, first, first, first]), other(4)),
        (after(&end, &saves, &[first, now + 3_600_000, now + 3_600_000, now + 3_600_000]), other(5)),
        (LogPage { entries: Vec::new(), ..honest.clone() }, (413, PushAnswer::Refused(Refused::TooLarge))),
    ] {
        assert_eq!(refill(host, &school, &bearer, &wrong), expected);
    }
    let gap = refill(host, &school, &bearer, &short).1;
    assert!(matches!(gap, PushAnswer::Refused(Refused::Gap { .. })), "{gap:?}");
    assert_eq!(head(host, &school, &bearer).head.seq, 3, "nothing of all that was written");
    // The log is the one that was there: same places, same times, same hash.
    let answer = (200, PushAnswer::Admitted { head: honest.head, repeated: 0 });
    assert_eq!(refill(host, &school, &bearer, &honest), answer);
    let (entries, _) = pull(host, &school, &bearer);
    assert_eq!(entries[3..].iter().map(|entry| entry.srv_ms).collect::<Vec<_>>(), times);
    assert_eq!(head(host, &school, &bearer).head, honest.head);
    // A second device that brings the same is told that the log is further on.
    assert_eq!(refill(host, &school, &bearer, &honest), other(3));
    // And it goes on.
    let next = school.save(&mut teacher, CHILDREN, 40);
    assert_eq!(admitted(host, &school, &bearer, &[next]), 8);
}

pub(super) fn a_change_of_members_that_was_lost_counts_again(host: &mut dyn Host) {
    let mut school = School::new(702);
    found(host, &school);
    let lead = token(host, &school, &school.head.clone());
    let (mut teacher, joined) = school.join(Role::Editor, &[CHILDREN]);
    admitted(host, &school, &lead, &[joined]);
    let bearer = token(host, &school, &teacher);
    let save = school.save(&mut teacher, CHILDREN, 40);
    let revoked = school.revoke(teacher.id());
    let late = school.save(&mut teacher, CHILDREN, 40);
    let ask = LogAsk { since: 2, limit: 10, payloads_after: 0 };
    let end = page(host, &school, &lead, &ask);
    let at = end.head.srv_ms;
    // What was never let in does not come back either.
    let more = after(&end, &[save.clone(), revoked.clone(), late], &[at; 3]);
    assert!(matches!(refill(host, &school, &lead, &more).1, PushAnswer::Refused(Refused::Member { .. })));
    assert_eq!(refill(host, &school, &lead, &after(&end, &[save, revoked], &[at; 2])).0, 200);
    assert_eq!(with(host, &bearer, "GET", &school.address("head"), &[]).status(), 401);
}
