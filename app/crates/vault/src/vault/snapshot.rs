//! How is opening made quick? By keeping the folded state beside the log, in shards that may be lost at any time.
//!
//! Shards are written relaxed under a new generation; then one strict commit switches the manifest, which names every
//! shard by hash and the exact place in the log. Only then is the old generation removed. Whatever dies in between, the
//! manifest on the disk names a whole generation or none.

use serde::{Deserialize, Serialize};

use crate::blocks::{Blocks, Durability};
use crate::error::{Damage, Flaw, VaultError};
use crate::head::Mark;
use crate::layout;
use crate::pack::Pack;
use crate::store::{KeyRange, Store};
use crate::wire;

use super::{PORTION, Vault, damage};

const PIECE: usize = 1 << 20;

#[derive(Serialize, Deserialize)]
struct Manifest {
    generation: u64,
    upto: Mark,
    /// Number of pieces of each shard.
    shards: Vec<u32>,
    /// Hash of each piece's record, all shards after one another.
    pieces: Vec<[u8; 32]>,
}

/// A snapshot is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its generation.
    pub generation: u64,
    /// Whether the generation before is gone; if not, the next snapshot removes it.
    pub cleaned: bool,
}

impl<B: Blocks> Vault<B> {
    /// Writes a snapshot of the state at `upto`, which [`Vault::mark`], [`Vault::save`] or a load has returned.
    pub async fn write_snapshot(&mut self, shards: &[Vec<u8>], upto: Mark) -> Result<Written, VaultError> {
        self.batch(Durability::Relaxed)?;
        let generation = self.last_generation().await? + 1;
        let written = self.write_shards(shards, upto, generation).await;
        if matches!(written, Err(VaultError::Full { .. })) {
            // What was written of it is in the way of what matters; the log is whole without it.
            let mut batch = self.batch(Durability::Relaxed)?;
            batch.delete(Store::Snap, layout::shards(generation));
            self.commit(batch).await?;
        }
        written?;
        let mut batch = self.batch(Durability::Relaxed)?;
        for range in layout::other_shards(generation) {
            batch.delete(Store::Snap, range);
        }
        let cleaned = self.commit(batch).await.is_ok();
        Ok(Written { generation, cleaned })
    }

    async fn write_shards(&mut self, shards: &[Vec<u8>], upto: Mark, generation: u64) -> Result<(), VaultError> {
        let mut manifest = Manifest { generation, upto, shards: Vec::new(), pieces: Vec::new() };
        let mut batch = self.batch(Durability::Relaxed)?;
        for shard in shards {
            let before = manifest.pieces.len();
            for piece in shard.chunks(PIECE) {
                let key = layout::shard(generation, manifest.pieces.len() as u32);
                let record = self.seal(Store::Snap, &key, generation, piece, Pack::Try);
                manifest.pieces.push(*blake3::hash(&record).as_bytes());
                batch.put(Store::Snap, key, record);
                if batch.bytes() >= PORTION {
                    let next = self.batch(Durability::Relaxed)?;
                    self.commit(std::mem::replace(&mut batch, next)).await?;
                }
            }
            manifest.shards.push((manifest.pieces.len() - before) as u32);
        }
        self.commit(batch).await?;
        let plain = wire::encode(&manifest);
        let record = self.seal(Store::Meta, &layout::manifest(), 0, &plain, Pack::Never);
        let mut batch = self.batch(Durability::Strict)?;
        batch.put(Store::Meta, layout::manifest(), record);
        self.commit(batch).await
    }

    /// The highest generation that left a trace, finished or not.
    async fn last_generation(&self) -> Result<u64, VaultError> {
        let keys = self.blocks.keys(Store::Snap, &KeyRange::all()).await?;
        let newest = keys.last().and_then(|key| key.as_bytes().first_chunk::<8>());
        let traced = newest.map_or(0, |number| u64::from_be_bytes(*number));
        let named = match self.read_manifest().await {
            Ok(manifest) => manifest.map_or(0, |manifest| manifest.generation),
            Err(VaultError::Damaged(_)) => 0,
            Err(error) => return Err(error),
        };
        Ok(traced.max(named))
    }

    async fn read_manifest(&self) -> Result<Option<Manifest>, VaultError> {
        let key = layout::manifest();
        let Some(plain) = self.read(Store::Meta, &key).await? else {
            return Ok(None);
        };
        let manifest = wire::decode(&plain);
        Ok(Some(manifest.ok_or_else(|| damage(Store::Meta, &key, Flaw::Content))?))
    }

    /// The newest snapshot and its place in the log; `None` if there is none or any part of it is damaged.
    pub(super) async fn read_snapshot(
        &self,
        damaged: &mut Vec<Damage>,
    ) -> Result<Option<(Vec<Vec<u8>>, Mark)>, VaultError> {
        let manifest = match self.read_manifest().await {
            Ok(Some(manifest)) => manifest,
            Ok(None) => return Ok(None),
            Err(VaultError::Damaged(damage)) => {
                damaged.push(damage);
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let range = layout::shards(manifest.generation);
        let records = self.read_pages(Store::Snap, range).await?;
        match self.open_pieces(&manifest, records) {
            Ok(shards) => Ok(Some((shards, manifest.upto))),
            Err(damage) => {
                damaged.push(damage);
                Ok(None)
            }
        }
    }

    fn open_pieces(
        &self,
        manifest: &Manifest,
        records: Vec<(crate::store::Key, Vec<u8>)>,
    ) -> Result<Vec<Vec<u8>>, Damage> {
        let generation = manifest.generation;
        let mut records = records.into_iter();
        let mut index = 0;
        let mut shards = Vec::with_capacity(manifest.shards.len());
        for count in &manifest.shards {
            let mut shard = Vec::new();
            for _ in 0..*count {
                let key = layout::shard(generation, index);
                let flawed = |flaw| damage(Store::Snap, &key, flaw);
                let record = match records.next() {
                    Some((found, record)) if found == key => record,
                    _ => return Err(flawed(Flaw::Missing)),
                };
                let named = manifest.pieces.get(index as usize);
                let plain = self.open(Store::Snap, &key, generation, &record)?;
                if named.is_none_or(|named| blake3::hash(&record) != *named) {
                    return Err(flawed(Flaw::Replayed));
                }
                shard.extend_from_slice(&plain);
                index += 1;
            }
            shards.push(shard);
        }
        Ok(shards)
    }

    /// Forgets the snapshot: the next load goes through the log.
    pub async fn drop_snapshot(&mut self) -> Result<(), VaultError> {
        let mut batch = self.batch(Durability::Relaxed)?;
        batch.delete(Store::Meta, KeyRange::only(&layout::manifest()));
        batch.delete(Store::Snap, KeyRange::all());
        self.commit(batch).await
    }
}
