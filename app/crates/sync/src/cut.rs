//! Where is a large save cut into envelopes?
//!
//! Row by row, so that each row is named once, and before the worst case of an encoding could pass the limit. A row too
//! long for one envelope is cut between two fields.

use crate::body::{ColumnOps, MAX_BODY_BYTES, MAX_OPS, TableOps};
use crate::draft::{ColumnDraft, SaveBuilder};
use crate::pool::Pool;
use crate::runs::Runs;
use crate::save::SaveInfo;
use crate::slot::{ALL_ARENAS, ARENAS, Slot};
use crate::writer::Limits;

/// Bytes of a body besides its tables and texts of the save's info, at most.
const BODY_BYTES: usize = 96;
/// Bytes of a table or a column besides its rows and values, at most.
const COLUMN_BYTES: usize = 40;
/// Bytes of one op besides its value, at most: a run of rows (6), a run of tags (4), an entry's distance (5).
const OP_BYTES: usize = 15;
/// Bytes of naming a row.
const ROW_BYTES: usize = 16;

/// A place between two cells of a save, in the order table, row, field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    table: usize,
    row: usize,
    column: usize,
}

/// The parts of a save.
pub(crate) struct Cut<'a> {
    save: &'a SaveBuilder,
    limits: Limits,
    fixed: usize,
    next: Place,
    /// For each column of the save, which number an entry of the draft got in the part being cut.
    memos: Vec<Vec<Memo>>,
    part: u32,
}

/// Numbers of entries in one part, by arena: the part they were given in, and the number.
#[derive(Default)]
struct Memo([Vec<(u32, u32)>; ARENAS]);

impl<'a> Cut<'a> {
    pub(crate) fn new(save: &'a SaveBuilder, info: &SaveInfo, limits: Limits) -> Self {
        let memo = |column: &ColumnDraft| Memo(ALL_ARENAS.map(|arena| vec![(0, 0); column.pool.len(arena)]));
        let memos = save.tables.iter().map(|table| table.columns.iter().map(memo).collect()).collect();
        let fixed = BODY_BYTES + info.actor.len() + info.reason.len() + info.label.len();
        Self { save, limits, fixed, next: Place::default(), memos, part: 0 }
    }

    /// The first place that does not belong to the part that begins at `from`.
    fn end(&self, from: Place) -> Place {
        let (max_ops, max_bytes) = (self.limits.ops.clamp(1, MAX_OPS), self.limits.bytes.min(MAX_BODY_BYTES));
        let (mut ops, mut bytes) = (0, self.fixed);
        for (table_at, table) in self.save.tables.iter().enumerate().skip(from.table) {
            bytes += COLUMN_BYTES;
            let mut used = vec![false; table.columns.len()];
            let first_row = if table_at == from.table { from.row } else { 0 };
            for row in first_row..table.rows.ids().len() {
                let first_column = if (table_at, row) == (from.table, from.row) { from.column } else { 0 };
                bytes += ROW_BYTES;
                for (column_at, column) in table.columns.iter().enumerate().skip(first_column) {
                    let slot = column.slots.get(row).copied().unwrap_or_default();
                    if slot.is_absent() {
                        continue;
                    }
                    if !std::mem::replace(&mut used[column_at], true) {
                        bytes += COLUMN_BYTES;
                    }
                    ops += 1;
                    bytes += OP_BYTES + column.pool.get(slot).heap_len();
                    if ops > 1 && (ops > max_ops || bytes > max_bytes) {
                        return Place { table: table_at, row, column: column_at };
                    }
                }
            }
        }
        Place { table: self.save.tables.len(), row: 0, column: 0 }
    }

    fn table_ops(&mut self, table_at: usize, from: Place, to: Place) -> Option<TableOps> {
        let table = &self.save.tables[table_at];
        let all = table.rows.ids().len();
        let start = if table_at == from.table { from } else { Place::default() };
        let end = if table_at == to.table { to } else { Place { table: table_at, row: all, column: 0 } };
        // The rows of the part are neighbours in the draft: a number there is the number here and an offset.
        let mut here = vec![u32::MAX; all.min(end.row + 1).saturating_sub(start.row)];
        let mut rows = Vec::new();
        let spans: Vec<_> = (0..table.columns.len())
            .map(|at| start.row + usize::from(at < start.column)..end.row + usize::from(at < end.column))
            .collect();
        for row in start.row..all.min(end.row + 1) {
            let written = |(column, span): (&ColumnDraft, &std::ops::Range<usize>)| {
                span.contains(&row) && column.slots.get(row).is_some_and(|slot| !slot.is_absent())
            };
            if table.columns.iter().zip(&spans).any(written) {
                here[row - start.row] = rows.len() as u32;
                rows.push(table.rows.ids()[row]);
            }
        }
        if rows.is_empty() {
            return None;
        }
        let mut columns = Vec::new();
        for (at, (column, span)) in table.columns.iter().zip(spans).enumerate() {
            let mut ops =
                ColumnOps { field: column.field, rows: Runs::default(), slots: Vec::new(), pool: Pool::default() };
            let memo = &mut self.memos[table_at][at];
            for row in span.start..span.end.min(column.slots.len()) {
                let slot = column.slots[row];
                if !slot.is_absent() {
                    ops.rows.push(here[row - start.row]);
                    ops.slots.push(memo.copy(slot, &column.pool, &mut ops.pool, self.part));
                }
            }
            if !ops.slots.is_empty() {
                columns.push(ops);
            }
        }
        Some(TableOps { table: table.table, rows, columns })
    }
}

impl Iterator for Cut<'_> {
    type Item = Vec<TableOps>;

    fn next(&mut self) -> Option<Vec<TableOps>> {
        let from = self.next;
        if from.table >= self.save.tables.len() {
            return None;
        }
        let to = self.end(from);
        self.next = to;
        self.part += 1;
        let tables = from.table..self.save.tables.len().min(to.table + 1);
        Some(tables.filter_map(|table| self.table_ops(table, from, to)).collect())
    }
}

impl Memo {
    /// The slot's twin in `to`, with its entry copied there once.
    fn copy(&mut self, slot: Slot, from: &Pool, to: &mut Pool, part: u32) -> Slot {
        let Some(arena) = slot.arena() else {
            return slot;
        };
        let known = &mut self.0[arena as usize][slot.payload() as usize];
        if known.0 != part {
            *known = (part, to.push(from.entry(arena, slot.payload())));
        }
        slot.with_payload(known.1)
    }
}
