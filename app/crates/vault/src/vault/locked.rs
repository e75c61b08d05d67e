//! A vault before it is unlocked: whose is it, which locks has it, and does this key open one?

use crate::blocks::{Batch, Blocks};
use crate::error::{Damage, Flaw, VaultError};
use crate::keys::Keys;
use crate::layout::{self, Format};
use crate::rng::Rng;
use crate::seal::VaultId;
use crate::secret::Secret;
use crate::slot::{Slot, SlotView};
use crate::store::{Key, Store};
use crate::tries::Tries;

use super::Vault;

/// A vault that was found but not unlocked.
#[derive(Debug)]
pub struct Locked<B> {
    blocks: B,
    format: Format,
    slots: Vec<Slot>,
    damaged: Vec<Damage>,
}

/// The opened master key of a vault.
#[derive(Debug)]
pub struct MasterKey(Secret);

/// Why a key did not unlock a vault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    /// It is too early after a wrong try.
    #[error("wait {ms} ms after the last wrong try")]
    Wait {
        /// Milliseconds to wait.
        ms: u32,
    },
    /// The key is not the slot's.
    #[error("wrong key")]
    Wrong {
        /// Milliseconds to wait before the next try.
        wait_ms: u32,
        /// Whether the wait survives a restart; `false` if the disk did not take it.
        kept: bool,
    },
    /// There is no such slot, or it is damaged: [`Locked::damaged`] says which.
    #[error("no such lock")]
    NoSlot,
    /// The slot asks for parameters that are not allowed, or the disk failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl<B: Blocks> Locked<B> {
    /// Looks at a database; `None` if there is no vault in it. A newer vault is refused and not touched.
    pub async fn open(blocks: B) -> Result<Option<Self>, VaultError> {
        let Some(format) = blocks.read(Store::Meta, &layout::format()).await? else {
            return Ok(None);
        };
        let format = Format::decode(&format)?;
        let mut locked = Self { format, slots: Vec::new(), damaged: Vec::new(), blocks };
        let records = locked.blocks.read_range(Store::Meta, &layout::slots(), None).await?;
        for (key, record) in records {
            match Slot::decode(&record) {
                Ok(slot) if key == layout::slot(slot.view.slot) => locked.slots.push(slot),
                Ok(_) => locked.note(key, Flaw::Replayed),
                Err(flaw) => locked.note(key, flaw),
            }
        }
        Ok(Some(locked))
    }

    fn note(&mut self, key: Key, flaw: Flaw) {
        self.damaged.push(Damage { store: Store::Meta, key, flaw });
    }

    /// The vault's identity.
    #[must_use]
    pub fn id(&self) -> VaultId {
        self.format.vault
    }

    /// The locks that can be tried.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotView> {
        self.slots.iter().map(|slot| slot.view).collect()
    }

    /// Locks that cannot be read.
    #[must_use]
    pub fn damaged(&self) -> &[Damage] {
        &self.damaged
    }

    /// Milliseconds to wait before the next try on a slot.
    pub async fn wait_ms(&self, slot: u8, now_ms: u64) -> Result<u32, VaultError> {
        Ok(self.tries(slot).await?.wait_ms(now_ms))
    }

    async fn tries(&self, slot: u8) -> Result<Tries, VaultError> {
        let record = self.blocks.read(Store::Meta, &layout::tries(slot)).await?;
        Ok(record.map_or_else(Tries::default, |record| Tries::decode(&record)))
    }

    async fn keep_tries(&self, slot: u8, tries: Tries) -> Result<(), VaultError> {
        let mut batch = Batch::strict();
        batch.put(Store::Meta, layout::tries(slot), tries.encode());
        Ok(self.blocks.commit(batch).await?)
    }

    /// Tries a key on a slot. A wrong one is counted on the disk.
    pub async fn unlock(&self, slot: u8, kek: &Secret, now_ms: u64) -> Result<MasterKey, UnlockError> {
        let found = self.slots.iter().find(|found| found.view.slot == slot);
        let found = found.ok_or(UnlockError::NoSlot)?;
        found.view.kdf.check().map_err(VaultError::from)?;
        let tries = self.tries(slot).await?;
        let ms = tries.wait_ms(now_ms);
        if ms > 0 {
            return Err(UnlockError::Wait { ms });
        }
        let Some(master) = found.open(&self.format.vault, kek) else {
            let tries = tries.after_wrong(now_ms);
            let kept = self.keep_tries(slot, tries).await.is_ok();
            let wait_ms = tries.wait_ms(now_ms);
            return Err(UnlockError::Wrong { wait_ms, kept });
        };
        if tries.wrong > 0 {
            // A full disk must not keep the right person out; a counter left behind costs seconds after a later typo.
            let _ = self.keep_tries(slot, Tries::default()).await;
        }
        Ok(MasterKey(master))
    }

    /// The open vault; it may read, and write after [`Vault::take_pen`].
    #[must_use]
    pub fn into_vault(self, key: MasterKey, rng: Box<dyn Rng>) -> Vault<B> {
        let keys = Keys::new(self.format.vault, key.0);
        Vault::new(self.blocks, keys, (self.format.made_ms, self.slots), rng)
    }
}
