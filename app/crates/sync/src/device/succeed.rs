//! The disk was set back: the log holds an envelope of ours that is not here.
//!
//! Numbers that were given away once must not be given away again, so the device takes new keys. The old key signs that
//! it hands over to them; what is unsent is written again under the new name, with the hash of its first form as
//! `origin`, and claims to have seen of the old chain what its author had really seen.

use std::sync::Arc;

use super::look::add_extra;
use super::{Device, Told};
use crate::header::{ChainHead, Kind};
use crate::host::Rng;
use crate::ids::{AgentId, CompartmentId};
use crate::members::{MemberOp, Standing};
use crate::seal::{AgentSecret, Sealed, open, seal_again, sign};

impl Device {
    /// Takes a new identity. `base` is the end of the own chain in the log as far as it is this device's own: everything
    /// after it was written elsewhere.
    pub(super) fn succeed(&mut self, base: ChainHead, told: &mut Vec<Told>, rng: &mut dyn Rng) {
        let old = self.agent();
        let unsent = std::mem::take(&mut self.outbox);
        let (own, said): (Vec<_>, Vec<_>) = unsent.into_iter().partition(|sealed| sealed.header().agent == old);
        let secret = AgentSecret::new(rng);
        self.outbox = said;
        self.outbox.push(Arc::new(self.hand_over(&secret)));
        self.agents.push(secret);
        self.bases.push((old, base));
        self.handed = 0;
        let mut head = ChainHead::default();
        for sealed in own {
            if let Some(again) = self.under_new_name(&sealed, head, (old, base), sealed.header().more, rng) {
                head = again.outside().chain_head();
                self.outbox.push(Arc::new(again));
                continue;
            }
            match sealed.header().kind {
                // What no key here opens waits for its key.
                Kind::Data => self.put_aside(sealed),
                // Not made twice: whoever wrote it looks again.
                Kind::Members => {
                    let op = MemberOp::decode(sealed.payload()).ok();
                    told.extend(op.map(|op| Told::Withdrawn(Box::new(op))));
                }
                Kind::Snapshot => {}
            }
        }
    }

    /// The word of the old key, at the end of the old chain as the log has it.
    fn hand_over(&self, new: &AgentSecret) -> Sealed {
        let op = MemberOp::Succeed(*new.keys());
        let old = self.follower.chain_head(&self.agent());
        let at = ChainHead { dseq: old.dseq.saturating_add(1), hash: old.hash };
        self.change_at(&op, at, self.in_log())
    }

    pub(super) fn under_new_name(
        &self,
        sealed: &Sealed,
        head: ChainHead,
        (old, base): (AgentId, ChainHead),
        more: bool,
        rng: &mut dyn Rng,
    ) -> Option<Sealed> {
        let header = sealed.header();
        if header.kind != Kind::Data {
            return None;
        }
        let body = open(sealed, &self.keys).ok()?.into_parts().2;
        let (epoch, key) = self.keys.newest(header.compartment)?;
        let at = self.follow(head).ok()?;
        let mut seen = self.without_dead(header.seen.clone());
        add_extra(&mut seen, old, base);
        let origin = Some(header.origin.unwrap_or(sealed.hash()));
        let (agent, dseq, prev) = (self.agent(), at.dseq, at.hash);
        let header = crate::header::Header { epoch, agent, dseq, prev, more, seen, origin, ..header.clone() };
        Some(seal_again(header, body, key, self.secret(), rng).0)
    }

    /// If the old chain moved on before its last word was admitted (a second machine with the same keys), the word is
    /// said again at the new end. Whether anything changed.
    pub(super) fn renew_handing_over(&mut self) -> bool {
        let me = self.agent();
        let mut changed = false;
        // Said already: an earlier form of the word got through.
        let members = self.follower.clone();
        let there = |sealed: &Sealed| match MemberOp::decode(sealed.payload()) {
            Ok(MemberOp::Succeed(keys)) => members.members().member(&keys.id()).is_some(),
            _ => false,
        };
        self.outbox.retain(|sealed| sealed.header().agent == me || !there(sealed));
        for at in 0..self.outbox.len() {
            let (agent, dseq) = (self.outbox[at].header().agent, self.outbox[at].header().dseq);
            let old = self.follower.chain_head(&agent);
            if agent == me || dseq == old.dseq + 1 && self.outbox[at].header().prev == old.hash {
                continue;
            }
            let revoked = |standing| matches!(standing, Standing::Revoked { .. });
            let barred = self.members().member(&agent).is_none_or(|member| revoked(member.standing));
            let Some(secret) = self.agents.iter().find(|secret| secret.id() == agent && !barred) else { continue };
            let place = ChainHead { dseq: old.dseq.saturating_add(1), hash: old.hash };
            let mut header = self.header(Kind::Members, CompartmentId::MEMBERS, place, self.in_log());
            header.agent = agent;
            self.outbox[at] = Arc::new(sign(header, self.outbox[at].payload().to_vec(), secret));
            changed = true;
        }
        changed
    }

    /// The broken rule: goes on under the old name, behind what it does not know.
    pub(super) fn chain_anew(&mut self, me: AgentId, rng: &mut dyn Rng) {
        let mut head = self.follower.chain_head(&me);
        let unsent = std::mem::take(&mut self.outbox);
        for sealed in unsent {
            if let Some(again) = self.again(&sealed, me, head, sealed.header().more, rng) {
                head = again.outside().chain_head();
                self.outbox.push(Arc::new(again));
            }
        }
    }
}
