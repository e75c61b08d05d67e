//! Reports of schools to their county.

use sync::members::Role;
use sync::proto::{InboxPost, InboxReceipt, part_id};
use sync::seal::AgentSecret;

use crate::call::{admitted, found, token, with};
use crate::host::Host;
use crate::http::Message;
use crate::school::{CHILDREN, Device, School};

pub(super) fn report(school: &School, key: &AgentSecret, period: &str, revision: u32, sealed: &[u8]) -> InboxPost {
    let (period, sealed) = (period.to_owned(), sealed.to_vec());
    let mut post = InboxPost { space: school.space, period, revision, sealed, signature: [0; 64] };
    post.signature = key.sign("sx-inbox-v1", &post.message());
    post
}

/// The last place of the inbox, the name of what lies before the page, and its reports: place, and the bytes that were left.
type Page = (u64, [u8; 32], Vec<(u64, Vec<u8>)>);

fn reports(page: &Message) -> Page {
    assert_eq!(page.status(), 200);
    let (end, rest) = page.body.split_first_chunk::<8>().unwrap();
    let (before, mut rest) = rest.split_first_chunk::<32>().unwrap();
    let mut found = Vec::new();
    while let Some((head, after)) = rest.split_at_checked(24) {
        let number = |at: usize| u64::from_be_bytes(head[at..at + 8].try_into().unwrap());
        let (bytes, next) = after.split_at(usize::try_from(number(16)).unwrap());
        found.push((number(0), bytes.to_vec()));
        rest = next;
    }
    assert!(rest.is_empty());
    (u64::from_be_bytes(*end), *before, found)
}

pub(super) fn an_inbox_takes_reports_of_listed_schools(host: &mut dyn Host) {
    let (mut county, mut school, mut unlisted) = (School::new(701), School::new(702), School::new(703));
    found(host, &county);
    let lead = token(host, &county, &county.head.clone());
    let (clerk, join) = county.join(Role::Editor, &[CHILDREN]);
    admitted(host, &county, &lead, &[join]);
    let bearer = token(host, &county, &clerk);
    let key = Device::new(&mut school.dice).secret;
    let other = Device::new(&mut unlisted.dice).secret;
    let list = [&school.space.0[..], &key.keys().sign].concat();

    let senders = county.address("senders");
    assert_eq!(with(host, &bearer, "PUT", &senders, &list).status(), 403);
    assert_eq!(with(host, &lead, "PUT", &senders, &list[1..]).status(), 400);
    assert_eq!(with(host, &lead, "PUT", &senders, &[&list[..], &list].concat()).status(), 400);
    assert_eq!(with(host, &lead, "PUT", &senders, &list).status(), 200);
    assert_eq!(with(host, &lead, "GET", &senders, &[]).body, list);

    let inbox = format!("/v1/inbox/{}", county.space);
    let first = report(&school, &key, "2026-11", 1, b"sealed to the county");
    let answer = host.send("POST", &inbox, &[], &first.encode());
    let receipt = InboxReceipt::decode(&answer.body).unwrap();
    assert_eq!((answer.status(), receipt.of), (201, part_id(&first.message())));
    let again = host.send("POST", &inbox, &[], &first.encode());
    assert_eq!((again.status(), again.body), (200, answer.body));

    let mut check = |post: &InboxPost, status: u16| {
        assert_eq!(host.send("POST", &inbox, &[], &post.encode()).status(), status);
    };
    check(&report(&school, &key, "2026-11", 1, b"something else"), 409);
    check(&report(&school, &other, "2026-11", 2, b"in another's name"), 401);
    check(&report(&unlisted, &other, "2026-11", 1, b"of a stranger"), 401);
    let mut altered = report(&school, &key, "2026-11", 2, b"altered on the way");
    altered.sealed.push(0);
    check(&altered, 401);
    let second = report(&school, &key, "2026-11", 2, &[7; 600_000]);
    check(&second, 201);
    let third = report(&school, &key, "2026-12", 1, &[8; 600_000]);
    check(&third, 201);

    let mut fetch = |bearer: &str, query: &str| with(host, bearer, "GET", &county.address(query), &[]);
    assert_eq!(reports(&fetch(&bearer, "inbox")), (3, [0; 32], vec![(1, first.encode()), (2, second.encode())]));
    assert_eq!(reports(&fetch(&lead, "inbox?since=2")), (3, second.name(), vec![(3, third.encode())]));
    assert_eq!(reports(&fetch(&lead, "inbox?since=3")), (3, third.name(), Vec::new()));
    assert_eq!(reports(&fetch(&lead, "inbox?since=18446744073709551615")), (3, [0; 32], Vec::new()));
    assert_eq!(fetch("", "inbox").status(), 401);
    // A space that is not there, or lists nobody, takes nothing and does not say which it is.
    for nobody in [school.space, unlisted.space] {
        assert_eq!(host.send("POST", &format!("/v1/inbox/{nobody}"), &[], &first.encode()).status(), 401);
    }
}
