//! What must every back-end do? These tests say it; each back-end runs all of them, in the place where it will live.
//!
//! They return what is broken instead of panicking, so that a browser test can run them like a native one.

use std::fmt::Debug;
use std::future::Future;

use crate::blocks::{Batch, BlockError, Blocks, Guard};
use crate::store::{Key, KeyRange, Store};

/// A clause of the contract that a back-end broke.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("broken: {clause}: {detail}")]
pub struct Broken {
    /// The clause.
    pub clause: &'static str,
    /// What was found.
    pub detail: String,
}

type Outcome = Result<(), Broken>;

/// Runs every clause, each on a fresh, empty back-end that `make` returns.
pub async fn run_all<B, F>(make: impl Fn() -> F) -> Outcome
where
    B: Blocks,
    F: Future<Output = B>,
{
    empty_at_first(&make().await).await?;
    keeps_what_is_put(&make().await).await?;
    stores_are_apart(&make().await).await?;
    keys_sort_as_bytes(&make().await).await?;
    ranges_are_half_open(&make().await).await?;
    deletes_before_puts(&make().await).await?;
    a_guard_holds_or_nothing_happens(&make().await).await?;
    large_values_come_back_whole(&make().await).await?;
    many_records_in_one_batch(&make().await).await?;
    strict_and_relaxed_both_last(&make().await).await?;
    an_empty_batch_is_fine(&make().await).await?;
    usage_answers(&make().await).await
}

fn same<T: PartialEq + Debug>(clause: &'static str, found: &Result<T, BlockError>, expected: T) -> Outcome {
    if matches!(found, Ok(found) if *found == expected) {
        return Ok(());
    }
    let mut detail = format!("found {found:?}, expected {expected:?}");
    if detail.chars().count() > 400 {
        detail = detail.chars().take(400).collect();
    }
    Err(Broken { clause, detail })
}

fn key(bytes: &[u8]) -> Key {
    Key::new(bytes)
}

fn put(store: Store, name: &[u8], value: &[u8]) -> Batch {
    let mut batch = Batch::strict();
    batch.put(store, key(name), value.to_vec());
    batch
}

async fn empty_at_first(blocks: &impl Blocks) -> Outcome {
    for store in Store::ALL {
        same("empty at first", &blocks.keys(store, &KeyRange::all()).await, vec![])?;
        same("empty at first", &blocks.read(store, &key(&[1])).await, None)?;
    }
    Ok(())
}

async fn keeps_what_is_put(blocks: &impl Blocks) -> Outcome {
    let clause = "keeps what is put";
    same(clause, &blocks.commit(put(Store::Meta, &[1], b"one")).await, ())?;
    same(clause, &blocks.read(Store::Meta, &key(&[1])).await, Some(b"one".to_vec()))?;
    same(clause, &blocks.commit(put(Store::Meta, &[1], b"")).await, ())?;
    same(clause, &blocks.read(Store::Meta, &key(&[1])).await, Some(vec![]))?;
    same(clause, &blocks.read(Store::Meta, &key(&[1, 0])).await, None)
}

async fn stores_are_apart(blocks: &impl Blocks) -> Outcome {
    let clause = "stores are apart";
    let mut batch = Batch::relaxed();
    for store in Store::ALL {
        batch.put(store, key(&[9]), vec![store.number()]);
    }
    same(clause, &blocks.commit(batch).await, ())?;
    for store in Store::ALL {
        same(clause, &blocks.read(store, &key(&[9])).await, Some(vec![store.number()]))?;
    }
    Ok(())
}

async fn keys_sort_as_bytes(blocks: &impl Blocks) -> Outcome {
    let clause = "keys sort as bytes";
    let sorted: [&[u8]; 7] = [&[0], &[0, 0], &[0, 255], &[1], &[127, 1], &[128], &[255, 255]];
    let mut batch = Batch::strict();
    for name in sorted.iter().rev() {
        batch.put(Store::Seg, key(name), vec![]);
    }
    same(clause, &blocks.commit(batch).await, ())?;
    let expected: Vec<Key> = sorted.iter().map(|name| key(name)).collect();
    same(clause, &blocks.keys(Store::Seg, &KeyRange::all()).await, expected)
}

async fn ranges_are_half_open(blocks: &impl Blocks) -> Outcome {
    let clause = "ranges are half open";
    let mut batch = Batch::strict();
    for n in 0..10u8 {
        batch.put(Store::Seg, key(&[n]), vec![n]);
    }
    same(clause, &blocks.commit(batch).await, ())?;
    let range = KeyRange::from(key(&[3])).before(key(&[6]));
    let record = |n: u8| (key(&[n]), vec![n]);
    let found = blocks.read_range(Store::Seg, &range, None).await;
    same(clause, &found, vec![record(3), record(4), record(5)])?;
    let found = blocks.read_range(Store::Seg, &range, Some(2)).await;
    same(clause, &found, vec![record(3), record(4)])?;
    let found = blocks.read_range(Store::Seg, &KeyRange::after(&key(&[8])), None).await;
    same(clause, &found, vec![record(9)])?;
    let found = blocks.keys(Store::Seg, &KeyRange::only(&key(&[4]))).await;
    same(clause, &found, vec![key(&[4])])?;
    let nothing = KeyRange::from(key(&[6])).before(key(&[6]));
    same(clause, &blocks.keys(Store::Seg, &nothing).await, vec![])?;
    same(clause, &blocks.read_range(Store::Seg, &nothing, None).await, vec![])
}

async fn deletes_before_puts(blocks: &impl Blocks) -> Outcome {
    let clause = "deletes before puts";
    for n in 0..4u8 {
        same(clause, &blocks.commit(put(Store::Snap, &[1, n], b"old")).await, ())?;
    }
    same(clause, &blocks.commit(put(Store::Snap, &[2], b"other")).await, ())?;
    let mut batch = put(Store::Snap, &[1, 2], b"new");
    batch.delete(Store::Snap, KeyRange::prefix(&[1]));
    batch.delete(Store::Snap, KeyRange::prefix(&[7]));
    same(clause, &blocks.commit(batch).await, ())?;
    let found = blocks.read_range(Store::Snap, &KeyRange::all(), None).await;
    let expected = vec![(key(&[1, 2]), b"new".to_vec()), (key(&[2]), b"other".to_vec())];
    same(clause, &found, expected)
}

async fn a_guard_holds_or_nothing_happens(blocks: &impl Blocks) -> Outcome {
    let clause = "a guard holds or nothing happens";
    let guarded = |value: Option<&[u8]>, name: &[u8]| Batch {
        guard: Some(Guard { store: Store::Meta, key: key(&[2]), value: value.map(<[u8]>::to_vec) }),
        deletes: vec![(Store::Hist, KeyRange::all())],
        ..put(Store::Journal, name, b"x")
    };
    let refused = |found: Result<(), BlockError>| match found {
        Err(BlockError::Fenced) => Ok(()),
        found => same(clause, &found.map(|()| "carried out"), "fenced"),
    };
    same(clause, &blocks.commit(put(Store::Hist, &[1], b"stays")).await, ())?;
    refused(blocks.commit(guarded(Some(b"1"), &[1])).await)?;
    same(clause, &blocks.keys(Store::Journal, &KeyRange::all()).await, vec![])?;
    same(clause, &blocks.keys(Store::Hist, &KeyRange::all()).await, vec![key(&[1])])?;

    same(clause, &blocks.commit(guarded(None, &[2])).await, ())?;
    same(clause, &blocks.commit(put(Store::Meta, &[2], b"1")).await, ())?;
    refused(blocks.commit(guarded(None, &[3])).await)?;
    refused(blocks.commit(guarded(Some(b"2"), &[3])).await)?;
    refused(blocks.commit(guarded(Some(b""), &[3])).await)?;
    same(clause, &blocks.commit(guarded(Some(b"1"), &[4])).await, ())?;

    let mut takeover = guarded(Some(b"1"), &[5]);
    takeover.put(Store::Meta, key(&[2]), b"2".to_vec());
    same(clause, &blocks.commit(takeover).await, ())?;
    refused(blocks.commit(guarded(Some(b"1"), &[6])).await)?;
    let found = blocks.keys(Store::Journal, &KeyRange::all()).await;
    same(clause, &found, vec![key(&[2]), key(&[4]), key(&[5])])
}

async fn large_values_come_back_whole(blocks: &impl Blocks) -> Outcome {
    let clause = "large values come back whole";
    let value: Vec<u8> = (0..3_000_000u32).map(|n| (n.wrapping_mul(n) >> 7) as u8).collect();
    same(clause, &blocks.commit(put(Store::Blob, &[1], &value)).await, ())?;
    let found = blocks.read(Store::Blob, &key(&[1])).await;
    same(clause, &found.map(|found| found == Some(value)), true)
}

async fn many_records_in_one_batch(blocks: &impl Blocks) -> Outcome {
    let clause = "many records in one batch";
    let mut batch = Batch::relaxed();
    for n in 0..2_000u32 {
        batch.put(Store::Seg, key(&n.to_be_bytes()), n.to_le_bytes().to_vec());
    }
    same(clause, &blocks.commit(batch).await, ())?;
    let found = blocks.read_range(Store::Seg, &KeyRange::all(), None).await;
    let whole = found.map(|found| {
        found.len() == 2_000
            && (0..2_000u32)
                .zip(&found)
                .all(|(n, (at, value))| *at == key(&n.to_be_bytes()) && *value == n.to_le_bytes())
    });
    same(clause, &whole, true)
}

async fn strict_and_relaxed_both_last(blocks: &impl Blocks) -> Outcome {
    let clause = "strict and relaxed both last";
    for round in 0..10u8 {
        let mut batch = if round % 2 == 0 { Batch::strict() } else { Batch::relaxed() };
        batch.put(Store::Outbox, key(&[round]), vec![round]);
        same(clause, &blocks.commit(batch).await, ())?;
    }
    let found = blocks.keys(Store::Outbox, &KeyRange::all()).await;
    same(clause, &found.map(|found| found.len()), 10)
}

async fn an_empty_batch_is_fine(blocks: &impl Blocks) -> Outcome {
    same("an empty batch is fine", &blocks.commit(Batch::strict()).await, ())
}

async fn usage_answers(blocks: &impl Blocks) -> Outcome {
    let found = blocks.usage().await;
    let sane = found.map(|usage| usage.quota.is_none_or(|quota| quota > 0));
    same("usage answers", &sane, true)
}

#[cfg(test)]
mod tests {
    use crate::memory::MemoryBlocks;
    use crate::ready::run_ready;

    #[test]
    fn memory_keeps_the_contract() {
        assert_eq!(run_ready(super::run_all(|| async { MemoryBlocks::new() })), Ok(()));
        assert_eq!(run_ready(super::run_all(|| async { MemoryBlocks::with_power_cuts() })), Ok(()));
    }
}
