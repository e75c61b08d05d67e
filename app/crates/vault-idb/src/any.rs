//! One type for both: memory for 试用, the browser's database for everything that is kept.

use vault::{Batch, BlockError, Blocks, Key, KeyRange, MemoryBlocks, Store, Usage};

use crate::blocks::IdbBlocks;

/// Either kind of disk.
#[derive(Clone)]
pub enum AnyBlocks {
    /// Nothing is written to the machine.
    Memory(MemoryBlocks),
    /// A database of the browser.
    Idb(IdbBlocks),
}

impl Blocks for AnyBlocks {
    async fn read(&self, store: Store, key: &Key) -> Result<Option<Vec<u8>>, BlockError> {
        match self {
            Self::Memory(blocks) => blocks.read(store, key).await,
            Self::Idb(blocks) => blocks.read(store, key).await,
        }
    }

    async fn read_range(
        &self,
        store: Store,
        range: &KeyRange,
        limit: Option<u32>,
    ) -> Result<Vec<(Key, Vec<u8>)>, BlockError> {
        match self {
            Self::Memory(blocks) => blocks.read_range(store, range, limit).await,
            Self::Idb(blocks) => blocks.read_range(store, range, limit).await,
        }
    }

    async fn keys(&self, store: Store, range: &KeyRange) -> Result<Vec<Key>, BlockError> {
        match self {
            Self::Memory(blocks) => blocks.keys(store, range).await,
            Self::Idb(blocks) => blocks.keys(store, range).await,
        }
    }

    async fn commit(&self, batch: Batch) -> Result<(), BlockError> {
        match self {
            Self::Memory(blocks) => blocks.commit(batch).await,
            Self::Idb(blocks) => blocks.commit(batch).await,
        }
    }

    async fn usage(&self) -> Result<Usage, BlockError> {
        match self {
            Self::Memory(blocks) => blocks.usage().await,
            Self::Idb(blocks) => blocks.usage().await,
        }
    }
}
