//! What must a disk be able to do? Read, list, and carry out a batch wholly or not at all.
//!
//! The rule that shapes everything above: whoever commits has sealed all bytes beforehand. A back-end never waits for
//! anything but itself inside a transaction, because a browser ends the transaction at the first foreign wait.

use crate::store::{Key, KeyRange, Store};

/// How sure a commit must be before it counts as done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// On the disk, also through a power cut. For what a person has saved.
    Strict,
    /// Handed to the system. For what can be made again.
    Relaxed,
}

/// A record that must hold exactly this value for a batch to be carried out.
///
/// The fence between tabs: the writer's generation is such a record, so a tab that was frozen and wakes up late cannot
/// write over its successor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// Store of the record.
    pub store: Store,
    /// Key of the record.
    pub key: Key,
    /// The value it must have; `None`: it must not exist.
    pub value: Option<Vec<u8>>,
}

/// A record to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// Store.
    pub store: Store,
    /// Key.
    pub key: Key,
    /// Value.
    pub value: Vec<u8>,
}

/// One transaction: all of it or nothing.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Carried out first.
    pub deletes: Vec<(Store, KeyRange)>,
    /// Carried out second; an existing record is replaced.
    pub puts: Vec<Put>,
    /// How sure the commit must be.
    pub durability: Durability,
    /// What must hold before anything is carried out.
    pub guard: Option<Guard>,
}

impl Batch {
    /// A batch that must survive a power cut.
    #[must_use]
    pub fn strict() -> Self {
        Self::new(Durability::Strict)
    }

    /// A batch of what can be made again.
    #[must_use]
    pub fn relaxed() -> Self {
        Self::new(Durability::Relaxed)
    }

    fn new(durability: Durability) -> Self {
        Self { deletes: Vec::new(), puts: Vec::new(), durability, guard: None }
    }

    /// Adds a record.
    pub fn put(&mut self, store: Store, key: Key, value: Vec<u8>) {
        self.puts.push(Put { store, key, value });
    }

    /// Removes a range of records.
    pub fn delete(&mut self, store: Store, range: KeyRange) {
        self.deletes.push((store, range));
    }

    /// Bytes to be written, keys not counted.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.puts.iter().map(|put| put.value.len() as u64).sum()
    }
}

/// What the disk holds and may hold, for the whole origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes in use.
    pub used: u64,
    /// Bytes granted, where the browser tells.
    pub quota: Option<u64>,
}

impl Usage {
    /// Bytes left, where the browser tells.
    #[must_use]
    pub fn free(&self) -> Option<u64> {
        self.quota.map(|quota| quota.saturating_sub(self.used))
    }
}

/// Why a back-end did not do what it was asked. Unless it says otherwise, nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
    /// The disk or the browser's share of it is full.
    #[error("storage is full")]
    Full,
    /// The guarded record did not hold the expected value.
    #[error("another writer has taken over")]
    Fenced,
    /// The database was written by a newer build.
    #[error("the database belongs to a newer build")]
    Newer,
    /// Another window keeps an old version open and did not let go in time.
    #[error("another window blocks the database")]
    Blocked,
    /// The database could not be opened, after every retry.
    #[error("the database cannot be opened: {0}")]
    Unavailable(String),
    /// The connection is gone for good: closed for a newer build.
    #[error("the database was closed")]
    Closed,
    /// The database was there and is there no more: its data were cleared. It was not made anew.
    #[error("the database was cleared")]
    Gone,
    /// Something else; a commit that ends so **may have been carried out**.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl BlockError {
    /// Whether a commit that ended so may nevertheless be on the disk.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Closed)
    }
}

/// A disk. Calls take `&self`; nothing may panic and nothing may wait on anything but the disk.
#[allow(async_fn_in_trait, reason = "browsers' databases live on one thread; a Send bound would exclude them")]
pub trait Blocks {
    /// One record, or `None`.
    async fn read(&self, store: Store, key: &Key) -> Result<Option<Vec<u8>>, BlockError>;

    /// The records of a range in the order of their keys, at most `limit`.
    async fn read_range(
        &self,
        store: Store,
        range: &KeyRange,
        limit: Option<u32>,
    ) -> Result<Vec<(Key, Vec<u8>)>, BlockError>;

    /// The keys of a range in order.
    async fn keys(&self, store: Store, range: &KeyRange) -> Result<Vec<Key>, BlockError>;

    /// Carries out the batch wholly, or not at all, and returns only when it is as durable as asked.
    async fn commit(&self, batch: Batch) -> Result<(), BlockError>;

    /// What the disk holds and may hold.
    async fn usage(&self) -> Result<Usage, BlockError>;
}
