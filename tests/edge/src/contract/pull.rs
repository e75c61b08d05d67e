//! What comes out of a log: all of it, in pages, to whom it belongs.

use sync::members::Role;
use sync::proto::{LogAsk, MAX_PAGE_BYTES};

use crate::call::{admitted, found, page, pull, token};
use crate::host::Host;
use crate::school::{CASES, CHILDREN, School, places_with_payload};

pub(super) fn pages_are_bounded_and_complete(host: &mut dyn Host) {
    let mut school = School::new(401);
    found(host, &school);
    let bearer = token(host, &school, &school.head.clone());
    let mut device = school.head.clone();
    for _ in 0..6 {
        let large = school.save(&mut device, CHILDREN, 300_000);
        assert!(large.size() > 300_000);
        admitted(host, &school, &bearer, &[large]);
    }
    let (entries, pages) = pull(host, &school, &bearer);
    assert_eq!(entries.len(), 7);
    assert!((3..=7).contains(&pages), "{pages} pages");
    let first = page(host, &school, &bearer, &LogAsk { since: 0, limit: 1000, payloads_after: 0 });
    assert!(first.encode().len() <= MAX_PAGE_BYTES + 1024);
    assert!(first.more());
    let two = page(host, &school, &bearer, &LogAsk { since: 1, limit: 2, payloads_after: 0 });
    assert_eq!(two.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [2, 3]);
    // Whoever has a snapshot wants the outsides only, and they fit one page.
    let outsides = page(host, &school, &bearer, &LogAsk { since: 0, limit: 1000, payloads_after: 7 });
    assert_eq!((outsides.entries.len(), places_with_payload(&outsides)), (7, vec![1]));
}

pub(super) fn payloads_stay_within_compartments(host: &mut dyn Host) {
    let mut school = School::new(402);
    found(host, &school);
    let lead = token(host, &school, &school.head.clone());
    let (teacher, join) = school.join(Role::Reader, &[CHILDREN]);
    let (courier, let_in) = school.join(Role::Courier, &[]);
    admitted(host, &school, &lead, &[join, let_in]);
    let mut device = school.head.clone();
    let (one, two) = (school.save(&mut device, CHILDREN, 10), school.save(&mut device, CASES, 10));
    admitted(host, &school, &lead, &[one, two]);
    let all = LogAsk { since: 0, limit: 1000, payloads_after: 0 };
    let mut check = |bearer: &str, places: &[u64]| {
        let page = page(host, &school, bearer, &all);
        assert_eq!(page.entries.len(), 5);
        assert_eq!(places_with_payload(&page), places);
    };
    check(&lead, &[1, 2, 3, 4, 5]);
    let reader = token(host, &school, &teacher);
    let carrier = token(host, &school, &courier);
    let mut check = |bearer: &str, places: &[u64]| {
        let page = page(host, &school, bearer, &all);
        assert_eq!(places_with_payload(&page), places);
    };
    check(&reader, &[1, 2, 3, 4]);
    check(&carrier, &[1, 2, 3]);
    // The chain stays whole for those who read only a part.
    assert_eq!(pull(host, &school, &reader).0.len(), 5);
}

pub(super) fn a_place_beyond_the_end_shows_the_end(host: &mut dyn Host) {
    let school = School::new(403);
    found(host, &school);
    let bearer = token(host, &school, &school.head);
    for since in [2, 1 << 53, (1 << 53) + 1, u64::MAX - 1, u64::MAX] {
        let page = page(host, &school, &bearer, &LogAsk { since, limit: 10, payloads_after: 0 });
        assert_eq!((page.since, page.head.seq, page.entries.len()), (since, 1, 0));
    }
}
