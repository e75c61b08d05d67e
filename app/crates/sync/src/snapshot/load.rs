//! How is a state rebuilt from a snapshot that may be damaged or made by an enemy?
//!
//! What follows from other parts of it (times, chains of versions, contested cells) is computed again, not read.

use super::SnapshotError;
use super::store::{VERSION, WITHOUT_DIGESTS};
use crate::body::{Body, read_info};
use crate::columnar::{read_pool, read_slots};
use crate::envelope::digest;
use crate::header::Header;
use crate::hlc::Hlc;
use crate::ids::{AgentId, CompartmentId, EnvelopeHash, FieldId, RowId, SpaceId, TableId};
use crate::row_index::RowIndex;
use crate::row_map::RowMap;
use crate::runs::Runs;
use crate::save::SaveId;
use crate::state::parts::{NO_SAVE, Part, Parts};
use crate::state::{Arrival, Column, Held, Log, Save, State, Table};
use crate::wire::{Reader, WireError};

/// A state has no more versions of cells than this. Some cost next to nothing in a snapshot but eight bytes in memory.
const MOST_VERSIONS: usize = 1 << 26;

pub(super) fn load(bytes: &[u8]) -> Result<State, SnapshotError> {
    let mut reader = Reader::new(bytes);
    let version = match reader.byte()? {
        version @ (WITHOUT_DIGESTS | VERSION) => version,
        version => return Err(SnapshotError::Version(version)),
    };
    let space = SpaceId(reader.array()?);
    let mut state = State::new(space, CompartmentId(reader.number16()?));
    read_agents(&mut reader, &mut state.parts)?;
    let saves = read_saves(&mut reader)?;
    read_parts(&mut reader, &mut state.parts, saves.len(), version)?;
    if version == WITHOUT_DIGESTS && state.parts.copies.groups().len() > 0 {
        // Which of these parts hold the same ops is not said: the envelopes say it.
        return Err(SnapshotError::Version(version));
    }
    state.adopt_saves(saves).ok_or(WireError::OutOfRange)?;
    state.log = read_log(&mut reader)?;
    read_waiting(&mut reader, &mut state)?;
    let mut left = MOST_VERSIONS;
    for _ in 0..reader.count(4)? {
        let table = read_table(&mut reader, &state.parts, &mut left)?;
        if state.tables.last().is_some_and(|last| last.id >= table.id) {
            return Err(WireError::NotCanonical.into());
        }
        state.tables.push(table);
    }
    reader.finish()?;
    state.decide_all();
    Ok(state)
}

fn read_agents(reader: &mut Reader<'_>, parts: &mut Parts) -> Result<(), WireError> {
    for at in 0..reader.count(16 + 32 + 2)? {
        if parts.agent_at(AgentId(reader.array()?)) as usize != at {
            return Err(WireError::NotCanonical);
        }
        parts.agents[at].head = EnvelopeHash(reader.array()?);
        let (first, save) = (reader.number32()?, reader.number32()?);
        parts.agents[at].open = (first != 0).then(|| (first, save.wrapping_sub(1)));
    }
    Ok(())
}

fn read_saves(reader: &mut Reader<'_>) -> Result<Vec<Save>, WireError> {
    let count = reader.count(10)?;
    let save = |_| {
        Ok(Save {
            info: read_info(reader)?,
            id: SaveId { agent: AgentId::default(), dseq: reader.number32()? },
            first: reader.number32()?,
            ops: reader.number32()?,
            complete: reader.flag()?,
            eff: Hlc::default(),
            seq: None,
            repeats: false,
        })
    };
    (0..count).map(save).collect()
}

fn read_parts(reader: &mut Reader<'_>, parts: &mut Parts, saves: usize, version: u8) -> Result<(), WireError> {
    let agents = parts.agents.len();
    let count = reader.count(1 + 1 + 16 + 1 + 1 + 8 + 1)?;
    for at in 0..count as u32 {
        let agent = reader.number32()?;
        let author = parts.agents.get_mut(agent as usize).ok_or(WireError::OutOfRange)?;
        author.chain.push(at);
        let dseq = author.chain.len() as u32;
        let save = reader.number32()?.wrapping_sub(1);
        author.written.extend((save != NO_SAVE).then_some(at));
        if save != NO_SAVE && save as usize >= saves {
            return Err(WireError::OutOfRange);
        }
        let hash = reader.array()?;
        let digest = if version != WITHOUT_DIGESTS && reader.flag()? { Some(reader.array()?) } else { None };
        if digest.is_some() && save == NO_SAVE {
            return Err(WireError::OutOfRange);
        }
        let seq = reader.number()?.wrapping_sub(1);
        let seen_seq = reader.number()?;
        let bid = Hlc(reader.fixed64()?);
        let (eff, rank, repeats) = (Hlc::default(), 0, false);
        parts.copies.met(at, hash);
        parts.list.push(Part { agent, dseq, save, hash, digest, seq, seen_seq, bid, eff, rank, repeats });
        let mut extra = Vec::new();
        for _ in 0..reader.count(2)? {
            let agent = reader.number32()?;
            if agent as usize >= agents {
                return Err(WireError::OutOfRange);
            }
            extra.push((agent, reader.number32()?));
        }
        if !extra.is_empty() {
            parts.extras.push((at, extra));
        }
    }
    for _ in 0..reader.count(17)? {
        let first = reader.array()?;
        for _ in 0..reader.count(1)? {
            let copy = reader.number32().ok().filter(|at| (*at as usize) < count).ok_or(WireError::OutOfRange)?;
            parts.copies.add(first, copy);
        }
    }
    Ok(())
}

fn read_log(reader: &mut Reader<'_>) -> Result<Log, WireError> {
    let (seq, hash, srv_ms) = (reader.number()?, reader.array()?, reader.number()?);
    let mut log = Log { seq, hash, srv_ms, ..Log::default() };
    for _ in 0..reader.count(1 + 1 + 32)? {
        let (seq, srv_ms) = (reader.number()?, reader.number()?);
        if log.ahead.last().is_some_and(|(last, _, _)| *last >= seq) {
            return Err(WireError::NotCanonical);
        }
        log.ahead.push((seq, srv_ms, EnvelopeHash(reader.array()?)));
    }
    Ok(log)
}

fn read_waiting(reader: &mut Reader<'_>, state: &mut State) -> Result<(), SnapshotError> {
    for _ in 0..reader.count(4)? {
        let seq = reader.number()?.checked_sub(1);
        let srv_ms = reader.number()?;
        let bytes = reader.bytes()?;
        let (header, len) = Header::decode(bytes)?;
        if len != bytes.len() {
            return Err(WireError::Trailing.into());
        }
        let (hash, n_ops) = if header.is_local() {
            (header.hash(), header.n_ops)
        } else {
            (EnvelopeHash(reader.array()?), reader.number32()?)
        };
        let (mut body, mut known_by) = (None, None);
        if reader.flag()? {
            let bytes = reader.bytes()?;
            (body, known_by) = (Some(Body::decode(bytes, n_ops)?), Some(digest(bytes)));
        }
        let own = header.compartment == state.compartment;
        if header.space != state.space || body.is_some() && !own || own && header.is_local() && body.is_none() {
            return Err(WireError::OutOfRange.into());
        }
        let arrival = Arrival { seq, srv_ms, hash, header, body, digest: known_by };
        if state.waiting.last().is_some_and(|last| last.key() >= arrival.key()) {
            return Err(WireError::NotCanonical.into());
        }
        state.waiting.push(arrival);
    }
    Ok(())
}

fn read_table(reader: &mut Reader<'_>, parts: &Parts, left: &mut usize) -> Result<Table, WireError> {
    let mut table = Table::new(TableId(reader.number16()?));
    let count = reader.count(16)?;
    table.rows = RowIndex::with_capacity(count);
    for at in 0..count {
        if table.rows.find_or_add(RowId(reader.array()?)) as usize != at {
            return Err(WireError::NotCanonical);
        }
    }
    for _ in 0..reader.count(4)? {
        let field = FieldId(reader.number16()?);
        if table.columns.last().is_some_and(|(last, _)| *last >= field) {
            return Err(WireError::NotCanonical);
        }
        table.columns.push((field, read_column(reader, count as u32, parts, left)?));
    }
    Ok(table)
}

fn read_column(reader: &mut Reader<'_>, rows: u32, parts: &Parts, left: &mut usize) -> Result<Column, WireError> {
    let mut pool = read_pool(reader)?;
    let runs = Runs::decode(reader, rows)?;
    *left = left.checked_sub(runs.len()).ok_or(WireError::OutOfRange)?;
    let slots = read_slots(reader, runs.len(), &mut pool, false)?;
    let stamps = read_stamps(reader, runs.len(), parts)?;
    let held = slots.into_iter().zip(stamps).map(|(slot, stamp)| Held { slot, stamp });
    let held = RowMap::from_ascending(runs.iter().zip(held), runs.last(), runs.len());
    let mut column = Column { pool, held, ..Column::default() };
    let count = reader.count(1)?;
    *left = left.checked_sub(count).ok_or(WireError::OutOfRange)?;
    let mut chained = Vec::with_capacity(count);
    let mut row = 0_u32;
    for _ in 0..count {
        row = row.wrapping_add(reader.number32()?);
        if column.held.get(row).slot.is_absent() {
            return Err(WireError::OutOfRange);
        }
        chained.push(row);
    }
    let slots = read_slots(reader, count, &mut column.pool, false)?;
    let stamps = read_stamps(reader, count, parts)?;
    column.older.reserve_exact(count);
    for ((row, slot), stamp) in chained.into_iter().zip(slots).zip(stamps) {
        column.push_older(row, Held { slot, stamp });
    }
    Ok(column)
}

/// Reads who wrote each of `count` versions: a part with ops, whatever it is.
fn read_stamps(reader: &mut Reader<'_>, count: usize, parts: &Parts) -> Result<Vec<u32>, WireError> {
    let mut stamps = Vec::with_capacity(count);
    while stamps.len() < count {
        let (stamp, len) = (reader.number32()?, reader.number()?);
        let len = usize::try_from(len).ok().filter(|len| *len <= count - stamps.len()).ok_or(WireError::OutOfRange)?;
        let writes = parts.list.get(stamp as usize).is_some_and(|part| part.save != NO_SAVE);
        if len == 0 || !writes {
            return Err(WireError::OutOfRange);
        }
        stamps.resize(stamps.len() + len, stamp);
    }
    Ok(stamps)
}
