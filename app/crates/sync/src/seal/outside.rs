//! What everybody may see of an envelope, and what travels: header, signature, payload.

use crate::envelope::DecodeError;
use crate::header::{ChainHead, Header, HeaderError};
use crate::ids::EnvelopeHash;
use crate::seal::agent::{AgentKeys, AgentSecret, Signature};
use crate::wire::{Reader, WireError};

const PURPOSE: &str = "sx-env-v1";

/// A signed header. Its hash, which the log and the agent's chain know, covers the signature too, so that a chain vouches
/// for every signature before its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    header: Header,
    signature: Signature,
    hash: EnvelopeHash,
}

impl Outside {
    /// Signs a header.
    pub(crate) fn sign(header: Header, agent: &AgentSecret) -> Self {
        let signature = agent.sign(PURPOSE, &header.encode());
        Self::new(header, signature)
    }

    fn new(header: Header, signature: Signature) -> Self {
        let mut hash = blake3::Hasher::new_derive_key("sx sealed envelope v1");
        hash.update(&header.encode());
        hash.update(&signature);
        Self { header, signature, hash: EnvelopeHash(*hash.finalize().as_bytes()) }
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The hash by which it is known.
    pub fn hash(&self) -> EnvelopeHash {
        self.hash
    }

    /// The end of its author's chain once it is there.
    pub fn chain_head(&self) -> ChainHead {
        ChainHead { dseq: self.header.dseq, hash: self.hash }
    }

    /// Whether these keys signed it.
    #[must_use]
    pub fn is_signed_by(&self, keys: &AgentKeys) -> bool {
        keys.verify(PURPOSE, &self.header.encode(), &self.signature)
    }

    /// Whether these bytes are what the header says follows.
    #[must_use]
    pub fn fits(&self, payload: &[u8]) -> bool {
        payload.len() == self.header.seal.payload_len()
            && blake3::hash(payload) == blake3::Hash::from(*self.header.seal.payload_hash())
    }

    /// Header, then signature.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.header.encode();
        out.extend_from_slice(&self.signature);
        out
    }

    /// Reads what [`Outside::encode`] wrote, and says how many bytes it took. Local envelopes have no outside.
    pub fn decode(bytes: &[u8]) -> Result<(Self, usize), HeaderError> {
        let (header, len) = Header::decode(bytes)?;
        if header.is_local() {
            return Err(HeaderError::Suite(0));
        }
        let mut reader = Reader::new(bytes.get(len..).unwrap_or_default());
        let signature = reader.array()?;
        Ok((Self::new(header, signature), len + 64))
    }
}

/// An envelope as it is stored in the outbox, sent and kept by the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    outside: Outside,
    payload: Vec<u8>,
}

impl Sealed {
    pub(crate) fn new(outside: Outside, payload: Vec<u8>) -> Self {
        Self { outside, payload }
    }

    /// Puts an outside and its payload together, if they belong together.
    pub fn join(outside: Outside, payload: Vec<u8>) -> Option<Self> {
        outside.fits(&payload).then_some(Self { outside, payload })
    }

    /// What everybody may see.
    pub fn outside(&self) -> &Outside {
        &self.outside
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.outside.header
    }

    /// The hash by which it is known.
    pub fn hash(&self) -> EnvelopeHash {
        self.outside.hash
    }

    /// The ciphertext, or the readable body of a membership change.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Takes it apart.
    pub fn into_parts(self) -> (Outside, Vec<u8>) {
        (self.outside, self.payload)
    }

    /// Bytes of its encoding.
    pub fn size(&self) -> usize {
        self.outside.header.encode().len() + 64 + self.payload.len()
    }

    /// Outside, then payload, in their only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.outside.encode();
        out.extend_from_slice(&self.payload);
        out
    }

    /// Reads what [`Sealed::encode`] wrote and nothing else. The signature is not looked at: that needs the membership.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let (outside, len) = Outside::decode(bytes)?;
        let payload = bytes.get(len..).unwrap_or_default();
        match payload.len().cmp(&outside.header.seal.payload_len()) {
            std::cmp::Ordering::Less => return Err(WireError::Truncated.into()),
            std::cmp::Ordering::Greater => return Err(WireError::Trailing.into()),
            std::cmp::Ordering::Equal => {}
        }
        Sealed::join(outside, payload.to_vec()).ok_or(DecodeError::BodyHash)
    }
}
