//! What is sent next? One order over own and carried envelopes, in which each comes after everything it rests on.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::write::rests_on;
use super::{Device, Turn};
use crate::header::{ChainHead, Kind};
use crate::ids::AgentId;
use crate::members::{MemberOp, Place};
use crate::proto::{MAX_PUSH_BYTES, MAX_PUSH_ENVELOPES};
use crate::seal::Sealed;

/// Ends of chains: what is in the log, and what stands before an envelope in a push.
pub(super) struct Ends<'a> {
    device: &'a Device,
    moved: BTreeMap<AgentId, ChainHead>,
}

impl<'a> Ends<'a> {
    pub(super) fn new(device: &'a Device) -> Self {
        Self { device, moved: BTreeMap::new() }
    }

    pub(super) fn head(&self, agent: &AgentId) -> ChainHead {
        self.moved.get(agent).copied().unwrap_or_else(|| self.device.follower.chain_head(agent))
    }

    pub(super) fn move_to(&mut self, sealed: &Sealed) {
        self.moved.insert(sealed.header().agent, sealed.outside().chain_head());
    }

    /// Whether an envelope is its author's next, and everything it rests on is there.
    pub(super) fn takes(&self, sealed: &Sealed) -> bool {
        let header = sealed.header();
        let before = self.head(&header.agent);
        let mut known = |agent: &AgentId, head: &ChainHead| self.head(agent).dseq >= head.dseq;
        before.dseq.checked_add(1) == Some(header.dseq)
            && before.hash == header.prev
            && header.seen.seq <= self.device.follower.head().seq
            && rests_on(sealed.outside(), &mut known)
    }
}

impl Device {
    /// The next push: as many envelopes and bytes as one may hold, or `None` if there is nothing that could be admitted. Store
    /// the turn before sending: from then on these envelopes may be anywhere.
    pub fn plan(&self, most: usize) -> Option<(Vec<Arc<Sealed>>, Turn)> {
        self.plan_behind(0, most)
    }

    /// The push after those that the server says it took, before the log was seen to hold them: `ahead` envelopes in all.
    pub fn plan_behind(&self, ahead: usize, most: usize) -> Option<(Vec<Arc<Sealed>>, Turn)> {
        let mut batch: Vec<Arc<Sealed>> = Vec::new();
        let (mut bytes, mut members) = (0, self.members().clone());
        for (at, sealed) in self.in_order(ahead + most.min(MAX_PUSH_ENVELOPES)).into_iter().enumerate() {
            let behind = at >= ahead;
            bytes += if behind { sealed.size() } else { 0 };
            if bytes > MAX_PUSH_BYTES {
                break;
            }
            let header = sealed.header();
            let admitted = match header.kind {
                Kind::Members => {
                    let place = Place {
                        seq: self.follower.head().seq + 1 + at as u64,
                        srv_ms: self.follower.head().srv_ms,
                        agent: header.agent,
                        seen: header.seen.seq,
                    };
                    MemberOp::decode(sealed.payload()).is_ok_and(|op| members.apply(place, op).is_ok())
                }
                _ => members.check(header).is_ok(),
            };
            if !admitted && ahead > 0 {
                break;
            }
            if !admitted {
                // What rests on it does not get in either; the others do.
                return self.planned(self.without(&sealed, most));
            }
            if behind {
                batch.push(sealed);
            }
        }
        self.planned(batch)
    }

    fn planned(&self, batch: Vec<Arc<Sealed>>) -> Option<(Vec<Arc<Sealed>>, Turn)> {
        if batch.is_empty() {
            return None;
        }
        let next = self.handing_out(&batch);
        Some((batch, Turn::new(self, next, Vec::new(), Vec::new())))
    }

    /// The plan of a device that does not have this envelope, nor what follows it.
    fn without(&self, barred: &Sealed, most: usize) -> Vec<Arc<Sealed>> {
        let (agent, dseq) = (barred.header().agent, barred.header().dseq);
        let mut other = self.clone();
        let stays = |sealed: &Sealed| sealed.header().agent != agent || sealed.header().dseq < dseq;
        let own = self.agents.iter().any(|secret| secret.id() == agent);
        // Own envelopes stand in one order: behind one that is barred, all are.
        let at = other.outbox.iter().position(|sealed| own && !stays(sealed)).unwrap_or(other.outbox.len());
        other.outbox.truncate(at);
        other.carried.retain(|_, sealed| stays(sealed));
        other.plan(most).map(|(batch, _)| batch).unwrap_or_default()
    }

    /// The device once these are out.
    pub(super) fn handing_out(&self, batch: &[Arc<Sealed>]) -> Device {
        let me = self.agent();
        let last = batch.iter().filter(|sealed| sealed.header().agent == me).map(|sealed| sealed.header().dseq).max();
        Device { handed: last.unwrap_or(0).max(self.handed), ..self.clone() }
    }

    /// Everything that is in no log, each after what it rests on, or as much of it. What rests on something that is not here
    /// is left out.
    pub(super) fn in_order(&self, most: usize) -> Vec<Arc<Sealed>> {
        let mut ends = Ends::new(self);
        let mut order = Vec::with_capacity(most.min(self.outbox.len() + self.carried.len()));
        let mut own = self.outbox.iter().peekable();
        let mut rest: Vec<&Arc<Sealed>> = self.carried.values().collect();
        loop {
            let before = order.len();
            rest.retain(|sealed| {
                let takes = order.len() < most && ends.takes(sealed);
                if takes {
                    ends.move_to(sealed);
                    order.push((*sealed).clone());
                }
                !takes
            });
            while order.len() < most
                && let Some(sealed) = own.next_if(|sealed| ends.takes(sealed))
            {
                ends.move_to(sealed);
                order.push(sealed.clone());
            }
            if order.len() == before {
                return order;
            }
        }
    }
}
