//! What a school leaves in its county's inbox. The server can tell who left it and how large it is, no more.

use super::{PROTOCOL, begin, part_id};
use crate::ids::SpaceId;
use crate::seal::Signature;
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// A sealed report is never larger.
pub const MAX_INBOX_BYTES: usize = 900_000;
/// Nor is the name of its period longer.
const MAX_PERIOD_BYTES: usize = 16;

/// A report, signed inside, sealed to the county's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxPost {
    /// Which school.
    pub space: SpaceId,
    /// What tells form and period from others, without saying which they are: [`slot`](crate::upward::slot).
    pub period: String,
    /// 1, 2, 3 ... within the period. The same report twice is one report.
    pub revision: u32,
    /// HPKE to the county's inbox key.
    pub sealed: Vec<u8>,
    /// The submission key of the school, which the county has listed, over [`InboxPost::message`] with the purpose
    /// `sx-inbox-v1`.
    pub signature: Signature,
}

/// The server has it: delivered, which is not yet received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InboxReceipt {
    /// BLAKE3 of [`InboxPost::message`].
    pub of: [u8; 32],
    /// When it came.
    pub server_ms: u64,
}

/// What lies in an inbox, from a place on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxPage {
    /// The last place that is taken in the whole inbox: a server that was set back shows by it that it knows less.
    pub end: u64,
    /// The name of what lies at the place that was asked from; zeros before the first place and after the last. By it a
    /// server that was set back, and has filled its places anew since, shows that they are others.
    pub before: [u8; 32],
    /// In the order in which it came.
    pub left: Vec<InboxLeft>,
}

/// Something that was left in an inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxLeft {
    /// Its place, from 1 on.
    pub place: u64,
    /// When it came, by the server's clock.
    pub server_ms: u64,
    /// An [`InboxPost`], encoded.
    pub post: Vec<u8>,
}

impl InboxPage {
    /// The end and the name, then one behind the other: place, time and length, then what was left. Numbers have eight
    /// bytes, the high one first.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.end.to_be_bytes().to_vec();
        out.extend_from_slice(&self.before);
        for left in &self.left {
            for number in [left.place, left.server_ms, left.post.len() as u64] {
                out.extend_from_slice(&number.to_be_bytes());
            }
            out.extend_from_slice(&left.post);
        }
        out
    }

    /// Reads what [`InboxPage::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        let mut page = Self { end: u64::from_be_bytes(reader.array()?), before: reader.array()?, left: Vec::new() };
        while reader.left() > 0 {
            let mut number = || reader.array().map(u64::from_be_bytes);
            let (place, server_ms, length) = (number()?, number()?, number()?);
            let length = usize::try_from(length).map_err(|_| WireError::Truncated)?;
            let post = reader.take(length)?.to_vec();
            if place > page.end || page.left.last().is_some_and(|last| last.place >= place) {
                return Err(WireError::NotCanonical);
            }
            page.left.push(InboxLeft { place, server_ms, post });
        }
        Ok(page)
    }
}

impl InboxPost {
    /// The name the server knows it by: what a receipt is of, and an ack.
    pub fn name(&self) -> [u8; 32] {
        part_id(&self.message())
    }

    /// Everything but the signature.
    pub fn message(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        out.extend_from_slice(&self.space.0);
        put_bytes(&mut out, self.period.as_bytes());
        put_number(&mut out, u64::from(self.revision));
        put_bytes(&mut out, &self.sealed);
        out
    }

    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.message();
        out.extend_from_slice(&self.signature);
        out
    }

    /// Reads what [`InboxPost::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = begin(bytes)?;
        let post = Self {
            space: SpaceId(reader.array()?),
            period: reader.text()?.to_owned(),
            revision: reader.number32()?,
            sealed: reader.bytes()?.to_vec(),
            signature: reader.array()?,
        };
        reader.finish()?;
        let fits = post.period.len() <= MAX_PERIOD_BYTES && post.sealed.len() <= MAX_INBOX_BYTES;
        if fits { Ok(post) } else { Err(WireError::OutOfRange) }
    }
}

impl InboxReceipt {
    /// The body in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![PROTOCOL];
        out.extend_from_slice(&self.of);
        put_number(&mut out, self.server_ms);
        out
    }

    /// Reads what [`InboxReceipt::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = begin(bytes)?;
        let receipt = Self { of: reader.array()?, server_ms: reader.number()? };
        reader.finish()?;
        Ok(receipt)
    }
}
