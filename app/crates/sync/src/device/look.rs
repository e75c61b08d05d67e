//! What a person has on screen when a form is opened, and what of it a save may claim to have been seen. What is claimed is
//! overwritten without a word, so too little is claimed rather than too much.

use std::collections::{BTreeMap, BTreeSet};

use super::{Device, LogPlace};
use crate::header::{ChainHead, MAX_EXTRA, Seen};
use crate::ids::{AgentId, CompartmentId};

/// What a person has on screen: taken when a form is opened, given back when it is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    seen: Seen,
    own: (AgentId, ChainHead),
    /// Compartments of which payloads were not here.
    holes: BTreeSet<CompartmentId>,
    /// From where on a compartment could not be read, its key not being here.
    locked: BTreeMap<CompartmentId, LogPlace>,
    /// Of what came by courier: for each author the end of the chain before the first envelope that no key here opened.
    sealed: BTreeMap<CompartmentId, BTreeMap<AgentId, ChainHead>>,
}

impl Device {
    /// What a person sees now. Of what came by courier that is what rests on something known here: the rest is not shown
    /// (see [`Device::pending`]).
    pub fn look(&self) -> Look {
        let head = self.follower.head();
        let shown = if self.carried.is_empty() { Vec::new() } else { self.in_order(usize::MAX) };
        let came =
            shown.iter().filter(|sealed| self.carried.contains_key(&(sealed.header().agent, sealed.header().dseq)));
        let mut ends: BTreeMap<AgentId, ChainHead> = BTreeMap::new();
        let mut sealed: BTreeMap<CompartmentId, BTreeMap<AgentId, ChainHead>> = BTreeMap::new();
        for envelope in came {
            let header = envelope.header();
            if self.keys.get(header.compartment, header.epoch).is_none() {
                let before = ChainHead { dseq: header.dseq - 1, hash: header.prev };
                sealed.entry(header.compartment).or_default().entry(header.agent).or_insert(before);
            }
            ends.insert(header.agent, envelope.outside().chain_head());
        }
        let extra = ends.into_iter().take(MAX_EXTRA).collect();
        let seen = Seen { seq: head.seq, hash: head.hash, extra };
        let holes = &self.holes | &self.opening;
        Look { seen, own: (self.agent(), self.own_head()), holes, locked: self.locked.clone(), sealed }
    }

    /// What a look claims to have seen of one compartment, in terms of what will be in the log. Where a key was missing,
    /// though it has come since, only the log before; nothing of the log while payloads of it were kept back. The end of a
    /// chain claims all of it, so where something of the log could not be read, no end of somebody else's chain is claimed.
    pub(super) fn claims(&self, look: &Look, compartment: CompartmentId) -> Seen {
        let locked = [&look.locked, &self.locked].into_iter().filter_map(|locked| locked.get(&compartment)).min();
        let mut seen = if look.holes.contains(&compartment) || self.holes.contains(&compartment) {
            Seen::default()
        } else if let Some((seq, hash)) = locked.filter(|(seq, _)| *seq < look.seen.seq) {
            Seen { seq: *seq, hash: *hash, extra: Vec::new() }
        } else {
            let mut seen = look.seen.clone();
            let cut = look.sealed.get(&compartment).into_iter().flatten();
            cut.for_each(|(agent, end)| cut_extra(&mut seen, *agent, *end));
            seen
        };
        let (agent, head) = look.own;
        if agent != self.agent() {
            // Opened before the machine was found to have been set back: then this chain was the own one.
            let base = self.bases.iter().find(|(old, _)| *old == agent).map(|(_, base)| *base);
            let head = self.now_called(agent, head);
            let there = base.map_or(head, |base| if head.dseq < base.dseq { head } else { base });
            add_extra(&mut seen, agent, there);
        }
        self.without_dead(seen)
    }

    /// What an end of an own chain became, however often it was sealed again.
    fn now_called(&self, agent: AgentId, mut head: ChainHead) -> ChainHead {
        for (_, old, new) in self.resealed.iter().filter(|(whose, ..)| *whose == agent) {
            if *old == head {
                head = *new;
            }
        }
        head
    }

    /// The same without chain ends that will never be in the log; what stands for them there stays.
    pub(super) fn without_dead(&self, mut seen: Seen) -> Seen {
        let (kept, dead): (Vec<_>, Vec<_>) =
            seen.extra.into_iter().partition(|(agent, head)| self.buried(agent, head.hash).is_none());
        seen.extra = kept;
        for (agent, mut head) in dead {
            // What stood for it may have been buried too. Each step leads to an earlier number, or into the log.
            for _ in 0..self.dead.len() {
                match self.buried(&agent, head.hash) {
                    Some(instead) => head = instead.unwrap_or_default(),
                    None => break,
                }
            }
            add_extra(&mut seen, agent, head);
        }
        seen
    }
}

/// Adds the end of a chain, unless a later one of the same chain is there.
pub(super) fn add_extra(seen: &mut Seen, agent: AgentId, head: ChainHead) {
    if head.dseq == 0 {
        return;
    }
    match seen.extra.binary_search_by_key(&agent, |(agent, _)| *agent) {
        Ok(at) if seen.extra[at].1.dseq < head.dseq => seen.extra[at].1 = head,
        Ok(_) => {}
        Err(at) if seen.extra.len() < MAX_EXTRA => seen.extra.insert(at, (agent, head)),
        Err(_) => {}
    }
}

/// Takes back the end of a chain to an earlier one; to none, if that is its beginning.
fn cut_extra(seen: &mut Seen, agent: AgentId, end: ChainHead) {
    match seen.extra.binary_search_by_key(&agent, |(agent, _)| *agent) {
        Ok(at) if end.dseq == 0 => drop(seen.extra.remove(at)),
        Ok(at) if seen.extra[at].1.dseq > end.dseq => seen.extra[at].1 = end,
        _ => {}
    }
}
