//! Keeping small named things: agent keys, the ledger's own secret, settings, the date of the last backup.

use crate::blocks::{Blocks, Durability};
use crate::error::{Damage, VaultError};
use crate::layout;
use crate::pack::Pack;
use crate::store::{KeyRange, Store};

use super::Vault;

/// The item that a shared ledger has and no other: who its device is. The log of such a ledger is in the order of its
/// server, so its backup is merged into no other.
pub const SHARED: u32 = 5;
/// Items from this number on belong to the vault itself.
pub(crate) const RESERVED: u32 = 0xffff_0000;
const LAST_BACKUP: u32 = RESERVED;

impl<B: Blocks> Vault<B> {
    /// An item.
    pub async fn item(&self, id: u32) -> Result<Option<Vec<u8>>, VaultError> {
        self.read(Store::Meta, &layout::item(id)).await
    }

    /// Keeps an item in place of the one before. Numbers below `0xffff_0000` are free to use.
    pub async fn put_item(&mut self, id: u32, plain: &[u8]) -> Result<(), VaultError> {
        let mut batch = self.batch(Durability::Strict)?;
        let key = layout::item(id);
        let record = self.seal(Store::Meta, &key, 0, plain, Pack::Try);
        batch.put(Store::Meta, key, record);
        self.commit(batch).await
    }

    /// Forgets an item.
    pub async fn drop_item(&mut self, id: u32) -> Result<(), VaultError> {
        let mut batch = self.batch(Durability::Strict)?;
        batch.delete(Store::Meta, KeyRange::only(&layout::item(id)));
        self.commit(batch).await
    }

    /// Every item that can be read, and what cannot.
    pub(crate) async fn items(&self) -> Result<(Vec<(u32, Vec<u8>)>, Vec<Damage>), VaultError> {
        let (mut items, mut damaged) = (Vec::new(), Vec::new());
        for (key, record) in self.blocks.read_range(Store::Meta, &layout::items(), None).await? {
            match (layout::item_id(&key), self.open(Store::Meta, &key, 0, &record)) {
                (Some(id), Ok(plain)) => items.push((id, plain)),
                (_, Err(damage)) => damaged.push(damage),
                (None, Ok(_)) => {}
            }
        }
        Ok((items, damaged))
    }

    /// Notes that a backup was written and handed over.
    pub async fn note_backup(&mut self, now_ms: u64) -> Result<(), VaultError> {
        self.put_item(LAST_BACKUP, &now_ms.to_le_bytes()).await
    }

    /// When the last backup was handed over.
    pub async fn last_backup_ms(&self) -> Result<Option<u64>, VaultError> {
        let plain = self.item(LAST_BACKUP).await?;
        Ok(plain.and_then(|plain| Some(u64::from_le_bytes(plain.as_slice().try_into().ok()?))))
    }
}
