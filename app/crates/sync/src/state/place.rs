//! What is remembered of an envelope besides the values it wrote?
//!
//! A part at the end of its agent's chain, with its place in the order, and the save it belongs to.

use super::apply::Arrival;
use super::parts::{NO_SAVE, NOT_LOGGED, Part};
use super::{Save, State};
use crate::body::Body;
use crate::hlc::Hlc;
use crate::mutant::{Mutant, bred};
use crate::save::{SaveId, SaveInfo};

/// How many names and reasons are remembered: a school has fewer people.
const MOST_NAMES: usize = 256;

/// Longer texts are labels, which hardly ever come again.
const SHORT: usize = 16;

impl State {
    /// Adds the envelope at the end of its agent's chain and folds its ops.
    pub(super) fn place(&mut self, arrival: Arrival) {
        let Arrival { seq, srv_ms, header, hash, body, digest } = arrival;
        let at = self.parts.list.len() as u32;
        let agent = self.parts.agent_at(header.agent);
        let cap = if seq.is_some() && !bred(Mutant::NoCap) { Hlc::cap(srv_ms) } else { Hlc(u64::MAX) };
        let bid = body.as_ref().map_or(Hlc::default(), |body| body.hlc.min(cap));
        let (eff_before, rank_before) = self.parts.times_before(agent, header.dseq);
        let eff = if body.is_some() && !bred(Mutant::NoMonotoneTime) { bid.max(eff_before) } else { bid };
        let seq = seq.unwrap_or(NOT_LOGGED);
        let (first, known) = self.goes_on(agent, header.dseq, body.as_ref());
        let save = match &body {
            None => known,
            Some(body) => {
                let id = SaveId { agent: header.agent, dseq: first };
                let save = if known == NO_SAVE { self.add_save(id, &body.info, at) } else { known };
                let ops = &mut self.saves[save as usize].ops;
                *ops = ops.saturating_add(body.len() as u32);
                save
            }
        };
        if save != NO_SAVE {
            self.saves[save as usize].complete = !header.more;
        }
        let part_save = if body.is_some() { save } else { NO_SAVE };
        let seen_seq = header.seen.seq;
        self.parts.copies.met(at, hash.half());
        self.parts.list.push(Part {
            agent,
            dseq: header.dseq,
            save: part_save,
            hash: hash.half(),
            digest,
            seq,
            seen_seq,
            bid,
            eff,
            rank: seq.max(rank_before),
            repeats: false,
        });
        if !header.seen.extra.is_empty() {
            let extra = header.seen.extra.iter().map(|(id, head)| (self.parts.agent_at(*id), head.dseq)).collect();
            self.parts.extras.push((at, extra));
        }
        let author = &mut self.parts.agents[agent as usize];
        author.chain.push(at);
        author.written.extend(body.is_some().then_some(at));
        author.head = hash;
        author.open = header.more.then_some((first, save));
        self.refresh_save(save);
        if let Some(body) = body {
            body.tables.iter().for_each(|table| self.fold(table, at));
        }
        self.note_copy(at, header.origin);
    }

    /// The save that an envelope goes on with: its first number, and the save if it is known here. What an open save goes on
    /// with says the same of itself; where the rest of it never got into the log, something else follows.
    fn goes_on(&mut self, agent: u32, dseq: u32, body: Option<&Body>) -> (u32, u32) {
        let Some((first, save)) = self.parts.agents[agent as usize].open else { return (dseq, NO_SAVE) };
        match (self.saves.get_mut(save as usize), body) {
            (Some(open), Some(body)) if open.info != body.info => {
                open.complete = true;
                (dseq, NO_SAVE)
            }
            _ => (first, save),
        }
    }

    fn add_save(&mut self, id: SaveId, info: &SaveInfo, first: u32) -> u32 {
        let info = self.share_names(info.clone());
        let ops = 0;
        self.saves.push(Save { id, info, eff: Hlc(0), seq: None, ops, complete: false, repeats: false, first });
        self.saves.len() as u32 - 1
    }

    /// Keeps names and reasons that come again and again once in memory.
    pub(super) fn share_names(&mut self, mut info: SaveInfo) -> SaveInfo {
        for name in [&mut info.actor, &mut info.reason, &mut info.label] {
            match self.names.iter().find(|known| *known == name) {
                Some(known) => *name = known.clone(),
                None if name.len() <= SHORT && self.names.len() < MOST_NAMES => self.names.push(name.clone()),
                None => {}
            }
        }
        info
    }

    /// Copies what the save's first part says into the save.
    pub(crate) fn refresh_save(&mut self, save: u32) {
        if let Some(save) = self.saves.get_mut(save as usize) {
            let part = &self.parts.list[save.first as usize];
            save.eff = part.eff;
            save.seq = (part.seq != NOT_LOGGED).then_some(part.seq);
            save.repeats = part.repeats;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::{ChainHead, Header};
    use crate::state::LogEntry;
    use crate::{
        AgentId, Cell, CompartmentId, Envelope, FieldId, Position, RowId, SaveBuilder, SpaceId, TableId, Writer,
    };

    #[test]
    fn a_save_whose_rest_never_came_does_not_swallow_the_next() {
        let place = (SpaceId([1; 16]), CompartmentId(1), AgentId([2; 16]));
        let mut state = State::new(place.0, place.1);
        let mut end = ChainHead::default();
        for (label, more) in [("一", true), ("一", true), ("二", false), ("三", false)] {
            let mut save = SaveBuilder::new();
            save.set(Cell::new(TableId(1), RowId([7; 16]), FieldId(3)), label);
            let info = SaveInfo { label: label.into(), ..SaveInfo::default() };
            let draft =
                Writer::new(place.0, place.1, place.2).write(&save, &info, &Position::default()).unwrap().remove(0);
            let header = Header { dseq: end.dseq + 1, prev: end.hash, more, ..draft.header().clone() };
            let envelope = Envelope::close(header, draft.body().clone());
            end = ChainHead { dseq: end.dseq + 1, hash: envelope.hash() };
            state.apply(LogEntry::local(envelope)).unwrap();
        }
        let saves: Vec<_> = state.saves().map(|(_, save)| (save.id.dseq, save.ops, save.complete)).collect();
        assert_eq!(saves, [(1, 2, true), (3, 1, true), (4, 1, true)]);
    }
}
