//! Every body: one encoding, and nothing a stranger sends makes a decoder panic.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod school;

use proptest::prelude::*;
use school::{CHILDREN, Dice, School};
use sync::admit::Refused;
use sync::device::{Bundle, Stick};
use sync::log::{Follower, LogHead};
use sync::members::{JoinRequest, MemberError, MemberOp, Membership};
use sync::proto::{
    AckAsk, AckPage, AckPost, AuthAnswer, AuthAsk, HeadAnswer, InboxLeft, InboxPage, InboxPost, InboxReceipt, LogAsk,
    LogPage, MAX_PUSH_ENVELOPES, PushAnswer, PushAsk,
};
use sync::seal::{AgentSecret, Outside, Sealed};
use sync::snapshot::{Manifest, Word};
use sync::upward::{Letter, LetterKind};
use sync::{AgentId, CompartmentId, SpaceId, WireError};

type Reread = fn(&[u8]) -> Option<Vec<u8>>;

/// Every decoder of what comes from outside, and its encoder.
const BODIES: [Reread; 21] = [
    |bytes| PushAsk::decode(bytes).ok().map(|body| body.encode()),
    |bytes| PushAnswer::decode(bytes).ok().map(|body| body.encode()),
    |bytes| LogPage::decode(bytes).ok().map(|body| body.encode()),
    |bytes| HeadAnswer::decode(bytes).ok().map(|body| body.encode()),
    |bytes| AuthAsk::decode(bytes).ok().map(|body| body.encode()),
    |bytes| AuthAnswer::decode(bytes).ok().map(|body| body.encode()),
    |bytes| InboxPost::decode(bytes).ok().map(|body| body.encode()),
    |bytes| InboxReceipt::decode(bytes).ok().map(|body| body.encode()),
    |bytes| MemberOp::decode(bytes).ok().map(|body| body.encode()),
    |bytes| Sealed::decode(bytes).ok().map(|body| body.encode()),
    |bytes| JoinRequest::decode(bytes).ok().map(|body| body.encode()),
    |bytes| Membership::decode(bytes).ok().map(|body| body.encode()),
    |bytes| Word::decode(bytes).ok().map(|body| body.encode()),
    |bytes| Bundle::decode(bytes).ok().map(|body| body.encode()),
    |bytes| Follower::decode(bytes).ok().map(|body| body.encode()),
    |bytes| AckPost::decode(bytes).ok().map(|body| body.encode()),
    |bytes| AckPage::decode(bytes).ok().map(|body| body.encode()),
    |bytes| AckAsk::decode(bytes).ok().map(|body| body.encode()),
    |bytes| InboxPage::decode(bytes).ok().map(|body| body.encode()),
    |bytes| Letter::decode(bytes).ok().map(|body| body.encode()),
    |bytes| Stick::decode(bytes).ok().map(|body| body.encode()),
];

/// One honest body for each, and more where there are several shapes.
fn honest() -> Vec<(usize, Vec<u8>)> {
    let mut school = School::new();
    let (space, seen) = (school.space, school.seen());
    let save = school.teacher.write(space, CHILDREN, "在校", seen, &mut school.dice);
    school.push_as_head(std::slice::from_ref(&save)).expect("it is admitted");
    let ask = LogAsk { since: 0, limit: 100, payloads_after: 0 };
    let page = school.server.page(&school.head.id(), &ask, school.now_ms);
    let less = school.server.page(&school.head.id(), &LogAsk { payloads_after: 9, ..ask }, school.now_ms);
    let agent = school.teacher.id();
    let (client_nonce, challenge, signature) = ([1; 32], [2; 40], [3; 64]);
    let post = InboxPost { space, period: "2026-11".to_owned(), revision: 2, sealed: vec![9; 300], signature };
    let keys = *school.teacher.secret.keys();
    let mut bodies = vec![
        (0, PushAsk { envelopes: vec![save.clone(), save.clone()] }.encode()),
        (2, page.encode()),
        (2, less.encode()),
        (3, HeadAnswer { head: page.head, generation: page.generation, server_ms: 7 }.encode()),
        (4, AuthAsk::Challenge { agent, client_nonce }.encode()),
        (4, AuthAsk::Prove { agent, client_nonce, challenge, signature }.encode()),
        (5, AuthAnswer::Challenge { challenge, server_ms: 1 << 40 }.encode()),
        (5, AuthAnswer::Token { token: vec![1; 70], expires_ms: 2, server_ms: 1 }.encode()),
        (5, AuthAnswer::Refused.encode()),
        (6, post.encode()),
        (7, InboxReceipt { of: [4; 32], server_ms: 300 }.encode()),
        (9, save.encode()),
        (10, JoinRequest::new(space, [1; 16], &[2; 32], keys, b"Wang".to_vec()).encode()),
        (11, school.members().encode()),
        (1, PushAnswer::Admitted { head: page.head, repeated: 300 }.encode()),
    ];
    let manifest = Manifest { seq: 300, log_hash: [1; 32], root: [2; 32], parts: vec![[3; 32], [4; 32]] };
    bodies.push((12, Word::Manifest(manifest).encode()));
    bodies.push((12, Word::Attest { manifest: save.hash(), root: [2; 32] }.encode()));
    let bundle = Bundle { pages: vec![page.clone()], envelopes: vec![save] };
    bodies.push((13, bundle.encode()));
    bodies.push((20, Stick::new(bundle, &AgentSecret::new(&mut Dice(3))).encode()));
    let (follower, _) = Follower::new(space).read(&page).expect("an honest page");
    bodies.push((14, follower.encode()));
    let ack = AckPost { school: space, of: [3; 32], sealed: vec![8; 300] };
    let secret = &school.teacher.secret;
    bodies.push((15, ack.encode()));
    bodies.push((16, AckPage { acks: vec![ack.clone(), ack] }.encode()));
    bodies.push((17, AckAsk::new(space, SpaceId([6; 16]), vec![[1; 32], [2; 32]], secret).encode()));
    let left = |place| InboxLeft { place, server_ms: 1 << 40, post: post.encode() };
    bodies.push((18, InboxPage { end: 9, before: [7; 32], left: vec![left(3), left(4)] }.encode()));
    bodies.push((19, Letter::new(LetterKind::Inbox, space, "青山县教育体育局", secret).encode()));
    bodies.extend(refusals().into_iter().map(|refused| (1, PushAnswer::Refused(refused).encode())));
    let changes = page.entries.iter().filter(|entry| entry.outside.header().compartment == CompartmentId::MEMBERS);
    bodies.extend(changes.map(|entry| (8, entry.payload.clone().expect("it comes whole"))));
    bodies
}

fn refusals() -> Vec<Refused> {
    let (agent, dseq, compartment, current) = (AgentId([1; 16]), 700, CompartmentId(300), 4);
    let errors = [
        MemberError::Founding,
        MemberError::NotAllowed(agent),
        MemberError::Unknown(agent),
        MemberError::Already(agent),
        MemberError::NotActive(agent),
        MemberError::LastAdmin,
        MemberError::Epoch { compartment, current },
        MemberError::Grants(compartment),
        MemberError::Rotation(compartment),
        MemberError::Invitation,
        MemberError::Full,
        MemberError::Wire(WireError::NotCanonical),
    ];
    let mut refusals = vec![
        Refused::TooLarge,
        Refused::Stranger,
        Refused::Space,
        Refused::Founding,
        Refused::Fork { agent, dseq },
        Refused::Gap { agent, have: 3 },
        Refused::Depends { agent, dseq },
        Refused::OtherLog { seq: 1 << 40 },
        Refused::Epoch { compartment, current },
        Refused::Signature { agent, dseq },
        Refused::Quota { used: 1 << 40, limit: 2 },
        Refused::Rate { after_s: 60 },
    ];
    refusals.extend(errors.map(|error| Refused::Member { agent, dseq, error }));
    refusals
}

#[test]
fn every_body_reads_back() {
    for (body, bytes) in honest() {
        assert_eq!(BODIES[body](&bytes).as_ref(), Some(&bytes), "body {body}");
        assert_eq!(BODIES[body](&bytes[..bytes.len() - 1]), None, "body {body} cut short");
        assert_eq!(BODIES[body](&[&bytes[..], &[0]].concat()), None, "body {body} with a byte more");
    }
    for refused in refusals() {
        let answer = PushAnswer::Refused(refused);
        assert_eq!(PushAnswer::decode(&answer.encode()), Ok(answer));
    }
}

#[test]
fn a_query_says_what_is_wanted() {
    let check = |query: &str, expected| assert_eq!(LogAsk::from_query(query), expected);
    let ask = LogAsk { since: 7, limit: 20, payloads_after: 3 };
    check(&ask.to_query(), Some(ask));
    check("since=7", Some(LogAsk { since: 7, limit: 1000, payloads_after: 0 }));
    check("", Some(LogAsk { since: 0, limit: 1000, payloads_after: 0 }));
    check("limit=99999&since=1", Some(LogAsk { since: 1, limit: 1000, payloads_after: 0 }));
    check("limit=0", Some(LogAsk { since: 0, limit: 1, payloads_after: 0 }));
    check("since=-1", None);
    check("since", None);
    check("name=%E7%8E%8B", None);
}

#[test]
fn more_than_a_push_may_hold_is_not_read() {
    let mut school = School::new();
    let save = school.teacher.write(SpaceId([1; 16]), CHILDREN, "在校", sync::Seen::default(), &mut school.dice);
    let ask = |count| PushAsk { envelopes: vec![save.clone(); count] }.encode();
    assert!(PushAsk::decode(&ask(MAX_PUSH_ENVELOPES)).is_ok());
    assert_eq!(PushAsk::decode(&ask(MAX_PUSH_ENVELOPES + 1)), Err(WireError::OutOfRange));
    assert_eq!(PushAsk::decode(&vec![1; 1_000_000]), Err(WireError::OutOfRange));
    let huge = LogHead { seq: u64::MAX, ..LogHead::default() };
    let page = LogPage {
        since: u64::MAX,
        since_hash: [0; 32],
        head: huge,
        generation: [0; 16],
        server_ms: 0,
        entries: vec![],
    };
    assert_eq!(LogPage::decode(&page.encode()), Ok(page));
}

#[test]
fn a_local_envelope_has_no_way_out() {
    let mut save = sync::SaveBuilder::new();
    save.set(sync::Cell::default(), "王小明");
    let writer = sync::Writer::new(SpaceId([1; 16]), CHILDREN, AgentId([2; 16]));
    let local = writer.write(&save, &sync::SaveInfo::default(), &sync::Position::default()).expect("written").remove(0);
    assert!(Sealed::decode(&local.encode()).is_err());
    assert!(Outside::decode(&local.encode()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn random_bytes_never_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..600), versioned: bool) {
        if versioned && !bytes.is_empty() {
            bytes[0] = 1;
        }
        for (at, body) in BODIES.iter().enumerate() {
            if let Some(again) = body(&bytes) {
                prop_assert_eq!(&again, &bytes, "body {}", at);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_read_is_written_the_same(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        thread_local! {
            static HONEST: Vec<(usize, Vec<u8>)> = honest();
        }
        let bodies = HONEST.with(Clone::clone);
        for (body, mut bytes) in bodies {
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            if let Some(again) = BODIES[body](&bytes) {
                prop_assert_eq!(&again, &bytes, "body {}", body);
            }
            let _ = BODIES[body](&bytes[..cut.index(bytes.len())]);
        }
    }
}
