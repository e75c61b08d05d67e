//! Who has no good credential gets nothing, changes nothing, and learns nothing from how it is refused.

use sync::members::Role;
use sync::proto::{AckAsk, AuthAnswer, AuthAsk};
use sync::seal::AgentSecret;
use sync_worker::route::{Room, Route};

use super::address::{Request, Shows, Stage};
use super::inbox::report;
use crate::call::{Token, admitted, challenge, found, prove, push, token, with};
use crate::host::{Host, TICKET};
use crate::http::Message;
use crate::school::{CHILDREN, Device, School};

const NOTHING: (u16, &[u8]) = (401, br#"{"error":"credential"}"#);

fn is_nothing(answer: &Message, what: &str) {
    assert_eq!((answer.status(), answer.body.as_slice()), NOTHING, "{what}: {answer:?}");
}

/// Headers with which somebody tries.
pub type Try = Vec<(&'static str, String)>;

fn bearer(token: &str) -> Try {
    vec![("authorization", format!("Bearer {token}"))]
}

/// Asks at every address where this has to be shown, with each of these headers: nothing comes back and nothing is written.
/// After that the same request does what it is for, with the token of somebody who leads.
pub fn nothing_for(host: &mut dyn Host, stage: &mut Stage, lead: &Token, shows: Shows, tries: &[Try]) {
    let requests = stage.requests(host, lead);
    for request in &requests {
        if request.shows == shows {
            let before = stage.seen(host, lead, &requests);
            for headers in tries {
                let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let answer = host.send(request.method, &request.target, &headers, &request.body);
                is_nothing(&answer, &format!("{} {} with {headers:?}", request.method, request.target));
            }
            let after = stage.seen(host, lead, &requests);
            assert!(before == after, "{} {}\n{before}\n{after}", request.method, request.target);
        }
        request.is_done(host, lead);
    }
}

pub(super) fn a_proof_brings_a_token(host: &mut dyn Host) {
    let school = School::new(201);
    found(host, &school);
    let bearer = token(host, &school, &school.head);
    assert_eq!(with(host, &bearer, "GET", &school.address("head"), &[]).status(), 200);
    assert_eq!(with(host, &bearer.to_uppercase(), "GET", &school.address("head"), &[]).status(), 200);
}

pub(super) fn a_wrong_proof_brings_nothing(host: &mut dyn Host) {
    let mut school = School::new(202);
    found(host, &school);
    let stranger = Device::new(&mut school.dice);
    is_nothing(&prove(host, &school, &stranger), "a stranger");

    let nonce = [9; 32];
    let answer = challenge(host, &school, school.head.id(), nonce);
    let AuthAnswer::Challenge { challenge, .. } = AuthAnswer::decode(&answer.body).unwrap() else {
        panic!("no challenge");
    };
    let name = host.name();
    let mut check = |signer: &Device, name: &str, nonce: [u8; 32], change: fn(&mut [u8; 40])| {
        let mut challenge = challenge;
        change(&mut challenge);
        let signature = signer.secret.answer_challenge(name, school.space, &challenge, &nonce);
        let ask = AuthAsk::Prove { agent: school.head.id(), client_nonce: nonce, challenge, signature };
        is_nothing(&host.send("POST", &school.address("auth"), &[], &ask.encode()), name);
    };
    check(&stranger, &name, nonce, |_| {});
    check(&school.head, "sync.other.example", nonce, |_| {});
    check(&school.head, &name, [8; 32], |_| {});
    check(&school.head, &name, nonce, |challenge| challenge[0] ^= 1);
    check(&school.head, &name, nonce, |challenge| challenge[39] ^= 1);
}

pub(super) fn without_a_good_token_there_is_nothing(host: &mut dyn Host) {
    let (mut stage, lead) = Stage::set(host, 20_010);
    let other = School::new(204);
    found(host, &other);
    let foreign = token(host, &other, &other.head);
    let mut tries = vec![Vec::new()];
    tries.extend(["", "zz", "ab", &foreign, lead.get(2..).unwrap(), &"ab".repeat(4000), TICKET].map(bearer));
    tries.extend([&lead, TICKET].map(|words| vec![("authorization", format!("Ticket {words}"))]));
    // Whatever the token says, of whom, of which space and until when: said otherwise it is worth nothing.
    for at in (0..lead.len()).step_by(2) {
        let other = |digit| if digit == '0' { '1' } else { '0' };
        let altered = lead.char_indices().map(|(place, digit)| if place == at { other(digit) } else { digit });
        tries.push(bearer(&altered.collect::<String>()));
    }
    nothing_for(host, &mut stage, &lead, Shows::Token, &tries);
}

pub(super) fn without_a_ticket_the_operator_does_nothing(host: &mut dyn Host) {
    let (mut stage, lead) = Stage::set(host, 20_020);
    let mut tries = vec![Vec::new()];
    tries.extend([TICKET, &lead].map(bearer));
    let words = ["", "open", "spring", "spring-township-8", &format!("{TICKET}7"), &lead];
    tries.extend(words.map(|words| vec![("authorization", format!("Ticket {words}"))]));
    nothing_for(host, &mut stage, &lead, Shows::Ticket, &tries);
}

pub(super) fn a_member_gets_what_its_role_allows(host: &mut dyn Host) {
    let (mut stage, lead) = Stage::set(host, 20_030);
    let requests = stage.requests(host, &lead);
    let roles = [Role::Courier, Role::Reader, Role::Editor, Role::Admin];
    let tokens = stage.members.each_ref().map(|member| token(host, &stage.school, member));
    for request in &requests {
        for (role, bearer) in roles.iter().zip(&tokens).filter(|_| request.shows == Shows::Token) {
            let before = stage.seen(host, &lead, &requests);
            let answer = with(host, bearer, request.method, &request.target, &request.body);
            if *role < request.least {
                assert_eq!(answer.status(), 403, "{role:?} {} {}: {answer:?}", request.method, request.target);
                let after = stage.seen(host, &lead, &requests);
                assert!(before == after, "{role:?} {} {}\n{before}\n{after}", request.method, request.target);
            } else {
                assert_eq!(answer.status(), request.done, "{role:?} {} {}", request.method, request.target);
                break;
            }
        }
        if request.shows != Shows::Token {
            request.is_done(host, &lead);
        }
    }
}

pub(super) fn a_revoked_device_gets_nothing(host: &mut dyn Host) {
    let (mut stage, lead) = Stage::set(host, 20_040);
    let mut second = stage.members[3].clone();
    let theirs = token(host, &stage.school, &second);
    let save = stage.school.save(&mut second, CHILDREN, 10);
    assert_eq!(admitted(host, &stage.school, &theirs, &[save]), 7);

    let shut = stage.school.revoke(second.id());
    assert_eq!(admitted(host, &stage.school, &lead, &[shut]), 8);
    is_nothing(&prove(host, &stage.school, &second), "a proof");
    // Nor does what it wrote enter by the hand of another.
    let late = stage.school.save(&mut second, CHILDREN, 10);
    assert_eq!(push(host, &stage.school, &lead, &[late]).0, 409);
    nothing_for(host, &mut stage, &lead, Shows::Token, &[bearer(&theirs)]);
}

pub(super) fn a_school_that_is_not_listed_leaves_and_learns_nothing(host: &mut dyn Host) {
    let (mut stage, lead) = Stage::set(host, 20_050);
    let (county, other) = (stage.school.space, School::new(208));
    let unlisted = Device::new(&mut stage.school.dice).secret;
    let senders = stage.school.address("senders");
    let requests = stage.requests(host, &lead);
    let listed = |request: &Request| request.shows == Shows::Signature;
    // Before there is a list, and after the school was taken off it.
    let refused = |host: &mut dyn Host, stage: &Stage| {
        let before = stage.seen(host, &lead, &requests);
        for request in requests.iter().filter(|request| listed(request)) {
            for words in [None, Some(format!("Bearer {lead}")), Some(format!("Ticket {TICKET}"))] {
                is_nothing(&request.send(host, words.as_deref()), &request.target);
            }
        }
        assert!(before == stage.seen(host, &lead, &requests));
    };
    refused(host, &stage);
    let list = &requests.iter().find(|request| request.target == senders && request.method == "PUT").unwrap().body;
    assert_eq!(with(host, &lead, "PUT", &senders, list).status(), 200);

    let before = stage.seen(host, &lead, &requests);
    let (school, key) = &stage.sender;
    let of = vec![stage.report().name()];
    let left = |school: &School, key: &AgentSecret| report(school, key, "2026-11", 1, b"sealed to the county").encode();
    let mut unsigned = stage.report();
    unsigned.signature = [0; 64];
    for body in [left(school, &unlisted), left(&other, key), left(&other, &unlisted), unsigned.encode()] {
        is_nothing(&host.send("POST", &format!("/v1/inbox/{county}"), &[], &body), "a report");
    }
    for question in [
        AckAsk::new(county, school.space, of.clone(), &unlisted),
        AckAsk::new(county, other.space, of.clone(), key),
        AckAsk::new(other.space, school.space, of, key),
    ] {
        is_nothing(&host.send("POST", &format!("/v1/inbox/{county}/acks"), &[], &question.encode()), "a question");
    }
    assert!(before == stage.seen(host, &lead, &requests));
    requests.iter().filter(|request| listed(request)).for_each(|request| request.is_done(host, &lead));
    assert_eq!(with(host, &lead, "PUT", &senders, &[]).status(), 200);
    refused(host, &stage);
}

pub(super) fn an_invitation_that_is_not_open_is_none(host: &mut dyn Host) {
    let (mut stage, lead) = Stage::set(host, 20_060);
    let [expired, withdrawn, used, unknown] = [[1; 16], [2; 16], [3; 16], [4; 16]];
    let mut changes = vec![stage.school.invite(expired, 1)];
    for (invite, is_used) in [(withdrawn, false), (used, true)] {
        changes.push(stage.school.invite(invite, u64::MAX));
        changes.push(stage.close_invitation(invite, is_used));
    }
    admitted(host, &stage.school, &lead, &changes);
    let requests = stage.requests(host, &lead);
    let before = stage.seen(host, &lead, &requests);
    for invite in [expired, withdrawn, used, unknown] {
        let (target, body) = (stage.mailbox(invite), stage.joining(invite).encode());
        is_nothing(&host.send("PUT", &target, &[], &body), &target);
        is_nothing(&with(host, &lead, "PUT", &target, &body), &target);
        assert_eq!(with(host, &lead, "GET", &target, &[]).status(), 404);
    }
    assert!(before == stage.seen(host, &lead, &requests));
    requests.iter().for_each(|request| request.is_done(host, &lead));
}

pub(super) fn a_stranger_learns_no_spaces(host: &mut dyn Host) {
    let (mut stage, lead) = Stage::set(host, 20_070);
    let not_there = School::new(207);
    // A number that was not shown yet is not there for anybody, as a list that nobody made.
    let asks = |request: &&Request| {
        let is_number = matches!(request.route(), Route::Space(_, Room::Welcome(_)));
        matches!(request.shows, Shows::Token | Shows::Signature) || is_number
    };
    for here in stage.requests(host, &lead).iter().filter(asks) {
        let target = here.target.replace(&stage.school.space.to_string(), &not_there.space.to_string());
        let nowhere = Request { target, ..here.clone() };
        for words in [None, Some(format!("Bearer {}", "00".repeat(90)))] {
            let [here, nowhere] = [here, &nowhere].map(|request| request.send(host, words.as_deref()));
            is_nothing(&here, &nowhere.first);
            assert_eq!((here.status(), here.body, here.headers), (nowhere.status(), nowhere.body, nowhere.headers));
        }
    }
}
