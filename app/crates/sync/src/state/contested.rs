//! Which cells were ever written by two people at once?
//!
//! They are remembered as they are met, because looking for them would mean comparing every version with every other.
//! Whether one is still in conflict is a question for later.

use hashbrown::HashTable;

use crate::hash;
use crate::ids::{FieldId, TableId};

/// A set of cells: table, field and row in one number each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contested(HashTable<u64>);

impl Contested {
    pub(crate) fn insert(&mut self, table: TableId, field: FieldId, row: u32) {
        let cell = u64::from(table.0) << 48 | u64::from(field.0) << 32 | u64::from(row);
        let hash = |cell: &u64| hash::of_bytes(0, &cell.to_le_bytes());
        self.0.entry(hash(&cell), |known| *known == cell, hash).or_insert(cell);
    }

    /// Every cell once, by table, field and row.
    pub(crate) fn cells(&self) -> Vec<(TableId, FieldId, u32)> {
        let mut cells: Vec<u64> = self.0.iter().copied().collect();
        cells.sort_unstable();
        let parts = |cell: u64| (TableId((cell >> 48) as u16), FieldId((cell >> 32) as u16), cell as u32);
        cells.into_iter().map(parts).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_once_and_in_order() {
        let mut contested = Contested::default();
        let cells = [(1, 2, u32::MAX), (1, 2, 5), (u16::MAX, 0, 0), (0, u16::MAX, 1), (1, 2, 5)];
        cells.iter().for_each(|(table, field, row)| contested.insert(TableId(*table), FieldId(*field), *row));
        let cell = |table, field, row| (TableId(table), FieldId(field), row);
        let expected = [cell(0, u16::MAX, 1), cell(1, 2, 5), cell(1, 2, u32::MAX), cell(u16::MAX, 0, 0)];
        assert_eq!(contested.cells(), expected);
    }
}
