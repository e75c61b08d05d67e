//! What is true now, given every envelope received so far, in whatever order they came?
//!
//! One `State` is one compartment of one space, held in columns. It is a pure function of the set of log entries given
//! to it: [`State::apply`] may be called in any order and any number of times.

mod table;

use thiserror::Error;

pub use self::table::{Column, Table};
use crate::envelope::Envelope;
use crate::header::{ChainHead, Header};
use crate::hlc::Hlc;
use crate::host::Clock;
use crate::ids::{AgentId, Cell, CompartmentId, FieldId, SpaceId, TableId};
use crate::save::{SaveId, SaveInfo};
use crate::value::ValueRef;
use crate::writer::Position;

/// An envelope as the log, or this machine's journal, hands it over.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// Its place in the server's log; `None` while it is only on this machine (or came by courier).
    pub seq: Option<u64>,
    /// When the server received it; 0 while `seq` is `None`.
    pub srv_ms: u64,
    /// The envelope.
    pub envelope: Envelope,
}

impl LogEntry {
    /// An envelope that no server has seen yet.
    pub fn local(envelope: Envelope) -> Self {
        Self {
            seq: None,
            srv_ms: 0,
            envelope,
        }
    }
}

/// Which envelope wrote a cell: an index into this state, not a lasting name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(u32);

/// A save of this state: an index, not a lasting name (that is [`SaveId`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SaveIx(u32);

/// A save as the state knows it.
#[derive(Clone, Debug)]
pub struct Save {
    /// Its lasting name.
    pub id: SaveId,
    /// Its audit fields.
    pub info: SaveInfo,
    /// The effective time that orders it.
    pub eff: Hlc,
    /// The place of its first envelope in the server's log, once it has one.
    pub seq: Option<u64>,
    /// How many ops it holds.
    pub ops: u32,
    /// Whether its last envelope is here.
    pub complete: bool,
}

/// What became of an entry that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// Its ops are in the state now.
    New,
    /// It was here already; if it has a place in the log now, that is noted.
    Known,
    /// It waits for an earlier envelope of the same agent.
    Waiting,
}

/// Why an entry was refused. The state is as before.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApplyError {
    /// The agent's chain holds another envelope at this place: a restored disk or a copied profile.
    #[error("agent {agent} wrote two different envelopes number {dseq}")]
    Fork {
        /// Whose chain.
        agent: AgentId,
        /// Where.
        dseq: u32,
    },
}

/// One version of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version<'a> {
    /// What was written.
    pub value: ValueRef<'a>,
    /// By which save.
    pub save: SaveIx,
    /// By which of its envelopes.
    pub stamp: Stamp,
}

/// A cell several people wrote without having seen each other's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict<'a> {
    /// Where.
    pub cell: Cell,
    /// The versions nobody has knowingly overwritten, the one shown for now first.
    pub versions: Vec<Version<'a>>,
}

/// The state of one compartment.
#[derive(Debug)]
pub struct State {}

impl State {
    /// An empty state.
    pub fn new(_space: SpaceId, _compartment: CompartmentId) -> Self {
        todo!()
    }

    /// Takes in an envelope of this compartment.
    pub fn apply(&mut self, _entry: LogEntry) -> Result<Applied, ApplyError> {
        todo!()
    }

    /// Takes note of an envelope of another compartment, whose body this member may be unable to read: it belongs to
    /// the agent's chain and to the log all the same.
    pub fn pass_by(
        &mut self,
        _seq: Option<u64>,
        _srv_ms: u64,
        _header: &Header,
    ) -> Result<Applied, ApplyError> {
        todo!()
    }

    /// A table, if anything was ever written to it.
    pub fn table(&self, _table: TableId) -> Option<&Table> {
        todo!()
    }

    /// Every table.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        std::iter::empty()
    }

    /// The value of a cell; null if it was never written.
    pub fn get(&self, _cell: Cell) -> ValueRef<'_> {
        todo!()
    }

    /// The save an index stands for.
    pub fn save(&self, _save: SaveIx) -> &Save {
        todo!()
    }

    /// The save whose envelope wrote a cell.
    pub fn save_of(&self, _stamp: Stamp) -> SaveIx {
        todo!()
    }

    /// A save by its lasting name.
    pub fn find_save(&self, _id: &SaveId) -> Option<SaveIx> {
        todo!()
    }

    /// Every save, in the order of arrival.
    pub fn saves(&self) -> impl DoubleEndedIterator<Item = (SaveIx, &Save)> + ExactSizeIterator {
        [].into_iter()
    }

    /// Every version of a cell, the one shown first, then from newer to older.
    pub fn history(&self, _cell: Cell) -> Vec<Version<'_>> {
        todo!()
    }

    /// Cells with unresolved versions, among the fields for which `matters` is true.
    pub fn conflicts(&self, _matters: impl Fn(TableId, FieldId) -> bool) -> Vec<Conflict<'_>> {
        todo!()
    }

    /// The end of an agent's chain.
    pub fn head(&self, _agent: &AgentId) -> ChainHead {
        todo!()
    }

    /// Where the agent's next save is to be written.
    pub fn position(&self, _agent: &AgentId, _clock: &impl Clock) -> Position {
        todo!()
    }

    /// BLAKE3 of everything the state says, independent of the order in which it came.
    pub fn root(&self) -> [u8; 32] {
        todo!()
    }
}
