//! What changes when the server's log gives a place to an envelope that was folded before it had one, or when the same
//! ops turn out to have come twice?
//!
//! A time may be cut to the server's cap, that of later parts of the same agent with it, and ties are decided by the
//! place. Cells written by a part that passes another are decided anew; nothing else is touched.

use std::collections::BTreeMap;

use super::State;
use super::parts::{NO_SAVE, OrderKey};
use crate::envelope::BodyDigest;
use crate::hlc::Hlc;
use crate::ids::EnvelopeHash;
use crate::mutant::{Mutant, bred};

impl State {
    /// Gives a part its place in the log.
    pub(super) fn confirm(&mut self, part: u32, seq: u64, srv_ms: u64) {
        let confirmed = &mut self.parts.list[part as usize];
        confirmed.seq = seq;
        if !bred(Mutant::NoCap) {
            confirmed.bid = confirmed.bid.min(Hlc::cap(srv_ms));
        }
        let (agent, dseq) = (confirmed.agent, confirmed.dseq);
        let mut moved = self.settle_times(agent, dseq);
        moved.retain(|(part, before)| self.parts.list[*part as usize].save != NO_SAVE && self.passes(*part, *before));
        let mut moved: Vec<u32> = moved.into_iter().map(|(part, _)| part).collect();
        let half = self.parts.list[part as usize].hash;
        if let Some(first) = self.parts.copies.group_of(part, half) {
            moved.extend(self.choose_among_copies(first));
        }
        self.decide_anew(&moved);
    }

    /// Takes note of a part that writes the ops of an earlier envelope again, or of that envelope itself.
    pub(super) fn note_copy(&mut self, part: u32, origin: Option<EnvelopeHash>) {
        let first = origin.map_or(self.parts.list[part as usize].hash, EnvelopeHash::half);
        match origin {
            Some(_) => self.parts.copies.add(first, part),
            None if self.parts.copies.is_repeated(first) => {}
            None => return,
        }
        let moved = self.choose_among_copies(first);
        self.decide_anew(&moved);
    }

    /// Recomputes the times and ranks of an agent's chain from number `dseq` on, as far as anything changes; says what moved,
    /// and from where.
    fn settle_times(&mut self, agent: u32, dseq: u32) -> Vec<(u32, OrderKey)> {
        let mut moved = Vec::new();
        let (mut eff, mut rank) = self.parts.times_before(agent, dseq);
        let mut eff_was = eff;
        for number in dseq as usize - 1.. {
            let Some(at) = self.parts.agents[agent as usize].chain.get(number).copied() else { break };
            let before = self.parts.order_key(at);
            let part = &mut self.parts.list[at as usize];
            let rank_was = part.rank;
            rank = rank.max(part.seq);
            part.rank = rank;
            if part.save != NO_SAVE {
                eff_was = part.eff;
                eff = if bred(Mutant::NoMonotoneTime) { part.bid } else { eff.max(part.bid) };
                part.eff = eff;
            }
            let save = part.save;
            self.refresh_save(save);
            if before != self.parts.order_key(at) {
                moved.push((at, before));
            } else if (eff, rank) == (eff_was, rank_was) {
                // What follows was computed from the same before.
                break;
            }
        }
        moved
    }

    /// Whether a part stands on the other side of some other part than it did.
    fn passes(&self, part: u32, before: OrderKey) -> bool {
        let now = self.parts.order_key(part);
        self.parts.any_between(before.min(now), before.max(now))
    }

    /// Of parts that hold the same ops, the one first in the log counts. Says whose answer changed.
    ///
    /// That a part claims to repeat another is only its author's word: nobody annuls a colleague's save with other ops.
    pub(super) fn choose_among_copies(&mut self, first: [u8; 16]) -> Vec<u32> {
        let copies = self.parts.copies.parts_of(first);
        let place = |part: u32| (self.parts.list[part as usize].seq, self.parts.id_of(part), part);
        let mut counts: BTreeMap<BodyDigest, u32> = BTreeMap::new();
        for part in &copies {
            if let Some(digest) = self.parts.list[*part as usize].digest {
                let first = counts.entry(digest).or_insert(*part);
                if place(*part) < place(*first) {
                    *first = *part;
                }
            }
        }
        let mut changed = Vec::new();
        for part in copies {
            let digest = self.parts.list[part as usize].digest;
            let repeats = digest.is_some_and(|digest| counts.get(&digest) != Some(&part));
            if std::mem::replace(&mut self.parts.list[part as usize].repeats, repeats) != repeats {
                changed.push(part);
                self.refresh_save(self.parts.list[part as usize].save);
            }
        }
        changed
    }

    /// Decides again which version is shown, in every cell one of these parts wrote.
    fn decide_anew(&mut self, moved: &[u32]) {
        if moved.is_empty() {
            return;
        }
        let mut touched = vec![false; self.parts.list.len()];
        moved.iter().for_each(|part| touched[*part as usize] = true);
        let Self { parts, tables, .. } = self;
        for (_, column) in tables.iter_mut().flat_map(|table| &mut table.columns) {
            let shown = column.held.iter().filter(|(_, held)| touched[held.stamp as usize]).map(|(row, _)| row);
            let older = column.older.iter().filter(|older| touched[older.held.stamp as usize]).map(|older| older.row);
            let rows: Vec<u32> = shown.chain(older).collect();
            rows.into_iter().for_each(|row| column.elect(row, |a, b| parts.beats(a, b)));
        }
    }
}
