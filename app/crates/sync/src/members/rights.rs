//! What may an agent do at this place of the log, and what is to be done about keys?

use super::fold::Membership;
use super::member::Member;
use super::op::Recipient;
use super::{Epoch, MemberError};
use crate::header::{Header, Kind};
use crate::ids::{AgentId, CompartmentId};
use crate::seal::AgentKeys;

impl Membership {
    /// An agent, active or not.
    pub fn member(&self, agent: &AgentId) -> Option<&Member> {
        self.members.get(agent)
    }

    /// The keys an agent signs with: those of a member, whatever its standing, or of the recovery card.
    pub fn keys_of(&self, agent: &AgentId) -> Option<AgentKeys> {
        let member = self.members.get(agent).map(|member| member.keys);
        member.or(self.policy.recovery.filter(|keys| keys.id() == *agent))
    }

    /// Every agent there ever was, by id.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// A compartment's keys.
    pub fn epoch(&self, compartment: CompartmentId) -> Option<&Epoch> {
        self.epochs.get(&compartment)
    }

    /// Every compartment, by number.
    pub fn epochs(&self) -> impl Iterator<Item = &Epoch> {
        self.epochs.values()
    }

    /// Whether an envelope of this kind, compartment and epoch may enter the log now. Whether a change of the membership
    /// itself holds is for [`Membership::apply`] to say.
    pub fn check(&self, header: &Header) -> Result<(), MemberError> {
        if header.kind == Kind::Members {
            return Ok(());
        }
        let member = self.active(&header.agent)?;
        // A word about a snapshot is believed by others, so only those say one who may write as well.
        if !member.writes(header.compartment) {
            return Err(MemberError::NotAllowed(header.agent));
        }
        let compartment = header.compartment;
        let current = self.epochs.get(&compartment).map_or(0, |epoch| epoch.current);
        let admitted = self.epochs.get(&compartment).is_some_and(|epoch| epoch.admits(header.epoch));
        if admitted { Ok(()) } else { Err(MemberError::Epoch { compartment, current }) }
    }

    /// An agent that counts.
    pub fn active(&self, agent: &AgentId) -> Result<&Member, MemberError> {
        let member = self.members.get(agent).ok_or(MemberError::Unknown(*agent))?;
        if member.is_active() { Ok(member) } else { Err(MemberError::NotActive(*agent)) }
    }

    /// Whom the key of a compartment belongs to, and the public key to seal it to, by recipient.
    pub fn entitled(&self, compartment: CompartmentId) -> Vec<(Recipient, [u8; 32])> {
        let readers = self.members.values().filter(|member| member.reads(compartment));
        let mut to: Vec<_> = readers.map(|member| (Recipient::Agent(member.id), member.keys.receive)).collect();
        to.extend(self.policy.recovery.map(|keys| (Recipient::Recovery, keys.receive)));
        to.extend(self.policy.escrow.as_ref().map(|escrow| (Recipient::Escrow, escrow.receive)));
        to
    }

    /// Compartments whose current key somebody holds who is not entitled to it any more, or somebody entitled may not
    /// have. Whoever leads and holds them rotates them.
    pub fn due(&self) -> Vec<CompartmentId> {
        let readers = |compartment| self.members.values().filter(move |member| member.reads(compartment));
        let due = |epoch: &&Epoch| !readers(epoch.compartment).map(|member| &member.id).eq(&epoch.holders);
        self.epochs.values().filter(due).map(|epoch| epoch.compartment).collect()
    }
}
