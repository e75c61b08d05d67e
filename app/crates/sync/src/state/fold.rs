//! How do the ops of an envelope become versions of cells?
//!
//! Values are taken into the column's pool once each; then every op either shows or lies behind what was there.

use super::apply::Arrival;
use super::{ApplyError, Held, State, Table};
use crate::body::{ColumnOps, TableOps};
use crate::ids::TableId;
use crate::pool::Renumbered;
use crate::slot::{ARENAS, Slot};

/// How many parts a save's ops are compared with before one is forgotten.
const MET: usize = 128;

impl State {
    /// Writes the ops of one table into its columns.
    pub(super) fn fold(&mut self, ops: &TableOps, stamp: u32) {
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

    /// Whether everything an arrival brings can be numbered.
    pub(super) fn check_room(&self, arrival: &Arrival) -> Result<(), ApplyError> {
        const MOST: usize = u32::MAX as usize - 1;
        for ops in arrival.body.iter().flat_map(|body| &body.tables) {
            let Some(table) = self.table(ops.table) else {
                continue;
            };
            let fits = |column_ops: &ColumnOps| {
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

fn renumber(slot: Slot, numbers: &[Renumbered; ARENAS]) -> Slot {
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
