//! People who are no members, and bytes that are no requests.

use std::io::Write;
use std::net::TcpStream;

use super::Bench;
use super::disk::files;
use crate::call::{admitted, found, token};
use crate::dice::Dice;
use crate::host::{Host, Remote};
use crate::school::{CHILDREN, School, push_body};
use crate::workerd::Folder;

pub(super) fn strangers_do_no_harm(bench: &Bench) {
    let store = Folder::new("stranger").unwrap();
    let mut workerd = bench.start(store.path());
    let mut host = Remote::new(workerd.port());
    let mut school = School::new(7500);
    assert_eq!(found(&mut host, &school).status(), 201);
    let bearer = token(&mut host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let save = school.save(&mut device, CHILDREN, 100);

    let spaces = store.path().join("spaces");
    let before = files(&spaces).len();
    assert!(before > 0, "no file where one was looked for");
    for seed in 0..200 {
        let unknown = School::new(80_000 + seed);
        for (method, room) in [("POST", "auth"), ("POST", "push"), ("GET", "head"), ("GET", "ws"), ("GET", "log")] {
            assert_eq!(host.send(method, &unknown.address(room), &[], &[]).status(), 401);
        }
        assert_eq!(host.send("POST", "/v1/spaces", &[], &unknown.founding_body()).status(), 401);
    }
    assert_eq!(files(&spaces).len(), before, "strangers made files");

    // Bodies that are longer than they say, shorter, endless, or in chunks beyond the limit.
    let mut client = workerd.client();
    let push = format!("POST {} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {bearer}\r\n", school.address("push"));
    let endless = [
        format!("{push}transfer-encoding: chunked\r\n\r\n").into_bytes(),
        b"100000\r\n".iter().copied().chain(std::iter::repeat_n(7, 0x10_0000)).chain(*b"\r\n").collect(),
        b"0\r\n\r\n".to_vec(),
    ]
    .concat();
    assert_eq!(client.send_raw(&endless).unwrap().status(), 413);
    assert_eq!(client.send_raw(format!("{push}content-length: 99999999999\r\n\r\n").as_bytes()).unwrap().status(), 413);
    let good = push_body(std::slice::from_ref(&save));
    for length in [0, 1, good.len() / 2, good.len() - 1] {
        let mut stream = TcpStream::connect(("127.0.0.1", workerd.port())).unwrap();
        stream.write_all(format!("{push}content-length: {}\r\n\r\n", good.len()).as_bytes()).unwrap();
        stream.write_all(&good[..length]).unwrap();
    }
    // Bytes that are no request at all, and lines longer than anybody writes.
    let mut dice = Dice::new(75);
    for length in [1, 10, 1000, 100_000] {
        let mut stream = TcpStream::connect(("127.0.0.1", workerd.port())).unwrap();
        // The server may close before it has read everything.
        stream.write_all(&dice.bytes(length)).ok();
        stream.write_all(b"\r\n\r\n").ok();
    }
    for _ in 0..300 {
        let target: String = (0..dice.below(60)).map(|_| random_letter(&mut dice)).collect();
        let status = host.send("GET", &format!("/v1/s/{target}"), &[("authorization", "Bearer 00")], &[]).status();
        assert!((400..500).contains(&status), "{target} {status}");
    }
    assert!(workerd.is_alive().unwrap());
    assert_eq!(admitted(&mut host, &school, &bearer, &[save]), 2);
    let said = String::from_utf8_lossy(&workerd.said()).into_owned();
    assert!(!said.contains("started anew"), "the worker trapped: {said}");
}

fn random_letter(dice: &mut Dice) -> char {
    let letters = b"0123456789abcdef/%2e?&=since-log";
    char::from(letters[usize::try_from(dice.below(letters.len() as u64)).unwrap()])
}
