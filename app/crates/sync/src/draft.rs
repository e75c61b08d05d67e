//! What is in a save that is still being put together?
//!
//! Cells are collected by column and row, so that a second write to a cell replaces the first. Values replaced stay in
//! the draft's pools; they are left behind when the envelopes are cut.

use crate::body::MAX_BODY_BYTES;
use crate::ids::{Cell, FieldId, RowId, TableId};
use crate::pool::Pool;
use crate::row_index::RowIndex;
use crate::slot::Slot;
use crate::value::ValueRef;

/// The cells of one save.
#[derive(Clone, Debug, Default)]
pub struct SaveBuilder {
    /// By table number.
    pub(crate) tables: Vec<TableDraft>,
    len: usize,
    /// The table and row written last: the next cell is nearly always in the same.
    last: Option<(usize, RowId, u32)>,
    too_long: Option<usize>,
    too_large: bool,
}

/// The cells of one table.
#[derive(Clone, Debug)]
pub(crate) struct TableDraft {
    pub(crate) table: TableId,
    pub(crate) rows: RowIndex,
    /// By field number.
    pub(crate) columns: Vec<ColumnDraft>,
    /// The column written last.
    hint: usize,
}

/// The cells of one field.
#[derive(Clone, Debug)]
pub(crate) struct ColumnDraft {
    pub(crate) field: FieldId,
    /// By row number; absent where nothing was written, and beyond the end.
    pub(crate) slots: Vec<Slot>,
    pub(crate) pool: Pool,
}

impl SaveBuilder {
    /// An empty save.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a cell; a later write to the same cell replaces this one. A value longer than half of
    /// [`MAX_BODY_BYTES`] makes [`crate::Writer::write`] fail.
    pub fn set<'v>(&mut self, cell: Cell, value: impl Into<ValueRef<'v>>) {
        let value = value.into();
        let bytes = value.heap_len();
        if bytes > MAX_BODY_BYTES / 2 {
            self.too_long = self.too_long.max(Some(bytes));
            return;
        }
        let (at, row) = match self.last {
            Some((at, row, number)) if row == cell.row && self.tables[at].table == cell.table => (at, number),
            _ => {
                let at = self.table_at(cell.table);
                (at, self.tables[at].rows.find_or_add(cell.row))
            }
        };
        self.last = Some((at, cell.row, row));
        let column = self.tables[at].column(cell.field);
        let row = row as usize;
        if !column.pool.takes(bytes) {
            self.too_large = true;
            return;
        }
        if column.slots.len() <= row {
            column.slots.resize(row + 1, Slot::ABSENT);
        }
        self.len += usize::from(column.slots[row].is_absent());
        column.slots[row] = column.pool.put(value);
    }

    /// The tables written to, by number.
    pub fn tables(&self) -> impl Iterator<Item = TableId> {
        self.tables.iter().map(|draft| draft.table)
    }

    /// The same save with some of its tables only.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(TableId) -> bool) -> Self {
        let tables: Vec<TableDraft> = self.tables.iter().filter(|draft| wanted(draft.table)).cloned().collect();
        let written = |column: &ColumnDraft| column.slots.iter().filter(|slot| !slot.is_absent()).count();
        let len = tables.iter().flat_map(|draft| &draft.columns).map(written).sum();
        Self { tables, len, last: None, too_long: self.too_long, too_large: self.too_large }
    }

    /// How many cells are written.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is nothing to save.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The size of the largest value that was too long to take.
    pub(crate) fn too_long(&self) -> Option<usize> {
        self.too_long
    }

    /// Whether a column of the save could not take everything.
    pub(crate) fn too_large(&self) -> bool {
        self.too_large
    }

    fn table_at(&mut self, table: TableId) -> usize {
        match self.tables.binary_search_by_key(&table, |draft| draft.table) {
            Ok(at) => at,
            Err(at) => {
                let draft = TableDraft { table, rows: RowIndex::default(), columns: Vec::new(), hint: 0 };
                self.tables.insert(at, draft);
                self.last = None;
                at
            }
        }
    }
}

impl TableDraft {
    fn column(&mut self, field: FieldId) -> &mut ColumnDraft {
        let near = [self.hint + 1, self.hint, 0].into_iter();
        let near = near.into_iter().find(|at| self.columns.get(*at).is_some_and(|column| column.field == field));
        let at = near.unwrap_or_else(|| match self.columns.binary_search_by_key(&field, |column| column.field) {
            Ok(at) => at,
            Err(at) => {
                self.columns.insert(at, ColumnDraft { field, slots: Vec::new(), pool: Pool::default() });
                at
            }
        });
        self.hint = at;
        &mut self.columns[at]
    }
}
