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

/// What follows the outside of a shared envelope is never longer: a full body, padded.
pub const MAX_PAYLOAD_BYTES: usize = MAX_BODY_BYTES + MAX_BODY_BYTES / 8;

const SUITE_LOCAL: u8 = 0;
/// Ed25519, XChaCha20-Poly1305, BLAKE3. Suite 2 is kept for SM2, SM3 and SM4.
pub(crate) const SUITE_SHARED: u8 = 1;
const KIND_DATA: u8 = 0;
const KIND_MEMBERS: u8 = 1;
const KIND_SNAPSHOT: u8 = 2;
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

/// What kind of body follows. 3, attachment release, is reserved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Ops of one save.
    #[default]
    Data,
    /// A change of the membership: signed and readable, because the server has to obey it.
    Members,
    /// A snapshot's manifest, or another member's word that it is right.
    Snapshot,
}

/// How the body is protected, and the body's size and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seal {
    /// Suite 0: plain here; it leaves memory only sealed by the vault.
    Local {
        /// Bytes of the body.
        body_len: u32,
        /// BLAKE3 of the body.
        body_hash: [u8; 32],
    },
    /// Suite 1, membership: signed, and readable by the server.
    Signed {
        /// Bytes of the body.
        body_len: u32,
        /// BLAKE3 of the body.
        body_hash: [u8; 32],
    },
    /// Suite 1, everything else: signed and encrypted. Nothing here is computed from the plain body.
    Sealed {
        /// Random, and with the epoch's key the source of this envelope's own key.
        nonce: [u8; 24],
        /// Which key it was: an envelope opens under one key or none.
        commit: [u8; 32],
        /// Bytes of the ciphertext, tag included.
        ct_len: u32,
        /// BLAKE3 of the ciphertext.
        ct_hash: [u8; 32],
    },
}

impl Seal {
    /// Bytes that follow the outside.
    pub fn payload_len(&self) -> usize {
        let (Seal::Local { body_len: len, .. } | Seal::Signed { body_len: len, .. } | Seal::Sealed { ct_len: len, .. }) =
            self;
        *len as usize
    }

    /// BLAKE3 of them.
    pub fn payload_hash(&self) -> &[u8; 32] {
        let (Seal::Local { body_hash: hash, .. }
        | Seal::Signed { body_hash: hash, .. }
        | Seal::Sealed { ct_hash: hash, .. }) = self;
        hash
    }
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
    /// The first envelope that carried these ops, if they are written again under a new agent. Only data has one.
    pub origin: Option<EnvelopeHash>,
    /// How many ops the body holds; 0 in suite 1, where that is inside the seal.
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
        let kind = match self.kind {
            Kind::Data => KIND_DATA,
            Kind::Members => KIND_MEMBERS,
            Kind::Snapshot => KIND_SNAPSHOT,
        };
        let suite = if self.is_local() { SUITE_LOCAL } else { SUITE_SHARED };
        let origin = if self.origin.is_some() { FLAG_ORIGIN } else { 0 };
        let flags = if self.more { FLAG_MORE | origin } else { origin };
        out.extend_from_slice(&[VERSION, suite, kind, flags]);
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
        if let Seal::Sealed { nonce, commit, .. } = &self.seal {
            out.extend_from_slice(nonce);
            out.extend_from_slice(commit);
        }
        put_number(&mut out, self.seal.payload_len() as u64);
        // Last, so that what is bound into the encryption is the header without this.
        out.extend_from_slice(self.seal.payload_hash());
        out
    }

    /// Whether this is an envelope of this machine only.
    pub fn is_local(&self) -> bool {
        matches!(self.seal, Seal::Local { .. })
    }

    /// Reads a header and says how many bytes it took; a body may follow.
    pub fn decode(bytes: &[u8]) -> Result<(Self, usize), HeaderError> {
        let mut reader = Reader::new(bytes);
        match reader.byte()? {
            VERSION => {}
            version => return Err(HeaderError::Version(version)),
        }
        let suite = match reader.byte()? {
            suite @ (SUITE_LOCAL | SUITE_SHARED) => suite,
            suite => return Err(HeaderError::Suite(suite)),
        };
        let kind = match (suite, reader.byte()?) {
            (_, KIND_DATA) => Kind::Data,
            (SUITE_SHARED, KIND_MEMBERS) => Kind::Members,
            (SUITE_SHARED, KIND_SNAPSHOT) => Kind::Snapshot,
            (_, kind) => return Err(HeaderError::Kind(kind)),
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
            seal: read_seal(&mut reader, suite, kind)?,
        };
        let local = suite == SUITE_LOCAL;
        let most = if local { MAX_BODY_BYTES } else { MAX_PAYLOAD_BYTES };
        let most_ops = if local { MAX_OPS } else { 0 };
        // Only ops can be written again.
        if header.origin.is_some() && kind != Kind::Data {
            return Err(WireError::OutOfRange.into());
        }
        if header.dseq == 0 || header.n_ops as usize > most_ops || header.seal.payload_len() > most {
            return Err(WireError::OutOfRange.into());
        }
        Ok((header, bytes.len() - reader.left()))
    }

    /// The hash by which the agent's chain knows a local envelope. It covers the body through [`Seal`]. A shared
    /// envelope is known by the hash of header and signature together.
    pub fn hash(&self) -> EnvelopeHash {
        let mut hash = blake3::Hasher::new_derive_key("sx envelope v1");
        hash.update(&self.encode());
        EnvelopeHash(*hash.finalize().as_bytes())
    }
}

fn read_seal(reader: &mut Reader<'_>, suite: u8, kind: Kind) -> Result<Seal, WireError> {
    Ok(match (suite, kind) {
        (SUITE_LOCAL, _) => Seal::Local { body_len: reader.number32()?, body_hash: reader.array()? },
        (_, Kind::Members) => Seal::Signed { body_len: reader.number32()?, body_hash: reader.array()? },
        _ => Seal::Sealed {
            nonce: reader.array()?,
            commit: reader.array()?,
            ct_len: reader.number32()?,
            ct_hash: reader.array()?,
        },
    })
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
