//! What may the outside of an envelope say? Who wrote it, where in whose chain it stands, and what its author had seen.
//!
//! The header stays readable to a server, so it never holds anything about a child. Fields are in one fixed order with
//! shortest varints: one header has one encoding.

use thiserror::Error;

use crate::body::{MAX_BODY_BYTES, MAX_OPS};
use crate::ids::{AgentId, CompartmentId, EnvelopeHash, SpaceId};
use crate::wire::{Reader, WireError, put_number};

/// The version of the format this build writes, and the only one it reads.
pub const VERSION: u8 = 1;

/// How many chain ends of other agents one header may name.
pub const MAX_EXTRA: usize = 256;

const SUITE_LOCAL: u8 = 0;
const KIND_DATA: u8 = 0;
const FLAG_MORE: u8 = 1;
const FLAG_ORIGIN: u8 = 2;

/// The end of an agent's chain: how many envelopes it has written and the hash of the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChainHead {
    /// The number of the last envelope; 0 before the first.
    pub dseq: u32,
    /// Its hash; zeros before the first.
    pub hash: EnvelopeHash,
}

/// What the author had on screen when the envelope was written: exactly this decides concurrency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The server log up to and including this place.
    pub seq: u64,
    /// The log's chain hash there; zeros when `seq` is 0.
    pub hash: [u8; 32],
    /// Ends of other agents' chains received by courier (or written on this very machine) and not in the log yet,
    /// sorted by agent.
    pub extra: Vec<(AgentId, ChainHead)>,
}

/// What kind of body follows. 1 membership, 2 snapshot manifest and 3 attachment release are reserved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Ops of one save.
    #[default]
    Data,
}

/// How the body is protected, and the body's size and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seal {
    /// Suite 0: plain here; it leaves memory only sealed by the vault. Suites 1 and 2 are reserved.
    Local {
        /// Bytes of the body.
        body_len: u32,
        /// BLAKE3 of the body.
        body_hash: [u8; 32],
    },
}

/// The outside of an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// What the body is.
    pub kind: Kind,
    /// The agent's next envelope belongs to the same save.
    pub more: bool,
    /// Whose ledger.
    pub space: SpaceId,
    /// Which set of tables.
    pub compartment: CompartmentId,
    /// Which key of the compartment; 0 while the suite is local.
    pub epoch: u32,
    /// Who wrote it.
    pub agent: AgentId,
    /// 1, 2, 3 ... per agent, without gaps, over all compartments.
    pub dseq: u32,
    /// Hash of the agent's envelope before this one; zeros for the first.
    pub prev: EnvelopeHash,
    /// What the author had seen.
    pub seen: Seen,
    /// The first envelope that carried these ops, if they are written again under a new agent.
    pub origin: Option<EnvelopeHash>,
    /// How many ops the body holds.
    pub n_ops: u32,
    /// Protection of the body.
    pub seal: Seal,
}

/// Why bytes are not a header.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderError {
    /// Written by a newer build.
    #[error("envelope version {0} is not known")]
    Version(u8),
    /// Sealed in a way this build cannot open.
    #[error("suite {0} is not known")]
    Suite(u8),
    /// Not a kind of envelope this build knows.
    #[error("envelope kind {0} is not known")]
    Kind(u8),
    /// Damaged.
    #[error(transparent)]
    Wire(#[from] WireError),
}

impl Header {
    /// The header in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(200);
        let Kind::Data = self.kind;
        let origin = if self.origin.is_some() { FLAG_ORIGIN } else { 0 };
        let flags = if self.more { FLAG_MORE | origin } else { origin };
        out.extend_from_slice(&[VERSION, SUITE_LOCAL, KIND_DATA, flags]);
        out.extend_from_slice(&self.space.0);
        put_number(&mut out, u64::from(self.compartment.0));
        put_number(&mut out, u64::from(self.epoch));
        out.extend_from_slice(&self.agent.0);
        put_number(&mut out, u64::from(self.dseq));
        out.extend_from_slice(&self.prev.0);
        put_number(&mut out, self.seen.seq);
        out.extend_from_slice(&self.seen.hash);
        put_number(&mut out, self.seen.extra.len() as u64);
        for (agent, head) in &self.seen.extra {
            out.extend_from_slice(&agent.0);
            put_number(&mut out, u64::from(head.dseq));
            out.extend_from_slice(&head.hash.0);
        }
        if let Some(origin) = &self.origin {
            out.extend_from_slice(&origin.0);
        }
        put_number(&mut out, u64::from(self.n_ops));
        let Seal::Local { body_len, body_hash } = &self.seal;
        put_number(&mut out, u64::from(*body_len));
        out.extend_from_slice(body_hash);
        out
    }

    /// Reads a header and says how many bytes it took; a body may follow.
    pub fn decode(bytes: &[u8]) -> Result<(Self, usize), HeaderError> {
        let mut reader = Reader::new(bytes);
        match reader.byte()? {
            VERSION => {}
            version => return Err(HeaderError::Version(version)),
        }
        match reader.byte()? {
            SUITE_LOCAL => {}
            suite => return Err(HeaderError::Suite(suite)),
        }
        let kind = match reader.byte()? {
            KIND_DATA => Kind::Data,
            kind => return Err(HeaderError::Kind(kind)),
        };
        let flags = reader.byte()?;
        if flags & !(FLAG_MORE | FLAG_ORIGIN) != 0 {
            return Err(WireError::OutOfRange.into());
        }
        let header = Self {
            kind,
            more: flags & FLAG_MORE != 0,
            space: SpaceId(reader.array()?),
            compartment: CompartmentId(reader.number16()?),
            epoch: reader.number32()?,
            agent: AgentId(reader.array()?),
            dseq: reader.number32()?,
            prev: EnvelopeHash(reader.array()?),
            seen: read_seen(&mut reader)?,
            origin: if flags & FLAG_ORIGIN == 0 { None } else { Some(EnvelopeHash(reader.array()?)) },
            n_ops: reader.number32()?,
            seal: Seal::Local { body_len: reader.number32()?, body_hash: reader.array()? },
        };
        let Seal::Local { body_len, .. } = header.seal;
        if header.dseq == 0 || header.n_ops as usize > MAX_OPS || body_len as usize > MAX_BODY_BYTES {
            return Err(WireError::OutOfRange.into());
        }
        Ok((header, bytes.len() - reader.left()))
    }

    /// The hash by which the log and the agent's chain know the envelope. It covers the body through [`Seal`].
    pub fn hash(&self) -> EnvelopeHash {
        let mut hash = blake3::Hasher::new_derive_key("sx envelope v1");
        hash.update(&self.encode());
        EnvelopeHash(*hash.finalize().as_bytes())
    }
}

fn read_seen(reader: &mut Reader<'_>) -> Result<Seen, WireError> {
    let (seq, hash) = (reader.number()?, reader.array()?);
    let count = reader.count(16 + 1 + 32)?;
    if count > MAX_EXTRA {
        return Err(WireError::OutOfRange);
    }
    let mut extra: Vec<(AgentId, ChainHead)> = Vec::with_capacity(count);
    for _ in 0..count {
        let agent = AgentId(reader.array()?);
        let head = ChainHead { dseq: reader.number32()?, hash: EnvelopeHash(reader.array()?) };
        if head.dseq == 0 || extra.last().is_some_and(|(last, _)| *last >= agent) {
            return Err(WireError::NotCanonical);
        }
        extra.push((agent, head));
    }
    Ok(Seen { seq, hash, extra })
}
