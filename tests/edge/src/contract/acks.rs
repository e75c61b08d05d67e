//! What a county answers to schools.

use sync::members::Role;
use sync::proto::{AckAsk, AckPage, AckPost, MAX_ACK_BYTES, MAX_ACKS};
use sync::seal::AgentSecret;

use crate::call::{admitted, found, token, with};
use crate::host::Host;
use crate::school::{CHILDREN, Device, School};

fn asked(host: &mut dyn Host, county: &School, ask: &AckAsk) -> (u16, Option<AckPage>) {
    let answer = host.send("POST", &format!("/v1/inbox/{}/acks", county.space), &[], &ask.encode());
    (answer.status(), AckPage::decode(&answer.body).ok())
}

pub(super) fn an_ack_is_added_and_fetched_by_its_school(host: &mut dyn Host) {
    let (mut county, mut school, mut other) = (School::new(711), School::new(712), School::new(713));
    found(host, &county);
    let lead = token(host, &county, &county.head.clone());
    let (clerk, join_clerk) = county.join(Role::Editor, &[CHILDREN]);
    let (reader, join_reader) = county.join(Role::Reader, &[CHILDREN]);
    admitted(host, &county, &lead, &[join_clerk, join_reader]);
    let (clerk, reader) = (token(host, &county, &clerk), token(host, &county, &reader));
    let [key, key_of_other] = [&mut school, &mut other].map(|school| Device::new(&mut school.dice).secret);
    let mut list = [(school.space, key.keys().sign), (other.space, key_of_other.keys().sign)];
    list.sort_unstable();
    let list: Vec<u8> = list.iter().flat_map(|(space, key)| [&space.0[..], key].concat()).collect();
    assert_eq!(with(host, &lead, "PUT", &county.address("senders"), &list).status(), 200);

    let [left, left_by_other, never] = [[1; 32], [2; 32], [3; 32]];
    let ack = |sealed: &[u8]| AckPost { school: school.space, of: left, sealed: sealed.to_vec() };
    let room = county.address("ack");
    let mut put = |bearer: &str, ack: &AckPost| with(host, bearer, "PUT", &room, &ack.encode()).status();
    assert_eq!(put("", &ack(b"received")), 401);
    assert_eq!(put(&reader, &ack(b"received")), 403);
    assert_eq!(put(&clerk, &ack(b"received")), 201);
    assert_eq!(put(&clerk, &ack(b"received")), 200);
    assert_eq!(put(&lead, &ack(b"back, after all")), 201);
    // Another school's name on it is no reason to change whose it is.
    assert_eq!(put(&clerk, &AckPost { school: other.space, ..ack(b"mine") }), 409);
    assert_eq!(put(&clerk, &AckPost { school: other.space, of: left_by_other, sealed: vec![4] }), 201);
    for said in 2..MAX_ACKS {
        assert_eq!(put(&clerk, &ack(&vec![said as u8; MAX_ACK_BYTES])), 201);
    }
    assert_eq!(put(&clerk, &ack(b"one too many")), 409);
    assert_eq!(put(&clerk, &ack(b"received")), 200);
    let long = AckPost { sealed: vec![0; MAX_ACK_BYTES + 1], ..ack(b"") }.encode();
    assert_eq!(with(host, &clerk, "PUT", &room, &long).status(), 400);
    assert_eq!(with(host, &clerk, "PUT", &room, &[]).status(), 400);
    assert_eq!(with(host, &clerk, "PUT", &room, &[1; 9_000]).status(), 413);
    assert_eq!(with(host, &clerk, "GET", &room, &[]).status(), 405);

    let ask = |about: &School, of: &[[u8; 32]], secret: &AgentSecret| {
        AckAsk::new(about.space, school.space, of.to_vec(), secret)
    };
    let (status, page) = asked(host, &county, &ask(&county, &[left, left_by_other, never], &key));
    let said = page.unwrap().acks;
    assert_eq!((status, said.len()), (200, MAX_ACKS));
    assert_eq!(said[..2], [ack(b"received"), ack(b"back, after all")]);
    assert_eq!(asked(host, &county, &ask(&county, &[never], &key)), (200, Some(AckPage::default())));
    assert_eq!(asked(host, &county, &ask(&county, &[], &key)), (200, Some(AckPage::default())));
    // By another key, for another county, by an unlisted school, or at a county that is not there.
    assert_eq!(asked(host, &county, &ask(&county, &[left], &key_of_other)).0, 401);
    assert_eq!(asked(host, &county, &ask(&other, &[left], &key)).0, 401);
    assert_eq!(asked(host, &county, &AckAsk::new(county.space, county.space, vec![left], &key)).0, 401);
    assert_eq!(asked(host, &other, &ask(&other, &[left], &key)).0, 401);
    let mut altered = ask(&county, &[left], &key).encode();
    altered[20] ^= 1;
    let address = format!("/v1/inbox/{}/acks", county.space);
    assert_eq!(host.send("POST", &address, &[], &altered).status(), 401);
    assert_eq!(host.send("POST", &address, &[], &[7; 500]).status(), 400);
    assert_eq!(host.send("POST", &address, &[], &[7; 5_000]).status(), 413);
    assert_eq!(host.send("GET", &address, &[], &[]).status(), 405);
}
