//! The unit that is stored, sent and merged: one envelope carries one save, or one part of a large one.

use thiserror::Error;

use crate::body::Body;
use crate::header::{Header, HeaderError, Seal};
use crate::ids::EnvelopeHash;
use crate::wire::WireError;

/// A header and its ops. Immutable, so its hash stays true.
#[derive(Clone, Debug)]
pub struct Envelope {
    header: Header,
    hash: EnvelopeHash,
    body: Body,
    digest: BodyDigest,
}

/// Half of BLAKE3 of an encoded body: enough to know the same ops again.
pub(crate) type BodyDigest = [u8; 16];

/// Half of BLAKE3 of an encoded body.
pub(crate) fn digest(body: &[u8]) -> BodyDigest {
    half(blake3::hash(body).as_bytes())
}

fn half(hash: &[u8; 32]) -> BodyDigest {
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    half
}

/// Why bytes are not an envelope.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The outside is not readable.
    #[error("envelope header: {0}")]
    Header(#[from] HeaderError),
    /// The body is not the one the header names.
    #[error("the body does not match its hash")]
    BodyHash,
    /// The body is not readable.
    #[error("envelope body: {0}")]
    Body(#[from] WireError),
}

impl Envelope {
    /// Closes a body. `header.n_ops` and `header.seal` are filled in from it.
    pub(crate) fn close(mut header: Header, body: Body) -> Self {
        let bytes = body.encode();
        header.n_ops = body.len() as u32;
        header.seal = Seal::Local { body_len: bytes.len() as u32, body_hash: *blake3::hash(&bytes).as_bytes() };
        Self { hash: header.hash(), header, body, digest: digest(&bytes) }
    }

    /// Puts together what was opened. The hash is that of header and signature, `plain` the encoded body.
    pub(crate) fn opened(header: Header, hash: EnvelopeHash, body: Body, plain: &[u8]) -> Self {
        Self { header, hash, body, digest: digest(plain) }
    }

    /// A draft at another place of its author's chain: its number, and the hash before it.
    pub(crate) fn moved(mut self, at: crate::header::ChainHead, more: bool) -> Self {
        (self.header.dseq, self.header.prev, self.header.more) = (at.dseq, at.hash, more);
        self
    }

    /// Header then body, in their only encoding: the stored form of a local envelope. A shared one is stored as its
    /// [`crate::seal::Sealed`]; from here it would come back as [`HeaderError::Suite`].
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = self.header.encode();
        bytes.extend_from_slice(&self.body.encode());
        bytes
    }

    /// Reads what [`Envelope::encode`] wrote, and nothing else: any other bytes are refused, none panics.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        match bytes.first_chunk() {
            Some(&[crate::header::VERSION, suite]) if suite != 0 => return Err(HeaderError::Suite(suite).into()),
            _ => {}
        }
        let (header, len) = Header::decode(bytes)?;
        let body = bytes.get(len..).unwrap_or_default();
        let (body_len, body_hash) = (header.seal.payload_len(), *header.seal.payload_hash());
        match body.len().cmp(&body_len) {
            std::cmp::Ordering::Less => return Err(WireError::Truncated.into()),
            std::cmp::Ordering::Greater => return Err(WireError::Trailing.into()),
            std::cmp::Ordering::Equal => {}
        }
        if *blake3::hash(body).as_bytes() != body_hash {
            return Err(DecodeError::BodyHash);
        }
        let body = Body::decode(body, header.n_ops)?;
        Ok(Self { hash: header.hash(), header, body, digest: half(&body_hash) })
    }

    /// The outside.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The hash by which the log and the agent's chain know this envelope.
    pub fn hash(&self) -> EnvelopeHash {
        self.hash
    }

    /// The save and its ops.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// What the ops are known again by.
    pub(crate) fn digest(&self) -> BodyDigest {
        self.digest
    }

    pub(crate) fn into_parts(self) -> (Header, EnvelopeHash, Body) {
        (self.header, self.hash, self.body)
    }
}
