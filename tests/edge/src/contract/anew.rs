//! A space that a server has lost altogether, brought back by a device that has its log. A server that has never known a
//! space is one that has lost it.

use sync::admit::Refused;
use sync::log::{Entry, LogHead};
use sync::members::{MemberError, Role};
use sync::proto::{LogPage, PushAnswer};
use sync::seal::Sealed;

use crate::call::{admitted, challenge, found, head, pull, token};
use crate::dice::Dice;
use crate::host::{Host, TICKET};
use crate::http::Message;
use crate::school::{CHILDREN, Device, School};

/// When it all happened.
const FIRST_MS: u64 = 1_780_000_000_000;

/// A school with a teacher and what he has saved: every page of its log.
fn grown(seed: u64) -> (School, Device, LogPage) {
    let mut school = School::new(seed);
    let (mut teacher, joined) = school.join(Role::Editor, &[CHILDREN]);
    let mut log = vec![school.founding.clone(), joined];
    log.extend((0..4).map(|_| school.save(&mut teacher, CHILDREN, 40)));
    let page = page_of(&log, 0, log.len());
    (school, teacher, page)
}

/// A part of a log as a device brings it: it names the end of the whole.
pub(super) fn page_of(log: &[Sealed], from: usize, to: usize) -> LogPage {
    let mut head = LogHead::default();
    let mut before = head;
    let mut entries = Vec::new();
    for (at, sealed) in log.iter().enumerate() {
        if at == from {
            before = head;
        }
        let srv_ms = FIRST_MS + at as u64;
        head = head.then(srv_ms, &sealed.hash());
        let payload = Some(sealed.payload().to_vec());
        entries.push(Entry { seq: head.seq, srv_ms, outside: sealed.outside().clone(), payload });
    }
    let entries = entries[from..to].to_vec();
    LogPage { since: before.seq, since_hash: before.hash, head, generation: [7; 16], server_ms: 0, entries }
}

fn part(page: &LogPage, from: usize, to: usize) -> LogPage {
    let log: Vec<Sealed> = page.entries.iter().filter_map(Entry::sealed).collect();
    page_of(&log, from, to)
}

fn bring(host: &mut dyn Host, school: &School, page: &LogPage) -> (u16, PushAnswer) {
    let answer = put(host, school, Some(TICKET), &page.encode());
    (answer.status(), PushAnswer::decode(&answer.body).unwrap())
}

fn put(host: &mut dyn Host, school: &School, ticket: Option<&str>, body: &[u8]) -> Message {
    let ticket = ticket.map(|ticket| format!("Ticket {ticket}"));
    let headers: Vec<(&str, &str)> = ticket.iter().map(|text| ("authorization", text.as_str())).collect();
    host.send("PUT", &format!("/v1/spaces/{}", school.space), &headers, body)
}

fn here(head: LogHead) -> (u16, PushAnswer) {
    (200, PushAnswer::Admitted { head, repeated: 0 })
}

pub(super) fn what_was_lost_altogether_comes_back(host: &mut dyn Host) {
    let (mut school, mut teacher, whole) = grown(711);
    // Only with the operator's word, only what begins a log, and that of this space.
    assert_eq!(put(host, &school, None, &whole.encode()).status(), 401);
    assert_eq!(put(host, &school, Some("spring"), &whole.encode()).status(), 401);
    assert_eq!(put(host, &school, Some(TICKET), b"<html>").status(), 400);
    let other = grown(712).2;
    for wrong in [part(&whole, 1, 6), other, LogPage { entries: Vec::new(), ..whole.clone() }] {
        assert_eq!(put(host, &school, Some(TICKET), &wrong.encode()).status(), 409);
    }
    let tomorrow = LogPage {
        entries: whole.entries.iter().map(|entry| Entry { srv_ms: u64::MAX / 2, ..entry.clone() }).collect(),
        ..whole.clone()
    };
    assert_eq!(bring(host, &school, &tomorrow).1, PushAnswer::Refused(Refused::OtherLog { seq: 1 }));
    // Page by page; until the last one is here the space answers nobody.
    let (first, rest) = (part(&whole, 0, 3), part(&whole, 3, 6));
    let (status, PushAnswer::Admitted { head: after_first, .. }) = bring(host, &school, &first) else {
        panic!("not taken");
    };
    assert_eq!((status, after_first.seq), (200, 3));
    let busy = challenge(host, &school, teacher.id(), [9; 32]);
    assert_eq!((busy.status(), busy.header("retry-after")), (503, Some("5")));
    // Said again it is the same, and what does not follow is not taken.
    assert_eq!(bring(host, &school, &first), here(after_first));
    // Nobody ends it by a word: not with an empty page, not with a log that is shorter.
    let empty = LogPage { entries: Vec::new(), head: LogHead::default(), ..first.clone() };
    assert_eq!(put(host, &school, Some(TICKET), &empty.encode()).status(), 400);
    let two: Vec<Sealed> = whole.entries[..2].iter().filter_map(Entry::sealed).collect();
    assert_eq!(bring(host, &school, &page_of(&two, 0, 2)), here(after_first));
    assert_eq!(challenge(host, &school, teacher.id(), [9; 32]).status(), 503);
    assert!(matches!(bring(host, &school, &part(&whole, 4, 6)).1, PushAnswer::Refused(Refused::OtherLog { .. })));
    assert_eq!(bring(host, &school, &rest), here(whole.head));
    // It is the log that there was: its places, times and hashes; and it goes on.
    let bearer = token(host, &school, &teacher);
    let (entries, _) = pull(host, &school, &bearer);
    assert_eq!(entries, whole.entries);
    assert_eq!(head(host, &school, &bearer).head, whole.head);
    assert_ne!(head(host, &school, &bearer).generation, whole.generation, "the storage is another one");
    let next = school.save(&mut teacher, CHILDREN, 40);
    assert_eq!(admitted(host, &school, &bearer, &[next]), 7);
    // What is here is not brought once more, and a founding of long ago is not taken for a new one.
    assert_eq!(bring(host, &school, &whole).1, PushAnswer::Refused(Refused::Founding));
    assert_eq!(found(host, &school).status(), 201);
    assert_eq!(head(host, &school, &bearer).head.seq, 7);
}

pub(super) fn nothing_unsigned_comes_back(host: &mut dyn Host) {
    let (mut school, mut teacher, whole) = grown(714);
    // Another payload is no envelope of anybody; a stranger's envelope is signed by nobody whom the log names.
    let mut altered = whole.clone();
    altered.entries[3].payload = Some(vec![7; 40]);
    assert_eq!(put(host, &school, Some(TICKET), &altered.encode()).status(), 413);
    let (mut stranger, _) = school.join(Role::Editor, &[CHILDREN]);
    let forged = school.save(&mut stranger, CHILDREN, 40);
    let mut log: Vec<Sealed> = whole.entries.iter().filter_map(Entry::sealed).collect();
    log.push(forged);
    let unknown = Refused::Member { agent: stranger.id(), dseq: 1, error: MemberError::Unknown(stranger.id()) };
    assert_eq!(bring(host, &school, &page_of(&log, 0, 7)).1, PushAnswer::Refused(unknown));
    // Nor does anything come back in another order, or with a time before that of what stands before it.
    let mut back = whole.clone();
    back.entries[4].srv_ms = FIRST_MS - 1;
    assert_eq!(bring(host, &school, &back).1, PushAnswer::Refused(Refused::OtherLog { seq: 5 }));
    let mut swapped = whole.clone();
    swapped.entries.swap(3, 4);
    assert!(put(host, &school, Some(TICKET), &swapped.encode()).status() >= 400);
    assert_eq!(bring(host, &school, &whole), here(whole.head));
    let bearer = token(host, &school, &teacher);
    assert_eq!(head(host, &school, &bearer).head, whole.head);
    let next = school.save(&mut teacher, CHILDREN, 40);
    assert_eq!(admitted(host, &school, &bearer, &[next]), 7);
}

pub(super) fn pages_that_are_cut_or_longer_harm_nothing(host: &mut dyn Host) {
    let (school, teacher, whole) = grown(715);
    let mut dice = Dice::new(716);
    for good in [part(&whole, 0, 3), part(&whole, 3, 6)] {
        let bytes = good.encode();
        for _ in 0..60 {
            let cut = &bytes[..dice.below(bytes.len() as u64) as usize];
            let longer = [&bytes[..], &dice.bytes(1 + dice.clone().below(40) as usize)].concat();
            for wrong in [cut, &longer] {
                assert_eq!(put(host, &school, Some(TICKET), wrong).status(), 400);
            }
        }
        assert_eq!(bring(host, &school, &good).0, 200);
    }
    let bearer = token(host, &school, &teacher);
    assert_eq!(pull(host, &school, &bearer).0, whole.entries);
}
