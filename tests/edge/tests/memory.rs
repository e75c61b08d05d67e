//! The contract in memory, and what only a clock that can be set and a disk that can fail show.

#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

use edge::call::{admitted, found, head, push, token, with};
use edge::contract::address::{Shows, Stage};
use edge::contract::credentials::nothing_for;
use edge::contract::malformed::storm;
use edge::contract::{ALL, LIMITS};
use edge::host::{Host, InMemory};
use edge::school::{CHILDREN, School};
use sync::admit::{Refused, TOKEN_MS};
use sync::proto::{PushAnswer, part_id};
use sync_worker::limits::Limits;
use sync_worker::route::{Room, Route};

#[test]
fn the_contract_holds_in_memory() {
    let limits = Limits::from_words(LIMITS).unwrap();
    for (sentence, ask) in ALL {
        println!("{sentence}");
        ask(&mut InMemory::new(limits));
    }
    // Also one after the other on one server, as it is asked of the runtime.
    let mut shared = InMemory::new(limits);
    for (_, ask) in ALL {
        ask(&mut shared);
    }
}

fn founded(limits: Limits, seed: u64) -> (InMemory, School, String) {
    let mut host = InMemory::new(limits);
    let school = School::new(seed);
    assert_eq!(found(&mut host, &school).status(), 201);
    let bearer = token(&mut host, &school, &school.head);
    (host, school, bearer)
}

#[test]
fn a_token_is_good_for_a_quarter_of_an_hour_at_every_address() {
    let mut host = InMemory::new(Limits::from_words(LIMITS).unwrap());
    let (mut stage, old) = Stage::set(&mut host, 1000);
    let start = host.machine.now_ms;
    host.machine.now_ms = start + TOKEN_MS;
    let requests = stage.requests(&mut host, &old);
    for request in requests.iter().filter(|request| request.shows == Shows::Token) {
        // Something else may be wrong with it as long as what comes before it was not sent.
        assert_ne!(request.send(&mut host, Some(&format!("Bearer {old}"))).status(), 401, "{}", request.target);
    }
    for after_ms in [TOKEN_MS + 1, 10 * 365 * 86_400_000] {
        let mut host = InMemory::new(Limits::from_words(LIMITS).unwrap());
        let (mut stage, old) = Stage::set(&mut host, 1000);
        host.machine.now_ms = start + after_ms;
        let lead = token(&mut host, &stage.school, &stage.school.head);
        let late = vec![("authorization", format!("Bearer {old}"))];
        nothing_for(&mut host, &mut stage, &lead, Shows::Token, &[late]);
    }
    // Nor is one good before it was made: a clock that was put back makes none last longer.
    let mut host = InMemory::new(Limits::from_words(LIMITS).unwrap());
    let (mut stage, early) = Stage::set(&mut host, 1000);
    host.machine.now_ms = start - 1;
    let lead = token(&mut host, &stage.school, &stage.school.head);
    nothing_for(&mut host, &mut stage, &lead, Shows::Token, &[vec![("authorization", format!("Bearer {early}"))]]);
}

#[test]
fn thousands_of_malformed_requests_harm_nothing() {
    storm(&mut InMemory::new(Limits::from_words("pushes=60000 asks=60000 tries=60000").unwrap()), 2000);
}

/// What one agent, one listed school or one invitation may ask in a minute.
const ASKS: u32 = 12;

#[test]
fn whoever_asks_too_often_is_told_when_to_come_back_at_every_address() {
    let mut host = InMemory::new(Limits { asks: ASKS, ..Limits::default() });
    let (mut stage, lead) = Stage::set(&mut host, 1010);
    let requests = stage.requests(&mut host, &lead);
    let told = br#"{"error":"too_often","retry_after":5}"#;
    for request in &requests {
        let in_a_space = matches!(request.route(), Route::Space(..) | Route::Code(_));
        // Everybody has a whole minute's share again, and nobody's token is over.
        host.machine.now_ms += 60_000;
        let lead = token(&mut host, &stage.school, &stage.school.head);
        host.machine.now_ms += 60_000;
        let (words, other) = (request.words(&lead), token(&mut host, &stage.school, &stage.members[3]));
        if matches!(request.route(), Route::Space(_, Room::Auth)) {
            // The challenge of long ago brings nothing, and counts.
            request.send(&mut host, None);
        } else {
            request.is_done(&mut host, &lead);
        }
        if !in_a_space {
            continue;
        }
        for asked in 1..ASKS {
            let status = request.send(&mut host, words.as_deref()).status();
            assert_ne!(status, 429, "{} {} after {asked}", request.method, request.target);
        }
        for _ in 0..3 {
            let answer = request.send(&mut host, words.as_deref());
            assert_eq!((answer.status(), answer.body.as_slice()), (429, told.as_slice()), "{}", request.target);
            assert_eq!(answer.header("retry-after"), Some("5"));
        }
        // It is the share of that one, and somebody else has another.
        let answer = with(&mut host, &other, "GET", &stage.school.address("head"), &[]);
        assert_eq!(answer.status(), 200, "{}", request.target);
        host.machine.now_ms += 5_000;
        assert_ne!(request.send(&mut host, words.as_deref()).status(), 429, "{}", request.target);
        assert_eq!(request.send(&mut host, words.as_deref()).status(), 429, "{}", request.target);
    }
}

#[test]
fn a_full_space_says_so_and_loses_nothing() {
    let (mut host, mut school, bearer) = founded(Limits { log: 3000, parts: 10, ..Limits::default() }, 2);
    let mut device = school.head.clone();
    let small = school.save(&mut device, CHILDREN, 10);
    assert_eq!(admitted(&mut host, &school, &bearer, std::slice::from_ref(&small)), 2);
    let large = school.save(&mut device, CHILDREN, 3000);
    let used = (school.founding.size() + small.size()) as u64;
    let answer = push(&mut host, &school, &bearer, &[large]);
    assert_eq!(answer, (507, PushAnswer::Refused(Refused::Quota { used, limit: 3000 })));
    assert_eq!(head(&mut host, &school, &bearer).head.seq, 2);
    // What was there before is still acknowledged.
    assert_eq!(admitted(&mut host, &school, &bearer, &[small]), 2);

    let mut put = |bytes: &[u8]| {
        let name: String = part_id(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let answer = with(&mut host, &bearer, "PUT", &school.address(&format!("part/{name}")), bytes);
        (answer.status(), String::from_utf8(answer.body).unwrap())
    };
    assert_eq!(put(b"1234567").0, 201);
    assert_eq!(put(b"7654321"), (507, r#"{"error":"full","used":7,"limit":10}"#.to_owned()));
    assert_eq!(put(b"123").0, 201);
}

#[test]
fn whoever_pushes_too_often_is_told_when_to_come_back() {
    let (mut host, mut school, bearer) = founded(Limits { pushes: 2, ..Limits::default() }, 3);
    let mut device = school.head.clone();
    let saves: Vec<_> = (0..3).map(|_| school.save(&mut device, CHILDREN, 10)).collect();
    admitted(&mut host, &school, &bearer, &saves[..1]);
    admitted(&mut host, &school, &bearer, &saves[1..2]);
    let answer = with(&mut host, &bearer, "POST", &school.address("push"), &edge::school::push_body(&saves[2..]));
    assert_eq!((answer.status(), answer.header("retry-after")), (429, Some("30")));
    let refused = PushAnswer::decode(&answer.body).unwrap();
    assert_eq!(refused, PushAnswer::Refused(Refused::Rate { after_s: 30 }));
    host.machine.now_ms += 30_000;
    assert_eq!(admitted(&mut host, &school, &bearer, &saves[2..]), 4);
}

#[test]
fn a_write_that_fails_leaves_the_space_as_it_was() {
    let (mut host, mut school, bearer) = founded(Limits::default(), 4);
    let mut device = school.head.clone();
    let save = school.save(&mut device, CHILDREN, 10);
    // The head's next change stands behind its save in its chain.
    school.head = device;
    let join = school.join(sync::members::Role::Editor, &[CHILDREN]).1;
    let batch = [save, join];
    let before = head(&mut host, &school, &bearer);
    let rows = host.spaces.get_mut(&school.space).unwrap().store_mut().len();
    host.spaces.get_mut(&school.space).unwrap().store_mut().fail(1);
    let answer = with(&mut host, &bearer, "POST", &school.address("push"), &edge::school::push_body(&batch));
    assert_eq!((answer.status(), answer.header("retry-after")), (503, Some("5")));
    assert_eq!(host.spaces.get_mut(&school.space).unwrap().store_mut().len(), rows);
    assert_eq!(head(&mut host, &school, &bearer).head, before.head);
    assert_eq!(admitted(&mut host, &school, &bearer, &batch), 3);
    assert_eq!(host.send("GET", "/health", &[], &[]).status(), 200);
}

#[test]
fn a_short_code_is_good_for_ten_minutes_and_tries_are_counted() {
    let (mut host, school, bearer) = founded(Limits { tries: 3, codes: 1, ..Limits::default() }, 5);
    let own = |room: u16| school.address(&format!("code/{room:03}"));
    assert_eq!(with(&mut host, &bearer, "PUT", &own(7), &[1; 33]).status(), 201);
    assert_eq!(with(&mut host, &bearer, "PUT", &own(8), &[1; 33]).status(), 409);
    // Whoever goes through the rooms uses up the share of all, and is told when to come back.
    for room in [1, 2, 3] {
        assert_eq!(host.send("POST", &format!("/v1/code/{room:03}"), &[], &[2; 33]).status(), 404);
    }
    let answer = host.send("POST", "/v1/code/007", &[], &[2; 33]);
    assert_eq!((answer.status(), answer.header("retry-after")), (429, Some("20")));
    host.machine.now_ms += 20_000;
    assert_eq!(host.send("POST", "/v1/code/007", &[], &[2; 33]).status(), 201);
    host.machine.now_ms += 10 * 60_000 - 20_000;
    let proof = [[2; 33].as_slice(), &[3; 32]].concat();
    assert_eq!(host.send("PUT", "/v1/code/007", &[], &proof).status(), 200);
    host.machine.now_ms += 1;
    assert_eq!(host.send("PUT", "/v1/code/007", &[], &proof).status(), 404);
    assert_eq!(host.send("POST", "/v1/code/007", &[], &[2; 33]).status(), 404);
    // What is over makes room for the next.
    let bearer = token(&mut host, &school, &school.head);
    assert_eq!(with(&mut host, &bearer, "PUT", &own(8), &[1; 33]).status(), 201);
    assert_eq!(with(&mut host, &bearer, "GET", &own(7), &[]).status(), 404);
}
