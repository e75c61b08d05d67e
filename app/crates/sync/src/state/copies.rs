//! Which parts hold the same ops?
//!
//! After a restored disk, or when a local ledger becomes a shared one, ops are written again under the hash of the
//! envelope that held them first. A published ledger is nothing but copies, so everything here is looked up, not searched.

use std::collections::BTreeMap;

/// Half of an envelope's hash.
type Half = [u8; 16];

/// Groups of parts with the same ops, each under the hash of the first envelope that held them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Copies {
    /// In the order in which they were met: the hash of the first, and the parts that write it again.
    groups: Vec<(Half, Vec<u32>)>,
    by_first: BTreeMap<Half, u32>,
    of_part: BTreeMap<u32, u32>,
    /// Every part by its hash, because what a copy repeats may have come before it.
    parts: BTreeMap<Half, u32>,
}

impl Copies {
    /// Takes note of a part.
    pub(crate) fn met(&mut self, part: u32, hash: Half) {
        self.parts.entry(hash).or_insert(part);
    }

    /// Takes note that a part writes the ops of another envelope again.
    pub(crate) fn add(&mut self, first: Half, part: u32) {
        let next = self.groups.len() as u32;
        let group = *self.by_first.entry(first).or_insert(next);
        if group == next {
            self.groups.push((first, Vec::new()));
        }
        self.groups[group as usize].1.push(part);
        self.of_part.insert(part, group);
    }

    /// Whether some part repeats the envelope with this hash.
    pub(crate) fn is_repeated(&self, first: Half) -> bool {
        self.by_first.contains_key(&first)
    }

    /// Whether the envelope with this hash is here, or a copy of it.
    pub(crate) fn holds(&self, first: Half) -> bool {
        self.parts.contains_key(&first) || self.is_repeated(first)
    }

    /// The group a part belongs to, as a copy or as the first of it.
    pub(crate) fn group_of(&self, part: u32, hash: Half) -> Option<Half> {
        let group = self.of_part.get(&part).or_else(|| self.by_first.get(&hash));
        group.map(|group| self.groups[*group as usize].0)
    }

    /// Every part of a group.
    pub(crate) fn parts_of(&self, first: Half) -> Vec<u32> {
        let group = self.by_first.get(&first);
        let mut parts = group.map(|group| self.groups[*group as usize].1.clone()).unwrap_or_default();
        parts.extend(self.parts.get(&first));
        parts
    }

    /// The groups: the hash of the first, and its copies.
    pub(crate) fn groups(&self) -> impl ExactSizeIterator<Item = (&Half, &[u32])> {
        self.groups.iter().map(|(first, parts)| (first, parts.as_slice()))
    }

    pub(crate) fn heap(&self) -> usize {
        let copies: usize = self.groups.iter().map(|(_, parts)| 24 + size_of::<Half>() + parts.capacity() * 4).sum();
        copies + self.parts.len() * (size_of::<Half>() + 4)
    }
}
