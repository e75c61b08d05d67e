//! What if an envelope is gone for good, because its record on this machine is damaged?
//!
//! What its author wrote afterwards must not disappear with it, and nothing may ever be written at its place in the
//! chain again. The lost envelope gets an empty place, and what waited behind it is folded. If it turns up again (out of
//! a backup, or from another member), the state has to be folded anew from the log: it is refused here as
//! [`ApplyError::Fork`](super::ApplyError::Fork) or passed as known.

use super::State;
use super::apply::Arrival;
use crate::header::{ChainHead, Header, Kind, Seal, Seen};
use crate::ids::{AgentId, EnvelopeHash};

impl State {
    /// Gives up the envelopes that others wait for, and those that are missing at the end of the chain of which the true
    /// end is known; whose they were, and which. To be called only when everything that can be had was applied.
    pub fn give_up_missing(&mut self, (owner, end): (AgentId, ChainHead)) -> Vec<(AgentId, u32)> {
        let mut lost = Vec::new();
        let mut agents: Vec<AgentId> = self.waiting().map(|(agent, _)| agent).collect();
        agents.dedup();
        for agent in agents {
            while let Some(next) = self.first_waiting(agent) {
                let before = ChainHead { dseq: next.header.dseq - 1, hash: next.header.prev };
                let places = self.leave_empty(agent, before);
                if places.is_empty() {
                    // It is there and does not follow: a fork, which no gap explains.
                    break;
                }
                lost.extend(places);
                self.place_waiting(agent);
            }
        }
        if self.first_waiting(owner).is_none() {
            lost.extend(self.leave_empty(owner, end));
        }
        lost
    }

    fn first_waiting(&self, agent: AgentId) -> Option<Arrival> {
        self.waiting.iter().find(|arrival| arrival.header.agent == agent).cloned()
    }

    /// Lengthens an agent's chain with empty places up to `end`. Only of the last one is the hash known.
    fn leave_empty(&mut self, agent: AgentId, end: ChainHead) -> Vec<(AgentId, u32)> {
        let from = self.parts.head(&agent).dseq + 1;
        for dseq in from..=end.dseq {
            let hash = if dseq == end.dseq { end.hash } else { EnvelopeHash::default() };
            let header = self.nothing(agent, dseq);
            self.place(Arrival { seq: None, srv_ms: 0, header, hash, body: None, digest: None });
        }
        (from..=end.dseq).map(|dseq| (agent, dseq)).collect()
    }

    /// The header of an envelope of which nothing is known but its place.
    fn nothing(&self, agent: AgentId, dseq: u32) -> Header {
        Header {
            kind: Kind::Data,
            more: false,
            space: self.space,
            compartment: self.compartment,
            epoch: 0,
            agent,
            dseq,
            prev: EnvelopeHash::default(),
            seen: Seen::default(),
            origin: None,
            n_ops: 0,
            seal: Seal::Local { body_len: 0, body_hash: [0; 32] },
        }
    }
}
