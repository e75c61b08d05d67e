//! Which record is where? Every key of a vault is made here, and the plain record that says whose vault it is.
//!
//! The schema number counts in hundreds: a new hundred is a layout this build cannot read, anything below is an
//! addition an older build may ignore. A vault with a newer hundred is never touched.

use crate::error::{Damage, Flaw, VaultError};
use crate::seal::{SUITE, VaultId};
use crate::store::{Key, KeyRange, Store};

/// The schema this build writes.
pub const SCHEMA: u32 = 100;

const MAGIC: &[u8; 4] = b"SXV1";

/// The plain record that says what this database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Format {
    pub(crate) schema: u32,
    pub(crate) vault: VaultId,
    pub(crate) made_ms: u64,
}

impl Format {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&self.schema.to_le_bytes());
        out.push(SUITE);
        out.extend_from_slice(&self.vault);
        out.extend_from_slice(&self.made_ms.to_le_bytes());
        with_checksum(out)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, VaultError> {
        let damage = || Damage { store: Store::Meta, key: format(), flaw: Flaw::Content };
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(damage)?;
        // The number comes first and is believed without a checksum: a newer layout may end the record differently.
        let (schema, rest) = rest.split_first_chunk::<4>().ok_or_else(damage)?;
        let schema = u32::from_le_bytes(*schema);
        if schema / 100 > SCHEMA / 100 {
            return Err(VaultError::Newer { schema });
        }
        checked(bytes).ok_or_else(damage)?;
        let (&[suite], rest) = rest.split_first_chunk::<1>().ok_or_else(damage)?;
        if suite != SUITE {
            return Err(VaultError::Newer { schema });
        }
        let (vault, rest) = rest.split_first_chunk::<16>().ok_or_else(damage)?;
        let (made_ms, _) = rest.split_first_chunk::<8>().ok_or_else(damage)?;
        Ok(Self { schema, vault: *vault, made_ms: u64::from_le_bytes(*made_ms) })
    }
}

/// Appends a checksum against accidents; it protects from nobody who means harm.
pub(crate) fn with_checksum(mut record: Vec<u8>) -> Vec<u8> {
    let sum = blake3::hash(&record);
    record.extend_from_slice(&sum.as_bytes()[..8]);
    record
}

/// The record without its checksum, if it fits.
pub(crate) fn checked(record: &[u8]) -> Option<&[u8]> {
    let (body, sum) = record.split_last_chunk::<8>()?;
    (blake3::hash(body).as_bytes()[..8] == *sum).then_some(body)
}

pub(crate) fn format() -> Key {
    Key::new([1])
}

pub(crate) fn pen() -> Key {
    Key::new([2])
}

pub(crate) fn slot(id: u8) -> Key {
    Key::new([3, id])
}

pub(crate) fn slots() -> KeyRange {
    KeyRange::prefix(&[3])
}

pub(crate) fn tries(slot: u8) -> Key {
    Key::new([4, slot])
}

pub(crate) fn head() -> Key {
    Key::new([5])
}

pub(crate) fn manifest() -> Key {
    Key::new([6])
}

pub(crate) fn item(id: u32) -> Key {
    Key::of(&[&[7], &id.to_be_bytes()])
}

pub(crate) fn items() -> KeyRange {
    KeyRange::prefix(&[7])
}

pub(crate) fn item_id(key: &Key) -> Option<u32> {
    let id = key.as_bytes().strip_prefix(&[7])?;
    Some(u32::from_be_bytes(id.try_into().ok()?))
}

pub(crate) fn access_head() -> Key {
    Key::new([8])
}

/// A block of the log: its number, then its compartment.
pub(crate) fn log_block(number: u64, compartment: u16) -> Key {
    Key::of(&[&number.to_be_bytes(), &compartment.to_be_bytes()])
}

pub(crate) fn log_parts(key: &Key) -> Option<(u64, u16)> {
    let (number, compartment) = key.as_bytes().split_first_chunk::<8>()?;
    Some((u64::from_be_bytes(*number), u16::from_be_bytes(compartment.try_into().ok()?)))
}

/// Blocks with a number above this one.
pub(crate) fn log_after(number: u64) -> KeyRange {
    KeyRange::from(Key::new(number.saturating_add(1).to_be_bytes()))
}

pub(crate) fn shard(generation: u64, index: u32) -> Key {
    Key::of(&[&generation.to_be_bytes(), &index.to_be_bytes()])
}

pub(crate) fn shards(generation: u64) -> KeyRange {
    KeyRange::prefix(&generation.to_be_bytes())
}

/// Every shard that is not of this generation.
pub(crate) fn other_shards(generation: u64) -> [KeyRange; 2] {
    let first = Key::new(generation.to_be_bytes());
    let next = Key::new(generation.saturating_add(1).to_be_bytes());
    [KeyRange::all().before(first), KeyRange::from(next)]
}

pub(crate) fn blob_chunk(blob: &[u8; 16], chunk: u32) -> Key {
    Key::of(&[blob, &chunk.to_be_bytes()])
}

pub(crate) fn blob_parts(key: &Key) -> Option<([u8; 16], u32)> {
    let (blob, chunk) = key.as_bytes().split_first_chunk::<16>()?;
    Some((*blob, u32::from_be_bytes(chunk.try_into().ok()?)))
}

pub(crate) fn access(number: u64) -> Key {
    Key::of(&[&[1], &number.to_be_bytes()])
}

pub(crate) fn access_number(key: &Key) -> Option<u64> {
    let number = key.as_bytes().strip_prefix(&[1])?;
    Some(u64::from_be_bytes(number.try_into().ok()?))
}

pub(crate) fn accesses() -> KeyRange {
    KeyRange::prefix(&[1])
}

pub(crate) fn draft(hash: &[u8; 16]) -> Key {
    Key::of(&[&[2], hash])
}

pub(crate) fn drafts() -> KeyRange {
    KeyRange::prefix(&[2])
}

/// What waits to be sent, by the name whoever keeps it gives it: numbers and hashes, never words.
pub(crate) fn waiting(name: &[u8]) -> Key {
    Key::of(&[&[3], name])
}

pub(crate) fn all_waiting() -> KeyRange {
    KeyRange::prefix(&[3])
}

pub(crate) fn waiting_name(key: &Key) -> Option<&[u8]> {
    key.as_bytes().strip_prefix(&[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMAT: Format = Format { schema: SCHEMA, vault: [3; 16], made_ms: 1_763_781_000_123 };

    #[test]
    fn the_format_record_is_read_back_or_named() {
        let check = |change: &dyn Fn(&mut Vec<u8>), expected: Result<Format, VaultError>| {
            let mut bytes = FORMAT.encode();
            change(&mut bytes);
            assert_eq!(Format::decode(&bytes), expected);
        };
        let damaged = Err(VaultError::Damaged(Damage { store: Store::Meta, key: format(), flaw: Flaw::Content }));
        check(&|_| (), Ok(FORMAT));
        check(&|bytes| bytes[4] = 200, Err(VaultError::Newer { schema: 200 }));
        check(&|bytes| *bytes = b"SXV1\xc8\0\0\0and more".to_vec(), Err(VaultError::Newer { schema: 200 }));
        check(&|bytes| bytes[0] = 0, damaged.clone());
        check(&|bytes| bytes[12] ^= 1, damaged.clone());
        check(&|bytes| bytes.truncate(10), damaged.clone());
        check(&|bytes| bytes.clear(), damaged);
    }

    #[test]
    fn an_addition_within_the_hundred_is_still_readable() {
        let newer = Format { schema: SCHEMA + 7, ..FORMAT };
        assert_eq!(Format::decode(&newer.encode()), Ok(newer));
    }

    #[test]
    fn log_keys_sort_by_number() {
        let keys = [log_block(1, 9), log_block(2, 1), log_block(256, 0), log_block(u64::MAX, 3)];
        assert!(keys.is_sorted());
        assert_eq!(log_parts(&keys[2]), Some((256, 0)));
        assert!(log_after(1).contains(&keys[1]));
        assert!(!log_after(2).contains(&keys[1]));
    }
}
