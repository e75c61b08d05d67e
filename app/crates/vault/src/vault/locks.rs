//! Changing what opens an open vault: a new passphrase, a new card, another person. One slot, one transaction.

use crate::blocks::{Blocks, Durability};
use crate::error::VaultError;
use crate::layout;
use crate::secret::Secret;
use crate::slot::{Lock, Slot, SlotView};
use crate::store::{KeyRange, Store};

use super::Vault;

impl<B: Blocks> Vault<B> {
    /// Sets a lock on its slot in place of the one before. The content is not re-encrypted.
    ///
    /// Who copied the disk earlier still has the old slot: after a theft the passphrase alone is not enough.
    pub async fn set_lock(&mut self, lock: &Lock) -> Result<(), VaultError> {
        lock.kdf.check()?;
        let mut batch = self.batch(Durability::Strict)?;
        let slot = Slot::new(&self.keys.vault, lock, &self.keys.master, &mut *self.rng);
        batch.put(Store::Meta, layout::slot(lock.slot), slot.encode());
        batch.delete(Store::Meta, KeyRange::only(&layout::tries(lock.slot)));
        self.commit(batch).await?;
        self.slots.retain(|known| known.view.slot != lock.slot);
        self.slots.push(slot);
        Ok(())
    }

    /// The lock on a slot as stored now; `None` if there is none that can be read.
    pub async fn lock_on(&self, slot: u8) -> Result<Option<SlotView>, VaultError> {
        Ok(self.stored_slots().await?.into_iter().map(|found| found.view).find(|view| view.slot == slot))
    }

    /// Whether a key opens the lock on a slot.
    pub async fn opens(&self, slot: u8, kek: &Secret) -> Result<bool, VaultError> {
        let slots = self.stored_slots().await?;
        Ok(slots.iter().any(|found| found.view.slot == slot && found.open(&self.keys.vault, kek).is_some()))
    }

    /// Removes a lock, unless it is the last.
    pub async fn remove_lock(&mut self, slot: u8) -> Result<(), VaultError> {
        let mut batch = self.batch(Durability::Strict)?;
        let keys = self.blocks.keys(Store::Meta, &layout::slots()).await?;
        if keys.iter().all(|key| *key == layout::slot(slot)) {
            return Err(VaultError::LastLock);
        }
        batch.delete(Store::Meta, KeyRange::only(&layout::slot(slot)));
        batch.delete(Store::Meta, KeyRange::only(&layout::tries(slot)));
        self.commit(batch).await?;
        self.slots.retain(|known| known.view.slot != slot);
        Ok(())
    }

    /// The locks as stored; a damaged one is left out.
    pub(crate) async fn stored_slots(&self) -> Result<Vec<Slot>, VaultError> {
        let records = self.blocks.read_range(Store::Meta, &layout::slots(), None).await?;
        Ok(records.iter().filter_map(|(_, record)| Slot::decode(record).ok()).collect())
    }
}
