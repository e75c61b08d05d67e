//! How does an admin's device put a change of the membership together? With keys for exactly those entitled afterwards.
//!
//! Every function answers with the change and the keys that begin with it; the keys count once the change stands in the
//! log. `None` means that this device does not hold a key the change needs.

use super::fold::Membership;
use super::member::{Member, Standing};
use super::op::{Add, Change, Founding, Grant, JoinAs, MemberOp, Policy, Rotation};
use crate::host::Rng;
use crate::ids::{AgentId, CompartmentId, SpaceId};
use crate::seal::{AgentKeys, AgentSecret, EpochKey, Keyring, wrap_grant, wrap_link};

/// A new space: its id, its first entry and its first keys.
pub fn found(
    founder: &AgentSecret,
    label: Vec<u8>,
    compartments: Vec<CompartmentId>,
    policy: Policy,
    rng: &mut dyn Rng,
) -> Option<(SpaceId, MemberOp, Keyring)> {
    let mut salt = [0; 16];
    rng.fill(&mut salt);
    let founding = Founding { salt, founder: *founder.keys(), label, compartments, policy };
    let space = founding.space();
    let mut after = Membership::new(space);
    let id = founder.id();
    after.policy = founding.policy.clone();
    after.members.insert(id, Member::new(id, *founder.keys(), super::Role::Admin, &founding.compartments));
    let mut keys = Keyring::new();
    let rotations = after.rotations(&founding.compartments, &mut keys, rng)?;
    Some((space, MemberOp::Found(founding, rotations), keys))
}

impl Membership {
    /// New keys for these compartments.
    pub fn rotate_op(&self, compartments: &[CompartmentId], keys: &Keyring, rng: &mut dyn Rng) -> Option<MemberOp> {
        self.rotations(compartments, &mut keys.clone(), rng).map(MemberOp::Rotate)
    }

    /// A new member, with the current keys of its compartments.
    pub fn add_op(&self, joining: JoinAs, keys: &Keyring, rng: &mut dyn Rng) -> Option<MemberOp> {
        let JoinAs { keys: whose, role, compartments, label, invite } = joining;
        let needs = if role >= super::Role::Reader { compartments.clone() } else { Vec::new() };
        let grants = self.grants(&whose, &needs, keys, rng)?;
        Some(MemberOp::Add(Add { keys: whose, role, compartments, label, invite, grants }))
    }

    /// Other rights for a member: `author` rotates what it loses, as far as `author` can.
    pub fn change_op(
        &self,
        author: &AgentId,
        agent: AgentId,
        (role, compartments): (super::Role, Vec<CompartmentId>),
        keys: &Keyring,
        rng: &mut dyn Rng,
    ) -> Option<MemberOp> {
        let before = self.active(&agent).ok()?;
        let whose = before.keys;
        let mut after = self.clone();
        after.set_rights(&agent, role, &compartments);
        let member = after.active(&agent).ok()?;
        let gained: Vec<_> = compartments.iter().filter(|c| member.reads(**c) && !before.reads(**c)).copied().collect();
        let mut lost = self.read_by_lineage(&agent);
        lost.retain(|compartment| !member.reads(*compartment));
        let rotations = after.rotations(&self.of_author(author, &lost), &mut keys.clone(), rng)?;
        let grants = after.grants(&whose, &gained, keys, rng)?;
        Some(MemberOp::Change(Change { agent, role, compartments, grants, rotations }))
    }

    /// Shuts somebody out: `author` rotates what the agent could read, as far as `author` can.
    pub fn revoke_op(&self, author: &AgentId, agent: AgentId, keys: &Keyring, rng: &mut dyn Rng) -> Option<MemberOp> {
        let mut after = self.clone();
        after.member(&agent)?;
        let lost = self.read_by_lineage(&agent);
        after.shut_out(&agent, Standing::Revoked { at: 0, seen: 0 });
        let rotations = after.rotations(&self.of_author(author, &lost), &mut keys.clone(), rng)?;
        Some(MemberOp::Revoke(agent, rotations))
    }

    /// Another recovery card or escrow, and new keys for everything `author` holds.
    pub fn policy_op(&self, author: &AgentId, policy: Policy, keys: &Keyring, rng: &mut dyn Rng) -> Option<MemberOp> {
        let all: Vec<_> = self.epochs.keys().copied().collect();
        let mut after = self.clone();
        after.policy = policy.clone();
        let rotations = after.rotations(&self.of_author(author, &all), &mut keys.clone(), rng)?;
        Some(MemberOp::Policy(policy, rotations))
    }

    fn rotations(
        &self,
        compartments: &[CompartmentId],
        keys: &mut Keyring,
        rng: &mut dyn Rng,
    ) -> Option<Vec<Rotation>> {
        let mut rotations = Vec::with_capacity(compartments.len());
        for compartment in compartments.iter().copied() {
            let before = self.epochs.get(&compartment).map_or(0, |epoch| epoch.current);
            let epoch = before + 1;
            let place = (self.space, compartment, epoch);
            let key = EpochKey::new(rng);
            let link = match before {
                0 => None,
                before => Some(wrap_link(keys.get(compartment, before)?, &key, place, rng)),
            };
            let mut grants = Vec::new();
            for (to, receive) in self.entitled(compartment) {
                grants.push((to, wrap_grant(&key, &receive, place, rng)?));
            }
            rotations.push(Rotation { compartment, epoch, check: key.check(), link, grants });
            keys.add(compartment, epoch, key);
        }
        Some(rotations)
    }

    fn grants(
        &self,
        to: &AgentKeys,
        compartments: &[CompartmentId],
        keys: &Keyring,
        rng: &mut dyn Rng,
    ) -> Option<Vec<Grant>> {
        let mut grants = Vec::with_capacity(compartments.len());
        for compartment in compartments.iter().copied() {
            let epoch = self.epochs.get(&compartment)?.current;
            let key = keys.get(compartment, epoch)?;
            let wrap = wrap_grant(key, &to.receive, (self.space, compartment, epoch), rng)?;
            grants.push(Grant { compartment, epoch, wrap });
        }
        Some(grants)
    }
}
