//! A submission: signed by the school, then sealed to the county, and named so that the server learns no period.

use thiserror::Error;

use super::{cut, cut_name};
use crate::host::Rng;
use crate::ids::{AgentId, SpaceId};
use crate::proto::{InboxPost, MAX_INBOX_BYTES, PROTOCOL};
use crate::seal::{AgentKeys, AgentSecret, Signature, addressed_size, open_sealed_to, seal_to};
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// The largest body: with everything around it, it fits into what an inbox takes.
pub const MAX_FILE_BYTES: usize = 870_000;
/// The longest of the short texts: form, period, names.
pub const MAX_LINE_BYTES: usize = 120;
/// The longest sentence.
pub const MAX_SENTENCE_BYTES: usize = 2_000;

const PURPOSE: &str = "sx-submission-v1";
const POST_PURPOSE: &str = "sx-inbox-v1";
const SEAL: &[u8] = b"submission";

/// What a school hands in. The body is opaque here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submission {
    /// Which form, by its key.
    pub form: String,
    /// Of which edition.
    pub version: u32,
    /// Whose: the space of the school.
    pub school: SpaceId,
    /// What the school calls itself.
    pub name: String,
    /// How the server tells submissions of one form and period from others: [`slot`].
    pub slot: String,
    /// For which period.
    pub period: String,
    /// 1, 2, 3 ... within form and period.
    pub revision: u32,
    /// The hash of the revision before this one.
    pub previous: Option<[u8; 32]>,
    /// The office it is meant for.
    pub county: SpaceId,
    /// The keys it is meant for: inside what is signed, so that no office can pass it on as sent to another one.
    pub to: AgentId,
    /// The place in the school's log that it was made at.
    pub place: u64,
    /// The log's hash there.
    pub head: [u8; 32],
    /// When it was made, by the school's clock.
    pub created_ms: u64,
    /// What people say of it; for a later revision, why.
    pub sentence: String,
    /// The name of the file.
    pub file: String,
    /// The file.
    pub body: Vec<u8>,
}

/// Why a submission cannot be made.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum CloseError {
    /// The file is too large, or a text too long.
    #[error("too large for an inbox")]
    TooLarge,
    /// The recipient's key is none.
    #[error("the recipient's key is no public key")]
    Key,
}

/// What is wrong with something in an inbox. Nothing of it is to be believed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flaw {
    /// The outside is not signed by the school's listed key.
    #[error("not left by the school it names")]
    Outside,
    /// It does not open with this office's key, or was altered.
    #[error("not sealed to this key, or altered")]
    Sealed,
    /// What is in it is no submission.
    #[error("not a submission: {0}")]
    Content(#[from] WireError),
    /// The school made it for another office, or for other keys.
    #[error("made for another recipient")]
    Recipient,
    /// It names another school than the outside.
    #[error("made by another school than the outside says")]
    School,
    /// It names another period or revision than the outside.
    #[error("of another period or revision than the outside says")]
    Slot,
    /// What is in it is not signed by the school's listed key.
    #[error("not signed by the school")]
    Signature,
}

/// The name under which a server keeps submissions of one form and period. Whoever lacks the school's secret cannot tell
/// which period it is.
pub fn slot(secret: &AgentSecret, form: &str, period: &str) -> String {
    let key = blake3::derive_key("sx submission slot v1", secret.to_bytes().as_slice());
    let mut text = Vec::new();
    put_bytes(&mut text, form.as_bytes());
    put_bytes(&mut text, period.as_bytes());
    let hash = blake3::keyed_hash(&key, &text);
    hash.as_bytes()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Submission {
    /// The hash by which an ack, and the next revision, name it.
    pub fn hash(&self) -> [u8; 32] {
        blake3::derive_key("sx submission hash v1", &self.message())
    }

    /// Everything that is signed, in its only encoding.
    fn message(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.body.len() + 1_024);
        out.push(PROTOCOL);
        put_bytes(&mut out, self.form.as_bytes());
        put_number(&mut out, u64::from(self.version));
        out.extend_from_slice(&self.school.0);
        put_bytes(&mut out, self.name.as_bytes());
        put_bytes(&mut out, self.slot.as_bytes());
        put_bytes(&mut out, self.period.as_bytes());
        put_number(&mut out, u64::from(self.revision));
        out.push(u8::from(self.previous.is_some()));
        out.extend_from_slice(self.previous.as_ref().map_or(&[], |hash| hash.as_slice()));
        out.extend_from_slice(&self.county.0);
        out.extend_from_slice(&self.to.0);
        put_number(&mut out, self.place);
        out.extend_from_slice(&self.head);
        put_number(&mut out, self.created_ms);
        put_bytes(&mut out, self.sentence.as_bytes());
        put_bytes(&mut out, self.file.as_bytes());
        put_bytes(&mut out, &self.body);
        out
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        if reader.byte()? != PROTOCOL {
            return Err(WireError::OutOfRange);
        }
        let submission = Self {
            form: reader.text()?.to_owned(),
            version: reader.number32()?,
            school: SpaceId(reader.array()?),
            name: reader.text()?.to_owned(),
            slot: reader.text()?.to_owned(),
            period: reader.text()?.to_owned(),
            revision: reader.number32()?,
            previous: if reader.flag()? { Some(reader.array()?) } else { None },
            county: SpaceId(reader.array()?),
            to: AgentId(reader.array()?),
            place: reader.number()?,
            head: reader.array()?,
            created_ms: reader.number()?,
            sentence: reader.text()?.to_owned(),
            file: reader.text()?.to_owned(),
            body: reader.bytes()?.to_vec(),
        };
        if submission.fits() { Ok(submission) } else { Err(WireError::OutOfRange) }
    }

    fn fits(&self) -> bool {
        let lines = [&self.form, &self.name, &self.slot, &self.period, &self.file];
        let short = lines.iter().all(|line| line.len() <= MAX_LINE_BYTES);
        short
            && self.revision > 0
            && self.sentence.len() <= MAX_SENTENCE_BYTES
            && self.body.len() <= MAX_FILE_BYTES
            && (self.revision > 1 || self.previous.is_none())
    }

    /// Signs it, then seals it to the recipient: what goes to the server, and what stands in a file, byte for byte.
    ///
    /// # Errors
    /// If something of it is too long, or `to` is no key.
    pub fn close(&self, secret: &AgentSecret, to: &AgentKeys, rng: &mut dyn Rng) -> Result<InboxPost, CloseError> {
        let mut inside = self.message();
        let signature = secret.sign(PURPOSE, &inside);
        inside.extend_from_slice(&signature);
        if !self.fits() || addressed_size(inside.len()) > MAX_INBOX_BYTES {
            return Err(CloseError::TooLarge);
        }
        let mut post = InboxPost {
            space: self.school,
            period: self.slot.clone(),
            revision: self.revision,
            sealed: Vec::new(),
            signature: [0; 64],
        };
        let bound = bound(&post, self.county);
        post.sealed = seal_to(&inside, &to.receive, (SEAL, &bound), rng).ok_or(CloseError::Key)?;
        post.signature = secret.sign(POST_PURPOSE, &post.message());
        Ok(post)
    }

    /// Whether the outside of something is signed with these keys of a school. What is inside is not looked at.
    pub fn is_left_by(post: &InboxPost, school: &AgentKeys) -> bool {
        school.verify(POST_PURPOSE, &post.message(), &post.signature)
    }

    /// What lies in an inbox, if it comes from the school that is listed with these keys and was made for this office.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn open(post: &InboxPost, county: SpaceId, inbox: &AgentSecret, school: &AgentKeys) -> Result<Self, Flaw> {
        if !Self::is_left_by(post, school) {
            return Err(Flaw::Outside);
        }
        let inside = open_sealed_to(&post.sealed, inbox, (SEAL, &bound(post, county))).ok_or(Flaw::Sealed)?;
        let (message, signature) = inside.split_last_chunk::<64>().ok_or(WireError::Truncated)?;
        let signature: &Signature = signature;
        let mut reader = Reader::new(message);
        let submission = Self::read(&mut reader)?;
        reader.finish()?;
        if !school.verify(PURPOSE, message, signature) {
            return Err(Flaw::Signature);
        }
        if submission.county != county || submission.to != inbox.id() {
            return Err(Flaw::Recipient);
        }
        if submission.school != post.space {
            return Err(Flaw::School);
        }
        if (&submission.slot, submission.revision) != (&post.period, post.revision) {
            return Err(Flaw::Slot);
        }
        Ok(submission)
    }

    /// Texts as long as they may be.
    pub fn cut(mut self) -> Self {
        for line in [&mut self.form, &mut self.name, &mut self.period] {
            *line = cut(line, MAX_LINE_BYTES).to_owned();
        }
        self.file = cut_name(&self.file, MAX_LINE_BYTES);
        self.sentence = cut(&self.sentence, MAX_SENTENCE_BYTES).to_owned();
        self
    }
}

/// What a sealed submission belongs to.
fn bound(post: &InboxPost, county: SpaceId) -> Vec<u8> {
    let mut out = county.0.to_vec();
    out.extend_from_slice(&post.space.0);
    put_bytes(&mut out, post.period.as_bytes());
    put_number(&mut out, u64::from(post.revision));
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::host::fixed::Sequence;

    fn submission(school: &AgentSecret, county: &AgentSecret) -> Submission {
        Submission {
            form: "monthly".to_owned(),
            version: 1,
            school: SpaceId([2; 16]),
            name: "中心小学".to_owned(),
            slot: slot(school, "monthly", "2026-11"),
            period: "2026-11".to_owned(),
            revision: 1,
            county: SpaceId([1; 16]),
            to: county.id(),
            place: 9,
            file: "月报.xlsx".to_owned(),
            body: vec![5; 1_000],
            ..Submission::default()
        }
    }

    #[test]
    fn slots_say_nothing_and_are_the_same_on_every_device() {
        let (one, other) = (AgentSecret::new(&mut Sequence(1)), AgentSecret::new(&mut Sequence(2)));
        let name = slot(&one, "monthly", "2026-11");
        assert_eq!((name.len(), &name), (16, &slot(&one, "monthly", "2026-11")));
        for different in
            [slot(&one, "monthly", "2026-12"), slot(&one, "ledger", "2026-11"), slot(&other, "monthly", "2026-11")]
        {
            assert_ne!(name, different);
        }
        assert_ne!(slot(&one, "ab", "c"), slot(&one, "a", "bc"));
    }

    #[test]
    fn what_fits_is_sealed_and_nothing_more() {
        let (school, county) = (AgentSecret::new(&mut Sequence(1)), AgentSecret::new(&mut Sequence(99)));
        let full = Submission {
            sentence: "学".repeat(600),
            file: "月".repeat(40),
            name: "校".repeat(40),
            period: "期".repeat(40),
            body: vec![9; MAX_FILE_BYTES],
            ..submission(&school, &county)
        };
        let post = full.close(&school, county.keys(), &mut Sequence(5)).unwrap();
        assert!(post.sealed.len() <= MAX_INBOX_BYTES);
        assert_eq!(InboxPost::decode(&post.encode()).as_ref(), Ok(&post));
        assert_eq!(Submission::open(&post, full.county, &county, school.keys()).as_ref(), Ok(&full));
        let check = |submission: Submission| {
            let closed = submission.close(&school, county.keys(), &mut Sequence(5));
            assert_eq!(closed, Err(CloseError::TooLarge));
        };
        check(Submission { body: vec![9; MAX_FILE_BYTES + 1], ..full.clone() });
        check(Submission { file: "月".repeat(41), ..full.clone() });
        check(Submission { sentence: "学".repeat(700), ..full.clone() });
        check(Submission { revision: 0, ..full.clone() });
        check(Submission { previous: Some([1; 32]), ..full.clone() });
        let cut = Submission { file: "月".repeat(41), sentence: "学".repeat(700), ..full }.cut();
        assert!(cut.close(&school, county.keys(), &mut Sequence(5)).is_ok());
        // What tells the kind of a file stays.
        let cut = Submission { file: format!("{}.xlsx", "月".repeat(41)), ..submission(&school, &county) }.cut();
        assert_eq!(cut.file, format!("{}.xlsx", "月".repeat(38)));
    }
    proptest! {
        #[test]
        fn any_bytes_are_borne(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0usize..300, to: u8) {
            let (school, county) = (AgentSecret::new(&mut Sequence(1)), AgentSecret::new(&mut Sequence(99)));
            let mut honest = Submission { body: vec![1; 40], ..submission(&school, &county) }.message();
            let at = at % honest.len();
            honest[at] = to;
            for bytes in [bytes, honest] {
                let mut reader = Reader::new(&bytes);
                if let Ok(read) = Submission::read(&mut reader) {
                    prop_assert_eq!(&read.message()[..], &bytes[..bytes.len() - reader.left()]);
                }
            }
        }
    }
}
