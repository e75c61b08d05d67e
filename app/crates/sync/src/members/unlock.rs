//! Which keys does a change of the membership bring to this device?

use super::fold::Membership;
use super::op::{Grant, MemberOp, Recipient, Rotation};
use crate::ids::CompartmentId;
use crate::seal::{AgentSecret, EpochKey, Keyring, open_grant, open_link};

impl Membership {
    /// Takes the keys a change brings to one of these agents, and through links the keys before them. `self` is the
    /// membership after the change. Answers with the compartments whose key was meant for this device and is not usable:
    /// whoever made the change kept it out.
    pub fn unlock(&self, op: &MemberOp, agents: &[AgentSecret], keys: &mut Keyring) -> Vec<CompartmentId> {
        let rotations: &[Rotation] = match op {
            MemberOp::Found(_, rotations)
            | MemberOp::Revoke(_, rotations)
            | MemberOp::Rotate(rotations)
            | MemberOp::Policy(_, rotations) => rotations,
            MemberOp::Change(change) => &change.rotations,
            MemberOp::Invite(_) | MemberOp::Withdraw(_) | MemberOp::Add(_) | MemberOp::Succeed(_) => &[],
        };
        let mut withheld = Vec::new();
        for rotation in rotations {
            let place = (self.space, rotation.compartment, rotation.epoch);
            let mine = rotation.grants.iter().find_map(|(to, wrap)| {
                let agent = agents.iter().find(|agent| *to == Recipient::Agent(agent.id()))?;
                Some(open_grant(wrap, agent, place, &rotation.check))
            });
            match mine {
                Some(Some(key)) => {
                    keys.add(rotation.compartment, rotation.epoch, key.clone());
                    if self.walk_back(rotation.compartment, rotation.epoch, key, keys).is_none() {
                        withheld.push(rotation.compartment);
                    }
                }
                Some(None) => withheld.push(rotation.compartment),
                None => {}
            }
        }
        let (whose, grants): (_, &[Grant]) = match op {
            MemberOp::Add(add) => (Some(add.keys.id()), &add.grants),
            MemberOp::Change(change) => (Some(change.agent), &change.grants),
            _ => (None, &[]),
        };
        let Some(agent) = agents.iter().find(|agent| Some(agent.id()) == whose) else {
            return withheld;
        };
        for grant in grants {
            if self.take_grant(grant, agent, keys).is_none() {
                withheld.push(grant.compartment);
            }
        }
        withheld
    }

    fn take_grant(&self, grant: &Grant, agent: &AgentSecret, keys: &mut Keyring) -> Option<()> {
        let Grant { compartment, epoch, wrap } = grant;
        let chain = self.epochs.get(compartment)?;
        let key = open_grant(wrap, agent, (self.space, *compartment, *epoch), &chain.check(*epoch)?)?;
        keys.add(*compartment, *epoch, key.clone());
        self.walk_back(*compartment, *epoch, key, keys)
    }

    /// The keys before one that is here, as far as they are not.
    fn walk_back(&self, compartment: CompartmentId, mut at: u32, mut key: EpochKey, keys: &mut Keyring) -> Option<()> {
        let chain = self.epochs.get(&compartment)?;
        while let Some(link) = chain.link(at) {
            if keys.get(compartment, at - 1).is_some() {
                break;
            }
            key = open_link(&link, &key, (self.space, compartment, at), &chain.check(at - 1)?)?;
            at -= 1;
            keys.add(compartment, at, key.clone());
        }
        Some(())
    }
}
