//! What can be wrong with what a server says? Each is a fact about the page, never a sentence for people.

use thiserror::Error;

use crate::ids::{AgentId, SpaceId};
use crate::members::MemberError;
use crate::wire::WireError;

/// Why a page was refused. Nothing of it was taken in.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alarm {
    /// The server was restored or exchanged: what it holds may be older than what is here.
    #[error("the server's generation changed")]
    Generation,
    /// The log is shorter than it was.
    #[error("the log ends at {head}, and reached {had} before")]
    Rollback {
        /// Its end now.
        head: u64,
        /// Its end as it was known here.
        had: u64,
    },
    /// At a place that both know, the server's log is another one.
    #[error("the log differs at place {seq}")]
    Fork {
        /// The place.
        seq: u64,
    },
    /// An envelope's author was shown another log than this.
    #[error("agent {agent} saw another log at place {seq}")]
    ForkSeen {
        /// Whose envelope says so.
        agent: AgentId,
        /// Where its log differs.
        seq: u64,
    },
    /// An author claims to have seen what was not there yet.
    #[error("envelope {dseq} of agent {agent} was written against what did not exist")]
    SeenAhead {
        /// Whose.
        agent: AgentId,
        /// Which.
        dseq: u32,
    },
    /// Not the place that was asked for.
    #[error("the page does not begin after place {after}")]
    Gap {
        /// The end of what is known here.
        after: u64,
    },
    /// Receive times go back.
    #[error("the server's time goes back at place {seq}")]
    TimeWentBack {
        /// Where.
        seq: u64,
    },
    /// Another ledger's envelope, or one that was never meant to be shared.
    #[error("an envelope of space {0}")]
    Space(SpaceId),
    /// An agent's chain has a hole, or does not follow.
    #[error("envelope {dseq} does not follow in the chain of agent {agent}")]
    Chain {
        /// Whose chain.
        agent: AgentId,
        /// Where.
        dseq: u32,
    },
    /// A signature is not its author's.
    #[error("envelope {dseq} of agent {agent} is not signed by its author")]
    Signature {
        /// Whose.
        agent: AgentId,
        /// Which.
        dseq: u32,
    },
    /// The server let in what the membership does not allow.
    #[error("place {seq}: {error}")]
    Member {
        /// Where.
        seq: u64,
        /// What is not allowed.
        error: MemberError,
    },
    /// A payload is not the one its author signed.
    #[error("the payload at place {seq} was altered")]
    Payload {
        /// Where.
        seq: u64,
    },
    /// A payload this device may read, and asked for, is not there; or there is said to be more, and nothing comes.
    #[error("what stands at place {seq} was withheld")]
    Withheld {
        /// Where.
        seq: u64,
    },
    /// A snapshot is not the state its manifest names.
    #[error("the snapshot at place {seq} is not the state there")]
    Snapshot {
        /// The place it claims to stand for.
        seq: u64,
    },
    /// Not readable.
    #[error("place {seq}: {error}")]
    Wire {
        /// Where.
        seq: u64,
        /// Why.
        error: WireError,
    },
}
