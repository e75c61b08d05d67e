//! One field of all rows: the value shown, and every value it ever had.
//!
//! A cell is a slot and a stamp. Older versions are chained in one list per column, so that a column nobody has ever
//! corrected pays nothing for its history.

use crate::pool::Pool;
use crate::row_map::RowMap;
use crate::slot::Slot;
use crate::state::Stamp;
use crate::value::ValueRef;

/// One field of all rows of a table.
#[derive(Clone, Debug, Default)]
pub struct Column {
    pub(crate) pool: Pool,
    /// The version shown.
    pub(crate) held: RowMap<Held>,
    /// Every other version.
    pub(crate) older: Vec<Older>,
    /// Where a row's chain in `older` begins: one more than the place.
    pub(crate) chains: RowMap<u32>,
}

/// One version of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) slot: Slot,
    /// Which part wrote it.
    pub(crate) stamp: u32,
}

/// A version that is not shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Older {
    pub(crate) held: Held,
    pub(crate) row: u32,
    /// One more than the place of the row's next; 0 at the end.
    pub(crate) next: u32,
}

impl Column {
    /// The value in a row; null if it was never written.
    pub fn get(&self, ix: u32) -> ValueRef<'_> {
        self.pool.get(self.held.get(ix).slot)
    }

    /// The text in a row; empty if there is none, or a value that is not text.
    pub fn text(&self, ix: u32) -> &str {
        self.pool.text(self.held.get(ix).slot)
    }

    /// Which envelope wrote the value shown in a row; `None` if it was never written.
    pub fn stamp(&self, ix: u32) -> Option<Stamp> {
        let held = self.held.get(ix);
        (!held.slot.is_absent()).then_some(Stamp(held.stamp))
    }

    /// The rows ever written, with the values shown, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, ValueRef<'_>)> {
        self.held.iter().map(|(row, held)| (row, self.pool.get(held.slot)))
    }

    /// Every version of a cell, the one shown first.
    pub(crate) fn versions(&self, row: u32) -> impl Iterator<Item = Held> {
        let shown = self.held.get(row);
        let mut next = self.chains.get(row);
        let older = std::iter::from_fn(move || {
            let at = next.checked_sub(1)?;
            let older = self.older.get(at as usize)?;
            next = older.next;
            Some(older.held)
        });
        (!shown.slot.is_absent()).then_some(shown).into_iter().chain(older)
    }

    /// Adds a version that is not shown.
    pub(crate) fn push_older(&mut self, row: u32, held: Held) {
        self.older.push(Older { held, row, next: self.chains.get(row) });
        self.chains.set(row, self.older.len() as u32);
    }

    /// Shows the version that none of the others beats.
    pub(crate) fn elect(&mut self, row: u32, beats: impl Fn(u32, u32) -> bool) {
        let mut shown = self.held.get(row);
        let mut next = self.chains.get(row);
        while let Some(older) = next.checked_sub(1).and_then(|at| self.older.get_mut(at as usize)) {
            next = older.next;
            if beats(older.held.stamp, shown.stamp) {
                std::mem::swap(&mut older.held, &mut shown);
            }
        }
        self.held.set(row, shown);
    }

    pub(crate) fn heap(&self) -> usize {
        self.pool.heap() + self.held.heap() + self.chains.heap() + self.older.capacity() * size_of::<Older>()
    }
}
