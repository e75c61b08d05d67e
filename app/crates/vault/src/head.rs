//! How long is the log, and what is its last block? The head says so, sealed, in the same transaction as every save.
//!
//! The log has two lanes: what others wrote and a server has ordered, and what was written here and no server has
//! confirmed. Each is a chain: a block names the hash of the block before it, the head names the last.

use serde::{Deserialize, Serialize};
use sync::{AgentId, ChainHead, EnvelopeHash};

use crate::store::Store;
use crate::wire;

/// A part of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lane {
    /// Received, in the order of the server's log.
    Received,
    /// Written here and not confirmed by any server yet; comes after everything received.
    Own,
}

impl Lane {
    pub(crate) const ALL: [Self; 2] = [Self::Received, Self::Own];

    pub(crate) fn store(self) -> Store {
        match self {
            Self::Received => Store::Seg,
            Self::Own => Store::Outbox,
        }
    }
}

/// The end of a lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct End {
    pub(crate) number: u64,
    pub(crate) hash: [u8; 32],
}

/// A position in both lanes: everything up to here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    received: End,
    own: End,
}

impl Mark {
    pub(crate) fn end(&self, lane: Lane) -> End {
        match lane {
            Lane::Received => self.received,
            Lane::Own => self.own,
        }
    }

    pub(crate) fn end_mut(&mut self, lane: Lane) -> &mut End {
        match lane {
            Lane::Received => &mut self.received,
            Lane::Own => &mut self.own,
        }
    }

    /// Blocks in both lanes.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.received.number + self.own.number
    }

    /// Blocks of this position that lie beyond another one: how much a snapshot taken there does not cover.
    #[must_use]
    pub fn blocks_after(&self, other: &Self) -> u64 {
        self.blocks().saturating_sub(other.blocks())
    }
}

/// Who writes here, and how far that chain of envelopes has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// The agent.
    pub agent: AgentId,
    /// Number and hash of its last envelope.
    pub chain: ChainHead,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    mark: Mark,
    agent: [u8; 16],
    dseq: u32,
    hash: [u8; 32],
}

/// The head of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) mark: Mark,
    pub(crate) own: Own,
}

impl Head {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let stored =
            Stored { mark: self.mark, agent: self.own.agent.0, dseq: self.own.chain.dseq, hash: self.own.chain.hash.0 };
        wire::encode(&stored)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let stored: Stored = wire::decode(bytes)?;
        Some(Self {
            mark: stored.mark,
            own: Own {
                agent: AgentId(stored.agent),
                chain: ChainHead { dseq: stored.dseq, hash: EnvelopeHash(stored.hash) },
            },
        })
    }
}
