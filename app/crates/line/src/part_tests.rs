//! The lane of parts, over a server in memory: it waits for the log, and what a server says of a part stays with the part.

use std::collections::BTreeMap;

use sync::admit::memory::MemorySpace;
use sync::admit::{ServerSecret, challenge};
use sync::device::Device;
use sync::proto::{AuthAnswer, AuthAsk, LogAsk, PushAnswer, PushAsk, part_id};

use super::tests::{Count, at, device};
use crate::{Call, Heard, Line, News, Next, PartErrand, PartNews, PartTurn, Rounds, Trouble, Wish};

/// Envelopes as the sync crate admits them, parts as they were put.
#[derive(Default)]
struct Server {
    space: Option<MemorySpace>,
    parts: BTreeMap<String, Vec<u8>>,
}

impl Server {
    fn answer(&mut self, device: &Device, call: &Call, now_ms: u64) -> Heard {
        let ok = |status, body| Heard::Answer { status, retry_after_s: None, body };
        let tail = call.path.rsplit('/').next().unwrap_or_default();
        match (call.method, tail.split('?').next().unwrap_or_default()) {
            ("POST", "spaces") => {
                let founding = PushAsk::decode(&call.body).unwrap();
                let space = MemorySpace::found(&founding.envelopes[0], [1; 16], now_ms).unwrap();
                let head = space.end();
                self.space = Some(space);
                ok(201, PushAnswer::Admitted { head, repeated: 0 }.encode())
            }
            ("POST", "auth") => {
                let answer = match AuthAsk::decode(&call.body).unwrap() {
                    AuthAsk::Challenge { agent, client_nonce } => {
                        let secret = ServerSecret([5; 32]);
                        let challenge = challenge(&secret, device.space(), &agent, &client_nonce, now_ms);
                        AuthAnswer::Challenge { challenge, server_ms: now_ms }
                    }
                    AuthAsk::Prove { .. } => {
                        AuthAnswer::Token { token: vec![3; 16], expires_ms: now_ms + 900_000, server_ms: now_ms }
                    }
                };
                ok(200, answer.encode())
            }
            ("GET", "log") => {
                let ask = LogAsk::from_query(tail.split_once('?').unwrap().1).unwrap();
                ok(200, self.space.as_ref().unwrap().page(&device.agent(), &ask, now_ms).encode())
            }
            ("PUT", name) => {
                self.parts.insert(name.to_owned(), call.body.clone());
                ok(201, Vec::new())
            }
            ("GET", name) => match self.parts.get(name) {
                Some(part) => ok(200, part.clone()),
                None => ok(404, br#"{"error":"not_found"}"#.to_vec()),
            },
            other => panic!("{other:?}"),
        }
    }
}

/// A device and its line, and the server.
struct Pair {
    device: Device,
    line: Line,
    server: Server,
    now_ms: u64,
}

impl Pair {
    fn new() -> Pair {
        let line = Line::new("school.example", "word", Rounds::default());
        Pair { device: device(), line, server: Server::default(), now_ms: 1_790_000_000_000 }
    }

    /// One call about the log, answered; whether there was one.
    fn speak(&mut self) -> bool {
        let Next::Ask(call, _) = self.line.next(&self.device, at(self.now_ms), &mut Count(9)) else { return false };
        let mut next = Some(call);
        while let Some(call) = next {
            let heard = self.server.answer(&self.device, &call, self.now_ms);
            let (news, more) = self.line.heard(&mut self.device, (call.number, heard), at(self.now_ms), &mut Count(9));
            if let News::Turn(turn) = news {
                self.device = turn.next;
            }
            next = more;
        }
        true
    }

    fn even() -> Pair {
        let mut pair = Pair::new();
        while pair.speak() {}
        assert_eq!((pair.line.trouble(), pair.turn()), (None, PartTurn::Free));
        pair
    }

    fn turn(&mut self) -> PartTurn {
        self.line.part_turn(&self.device, at(self.now_ms))
    }

    /// Asks about a part and answers as told; honestly if nothing is said.
    fn part(&mut self, errand: PartErrand, lie: Option<Heard>) -> PartNews {
        let call = self.line.ask_part(&self.device, errand, self.now_ms);
        assert!(self.line.is_part(call.number));
        assert_eq!(call.credential.as_deref(), Some("Bearer 03030303030303030303030303030303"));
        assert_eq!(self.turn(), PartTurn::Speaking);
        let heard = lie.unwrap_or_else(|| self.server.answer(&self.device, &call, self.now_ms));
        self.line.heard_part(call.number, heard, self.now_ms, &mut Count(9)).unwrap()
    }
}

fn said(status: u16, body: &[u8]) -> Option<Heard> {
    Some(Heard::Answer { status, retry_after_s: None, body: body.to_vec() })
}

#[test]
fn parts_are_put_and_fetched_once_the_log_is_even() {
    let mut pair = Pair::new();
    assert_eq!(pair.turn(), PartTurn::LogFirst);
    pair = Pair::even();
    let bytes = b"sealed".to_vec();
    let name = part_id(&bytes);
    assert_eq!(pair.part(PartErrand::Get(name), None), PartNews::Absent(name));
    assert_eq!(pair.part(PartErrand::Put(name, bytes.clone()), None), PartNews::There(name));
    assert_eq!(pair.part(PartErrand::Get(name), None), PartNews::Got(name, bytes));
    // Not faster than the server's share of questions allows, so that the log keeps the rest.
    assert_eq!(pair.turn(), PartTurn::At(pair.now_ms + 150));
    // An answer to no call that is out is nobody's.
    assert_eq!(pair.line.heard_part(77, Heard::Nothing, pair.now_ms, &mut Count(9)), None);
}

#[test]
fn the_log_goes_first_and_is_not_held_up_by_a_part_that_is_out() {
    let mut pair = Pair::even();
    let name = part_id(b"sealed");
    let call = pair.line.ask_part(&pair.device, PartErrand::Get(name), pair.now_ms);
    pair.now_ms += 10_000;
    assert!(pair.speak(), "the log is looked at while a part is out");
    let heard = pair.server.answer(&pair.device, &call, pair.now_ms);
    assert_eq!(pair.line.heard_part(call.number, heard, pair.now_ms, &mut Count(9)), Some(PartNews::Absent(name)));
    // While a call about the log is out, none about a part begins.
    pair.now_ms += 10_000;
    let Next::Ask(log, _) = pair.line.next(&pair.device, at(pair.now_ms), &mut Count(9)) else { panic!("waits") };
    assert_eq!(pair.turn(), PartTurn::LogFirst);
    pair.line.heard(&mut pair.device, (log.number, Heard::Nothing), at(pair.now_ms), &mut Count(9));
    assert_eq!((pair.line.trouble(), pair.turn()), (Some(Trouble::Offline), PartTurn::LogFirst));
}

#[test]
fn a_form_that_stands_open_holds_up_the_log_and_no_part() {
    let mut pair = Pair::even();
    pair.now_ms += 10_000;
    let held = Wish { hold: true, ..at(pair.now_ms) };
    assert!(matches!(pair.line.next(&pair.device, held, &mut Count(9)), Next::Wait(_)));
    assert_eq!(pair.line.part_turn(&pair.device, held), PartTurn::Free);
}

#[test]
fn what_a_server_says_of_a_part_is_sorted_and_never_the_logs_trouble() {
    let name = part_id(b"sealed");
    let (get, put) = (PartErrand::Get(name), PartErrand::Put(name, b"sealed".to_vec()));
    let check = |errand: &PartErrand, lie, expected: PartNews, trouble| {
        let mut pair = Pair::even();
        assert_eq!(pair.part(errand.clone(), lie), expected);
        assert_eq!((pair.line.part_trouble(), pair.line.trouble()), (trouble, None));
        pair.now_ms += 150;
        let waits = matches!(pair.turn(), PartTurn::At(_));
        assert_eq!(waits, trouble.is_some(), "{expected:?}");
    };
    check(&get, said(200, b"other"), PartNews::Wrong(name), None);
    check(&get, said(404, b"<html>404</html>"), PartNews::Later, Some(Trouble::Portal));
    check(&get, said(302, b""), PartNews::Later, Some(Trouble::Portal));
    check(&get, said(200, b" <!doctype html><title>sign in</title>"), PartNews::Later, Some(Trouble::Portal));
    check(&get, Some(Heard::Nothing), PartNews::Later, Some(Trouble::Offline));
    check(&get, said(503, b""), PartNews::Later, Some(Trouble::Busy(503)));
    check(&put, said(429, b""), PartNews::Later, Some(Trouble::TooOften));
    check(&put, said(200, b""), PartNews::There(name), None);
    check(&put, said(200, b"<html>sign in</html>"), PartNews::Later, Some(Trouble::Portal));
    check(&put, said(403, br#"{"error":"forbidden"}"#), PartNews::NotAllowed, None);
    check(&put, said(403, b"<html>"), PartNews::Later, Some(Trouble::Portal));
    check(&put, said(413, b""), PartNews::Refused(name), None);
    let full = br#"{"error":"full","used":7,"limit":8}"#;
    check(&put, said(507, full), PartNews::Full { used: 7, limit: 8 }, None);
    check(&put, said(507, b"<html>"), PartNews::Later, Some(Trouble::Busy(507)));
}

#[test]
fn waits_grow_and_a_person_may_hurry() {
    let mut pair = Pair::even();
    let mut waits = Vec::new();
    for _ in 0..12 {
        pair.part(PartErrand::Get(part_id(b"sealed")), Some(Heard::Nothing));
        let PartTurn::At(until) = pair.turn() else { panic!("does not wait") };
        waits.push(until - pair.now_ms);
        pair.now_ms = until;
        while pair.speak() {}
    }
    assert!(waits.is_sorted() && waits[0] >= 2_000 && waits[11] >= 300_000, "{waits:?}");
    pair.part(PartErrand::Get(part_id(b"sealed")), Some(Heard::Nothing));
    pair.line.hurry(None);
    while pair.speak() {}
    assert_eq!((pair.turn(), pair.line.part_trouble()), (PartTurn::Free, None));
}

#[test]
fn a_token_that_is_not_accepted_any_more_is_asked_for_anew() {
    let mut pair = Pair::even();
    let name = part_id(b"sealed");
    assert_eq!(pair.part(PartErrand::Get(name), said(401, b"")), PartNews::Later);
    assert!(matches!(pair.turn(), PartTurn::At(_)), "the log asks who one is");
    pair.now_ms += 150;
    while pair.speak() {}
    assert_eq!(pair.turn(), PartTurn::Free);
    // A server that accepts none for this is not asked without end.
    assert_eq!(pair.part(PartErrand::Get(name), said(401, b"")), PartNews::Later);
    assert_eq!(pair.line.part_trouble(), Some(Trouble::Busy(401)));
    pair.line.hurry(None);
    pair.now_ms += 150;
    // One that has run out as well.
    pair.now_ms += 15 * 60_000;
    while pair.speak() {}
    assert_eq!(pair.turn(), PartTurn::Free);
}

#[test]
fn a_page_of_the_past_waits_like_a_part_and_is_for_the_device_to_judge() {
    let mut pair = Pair::even();
    let head = pair.device.follower().head();
    let ask = || PartErrand::Read(LogAsk { since: 0, limit: 10, payloads_after: 0 });
    let said = |status, body: &[u8]| Some(Heard::Answer { status, retry_after_s: None, body: body.to_vec() });
    let PartNews::Page(page) = pair.part(ask(), None) else { panic!("no page") };
    assert_eq!((page.since, page.head, page.entries.len() as u64), (0, head, head.seq));
    assert_eq!(pair.line.part_trouble(), None);
    let check = |lie: Option<Heard>, trouble| {
        let mut pair = Pair::even();
        assert_eq!((pair.part(ask(), lie), pair.line.part_trouble()), (PartNews::Later, Some(trouble)));
        assert!(matches!(pair.turn(), PartTurn::At(_)));
    };
    check(said(200, b"<html>sign in</html>"), Trouble::Portal);
    check(said(404, br#"{"error":"not_found"}"#), Trouble::Portal);
    check(said(429, b""), Trouble::TooOften);
    check(said(503, b""), Trouble::Busy(503));
    check(Some(Heard::Nothing), Trouble::Offline);
    // What the device finds wrong with it stops the line, and is said.
    pair.line.stopped(sync::log::Alarm::Withheld { seq: 1 }, pair.now_ms);
    assert_eq!(pair.line.trouble(), Some(Trouble::Stopped(crate::Stopped::Withheld)));
    assert_eq!(pair.turn(), PartTurn::LogFirst);
}
