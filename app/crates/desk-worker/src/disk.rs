//! Where an open ledger lives: in this worker's memory (试用), or in the browser's database.

use vault::{Batch, BlockError, Blocks, Key, KeyRange, MemoryBlocks, Store, Usage};
use vault_idb::IdbBlocks;

/// Either disk.
pub(crate) enum Disk {
    /// Nothing is written anywhere.
    Memory(MemoryBlocks),
    /// IndexedDB.
    Browser(IdbBlocks),
}

macro_rules! either {
    ($self:ident, $disk:ident => $call:expr) => {
        match $self {
            Disk::Memory($disk) => $call,
            Disk::Browser($disk) => $call,
        }
    };
}

impl Blocks for Disk {
    async fn read(&self, store: Store, key: &Key) -> Result<Option<Vec<u8>>, BlockError> {
        either!(self, disk => disk.read(store, key).await)
    }

    async fn read_range(&self, store: Store, range: &KeyRange, limit: Option<u32>) -> Result<Vec<(Key, Vec<u8>)>, BlockError> {
        either!(self, disk => disk.read_range(store, range, limit).await)
    }

    async fn keys(&self, store: Store, range: &KeyRange) -> Result<Vec<Key>, BlockError> {
        either!(self, disk => disk.keys(store, range).await)
    }

    async fn commit(&self, batch: Batch) -> Result<(), BlockError> {
        either!(self, disk => disk.commit(batch).await)
    }

    async fn usage(&self) -> Result<Usage, BlockError> {
        either!(self, disk => disk.usage().await)
    }
}
