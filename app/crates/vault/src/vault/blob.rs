//! Keeping attachments: chunks of a mebibyte, each bound to its attachment and place, the last one marked as last.
//!
//! So a chunk cannot be swapped, left out or cut off unnoticed. An attachment is written whole or not at all, apart from
//! the save that mentions it: a photo that does not fit must not take the text with it.

use crate::blocks::{Blocks, Durability};
use crate::error::{Damage, Flaw, VaultError};
use crate::layout;
use crate::pack::Pack;
use crate::store::{KeyRange, Store};

use super::{Vault, damage};

pub(crate) const CHUNK: usize = 1 << 20;

/// Why an attachment cannot be given back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// There is none of this id.
    #[error("no such attachment")]
    Missing,
    /// One of its chunks is damaged, missing or misplaced.
    #[error("damaged attachment: {0}")]
    Damaged(Damage),
    /// The disk failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The pieces of an attachment; an empty one has a single empty piece.
pub(crate) fn chunks(bytes: &[u8]) -> impl Iterator<Item = (u32, bool, &[u8])> {
    let count = bytes.len().div_ceil(CHUNK).max(1);
    (0..count).map(move |at| {
        let end = bytes.len().min((at + 1) * CHUNK);
        (at as u32, at + 1 == count, &bytes[at * CHUNK..end])
    })
}

impl<B: Blocks> Vault<B> {
    /// Keeps an attachment in one strict transaction, in place of one of the same id.
    pub async fn put_blob(&mut self, id: [u8; 16], bytes: &[u8]) -> Result<(), VaultError> {
        let mut batch = self.batch(Durability::Strict)?;
        batch.delete(Store::Blob, KeyRange::prefix(&id));
        for (chunk, last, piece) in chunks(bytes) {
            let key = layout::blob_chunk(&id, chunk);
            let record = self.seal(Store::Blob, &key, u64::from(last), piece, Pack::Never);
            batch.put(Store::Blob, key, record);
        }
        self.commit(batch).await
    }

    /// Gives an attachment back.
    pub async fn get_blob(&self, id: [u8; 16]) -> Result<Vec<u8>, BlobError> {
        let range = KeyRange::prefix(&id);
        let records = self.blocks.read_range(Store::Blob, &range, None).await;
        let records = records.map_err(VaultError::from)?;
        let (count, mut bytes) = (records.len(), Vec::new());
        if count == 0 {
            return Err(BlobError::Missing);
        }
        for (at, (found, record)) in records.into_iter().enumerate() {
            let key = layout::blob_chunk(&id, at as u32);
            if found != key {
                return Err(BlobError::Damaged(damage(Store::Blob, &key, Flaw::Missing)));
            }
            let last = u64::from(at + 1 == count);
            let plain = self.open(Store::Blob, &key, last, &record);
            bytes.extend_from_slice(&plain.map_err(BlobError::Damaged)?);
        }
        Ok(bytes)
    }

    /// The attachments there are, in the order of their ids.
    pub async fn blobs(&self) -> Result<Vec<[u8; 16]>, VaultError> {
        let keys = self.blocks.keys(Store::Blob, &KeyRange::all()).await?;
        let mut ids: Vec<_> = keys.iter().filter_map(|key| Some(layout::blob_parts(key)?.0)).collect();
        ids.dedup();
        Ok(ids)
    }

    /// Removes an attachment from this machine.
    pub async fn drop_blob(&mut self, id: [u8; 16]) -> Result<(), VaultError> {
        let mut batch = self.batch(Durability::Strict)?;
        batch.delete(Store::Blob, KeyRange::prefix(&id));
        self.commit(batch).await
    }
}
