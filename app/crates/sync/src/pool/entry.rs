//! One thing a pool holds, and the number it gets when it moves to another pool.

use crate::hash;
use crate::ids::RowId;
use crate::slot::Arena;

/// What an entry holds, without its tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Entry<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
    Code(u16, u32),
    Row(RowId),
    Wide(i64),
}

impl Entry<'_> {
    pub(super) fn arena(self) -> Arena {
        match self {
            Entry::Text(_) => Arena::Text,
            Entry::Bytes(_) => Arena::Bytes,
            Entry::Code(..) => Arena::Codes,
            Entry::Row(_) => Arena::Rows,
            Entry::Wide(_) => Arena::Wide,
        }
    }

    pub(super) fn hash(self) -> u64 {
        match self {
            Entry::Text(text) => hash::of_bytes(0, text.as_bytes()),
            Entry::Bytes(bytes) => hash::of_bytes(1, bytes),
            Entry::Code(set, code) => hash::of_bytes(2, &(u64::from(set) << 32 | u64::from(code)).to_le_bytes()),
            Entry::Row(row) => hash::of_id(&row.0),
            Entry::Wide(wide) => hash::of_bytes(3, &wide.to_le_bytes()),
        }
    }
}

/// The numbers a pool's entries have in another pool.
pub(crate) enum Renumbered {
    /// All moved by the same distance.
    From(u32),
    /// Each its own.
    Each(Vec<u32>),
}

impl Renumbered {
    pub(crate) fn get(&self, number: u32) -> u32 {
        match self {
            Renumbered::From(first) => first + number,
            Renumbered::Each(numbers) => numbers.get(number as usize).copied().unwrap_or_default(),
        }
    }
}
