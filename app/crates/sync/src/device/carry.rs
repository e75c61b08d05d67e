//! Work that travels on a stick: envelopes as they would go to the server, and pages of the log for whoever is behind.

use std::sync::Arc;

use super::plan::Ends;
use super::{Device, Fold, Turn};
use crate::envelope::Envelope;
use crate::header::Kind;
use crate::members::MemberError;
use crate::proto::LogPage;
use crate::seal::{AgentSecret, Sealed, open};
use crate::wire::{Reader, WireError, put_bytes, put_number, with_sum, without_sum};

const MARK: [u8; 4] = *b"SXC1";

/// What is on a stick. Nobody without the keys can read the work in it, and every envelope is signed by its author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Pages of the log, to be pulled in this order by whoever knows less; each is checked like a server's.
    pub pages: Vec<LogPage>,
    /// Envelopes that are in no log, each after what it rests on.
    pub envelopes: Vec<Sealed>,
}

impl Bundle {
    /// The file.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = MARK.to_vec();
        put_number(&mut out, self.pages.len() as u64);
        self.pages.iter().for_each(|page| put_bytes(&mut out, &page.encode()));
        put_number(&mut out, self.envelopes.len() as u64);
        self.envelopes.iter().for_each(|sealed| put_bytes(&mut out, &sealed.encode()));
        with_sum(out)
    }

    /// Reads what [`Bundle::encode`] wrote; a file cut off or damaged is not read in part.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(without_sum(bytes)?);
        if reader.array()? != MARK {
            return Err(WireError::OutOfRange);
        }
        let mut bundle = Self::default();
        for _ in 0..reader.count(80)? {
            bundle.pages.push(LogPage::decode(reader.bytes()?)?);
        }
        for _ in 0..reader.count(200)? {
            bundle.envelopes.push(Sealed::decode(reader.bytes()?).map_err(|_| WireError::NotCanonical)?);
        }
        reader.finish()?;
        Ok(bundle)
    }
}

impl Device {
    /// Everything of this device that is in no log, for a stick. Store the turn before the file is written: from then on
    /// these envelopes may be anywhere.
    pub fn bundle(&self, pages: Vec<LogPage>) -> (Bundle, Turn) {
        let batch = self.in_order(usize::MAX);
        let next = self.handing_out(&batch);
        // What nobody sends is taken along for whoever may decide about it.
        let unsent = self.aside().chain(&self.orphans);
        let envelopes = batch.iter().chain(unsent).map(|sealed| (**sealed).clone()).collect();
        (Bundle { pages, envelopes }, Turn::new(self, next, Vec::new(), Vec::new()))
    }

    /// Takes in envelopes of others that are in no log yet, and says how many were of no use: known, one's own, or resting
    /// on what is not here (pull first, then import the file again). A forged one is an error, and nothing is taken.
    pub fn import(&self, envelopes: &[Sealed]) -> Result<(Turn, usize), MemberError> {
        let mut next = self.clone();
        let mut folds = Vec::new();
        let mut ends = Ends::new(self);
        self.in_order(usize::MAX).iter().for_each(|sealed| ends.move_to(sealed));
        let mut left = 0;
        for sealed in envelopes {
            let header = sealed.header();
            let own = self.agents.iter().any(|secret| secret.id() == header.agent);
            // The log may not know the newest of its names yet.
            let reads =
                |own: &AgentSecret| self.members().member(&own.id()).is_some_and(|me| me.reads(header.compartment));
            let mine = self.agents.iter().any(reads);
            let locked = mine && self.keys.get(header.compartment, header.epoch).is_none();
            let fits = !own && !locked && header.space == self.space && ends.takes(sealed) && self.agrees(sealed);
            // Changes of the membership are made at the server; words about snapshots stand before later work of their author.
            if !fits || self.members().check(header).is_err() || header.kind == Kind::Members {
                left += 1;
                continue;
            }
            let keys = self.members().keys_of(&header.agent).ok_or(MemberError::Unknown(header.agent))?;
            if !sealed.outside().is_signed_by(&keys) {
                return Err(MemberError::NotAllowed(header.agent));
            }
            ends.move_to(sealed);
            folds.push(self.fold_of(None, 0, sealed).0);
            next.carried.insert((header.agent, header.dseq), Arc::new(sealed.clone()));
        }
        Ok((Turn::new(self, next, Vec::new(), folds), left))
    }

    /// Saves on a stick that their authors cannot send any more: shut out, without the right to write there, or under a name
    /// that is not theirs any more. Nobody takes them in by himself; opened, in the order in which they were written, for
    /// somebody who leads to look at. Only what their authors signed.
    pub fn offered(&self, envelopes: &[Sealed]) -> Vec<Envelope> {
        let members = self.members();
        let offered = |sealed: &&Sealed| {
            let header = sealed.header();
            let Some(author) = members.member(&header.agent) else { return false };
            let barred = !author.writes(header.compartment);
            let own = self.agents.iter().any(|own| own.id() == header.agent);
            barred
                && !own
                && header.kind == Kind::Data
                && header.space == self.space
                && sealed.outside().is_signed_by(&author.keys)
        };
        let opened = envelopes.iter().filter(offered).filter_map(|sealed| open(sealed, &self.keys).ok());
        let mut opened: Vec<Envelope> = opened.collect();
        opened.sort_by_key(|envelope| (envelope.body().hlc(), envelope.header().agent, envelope.header().dseq));
        opened
    }

    /// Whether its author saw the log this device knows, and rests on the envelopes this device has.
    fn agrees(&self, sealed: &Sealed) -> bool {
        let seen = &sealed.header().seen;
        let same_log = self.follower.hash_at(seen.seq).is_none_or(|hash| hash == seen.hash);
        let same = |agent: &crate::AgentId, head: &crate::ChainHead| {
            let carried = self.carried.get(&(*agent, head.dseq)).map(|sealed| sealed.hash());
            let at = |sealed: &&Arc<Sealed>| (sealed.header().agent, sealed.header().dseq) == (*agent, head.dseq);
            let own = self.outbox.iter().find(at).map(|sealed| sealed.hash());
            carried.or(own).is_none_or(|hash| hash == head.hash) && self.buried(agent, head.hash).is_none()
        };
        same_log && seen.extra.iter().all(|(agent, head)| same(agent, head))
    }
}

impl Fold {
    /// Whether it brings ops.
    pub fn has_ops(&self) -> bool {
        matches!(self, Fold::Apply(_))
    }
}
