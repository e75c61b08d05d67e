//! Spaces come into being by a founding that the operator allows, and once.

use sync::proto::PushAnswer;

use crate::call::{admitted, found, head, token};
use crate::host::{Host, TICKET};
use crate::school::{CHILDREN, School, push_body};

fn health(host: &mut dyn Host) -> serde_json::Value {
    let answer = host.send("GET", "/health", &[], &[]);
    assert_eq!(answer.status(), 200);
    serde_json::from_slice(&answer.body).unwrap()
}

pub(super) fn health_tells_the_version_and_counts(host: &mut dyn Host) {
    let before = health(host);
    assert_eq!(before["ok"], true);
    assert_eq!(before["version"], env!("CARGO_PKG_VERSION"));
    let mut school = School::new(101);
    assert_eq!(found(host, &school).status(), 201);
    let bearer = token(host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let save = school.save(&mut device, CHILDREN, 10);
    admitted(host, &school, &bearer, &[save]);
    let after = health(host);
    let more = |name: &str| after[name].as_u64().unwrap() - before[name].as_u64().unwrap();
    assert_eq!((more("spaces"), more("pushes"), more("admitted"), more("refused"), more("failed")), (1, 1, 1, 0, 0));
    let refused = host.send("POST", "/health", &[], &[]);
    assert_eq!((refused.status(), refused.header("allow")), (405, Some("GET, HEAD")));
}

pub(super) fn a_space_is_founded_with_a_ticket_only(host: &mut dyn Host) {
    let school = School::new(102);
    let body = school.founding_body();
    for headers in [
        [].as_slice(),
        &[("authorization", "Ticket ")],
        &[("authorization", "Ticket open")],
        &[("authorization", "Ticket spring-township-8")],
        &[("authorization", &format!("Bearer {TICKET}"))],
    ] {
        let answer = host.send("POST", "/v1/spaces", headers, &body);
        assert_eq!((answer.status(), answer.body.as_slice()), (401, br#"{"error":"credential"}"#.as_slice()));
        assert_eq!(host.send("GET", "/v1/spaces", headers, &[]).status(), 401);
    }
    let listed = |host: &mut dyn Host| {
        let answer = host.send("GET", "/v1/spaces", &[("authorization", &format!("Ticket {TICKET}"))], &[]);
        String::from_utf8(answer.body).unwrap().contains(&school.space.to_string())
    };
    assert!(!listed(host));
    assert_eq!(found(host, &school).status(), 201);
    assert!(listed(host));
}

pub(super) fn founding_twice_is_founding_once(host: &mut dyn Host) {
    let mut school = School::new(103);
    let first = PushAnswer::decode(&found(host, &school).body).unwrap();
    let PushAnswer::Admitted { head: start, repeated: 0 } = first else {
        panic!("{first:?}");
    };
    let bearer = token(host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let save = school.save(&mut device, CHILDREN, 10);
    assert_eq!(admitted(host, &school, &bearer, &[save]), 2);
    let again = found(host, &school);
    let answer = PushAnswer::decode(&again.body).unwrap();
    let now = head(host, &school, &bearer);
    assert_eq!((again.status(), answer), (201, PushAnswer::Admitted { head: now.head, repeated: 1 }));
    assert_eq!((start.seq, now.head.seq), (1, 2));
}

pub(super) fn only_a_founding_founds(host: &mut dyn Host) {
    let mut school = School::new(104);
    let mut device = school.head.clone();
    let save = school.save(&mut device, CHILDREN, 10);
    let mut other = School::new(105);
    let ticket = format!("Ticket {TICKET}");
    let mut check = |body: &[u8], status: u16| {
        let answer = host.send("POST", "/v1/spaces", &[("authorization", &ticket)], body);
        assert_eq!(answer.status(), status, "{answer:?}");
    };
    check(&push_body(std::slice::from_ref(&save)), 409);
    check(&push_body(&[]), 409);
    check(&push_body(&[school.founding.clone(), save]), 409);
    check(b"no envelope", 400);
    check(&[], 400);
    // A founding of another space under this school's name: its id is the hash of what it founds.
    let mut forged = other.founding_body();
    let at = forged.windows(16).position(|part| part == other.space.0).unwrap();
    forged[at..at + 16].copy_from_slice(&school.space.0);
    check(&forged, 409);
    let change = other.invite([1; 16], u64::MAX);
    check(&push_body(&[change]), 409);
}
