//! What a school leaves in its county's inbox. The server can tell who left it and how large it is, no more.

use super::{PROTOCOL, begin};
use crate::ids::SpaceId;
use crate::seal::Signature;
use crate::wire::{WireError, put_bytes, put_number};

/// A sealed report is never larger.
pub const MAX_INBOX_BYTES: usize = 900_000;
/// Nor is its period longer, for example `2026-11`.
const MAX_PERIOD_BYTES: usize = 16;

/// A report, signed inside, sealed to the county's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxPost {
    /// Which school.
    pub space: SpaceId,
    /// For which period.
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

impl InboxPost {
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
