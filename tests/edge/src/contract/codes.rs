//! The rooms of short codes. What is said in them is any bytes here: the server cannot tell the difference.

use sync::members::Role;

use crate::call::{admitted, found, token, with};
use crate::dice::Dice;
use crate::host::Host;
use crate::http::Message;
use crate::school::{CHILDREN, School};

const HOST: [u8; 33] = [1; 33];
const GUEST: [u8; 33] = [2; 33];
const OTHER: [u8; 33] = [3; 33];

fn room(number: u16) -> String {
    format!("/v1/code/{number:03}")
}

fn own(school: &School, number: u16) -> String {
    school.address(&format!("code/{number:03}"))
}

fn proved(guest: [u8; 33], proof: u8) -> Vec<u8> {
    [guest.as_slice(), &[proof; 32]].concat()
}

fn is(answer: &Message, status: u16, body: &[u8]) {
    assert_eq!((answer.status(), answer.body.as_slice()), (status, body), "{answer:?}");
}

pub(super) fn a_room_takes_one_guest(host: &mut dyn Host) {
    let mut school = School::new(901);
    found(host, &school);
    let lead = token(host, &school, &school.head.clone());
    let (teacher, join) = school.join(Role::Editor, &[CHILDREN]);
    admitted(host, &school, &lead, &[join]);
    let bearer = token(host, &school, &teacher);

    // Only whoever leads opens one; before that there is nothing, for whoever tries.
    is(&host.send("POST", &room(901), &[], &GUEST), 404, br#"{"error":"not_found"}"#);
    assert_eq!(host.send("PUT", &own(&school, 901), &[], &HOST).status(), 401);
    assert_eq!(with(host, &bearer, "PUT", &own(&school, 901), &HOST).status(), 403);
    assert_eq!(host.send("POST", &room(901), &[], &GUEST).status(), 404, "nobody opened it");
    assert_eq!(with(host, &lead, "GET", &own(&school, 901), &[]).status(), 404);
    assert_eq!(with(host, &lead, "PUT", &own(&school, 901), &HOST[1..]).status(), 400);
    is(&with(host, &lead, "PUT", &own(&school, 901), &HOST), 201, b"");
    is(&with(host, &lead, "PUT", &own(&school, 901), &HOST), 200, b"");
    assert_eq!(with(host, &lead, "PUT", &own(&school, 901), &OTHER).status(), 409);
    is(&with(host, &lead, "GET", &own(&school, 901), &[]), 200, b"");

    // One guest; the same again is the same, another one is not heard.
    assert_eq!(host.send("PUT", &room(901), &[], &proved(GUEST, 7)).status(), 409, "a proof without a claim");
    assert_eq!(with(host, &lead, "POST", &own(&school, 901), &[9; 40]).status(), 400, "nobody to be answered");
    is(&host.send("POST", &room(901), &[], &GUEST), 201, &HOST);
    is(&host.send("POST", &room(901), &[], &GUEST), 200, &HOST);
    assert_eq!(host.send("POST", &room(901), &[], &OTHER).status(), 409);
    is(&with(host, &lead, "GET", &own(&school, 901), &[]), 200, &GUEST);
    assert_eq!(host.send("PUT", &room(901), &[], &proved(OTHER, 7)).status(), 409);
    is(&host.send("PUT", &room(901), &[], &proved(GUEST, 7)), 200, b"");
    is(&host.send("PUT", &room(901), &[], &proved(GUEST, 7)), 200, b"");
    assert_eq!(host.send("PUT", &room(901), &[], &proved(GUEST, 8)).status(), 409, "a second guess");
    is(&with(host, &lead, "GET", &own(&school, 901), &[]), 200, &proved(GUEST, 7));

    // The answer is for that guest.
    assert_eq!(with(host, &bearer, "POST", &own(&school, 901), &[9; 40]).status(), 403);
    is(&with(host, &lead, "POST", &own(&school, 901), &[9; 40]), 200, b"");
    is(&with(host, &lead, "POST", &own(&school, 901), &[9; 40]), 200, b"");
    assert_eq!(with(host, &lead, "POST", &own(&school, 901), &[8; 40]).status(), 409);
    is(&host.send("PUT", &room(901), &[], &proved(GUEST, 7)), 200, &[9; 40]);
    assert_eq!(host.send("PUT", &room(901), &[], &proved(OTHER, 7)).status(), 409);
}

pub(super) fn an_ended_code_stays_ended(host: &mut dyn Host) {
    let school = School::new(902);
    found(host, &school);
    let lead = token(host, &school, &school.head.clone());
    is(&with(host, &lead, "PUT", &own(&school, 100), &HOST), 201, b"");
    host.send("POST", &room(100), &[], &GUEST);
    host.send("PUT", &room(100), &[], &proved(GUEST, 7));
    is(&with(host, &lead, "POST", &own(&school, 100), &[]), 200, b"");
    is(&with(host, &lead, "POST", &own(&school, 100), &[]), 200, b"");
    let over = br#"{"error":"over"}"#;
    is(&host.send("PUT", &room(100), &[], &proved(GUEST, 7)), 410, over);
    is(&host.send("POST", &room(100), &[], &OTHER), 410, over);
    is(&with(host, &lead, "POST", &own(&school, 100), &[9; 40]), 410, over);
    is(&with(host, &lead, "PUT", &own(&school, 100), &HOST), 410, over);
    assert_eq!(with(host, &lead, "PUT", &own(&school, 100), &OTHER).status(), 409);
    // Ended ones count: whoever guesses gets no more of them.
    for number in 101..112 {
        assert_eq!(with(host, &lead, "PUT", &own(&school, number), &HOST).status(), 201, "{number}");
    }
    is(&with(host, &lead, "PUT", &own(&school, 112), &HOST), 409, br#"{"error":"codes","limit":12}"#);
}

pub(super) fn a_room_belongs_to_one_space(host: &mut dyn Host) {
    let (school, other) = (School::new(903), School::new(904));
    found(host, &school);
    found(host, &other);
    let (lead, head) = (token(host, &school, &school.head.clone()), token(host, &other, &other.head.clone()));
    is(&with(host, &lead, "PUT", &own(&school, 300), &HOST), 201, b"");
    assert_eq!(with(host, &head, "PUT", &own(&other, 300), &OTHER).status(), 409);
    is(&host.send("POST", &room(300), &[], &GUEST), 201, &HOST);

    let mut dice = Dice::new(905);
    for _ in 0..200 {
        let length = usize::try_from(dice.below(700)).unwrap();
        let body = dice.bytes(length);
        for method in ["POST", "PUT", "GET", "DELETE", "PATCH"] {
            for status in [
                host.send(method, &room(300), &[], &body).status(),
                host.send(method, &room(301), &[], &body).status(),
                host.send(method, &own(&school, 300), &[], &body).status(),
                with(host, &head, method, &own(&school, 300), &body).status(),
            ] {
                assert!((400..500).contains(&status), "{method} {length}: {status}");
            }
        }
    }
    assert_eq!(host.send("PUT", &room(300), &[], &vec![1; 1 << 20]).status(), 413);
    is(&host.send("PUT", &room(300), &[], &proved(GUEST, 7)), 200, b"");
}
