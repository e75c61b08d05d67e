//! Formats downgraded, lengths and bombs, signatures used for something else.

use sync::admit::auth_message;
use sync::device::{Bundle, Told};
use sync::log::{Alarm, LogHead};
use sync::members::{JoinRequest, MemberError, MemberOp};
use sync::proto::{AuthAnswer, HeadAnswer, LogPage, PushAnswer, PushAsk, part_id};
use sync::seal::{Outside, Sealed, seal_bytes};
use sync::snapshot::Word;
use sync::{DecodeError, Envelope, Header, HeaderError, Kind, Seal, WireError};

use crate::school::{self, CHILDREN, Dice, School};
use crate::{COLLEAGUE, HEAD, TEACHER};
use crate::{agent, append, author, besieged, honest, seen, stopped, unharmed};

#[test]
fn case_11_suite_version_or_epoch_lowered() {
    let mut office = besieged();
    // In a page: no byte of the format can be turned down.
    let page = honest(&office, TEACHER);
    let (whole, one) = (page.encode(), page.entries[1].sealed().expect("it is whole"));
    let outside = one.outside().encode();
    let at = whole.windows(outside.len()).position(|window| window == outside).expect("it is in the page");
    let check = |at: usize, byte: u8, expected| {
        let mut bytes = whole.clone();
        bytes[at] = byte;
        assert_eq!(LogPage::decode(&bytes).err(), Some(expected), "byte {at}: {byte}");
    };
    for protocol in [0, 2] {
        check(0, protocol, WireError::OutOfRange);
    }
    for (place, byte) in [(0, 0), (0, 2), (1, 0), (1, 2), (2, 1)] {
        check(at + place, byte, WireError::NotCanonical);
    }
    // On a stick, or to the server.
    let check = |place: usize, byte: u8, expected| {
        let mut bytes = one.encode();
        bytes[place] = byte;
        assert_eq!(Sealed::decode(&bytes).err(), Some(DecodeError::Header(expected)));
    };
    check(0, 0, HeaderError::Version(0));
    check(1, 2, HeaderError::Suite(2));
    check(2, 3, HeaderError::Kind(3));
    // Plain data, as a single machine keeps it, is nothing that can be shared.
    let local = Header { seal: Seal::Local { body_len: 1, body_hash: part_id(b"x") }, ..one.header().clone() };
    let bytes = [local.encode(), vec![0; 64], b"x".to_vec()].concat();
    assert_eq!(Sealed::decode(&bytes).err(), Some(DecodeError::Header(HeaderError::Suite(0))));

    // What was sealed under a key that has passed twice is not let in, whatever the server says.
    let colleague = agent(&office, COLLEAGUE);
    office.desks[COLLEAGUE].write(4, "旧钥", &mut office.dice);
    let late = (*office.desks[COLLEAGUE].device.outbox()[0]).clone();
    for _ in 0..2 {
        let device = &office.desks[HEAD].device;
        let op = device.members().rotate_op(&[CHILDREN], device.keys(), &mut office.dice).expect("keys");
        office.change(&op);
    }
    let error = MemberError::Epoch { compartment: CHILDREN, current: 3 };
    assert_eq!(late.header().agent, colleague);
    assert_eq!(stopped(&office, |page| append(page, &late)), Some(Alarm::Member { seq: 10, error }));
    unharmed(office);
}

/// The largest number of four bytes, and of eight, as they stand in bytes.
const LARGE: [u8; 5] = [0xff, 0xff, 0xff, 0xff, 0x0f];
const HUGE: [u8; 10] = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1];

#[test]
fn case_19_huge_lengths_and_bombs() {
    let office = besieged();
    let page = honest(&office, TEACHER);
    let zeros = [0; 600];
    let with = |before: &[u8]| [before, &HUGE, &zeros].concat();
    // Every length that a server may claim, with far less behind it.
    let entries = LogPage { entries: Vec::new(), ..page.clone() }.encode();
    let before_entries = &entries[..entries.len() - 1];
    let cut = LogPage::decode(&with(before_entries)).err();
    assert_eq!(cut, Some(WireError::Truncated));
    assert_eq!(LogPage::decode(&with(&[before_entries, &[1, 0]].concat())).err(), Some(WireError::Truncated));
    assert_eq!(LogPage::decode(&vec![1; 3 << 20]).err(), Some(WireError::OutOfRange));
    assert_eq!(PushAsk::decode(&with(&[1])).err(), Some(WireError::Truncated));
    assert_eq!(AuthAnswer::decode(&with(&[1, 1])).err(), Some(WireError::Truncated));
    assert_eq!(MemberOp::decode(&with(&[7])).err(), Some(WireError::Truncated));
    assert_eq!(JoinRequest::decode(&with(&[0; 80])).err(), Some(WireError::Truncated));
    assert_eq!(Word::decode(&with(&[0; 66])).err(), Some(WireError::Truncated));
    let stick = with(b"SXC1");
    assert_eq!(Bundle::decode(&[&stick[..], &part_id(&stick)].concat()).err(), Some(WireError::Truncated));
    // Numbers at their end overflow nothing.
    let head = LogHead { seq: u64::MAX, srv_ms: u64::MAX, ..page.head };
    let answer = HeadAnswer { head, generation: page.generation, server_ms: u64::MAX };
    assert_eq!(HeadAnswer::decode(&answer.encode()), Ok(answer));
    let admitted = PushAnswer::Admitted { head, repeated: u32::MAX };
    assert_eq!(PushAnswer::decode(&admitted.encode()), Ok(admitted));
    let beyond = LogPage { since: u64::MAX, ..page.clone() };
    assert_eq!(LogPage::decode(&beyond.encode()).err(), Some(WireError::OutOfRange));
    let most = |page: &mut LogPage| page.entries[2].srv_ms = u64::MAX;
    assert_eq!(stopped(&office, most), None);
    let outside = &page.entries[2].outside;
    let seal = Seal::Signed { body_len: u32::MAX, body_hash: [0; 32] };
    let giant = Header { seal, kind: Kind::Members, ..outside.header().clone() };
    assert_eq!(Header::decode(&giant.encode()).err(), Some(HeaderError::Wire(WireError::OutOfRange)));
    unharmed(office);
}

/// Columns, runs and pools are the compressed form of a save: none unrolls to more than its header says.
#[test]
fn case_19_a_bomb_in_a_columnar_body() {
    let info = [0; 8 + 6];
    let one_row = [&[1, 1, 1][..], &[7; 16], &[1, 1]].concat();
    let body = |after: &[&[u8]]| [&info[..], &after.concat(), &[0; 40]].concat();
    let bombs = [
        ("tables", body(&[&HUGE]), WireError::Truncated),
        ("rows", body(&[&[1, 1], &HUGE]), WireError::Truncated),
        ("runs", body(&[&one_row, &HUGE]), WireError::Truncated),
        ("rows that are not there", body(&[&one_row, &[1, 0], &LARGE]), WireError::OutOfRange),
        ("texts", body(&[&one_row, &[1, 0, 1, 1], &HUGE]), WireError::Truncated),
        ("a long text", body(&[&one_row, &[1, 0, 1, 1, 1], &LARGE]), WireError::Truncated),
        ("a run of empty values", body(&[&one_row, &[1, 0, 1, 0, 0], &HUGE]), WireError::OutOfRange),
    ];
    let header = |n_ops: u32, body: &[u8]| {
        let mut header = School::new().server.envelopes().next().expect("founded").1.header().clone();
        header.kind = Kind::Data;
        header.n_ops = n_ops;
        header.seal = Seal::Local { body_len: body.len() as u32, body_hash: part_id(body) };
        header
    };
    for (what, body, expected) in &bombs {
        let bytes = [header(65_535, body).encode(), body.clone()].concat();
        assert_eq!(Envelope::decode(&bytes).err(), Some(DecodeError::Body(*expected)), "{what}");
    }
    let many = header(65_536, &[]).encode();
    assert_eq!(Envelope::decode(&many).err(), Some(DecodeError::Header(HeaderError::Wire(WireError::OutOfRange))));

    // Sealed by a member who means harm, each costs itself and nothing else.
    let mut office = besieged();
    let mut rogue = author(&office, COLLEAGUE);
    let (space, at) = (office.server.members().space(), seen(&office));
    for (_, body, _) in &bombs {
        let own = school::header(space, &rogue, at.clone());
        let own = Header { kind: Kind::Data, compartment: CHILDREN, epoch: 1, ..own };
        let key = rogue.keys.get(CHILDREN, 1).expect("the key");
        let sealed = seal_bytes(own, body, key, &rogue.secret, &mut Dice(9));
        rogue.head = sealed.outside().chain_head();
        office.server.push(&rogue.id(), &[sealed], office.now_ms).expect("a server sees nothing of it");
    }
    office.pull(TEACHER);
    let told: Vec<_> = (1..).take(bombs.len()).map(|dseq| Told::Unreadable(rogue.id(), dseq)).collect();
    assert_eq!(office.desks[TEACHER].told, told);
    unharmed(office);
}

#[test]
fn case_25_a_signature_used_for_something_else() {
    let office = besieged();
    let secret = office.desks[HEAD].device.secret().clone();
    let (keys, envelope) = (*secret.keys(), honest(&office, TEACHER).entries[2].outside.clone());
    let header = envelope.header().encode();
    // The purposes there are, one of the same length, one that is another's beginning, and none.
    let purposes = ["sx-env-v1", "sx-auth-v1", "sx-inbox-v1", "sx-env-v2", "sx-env-v", ""];
    for purpose in purposes {
        let signature = secret.sign(purpose, &header);
        let (outside, _) = Outside::decode(&[&header[..], &signature].concat()).expect("it reads");
        assert_eq!(outside.is_signed_by(&keys), purpose == "sx-env-v1", "{purpose}");
        for other in purposes {
            assert_eq!(keys.verify(other, &header, &signature), other == purpose, "{purpose} for {other}");
        }
    }
    // Nor does what is signed run over into the purpose.
    let signature = secret.sign("sx-env-v", &[b"1", &header[..]].concat());
    assert!(!keys.verify("sx-env-v1", &header, &signature));
    // A challenge that is a header in disguise: the answer to it signs no envelope.
    let (host, space, challenge, nonce) = ("sync.example", office.desks[HEAD].device.space(), [9; 40], [4; 32]);
    let answer = secret.answer_challenge(host, space, &challenge, &nonce);
    let (forged, _) = Outside::decode(&[&header[..], &answer].concat()).expect("it reads");
    let alarm = stopped(&office, |page| page.entries[2].outside = forged);
    assert_eq!(alarm, Some(Alarm::Signature { agent: secret.id(), dseq: 6 }));
    // And an envelope's signature answers no challenge.
    let message = auth_message(host, space, &secret.id(), &challenge, &nonce);
    assert!(keys.verify("sx-auth-v1", &message, &answer));
    assert!(!keys.verify("sx-env-v1", &message, &answer));
    unharmed(office);
}
