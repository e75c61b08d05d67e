//! What do rows, tables, fields, people's devices and schools answer to?
//!
//! This crate knows no domain: a table is a number, a field is a number, a row is 16 bytes. The one
//! field with a meaning here is [`FieldId::DELETED`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::host::{Clock, Rng};

/// A row: UUID v7 when a record has no natural key, else a keyed hash of that key.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowId(pub [u8; 16]);

impl RowId {
    /// A new UUID v7: sorts by creation time, 74 random bits.
    pub fn new(clock: &impl Clock, rng: &mut impl Rng) -> Self {
        let mut id = [0; 16];
        rng.fill(&mut id);
        let time = clock.now_ms().to_be_bytes();
        id[..6].copy_from_slice(&time[2..]);
        id[6] = 0x70 | (id[6] & 0x0f);
        id[8] = 0x80 | (id[8] & 0x3f);
        Self(id)
    }

    /// The row of a record that has a natural key, so that two people who enter the same record offline meet in one
    /// row. The key is secret, so the id says nothing about the text.
    pub fn natural(key: &[u8; 32], domain: &str, text: &str) -> Self {
        let mut hash = blake3::Hasher::new_keyed(key);
        hash.update(&(domain.len() as u64).to_le_bytes());
        hash.update(domain.as_bytes());
        hash.update(text.as_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(&hash.finalize().as_bytes()[..16]);
        Self(id)
    }

    /// Reads 32 hexadecimal digits, as [`fmt::Display`] writes them.
    pub fn from_hex(text: &str) -> Option<Self> {
        from_hex(text).map(Self)
    }
}

/// A table, numbered by the domain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TableId(pub u16);

/// A field of a table, numbered by the domain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldId(pub u16);

impl FieldId {
    /// A row whose value here is not null is deleted. Nothing is ever removed; restoring writes null.
    pub const DELETED: FieldId = FieldId(0);
}

/// One register: a field of a row of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// The table.
    pub table: TableId,
    /// The row.
    pub row: RowId,
    /// The field.
    pub field: FieldId,
}

impl Cell {
    /// The cell at this place.
    pub const fn new(table: TableId, row: RowId, field: FieldId) -> Self {
        Self { table, row, field }
    }
}

/// One person on one browser profile.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AgentId(pub [u8; 16]);

/// One school, or one county office.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SpaceId(pub [u8; 16]);

/// A set of tables sealed under keys of its own (名册、个案 ...).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CompartmentId(pub u16);

impl CompartmentId {
    /// What belongs to no set of tables: changes of the membership.
    pub const MEMBERS: CompartmentId = CompartmentId(0);
}

/// The hash by which an envelope is known: the next envelope of its author names it.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EnvelopeHash(pub [u8; 32]);

impl EnvelopeHash {
    /// Its first half: enough to know an envelope again among those of one agent.
    pub(crate) fn half(self) -> [u8; 16] {
        let mut half = [0; 16];
        half.copy_from_slice(&self.0[..16]);
        half
    }
}

macro_rules! hex_form {
    ($($name:ident)*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    )*};
}

hex_form! { RowId AgentId SpaceId EnvelopeHash }

fn from_hex(text: &str) -> Option<[u8; 16]> {
    let digits = text.as_bytes();
    if digits.len() != 32 {
        return None;
    }
    let mut id = [0; 16];
    for (byte, pair) in id.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high << 4 | low).ok()?;
    }
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::fixed::{FixedClock, Sequence};

    #[test]
    fn a_new_row_id_is_a_uuid_v7_of_its_time() {
        let id = RowId::new(&FixedClock(0x0199_0000_1234), &mut Sequence(0xa0));
        assert_eq!(id.to_string(), "019900001234".to_owned() + "76a7" + "a8a9aaabacadaeaf");
    }

    #[test]
    fn natural_ids_depend_on_key_domain_and_text() {
        let base = RowId::natural(&[1; 32], "student", "990526201501010018");
        assert_eq!(base, RowId::natural(&[1; 32], "student", "990526201501010018"));
        for other in [
            RowId::natural(&[2; 32], "student", "990526201501010018"),
            RowId::natural(&[1; 32], "students", "990526201501010018"),
            RowId::natural(&[1; 32], "student", "990526201501010019"),
        ] {
            assert_ne!(base, other);
        }
        assert_ne!(RowId::natural(&[1; 32], "ab", "c"), RowId::natural(&[1; 32], "a", "bc"));
    }

    #[test]
    fn hex_goes_both_ways() {
        fn check(input: &str, expected: Option<RowId>) {
            assert_eq!(RowId::from_hex(input), expected);
        }
        let id = RowId([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xff]);
        check("000102030405060708090a0b0c0d0eff", Some(id));
        check(&id.to_string(), Some(id));
        check("000102030405060708090a0b0c0d0ef", None);
        check("000102030405060708090a0b0c0d0ezz", None);
        check("学学学学学学学学学学12", None);
    }
}
