//! Who belongs to a space, with which rights, and who holds which keys?
//!
//! The *membership* (成员) is a pure fold over the entries of kind [`Kind::Members`](crate::Kind::Members) in the log.
//! Server and clients run the same fold and the same rules, so a change is accepted everywhere or nowhere. It is never
//! called roster: the roster is the children.
//!
//! Rules, in the order in which they are looked at:
//!
//! * The first entry founds the space, and its id is the hash of the founding.
//! * Only admins (and the recovery key) invite, add, change, revoke and rotate. An agent may hand over to its successor.
//! * At least one active admin remains after every change.
//! * A rotation names the epoch after the current one and grants the key to exactly those entitled: of two rotations
//!   written at the same time the second does not fit any more, and is written anew by its author.
//! * Whoever loses a compartment loses it together with its key: the same entry rotates it, as far as its author can.
//! * A revocation counts from its own place in the log. What stood before it stands.
//! * Rights belong to a person, not to a name: revocations and other rights hold for every name of a lineage.

mod author;
mod codec;
mod epoch;
mod fold;
mod join;
mod lineage;
mod member;
mod op;
mod rights;
mod rules;
mod unlock;
mod welcome;

use thiserror::Error;

pub use self::author::found;
pub use self::epoch::Epoch;
pub use self::fold::{Membership, Place};
pub use self::join::{JoinRequest, commitment, sas};
pub use self::member::{Member, Standing};
pub use self::op::{
    Add, Change, Escrow, Founding, Grant, Invite, InviteId, JoinAs, MemberOp, Policy, Recipient, Role, Rotation,
};
pub use self::welcome::Welcome;
use crate::ids::{AgentId, CompartmentId};
use crate::wire::WireError;

/// No space has more agents, retired ones included.
pub const MAX_MEMBERS: usize = 512;
/// No agent may hold more compartments, and no space has more.
pub const MAX_COMPARTMENTS: usize = 64;
/// A sealed label is never longer.
pub const MAX_LABEL_BYTES: usize = 256;

/// Why a change of the membership does not hold. The membership is as before.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemberError {
    /// The first entry is no founding, or not that of this space; or a founding came later.
    #[error("this entry does not found the space")]
    Founding,
    /// Its author may not make this change.
    #[error("agent {0} may not change the membership in this way")]
    NotAllowed(AgentId),
    /// No such agent.
    #[error("agent {0} is no member")]
    Unknown(AgentId),
    /// The agent is there already.
    #[error("agent {0} is a member already")]
    Already(AgentId),
    /// The agent has been revoked or has handed over.
    #[error("agent {0} is not active")]
    NotActive(AgentId),
    /// Nobody would be left who can change anything.
    #[error("the last admin stays")]
    LastAdmin,
    /// Somebody else rotated first, or the entry names an epoch that cannot follow.
    #[error("compartment {compartment:?} is in epoch {current}")]
    Epoch {
        /// Which.
        compartment: CompartmentId,
        /// Its epoch now.
        current: u32,
    },
    /// The keys do not go to exactly those who are entitled to them now.
    #[error("the keys of compartment {0:?} do not go to those entitled to them")]
    Grants(CompartmentId),
    /// A compartment that must be rotated is not, or one is that need not be.
    #[error("compartment {0:?} is not rotated as it has to be")]
    Rotation(CompartmentId),
    /// The invitation is unknown, used, expired or for something else.
    #[error("the invitation does not hold")]
    Invitation,
    /// Larger than anything honest.
    #[error("the membership is full")]
    Full,
    /// Not readable.
    #[error(transparent)]
    Wire(#[from] WireError),
}

#[cfg(test)]
mod tests;
