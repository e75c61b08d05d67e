//! The unit that is stored, sent and merged: one envelope carries one save, or one part of a large one.

use thiserror::Error;

use crate::body::Body;
use crate::header::Header;
use crate::ids::EnvelopeHash;

/// A header and its ops. Immutable: its hash is known.
#[derive(Clone, Debug)]
pub struct Envelope {
    header: Header,
    hash: EnvelopeHash,
    body: Body,
}

/// Why bytes are not an envelope.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes stop too early, or a length field asks for more than is there.
    #[error("the bytes end before the envelope does")]
    Truncated,
}

impl Envelope {
    /// Header then body, in their only encoding.
    pub fn encode(&self) -> Vec<u8> {
        todo!()
    }

    /// Reads what [`Envelope::encode`] wrote, and nothing else: any other bytes are refused, none panics.
    pub fn decode(_bytes: &[u8]) -> Result<Self, DecodeError> {
        todo!()
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
}
