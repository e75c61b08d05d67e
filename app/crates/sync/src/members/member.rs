//! What is known of one agent?

use super::op::Role;
use crate::ids::{AgentId, CompartmentId};
use crate::seal::AgentKeys;

/// Whether an agent still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Active,
    /// It was shut out. Envelopes up to the entry that did it stand; none comes after.
    Revoked {
        /// The place of the revocation.
        at: u64,
        /// What its author had seen: what the agent wrote between here and `at` deserves a look.
        seen: u64,
    },
    /// Its machine was set back and goes on under another name.
    Succeeded {
        /// The place of the handing over.
        at: u64,
        /// The first agent it handed over to.
        by: AgentId,
    },
}

/// One agent of a space: one person on one browser profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: AgentId,
    /// Its public keys.
    pub keys: AgentKeys,
    /// What it may do.
    pub role: Role,
    /// What it sees, by number.
    pub compartments: Vec<CompartmentId>,
    /// What people call it, sealed: the server cannot read it.
    pub label: Vec<u8>,
    /// The place in the log since when it belongs to the space.
    pub since: u64,
    /// Who let it in. For a successor, the agent before it.
    pub added_by: AgentId,
    /// The agent it goes on for, if its machine was set back: names of one person make one lineage.
    pub succeeds: Option<AgentId>,
    /// Whether it still counts.
    pub standing: Standing,
}

impl Member {
    pub(super) fn new(id: AgentId, keys: AgentKeys, role: Role, compartments: &[CompartmentId]) -> Self {
        let compartments = compartments.to_vec();
        let (label, standing) = (Vec::new(), Standing::Active);
        Self { id, keys, role, compartments, label, since: 0, added_by: id, succeeds: None, standing }
    }

    /// Whether it still counts.
    pub fn is_active(&self) -> bool {
        self.standing == Standing::Active
    }

    /// Whether it holds the keys of a compartment.
    pub fn reads(&self, compartment: CompartmentId) -> bool {
        self.is_active() && self.role >= Role::Reader && self.compartments.binary_search(&compartment).is_ok()
    }

    /// Whether a server gives it the payloads of a compartment.
    pub fn may_be_shown(&self, compartment: CompartmentId) -> bool {
        let in_standing = !matches!(self.standing, Standing::Revoked { .. });
        in_standing && self.role >= Role::Reader && self.compartments.binary_search(&compartment).is_ok()
    }

    /// Whether it may write data into a compartment.
    pub fn writes(&self, compartment: CompartmentId) -> bool {
        self.reads(compartment) && self.role >= Role::Editor
    }

    /// Whether it may change the membership.
    pub fn leads(&self) -> bool {
        self.is_active() && self.role == Role::Admin
    }
}
