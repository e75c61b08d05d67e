//! What is handed to a state, and what does it answer?

use thiserror::Error;

use crate::envelope::Envelope;
use crate::ids::{AgentId, CompartmentId, SpaceId};

/// An envelope as the log, or this machine's journal, hands it over.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// Its place in the server's log; `None` while it is only on this machine (or came by courier).
    pub seq: Option<u64>,
    /// When the server received it; 0 while `seq` is `None`.
    pub srv_ms: u64,
    /// The envelope.
    pub envelope: Envelope,
}

impl LogEntry {
    /// An envelope that no server has seen yet.
    pub fn local(envelope: Envelope) -> Self {
        Self { seq: None, srv_ms: 0, envelope }
    }
}

/// What became of an entry that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// Its ops are in the state now.
    New,
    /// It was here already; if it has a place in the log now, that is noted.
    Known,
    /// It waits for an earlier envelope of the same agent.
    Waiting,
}

/// Why an entry was refused. The state is as before.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApplyError {
    /// It belongs to another space.
    #[error("the envelope belongs to space {0}")]
    Space(SpaceId),
    /// Its ops belong to another compartment, or its header alone was given though its ops belong to this one.
    #[error("compartment {0:?} is not to be applied in this way")]
    Compartment(CompartmentId),
    /// The agent's chain holds another envelope at this place: a restored disk or a copied profile.
    #[error("agent {agent} wrote two different envelopes number {dseq}")]
    Fork {
        /// Whose chain.
        agent: AgentId,
        /// Where.
        dseq: u32,
    },
    /// It does not name the hash of the agent's envelope before it.
    #[error("envelope {dseq} of agent {agent} does not follow the one before")]
    BrokenChain {
        /// Whose chain.
        agent: AgentId,
        /// Where.
        dseq: u32,
    },
    /// The server gives one place to two envelopes, or one envelope two places.
    #[error("place {seq} of the log does not fit what is known")]
    LogPlace {
        /// The place.
        seq: u64,
    },
    /// The server's time goes back.
    #[error("the server's time goes back at place {seq}")]
    ServerTime {
        /// The place.
        seq: u64,
    },
    /// A column cannot hold more.
    #[error("the state is full")]
    Full,
}
