//! What if an envelope is gone for good, because its record on this machine is damaged?
//!
//! What its author wrote afterwards must not disappear with it. The lost envelope gets an empty place in the chain, and
//! what waited behind it is folded. If it turns up again (out of a backup, or from another member), the state has to be
//! folded anew from the log: it is refused here as [`ApplyError::Fork`](super::ApplyError::Fork) or passed as known.

use super::State;
use super::apply::Arrival;
use crate::header::Seen;
use crate::ids::{AgentId, EnvelopeHash};

impl State {
    /// Gives up the envelopes that others wait for; whose they were, and which. To be called only when everything that
    /// can be had was applied.
    pub fn give_up_missing(&mut self) -> Vec<(AgentId, u32)> {
        let mut lost = Vec::new();
        let mut agents: Vec<AgentId> = self.waiting().map(|(agent, _)| agent).collect();
        agents.dedup();
        for agent in agents {
            while let Some(next) = self.first_waiting(agent) {
                let from = self.parts.head(&agent).dseq + 1;
                let missing: Vec<Arrival> = (from..next.header.dseq).map(|dseq| empty(&next, dseq)).collect();
                if missing.is_empty() {
                    // It is there and does not follow: a fork, which no gap explains.
                    break;
                }
                lost.extend(missing.iter().map(Arrival::key));
                missing.into_iter().for_each(|arrival| self.place(arrival));
                self.place_waiting(agent);
            }
        }
        lost
    }

    fn first_waiting(&self, agent: AgentId) -> Option<Arrival> {
        self.waiting.iter().find(|arrival| arrival.header.agent == agent).cloned()
    }
}

/// The empty place of a lost envelope. Of the last one before `next` the hash is known: `next` names it.
fn empty(next: &Arrival, dseq: u32) -> Arrival {
    let hash = if dseq + 1 == next.header.dseq { next.header.prev } else { EnvelopeHash([0; 32]) };
    let mut header = next.header.clone();
    (header.dseq, header.more, header.origin, header.n_ops) = (dseq, false, None, 0);
    header.seen = Seen::default();
    Arrival { seq: None, srv_ms: 0, header, hash, body: None }
}
