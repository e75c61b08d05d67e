//! What can be changed in a membership?

use crate::ids::{AgentId, CompartmentId, SpaceId};
use crate::seal::{AgentKeys, KeyCheck, LINK_BYTES, Wrap};

/// What a member may do, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Role {
    /// Carries envelopes of others, reads nothing.
    Courier = 0,
    /// Reads its compartments.
    Reader = 1,
    /// Reads and writes them.
    Editor = 2,
    /// And changes the membership.
    Admin = 3,
}

/// An invitation's name: random.
pub type InviteId = [u8; 16];

/// What a space begins with. Its hash is the space's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// Random, so that one person can found two spaces.
    pub salt: [u8; 16],
    /// The first admin.
    pub founder: AgentKeys,
    /// The founder's sealed label.
    pub label: Vec<u8>,
    /// The compartments, by number.
    pub compartments: Vec<CompartmentId>,
    /// Who besides holds every key.
    pub policy: Policy,
}

/// Who besides the members is given every key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The keys on the recovery card. They may change the membership as an admin may.
    pub recovery: Option<AgentKeys>,
    /// A key outside the space, if the school chose so; every member sees it here.
    pub escrow: Option<Escrow>,
}

/// A key outside the space that can read everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escrow {
    /// X25519.
    pub receive: [u8; 32],
    /// Whose it is, in words.
    pub label: Vec<u8>,
}

/// Whom a key is sealed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// A member.
    Agent(AgentId),
    /// The recovery card.
    Recovery,
    /// The key outside.
    Escrow,
}

/// A new key for a compartment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Which.
    pub compartment: CompartmentId,
    /// The epoch that begins: the current one and one more.
    pub epoch: u32,
    /// The word about the new key by which every recipient knows it.
    pub check: KeyCheck,
    /// The key before, sealed under the new one; none before the first epoch.
    pub link: Option<[u8; LINK_BYTES]>,
    /// The key sealed to everyone entitled, by recipient.
    pub grants: Vec<(Recipient, Wrap)>,
}

/// The current key of a compartment, sealed to one member who did not have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Which.
    pub compartment: CompartmentId,
    /// The epoch of the key: the current one.
    pub epoch: u32,
    /// The key.
    pub wrap: Wrap,
}

/// An invitation, before anybody has answered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Its name.
    pub id: InviteId,
    /// BLAKE3 of the secret that only the paper or the QR code carries.
    pub secret_hash: [u8; 32],
    /// What the invited will be.
    pub role: Role,
    /// What the invited will see, by number.
    pub compartments: Vec<CompartmentId>,
    /// By the server's clock, in milliseconds since 1970.
    pub expires_ms: u64,
    /// Whether the first to answer is added without another look.
    pub automatic: bool,
}

/// A new member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Add {
    /// Its keys.
    pub keys: AgentKeys,
    /// What it may do.
    pub role: Role,
    /// What it sees, by number.
    pub compartments: Vec<CompartmentId>,
    /// Its sealed label.
    pub label: Vec<u8>,
    /// The invitation it answered; used up by this.
    pub invite: Option<InviteId>,
    /// The current keys of its compartments, by number.
    pub grants: Vec<Grant>,
}

/// Who joins, and as what: what [`super::Membership::add_op`] makes an [`Add`] of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinAs {
    /// Its keys.
    pub keys: AgentKeys,
    /// What it may do.
    pub role: Role,
    /// What it sees, by number.
    pub compartments: Vec<CompartmentId>,
    /// Its sealed label.
    pub label: Vec<u8>,
    /// The invitation it answered.
    pub invite: Option<InviteId>,
}

/// Other rights for a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose.
    pub agent: AgentId,
    /// What it may do from now on.
    pub role: Role,
    /// What it sees from now on, by number.
    pub compartments: Vec<CompartmentId>,
    /// The current keys of compartments that are new to it, by number.
    pub grants: Vec<Grant>,
    /// New keys for those it loses, by number.
    pub rotations: Vec<Rotation>,
}

/// One change of the membership.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "there are a few dozen in the life of a school")]
pub enum MemberOp {
    /// The first entry of every log, with the first key of each compartment.
    Found(Founding, Vec<Rotation>),
    /// Somebody is invited.
    Invite(Invite),
    /// An invitation is taken back.
    Withdraw(InviteId),
    /// Somebody joins.
    Add(Add),
    /// Somebody's rights change.
    Change(Change),
    /// Somebody is shut out, and new keys for what that agent could read.
    Revoke(AgentId, Vec<Rotation>),
    /// The author's machine was set back: from here on it is this agent, with the same rights.
    Succeed(AgentKeys),
    /// New keys.
    Rotate(Vec<Rotation>),
    /// Another recovery card or escrow, and new keys for everything its author holds.
    Policy(Policy, Vec<Rotation>),
}

impl Founding {
    /// The id of the space that begins with this.
    pub fn space(&self) -> SpaceId {
        let mut hash = blake3::Hasher::new_derive_key("sx space v1");
        hash.update(&super::codec::founding_bytes(self));
        let mut id = [0; 16];
        id.copy_from_slice(&hash.finalize().as_bytes()[..16]);
        SpaceId(id)
    }
}
