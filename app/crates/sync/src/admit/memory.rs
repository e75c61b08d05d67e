//! A server's storage that lives in memory: for tests and simulations, and as the plainest example of a [`SpaceStore`].

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::Refused;
use super::page::shows;
use super::push::{Admitted, Limits, SpaceStore, Usage, admit, found};
use super::refill::refill;
use crate::header::ChainHead;
use crate::ids::{AgentId, EnvelopeHash, SpaceId};
use crate::log::{Entry, LogHead};
use crate::members::Membership;
use crate::proto::{LogAsk, LogPage, MAX_PAGE_BYTES, MAX_PAGE_ENTRIES};
use crate::seal::Sealed;

/// One space.
#[derive(Clone, Debug)]
pub struct MemorySpace {
    space: SpaceId,
    generation: [u8; 16],
    rows: Vec<(LogHead, Sealed)>,
    places: BTreeMap<(AgentId, u32), usize>,
    chains: BTreeMap<AgentId, ChainHead>,
    membership: Membership,
    log_bytes: u64,
    /// What the space may use.
    pub limits: Limits,
}

impl MemorySpace {
    /// Founds a space.
    pub fn found(founding: &Sealed, generation: [u8; 16], now_ms: u64) -> Result<Self, Refused> {
        let space = founding.header().space;
        let mut memory = Self {
            space,
            generation,
            rows: Vec::new(),
            places: BTreeMap::new(),
            chains: BTreeMap::new(),
            membership: Membership::new(space),
            log_bytes: 0,
            limits: Limits { pushes: u32::MAX, ..Limits::default() },
        };
        memory.write(found(founding, now_ms)?);
        Ok(memory)
    }

    /// A push by `caller`, whose token was checked.
    pub fn push(&mut self, caller: &AgentId, batch: &[Sealed], now_ms: u64) -> Result<LogHead, Refused> {
        let limits = self.limits;
        let Ok(admitted) = admit(self, self.space, caller, batch, now_ms, &limits);
        Ok(self.write(admitted?))
    }

    /// Entries that `caller` brings back after the storage was set back.
    pub fn refill(&mut self, caller: &AgentId, page: &LogPage, now_ms: u64) -> Result<LogHead, Refused> {
        let limits = self.limits;
        let Ok(admitted) = refill(self, self.space, caller, page, now_ms, &limits);
        Ok(self.write(admitted?))
    }

    /// A page for `caller`.
    pub fn page(&self, caller: &AgentId, ask: &LogAsk, now_ms: u64) -> LogPage {
        let since = ask.since.min(self.rows.len() as u64);
        let limit = (ask.limit as usize).clamp(1, MAX_PAGE_ENTRIES);
        let mut bytes = 0;
        let mut entries: Vec<Entry> = Vec::new();
        for (head, sealed) in self.rows.iter().skip(since as usize).take(limit) {
            let shown = shows(&self.membership, caller, ask, head.seq, sealed.header());
            bytes += sealed.size();
            if bytes > MAX_PAGE_BYTES && !entries.is_empty() {
                break;
            }
            let payload = shown.then(|| sealed.payload().to_vec());
            entries.push(Entry { seq: head.seq, srv_ms: head.srv_ms, outside: sealed.outside().clone(), payload });
        }
        let since_hash = self.hash_of(since);
        LogPage { since, since_hash, head: self.end(), generation: self.generation, server_ms: now_ms, entries }
    }

    /// Every envelope, in order.
    pub fn envelopes(&self) -> impl ExactSizeIterator<Item = (&LogHead, &Sealed)> {
        self.rows.iter().map(|(head, sealed)| (head, sealed))
    }

    /// The membership at the end.
    pub fn members(&self) -> &Membership {
        &self.membership
    }

    /// The end of the log.
    pub fn end(&self) -> LogHead {
        self.rows.last().map_or_else(LogHead::default, |(head, _)| *head)
    }

    fn hash_of(&self, seq: u64) -> [u8; 32] {
        let row = seq.checked_sub(1).and_then(|at| self.rows.get(at as usize));
        row.map_or([0; 32], |(head, _)| head.hash)
    }

    fn write(&mut self, admitted: Admitted) -> LogHead {
        for row in admitted.rows {
            let (agent, dseq) = (row.sealed.header().agent, row.sealed.header().dseq);
            self.places.insert((agent, dseq), self.rows.len());
            self.chains.insert(agent, row.sealed.outside().chain_head());
            self.rows.push((row.head, row.sealed));
        }
        if let Some(membership) = admitted.membership {
            self.membership = membership;
        }
        self.log_bytes = admitted.log_bytes;
        admitted.head
    }
}

impl SpaceStore for MemorySpace {
    type Error = Infallible;

    fn head(&self) -> Result<LogHead, Infallible> {
        Ok(self.end())
    }

    fn hash_at(&self, seq: u64) -> Result<Option<[u8; 32]>, Infallible> {
        Ok((seq <= self.rows.len() as u64).then(|| self.hash_of(seq)))
    }

    fn chain_head(&self, agent: &AgentId) -> Result<ChainHead, Infallible> {
        Ok(self.chains.get(agent).copied().unwrap_or_default())
    }

    fn envelope_hash(&self, agent: &AgentId, dseq: u32) -> Result<Option<EnvelopeHash>, Infallible> {
        Ok(self.places.get(&(*agent, dseq)).map(|at| self.rows[*at].1.hash()))
    }

    fn membership(&self) -> Result<Membership, Infallible> {
        Ok(self.membership.clone())
    }

    fn usage(&self, _: &AgentId) -> Result<Usage, Infallible> {
        Ok(Usage { log_bytes: self.log_bytes, pushes: 0 })
    }
}
