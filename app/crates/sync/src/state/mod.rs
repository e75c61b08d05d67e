//! What is true now, given every envelope received so far, in whatever order they came?
//!
//! One `State` is one compartment of one space, held in columns. It is a pure function of the set of log entries given
//! to it: [`State::apply`] may be called in any order and any number of times.

mod apply;
mod column;
mod confirm;
mod conflict;
mod contested;
mod copies;
mod entry;
mod fold;
mod history;
mod log;
mod lost;
pub(crate) mod parts;
mod place;
mod rebuild;
mod root;
mod table;

use std::sync::Arc;

pub(crate) use self::apply::Arrival;
pub use self::column::Column;
pub(crate) use self::column::Held;
pub use self::conflict::Conflict;
use self::contested::Contested;
pub use self::entry::{Applied, ApplyError, LogEntry};
pub use self::history::Version;
pub(crate) use self::log::Log;
use self::parts::{NOT_LOGGED, Parts};
pub use self::table::Table;
use crate::header::{ChainHead, MAX_EXTRA, Seen};
use crate::hlc::Hlc;
use crate::host::Clock;
use crate::ids::{AgentId, Cell, CompartmentId, EnvelopeHash, SpaceId, TableId};
use crate::save::{SaveId, SaveInfo};
use crate::value::ValueRef;
use crate::writer::Position;

/// Which envelope wrote a cell: an index into this state, not a lasting name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(pub(crate) u32);

/// A save of this state: an index, not a lasting name (that is [`SaveId`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SaveIx(pub(crate) u32);

impl SaveIx {
    /// Its place among [`State::saves`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A save as the state knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// Its lasting name.
    pub id: SaveId,
    /// Its audit fields.
    pub info: SaveInfo,
    /// The effective time of its first envelope.
    pub eff: Hlc,
    /// The place of its first envelope in the server's log, once it has one.
    pub seq: Option<u64>,
    /// How many ops it holds.
    pub ops: u32,
    /// Whether its last envelope is here.
    pub complete: bool,
    /// Whether the same ops count already through another save (written again after a restored disk).
    pub repeats: bool,
    /// Its first part.
    pub(crate) first: u32,
}

impl Save {
    /// The place of its first envelope among all envelopes that reached the state, those of other compartments included.
    pub fn arrival(&self) -> usize {
        self.first as usize
    }
}

/// The state of one compartment.
#[derive(Clone, Debug)]
pub struct State {
    pub(crate) space: SpaceId,
    pub(crate) compartment: CompartmentId,
    pub(crate) parts: Parts,
    pub(crate) saves: Vec<Save>,
    /// By number.
    pub(crate) tables: Vec<Table>,
    pub(crate) log: Log,
    /// Entries that came before their predecessors, by agent and number.
    pub(crate) waiting: Vec<Arrival>,
    /// Cells that were ever written concurrently; whether they still are in conflict is looked at when asked.
    pub(crate) contested: Contested,
    /// Names and reasons, each once in memory.
    names: Vec<Arc<str>>,
}

impl State {
    /// An empty state.
    pub fn new(space: SpaceId, compartment: CompartmentId) -> Self {
        Self {
            space,
            compartment,
            parts: Parts::default(),
            saves: Vec::new(),
            tables: Vec::new(),
            log: Log::default(),
            waiting: Vec::new(),
            contested: Contested::default(),
            names: Vec::new(),
        }
    }

    /// Whose ledger this is.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// Which set of tables this is.
    pub fn compartment(&self) -> CompartmentId {
        self.compartment
    }

    /// A table, if anything was ever written to it.
    pub fn table(&self, table: TableId) -> Option<&Table> {
        let at = self.tables.binary_search_by_key(&table, Table::id).ok()?;
        Some(&self.tables[at])
    }

    /// Every table, by number.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }

    /// The value of a cell; null if it was never written.
    pub fn get(&self, cell: Cell) -> ValueRef<'_> {
        let found =
            self.table(cell.table).and_then(|table| Some((table.column(cell.field)?, table.index_of(&cell.row)?)));
        found.map_or(ValueRef::Null, |(column, ix)| column.get(ix))
    }

    /// Whether the ops of the envelope with this hash are here, in whatever form.
    pub fn holds(&self, first: &EnvelopeHash) -> bool {
        self.parts.copies.holds(first.half())
    }

    /// The save an index stands for.
    pub fn save(&self, save: SaveIx) -> &Save {
        &self.saves[save.0 as usize]
    }

    /// The save whose envelope wrote a cell.
    pub fn save_of(&self, stamp: Stamp) -> SaveIx {
        SaveIx(self.parts.list[stamp.0 as usize].save)
    }

    /// A save by its lasting name.
    pub fn find_save(&self, id: &SaveId) -> Option<SaveIx> {
        let chain = &self.parts.agent(&id.agent)?.chain;
        // The save's first envelope may be of another compartment: its first with ops here is a little later.
        let parts = chain.get(id.dseq.checked_sub(1)? as usize..)?.iter().map(|part| &self.parts.list[*part as usize]);
        let save = parts.map(|part| part.save).find(|save| *save != parts::NO_SAVE)?;
        (self.saves[save as usize].id == *id).then_some(SaveIx(save))
    }

    /// Whether the first envelope of a save is of this compartment; otherwise one of another compartment told of it before.
    pub fn save_begins_here(&self, save: SaveIx) -> bool {
        let save = &self.saves[save.0 as usize];
        self.parts.list[save.first as usize].dseq == save.id.dseq
    }

    /// Every save, in the order of arrival.
    pub fn saves(&self) -> impl DoubleEndedIterator<Item = (SaveIx, &Save)> + ExactSizeIterator {
        self.saves.iter().enumerate().map(|(ix, save)| (SaveIx(ix as u32), save))
    }

    /// The saves that arrived after so many, without looking at those before.
    pub fn saves_after(&self, known: usize) -> impl Iterator<Item = (SaveIx, &Save)> {
        let new = self.saves.get(known..).unwrap_or_default();
        new.iter().enumerate().map(move |(at, save)| (SaveIx((known + at) as u32), save))
    }

    /// Entries that wait for an earlier envelope of their agent, or cannot follow it.
    pub fn waiting(&self) -> impl Iterator<Item = (AgentId, u32)> {
        self.waiting.iter().map(Arrival::key)
    }

    /// How many envelopes are not in the server's log yet, as far as this state knows.
    pub fn unlogged(&self) -> usize {
        self.parts.list.iter().filter(|part| part.seq == NOT_LOGGED).count()
    }

    /// The place up to which the server's log is known without a gap.
    pub fn log_seq(&self) -> u64 {
        self.log.seq
    }

    /// The log's chain hash at that place.
    pub fn log_hash(&self) -> [u8; 32] {
        self.log.hash
    }

    /// The end of an agent's chain.
    pub fn head(&self, agent: &AgentId) -> ChainHead {
        self.parts.head(agent)
    }

    /// Where the agent's next save is to be written.
    pub fn position(&self, agent: &AgentId, clock: &impl Clock) -> Position {
        Position { head: self.head(agent), hlc: self.last_hlc().next(clock.now_ms()), seen: self.seen(agent) }
    }

    /// The latest effective time of all saves.
    pub fn last_hlc(&self) -> Hlc {
        self.parts.newest()
    }

    /// What `agent` has seen when it has seen this state.
    fn seen(&self, agent: &AgentId) -> Seen {
        let outside = |part: u32| self.parts.list[part as usize].seq > self.log.seq;
        let others = self.parts.agents.iter().filter(|other| other.id != *agent);
        let carried = others.filter(|other| other.chain.last().is_some_and(|part| outside(*part)));
        let mut extra: Vec<(AgentId, ChainHead)> = Vec::new();
        for other in carried.take(MAX_EXTRA) {
            let place = extra.partition_point(|(agent, _)| *agent < other.id);
            extra.insert(place, (other.id, self.parts.head(&other.id)));
        }
        Seen { seq: self.log.seq, hash: self.log.hash, extra }
    }

    /// Bytes of memory held, without the names of people.
    pub fn heap_bytes(&self) -> usize {
        self.tables.iter().map(Table::heap).sum::<usize>()
            + self.parts.heap()
            + self.saves.capacity() * size_of::<Save>()
    }
}
