//! What the operator allows a school, and no more of it.

use std::time::Duration;

use sync::admit::Refused;
use sync::members::Role;
use sync::proto::{PushAnswer, part_id};

use super::Bench;
use super::socket::{Frame, Socket};
use crate::call::{Token, admitted, found, push, token, with};
use crate::host::Remote;
use crate::school::{CHILDREN, School, push_body};
use crate::workerd::{Folder, Workerd};

pub(super) fn space_and_pushes_are_limited(bench: &Bench) {
    let store = Folder::new("limits").unwrap();
    let words = "log=3000 parts=10 pushes=3";
    let workerd = Workerd::start(&bench.install, store.path(), bench.client.path(), words).unwrap();
    let mut host = Remote::new(workerd.port());
    let mut school = School::new(7200);
    assert_eq!(found(&mut host, &school).status(), 201);
    let bearer = token(&mut host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let small = school.save(&mut device, CHILDREN, 10);
    let large = school.save(&mut device, CHILDREN, 3000);
    admitted(&mut host, &school, &bearer, std::slice::from_ref(&small));
    let used = (school.founding.size() + small.size()) as u64;
    let full = push(&mut host, &school, &bearer, std::slice::from_ref(&large));
    assert_eq!(full, (507, PushAnswer::Refused(Refused::Quota { used, limit: 3000 })));
    admitted(&mut host, &school, &bearer, &[small]);
    let answer = with(&mut host, &bearer, "POST", &school.address("push"), &push_body(&[large]));
    let wait: u32 = answer.header("retry-after").unwrap().parse().unwrap();
    assert_eq!(answer.status(), 429);
    assert!((1..=20).contains(&wait), "{wait}");
    let mut put = |bytes: &[u8]| {
        let name: String = part_id(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        with(&mut host, &bearer, "PUT", &school.address(&format!("part/{name}")), bytes)
    };
    assert_eq!(put(b"1234567").status(), 201);
    let refused = put(b"7654321");
    assert_eq!((refused.status(), refused.body), (507, br#"{"error":"full","used":7,"limit":10}"#.to_vec()));

    // A word that is not understood is not passed over: better no server than one with other limits.
    let misled = Workerd::start(&bench.install, store.path(), bench.client.path(), "log=lots").unwrap();
    let answer = with(&mut Remote::new(misled.port()), &bearer, "GET", &school.address("head"), &[]);
    assert_eq!(answer.status(), 500);
}

/// A school with a teacher who may look, on a server with these limits.
fn limited(bench: &Bench, store: &Folder, seed: u64, words: &str) -> (Workerd, Remote, School, [Token; 2]) {
    let workerd = Workerd::start(&bench.install, store.path(), bench.client.path(), words).unwrap();
    let mut host = Remote::new(workerd.port());
    let mut school = School::new(seed);
    found(&mut host, &school);
    let lead = token(&mut host, &school, &school.head.clone());
    let (teacher, join) = school.join(Role::Reader, &[CHILDREN]);
    admitted(&mut host, &school, &lead, &[join]);
    let bearer = token(&mut host, &school, &teacher);
    (workerd, host, school, [lead, bearer])
}

pub(super) fn so_many_sockets_are_open(bench: &Bench) {
    for most in [1, 2] {
        let store = Folder::new("sockets").unwrap();
        let words = format!("sockets={most}");
        let (workerd, mut host, mut school, [lead, bearer]) = limited(bench, &store, 7210, &words);
        let port = workerd.port();
        let mut open: Vec<_> = (0..most).map(|_| Socket::listening(port, &school, &bearer, 2).unwrap()).collect();
        // They are the school's, whoever of it asks; another school has its own.
        for token in [&bearer, &lead] {
            assert_eq!(Socket::open(port, &school, &format!("sx1, {token}")).unwrap().err(), Some(429), "{most}");
        }
        let other = School::new(7211);
        found(&mut host, &other);
        let theirs = token(&mut host, &other, &other.head);
        Socket::listening(port, &other, &theirs, 1).unwrap();
        // Those who listen are told as before.
        let mut device = school.head.clone();
        let save = school.save(&mut device, CHILDREN, 10);
        admitted(&mut host, &school, &lead, &[save]);
        for socket in &mut open {
            assert_eq!(socket.hear().unwrap(), Frame::Text("head 3".to_owned()));
        }
        // One that goes makes room for one, which the server may notice a moment later.
        drop(open.pop());
        let next = (0..100).find_map(|_| {
            std::thread::sleep(Duration::from_millis(50));
            Socket::open(port, &school, &format!("sx1, {lead}")).unwrap().ok()
        });
        assert!(next.is_some(), "no room again");
        assert_eq!(Socket::open(port, &school, &format!("sx1, {lead}")).unwrap().err(), Some(429), "{most}");
    }
}

pub(super) fn so_often_one_may_ask(bench: &Bench) {
    for most in [4, 8] {
        let store = Folder::new("asks").unwrap();
        let (_workerd, mut host, school, [lead, bearer]) = limited(bench, &store, 7220, &format!("asks={most}"));
        let mut look = |token: &Token, room: &str| with(&mut host, token, "GET", &school.address(room), &[]);
        for asked in 0..most {
            assert_eq!(look(&bearer, "head").status(), 200, "{asked} of {most}");
        }
        // A share comes back in a whole minute: this is over long before the next one.
        for room in
            ["head", "log", "ws", "inbox", "part/0000000000000000000000000000000000000000000000000000000000000000"]
        {
            let answer = look(&bearer, room);
            let after_s: u32 = answer.header("retry-after").unwrap().parse().unwrap();
            let told = format!(r#"{{"error":"too_often","retry_after":{after_s}}}"#);
            assert_eq!((answer.status(), answer.body), (429, told.into_bytes()), "{room} after {most}");
            assert!((1..=60_u32.div_ceil(most)).contains(&after_s), "{after_s}");
        }
        // Nobody else is held up by that one.
        assert_eq!(look(&lead, "head").status(), 200);
    }
}
