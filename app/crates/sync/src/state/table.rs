//! A table as columns: rows are numbered 0, 1, 2 ... in the order they came, and a row's number never changes while
//! the state lives.

use super::column::Column;
use crate::ids::{FieldId, RowId, TableId};
use crate::row_index::RowIndex;

/// One table of a state.
#[derive(Clone, Debug)]
pub struct Table {
    pub(crate) id: TableId,
    pub(crate) rows: RowIndex,
    /// By field number.
    pub(crate) columns: Vec<(FieldId, Column)>,
}

impl Table {
    pub(crate) fn new(id: TableId) -> Self {
        Self { id, rows: RowIndex::default(), columns: Vec::new() }
    }

    /// Its number.
    pub fn id(&self) -> TableId {
        self.id
    }

    /// How many rows there are, deleted ones included.
    pub fn len(&self) -> usize {
        self.rows.ids().len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of a row.
    pub fn row_id(&self, ix: u32) -> Option<RowId> {
        self.rows.ids().get(ix as usize).copied()
    }

    /// Where a row is.
    pub fn index_of(&self, row: &RowId) -> Option<u32> {
        self.rows.find(row)
    }

    /// Whether a row is there and not deleted.
    pub fn is_live(&self, ix: u32) -> bool {
        (ix as usize) < self.len() && self.column(FieldId::DELETED).is_none_or(|column| column.get(ix).is_null())
    }

    /// The rows that are not deleted.
    pub fn live(&self) -> impl Iterator<Item = u32> {
        let deleted = self.column(FieldId::DELETED);
        (0..self.len() as u32).filter(move |ix| deleted.is_none_or(|column| column.get(*ix).is_null()))
    }

    /// A field, if it was ever written in this table.
    pub fn column(&self, field: FieldId) -> Option<&Column> {
        let at = self.columns.binary_search_by_key(&field, |(field, _)| *field).ok()?;
        Some(&self.columns[at].1)
    }

    /// The fields ever written, with their columns, by number.
    pub fn columns(&self) -> impl Iterator<Item = (FieldId, &Column)> {
        self.columns.iter().map(|(field, column)| (*field, column))
    }

    pub(crate) fn column_mut(&mut self, field: FieldId) -> &mut Column {
        let at = match self.columns.binary_search_by_key(&field, |(field, _)| *field) {
            Ok(at) => at,
            Err(at) => {
                self.columns.insert(at, (field, Column::default()));
                at
            }
        };
        &mut self.columns[at].1
    }

    pub(crate) fn heap(&self) -> usize {
        self.rows.heap() + self.columns.iter().map(|(_, column)| size_of_val(column) + column.heap()).sum::<usize>()
    }
}
