//! After a page: does everything in the outbox still have a way into the log?
//!
//! An envelope is sealed again only where its form here can never be admitted, or never left this device:
//!
//! * its epoch has passed for good (the log only ever moves on to later epochs),
//! * it rests on a carried envelope whose place in the log something else took,
//! * it never left this device, and the epoch has changed: then nobody who was shut out needs to be able to read it,
//! * it stands behind one of these, behind a change of the membership that somebody else's change has overtaken, or behind
//!   a save that nobody takes any more and that stands aside.
//!
//! It keeps its number; its first form is named as `origin`, so that should that form turn up after all, the ops count
//! once.

use std::sync::Arc;

use super::{Device, Told};
use crate::header::{ChainHead, Header, Kind};
use crate::host::Rng;
use crate::ids::{AgentId, CompartmentId};
use crate::members::{Member, MemberOp, Place, Role};
use crate::seal::{Sealed, open, seal_again};

impl Device {
    /// Seals again what has to be; whether anything changed that is folded into the states.
    pub(super) fn settle(&mut self, told: &mut Vec<Told>, rng: &mut dyn Rng) -> bool {
        let changed = self.renew_handing_over() | self.take_back(rng);
        let me = self.agent();
        let Some(first) = self.first_to_change(me) else {
            return changed;
        };
        let before = self.outbox[..first].iter().rev().find(|sealed| sealed.header().agent == me);
        let mut head = before.map_or_else(|| self.follower.chain_head(&me), |sealed| sealed.outside().chain_head());
        // What is sealed again was never handed out in that form.
        self.handed = self.handed.min(head.dseq);
        let mut rest = Vec::new();
        let (mut again, mut stopped) = (0, false);
        let tail = self.outbox.split_off(first);
        let barred: Vec<bool> = tail.iter().map(|sealed| self.is_barred(sealed)).collect();
        for (at, sealed) in tail.into_iter().enumerate() {
            if barred[at] && !stopped {
                // What a form remembers of it is then what stood before it.
                self.resealed.push((me, sealed.outside().chain_head(), head));
                self.put_aside(sealed);
                continue;
            }
            if let Some(op) = self.overtaken(&sealed).filter(|_| !stopped) {
                told.push(Told::Withdrawn(Box::new(op)));
                continue;
            }
            if sealed.header().kind == Kind::Snapshot && !stopped {
                // A word about a snapshot rests on its place in the chain, and can be said again.
                continue;
            }
            // What belonged to one save is not to be taken for a part of the next.
            let more = sealed.header().more && !barred.get(at + 1).is_some_and(|barred| *barred);
            let new = if stopped { None } else { self.again(&sealed, me, head, more, rng) };
            let Some(new) = new else {
                // It cannot be opened or is not allowed any more: it stays as it is, and so does what follows it.
                stopped = true;
                rest.push(sealed);
                continue;
            };
            head = new.outside().chain_head();
            self.resealed.push((me, sealed.outside().chain_head(), head));
            again += u32::from(new.header().kind == Kind::Data);
            rest.push(Arc::new(new));
        }
        self.outbox.extend(rest);
        if again > 0 {
            told.push(Told::SealedAgain(again));
        }
        true
    }

    /// The first own envelope that cannot stay as it is: for what it holds, or because what it follows has become another.
    fn first_to_change(&self, me: AgentId) -> Option<usize> {
        let mut head = self.follower.chain_head(&me);
        let mut own = self.outbox.iter().enumerate().filter(|(_, sealed)| sealed.header().agent == me);
        let changes = |sealed: &Sealed| {
            let follows = sealed.header().prev == head.hash && sealed.header().dseq == head.dseq + 1;
            head = sealed.outside().chain_head();
            self.must_change(sealed) || self.is_barred(sealed) || !follows && self.again_allowed(sealed)
        };
        let mut changes = changes;
        let first = own.find(|(_, sealed)| changes(sealed)).map(|(at, _)| at)?;
        // The part of the same save before one that is put aside becomes its last.
        let whole = |at: usize| self.outbox[at].header().agent == me && self.outbox[at].header().more;
        let cut = self.is_barred(&self.outbox[first]) && first > 0 && whole(first - 1);
        Some(if cut { first - 1 } else { first })
    }

    /// Whether an own envelope may be written again now.
    pub(super) fn again_allowed(&self, sealed: &Sealed) -> bool {
        let header = sealed.header();
        header.kind != Kind::Data || self.writes(header.compartment) && self.keys.newest(header.compartment).is_some()
    }

    /// What the log knows of this person: until it knows a new name, that is what it says of the old.
    pub fn me(&self) -> Option<&Member> {
        self.agents.iter().rev().find_map(|agent| self.members().member(&agent.id()))
    }

    /// Whether this person may write to a compartment.
    pub(super) fn writes(&self, compartment: CompartmentId) -> bool {
        self.me().is_some_and(|member| {
            member.role >= Role::Editor
                && member.may_be_shown(compartment)
                && (member.is_active() || member.id != self.agent())
        })
    }

    /// Whether an own envelope cannot stay as it is.
    fn must_change(&self, sealed: &Sealed) -> bool {
        let header = sealed.header();
        if header.kind == Kind::Members {
            return self.overtaken(sealed).is_some();
        }
        let Some(epoch) = self.members().epoch(header.compartment) else {
            return false;
        };
        let may = self.writes(header.compartment);
        if header.kind == Kind::Snapshot && !may {
            // Nobody takes this word any more, and what was written after it is not to wait behind it.
            return self.members().active(&self.agent()).is_ok();
        }
        let late = !epoch.admits(header.epoch) || header.dseq > self.handed && header.epoch < epoch.current;
        let dead = header.seen.extra.iter().any(|(agent, head)| self.buried(agent, head.hash).is_some());
        may && (late || dead) && self.keys.get(header.compartment, epoch.current).is_some()
    }

    /// The change of the membership in an own envelope, if it does not hold any more.
    fn overtaken(&self, sealed: &Sealed) -> Option<MemberOp> {
        let header = sealed.header();
        if header.kind != Kind::Members || header.agent != self.agent() || self.members().version() == 0 {
            return None;
        }
        let op = MemberOp::decode(sealed.payload()).ok()?;
        let head = self.follower.head();
        let place = Place { seq: head.seq + 1, srv_ms: head.srv_ms, agent: header.agent, seen: header.seen.seq };
        // Whoever is no member any more keeps what was proposed: that is for a person to see.
        self.members().active(&header.agent).ok()?;
        self.members().clone().apply(place, op.clone()).err().map(|_| op)
    }

    /// Takes an own change of the membership out of the outbox; [`Device::settle`] then closes the chain behind it.
    pub(super) fn withdraw(&mut self, place: (AgentId, u32), told: &mut Vec<Told>) -> Option<()> {
        let there = |sealed: &Arc<Sealed>| (sealed.header().agent, sealed.header().dseq) == place;
        let at = self.outbox.iter().position(there).filter(|_| place.0 == self.agent())?;
        if self.outbox[at].header().kind != Kind::Members {
            return None;
        }
        told.push(Told::Withdrawn(Box::new(MemberOp::decode(self.outbox[at].payload()).ok()?)));
        self.outbox.remove(at);
        // Its number is given away again, so what will bear it has not left this device.
        self.handed = self.handed.min(place.1.saturating_sub(1));
        Some(())
    }

    /// The same envelope at another place of the chain, under the newest key. `None` if that cannot be.
    pub(super) fn again(
        &self,
        sealed: &Sealed,
        agent: AgentId,
        head: ChainHead,
        more: bool,
        rng: &mut dyn Rng,
    ) -> Option<Sealed> {
        let at = self.follow(head).ok()?;
        let old = sealed.header();
        let seen = self.without_dead(old.seen.clone());
        match old.kind {
            Kind::Members => Some(self.change_at(&MemberOp::decode(sealed.payload()).ok()?, at, self.in_log())),
            Kind::Snapshot => None,
            Kind::Data => {
                let body = open(sealed, &self.keys).ok()?.into_parts().2;
                let (epoch, key) = self.keys.newest(old.compartment)?;
                let origin = Some(old.origin.unwrap_or(sealed.hash()));
                let header = Header { epoch, agent, dseq: at.dseq, prev: at.hash, more, seen, origin, ..old.clone() };
                Some(seal_again(header, body, key, self.secret(), rng).0)
            }
        }
    }
}
