//! What a server lets in, and what a client believes of it: one test for each line of the tables.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod school;

use school::{CASES, CHILDREN, GENERATION, START_MS, School, header};
use sync::admit::memory::MemorySpace;
use sync::admit::{Refused, ServerSecret, TokenError, challenge, check_token, issue};
use sync::log::{Alarm, Follower};
use sync::members::{MemberError, MemberOp, Role};
use sync::proto::{LogAsk, LogPage};
use sync::seal::{AgentSecret, OpenError, Sealed, open, seal_bytes, sign};
use sync::{AgentId, ChainHead, EnvelopeHash, Header, Kind, Seal, Seen, SpaceId};

const ALL: LogAsk = LogAsk { since: 0, limit: 1000, payloads_after: 0 };

fn write(school: &mut School, text: &str) -> Sealed {
    let (space, seen) = (school.space, school.seen());
    school.teacher.write(space, CHILDREN, text, seen, &mut school.dice)
}

/// The same envelope with another outside, signed by the teacher again.
fn altered(school: &School, sealed: &Sealed, alter: impl FnOnce(&mut Header)) -> Sealed {
    let mut header = sealed.header().clone();
    alter(&mut header);
    header.kind = Kind::Members;
    header.seal = Seal::Signed { body_len: 0, body_hash: [0; 32] };
    sign(header, Vec::new(), &school.teacher.secret)
}

#[test]
fn a_push_is_admitted_once_however_often_it_comes() {
    let mut school = School::new();
    let (one, two) = (write(&mut school, "在校"), write(&mut school, "休学"));
    let before = school.server.end();
    let end = school.push_as_head(&[one.clone(), two.clone()]).expect("admitted");
    assert_eq!(end.seq, before.seq + 2);
    assert_eq!(school.push_as_head(&[one.clone(), two.clone()]), Ok(end));
    assert_eq!(school.push_as_head(&[two]), Ok(end));
    assert_eq!(school.push_as_head(&[one.clone(), one]), Ok(end));
    assert_eq!(school.server.envelopes().len() as u64, end.seq);
}

#[test]
fn the_chain_is_checked_before_anything_is_written() {
    let mut school = School::new();
    let teacher = school.teacher.id();
    let (one, two) = (write(&mut school, "在校"), write(&mut school, "休学"));
    let end = school.server.end();
    let check = |school: &mut School, batch: &[Sealed], expected| {
        assert_eq!(school.push_as_head(batch), Err(expected));
        assert_eq!(school.server.end(), end);
    };
    check(&mut school, std::slice::from_ref(&two), Refused::Gap { agent: teacher, have: 0 });
    check(&mut school, &[two.clone(), one.clone()], Refused::Gap { agent: teacher, have: 0 });
    check(&mut school, &[], Refused::TooLarge);
    school.teacher.head = ChainHead::default();
    let other = write(&mut school, "另一个");
    let fork = Refused::Fork { agent: teacher, dseq: 1 };
    check(&mut school, &[one.clone(), other.clone()], fork);
    school.teacher.head = ChainHead { dseq: 1, hash: EnvelopeHash([9; 32]) };
    let astray = write(&mut school, "没有前一个");
    check(&mut school, &[one.clone(), astray], Refused::Fork { agent: teacher, dseq: 2 });
    school.push_as_head(&[one]).expect("admitted");
    assert_eq!(school.push_as_head(&[other]), Err(fork));
}

#[test]
fn what_an_author_saw_has_to_be_there() {
    let mut school = School::new();
    let (space, teacher) = (school.space, school.teacher.id());
    let ahead = Seen { seq: 99, ..school.seen() };
    let with = |school: &mut School, seen: Seen| {
        school.teacher.head = ChainHead::default();
        let sealed = school.teacher.write(space, CHILDREN, "在校", seen, &mut school.dice);
        school.push_as_head(&[sealed]).map(|_| ())
    };
    let depends = Refused::Depends { agent: teacher, dseq: 1 };
    assert_eq!(with(&mut school, ahead), Err(depends));
    let other = Seen { hash: [1; 32], ..school.seen() };
    assert_eq!(with(&mut school, other), Err(Refused::OtherLog { seq: 2 }));
    let head = ChainHead { dseq: 9, hash: EnvelopeHash([1; 32]) };
    let unknown = Seen { extra: vec![(AgentId([1; 16]), head)], ..school.seen() };
    assert_eq!(with(&mut school, unknown), Err(depends));
    let misnamed = Seen { extra: vec![(school.head.id(), ChainHead { dseq: 1, ..head })], ..school.seen() };
    assert_eq!(with(&mut school, misnamed), Err(depends));
    let right = Seen { extra: vec![(school.head.id(), school.head.head)], ..school.seen() };
    assert_eq!(with(&mut school, right), Ok(()));
}

#[test]
fn rights_epochs_and_signatures_are_checked() {
    let mut school = School::new();
    let (space, teacher, seen) = (school.space, school.teacher.id(), school.seen());
    // The teacher somehow has the key of cases, and still may not write there.
    let key = school.head.keys.get(CASES, 1).expect("a key").clone();
    school.teacher.keys.add(CASES, 1, key);
    let cases = school.teacher.write(space, CASES, "在校", seen.clone(), &mut school.dice);
    let not_allowed = Refused::Member { agent: teacher, dseq: 1, error: MemberError::NotAllowed(teacher) };
    assert_eq!(school.push_as_head(&[cases]), Err(not_allowed));
    school.teacher.head = ChainHead::default();
    let sealed = write(&mut school, "在校");
    // Another's header under one's own signature, and no signature at all.
    let forged = sign(
        Header {
            seal: Seal::Signed { body_len: 0, body_hash: [0; 32] },
            kind: Kind::Members,
            ..sealed.header().clone()
        },
        Vec::new(),
        &school.head.secret,
    );
    assert_eq!(school.push_as_head(&[forged]), Err(Refused::Signature { agent: teacher, dseq: 1 }));
    let mut bytes = sealed.encode();
    let at = sealed.header().encode().len();
    bytes[at] ^= 1;
    let unsigned = Sealed::decode(&bytes).expect("it reads");
    assert_eq!(
        school.push_as_head(std::slice::from_ref(&unsigned)),
        Err(Refused::Signature { agent: teacher, dseq: 1 })
    );
    // Nor in the middle of a push, where the signature behind it would vouch for it.
    school.teacher.head = unsigned.outside().chain_head();
    let behind = write(&mut school, "休学");
    assert_eq!(school.push_as_head(&[unsigned, behind]), Err(Refused::Signature { agent: teacher, dseq: 1 }));
    // Two epochs on, what was sealed in the first is too late.
    for epoch in 2..=3 {
        let op = school.members().clone().rotate_op(&[CHILDREN], &school.head.keys, &mut school.dice).expect("keys");
        let change = school.head.change(space, &op, school.seen());
        school.push_as_head(&[change]).expect("admitted");
        let agents = [school.head.secret.clone()];
        school.server.members().unlock(&op, &agents, &mut school.head.keys);
        assert!(school.head.keys.get(CHILDREN, epoch).is_some());
    }
    assert_eq!(school.push_as_head(&[sealed]), Err(Refused::Epoch { compartment: CHILDREN, current: 3 }));
}

#[test]
fn a_revoked_agent_gets_nothing_in_and_nothing_out() {
    let mut school = School::new();
    let (space, teacher) = (school.space, school.teacher.id());
    let late = write(&mut school, "在校");
    let (head, members) = (school.head.id(), school.members().clone());
    let op = members.revoke_op(&head, teacher, &school.head.keys, &mut school.dice).expect("keys");
    let change = school.head.change(space, &op, school.seen());
    school.push_as_head(&[change]).expect("admitted");
    let not_active = Refused::Member { agent: teacher, dseq: 1, error: MemberError::NotActive(teacher) };
    assert_eq!(school.push_as_head(std::slice::from_ref(&late)), Err(not_active));
    let now = school.now_ms;
    assert_eq!(school.server.push(&teacher, &[late], now), Err(Refused::Stranger));
    let page = school.server.page(&teacher, &ALL, now);
    assert!(page.entries.iter().all(|entry| entry.payload.is_none() || entry.outside.header().kind == Kind::Members));
}

#[test]
fn a_founding_is_the_hash_of_the_space() {
    let school = School::new();
    let founding = school.server.envelopes().next().expect("founded").1.clone();
    assert!(MemorySpace::found(&founding, GENERATION, 1).is_ok());
    let header = Header { space: SpaceId([9; 16]), ..founding.header().clone() };
    let elsewhere = sign(header, founding.payload().to_vec(), &school.head.secret);
    assert_eq!(MemorySpace::found(&elsewhere, GENERATION, 1).err(), Some(Refused::Founding));
    let by_other = sign(founding.header().clone(), founding.payload().to_vec(), &school.teacher.secret);
    assert_eq!(MemorySpace::found(&by_other, GENERATION, 1).err(), Some(Refused::Founding));
}

#[test]
fn an_envelope_opens_as_it_was_closed_and_not_at_all_elsewhere() {
    let mut school = School::new();
    let sealed = write(&mut school, "王小明");
    assert_eq!(Sealed::decode(&sealed.encode()).as_ref(), Ok(&sealed));
    let read = school.head.open(&sealed).expect("the key is here");
    assert_eq!(read.body().ops().next().map(|op| op.value.to_value()), Some(sync::Value::Text("王小明".to_owned())));
    assert_eq!(read.hash(), sealed.hash());
    assert!(!String::from_utf8_lossy(&sealed.encode()).contains("王小明"));
    // The same text again: nothing of it is the same.
    school.teacher.head = ChainHead::default();
    let again = write(&mut school, "王小明");
    assert_ne!(again.payload(), sealed.payload());
    assert_ne!(again.header().seal.payload_hash(), sealed.header().seal.payload_hash());
    assert_eq!(again.payload().len(), sealed.payload().len());
    // A payload under another outside, or bytes of another kind.
    assert_eq!(Sealed::join(again.outside().clone(), sealed.payload().to_vec()), None);
    let mut other_key = sync::seal::Keyring::new();
    other_key.add(CHILDREN, 1, sync::seal::EpochKey::from_bytes([3; 32]));
    assert_eq!(open(&sealed, &other_key).err(), Some(OpenError::OtherKey));
    assert_eq!(open(&sealed, &sync::seal::Keyring::new()).err(), Some(OpenError::NoKey));
    let manifest = Header { kind: Kind::Snapshot, ..sealed.header().clone() };
    let key = school.teacher.keys.get(CHILDREN, 1).expect("a key").clone();
    let bytes = seal_bytes(manifest, b"root", &key, &school.teacher.secret, &mut school.dice);
    assert_eq!(open(&bytes, &school.teacher.keys).err(), Some(OpenError::Kind));
    assert_eq!(sync::seal::open_bytes(&bytes, &school.teacher.keys).as_deref(), Ok(&b"root"[..]));
}

#[test]
fn any_changed_bit_of_an_envelope_is_noticed() {
    let mut school = School::new();
    let sealed = write(&mut school, "王小明");
    let (keys, bytes) = (*school.teacher.secret.keys(), sealed.encode());
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        let noticed = match Sealed::decode(&changed) {
            Err(_) => true,
            Ok(read) => !read.outside().is_signed_by(&keys) && read.hash() != sealed.hash(),
        };
        assert!(noticed, "byte {at}");
    }
}

#[test]
fn suites_nobody_knows_are_refused() {
    let mut school = School::new();
    let mut bytes = write(&mut school, "x").encode();
    bytes[1] = 2;
    assert_eq!(Sealed::decode(&bytes).err(), Some(sync::DecodeError::Header(sync::HeaderError::Suite(2))));
    bytes[0] = 2;
    assert_eq!(Sealed::decode(&bytes).err(), Some(sync::DecodeError::Header(sync::HeaderError::Version(2))));
}

/// A page as the server gives it, spoiled.
fn follow(school: &School, spoil: impl FnOnce(&mut LogPage)) -> Result<u64, Alarm> {
    let mut page = school.server.page(&school.head.id(), &ALL, school.now_ms);
    spoil(&mut page);
    Follower::new(school.space).read(&page).map(|(follower, _)| follower.head().seq)
}

#[test]
fn a_client_sees_what_a_server_changes() {
    let mut school = School::new();
    for text in ["甲", "乙", "丙"] {
        let sealed = write(&mut school, text);
        school.push_as_head(&[sealed]).expect("admitted");
    }
    let (head, teacher) = (school.head.id(), school.teacher.id());
    assert_eq!(follow(&school, |_| ()), Ok(5));
    let check = |spoil: &dyn Fn(&mut LogPage), expected| assert_eq!(follow(&school, |page| spoil(page)), Err(expected));
    check(&|page| drop(page.entries.remove(2)), Alarm::Gap { after: 2 });
    check(&|page| page.entries.swap(2, 3), Alarm::Gap { after: 2 });
    check(&|page| page.entries[3].srv_ms = 1, Alarm::TimeWentBack { seq: 4 });
    check(&|page| page.entries[3].payload = Some(vec![0; 300]), Alarm::Payload { seq: 4 });
    check(&|page| page.entries[0].payload = None, Alarm::Withheld { seq: 1 });
    check(&|page| page.entries[4].outside = page.entries[3].outside.clone(), Alarm::Payload { seq: 5 });
    let withdrawn = |page: &mut LogPage| {
        page.entries.remove(1);
        (1..).zip(&mut page.entries).for_each(|(seq, entry)| entry.seq = seq);
    };
    // Without the entry before, what the author saw is no longer there.
    check(&withdrawn, Alarm::SeenAhead { agent: teacher, dseq: 1 });
    check(&|page| page.head.hash = [0; 32], Alarm::Fork { seq: 5 });
    check(&|page| page.entries[4].srv_ms += 1, Alarm::Fork { seq: 5 });
    // A member nobody added: the head teacher's own envelope, signed by a stranger.
    let stranger = AgentSecret::new(&mut school::Dice(77));
    let forged =
        sign(header(school.space, &school.head, school.seen()), MemberOp::Withdraw([0; 16]).encode(), &stranger);
    let forge = |page: &mut LogPage| {
        let entry = &mut page.entries[4];
        (entry.outside, entry.payload) = (forged.outside().clone(), Some(forged.payload().to_vec()));
    };
    check(&forge, Alarm::SeenAhead { agent: head, dseq: 3 });
}

#[test]
fn a_server_that_forgets_or_forks_is_found_out() {
    let mut school = School::new();
    let old = school.server.clone();
    let sealed = write(&mut school, "甲");
    school.push_as_head(&[sealed]).expect("admitted");
    let me = school.head.id();
    let page = school.server.page(&me, &ALL, school.now_ms);
    let (follower, _) = Follower::new(school.space).read(&page).expect("honest so far");
    let mut again = Follower::decode(&follower.encode()).expect("it reads back");
    again.recall(&page.entries);
    assert_eq!(again, follower);
    // Last week's backup: shorter, though it answers politely.
    let ask = LogAsk { since: 3, ..ALL };
    let back = old.page(&me, &ask, school.now_ms);
    assert_eq!(follower.read(&back), Err(Alarm::Gap { after: 3 }));
    let polite = LogPage { since: 3, ..back };
    assert_eq!(follower.read(&polite), Err(Alarm::Rollback { head: 2, had: 3 }));
    // The backup goes on with other entries.
    let mut branch = School { server: old, ..School::new() };
    (branch.teacher, branch.head, branch.space) = (school.teacher, school.head, school.space);
    branch.teacher.head = ChainHead::default();
    for text in ["另一个", "又一个"] {
        let sealed = write(&mut branch, text);
        branch.push_as_head(&[sealed]).expect("admitted");
    }
    let forked = branch.server.page(&me, &ask, branch.now_ms);
    assert_eq!(follower.read(&forked), Err(Alarm::Fork { seq: 3 }));
    // Another storage altogether says so.
    let mut anew = branch.server.page(&me, &ask, branch.now_ms);
    anew.generation = [6; 16];
    assert_eq!(follower.read(&anew), Err(Alarm::Generation));
}

#[test]
fn two_branches_are_found_out_by_the_first_envelope_that_crosses() {
    let mut school = School::new();
    let mut other = school.server.clone();
    let (space, me) = (school.space, school.head.id());
    let sealed = write(&mut school, "甲");
    school.push_as_head(&[sealed]).expect("admitted");
    let seen = school.seen();
    let crossing = school.head.change(space, &MemberOp::Withdraw([0; 16]), seen);
    // On the other branch somebody else wrote at the same place.
    let op = school.adding(*AgentSecret::new(&mut school::Dice(5)).keys(), Role::Reader, vec![CHILDREN]);
    let mut head = school::Author {
        secret: school.head.secret.clone(),
        keys: school.head.keys.clone(),
        head: ChainHead { dseq: 2, hash: crossing.header().prev },
    };
    let end = other.end();
    let change = head.change(space, &op, Seen { seq: end.seq, hash: end.hash, extra: Vec::new() });
    other.push(&me, &[change], START_MS + 9).expect("admitted");
    school.head.head = head.head;
    let crossing = school.head.change(space, &MemberOp::Withdraw([0; 16]), school.seen());
    assert_eq!(other.push(&me, std::slice::from_ref(&crossing), START_MS + 10), Err(Refused::OtherLog { seq: 3 }));
    // A server that lets it in all the same is found out by whoever reads it.
    let mut page = other.page(&me, &ALL, START_MS + 11);
    let end = page.head.then(page.head.srv_ms, &crossing.hash());
    let (outside, payload) = crossing.into_parts();
    page.entries.push(sync::log::Entry { seq: end.seq, srv_ms: end.srv_ms, outside, payload: Some(payload) });
    page.head = end;
    assert_eq!(Follower::new(space).read(&page), Err(Alarm::ForkSeen { agent: me, seq: 3 }));
}

#[test]
fn a_token_is_for_one_agent_of_one_space_for_a_while() {
    let mut school = School::new();
    let (secret, host, nonce, now) = (ServerSecret([8; 32]), "sync.example", [4; 32], START_MS);
    let (space, teacher) = (school.space, school.teacher.id());
    let asked = challenge(&secret, space, &teacher, &nonce, now);
    let signature = school.teacher.secret.answer_challenge(host, space, &asked, &nonce);
    let prove = |members: &_, host, agent: &AgentId, at: u64, asked: &_, signature: &_| {
        issue(&secret, host, members, (agent, &nonce), (asked, signature), at)
    };
    let members = school.members().clone();
    let token = prove(&members, host, &teacher, now + 59_000, &asked, &signature).expect("it is he");
    assert_eq!(prove(&members, "other.example", &teacher, now, &asked, &signature), Err(TokenError::Signature));
    assert_eq!(prove(&members, host, &teacher, now + 61_000, &asked, &signature), Err(TokenError::Expired));
    assert_eq!(prove(&members, host, &school.head.id(), now, &asked, &signature), Err(TokenError::Forged));
    let mut later = asked;
    later[0] ^= 1;
    assert_eq!(prove(&members, host, &teacher, now, &later, &signature), Err(TokenError::Forged));

    let check = |members: &_, token: &[u8], at: u64| check_token(&secret, members, token, at).map(|token| token.agent);
    assert_eq!(check(&members, &token, now + 60_000), Ok(teacher));
    assert_eq!(check(&members, &token, now + 16 * 60_000), Err(TokenError::Expired));
    assert_eq!(check_token(&ServerSecret([9; 32]), &members, &token, now), Err(TokenError::Forged));
    for at in 0..token.len() {
        let mut changed = token.clone();
        changed[at] ^= 1;
        assert_eq!(check(&members, &changed, now), Err(TokenError::Forged), "byte {at}");
    }
    // From a time this server has not reached yet: its clock went back.
    assert_eq!(check(&members, &token, now), Err(TokenError::Expired));
    let elsewhere = sync::members::Membership::new(SpaceId([3; 16]));
    assert_eq!(check(&elsewhere, &token, now + 60_000), Err(TokenError::OtherSpace));
    let op = members.revoke_op(&school.head.id(), teacher, &school.head.keys, &mut school.dice).expect("keys");
    let change = school.head.change(space, &op, school.seen());
    school.push_as_head(&[change]).expect("admitted");
    assert_eq!(check(school.members(), &token, now + 60_000), Err(TokenError::NotMember));
    assert_eq!(prove(school.members(), host, &teacher, now, &asked, &signature), Err(TokenError::NotMember));
}

#[test]
fn an_altered_header_never_passes_for_the_author() {
    let mut school = School::new();
    let sealed = write(&mut school, "在校");
    let other = altered(&school, &sealed, |header| header.compartment = CASES);
    assert!(other.outside().is_signed_by(school.teacher.secret.keys()));
    assert!(!other.outside().is_signed_by(school.head.secret.keys()));
    let teacher = school.teacher.id();
    let refused = Refused::Member { agent: teacher, dseq: 1, error: MemberError::Wire(sync::WireError::Truncated) };
    assert_eq!(school.push_as_head(&[other]), Err(refused));
}
