//! Does a change hold? One function for each kind of change; whatever is refused leaves nothing behind.

use std::collections::BTreeSet;

use super::fold::{Membership, Place};
use super::member::{Member, Standing};
use super::op::{Add, Change, Founding, Grant, MemberOp, Policy, Recipient, Role, Rotation};
use super::{Epoch, MAX_COMPARTMENTS, MAX_MEMBERS, MemberError};
use crate::ids::{AgentId, CompartmentId};
use crate::seal::AgentKeys;

impl Membership {
    pub(super) fn change(&mut self, place: Place, op: &MemberOp) -> Result<(), MemberError> {
        match op {
            MemberOp::Found(founding, rotations) => return self.found(place, founding, rotations),
            _ if self.members.is_empty() => return Err(MemberError::Founding),
            MemberOp::Succeed(keys) => return self.succeed(place, keys),
            _ => self.leads(&place.agent)?,
        }
        match op {
            MemberOp::Invite(invite) => {
                self.known(&invite.compartments)?;
                if self.invites.insert(invite.id, invite.clone()).is_some() || self.invites.len() > MAX_MEMBERS {
                    return Err(MemberError::Invitation);
                }
            }
            MemberOp::Withdraw(id) => drop(self.invites.remove(id).ok_or(MemberError::Invitation)?),
            MemberOp::Add(add) => self.add(place, add)?,
            MemberOp::Change(change) => self.change_rights(place, change)?,
            MemberOp::Revoke(agent, rotations) => self.revoke(place, *agent, rotations)?,
            MemberOp::Rotate(rotations) => self.rotate(&place.agent, rotations)?,
            MemberOp::Policy(policy, rotations) => self.set_policy(place, policy, rotations)?,
            MemberOp::Found(..) | MemberOp::Succeed(_) => return Err(MemberError::Founding),
        }
        if self.members.values().any(Member::leads) { Ok(()) } else { Err(MemberError::LastAdmin) }
    }

    fn found(&mut self, place: Place, founding: &Founding, rotations: &[Rotation]) -> Result<(), MemberError> {
        let id = founding.founder.id();
        if !self.members.is_empty() || founding.space() != self.space || place.agent != id || place.seq != 1 {
            return Err(MemberError::Founding);
        }
        let founder = Member {
            id,
            keys: founding.founder,
            role: Role::Admin,
            compartments: founding.compartments.clone(),
            label: founding.label.clone(),
            since: place.seq,
            added_by: id,
            succeeds: None,
            standing: Standing::Active,
        };
        self.members.insert(id, founder);
        self.policy = founding.policy.clone();
        self.exactly(rotations, &founding.compartments)?;
        self.rotate(&id, rotations)
    }

    fn add(&mut self, place: Place, add: &Add) -> Result<(), MemberError> {
        let id = add.keys.id();
        if self.members.contains_key(&id) {
            return Err(MemberError::Already(id));
        }
        if self.members.len() >= MAX_MEMBERS {
            return Err(MemberError::Full);
        }
        self.known(&add.compartments)?;
        if let Some(invite) = &add.invite {
            let invite = self.invites.remove(invite).ok_or(MemberError::Invitation)?;
            let as_offered = invite.role == add.role && invite.compartments == add.compartments;
            if !as_offered || place.srv_ms > invite.expires_ms {
                return Err(MemberError::Invitation);
            }
        }
        let member = Member {
            id,
            keys: add.keys,
            role: add.role,
            compartments: add.compartments.clone(),
            label: add.label.clone(),
            since: place.seq,
            added_by: place.agent,
            succeeds: None,
            standing: Standing::Active,
        };
        let needs = if add.role >= Role::Reader { add.compartments.clone() } else { Vec::new() };
        self.members.insert(id, member);
        self.grant(id, &add.grants, &needs)
    }

    fn change_rights(&mut self, place: Place, change: &Change) -> Result<(), MemberError> {
        self.known(&change.compartments)?;
        let before = self.active(&change.agent)?.clone();
        let before_all = self.read_by_lineage(&change.agent);
        let mut mine = self.of_author(&place.agent, &before_all);
        self.set_rights(&change.agent, change.role, &change.compartments);
        let after = self.active(&change.agent)?;
        let gained: Vec<_> =
            after.compartments.iter().filter(|c| after.reads(**c) && !before.reads(**c)).copied().collect();
        mine.retain(|compartment| !after.reads(*compartment));
        self.exactly(&change.rotations, &mine)?;
        self.rotate(&place.agent, &change.rotations)?;
        self.grant(change.agent, &change.grants, &gained)
    }

    fn revoke(&mut self, place: Place, agent: AgentId, rotations: &[Rotation]) -> Result<(), MemberError> {
        let member = self.members.get(&agent).ok_or(MemberError::Unknown(agent))?;
        if matches!(member.standing, Standing::Revoked { .. }) {
            return Err(MemberError::NotActive(agent));
        }
        // A person is shut out, not a name: whoever could still sign under an older name would only hand over once more.
        let lost = self.read_by_lineage(&agent);
        self.shut_out(&agent, Standing::Revoked { at: place.seq, seen: place.seen });
        let mine = self.of_author(&place.agent, &lost);
        self.exactly(rotations, &mine)?;
        self.rotate(&place.agent, rotations)
    }

    /// A machine that was set back signs with its old key that it goes on under a new one. Two machines that were one
    /// both may: then they are two.
    fn succeed(&mut self, place: Place, keys: &AgentKeys) -> Result<(), MemberError> {
        let old = self.members.get(&place.agent).ok_or(MemberError::Unknown(place.agent))?.clone();
        if matches!(old.standing, Standing::Revoked { .. }) {
            return Err(MemberError::NotActive(place.agent));
        }
        let id = keys.id();
        if self.members.contains_key(&id) {
            return Err(MemberError::Already(id));
        }
        if self.members.len() >= MAX_MEMBERS {
            return Err(MemberError::Full);
        }
        for epoch in self.epochs.values_mut() {
            // Whoever has the old machine's keys has these. A second successor comes from an older disk: what keys that
            // holds nobody knows, so it is given new ones.
            if epoch.holders.remove(&old.id) {
                epoch.holders.insert(id);
            }
        }
        if old.is_active() {
            let retired = Standing::Succeeded { at: place.seq, by: id };
            self.members.insert(old.id, Member { standing: retired, ..old.clone() });
        }
        let (added_by, succeeds, standing) = (old.id, Some(old.id), Standing::Active);
        self.members.insert(id, Member { id, keys: *keys, since: place.seq, added_by, succeeds, standing, ..old });
        Ok(())
    }

    fn set_policy(&mut self, place: Place, policy: &Policy, rotations: &[Rotation]) -> Result<(), MemberError> {
        let all: Vec<_> = self.epochs.keys().copied().collect();
        let mine = self.of_author(&place.agent, &all);
        self.policy = policy.clone();
        self.exactly(rotations, &mine)?;
        self.rotate(&place.agent, rotations)
    }

    /// New keys. Of a compartment that is not there yet, its author is the first member.
    fn rotate(&mut self, author: &AgentId, rotations: &[Rotation]) -> Result<(), MemberError> {
        for rotation in rotations {
            let compartment = rotation.compartment;
            let new = !self.epochs.contains_key(&compartment);
            if compartment == CompartmentId::MEMBERS || new && self.epochs.len() >= MAX_COMPARTMENTS {
                return Err(MemberError::Full);
            }
            if new
                && let Some(author) = self.members.get_mut(author)
                && let Err(at) = author.compartments.binary_search(&compartment)
            {
                author.compartments.insert(at, compartment);
            }
            let current = self.epochs.get(&compartment).map_or(0, |epoch| epoch.current);
            if rotation.epoch != current.saturating_add(1) || rotation.link.is_some() != (current > 0) {
                return Err(MemberError::Epoch { compartment, current });
            }
            let entitled: Vec<Recipient> = self.entitled(compartment).into_iter().map(|(to, _)| to).collect();
            if !rotation.grants.iter().map(|(to, _)| *to).eq(entitled.iter().copied()) {
                return Err(MemberError::Grants(compartment));
            }
            let agents = entitled.into_iter().filter_map(|to| match to {
                Recipient::Agent(agent) => Some(agent),
                Recipient::Recovery | Recipient::Escrow => None,
            });
            let holders: BTreeSet<AgentId> = agents.collect();
            self.epochs.entry(compartment).or_insert_with(|| Epoch::begin(compartment)).turn(rotation, holders);
        }
        Ok(())
    }

    /// Current keys for a member: exactly those it needs.
    fn grant(&mut self, to: AgentId, grants: &[Grant], needs: &[CompartmentId]) -> Result<(), MemberError> {
        if !grants.iter().map(|grant| grant.compartment).eq(needs.iter().copied()) {
            return Err(MemberError::Grants(needs.first().copied().unwrap_or(CompartmentId::MEMBERS)));
        }
        for grant in grants {
            let epoch = self.epochs.get_mut(&grant.compartment).ok_or(MemberError::Grants(grant.compartment))?;
            if grant.epoch != epoch.current {
                return Err(MemberError::Epoch { compartment: grant.compartment, current: epoch.current });
            }
            epoch.holders.insert(to);
        }
        Ok(())
    }

    fn leads(&self, agent: &AgentId) -> Result<(), MemberError> {
        let recovery = self.policy.recovery.is_some_and(|keys| keys.id() == *agent);
        match self.members.get(agent) {
            _ if recovery => Ok(()),
            Some(member) if member.leads() => Ok(()),
            Some(member) if !member.is_active() => Err(MemberError::NotActive(*agent)),
            Some(_) => Err(MemberError::NotAllowed(*agent)),
            None => Err(MemberError::Unknown(*agent)),
        }
    }

    /// Of these compartments, those whose keys the author holds; the recovery card holds all.
    pub(super) fn of_author(&self, author: &AgentId, compartments: &[CompartmentId]) -> Vec<CompartmentId> {
        let author = self.members.get(author);
        let holds = |c: &&CompartmentId| author.is_none_or(|member| member.compartments.binary_search(c).is_ok());
        compartments.iter().filter(holds).copied().collect()
    }

    fn exactly(&self, rotations: &[Rotation], expected: &[CompartmentId]) -> Result<(), MemberError> {
        let missing = |c: &&CompartmentId| !rotations.iter().any(|rotation| rotation.compartment == **c);
        if let Some(missing) = expected.iter().find(missing) {
            return Err(MemberError::Rotation(*missing));
        }
        let extra = rotations.iter().find(|rotation| expected.binary_search(&rotation.compartment).is_err());
        extra.map_or(Ok(()), |extra| Err(MemberError::Rotation(extra.compartment)))
    }

    fn known(&self, compartments: &[CompartmentId]) -> Result<(), MemberError> {
        match compartments.iter().find(|compartment| !self.epochs.contains_key(compartment)) {
            Some(unknown) => Err(MemberError::Grants(*unknown)),
            None => Ok(()),
        }
    }
}
