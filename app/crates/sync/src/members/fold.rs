//! The fold itself: which changes were accepted, in the order of the log.

use std::collections::BTreeMap;

use super::member::Member;
use super::op::{Invite, InviteId, MemberOp, Policy};
use super::{Epoch, MemberError};
use crate::ids::{AgentId, CompartmentId, SpaceId};
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// Where a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its place in the log.
    pub seq: u64,
    /// When the server received it.
    pub srv_ms: u64,
    /// Its author.
    pub agent: AgentId,
    /// The place in the log its author had seen.
    pub seen: u64,
}

/// The members of a space, their rights, and the state of its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub(super) space: SpaceId,
    pub(super) members: BTreeMap<AgentId, Member>,
    pub(super) invites: BTreeMap<InviteId, Invite>,
    pub(super) epochs: BTreeMap<CompartmentId, Epoch>,
    pub(super) policy: Policy,
    /// Everything that was accepted, for whoever has to store a membership or to look up a grant.
    accepted: Vec<(Place, MemberOp)>,
}

impl Membership {
    /// The membership of a space before its founding.
    pub fn new(space: SpaceId) -> Self {
        Self {
            space,
            members: BTreeMap::new(),
            invites: BTreeMap::new(),
            epochs: BTreeMap::new(),
            policy: Policy::default(),
            accepted: Vec::new(),
        }
    }

    /// Whose members these are.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// How many changes were accepted; 0 before the founding. It names a state of the membership.
    pub fn version(&self) -> u64 {
        self.accepted.len() as u64
    }

    /// Who besides the members holds every key.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Invitations nobody has answered yet, expired ones included.
    pub fn invites(&self) -> impl Iterator<Item = &Invite> {
        self.invites.values()
    }

    /// Every change accepted so far, oldest first: a page shows it as the history of the membership.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = &(Place, MemberOp)> {
        self.accepted.iter()
    }

    /// Takes in a change, if it holds at this place. The signature has been verified by the caller.
    pub fn apply(&mut self, place: Place, op: MemberOp) -> Result<(), MemberError> {
        if self.accepted.last().is_some_and(|(last, _)| last.seq >= place.seq) {
            return Err(WireError::OutOfRange.into());
        }
        let mut next = self.clone();
        next.change(place, &op)?;
        next.accepted.push((place, op));
        *self = next;
        Ok(())
    }

    /// The membership as the changes that made it: [`Membership::decode`] folds them again under the same rules.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.space.0.to_vec();
        put_number(&mut out, self.accepted.len() as u64);
        for (place, op) in &self.accepted {
            put_number(&mut out, place.seq);
            put_number(&mut out, place.srv_ms);
            out.extend_from_slice(&place.agent.0);
            put_number(&mut out, place.seen);
            put_bytes(&mut out, &op.encode());
        }
        out
    }

    /// Reads what [`Membership::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, MemberError> {
        let mut reader = Reader::new(bytes);
        let mut membership = Self::new(SpaceId(reader.array()?));
        for _ in 0..reader.count(16 + 4)? {
            let (seq, srv_ms) = (reader.number()?, reader.number()?);
            let (agent, seen) = (AgentId(reader.array()?), reader.number()?);
            let op = MemberOp::decode(reader.bytes()?)?;
            membership.change(Place { seq, srv_ms, agent, seen }, &op)?;
            membership.accepted.push((Place { seq, srv_ms, agent, seen }, op));
        }
        reader.finish()?;
        Ok(membership)
    }
}
