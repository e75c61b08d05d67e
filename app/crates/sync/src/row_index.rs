//! Which number has a row, and which row has a number?
//!
//! Four bytes per row besides the ids themselves: the table holds numbers and looks the ids up.

use hashbrown::HashTable;

use crate::hash;
use crate::ids::RowId;

/// Rows numbered in the order they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowIndex {
    ids: Vec<RowId>,
    numbers: HashTable<u32>,
}

impl RowIndex {
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self { ids: Vec::with_capacity(rows), numbers: HashTable::with_capacity(rows) }
    }

    /// The number of a row, a new one if it is new.
    pub(crate) fn find_or_add(&mut self, id: RowId) -> u32 {
        let Self { ids, numbers } = self;
        let entry =
            numbers.entry(hash::of_id(&id.0), |at| ids[*at as usize] == id, |at| hash::of_id(&ids[*at as usize].0));
        match entry {
            hashbrown::hash_table::Entry::Occupied(known) => *known.get(),
            hashbrown::hash_table::Entry::Vacant(place) => {
                let number = ids.len() as u32;
                place.insert(number);
                ids.push(id);
                number
            }
        }
    }

    pub(crate) fn find(&self, id: &RowId) -> Option<u32> {
        self.numbers.find(hash::of_id(&id.0), |at| self.ids[*at as usize] == *id).copied()
    }

    pub(crate) fn ids(&self) -> &[RowId] {
        &self.ids
    }

    pub(crate) fn into_ids(self) -> Vec<RowId> {
        self.ids
    }

    pub(crate) fn heap(&self) -> usize {
        self.ids.capacity() * 16 + self.numbers.capacity() * 5 * 8 / 7
    }
}
