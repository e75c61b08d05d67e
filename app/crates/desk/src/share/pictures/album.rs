//! Which blobs does the ledger name, and which of them can travel? Pictures, and what offices hand each other. Read from
//! the rows, the newest first.

use std::collections::HashMap;

use ledger::schema::{Table, attachment as f, received, submission};
use sync::blob::BlobSeal;
use sync::{AgentId, FieldId, SpaceId, ValueRef};

use crate::book::Book;
use crate::message::Id;

/// Whether others can fetch and open a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sealing {
    /// They can, once it is at the server.
    Done,
    /// It was kept before the ledger was shared, or in another space: whoever has its bytes seals it.
    Open,
    /// In a way that only a newer build knows: left alone.
    Unknown,
}

/// The whole or the small picture of an attachment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Half {
    pub(super) blob: Id,
    /// The field of its seal.
    pub(super) field: u16,
    pub(super) sealing: Sealing,
}

/// An attachment, or something that is handed up or came in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Print {
    /// The table it stands in.
    pub(super) table: Table,
    /// Its row, by index.
    pub(super) ix: u32,
    pub(super) whole: Half,
    pub(super) small: Option<Half>,
    /// It was not removed.
    pub(super) counts: bool,
    /// Who kept it.
    pub(super) by: AgentId,
    added: i64,
}

/// Every one of them, the newest first.
#[derive(Debug, Default)]
pub(super) struct Album {
    pub(super) version: u64,
    pub(super) prints: Vec<Print>,
    places: HashMap<Id, (usize, bool)>,
}

impl Print {
    /// Its pictures, the small one first.
    pub(super) fn halves(&self) -> impl Iterator<Item = Half> {
        self.small.into_iter().chain([self.whole])
    }
}

impl Album {
    /// Reads the rows again if something was written since.
    pub(super) fn refresh(&mut self, book: &Book, space: SpaceId) {
        if self.version == book.version {
            return;
        }
        let of = |table| book.live(table).into_iter().filter_map(move |ix| print(book, space, table, ix));
        let mut prints: Vec<Print> = PLACES.iter().flat_map(|place| of(place.table)).collect();
        // Two of one moment stand in one order everywhere.
        prints.sort_by_key(|print| std::cmp::Reverse((print.added, print.whole.blob)));
        self.places.clear();
        for (at, print) in prints.iter().enumerate() {
            self.places.insert(print.whole.blob, (at, false));
            self.places.extend(print.small.map(|small| (small.blob, (at, true))));
        }
        (self.prints, self.version) = (prints, book.version);
    }

    /// The attachment that a blob belongs to, and which picture of it it is.
    pub(super) fn find(&self, blob: &Id) -> Option<(&Print, Half)> {
        let (at, small) = self.places.get(blob)?;
        let print = self.prints.get(*at)?;
        Some((print, if *small { print.small? } else { print.whole }))
    }
}

/// Where blobs stand in the rows of a table.
struct Place {
    table: Table,
    /// The fields of the blob and of its seal.
    whole: (u16, u16),
    /// The same of the small one, if there is one.
    small: Option<(u16, u16)>,
    /// When it was added.
    added: u16,
}

const PLACES: [Place; 3] = [
    Place {
        table: Table::Attachment,
        whole: (f::BLOB, f::SEAL),
        small: Some((f::SMALL, f::SMALL_SEAL)),
        added: f::ADDED,
    },
    Place {
        table: Table::Submission,
        whole: (submission::BLOB, submission::SEAL),
        small: Some((submission::PLAIN, submission::PLAIN_SEAL)),
        added: submission::CREATED,
    },
    Place { table: Table::Received, whole: (received::BLOB, received::SEAL), small: None, added: received::CAME },
];

fn print(book: &Book, space: SpaceId, table: Table, ix: u32) -> Option<Print> {
    let place = PLACES.iter().find(|place| place.table == table)?;
    let half = |(blob, field): (u16, u16)| {
        let ValueRef::Row(id) = value(book, table, ix, blob) else { return None };
        let sealing = match value(book, table, ix, field) {
            ValueRef::Blob(bytes) => match BlobSeal::decode(bytes) {
                Ok(seal) if seal.space() == space => Sealing::Done,
                Ok(_) => Sealing::Open,
                Err(_) => Sealing::Unknown,
            },
            ValueRef::Null => Sealing::Open,
            _ => Sealing::Unknown,
        };
        Some(Half { blob: id.0, field, sealing })
    };
    Some(Print {
        table,
        ix,
        whole: half(place.whole)?,
        small: place.small.and_then(half),
        counts: table != Table::Attachment || book.text(table, ix, f::REMOVED).is_empty(),
        by: author(book, place, ix),
        added: book.int(table, ix, place.added),
    })
}

/// Who wrote which picture it is: whoever kept it.
fn author(book: &Book, place: &Place, ix: u32) -> AgentId {
    let column = book.table(place.table).and_then(|table| table.column(FieldId(place.whole.0)));
    let stamp = column.and_then(|column| column.stamp(ix));
    stamp.map(|stamp| book.written_by(place.table, stamp).id.agent).unwrap_or_default()
}

/// The seal of a blob.
pub(super) fn seal_of(book: &Book, print: &Print, field: u16) -> Option<BlobSeal> {
    match value(book, print.table, print.ix, field) {
        ValueRef::Blob(bytes) => BlobSeal::decode(bytes).ok(),
        _ => None,
    }
}

fn value(book: &Book, table: Table, ix: u32, field: u16) -> ValueRef<'_> {
    let column = book.table(table).and_then(|table| table.column(FieldId(field)));
    column.map_or(ValueRef::Null, |column| column.get(ix))
}
