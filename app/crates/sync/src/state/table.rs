//! A table as columns: rows are numbered 0, 1, 2 ... in the order they came, and a row's number never changes while
//! the state lives.

use super::Stamp;
use crate::ids::{FieldId, RowId, TableId};
use crate::value::ValueRef;

/// One table of a state.
#[derive(Debug)]
pub struct Table {}

impl Table {
    /// Its number.
    pub fn id(&self) -> TableId {
        todo!()
    }

    /// How many rows there are, deleted ones included.
    pub fn len(&self) -> usize {
        todo!()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        todo!()
    }

    /// The id of a row.
    pub fn row_id(&self, _ix: u32) -> Option<RowId> {
        todo!()
    }

    /// Where a row is.
    pub fn index_of(&self, _row: &RowId) -> Option<u32> {
        todo!()
    }

    /// Whether a row is there and not deleted.
    pub fn is_live(&self, _ix: u32) -> bool {
        todo!()
    }

    /// The rows that are not deleted.
    pub fn live(&self) -> impl Iterator<Item = u32> {
        std::iter::empty()
    }

    /// A field, if it was ever written in this table.
    pub fn column(&self, _field: FieldId) -> Option<&Column> {
        todo!()
    }

    /// The fields ever written, with their columns, by number.
    pub fn columns(&self) -> impl Iterator<Item = (FieldId, &Column)> {
        std::iter::empty()
    }
}

/// One field of all rows of a table.
#[derive(Debug)]
pub struct Column {}

impl Column {
    /// The value in a row; null if it was never written.
    pub fn get(&self, _ix: u32) -> ValueRef<'_> {
        todo!()
    }

    /// The text in a row; empty if there is none.
    pub fn text(&self, _ix: u32) -> &str {
        todo!()
    }

    /// Which envelope wrote the value shown in a row; `None` if it was never written.
    pub fn stamp(&self, _ix: u32) -> Option<Stamp> {
        todo!()
    }
}
