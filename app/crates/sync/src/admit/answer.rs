//! Why were envelopes not admitted, and what is the way on? The table of the protocol, as data.

use thiserror::Error;

use crate::ids::{AgentId, CompartmentId};
use crate::members::MemberError;

/// Why a push was refused. Nothing of it was written.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// More envelopes or bytes than one push may have, or none.
    #[error("too much in one push")]
    TooLarge,
    /// The caller is no member, or not one any more.
    #[error("the caller is no active member")]
    Stranger,
    /// An envelope of another space, or one that was never meant to be shared.
    #[error("an envelope of another space")]
    Space,
    /// The space is there already, or is not founded by this.
    #[error("this does not found a space")]
    Founding,
    /// The agent's chain holds another envelope at this number.
    #[error("agent {agent} has another envelope {dseq} in the log")]
    Fork {
        /// Whose chain.
        agent: AgentId,
        /// Where.
        dseq: u32,
    },
    /// Envelopes before this one are missing.
    #[error("agent {agent} has {have} envelopes in the log")]
    Gap {
        /// Whose chain.
        agent: AgentId,
        /// How many are there.
        have: u32,
    },
    /// The author had seen something that is not in the log.
    #[error("an envelope of agent {agent} depends on what is not in the log")]
    Depends {
        /// Whose envelope.
        agent: AgentId,
        /// Which.
        dseq: u32,
    },
    /// The author was shown another log: this server, or another, was set back.
    #[error("the author saw another log at place {seq}")]
    OtherLog {
        /// Where the logs differ.
        seq: u64,
    },
    /// The epoch has passed, or has not begun.
    #[error("compartment {compartment:?} is in epoch {current}")]
    Epoch {
        /// Which compartment.
        compartment: CompartmentId,
        /// Its epoch now.
        current: u32,
    },
    /// The membership does not allow it.
    #[error("envelope {dseq} of agent {agent}: {error}")]
    Member {
        /// Whose envelope.
        agent: AgentId,
        /// Which.
        dseq: u32,
        /// What is not allowed.
        error: MemberError,
    },
    /// The signature is not its author's.
    #[error("envelope {dseq} of agent {agent} is not signed by its author")]
    Signature {
        /// Whose.
        agent: AgentId,
        /// Which.
        dseq: u32,
    },
    /// The space is full.
    #[error("{used} of {limit} bytes are used")]
    Quota {
        /// Bytes used.
        used: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// Too many pushes.
    #[error("too many pushes")]
    Rate {
        /// When to try again.
        after_s: u32,
    },
}

/// What a client does about a refusal. It never drops what it wanted to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Pull, then plan the push anew.
    PullFirst,
    /// Wait, then try the same.
    Later,
    /// Pull; if nothing changes, somebody has to look.
    Stuck,
}

impl Refused {
    /// The HTTP status that goes with it.
    pub fn status(&self) -> u16 {
        match self {
            Refused::TooLarge => 413,
            Refused::Stranger => 403,
            Refused::Space | Refused::Signature { .. } => 400,
            Refused::Quota { .. } => 507,
            Refused::Rate { .. } => 429,
            Refused::Founding
            | Refused::Fork { .. }
            | Refused::Gap { .. }
            | Refused::Depends { .. }
            | Refused::OtherLog { .. }
            | Refused::Epoch { .. }
            | Refused::Member { .. } => 409,
        }
    }

    /// What to do about it.
    pub fn retry(&self) -> Retry {
        match self {
            Refused::Quota { .. } | Refused::Rate { .. } => Retry::Later,
            Refused::Fork { .. }
            | Refused::Gap { .. }
            | Refused::Depends { .. }
            | Refused::Epoch { .. }
            | Refused::Member { .. } => Retry::PullFirst,
            Refused::TooLarge
            | Refused::Stranger
            | Refused::Space
            | Refused::Founding
            | Refused::OtherLog { .. }
            | Refused::Signature { .. } => Retry::Stuck,
        }
    }
}
