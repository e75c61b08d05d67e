//! One child as the state holds it: a table and an index, nothing copied.

use ledger::child::Child;
use ledger::field::Field;
use ledger::schema::Table;
use sync::{FieldId, RowId};

use crate::Desk;

/// A child of the open book. A row of an empty book reads as empty everywhere.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: Option<&'a sync::Table>,
    ix: u32,
}

impl<'a> Row<'a> {
    /// The stored canonical text, empty if there is none.
    pub(crate) fn get(self, field: Field) -> &'a str {
        self.table.and_then(|t| t.column(FieldId(field.id()))).map_or("", |c| c.text(self.ix))
    }

    pub(crate) fn id(self) -> RowId {
        self.table.and_then(|t| t.row_id(self.ix)).unwrap_or_default()
    }
}

impl Child for Row<'_> {
    fn get(&self, field: Field) -> &str {
        (*self).get(field)
    }
}

impl Desk {
    /// The child at an index the state gave.
    pub(crate) fn row(&self, ix: u32) -> Row<'_> {
        Row { table: self.book.table(Table::Child), ix }
    }

    /// The index of a child that is there and not deleted.
    pub(crate) fn child_ix(&self, id: crate::message::Id) -> Option<u32> {
        self.book.find(Table::Child, RowId(id))
    }
}
