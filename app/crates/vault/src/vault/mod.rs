//! One open vault: what the desk's worker holds between unlocking and locking.
//!
//! Everything is sealed before a transaction opens, and a save is one transaction. After an uncertain end the vault
//! asks the disk what really happened before it writes again, so asking twice is always safe.

mod access;
mod again;
mod blob;
mod carry;
mod create;
mod draft;
mod founding;
mod item;
mod load;
mod locked;
mod locks;
mod pen;
mod save;
mod snapshot;
mod turn;

#[cfg(test)]
mod crash_tests;
#[cfg(test)]
mod life_tests;
#[cfg(test)]
mod tamper_tests;

pub use access::AccessEntry;
pub use blob::BlobError;
pub use create::NewVault;
pub use draft::Draft;
pub(crate) use founding::Founding;
pub(crate) use item::RESERVED;
pub use item::SHARED;
pub use load::{Known, Loaded, Tail};
pub use locked::{Locked, MasterKey, UnlockError};
pub use save::Save;
pub use snapshot::Written;
pub use turn::{Turn, Waiting};

use crate::blocks::{Batch, BlockError, Blocks, Durability, Guard, Usage};
use crate::error::{Damage, Flaw, VaultError};
use crate::head::{Head, Mark, Own};
use crate::keys::Keys;
use crate::layout;
use crate::pack::Pack;
use crate::rng::Rng;
use crate::seal::VaultId;
use crate::slot::{Slot, SlotView};
use crate::store::{Key, KeyRange, Store};

/// What is not one save goes to the disk in portions of about this size; small in tests, so that there are many.
const PORTION: u64 = if cfg!(test) { 16 << 10 } else { 8 << 20 };

/// Records read at a time.
const PAGE: u32 = if cfg!(test) { 3 } else { 64 };

/// An unlocked vault. Dropping it zeroes its keys.
pub struct Vault<B> {
    pub(crate) blocks: B,
    pub(crate) keys: Keys,
    made_ms: u64,
    /// The locks, as last read or written: they outlive the disk.
    slots: Vec<Slot>,
    pub(crate) rng: Box<dyn Rng>,
    /// As of the last successful read or write; `None`: not read yet, or damaged.
    head: Option<Head>,
    pen: Option<u64>,
    /// The last commit ended uncertainly: look before writing again.
    unsure: bool,
}

impl<B: Blocks> Vault<B> {
    fn new(blocks: B, keys: Keys, (made_ms, slots): (u64, Vec<Slot>), rng: Box<dyn Rng>) -> Self {
        Self { blocks, keys, made_ms, slots, rng, head: None, pen: None, unsure: false }
    }

    /// The vault's identity.
    #[must_use]
    pub fn id(&self) -> VaultId {
        self.keys.vault
    }

    /// When it was created, by the clock of that machine.
    #[must_use]
    pub fn made_ms(&self) -> u64 {
        self.made_ms
    }

    /// The locks, as far as they can be read.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotView> {
        self.slots.iter().map(|slot| slot.view).collect()
    }

    /// Whether the last write ended uncertainly: [`Vault::tail`] tells what became of it.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.unsure
    }

    /// The disk under it.
    #[must_use]
    pub fn blocks(&self) -> &B {
        &self.blocks
    }

    /// What the disk holds and may hold.
    pub async fn usage(&self) -> Result<Usage, VaultError> {
        Ok(self.blocks.usage().await?)
    }

    /// How far the log has been read or written.
    #[must_use]
    pub fn mark(&self) -> Mark {
        self.head.map(|head| head.mark).unwrap_or_default()
    }

    /// The writing agent's chain as last saved.
    #[must_use]
    pub fn own(&self) -> Own {
        self.head.map(|head| head.own).unwrap_or_default()
    }

    fn seal(&mut self, store: Store, key: &Key, generation: u64, plain: &[u8], how: Pack) -> Vec<u8> {
        self.keys.seal(&mut *self.rng, (store, key, generation), plain, how)
    }

    /// Opens a record of this vault; the place of a damaged one is named.
    fn open(&self, store: Store, key: &Key, generation: u64, record: &[u8]) -> Result<Vec<u8>, Damage> {
        self.keys.open((store, key, generation), record).map_err(|flaw| damage(store, key, flaw))
    }

    /// Reads and opens one sealed record.
    async fn read(&self, store: Store, key: &Key) -> Result<Option<Vec<u8>>, VaultError> {
        let Some(record) = self.blocks.read(store, key).await? else {
            return Ok(None);
        };
        Ok(Some(self.open(store, key, 0, &record)?))
    }

    /// A batch that is carried out only while this window holds the pen.
    fn batch(&self, durability: Durability) -> Result<Batch, VaultError> {
        let pen = self.pen.ok_or(VaultError::ReadOnly)?;
        let mut batch = match durability {
            Durability::Strict => Batch::strict(),
            Durability::Relaxed => Batch::relaxed(),
        };
        batch.guard = Some(Guard { store: Store::Meta, key: layout::pen(), value: Some(pen.to_be_bytes().to_vec()) });
        Ok(batch)
    }

    async fn commit(&mut self, batch: Batch) -> Result<(), VaultError> {
        let asked = batch.bytes();
        let Err(error) = self.blocks.commit(batch).await else {
            return Ok(());
        };
        self.unsure |= error.is_uncertain();
        match error {
            BlockError::Full => {
                let free = self.blocks.usage().await.ok().and_then(|usage| usage.free());
                Err(VaultError::Full { free, asked })
            }
            BlockError::Fenced => {
                self.pen = None;
                // A database that was cleared and opened again is empty: that is no other window.
                let there = self.blocks.read(Store::Meta, &layout::format()).await?;
                Err(there.map_or(VaultError::Gone, |_| VaultError::Fenced))
            }
            error => Err(error.into()),
        }
    }

    /// The head on the disk.
    pub(crate) async fn read_head(&self) -> Result<Head, VaultError> {
        let lost = |flaw| damage(Store::Meta, &layout::head(), flaw);
        let Some(plain) = self.read(Store::Meta, &layout::head()).await? else {
            // Without even the record that says whose vault this is, nothing is damaged: everything was cleared.
            let there = self.blocks.read(Store::Meta, &layout::format()).await?;
            return Err(there.map_or(VaultError::Gone, |_| lost(Flaw::Missing).into()));
        };
        Ok(Head::decode(&plain).ok_or_else(|| lost(Flaw::Content))?)
    }

    /// The head to build on: as remembered, or as the disk says after an uncertain end.
    async fn sure_head(&mut self) -> Result<Head, VaultError> {
        match (self.head, self.unsure) {
            (Some(head), false) => Ok(head),
            (Some(head), true) => {
                let found = self.read_head().await?;
                if found != head {
                    return Err(VaultError::Outdated);
                }
                self.unsure = false;
                Ok(head)
            }
            (None, _) => {
                let found = self.read_head().await?;
                self.head = Some(found);
                self.unsure = false;
                Ok(found)
            }
        }
    }

    /// Reads a range page by page, so that the browser's copy of it never stands in memory as a whole.
    async fn read_pages(&self, store: Store, mut range: KeyRange) -> Result<Vec<(Key, Vec<u8>)>, VaultError> {
        let mut records = Vec::new();
        loop {
            let page = self.blocks.read_range(store, &range, Some(PAGE)).await?;
            let more = page.len() == PAGE as usize;
            if let Some((key, _)) = page.last() {
                range.from = KeyRange::after(key).from;
            }
            records.extend(page);
            if !more {
                return Ok(records);
            }
        }
    }

    fn put_head(&mut self, batch: &mut Batch, head: &Head) {
        let record = self.seal(Store::Meta, &layout::head(), 0, &head.encode(), Pack::Never);
        batch.put(Store::Meta, layout::head(), record);
    }
}

fn damage(store: Store, key: &Key, flaw: Flaw) -> Damage {
    Damage { store, key: key.clone(), flaw }
}
