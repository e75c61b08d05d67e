//! A row of handing up and taking in, and what stands in its fields.

use ledger::schema::Table;
use sync::{FieldId, RowId, ValueRef};

use crate::book::Book;

/// A live row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'b> {
    book: &'b Book,
    table: Table,
    pub(super) ix: u32,
}

impl<'b> Row<'b> {
    pub(super) fn all(book: &'b Book, table: Table) -> impl Iterator<Item = Row<'b>> {
        book.live(table).into_iter().map(move |ix| Row { book, table, ix })
    }

    pub(super) fn of(book: &'b Book, table: Table, ix: u32) -> Row<'b> {
        Row { book, table, ix }
    }

    pub(super) fn id(self) -> RowId {
        self.book.row_id(self.table, self.ix)
    }

    pub(super) fn text(self, field: u16) -> &'b str {
        self.book.text(self.table, self.ix, field)
    }

    pub(super) fn int(self, field: u16) -> i64 {
        self.book.int(self.table, self.ix, field)
    }

    /// A number that is there and not negative.
    pub(super) fn ms(self, field: u16) -> Option<u64> {
        match self.value(field) {
            ValueRef::Int(number) => number.try_into().ok(),
            _ => None,
        }
    }

    pub(super) fn bytes(self, field: u16) -> Option<&'b [u8]> {
        match self.value(field) {
            ValueRef::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(super) fn row(self, field: u16) -> Option<RowId> {
        match self.value(field) {
            ValueRef::Row(row) => Some(row),
            _ => None,
        }
    }

    pub(super) fn hash(self, field: u16) -> Option<[u8; 32]> {
        blake3::Hash::from_hex(self.text(field)).ok().map(|hash| *hash.as_bytes())
    }

    fn value(self, field: u16) -> ValueRef<'b> {
        let column = self.book.table(self.table).and_then(|table| table.column(FieldId(field)));
        column.map_or(ValueRef::Null, |column| column.get(self.ix))
    }
}
