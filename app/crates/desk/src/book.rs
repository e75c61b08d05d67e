//! The open book: the states of one ledger, one for each compartment, and the hand that writes the next save into them.
//!
//! Everything else in this crate reads cells and collects writes through here. A write goes out as encoded envelopes, one
//! or more for each compartment it touches, and comes back through [`Book::take_in`] once it is stored: there is no other
//! way to alter a state. Every state hears of every envelope, for the chain of an author runs through all compartments.

mod saves;
mod snapshot;

use std::borrow::Cow;
use std::collections::BTreeSet;

use ledger::schema::{Compartment, DELETED, Table};
use sync::device::Fold;
use sync::{
    AgentId, ApplyError, Cell, ChainHead, Clock, CompartmentId, Envelope, FieldId, Hlc, LogEntry, Position, Rng, RowId,
    Save, SaveBuilder, SaveInfo, SaveIx, SpaceId, Stamp, State, TableId, ValueRef, Version, WriteError, Writer,
};

pub(crate) use self::saves::SaveNo;
use self::saves::Saves;
pub(crate) use self::snapshot::{read_snapshot, write_snapshot};
use crate::step::Now;

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

/// The states and their writer.
#[derive(Debug)]
pub(crate) struct Book {
    /// In the order of [`Compartment::ALL`].
    states: Vec<State>,
    saves: Saves,
    pub(crate) identity: Identity,
    /// Grows with every envelope taken in: caches compare it.
    pub(crate) version: u64,
    /// Children touched by recent envelopes, with the version each brought; emptied when it grows too long to help.
    touched: Vec<(u64, u32)>,
    /// Versions before this one are not covered by `touched`.
    touched_since: u64,
    /// Up to this place of a shared log a snapshot stands for the entries, in the order of the states.
    floors: [u64; Compartment::ALL.len()],
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

    /// Other bytes of the same entropy, for another purpose in the same request.
    pub(crate) fn apart(now: &Now, purpose: &str) -> Self {
        Dice(blake3::Hasher::new_keyed(&now.entropy).update(purpose.as_bytes()).finalize_xof())
    }
}

impl Rng for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
}

impl Book {
    pub(crate) fn new(identity: Identity) -> Self {
        let states = Compartment::ALL.iter().map(|one| State::new(identity.space, one.id())).collect();
        let floors = Default::default();
        Book { states, saves: Saves::default(), identity, version: 1, touched: Vec::new(), touched_since: 1, floors }
    }

    /// The same book with other contents: nobody takes it for the one before. States that are not those of every
    /// compartment are none.
    pub(crate) fn anew(&self, states: Option<Vec<State>>) -> Self {
        let mut book = Book { version: self.version, ..Book::new(self.identity.clone()) };
        let whole =
            |states: &Vec<State>| states.iter().map(State::compartment).eq(Compartment::ALL.iter().map(|one| one.id()));
        if let Some(states) = states.filter(whole) {
            book.states = states;
            book.saves.catch_up(&book.states);
        }
        book.changed_anywhere();
        book
    }

    /// The same book on top of states that come from snapshots. A compartment of which there is none begins empty.
    pub(crate) fn anew_on(&self, ground: Vec<State>) -> Self {
        let mut book = self.anew(None);
        for state in ground {
            let known = book.states.iter().position(|empty| empty.compartment() == state.compartment());
            if let Some(at) = known {
                book.floors[at] = state.log_seq();
                book.states[at] = state;
            }
        }
        book.saves.catch_up(&book.states);
        book.changed_anywhere();
        book
    }

    /// The same ledger as it is in another book: nobody takes it for the one before.
    pub(crate) fn replay_as(&mut self, replay: Book) {
        *self = Book { version: self.version, identity: self.identity.clone(), ..replay };
        self.changed_anywhere();
    }

    /// The states, in the order of [`Compartment::ALL`].
    pub(crate) fn states(&self) -> &[State] {
        &self.states
    }

    /// Where the state that holds a table stands. A table that only a newer build knows stays where it was found.
    fn place_of(&self, table: TableId) -> usize {
        match Table::from_id(table.0) {
            Some(table) => Compartment::ALL.iter().position(|one| *one == table.compartment()),
            None => self.states.iter().position(|state| state.table(table).is_some()),
        }
        .unwrap_or_default()
    }

    /// The state that holds a table.
    pub(crate) fn state_of(&self, table: TableId) -> &State {
        &self.states[self.place_of(table)]
    }

    /// What a save writes into each compartment.
    pub(crate) fn split<'s>(&self, save: &'s SaveBuilder) -> Vec<(CompartmentId, Cow<'s, SaveBuilder>)> {
        let mut places: BTreeSet<usize> = save.tables().map(|table| self.place_of(table)).collect();
        if places.is_empty() {
            // Nothing, or a value too long to be taken: the writer says which.
            places.insert(0);
        }
        let part = |place: usize| match places.len() {
            1 => Cow::Borrowed(save),
            _ => Cow::Owned(save.only(|table| self.place_of(table) == place)),
        };
        places.iter().map(|&place| (self.states[place].compartment(), part(place))).collect()
    }

    /// The save as envelopes, not yet part of any state.
    pub(crate) fn write(&self, save: &SaveBuilder, info: &SaveInfo, now: &Now) -> Result<Vec<Envelope>, WriteError> {
        self.write_split(&self.split(save), info, now)
    }

    pub(crate) fn write_split(
        &self,
        parts: &[(CompartmentId, Cow<'_, SaveBuilder>)],
        info: &SaveInfo,
        now: &Now,
    ) -> Result<Vec<Envelope>, WriteError> {
        let parts: Vec<(CompartmentId, &SaveBuilder)> = parts.iter().map(|(one, save)| (*one, &**save)).collect();
        let writer = Writer::new(self.identity.space, Compartment::Children.id(), self.identity.agent);
        writer.write_together(&parts, info, &self.position(now))
    }

    /// Where the next save is written: at the end of the chain, after everything in every compartment.
    fn position(&self, now: &Now) -> Position {
        let last = self.states.iter().map(State::last_hlc).max().unwrap_or_default();
        let at = self.states.first().map(|state| state.position(&self.identity.agent, now)).unwrap_or_default();
        Position { hlc: last.next(now.ms), ..at }
    }

    /// Folds a stored envelope into the state of its compartment, and its place into the others. A forked chain is the
    /// caller's to report.
    pub(crate) fn take_in(&mut self, envelope: Envelope) -> Result<(), ApplyError> {
        let rows: BTreeSet<RowId> = envelope
            .body()
            .ops()
            .map(|op| op.cell)
            .filter(|c| c.table == CHILD)
            .map(|c| c.row)
            .take(MENDABLE * 8)
            .collect();
        let header = envelope.header().clone();
        let mut envelope = Some(envelope);
        for state in self.states.iter_mut().filter(|state| state.compartment() == header.compartment) {
            if let Some(envelope) = envelope.take() {
                state.apply(LogEntry::local(envelope))?;
            }
        }
        // What the state of its own has accepted, or none here can read, has a place in the chains of all.
        for state in self.states.iter_mut().filter(|state| state.compartment() != header.compartment) {
            state.pass_by(None, 0, &header)?;
        }
        self.saves.catch_up(&self.states);
        self.version += 1;
        self.note_touched(&rows);
        Ok(())
    }

    fn note_touched(&mut self, rows: &BTreeSet<RowId>) {
        if self.touched.len() + rows.len() > MENDABLE {
            self.touched.clear();
            self.touched_since = self.version;
        } else if let Some(children) = self.states.first().and_then(|state| state.table(CHILD)) {
            self.touched.extend(rows.iter().filter_map(|r| children.index_of(r)).map(|ix| (self.version, ix)));
        }
    }

    /// Folds what a device of a shared ledger hands out: into the state of its compartment, and its place into the others.
    pub(crate) fn fold(&mut self, fold: &Fold) -> Result<(), ApplyError> {
        for (state, floor) in self.states.iter_mut().zip(self.floors) {
            // What a snapshot stands for is in it.
            if fold.seq().is_none_or(|seq| seq > floor) {
                fold.into_state(state)?;
            }
        }
        self.saves.catch_up(&self.states);
        self.version += 1;
        let Fold::Apply(entry) = fold else { return Ok(()) };
        let cells = entry.envelope.body().ops().map(|op| op.cell).filter(|cell| cell.table == CHILD);
        let rows: BTreeSet<RowId> = cells.map(|cell| cell.row).take(MENDABLE * 8).collect();
        self.note_touched(&rows);
        Ok(())
    }

    /// What comes after everything in every compartment.
    pub(crate) fn next_hlc(&self, now_ms: u64) -> Hlc {
        self.states.iter().map(State::last_hlc).max().unwrap_or_default().next(now_ms)
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

    /// Gives up envelopes that the disk has lost; how many they were.
    pub(crate) fn give_up_missing(&mut self, end: (AgentId, ChainHead)) -> usize {
        let lost = self.states.iter_mut().map(|state| state.give_up_missing(end).len()).max().unwrap_or_default();
        self.saves.catch_up(&self.states);
        if lost > 0 {
            // Rows have changed that nobody counted.
            self.changed_anywhere();
        }
        lost
    }

    /// Every save, in the order of arrival.
    pub(crate) fn saves(&self) -> impl DoubleEndedIterator<Item = SaveNo> + use<> {
        self.saves.all()
    }

    /// The newest save of this machine's person.
    pub(crate) fn newest_save(&self) -> Option<SaveNo> {
        self.saves().next_back()
    }

    /// The save a page calls by this number.
    pub(crate) fn save_numbered(&self, number: u32) -> Option<SaveNo> {
        self.saves.numbered(number)
    }

    /// A save in each state that has a part of it.
    pub(crate) fn parts_of(&self, save: SaveNo) -> impl Iterator<Item = (&State, SaveIx)> {
        self.saves.parts(&self.states, save)
    }

    /// What is known of a save, without what it wrote.
    pub(crate) fn save(&self, save: SaveNo) -> &Save {
        self.saves.get(&self.states, save)
    }

    /// How many cells a save wrote, in all compartments.
    pub(crate) fn ops(&self, save: SaveNo) -> u32 {
        self.parts_of(save).map(|(state, ix)| state.save(ix).ops).sum()
    }

    /// The save a state's own index into that of a table stands for.
    pub(crate) fn save_in(&self, table: Table, ix: SaveIx) -> SaveNo {
        self.saves.of(self.place_of(TableId(table.id())), ix)
    }

    /// The save that wrote a cell of a table.
    pub(crate) fn written_by(&self, table: Table, stamp: Stamp) -> &Save {
        let state = self.state_of(TableId(table.id()));
        state.save(state.save_of(stamp))
    }

    /// Every version of a cell, the one shown first.
    pub(crate) fn history(&self, cell: Cell) -> Vec<Version<'_>> {
        self.state_of(cell.table).history(cell)
    }

    pub(crate) fn table(&self, table: Table) -> Option<&sync::Table> {
        let id = TableId(table.id());
        self.state_of(id).table(id)
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
