//! Which key is a compartment sealed under now, who was given it, and how does one reach the keys before?

use std::collections::BTreeSet;

use super::op::Rotation;
use crate::ids::{AgentId, CompartmentId};
use crate::seal::{KeyCheck, LINK_BYTES};

/// One compartment's keys, without the keys themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// Which compartment.
    pub compartment: CompartmentId,
    /// Its epoch now: 1 from the founding on.
    pub current: u32,
    /// Agents that were given the current key, or hold it because their predecessor was.
    pub holders: BTreeSet<AgentId>,
    /// By epoch, the first at 0: the word about its key and the key before it, sealed.
    pub(super) chain: Vec<(KeyCheck, Option<[u8; LINK_BYTES]>)>,
}

impl Epoch {
    pub(super) fn begin(compartment: CompartmentId) -> Self {
        Self { compartment, current: 0, holders: BTreeSet::new(), chain: Vec::new() }
    }

    pub(super) fn turn(&mut self, rotation: &Rotation, holders: BTreeSet<AgentId>) {
        self.current = rotation.epoch;
        self.holders = holders;
        self.chain.push((rotation.check, rotation.link));
    }

    /// The word about the key of an epoch.
    pub fn check(&self, epoch: u32) -> Option<KeyCheck> {
        Some(self.chain.get(epoch.checked_sub(1)? as usize)?.0)
    }

    /// The key of the epoch before, sealed under that of `epoch`.
    pub fn link(&self, epoch: u32) -> Option<[u8; LINK_BYTES]> {
        self.chain.get(epoch.checked_sub(1)? as usize)?.1
    }

    /// Whether an envelope sealed in this epoch may still enter the log: the current epoch and the one before.
    pub fn admits(&self, epoch: u32) -> bool {
        epoch > 0 && epoch <= self.current && epoch + 1 >= self.current
    }
}
