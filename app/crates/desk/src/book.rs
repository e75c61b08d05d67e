//! The open book: the state of one ledger and the hand that writes the next save into it.
//!
//! Everything else in this crate reads cells and collects writes through here. A write goes out as encoded envelopes and
//! comes back through [`Book::take_in`] once it is stored: there is no other way to alter the state.

use std::collections::BTreeSet;

use ledger::schema::{DELETED, Table};
use sync::{
    AgentId, ApplyError, Cell, Clock, CompartmentId, Envelope, FieldId, LogEntry, Rng, RowId, SaveBuilder, SaveInfo,
    SaveIx, SpaceId, State, TableId, ValueRef, WriteError, Writer,
};

use crate::step::Now;

/// 名册、登记与班级记录: the only compartment yet.
pub(crate) const CHILDREN: CompartmentId = CompartmentId(1);

/// The table of children.
const CHILD: TableId = TableId(Table::Child.id());

/// Who writes, where, and with which secret for row ids. Kept sealed beside the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The school's space.
    pub space: SpaceId,
    /// This person on this machine.
    pub agent: AgentId,
    /// Secret from which rows with a natural key get their ids.
    pub row_key: [u8; 32],
    /// The name shown in histories.
    pub person: String,
}

/// The state and its writer.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) state: State,
    pub(crate) identity: Identity,
    /// Grows with every envelope taken in: caches compare it.
    pub(crate) version: u64,
    /// Children touched by recent envelopes, with the version each brought; emptied when it grows too long to help.
    touched: Vec<(u64, u32)>,
    /// Versions before this one are not covered by `touched`.
    touched_since: u64,
}

/// Above this many touched children a cache is rebuilt rather than mended.
const MENDABLE: usize = 5_000;

impl Clock for Now {
    fn now_ms(&self) -> u64 {
        self.ms
    }
}

/// Random bytes stretched from a request's entropy.
pub(crate) struct Dice(blake3::OutputReader);

impl Dice {
    pub(crate) fn new(now: &Now) -> Self {
        Dice(blake3::Hasher::new_keyed(&now.entropy).finalize_xof())
    }
}

impl Rng for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
}

impl Book {
    pub(crate) fn new(identity: Identity) -> Self {
        let state = State::new(identity.space, CHILDREN);
        Book { state, identity, version: 1, touched: Vec::new(), touched_since: 1 }
    }

    /// The same book with other contents: nobody takes it for the one before.
    pub(crate) fn anew(&self, state: Option<State>) -> Self {
        let empty = Book::new(self.identity.clone());
        let mut book = Book { state: state.unwrap_or(empty.state), version: self.version, ..empty };
        book.changed_anywhere();
        book
    }

    /// The save as envelopes, not yet part of the state.
    pub(crate) fn write(&self, save: &SaveBuilder, info: &SaveInfo, now: &Now) -> Result<Vec<Envelope>, WriteError> {
        let writer = Writer::new(self.identity.space, CHILDREN, self.identity.agent);
        writer.write(save, info, &self.state.position(&self.identity.agent, now))
    }

    /// Folds a stored envelope into the state. A forked chain is the caller's to report.
    pub(crate) fn take_in(&mut self, envelope: Envelope) -> Result<(), ApplyError> {
        let rows: BTreeSet<RowId> = envelope
            .body()
            .ops()
            .map(|op| op.cell)
            .filter(|c| c.table == CHILD)
            .map(|c| c.row)
            .take(MENDABLE * 8)
            .collect();
        self.state.apply(LogEntry::local(envelope))?;
        self.version += 1;
        if self.touched.len() + rows.len() > MENDABLE {
            self.touched.clear();
            self.touched_since = self.version;
        } else if let Some(children) = self.state.table(CHILD) {
            self.touched.extend(rows.iter().filter_map(|r| children.index_of(r)).map(|ix| (self.version, ix)));
        }
        Ok(())
    }

    /// Any child may have changed.
    pub(crate) fn changed_anywhere(&mut self) {
        self.version += 1;
        self.touched.clear();
        self.touched_since = self.version;
    }

    /// Children touched after `version`; `None` if that is too long ago to tell.
    pub(crate) fn touched_after(&self, version: u64) -> Option<Vec<u32>> {
        (version >= self.touched_since)
            .then(|| self.touched.iter().filter(|(v, _)| *v > version).map(|(_, ix)| *ix).collect())
    }

    /// The newest save of this machine's person.
    pub(crate) fn newest_save(&self) -> Option<SaveIx> {
        self.state.saves().next_back().map(|(ix, _)| ix)
    }

    pub(crate) fn table(&self, table: Table) -> Option<&sync::Table> {
        self.state.table(TableId(table.id()))
    }

    /// A cell as text, empty if it holds none.
    pub(crate) fn text(&self, table: Table, ix: u32, field: u16) -> &str {
        self.table(table).and_then(|t| t.column(FieldId(field))).map_or("", |c| c.text(ix))
    }

    /// A cell as a number, 0 if it holds none.
    pub(crate) fn int(&self, table: Table, ix: u32, field: u16) -> i64 {
        match self.table(table).and_then(|t| t.column(FieldId(field))).map(|c| c.get(ix)) {
            Some(ValueRef::Int(number)) => number,
            _ => 0,
        }
    }

    /// Rows of a table that are there and not deleted.
    pub(crate) fn live(&self, table: Table) -> Vec<u32> {
        self.table(table).map(|t| t.live().collect()).unwrap_or_default()
    }

    /// The index of a live row.
    pub(crate) fn find(&self, table: Table, row: RowId) -> Option<u32> {
        let t = self.table(table)?;
        t.index_of(&row).filter(|&ix| t.is_live(ix))
    }

    /// Takes back that a row is deleted, if it is: one named by what it is about is the same when it is written again.
    pub(crate) fn revive(&self, table: Table, row: RowId, save: &mut SaveBuilder) {
        let deleted = self.table(table).is_some_and(|t| t.index_of(&row).is_some_and(|ix| !t.is_live(ix)));
        if deleted {
            save.set(cell(table, row, DELETED), ValueRef::Null);
        }
    }

    /// The id of a row the state itself gave the index of.
    pub(crate) fn row_id(&self, table: Table, ix: u32) -> RowId {
        self.table(table).and_then(|t| t.row_id(ix)).unwrap_or_default()
    }
}

/// A text cell to be written; empty text clears the cell.
pub(crate) fn text_value(text: &str) -> ValueRef<'_> {
    if text.is_empty() { ValueRef::Null } else { ValueRef::Text(text) }
}

/// Short for the cell of a row.
pub(crate) const fn cell(table: Table, row: RowId, field: u16) -> Cell {
    Cell::new(TableId(table.id()), row, FieldId(field))
}

/// A row's number in letters, as part of another row's name.
pub(crate) fn hex(row: RowId) -> String {
    row.0.iter().map(|byte| format!("{byte:02x}")).collect()
}
