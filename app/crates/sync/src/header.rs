//! What may the outside of an envelope say? Who wrote it, where in whose chain it stands, and what its author had seen.
//!
//! The header stays readable to a server, so it never holds anything about a child. Fields are in one fixed order with
//! shortest varints: one header has one encoding.

use crate::ids::{AgentId, CompartmentId, EnvelopeHash, SpaceId};

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
