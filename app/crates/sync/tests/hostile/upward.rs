//! 22, 23, and 7 and 25 between a school and its county: what a server, a stick or another office can make of submissions
//! and acks that it carries.

use sync::proto::{AckPost, InboxPost};
use sync::seal::AgentSecret;
use sync::upward::{Ack, AckFlaw, Flaw, Letter, LetterKind, Status, Submission, rank, slot};
use sync::{Rng, SpaceId};

use crate::school::Dice;

struct Pair {
    county: AgentSecret,
    school: AgentSecret,
    other: AgentSecret,
    dice: Dice,
}

const COUNTY: SpaceId = SpaceId([1; 16]);
const SCHOOL: SpaceId = SpaceId([2; 16]);
const AT_MS: u64 = 1_796_000_000_000;

fn pair() -> Pair {
    let mut dice = Dice(2026);
    let mut secret = || AgentSecret::new(&mut dice);
    let (county, school, other) = (secret(), secret(), secret());
    Pair { county, school, other, dice }
}

impl Pair {
    fn submission(&self, revision: u32, body: &[u8]) -> Submission {
        Submission {
            form: "monthly".to_owned(),
            school: SCHOOL,
            slot: slot(&self.school, "monthly", "2026-11"),
            period: "2026-11".to_owned(),
            revision,
            county: COUNTY,
            to: self.county.id(),
            body: body.to_vec(),
            ..Submission::default()
        }
    }

    fn post(&mut self, submission: &Submission) -> InboxPost {
        submission.close(&self.school, self.county.keys(), &mut self.dice).expect("it fits")
    }

    fn open(&self, post: &InboxPost) -> Result<Submission, Flaw> {
        Submission::open(post, COUNTY, &self.county, self.school.keys())
    }

    fn ack(&mut self, about: &Submission, of: [u8; 32], status: Status, number: u32) -> AckPost {
        let ack = Ack::to(about, status, number, AT_MS);
        ack.close(&self.county, self.school.keys(), of, &mut self.dice).expect("a key")
    }

    fn hear(&self, ack: &AckPost, about: &Submission) -> Result<Ack, AckFlaw> {
        Ack::open(ack, &self.school, self.county.keys(), about)
    }

    /// Signs the outside again, as a school would that wants to be taken for another.
    fn signed_by(&self, mut post: InboxPost, secret: &AgentSecret) -> InboxPost {
        post.signature = secret.sign("sx-inbox-v1", &post.message());
        post
    }
}

#[test]
fn case_22_only_the_county_whose_key_was_compared_turns_the_screen() {
    let mut pair = pair();
    let submission = pair.submission(1, b"rows");
    let of = pair.post(&submission).name();
    let honest = pair.ack(&submission, of, Status::Received, 1);
    assert_eq!(pair.hear(&honest, &submission).map(|ack| ack.status), Ok(Status::Received));

    // Whoever knows the school's letter can seal to it, and cannot sign as the county.
    let (other, dice) = (pair.other.clone(), &mut Dice(5));
    let said = Ack::to(&submission, Status::Received, 9, AT_MS);
    let forged = said.close(&other, pair.school.keys(), of, dice).expect("a key");
    assert_eq!(pair.hear(&forged, &submission), Err(AckFlaw::Signature));
    let own = said.close(&pair.school, pair.school.keys(), of, dice).expect("a key");
    assert_eq!(pair.hear(&own, &submission), Err(AckFlaw::Signature));

    // Altered at any byte, cut anywhere, or given out as the answer to something else.
    for at in 0..honest.sealed.len() {
        let mut altered = honest.clone();
        altered.sealed[at] ^= 1;
        assert_eq!(pair.hear(&altered, &submission), Err(AckFlaw::Sealed), "{at}");
        let cut = AckPost { sealed: honest.sealed[..at].to_vec(), ..honest.clone() };
        assert_eq!(pair.hear(&cut, &submission), Err(AckFlaw::Sealed), "{at}");
    }
    let moved = AckPost { of: [9; 32], ..honest.clone() };
    assert_eq!(pair.hear(&moved, &submission), Err(AckFlaw::Sealed));
    // Nor does it say anything to another school.
    let elsewhere = Submission { school: SpaceId([3; 16]), ..submission };
    assert_eq!(Ack::open(&honest, &pair.other, pair.county.keys(), &elsewhere), Err(AckFlaw::Sealed));
}

#[test]
fn case_23_an_ack_of_another_revision_is_none_of_this_one() {
    let mut pair = pair();
    let (first, second) = (pair.submission(1, b"rows"), pair.submission(2, b"rows"));
    let [of_first, of_second] = [&first, &second].map(|one| pair.post(one).name());
    let accepted = pair.ack(&first, of_first, Status::Received, 7);
    assert_eq!(pair.hear(&accepted, &second), Err(AckFlaw::Submission));
    // A county that wants to, and says the same under the name of the second: the submission's own hash decides.
    let renamed = pair.ack(&first, of_second, Status::Received, 7);
    assert_eq!(pair.hear(&renamed, &second), Err(AckFlaw::Submission));
    // The same hash and another number is a word about nothing that was sent.
    for (period, revision) in [("2026-12", 1), ("2026-11", 3)] {
        let said = Ack { period: period.to_owned(), revision, ..Ack::to(&first, Status::Received, 1, AT_MS) };
        let post = said.close(&pair.county, pair.school.keys(), of_first, &mut pair.dice).expect("a key");
        assert_eq!(pair.hear(&post, &first), Err(AckFlaw::Revision));
    }
    // The same between two counties that take from one school.
    let said = Ack { county: SpaceId([8; 16]), ..Ack::to(&first, Status::Received, 1, AT_MS) };
    let post = said.close(&pair.county, pair.school.keys(), of_first, &mut pair.dice).expect("a key");
    assert_eq!(pair.hear(&post, &first), Err(AckFlaw::Office));
}

#[test]
fn case_23_an_earlier_word_shown_again_takes_nothing_back() {
    let mut pair = pair();
    let submission = pair.submission(1, b"rows");
    let of = pair.post(&submission).name();
    let received = pair.ack(&submission, of, Status::Received, 1);
    let back = pair.ack(&submission, of, Status::Rejected("缺附件".to_owned()), 2);
    let heard = |posts: &[&AckPost]| {
        let acks: Vec<Ack> = posts.iter().map(|post| pair.hear(post, &submission).expect("the county's")).collect();
        let last = acks.iter().max_by_key(|ack| rank(ack.number, ack.at_ms, &ack.status));
        last.map(|ack| ack.status.clone())
    };
    assert_eq!(heard(&[&received, &back]), Some(Status::Rejected("缺附件".to_owned())));
    assert_eq!(heard(&[&back, &received, &received]), Some(Status::Rejected("缺附件".to_owned())));
}

#[test]
fn a_submission_is_of_one_school_for_one_office() {
    let mut pair = pair();
    let submission = pair.submission(1, b"rows");
    let post = pair.post(&submission);
    assert_eq!(pair.open(&post).as_ref(), Ok(&submission));

    // Somebody else's name on it, or somebody else's seal around it.
    let other = pair.other.clone();
    assert_eq!(pair.open(&pair.signed_by(post.clone(), &other)), Err(Flaw::Outside));
    let taken = pair.signed_by(post.clone(), &other);
    assert_eq!(Submission::open(&taken, COUNTY, &pair.county, other.keys()), Err(Flaw::Signature));
    let renamed = pair.signed_by(InboxPost { space: SpaceId([3; 16]), ..post.clone() }, &other);
    assert_eq!(Submission::open(&renamed, COUNTY, &pair.county, other.keys()), Err(Flaw::Sealed));

    // Another period or revision on the outside, the school's own signature again on it.
    let school = pair.school.clone();
    for other in
        [InboxPost { revision: 2, ..post.clone() }, InboxPost { period: "0000000000000000".to_owned(), ..post.clone() }]
    {
        assert_eq!(pair.open(&pair.signed_by(other.clone(), &school)), Err(Flaw::Sealed));
        assert_eq!(pair.open(&other), Err(Flaw::Outside));
    }

    // An office that received it seals it again for the next one: what was signed names the recipient.
    let mut passed = submission.clone();
    (passed.county, passed.to) = (COUNTY, pair.other.id());
    let forwarded = passed.close(&school, pair.county.keys(), &mut pair.dice).expect("it fits");
    assert_eq!(pair.open(&forwarded), Err(Flaw::Recipient));
    (passed.county, passed.to) = (SpaceId([8; 16]), pair.county.id());
    let forwarded = passed.close(&school, pair.county.keys(), &mut pair.dice).expect("it fits");
    assert_eq!(pair.open(&forwarded), Err(Flaw::Sealed));

    // Altered on the way.
    for at in [0, 31, 32, 100, post.sealed.len() - 1] {
        let mut altered = post.clone();
        altered.sealed[at] ^= 1;
        assert_eq!(pair.open(&altered), Err(Flaw::Outside), "{at}");
        assert_eq!(pair.open(&pair.signed_by(altered, &school)), Err(Flaw::Sealed), "{at}");
    }
}

#[test]
fn a_letter_on_the_way_cannot_be_exchanged_for_another_unseen() {
    let pair = pair();
    let county = Letter::new(LetterKind::Inbox, COUNTY, "青山县教育体育局", &pair.county);
    let paper = county.fingerprint().to_string();
    let exchanged = Letter::new(LetterKind::Inbox, COUNTY, "青山县教育体育局", &pair.other);
    assert!(county.fingerprint().is_written(&paper) && !exchanged.fingerprint().is_written(&paper));
    // A letter of the same keys for sending is another letter, and a signature for one purpose serves no other.
    let sender = Letter::new(LetterKind::Sender, COUNTY, "青山县教育体育局", &pair.county);
    assert!(!sender.fingerprint().is_written(&paper));
    let mut dice = Dice(8);
    dice.fill(&mut [0; 8]);
    let mut bytes = county.encode();
    let at = bytes.len() - 64;
    bytes[at..].copy_from_slice(&pair.county.sign("sx-ack-v1", &county.encode()[..at]));
    assert!(Letter::decode(&bytes).is_err());
}
