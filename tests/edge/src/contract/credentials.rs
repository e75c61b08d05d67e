//! Who has no good credential gets nothing, and learns nothing from how it is refused.

use sync::members::Role;
use sync::proto::{AuthAnswer, AuthAsk, part_id};

use crate::call::{admitted, challenge, found, prove, push, token, with};
use crate::host::Host;
use crate::http::Message;
use crate::school::{CHILDREN, Device, School, push_body};

const NOTHING: (u16, &[u8]) = (401, br#"{"error":"credential"}"#);

fn is_nothing(answer: &Message) {
    assert_eq!((answer.status(), answer.body.as_slice()), NOTHING, "{answer:?}");
}

/// Every request that needs a token, with a body that would be taken.
fn requests(school: &School) -> Vec<(&'static str, String, Vec<u8>)> {
    let part = b"a sealed part".to_vec();
    let name: String = part_id(&part).iter().map(|byte| format!("{byte:02x}")).collect();
    let part_address = school.address(&format!("part/{name}"));
    vec![
        ("POST", school.address("push"), push_body(std::slice::from_ref(&school.founding))),
        ("GET", school.address("log?since=0"), Vec::new()),
        ("GET", school.address("head"), Vec::new()),
        ("GET", school.address("ws"), Vec::new()),
        ("PUT", part_address.clone(), part),
        ("GET", part_address, Vec::new()),
        ("GET", school.address("code/555"), Vec::new()),
        ("GET", school.address("mail/00000000000000000000000000000001"), Vec::new()),
    ]
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
    is_nothing(&prove(host, &school, &stranger));

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
        is_nothing(&host.send("POST", &school.address("auth"), &[], &ask.encode()));
    };
    check(&stranger, &name, nonce, |_| {});
    check(&school.head, "sync.other.example", nonce, |_| {});
    check(&school.head, &name, [8; 32], |_| {});
    check(&school.head, &name, nonce, |challenge| challenge[0] ^= 1);
    check(&school.head, &name, nonce, |challenge| challenge[39] ^= 1);
}

pub(super) fn without_a_good_token_there_is_nothing(host: &mut dyn Host) {
    let (school, other) = (School::new(203), School::new(204));
    found(host, &school);
    found(host, &other);
    let good = token(host, &school, &school.head);
    let foreign = token(host, &other, &other.head);
    let mut altered = good.clone();
    let last = altered.pop().unwrap();
    altered.push(if last == '0' { '1' } else { '0' });
    let (long, shorter) = ("ab".repeat(4000), good.get(2..).unwrap());
    for (method, target, body) in requests(&school) {
        is_nothing(&host.send(method, &target, &[], &body));
        for bad in ["", "zz", "ab", &foreign, &altered, shorter, &long] {
            is_nothing(&with(host, bad, method, &target, &body));
        }
        is_nothing(&host.send(method, &target, &[("authorization", &format!("Ticket {good}"))], &body));
        assert_ne!(with(host, &good, method, &target, &body).status(), 401, "{method} {target}");
    }
}

pub(super) fn a_revoked_device_gets_nothing(host: &mut dyn Host) {
    let mut school = School::new(205);
    found(host, &school);
    let lead = token(host, &school, &school.head.clone());
    let (mut teacher, join) = school.join(Role::Editor, &[CHILDREN]);
    admitted(host, &school, &lead, &[join]);
    let bearer = token(host, &school, &teacher);
    let save = school.save(&mut teacher, CHILDREN, 10);
    assert_eq!(admitted(host, &school, &bearer, &[save]), 3);

    let shut = school.revoke(teacher.id());
    assert_eq!(admitted(host, &school, &lead, &[shut]), 4);
    for (method, target, body) in requests(&school) {
        is_nothing(&with(host, &bearer, method, &target, &body));
    }
    is_nothing(&prove(host, &school, &teacher));
    // Nor does what it wrote enter by the hand of another.
    let late = school.save(&mut teacher, CHILDREN, 10);
    assert_eq!(push(host, &school, &lead, &[late]).0, 409);
}

pub(super) fn a_stranger_learns_no_spaces(host: &mut dyn Host) {
    let (there, not_there) = (School::new(206), School::new(207));
    found(host, &there);
    for ((method, here, body), (_, nowhere, _)) in requests(&there).into_iter().zip(requests(&not_there)) {
        let here = host.send(method, &here, &[], &body);
        let nowhere = host.send(method, &nowhere, &[], &body);
        assert_eq!((here.status(), here.body), (nowhere.status(), nowhere.body));
    }
}
