//! How is one more envelope taken in?
//!
//! An agent's envelopes are folded in the order of its chain, so one that came early waits. Everything that can be
//! refused is checked before anything is changed.

use super::parts::{NO_SAVE, NOT_LOGGED, Part};
use super::{Applied, ApplyError, Held, LogEntry, Save, State, Table};
use crate::body::{Body, TableOps};
use crate::header::Header;
use crate::hlc::Hlc;
use crate::ids::{AgentId, EnvelopeHash, TableId};
use crate::save::{SaveId, SaveInfo};
use crate::slot::Slot;

/// How many names and reasons are remembered: a school has fewer people.
const MOST_NAMES: usize = 128;

/// How many parts a save's ops are compared with before one is forgotten.
const MET: usize = 128;

/// An entry on its way into the state. Without a body it only lengthens its agent's chain.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    pub(crate) seq: Option<u64>,
    pub(crate) srv_ms: u64,
    pub(crate) header: Header,
    pub(crate) hash: EnvelopeHash,
    pub(crate) body: Option<Body>,
}

impl Arrival {
    /// Whose it is, and which of theirs.
    pub(crate) fn key(&self) -> (AgentId, u32) {
        (self.header.agent, self.header.dseq)
    }
}

impl State {
    /// Takes in an envelope of this compartment.
    pub fn apply(&mut self, entry: LogEntry) -> Result<Applied, ApplyError> {
        let (header, hash, body) = entry.envelope.into_parts();
        if header.compartment != self.compartment {
            return Err(ApplyError::Compartment(header.compartment));
        }
        self.take(Arrival { seq: entry.seq, srv_ms: entry.srv_ms, header, hash, body: Some(body) })
    }

    /// Takes note of an envelope of another compartment, whose body this member may be unable to read: it belongs to
    /// the agent's chain and to the log all the same.
    pub fn pass_by(&mut self, seq: Option<u64>, srv_ms: u64, header: &Header) -> Result<Applied, ApplyError> {
        if header.compartment == self.compartment {
            return Err(ApplyError::Compartment(header.compartment));
        }
        self.take(Arrival { seq, srv_ms, hash: header.hash(), header: header.clone(), body: None })
    }

    pub(crate) fn take(&mut self, arrival: Arrival) -> Result<Applied, ApplyError> {
        let (agent, dseq) = (arrival.header.agent, arrival.header.dseq);
        if arrival.header.space != self.space {
            return Err(ApplyError::Space(arrival.header.space));
        }
        let head = self.parts.head(&agent);
        if dseq <= head.dseq {
            return self.again(&arrival);
        }
        if dseq > head.dseq + 1 {
            return self.wait(arrival);
        }
        if arrival.header.prev != head.hash {
            return Err(ApplyError::BrokenChain { agent, dseq });
        }
        self.check_room(&arrival)?;
        if let Some(seq) = arrival.seq {
            self.log.check(seq, arrival.srv_ms)?;
            self.log.note(seq, arrival.srv_ms, arrival.hash);
        }
        self.place(arrival);
        self.place_waiting(agent);
        Ok(Applied::New)
    }

    /// An envelope whose number the chain has already.
    fn again(&mut self, arrival: &Arrival) -> Result<Applied, ApplyError> {
        let (agent, dseq) = (arrival.header.agent, arrival.header.dseq);
        let chain = self.parts.agent(&agent).map(|agent| &agent.chain);
        let known = chain.and_then(|chain| chain.get(dseq.checked_sub(1)? as usize)).copied();
        let Some(known) = known.filter(|part| self.parts.list[*part as usize].hash == arrival.hash.half()) else {
            return Err(ApplyError::Fork { agent, dseq });
        };
        match (self.parts.list[known as usize].seq, arrival.seq) {
            (_, None) => {}
            (NOT_LOGGED, Some(seq)) => {
                self.log.check(seq, arrival.srv_ms)?;
                self.log.note(seq, arrival.srv_ms, arrival.hash);
                self.confirm(known, seq, arrival.srv_ms);
            }
            (there, Some(seq)) if there != seq => return Err(ApplyError::LogPlace { seq }),
            (_, Some(_)) => {}
        }
        Ok(Applied::Known)
    }

    /// An envelope that came before its predecessor.
    fn wait(&mut self, arrival: Arrival) -> Result<Applied, ApplyError> {
        let key = (arrival.header.agent, arrival.header.dseq);
        let place = self.waiting.binary_search_by_key(&key, Arrival::key);
        let known = place.ok().map(|at| &self.waiting[at]);
        if known.is_some_and(|known| known.hash != arrival.hash) {
            return Err(ApplyError::Fork { agent: key.0, dseq: key.1 });
        }
        match (known.and_then(|known| known.seq), arrival.seq) {
            (Some(there), Some(seq)) if there != seq => return Err(ApplyError::LogPlace { seq }),
            (None, Some(seq)) => {
                self.log.check(seq, arrival.srv_ms)?;
                self.log.note(seq, arrival.srv_ms, arrival.hash);
            }
            (Some(_), _) => return Ok(Applied::Waiting),
            (None, None) => {}
        }
        match place {
            Ok(at) => self.waiting[at] = arrival,
            Err(at) => self.waiting.insert(at, arrival),
        }
        Ok(Applied::Waiting)
    }

    /// Places what waited for the agent's last envelope. What cannot follow it stays, and is told by
    /// [`State::waiting`].
    fn place_waiting(&mut self, agent: AgentId) {
        loop {
            let head = self.parts.head(&agent);
            let key = (agent, head.dseq + 1);
            let follows = |arrival: &Arrival| arrival.header.prev == head.hash && self.check_room(arrival).is_ok();
            match self.waiting.binary_search_by_key(&key, Arrival::key) {
                Ok(at) if follows(&self.waiting[at]) => {
                    let arrival = self.waiting.remove(at);
                    self.place(arrival);
                }
                Ok(_) | Err(_) => return,
            }
        }
    }

    /// Adds the envelope at the end of its agent's chain and folds its ops.
    fn place(&mut self, arrival: Arrival) {
        let Arrival { seq, srv_ms, header, hash, body } = arrival;
        let at = self.parts.list.len() as u32;
        let agent = self.parts.agent_at(header.agent);
        let cap = if seq.is_some() { Hlc::cap(srv_ms) } else { Hlc(u64::MAX) };
        let bid = body.as_ref().map_or(Hlc::default(), |body| body.hlc.min(cap));
        let (eff_before, rank_before) = self.parts.times_before(agent, header.dseq);
        let eff = if body.is_some() { bid.max(eff_before) } else { bid };
        let seq = seq.unwrap_or(NOT_LOGGED);
        let (first, known) = self.parts.agents[agent as usize].open.unwrap_or((header.dseq, NO_SAVE));
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
        self.parts.list.push(Part {
            agent,
            dseq: header.dseq,
            save: part_save,
            hash: hash.half(),
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
        author.head = hash;
        author.open = header.more.then_some((first, save));
        self.refresh_save(save);
        if let Some(body) = body {
            body.tables.iter().for_each(|table| self.fold(table, at));
        }
        self.note_copy(at, header.origin);
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
                None if self.names.len() < MOST_NAMES => self.names.push(name.clone()),
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

    fn fold(&mut self, ops: &TableOps, stamp: u32) {
        let Self { parts, tables, contested, .. } = self;
        let table = table_mut(tables, ops.table);
        let rows: Vec<u32> = ops.rows.iter().map(|row| table.rows.find_or_add(*row)).collect();
        // The cells of a save meet versions of few other parts: remember the answers.
        let mut met = [(u32::MAX, true, false); MET];
        for column_ops in &ops.columns {
            let column = table.column_mut(column_ops.field);
            let numbers = column.pool.put_all(&column_ops.pool);
            for (at, slot) in column_ops.rows.iter().zip(&column_ops.slots) {
                let row = rows[at as usize];
                let new = Held { slot: renumber(*slot, &numbers), stamp };
                let shown = column.held.get(row);
                if shown.slot.is_absent() {
                    column.held.set(row, new);
                    continue;
                }
                let met = &mut met[shown.stamp as usize % MET];
                if met.0 != shown.stamp {
                    *met = (shown.stamp, parts.beats(stamp, shown.stamp), parts.concurrent(stamp, shown.stamp));
                }
                let (_, wins, apart) = *met;
                let chained = column.chains.get(row) != 0;
                if apart || chained && column.versions(row).any(|held| parts.concurrent(stamp, held.stamp)) {
                    contested.insert(ops.table, column_ops.field, row);
                }
                if wins {
                    column.held.set(row, new);
                    column.push_older(row, shown);
                } else {
                    column.push_older(row, new);
                }
            }
        }
    }

    fn check_room(&self, arrival: &Arrival) -> Result<(), ApplyError> {
        const MOST: usize = u32::MAX as usize - 1;
        for ops in arrival.body.iter().flat_map(|body| &body.tables) {
            let Some(table) = self.table(ops.table) else {
                continue;
            };
            let fits = |column_ops: &crate::body::ColumnOps| {
                table.column(column_ops.field).is_none_or(|column| {
                    column.pool.has_room(&column_ops.pool) && column.older.len() + column_ops.slots.len() < MOST
                })
            };
            if table.len() + ops.rows.len() >= MOST || !ops.columns.iter().all(fits) {
                return Err(ApplyError::Full);
            }
        }
        if self.parts.list.len() >= MOST { Err(ApplyError::Full) } else { Ok(()) }
    }
}

fn renumber(slot: Slot, numbers: &[crate::pool::Renumbered; crate::slot::ARENAS]) -> Slot {
    match slot.arena() {
        None => slot,
        Some(arena) => slot.with_payload(numbers[arena as usize].get(slot.payload())),
    }
}

fn table_mut(tables: &mut Vec<Table>, table: TableId) -> &mut Table {
    let at = match tables.binary_search_by_key(&table, Table::id) {
        Ok(at) => at,
        Err(at) => {
            tables.insert(at, Table::new(table));
            at
        }
    };
    &mut tables[at]
}
