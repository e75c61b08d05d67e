//! What a county says of a submission: signed by the county, sealed to the school, about one submission and no other.

use thiserror::Error;

use super::cut;
use super::submission::Submission;
use crate::host::Rng;
use crate::ids::SpaceId;
use crate::proto::{AckPost, PROTOCOL};
use crate::seal::{AgentKeys, AgentSecret, open_sealed_to, seal_to};
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// The longest reason.
pub const MAX_REASON_BYTES: usize = 2_000;

/// Every ack is so long before it is sealed: neither that there is a reason shows by its length, nor which.
const SAME_BYTES: usize = 2_400;

const PURPOSE: &str = "sx-ack-v1";
const SEAL: &[u8] = b"ack";

/// What became of a submission.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 已接收.
    Received,
    /// 已退回, and why.
    Rejected(String),
    /// 已锁定: received, and nothing more is taken for its period.
    Locked,
}

/// What a county says of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ack {
    /// Which office says so.
    pub county: SpaceId,
    /// To which school.
    pub school: SpaceId,
    /// About which submission: its hash.
    pub of: [u8; 32],
    /// Its period.
    pub period: String,
    /// Its revision.
    pub revision: u32,
    /// What became of it.
    pub status: Status,
    /// 1, 2, 3 ... of what was said of this submission: the greatest counts.
    pub number: u32,
    /// When it was said, by the county's clock.
    pub at_ms: u64,
}

/// Why something is no word of the county about a submission. Nothing of it is to be believed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum AckFlaw {
    /// It does not open with this school's key, or was altered.
    #[error("not sealed to this key, or altered")]
    Sealed,
    /// What is in it is no ack.
    #[error("not an ack: {0}")]
    Content(#[from] WireError),
    /// It is not signed by the office whose key was compared.
    #[error("not signed by the office that was paired")]
    Signature,
    /// Another office says so, or it says so to another school.
    #[error("between other offices")]
    Office,
    /// It is about another submission.
    #[error("about another submission")]
    Submission,
    /// It names another period or revision than the submission has.
    #[error("about another period or revision")]
    Revision,
}

impl Ack {
    /// About a submission.
    pub fn to(submission: &Submission, status: Status, number: u32, at_ms: u64) -> Self {
        Self {
            county: submission.county,
            school: submission.school,
            of: submission.hash(),
            period: submission.period.clone(),
            revision: submission.revision,
            status,
            number,
            at_ms,
        }
        .cut()
    }

    /// With a reason that is no longer than it may be.
    pub fn cut(mut self) -> Self {
        if let Status::Rejected(reason) = &mut self.status {
            *reason = cut(reason.trim(), MAX_REASON_BYTES).to_owned();
        }
        self
    }

    fn message(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        out.extend_from_slice(&self.county.0);
        out.extend_from_slice(&self.school.0);
        out.extend_from_slice(&self.of);
        put_bytes(&mut out, self.period.as_bytes());
        put_number(&mut out, u64::from(self.revision));
        let (status, reason) = match &self.status {
            Status::Received => (1, ""),
            Status::Rejected(reason) => (2, reason.as_str()),
            Status::Locked => (3, ""),
        };
        out.push(status);
        put_bytes(&mut out, reason.as_bytes());
        put_number(&mut out, u64::from(self.number));
        put_number(&mut out, self.at_ms);
        out
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        if reader.byte()? != PROTOCOL {
            return Err(WireError::OutOfRange);
        }
        let (county, school, of) = (SpaceId(reader.array()?), SpaceId(reader.array()?), reader.array()?);
        let (period, revision) = (reader.text()?.to_owned(), reader.number32()?);
        let (status, reason) = (reader.byte()?, reader.text()?);
        let status = match (status, reason) {
            (1, "") => Status::Received,
            (2, reason) if reason.len() <= MAX_REASON_BYTES => Status::Rejected(reason.to_owned()),
            (3, "") => Status::Locked,
            _ => return Err(WireError::OutOfRange),
        };
        let (number, at_ms) = (reader.number32()?, reader.number()?);
        Ok(Self { county, school, of, period, revision, status, number, at_ms })
    }

    /// Signs it and seals it to the school. `post` is the name that the server knows the submission by. `None` if the
    /// school's key is none.
    pub fn close(&self, secret: &AgentSecret, to: &AgentKeys, post: [u8; 32], rng: &mut dyn Rng) -> Option<AckPost> {
        let mut signed = self.message();
        let signature = secret.sign(PURPOSE, &signed);
        signed.extend_from_slice(&signature);
        let mut inside = Vec::with_capacity(SAME_BYTES);
        put_bytes(&mut inside, &signed);
        inside.resize(inside.len().max(SAME_BYTES), 0);
        let sealed = seal_to(&inside, &to.receive, (SEAL, &bound(self.school, &post)), rng)?;
        Some(AckPost { school: self.school, of: post, sealed })
    }

    /// What the county said of a submission, if it was this county, and about this very submission.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn open(
        post: &AckPost,
        secret: &AgentSecret,
        county: &AgentKeys,
        submission: &Submission,
    ) -> Result<Self, AckFlaw> {
        Self::open_for(post, secret, county, &About::of(submission))
    }

    /// The same of a submission of which only this is at hand.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn open_for(
        post: &AckPost,
        secret: &AgentSecret,
        county: &AgentKeys,
        about: &About<'_>,
    ) -> Result<Self, AckFlaw> {
        let place = bound(about.school, &post.of);
        let inside = open_sealed_to(&post.sealed, secret, (SEAL, &place)).ok_or(AckFlaw::Sealed)?;
        let mut reader = Reader::new(&inside);
        let signed = reader.bytes()?;
        if reader.take(reader.left())?.iter().any(|byte| *byte != 0) {
            return Err(WireError::NotCanonical.into());
        }
        let (message, signature) = signed.split_last_chunk::<64>().ok_or(WireError::Truncated)?;
        if !county.verify(PURPOSE, message, signature) {
            return Err(AckFlaw::Signature);
        }
        let mut reader = Reader::new(message);
        let ack = Self::read(&mut reader)?;
        reader.finish()?;
        if (ack.county, ack.school) != (about.county, about.school) {
            return Err(AckFlaw::Office);
        }
        if ack.of != about.hash {
            return Err(AckFlaw::Submission);
        }
        if (ack.period.as_str(), ack.revision) != (about.period, about.revision) {
            return Err(AckFlaw::Revision);
        }
        Ok(ack)
    }
}

/// Which submission an ack has to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About<'a> {
    /// The office it was made for.
    pub county: SpaceId,
    /// Whose it is.
    pub school: SpaceId,
    /// Its hash.
    pub hash: [u8; 32],
    /// Its period.
    pub period: &'a str,
    /// Its revision.
    pub revision: u32,
}

impl<'a> About<'a> {
    /// What an ack of this submission has to say.
    pub fn of(submission: &'a Submission) -> Self {
        Self {
            county: submission.county,
            school: submission.school,
            hash: submission.hash(),
            period: &submission.period,
            revision: submission.revision,
        }
    }
}

/// Among words about one submission the greatest counts, which is the one said last. Two of one number, from two desks of
/// the county that had not heard of each other, count in one order everywhere.
pub const fn rank(number: u32, at_ms: u64, status: &Status) -> (u32, u64, &Status) {
    (number, at_ms, status)
}

fn bound(school: SpaceId, post: &[u8; 32]) -> Vec<u8> {
    [&school.0[..], post].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::host::fixed::Sequence;

    #[test]
    fn the_last_word_counts_in_whatever_order_it_comes() {
        let back = Status::Rejected("缺附件".to_owned());
        let mut said = [(1, 90, &Status::Received), (2, 50, &back), (2, 40, &Status::Received)];
        said.sort_by_key(|(number, at_ms, status)| rank(*number, *at_ms, status));
        assert_eq!(said.map(|(number, at_ms, _)| (number, at_ms)), [(1, 90), (2, 40), (2, 50)]);
    }

    #[test]
    fn every_status_comes_back() {
        let (school, county) = (AgentSecret::new(&mut Sequence(1)), AgentSecret::new(&mut Sequence(99)));
        let submission = Submission { revision: 1, ..Submission::default() };
        let long = Status::Rejected("退".repeat(1_000));
        for status in [Status::Received, Status::Locked, Status::Rejected("缺附件".to_owned()), long] {
            let ack = Ack::to(&submission, status, 3, 77);
            let post = ack.close(&county, school.keys(), [8; 32], &mut Sequence(7)).unwrap();
            assert!(post.sealed.len() <= crate::proto::MAX_ACK_BYTES);
            assert_eq!(AckPost::decode(&post.encode()).as_ref(), Ok(&post));
            assert_eq!(Ack::open(&post, &school, county.keys(), &submission), Ok(ack));
        }
    }

    #[test]
    fn nothing_of_what_is_said_shows_by_its_length() {
        let (school, county) = (AgentSecret::new(&mut Sequence(1)), AgentSecret::new(&mut Sequence(99)));
        let long = Status::Rejected("退".repeat(1_000));
        let short = Status::Rejected("缺附件".to_owned());
        let lengths = [Status::Received, Status::Locked, short, long].map(|status| {
            let submission = Submission { revision: 1, period: "2026-11".to_owned(), ..Submission::default() };
            let ack = Ack::to(&submission, status, 1, 1_796_000_000_000);
            ack.close(&county, school.keys(), [8; 32], &mut Sequence(7)).unwrap().sealed.len()
        });
        assert!(
            lengths.iter().all(|length| *length == lengths[0] && *length <= crate::proto::MAX_ACK_BYTES),
            "{lengths:?}"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_borne(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0usize..100, to: u8) {
            let back = Status::Rejected("缺附件".to_owned());
            let mut honest = Ack::to(&Submission::default(), back, 1, 5).message();
            let at = at % honest.len();
            honest[at] = to;
            for bytes in [bytes, honest] {
                let mut reader = Reader::new(&bytes);
                if let Ok(read) = Ack::read(&mut reader) {
                    prop_assert_eq!(&read.message()[..], &bytes[..bytes.len() - reader.left()]);
                }
            }
        }
    }
}
