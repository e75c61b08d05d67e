//! Every place of a log and every chain in it, known again after an opening: without them a fork of long ago is not seen.
//!
//! The record that is written with every page holds only the ends, or it would grow with the log. What lies before is said by
//! the log that is stored beside it; whoever opens without reading all of that has kept the places of the rest.

use std::collections::BTreeMap;

use super::{Follower, Half};
use crate::ids::AgentId;
use crate::log::{Entry, LogHead};
use crate::wire::{Reader, WireError, put_number};

/// A log from its beginning.
#[derive(Default)]
struct Known {
    head: LogHead,
    hashes: Vec<[u8; 32]>,
    chains: BTreeMap<AgentId, Vec<Half>>,
}

impl Known {
    fn follow<'a>(mut self, log: impl IntoIterator<Item = &'a Entry>, end: u64) -> Self {
        for entry in log {
            if self.head.seq == end || entry.seq != self.head.seq + 1 {
                break;
            }
            let hash = entry.outside.hash();
            self.head = self.head.then(entry.srv_ms, &hash);
            self.hashes.push(self.head.hash);
            self.chains.entry(entry.outside.header().agent).or_default().push(hash.half());
        }
        self
    }

    fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        let mut known = Self::default();
        for _ in 0..reader.count(32)? {
            known.hashes.push(reader.array()?);
        }
        for _ in 0..reader.count(16 + 1)? {
            let agent = AgentId(reader.array()?);
            let count = reader.count(16)?;
            known.chains.insert(agent, (0..count).map(|_| reader.array()).collect::<Result<_, _>>()?);
        }
        reader.finish()?;
        known.head.seq = known.hashes.len() as u64;
        known.head.hash = known.hashes.last().copied().unwrap_or_default();
        Ok(known)
    }
}

impl Follower {
    /// Knows again, from the entries of the log as they were stored, every place and chain up to its end. Where something of
    /// them is missing, places and chains are known from the end on only, which costs finding forks of before.
    pub fn recall<'a>(&mut self, log: impl IntoIterator<Item = &'a Entry>) {
        self.adopt(Known::default().follow(log, self.head.seq));
    }

    /// The same from kept [`Follower::places`] and the entries that were stored after them. False if they do not lead to its
    /// end: nothing is known that was not known before.
    #[must_use]
    pub fn recall_on<'a>(&mut self, places: &[u8], log: impl IntoIterator<Item = &'a Entry>) -> bool {
        Known::decode(places).is_ok_and(|known| self.adopt(known.follow(log, self.head.seq)))
    }

    /// Every place and chain, to be kept by whoever will open without reading the whole log. Nothing if they are not all known.
    pub fn places(&self) -> Option<Vec<u8>> {
        if self.hashes.len() as u64 != self.head.seq {
            return None;
        }
        let mut out = Vec::with_capacity(self.hashes.len() * 50);
        put_number(&mut out, self.hashes.len() as u64);
        self.hashes.iter().for_each(|hash| out.extend_from_slice(hash));
        put_number(&mut out, self.chains.len() as u64);
        for (agent, chain) in &self.chains {
            out.extend_from_slice(&agent.0);
            put_number(&mut out, chain.len() as u64);
            chain.iter().for_each(|half| out.extend_from_slice(half));
        }
        Some(out)
    }

    fn adopt(&mut self, known: Known) -> bool {
        let ends = self.agents.iter().map(|(agent, end)| (*agent, end.dseq as usize, end.hash.half()));
        let here = known.chains.iter().filter_map(|(agent, chain)| Some((*agent, chain.len(), *chain.last()?)));
        let same = (known.head.seq, known.head.hash) == (self.head.seq, self.head.hash) && ends.eq(here);
        if same {
            (self.hashes, self.chains) = (known.hashes, known.chains);
        }
        same
    }
}
