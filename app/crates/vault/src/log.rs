//! What is in a block of the log, and is it the block that belongs there?
//!
//! Envelopes are opaque bytes here. A block holds one or more of one compartment, up to about a mebibyte, after the
//! hash of the block before it in its lane. Reading goes backward from the head, so that a block that was taken out or
//! replaced by an older one is found even though every single record opens.

use std::collections::BTreeMap;

use crate::error::{Damage, Flaw};
use crate::head::{End, Lane};
use crate::keys::Keys;
use crate::layout::{log_block, log_parts};
use crate::store::Key;

/// About how many bytes of envelopes go into one block; an envelope larger than that gets a block of its own.
pub(crate) const BLOCK_BYTES: usize = 1 << 20;

/// An envelope as the vault knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The compartment under whose key it is kept.
    pub compartment: u16,
    /// The envelope's number in its agent's chain.
    pub dseq: u32,
    /// The envelope, encoded.
    pub bytes: Vec<u8>,
}

/// Entries in runs that may share a block.
pub(crate) fn blocks(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    let mut rest = entries;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let mut size = 0;
        let fits = |(at, entry): &(usize, &Entry)| {
            size += entry.bytes.len();
            *at == 0 || (entry.compartment == first.compartment && size <= BLOCK_BYTES)
        };
        let count = rest.iter().enumerate().take_while(fits).count();
        let (block, after) = rest.split_at(count);
        rest = after;
        Some(block)
    })
}

/// The plain content of a block: hash of the block before, then each envelope with its number and length.
pub(crate) fn encode(prev: &[u8; 32], entries: &[Entry]) -> Vec<u8> {
    let size: usize = entries.iter().map(|entry| entry.bytes.len() + 8).sum();
    let mut out = Vec::with_capacity(32 + size);
    out.extend_from_slice(prev);
    for entry in entries {
        out.extend_from_slice(&entry.dseq.to_le_bytes());
        out.extend_from_slice(&(entry.bytes.len() as u32).to_le_bytes());
        out.extend_from_slice(&entry.bytes);
    }
    out
}

pub(crate) fn decode(compartment: u16, bytes: &[u8]) -> Option<([u8; 32], Vec<Entry>)> {
    let (prev, mut rest) = bytes.split_first_chunk::<32>()?;
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let (dseq, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let (envelope, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        entries.push(Entry { compartment, dseq: u32::from_le_bytes(*dseq), bytes: envelope.to_vec() });
        rest = after;
    }
    Some((*prev, entries))
}

/// What a lane holds between two positions.
#[derive(Default)]
pub(crate) struct LaneRead {
    pub(crate) entries: Vec<Entry>,
    pub(crate) damaged: Vec<Damage>,
    /// The first block does not continue the position it was read from: position and log are not of one vault state.
    pub(crate) torn_off: bool,
}

/// Opens the blocks of a lane after `from`, up to and including `to`.
pub(crate) fn read_lane(keys: &Keys, lane: Lane, records: Vec<(Key, Vec<u8>)>, from: End, to: End) -> LaneRead {
    let mut out = LaneRead::default();
    let mut found = BTreeMap::new();
    for (key, record) in records {
        match log_parts(&key) {
            Some((number, compartment)) if number > from.number && number <= to.number => {
                let twice = found.insert(number, (key, compartment, record));
                out.damaged.extend(twice.map(|(key, ..)| damage(lane, key, Flaw::Replayed)));
            }
            // Beyond the head, or no block at all: nothing that was ever acknowledged looks like this.
            _ => out.damaged.push(damage(lane, key, Flaw::Replayed)),
        }
    }
    let mut opened: Vec<Vec<Entry>> = Vec::new();
    let mut expected = Some(to.hash);
    for number in (from.number + 1..=to.number).rev() {
        let Some((key, compartment, record)) = found.remove(&number) else {
            out.damaged.push(damage(lane, log_block(number, 0), Flaw::Missing));
            expected = None;
            continue;
        };
        let belongs = expected.is_none_or(|expected| blake3::hash(&record) == expected);
        let content = keys
            .open((lane.store(), &key, number), &record)
            .and_then(|plain| decode(compartment, &plain).ok_or(Flaw::Content));
        expected = match content {
            Ok((prev, entries)) if belongs => {
                opened.push(entries);
                Some(prev)
            }
            Ok(_) => {
                out.damaged.push(damage(lane, key, Flaw::Replayed));
                None
            }
            Err(flaw) => {
                out.damaged.push(damage(lane, key, flaw));
                None
            }
        };
    }
    out.torn_off = expected.is_some_and(|expected| expected != from.hash);
    out.entries = opened.into_iter().rev().flatten().collect();
    out.damaged.reverse();
    out
}

fn damage(lane: Lane, key: Key, flaw: Flaw) -> Damage {
    Damage { store: lane.store(), key, flaw }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(compartment: u16, size: usize) -> Entry {
        Entry { compartment, dseq: size as u32, bytes: vec![7; size] }
    }

    #[test]
    fn blocks_break_at_a_mebibyte_and_at_compartments() {
        let check = |entries: &[Entry], expected: &[usize]| {
            let sizes: Vec<usize> = blocks(entries).map(<[Entry]>::len).collect();
            assert_eq!(sizes, expected);
        };
        check(&[], &[]);
        check(&[entry(1, 10)], &[1]);
        check(&[entry(1, 10), entry(1, 10), entry(2, 10), entry(1, 10)], &[2, 1, 1]);
        check(&[entry(1, BLOCK_BYTES), entry(1, 1), entry(1, BLOCK_BYTES - 1), entry(1, 1)], &[1, 2, 1]);
        check(&[entry(1, 3 * BLOCK_BYTES), entry(1, 1)], &[1, 1]);
    }

    #[test]
    fn a_block_reads_back_and_a_cut_one_does_not() {
        let entries = [entry(4, 0), entry(4, 300), entry(4, 2)];
        let bytes = encode(&[9; 32], &entries);
        assert_eq!(decode(4, &bytes), Some(([9; 32], entries.to_vec())));
        for cut in 0..bytes.len() {
            let whole = decode(4, &bytes[..cut]).is_none_or(|(_, found)| found.len() < entries.len());
            assert!(whole, "cut at {cut}");
        }
    }
}
