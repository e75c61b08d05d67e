//! Which names are one person's?
//!
//! A machine that was set back goes on under a new name, and the keys of the old one still sign that it does. Rights
//! therefore belong to the whole *lineage* (同一人的各代名字): what an admin decides about one name holds for all of them.

use std::collections::BTreeSet;

use super::fold::Membership;
use super::member::{Member, Standing};
use super::op::Role;
use crate::ids::{AgentId, CompartmentId};

impl Membership {
    /// The first name of the person who has this one.
    pub fn first_name(&self, agent: &AgentId) -> AgentId {
        let mut name = *agent;
        // A successor always comes after the one it succeeds, so this ends.
        while let Some(before) = self.members.get(&name).and_then(|member| member.succeeds) {
            name = before;
        }
        name
    }

    /// Whether two names are one person's.
    pub fn same_person(&self, a: &AgentId, b: &AgentId) -> bool {
        self.first_name(a) == self.first_name(b)
    }

    /// Who let this person in, under whatever name; `None` for somebody who is no member. Whoever founded the space let
    /// in nobody but themselves.
    pub fn let_in_by(&self, agent: &AgentId) -> Option<AgentId> {
        self.members.get(&self.first_name(agent)).map(|member| member.added_by)
    }

    /// Every name of the person who has this one, retired ones included.
    fn lineage(&self, agent: &AgentId) -> Vec<AgentId> {
        self.members.keys().filter(|other| self.same_person(other, agent)).copied().collect()
    }

    /// The compartments any name of this person holds the keys of, by number.
    pub(super) fn read_by_lineage(&self, agent: &AgentId) -> Vec<CompartmentId> {
        let names = self.lineage(agent);
        let members = names.iter().filter_map(|name| self.members.get(name));
        let read = |member: &Member| -> Vec<CompartmentId> {
            member.compartments.iter().filter(|compartment| member.reads(**compartment)).copied().collect()
        };
        let read: BTreeSet<CompartmentId> = members.flat_map(read).collect();
        read.into_iter().collect()
    }

    /// Gives every name of this person the same rights.
    pub(super) fn set_rights(&mut self, agent: &AgentId, role: Role, compartments: &[CompartmentId]) {
        for name in self.lineage(agent) {
            if let Some(member) = self.members.get_mut(&name) {
                member.role = role;
                member.compartments = compartments.to_vec();
            }
        }
    }

    /// Shuts out every name of this person.
    pub(super) fn shut_out(&mut self, agent: &AgentId, standing: Standing) {
        for name in self.lineage(agent) {
            if let Some(member) = self.members.get_mut(&name) {
                member.standing = standing;
            }
        }
    }
}
