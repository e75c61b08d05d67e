//! What did a cell hold before, and who wrote it?

use super::{SaveIx, Stamp, State};
use crate::ids::Cell;
use crate::value::ValueRef;

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

impl State {
    /// Every version of a cell, the one shown first, then from newer to older.
    pub fn history(&self, cell: Cell) -> Vec<Version<'_>> {
        let Some(table) = self.table(cell.table) else {
            return Vec::new();
        };
        let (Some(column), Some(row)) = (table.column(cell.field), table.index_of(&cell.row)) else {
            return Vec::new();
        };
        let mut versions: Vec<_> = column.versions(row).collect();
        versions.retain(|held| !self.parts.list[held.stamp as usize].repeats);
        self.parts.sort_newest_first(&mut versions);
        versions
            .into_iter()
            .map(|held| {
                let stamp = Stamp(held.stamp);
                Version { value: column.pool.get(held.slot), save: self.save_of(stamp), stamp }
            })
            .collect()
    }
}
