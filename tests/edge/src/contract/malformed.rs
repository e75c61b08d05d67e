//! Bytes that are no request of a client: refused, with nothing written and the server as it was.

use sync_worker::route::{Room, Route};
use sync_worker::space::longest;

use super::address::{Request, Shows, Stage};
use crate::call::{Token, admitted, head, pull, with};
use crate::dice::Dice;
use crate::host::Host;

/// How many wrong requests are sent for each one of the table, wherever the contract is asked.
const ROUNDS: usize = 40;

/// What stands in addresses, and what does not.
const LETTERS: &[u8] = b"0123456789abcdefABF/%?&=+-_~sincelimitpayloads_after";

pub(super) fn malformed_requests_harm_nothing(host: &mut dyn Host) {
    storm(host, ROUNDS);
}

/// Sends so many wrong requests for each one of the table, each made from the right one, by somebody who may ask: whatever
/// says whose it is, is refused. Then the right one is sent, and the log goes on.
pub fn storm(host: &mut dyn Host, rounds: usize) {
    let mut dice = Dice::new(602);
    let (before, mut seed) = (failed(host), 64_000);
    let mut next_stage = |host: &mut dyn Host| {
        seed += 10;
        Ready::set(host, seed)
    };
    let count = next_stage(host).requests.len();
    for at in 0..count {
        let mut ready = next_stage(host);
        ready.reach(host, at);
        let mut taken = 0;
        for _ in 0..rounds {
            let right = &ready.requests[at];
            let wrong = changed(&mut dice, right);
            let answer = wrong.send(host, right.words(&ready.lead).as_deref());
            let is_taken = matches!(answer.status(), 200 | 201);
            let what = format!("{} {} {:?}: {answer:?}", wrong.method, wrong.target, wrong.body);
            assert!(is_taken || (400..500).contains(&answer.status()), "{what}");
            assert!(!is_taken || right.open || right.body.is_empty(), "{what}");
            taken += usize::from(is_taken);
            if is_taken && brings_a_log(right) {
                // The log is further on now, and everything else would be refused for that.
                ready.is_honest(host);
                (ready, taken) = (next_stage(host), 0);
                ready.reach(host, at);
            }
        }
        let right = &ready.requests[at];
        let status = right.send(host, right.words(&ready.lead).as_deref()).status();
        // Where something as good came first, that is there.
        let is_done = status == right.done || (right.open && taken > 0 && [200, 201, 409].contains(&status));
        assert!(is_done, "{} {}: {status}", right.method, right.target);
        ready.is_honest(host);
        ready.goes_on(host);
    }
    let last = next_stage(host);
    is_bounded(host, &last);
    assert_eq!(failed(host), before, "something failed");
}

/// A stage, and its table.
struct Ready {
    stage: Stage,
    lead: Token,
    requests: Vec<Request>,
    /// What the log held before, and may hold when all of the table was sent.
    log: (usize, usize),
}

impl Ready {
    fn set(host: &mut dyn Host, seed: u64) -> Self {
        let (mut stage, lead) = Stage::set(host, seed);
        let length = pull(host, &stage.school, &lead).0.len();
        let requests = stage.requests(host, &lead);
        Self { stage, lead, requests, log: (length, length + 2) }
    }

    /// Sends what comes before a place in the table.
    fn reach(&self, host: &mut dyn Host, at: usize) {
        self.requests[..at].iter().for_each(|request| request.is_done(host, &self.lead));
    }

    /// The log holds nothing but what its members have signed, to the end.
    fn is_honest(&self, host: &mut dyn Host) {
        let (entries, _) = pull(host, &self.stage.school, &self.lead);
        assert!((self.log.0..=self.log.1).contains(&entries.len()), "{} entries", entries.len());
        for entry in &entries[self.log.0..] {
            let author = self.stage.school.members.keys_of(&entry.outside.header().agent).unwrap();
            assert!(entry.outside.is_signed_by(&author));
        }
    }

    /// What the head saves next enters the log.
    fn goes_on(&mut self, host: &mut dyn Host) {
        for request in self.requests.iter().filter(|request| ends_in(request, "push") || ends_in(request, "refill")) {
            // What is there already is there.
            request.send(host, request.words(&self.lead).as_deref());
        }
        let save = self.stage.save();
        let end = head(host, &self.stage.school, &self.lead).head.seq;
        assert_eq!(admitted(host, &self.stage.school, &self.lead, &[save]), end + 1);
    }
}

fn ends_in(request: &Request, word: &str) -> bool {
    request.target.ends_with(word)
}

fn brings_a_log(request: &Request) -> bool {
    matches!(request.route(), Route::Anew(_) | Route::Space(_, Room::Refill))
}

/// How many requests the server has failed at. That it says so is that it lives.
fn failed(host: &mut dyn Host) -> u64 {
    let answer = host.send("GET", "/health", &[], &[]);
    assert_eq!(answer.status(), 200);
    let health: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(health["ok"], true);
    health["failed"].as_u64().unwrap()
}

/// A request that is not the right one: another body, or where there is none another address.
fn changed(dice: &mut Dice, right: &Request) -> Request {
    let mut wrong = right.clone();
    while (&wrong.body, &wrong.target) == (&right.body, &right.target) {
        if right.body.is_empty() {
            wrong.target = other_target(dice, &right.target);
        } else {
            wrong.body = other_body(dice, &right.body);
        }
    }
    wrong
}

fn place(dice: &mut Dice, end: usize) -> usize {
    usize::try_from(dice.below(end as u64)).unwrap()
}

/// Random bytes, or a right body with something wrong.
fn other_body(dice: &mut Dice, right: &[u8]) -> Vec<u8> {
    let (at, mut body) = (place(dice, right.len()), right.to_vec());
    match dice.below(8) {
        0 => dice.bytes(at + 1),
        1 => right[..at].to_vec(),
        2 => [right, &dice.bytes(1 + at % 70)].concat(),
        3 => [&right[..at], &dice.bytes(1), &right[at..]].concat(),
        4 => [&right[..at], &right[at + 1..]].concat(),
        5 => {
            // A length that says more than there is, or a number that is too large.
            let end = (at + 1 + place(dice, 9)).min(body.len());
            body[at..end].fill(0xff);
            body
        }
        _ => {
            for _ in 0..1 + dice.below(3) {
                let at = place(dice, body.len());
                body[at] ^= 1 << dice.below(8);
            }
            body
        }
    }
}

/// An address with something wrong in it, still of the protocol.
fn other_target(dice: &mut Dice, right: &str) -> String {
    let (begin, rest) = right.split_at(if right.starts_with("/v1/") { 4 } else { 1 });
    let (at, mut rest) = (place(dice, rest.len()), rest.as_bytes().to_vec());
    let letter = LETTERS[place(dice, LETTERS.len())];
    match dice.below(4) {
        0 => rest[at] = letter,
        1 => rest.insert(at, letter),
        2 => drop(rest.remove(at)),
        _ => rest.truncate(at),
    }
    format!("{begin}{}", String::from_utf8(rest).unwrap())
}

/// Addresses that take no body take none, and no other takes more than what it is for.
fn is_bounded(host: &mut dyn Host, Ready { stage, lead, requests, .. }: &Ready) {
    for request in requests.iter().filter(|request| !["GET", "HEAD"].contains(&request.method)) {
        let most = match request.route() {
            Route::Spaces => longest(&Room::Push),
            Route::Anew(_) => longest(&Room::Refill),
            Route::Space(_, room) => longest(&room),
            // Whether there is a room is asked before.
            _ => continue,
        };
        let long = Request { body: vec![1; most + 1], ..request.clone() };
        let answer = long.send(host, request.words(lead).as_deref());
        let told = format!(r#"{{"error":"too_large","limit":{most}}}"#);
        assert_eq!((answer.status(), answer.body), (413, told.into_bytes()), "{}", request.target);
    }
    // A length that names more than anybody has.
    for body in [&[1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1][..], &[1, 255, 255, 255, 127, 0]] {
        assert_eq!(with(host, lead, "POST", &stage.school.address("push"), body).status(), 400);
    }
    for request in requests.iter().filter(|request| request.shows == Shows::Token) {
        let nowhere = Request { target: stage.school.address("nowhere"), ..request.clone() };
        assert_eq!(nowhere.send(host, request.words(lead).as_deref()).status(), 404);
    }
    requests.iter().for_each(|request| request.is_done(host, lead));
}
