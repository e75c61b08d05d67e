//! What is asked of a disk: rows by key, in the order of their keys, and writes that happen together or not at all.
//!
//! Keys and values are bytes. Numbers stand in keys with the high byte first, so that their order is the keys' order and no
//! number has to pass through a language whose integers end at 2^53.

use thiserror::Error;

/// The longest value. The edge refuses rows from 2 MB on, but the runtime on one's own disk does not: a school that moves
/// from one to the other must not find out then.
pub const MAX_VALUE_BYTES: usize = 2_000_000 - MAX_KEY_BYTES - 1000;

/// The longest key.
pub const MAX_KEY_BYTES: usize = 64;

/// A set of rows of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Single things of the space, by name.
    Meta,
    /// Log entries by their place.
    Log,
    /// Where each agent's envelopes stand in the log, by agent and number.
    Chain,
    /// Sealed parts of larger things, by the hash of their bytes.
    Part,
    /// Sealed reports of schools to this space.
    Inbox,
    /// Sealed acks of this space to schools, by what they are about.
    Ack,
    /// Messages between a member and somebody who is about to join.
    Mail,
}

impl Table {
    /// Every table.
    pub const ALL: [Table; 7] =
        [Table::Meta, Table::Log, Table::Chain, Table::Part, Table::Inbox, Table::Ack, Table::Mail];
}

/// One change of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// A new row. When there is one with this key, nothing of the whole is written.
    Add(Table, Vec<u8>, Vec<u8>),
    /// A row, whether there was one or not.
    Put(Table, Vec<u8>, Vec<u8>),
    /// No row.
    Remove(Table, Vec<u8>),
}

/// The disk did not do its part. What it said is for the operator's log: it never holds a value.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("the store failed: {0}")]
pub struct StoreError(pub String);

/// Rows on a disk.
pub trait Store {
    /// The value of a row.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// Hands out the rows from `from` on (itself included) in the order of their keys, until there are no more or `more`
    /// answers false.
    fn scan(&self, table: Table, from: &[u8], more: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), StoreError>;

    /// Does all of it, on the disk before it returns to the client, or nothing.
    fn commit(&mut self, writes: Vec<Write>) -> Result<(), StoreError>;
}

/// Whether every row is within the limits that hold everywhere. Each store asks this before it writes.
pub fn fits(writes: &[Write]) -> Result<(), StoreError> {
    let within = |key: &[u8], value: &[u8]| key.len() <= MAX_KEY_BYTES && value.len() <= MAX_VALUE_BYTES;
    let all = writes.iter().all(|write| match write {
        Write::Add(_, key, value) | Write::Put(_, key, value) => within(key, value),
        Write::Remove(_, key) => within(key, &[]),
    });
    if all { Ok(()) } else { Err(StoreError("a row is too long".to_owned())) }
}
