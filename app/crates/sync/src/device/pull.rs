//! A page of the log has come.

use std::sync::Arc;

use super::{Arrival, Device, Fold, Pulled, Told, Turn};
use crate::admit::Refused;
use crate::header::{ChainHead, Kind};
use crate::host::Rng;
use crate::ids::{AgentId, CompartmentId, EnvelopeHash};
use crate::log::{Alarm, Entry};
use crate::members::MemberOp;
use crate::mutant::{Mutant, bred};
use crate::proto::LogPage;
use crate::seal::Sealed;

/// What a page does besides bringing entries.
#[derive(Default)]
pub(super) struct Found {
    /// An envelope of ours that is not here.
    set_back: bool,
    /// The last of ours that is.
    base: ChainHead,
    /// Something folded before cannot stay as it is.
    pub(super) refold: bool,
    /// Payloads that were not given before are needed now.
    reread: bool,
    pub(super) told: Vec<Told>,
}

impl Device {
    /// Takes in a page that was asked for with [`Device::ask`]. Everything written so far is sealed already, so no save
    /// can claim to have seen what is in it.
    pub fn pull(&self, page: &LogPage, rng: &mut dyn Rng) -> Pulled {
        if let Some(reread) = &self.reread {
            return self.pull_again(reread, page);
        }
        let (follower, entries) = self.follower.read(page)?;
        let mut next = self.clone();
        next.follower = Arc::new(follower);
        let mut found = Found { base: self.follower.chain_head(&self.agent()), ..Found::default() };
        let mut folds = Vec::with_capacity(entries.len());
        for entry in &entries {
            next.unlock(entry, &mut found)?;
            next.meet(entry, &mut found);
            folds.push(next.fold_entry(entry, &mut found));
        }
        // A right may come with a new name, and that brings no keys: what was kept back of it before is needed all the same.
        found.reread |= self.holes.iter().any(|compartment| next.reads(*compartment) && !self.reads(*compartment));
        if self.arrival == Some(Arrival::Following) {
            // Nothing has been read yet: nothing is folded, missed, or to be read again.
            folds.clear();
            found.reread = false;
        } else if !page.more() && !found.reread {
            next.check_complete()?;
        }
        if found.set_back && !bred(Mutant::NoSuccession) {
            let old = self.agent();
            if bred(Mutant::KeepIdentity) {
                next.chain_anew(old, rng);
            } else {
                next.succeed(found.base, &mut found.told, rng);
                found.told.push(Told::SetBack { old, new: next.agent() });
            }
            found.refold = true;
        }
        // What is sealed again, or buried, may have been what something else rested on.
        let mut again = true;
        while again {
            found.refold |= next.settle(&mut found.told, rng);
            again = next.bury_barred(&mut found);
        }
        if found.reread {
            next.read_again();
        }
        Ok(Turn::new(self, next, entries, folds).telling(found.told, found.refold))
    }

    /// The keys a change of the membership brings.
    fn unlock(&mut self, entry: &Entry, found: &mut Found) -> Result<(), Alarm> {
        if entry.outside.header().kind != Kind::Members {
            return Ok(());
        }
        let payload = entry.payload.as_deref().ok_or(Alarm::Withheld { seq: entry.seq })?;
        let op = MemberOp::decode(payload).map_err(|error| Alarm::Wire { seq: entry.seq, error })?;
        let before: Vec<_> = self.keys.epochs().collect();
        // Whoever keeps a key out keeps one person out of one compartment, not out of the whole log: what cannot be read is
        // locked like anything whose key is not here yet, until somebody turns the key again.
        let withheld = self.follower.members().unlock(&op, &self.agents, &mut self.keys);
        found.told.extend(withheld.into_iter().map(|compartment| Told::NoKey { seq: entry.seq, compartment }));
        let new = |(compartment, epoch): &(CompartmentId, u32)| !before.contains(&(*compartment, *epoch));
        let opened: Vec<_> = self.keys.epochs().filter(new).map(|(compartment, _)| compartment).collect();
        // Given back while its key stayed the same, a compartment brings no key that is new here.
        let given_back = match &op {
            MemberOp::Change(change) if self.agents.iter().any(|own| own.id() == change.agent) => &change.grants[..],
            _ => &[],
        };
        let given_back = given_back.iter().map(|grant| grant.compartment);
        if opened.iter().copied().chain(given_back).any(|compartment| self.holes.contains(&compartment)) {
            found.reread = true;
        }
        // What came by stick before its key can be read now.
        found.refold |= self.carried.values().any(|sealed| opened.contains(&sealed.header().compartment));
        for compartment in opened {
            // One key of several leaves something that cannot be read.
            let newest = self.keys.newest(compartment).map_or(0, |(epoch, _)| epoch);
            let all = (1..=newest).all(|epoch| self.keys.get(compartment, epoch).is_some());
            found.refold |= self.locked.contains_key(&compartment);
            if all {
                self.locked.remove(&compartment);
            }
        }
        Ok(())
    }

    /// Compares an entry with what is here and in no log yet.
    fn meet(&mut self, entry: &Entry, found: &mut Found) {
        let header = entry.outside.header();
        let (agent, dseq, hash) = (header.agent, header.dseq, entry.outside.hash());
        if self.agents.iter().any(|own| own.id() == agent) {
            if self.arrived_from_aside((agent, hash)) {
                found.refold = true;
                if agent == self.agent() && !found.set_back {
                    found.base = entry.outside.chain_head();
                }
                return;
            }
            match self.outbox.iter().position(|sealed| (sealed.header().agent, sealed.header().dseq) == (agent, dseq)) {
                Some(at) if self.outbox[at].hash() == hash => {
                    self.outbox.remove(at);
                    if agent == self.agent() && !found.set_back {
                        found.base = entry.outside.chain_head();
                    }
                }
                // The same word of an old agent in another form, or something of ours that is not here.
                other => {
                    found.refold |= other.is_some();
                    found.set_back |= agent == self.agent();
                }
            }
            return;
        }
        let here = self.carried.get(&(agent, dseq)).map(|sealed| sealed.hash());
        match here {
            None => {}
            Some(here) if here == hash => drop(self.carried.remove(&(agent, dseq))),
            Some(here) => {
                // The place is taken. If by the same ops, sealed again by their author, nothing is lost.
                let same = header.origin.is_some_and(|origin| self.origin_of((agent, dseq), here) == origin);
                self.bury(agent, dseq, same.then(|| entry.outside.chain_head()), &mut found.told);
                found.refold = true;
            }
        }
    }

    /// Carried envelopes that can never get into the log: their author was shut out or has handed over, their key has
    /// passed, or they rest on something that will not be there. Whether there were any.
    fn bury_barred(&mut self, found: &mut Found) -> bool {
        let barred = |sealed: &&Arc<Sealed>| {
            self.members().check(sealed.header()).is_err()
                || sealed.header().seen.extra.iter().any(|end| self.is_gone(end))
        };
        let key = |sealed: &Arc<Sealed>| (sealed.header().agent, sealed.header().dseq);
        let barred: Vec<_> = self.carried.values().filter(barred).map(key).collect();
        for (agent, dseq) in &barred {
            self.bury(*agent, *dseq, None, &mut found.told);
            found.refold = true;
        }
        !barred.is_empty()
    }

    /// Whether this end of a chain will never be in the log.
    fn is_gone(&self, (agent, head): &(AgentId, ChainHead)) -> bool {
        let place = |sealed: &&Arc<Sealed>| (sealed.header().agent, sealed.header().dseq) == (*agent, head.dseq);
        let replaced = self.outbox.iter().find(place).is_some_and(|sealed| sealed.hash() != head.hash);
        replaced || self.buried(agent, head.hash).is_some()
    }

    /// What follows from a refusal, once everything was pulled and the same push was refused again: if it names an
    /// envelope that came by courier, that one can never be sent and is laid aside, so that it does not stand in the way
    /// of the others. A change of the membership of one's own that only the server refuses (its limits are its own) is
    /// withdrawn, and what stands behind it goes on without it. `None` if it names nothing of that kind.
    pub fn refused(&self, refused: &Refused, rng: &mut dyn Rng) -> Option<Turn> {
        let (Refused::Fork { agent, dseq }
        | Refused::Depends { agent, dseq }
        | Refused::Signature { agent, dseq }
        | Refused::Member { agent, dseq, .. }) = refused
        else {
            return None;
        };
        let (mut next, mut found) = (self.clone(), Found::default());
        if self.carried.contains_key(&(*agent, *dseq)) {
            next.bury(*agent, *dseq, None, &mut found.told);
        } else if matches!(refused, Refused::Member { .. }) {
            next.withdraw((*agent, *dseq), &mut found.told)?;
        } else {
            return None;
        }
        let mut again = true;
        while again {
            next.settle(&mut found.told, rng);
            again = next.bury_barred(&mut found);
        }
        Some(Turn::new(self, next, Vec::new(), Vec::new()).telling(found.told, true))
    }

    /// The first form of a carried envelope's ops.
    fn origin_of(&self, key: (AgentId, u32), hash: EnvelopeHash) -> EnvelopeHash {
        self.carried.get(&key).and_then(|sealed| sealed.header().origin).unwrap_or(hash)
    }

    /// A carried envelope, and those of its author behind it, can never enter the log.
    fn bury(&mut self, agent: AgentId, dseq: u32, instead: Option<ChainHead>, told: &mut Vec<Told>) {
        let chain: Vec<u32> =
            self.carried.range((agent, dseq)..=(agent, u32::MAX)).map(|((_, dseq), _)| *dseq).collect();
        let mut left = instead;
        for at in chain {
            let Some(sealed) = self.carried.remove(&(agent, at)) else { continue };
            let header = sealed.header();
            // Whoever saw it saw what stands before it: that is in the log, or will be.
            let before = ChainHead { dseq: header.dseq - 1, hash: header.prev };
            left = left.or((before.dseq > 0).then_some(before));
            self.dead.push((agent, sealed.outside().chain_head(), left));
            if instead.is_none() || at != dseq {
                told.push(Told::Orphaned(agent, at));
                self.orphans.push(sealed);
            }
        }
    }

    pub(super) fn fold_entry(&mut self, entry: &Entry, found: &mut Found) -> Fold {
        let header = entry.outside.header();
        let pass = || Fold::Pass { seq: Some(entry.seq), srv_ms: entry.srv_ms, outside: entry.outside.clone() };
        if header.kind != Kind::Data {
            return pass();
        }
        match entry.sealed() {
            None => {
                if entry.seq > self.payloads_after || self.arrival == Some(Arrival::Following) {
                    self.holes.insert(header.compartment);
                }
                pass()
            }
            Some(_) if self.keys.get(header.compartment, header.epoch).is_none() => {
                let before = entry.seq - 1;
                let hash = self.follower.hash_at(before).unwrap_or_default();
                let first = self.locked.entry(header.compartment).or_insert((before, hash));
                *first = (*first).min((before, hash));
                pass()
            }
            Some(sealed) => {
                let (fold, opened) = self.fold_of(Some(entry.seq), entry.srv_ms, &sealed);
                if !opened {
                    found.told.push(Told::Unreadable(header.agent, header.dseq));
                }
                fold
            }
        }
    }

    /// At the end of the log nothing may be missing of what this device is entitled to.
    fn check_complete(&self) -> Result<(), Alarm> {
        if self.holes.iter().any(|compartment| self.reads(*compartment)) {
            return Err(Alarm::Withheld { seq: self.follower.head().seq });
        }
        Ok(())
    }

    /// Whether this device is entitled to a compartment, by the log as it knows it.
    pub(super) fn reads(&self, compartment: CompartmentId) -> bool {
        self.members().member(&self.agent()).is_some_and(|me| me.reads(compartment))
    }
}
