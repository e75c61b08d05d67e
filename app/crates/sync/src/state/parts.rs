//! Which envelopes make up this state, in which order do they count, and which had seen which?
//!
//! A part (一次保存的一封) is one envelope as the state remembers it. Two parts are ordered by effective time, then by
//! place in the server's log; within an agent, always by its chain.

use std::cmp::Ordering;

use super::Held;
use super::copies::Copies;
use crate::envelope::BodyDigest;
use crate::header::ChainHead;
use crate::hlc::Hlc;
use crate::ids::{AgentId, EnvelopeHash};
use crate::mutant::{Mutant, bred};

/// The place in the log of a part that is not there yet: after everything else.
pub(crate) const NOT_LOGGED: u64 = u64::MAX;
/// The save of a part whose ops are not ours to read.
pub(crate) const NO_SAVE: u32 = u32::MAX;

/// Counts or not, effective time, rank in the log, agent, number: no two parts have the same.
pub(crate) type OrderKey = (bool, Hlc, u64, AgentId, u32);

/// One envelope.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) agent: u32,
    pub(crate) dseq: u32,
    pub(crate) save: u32,
    /// Half of its hash: enough to know it again.
    pub(crate) hash: [u8; 16],
    /// What its ops are known again by; `None` if they are not ours to read, or an old snapshot did not say.
    pub(crate) digest: Option<BodyDigest>,
    pub(crate) seq: u64,
    pub(crate) seen_seq: u64,
    /// The logical time its author gave it, cut to the server's cap.
    pub(crate) bid: Hlc,
    /// The time that orders it: never before an earlier part of the same agent.
    pub(crate) eff: Hlc,
    /// The place in the log that orders it: never before that of an earlier part of the same agent.
    pub(crate) rank: u64,
    /// The same ops count already through another part.
    pub(crate) repeats: bool,
}

/// One agent as its chain shows it.
#[derive(Clone, Debug)]
pub(crate) struct Agent {
    pub(crate) id: AgentId,
    /// Its parts; number 1 first.
    pub(crate) chain: Vec<u32>,
    /// Those of them with ops, in the same order: their times never go back.
    pub(crate) written: Vec<u32>,
    pub(crate) head: EnvelopeHash,
    /// The save its next envelope belongs to: its first envelope, and its index once it has ops here.
    pub(crate) open: Option<(u32, u32)>,
}

impl Agent {
    fn heap(&self) -> usize {
        size_of::<Self>() + (self.chain.capacity() + self.written.capacity()) * size_of::<u32>()
    }
}

/// All envelopes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) list: Vec<Part>,
    pub(crate) agents: Vec<Agent>,
    /// Ends of other agents' chains that a part's author had seen outside the log, for the few parts that have any, in
    /// the order of parts.
    pub(crate) extras: Vec<(u32, Vec<(u32, u32)>)>,
    /// Parts that write the ops of an earlier envelope again.
    pub(crate) copies: Copies,
}

impl Parts {
    pub(crate) fn agent(&self, id: &AgentId) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.id == *id)
    }

    pub(crate) fn agent_at(&mut self, id: AgentId) -> u32 {
        let known = self.agents.iter().position(|agent| agent.id == id);
        let at = known.unwrap_or(self.agents.len());
        if known.is_none() {
            self.agents.push(Agent {
                id,
                chain: Vec::new(),
                written: Vec::new(),
                head: EnvelopeHash::default(),
                open: None,
            });
        }
        at as u32
    }

    pub(crate) fn head(&self, id: &AgentId) -> ChainHead {
        let head = |agent: &Agent| ChainHead { dseq: agent.chain.len() as u32, hash: agent.head };
        self.agent(id).map(head).unwrap_or_default()
    }

    pub(crate) fn id_of(&self, part: u32) -> AgentId {
        self.agents[self.list[part as usize].agent as usize].id
    }

    /// The effective time of an agent's last part with ops before number `dseq`, and the rank of its last part.
    pub(crate) fn times_before(&self, agent: u32, dseq: u32) -> (Hlc, u64) {
        let Agent { chain, written, .. } = &self.agents[agent as usize];
        let part = |at: &u32| &self.list[*at as usize];
        let earlier = written.partition_point(|at| part(at).dseq < dseq);
        let eff = written[..earlier].last().map_or(Hlc::default(), |at| part(at).eff);
        let before = chain.len().min(dseq.saturating_sub(1) as usize);
        (eff, chain[..before].last().map_or(0, |at| part(at).rank))
    }

    /// Whether another part with ops stands between these two places in the order, both of which are of parts that count, or
    /// both of such that repeat others.
    pub(crate) fn any_between(&self, low: OrderKey, high: OrderKey) -> bool {
        debug_assert_eq!(low.0, high.0);
        let eff = |at: &u32| self.list[*at as usize].eff;
        self.agents.iter().any(|agent| {
            let from = agent.written.partition_point(|at| eff(at) < low.1);
            let mut near = agent.written[from..].iter().take_while(|at| eff(at) <= high.1);
            near.any(|at| {
                let key = self.order_key(*at);
                low < key && key < high
            })
        })
    }

    /// The latest effective time of all parts. An agent's times never go back, so that its last one is its latest.
    pub(crate) fn newest(&self) -> Hlc {
        let times_go_back = bred(Mutant::NoMonotoneTime) || bred(Mutant::SnapshotForgetsTimes);
        if times_go_back || bred(Mutant::ClockStays) {
            let heard = |part: &&Part| !bred(Mutant::ClockStays) || part.seq == NOT_LOGGED;
            return self.list.iter().filter(heard).map(|part| part.eff).max().unwrap_or_default();
        }
        let written = self.agents.iter().filter_map(|agent| agent.written.last());
        written.map(|at| self.list[*at as usize].eff).max().unwrap_or_default()
    }

    /// What orders parts. A part that repeats another comes before all that do not.
    pub(crate) fn order_key(&self, part: u32) -> OrderKey {
        let part = &self.list[part as usize];
        let rank = if bred(Mutant::TieByAgent) { 0 } else { part.rank };
        (!part.repeats, part.eff, rank, self.agents[part.agent as usize].id, part.dseq)
    }

    /// The order that decides which version of a cell is shown.
    pub(crate) fn order(&self, a: u32, b: u32) -> Ordering {
        self.order_key(a).cmp(&self.order_key(b))
    }

    pub(crate) fn beats(&self, a: u32, b: u32) -> bool {
        self.order(a, b) == Ordering::Greater
    }

    /// Sorts versions of a cell, the one that counts first.
    pub(crate) fn sort_newest_first(&self, versions: &mut [Held]) {
        versions.sort_unstable_by(|a, b| self.order(b.stamp, a.stamp));
    }

    /// What a part's author had seen outside the log.
    pub(crate) fn extra(&self, part: u32) -> &[(u32, u32)] {
        let at = self.extras.binary_search_by_key(&part, |(part, _)| *part);
        at.map_or(&[], |at| &self.extras[at].1)
    }

    /// Whether the author of `later` had seen `earlier` when writing.
    pub(crate) fn saw(&self, later: u32, earlier: u32) -> bool {
        let (x, y) = (&self.list[later as usize], &self.list[earlier as usize]);
        if x.agent == y.agent {
            return x.dseq > y.dseq;
        }
        let carried = || self.extra(later).iter().any(|(agent, dseq)| *agent == y.agent && *dseq >= y.dseq);
        y.seq != NOT_LOGGED && y.seq <= x.seen_seq || carried()
    }

    /// Whether neither author had seen the other's part.
    pub(crate) fn concurrent(&self, a: u32, b: u32) -> bool {
        a != b && !self.saw(a, b) && !self.saw(b, a)
    }

    pub(crate) fn heap(&self) -> usize {
        self.list.capacity() * size_of::<Part>()
            + self.copies.heap()
            + self.agents.iter().map(Agent::heap).sum::<usize>()
    }
}
