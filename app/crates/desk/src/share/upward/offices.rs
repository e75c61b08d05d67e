//! The keys of this office and the offices that were paired, as they stand in rows.

use ledger::schema::{Table, office_key, superior};
use sync::RowId;
use sync::seal::AgentSecret;
use sync::upward::Letter;

use super::row::Row;
use crate::book::Book;

/// What keys are for. Stored: never change one.
pub(super) const INBOX: &str = "inbox";
pub(super) const SENDER: &str = "sender";

/// So many earlier letters of an office are kept.
const EARLIER: usize = 8;

/// A pair of keys of this office.
pub(super) struct Key {
    pub(super) row: RowId,
    pub(super) secret: AgentSecret,
    pub(super) name: String,
}

/// An office that was paired.
pub(super) struct Office {
    pub(super) row: RowId,
    pub(super) letter: Letter,
    earlier: String,
    pub(super) added_ms: u64,
    pub(super) removed: String,
}

impl Office {
    /// The letters that were compared before this one, the newest first.
    pub(super) fn earlier(&self) -> impl Iterator<Item = Letter> {
        self.earlier.lines().filter_map(Letter::find)
    }

    /// The letters as they are kept once another one has taken the place of the one that counts.
    pub(super) fn earlier_then(&self) -> String {
        let before = self.earlier.lines().take(EARLIER - 1).map(str::to_owned);
        let lines: Vec<String> = std::iter::once(self.letter.text()).chain(before).collect();
        lines.join("\n")
    }
}

/// Keys of a kind, the newest first: those count, and older ones open what was sealed to them.
pub(super) fn keys(book: &Book, kind: &str) -> Vec<Key> {
    key_rows(book, kind)
        .into_iter()
        .filter_map(|row| {
            // The public halves are found out anew, which is not for nothing.
            let secret = AgentSecret::from_bytes(row.bytes(office_key::SECRET)?.try_into().ok()?);
            Some(Key { row: row.id(), secret, name: row.text(office_key::NAME).to_owned() })
        })
        .collect()
}

/// The rows of the same.
pub(super) fn key_rows<'b>(book: &'b Book, kind: &str) -> Vec<Row<'b>> {
    let mut rows: Vec<Row<'b>> =
        Row::all(book, Table::OfficeKey).filter(|row| row.text(office_key::KIND) == kind).collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.int(office_key::CREATED), row.id())));
    rows
}

/// Offices of a table, in the order in which they were paired.
pub(super) fn offices(book: &Book, table: Table) -> Vec<Office> {
    let mut offices: Vec<Office> = Row::all(book, table).filter_map(read_office).collect();
    offices.sort_by_key(|office| (office.added_ms, office.row));
    offices
}

/// One of them.
pub(super) fn office(book: &Book, table: Table, row: RowId) -> Option<Office> {
    read_office(Row::of(book, table, book.find(table, row)?))
}

/// What was compared when it was written is not compared with every look.
fn read_office(row: Row<'_>) -> Option<Office> {
    Some(Office {
        row: row.id(),
        letter: Letter::kept(row.bytes(superior::LETTER)?).ok()?,
        earlier: row.text(superior::EARLIER).to_owned(),
        added_ms: row.ms(superior::ADDED).unwrap_or_default(),
        removed: row.text(superior::REMOVED).to_owned(),
    })
}
