//! How does a vault come into being whole? Its content first, the record that says "here is a vault" last.
//!
//! A new vault, a restored one and a trial that is kept all go this way. Until the last commit the database counts as
//! empty; whatever a killed attempt left behind is cleared by the next.

use crate::blocks::{Batch, Blocks, Guard};
use crate::error::VaultError;
use crate::head::{Head, Lane, Own};
use crate::keys::Keys;
use crate::layout::{self, Format, SCHEMA};
use crate::log::{self, Entry};
use crate::pack::Pack;
use crate::rng::{self, Rng};
use crate::secret::Secret;
use crate::slot::Slot;
use crate::store::{Key, KeyRange, Store};
use crate::wire;

use super::access::Access;
use super::create::NewVault;
use super::{Draft, PORTION, Vault};

/// A vault in the making.
pub(crate) struct Founding<B> {
    blocks: B,
    keys: Keys,
    rng: Box<dyn Rng>,
    head: Head,
    access: Access,
    batch: Batch,
}

impl<B: Blocks> Founding<B> {
    /// Starts on a database that holds no vault.
    pub(crate) async fn begin(blocks: B, mut rng: Box<dyn Rng>) -> Result<Self, VaultError> {
        let keys = Keys::new(rng::random(&mut *rng), Secret::random(&mut *rng));
        Self::begin_with(blocks, keys, rng).await
    }

    /// The same with keys that exist already.
    pub(crate) async fn begin_with(blocks: B, keys: Keys, rng: Box<dyn Rng>) -> Result<Self, VaultError> {
        if blocks.read(Store::Meta, &layout::format()).await?.is_some() {
            return Err(VaultError::Exists);
        }
        let mut batch = Batch::relaxed();
        for store in Store::ALL {
            batch.delete(store, KeyRange::all());
        }
        batch.guard = Some(nothing_here());
        Ok(Self { blocks, keys, rng, head: Head::default(), access: Access::default(), batch })
    }

    fn seal(&mut self, store: Store, key: Key, generation: u64, plain: &[u8], how: Pack) -> [u8; 32] {
        let record = self.keys.seal(&mut *self.rng, (store, &key, generation), plain, how);
        let hash = blake3::hash(&record);
        self.batch.put(store, key, record);
        *hash.as_bytes()
    }

    /// Appends envelopes to a lane.
    pub(crate) async fn append(&mut self, lane: Lane, entries: &[Entry]) -> Result<(), VaultError> {
        for block in log::blocks(entries) {
            let end = self.head.mark.end(lane);
            let compartment = block.first().map_or(0, |entry| entry.compartment);
            let (number, plain) = (end.number + 1, log::encode(&end.hash, block));
            let key = layout::log_block(number, compartment);
            let hash = self.seal(lane.store(), key, number, &plain, Pack::Try);
            *self.head.mark.end_mut(lane) = crate::head::End { number, hash };
            self.hand_over(PORTION).await?;
        }
        Ok(())
    }

    pub(crate) async fn item(&mut self, id: u32, plain: &[u8]) -> Result<(), VaultError> {
        self.seal(Store::Meta, layout::item(id), 0, plain, Pack::Try);
        self.hand_over(PORTION).await
    }

    pub(crate) async fn blob_chunk(
        &mut self,
        blob: &[u8; 16],
        chunk: u32,
        last: bool,
        plain: &[u8],
    ) -> Result<(), VaultError> {
        self.seal(Store::Blob, layout::blob_chunk(blob, chunk), u64::from(last), plain, Pack::Never);
        self.hand_over(PORTION).await
    }

    /// Keeps a draft; its key is made with the keys the vault will have.
    pub(crate) async fn draft(&mut self, draft: &Draft) -> Result<(), VaultError> {
        let key = super::draft::key_of(&self.keys, &draft.form);
        let plain = wire::encode(draft);
        self.seal(Store::Journal, key, 0, &plain, Pack::Try);
        self.hand_over(PORTION).await
    }

    pub(crate) async fn access(&mut self, entry: &[u8]) -> Result<(), VaultError> {
        let plain = self.access.next(entry);
        let number = self.access.number + 1;
        let hash = self.seal(Store::Journal, layout::access(number), number, &plain, Pack::Never);
        self.access = Access { number, hash };
        self.hand_over(PORTION).await
    }

    /// Keeps something that waits to be sent.
    pub(crate) async fn waiting(&mut self, name: &[u8], plain: &[u8]) -> Result<(), VaultError> {
        self.seal(Store::Journal, layout::waiting(name), 0, plain, Pack::Try);
        self.hand_over(PORTION).await
    }

    async fn hand_over(&mut self, at: u64) -> Result<(), VaultError> {
        if self.batch.bytes() < at {
            return Ok(());
        }
        let next = Batch { guard: Some(nothing_here()), ..Batch::relaxed() };
        let batch = std::mem::replace(&mut self.batch, next);
        Ok(self.blocks.commit(batch).await?)
    }

    /// The commit after which there is a vault. The window that made it holds the pen.
    pub(crate) async fn finish(mut self, new: &NewVault<'_>, own: Own) -> Result<Vault<B>, VaultError> {
        let mut slots = Vec::new();
        for lock in new.locks {
            lock.kdf.check()?;
            slots.push(Slot::new(&self.keys.vault, lock, &self.keys.master, &mut *self.rng));
        }
        for (id, plain) in new.items {
            self.seal(Store::Meta, layout::item(*id), 0, plain, Pack::Try);
        }
        self.finish_locked(slots, new.now_ms, own).await
    }

    /// The same with locks that exist already.
    pub(crate) async fn finish_locked(
        mut self,
        slots: Vec<Slot>,
        now_ms: u64,
        own: Own,
    ) -> Result<Vault<B>, VaultError> {
        if slots.is_empty() {
            return Err(VaultError::LastLock);
        }
        for slot in &slots {
            self.batch.put(Store::Meta, layout::slot(slot.view.slot), slot.encode());
        }
        self.head.own = own;
        let head = self.head.encode();
        self.seal(Store::Meta, layout::head(), 0, &head, Pack::Never);
        let access = self.access.encode();
        self.seal(Store::Meta, layout::access_head(), 0, &access, Pack::Never);
        let format = Format { schema: SCHEMA, vault: self.keys.vault, made_ms: now_ms };
        self.batch.put(Store::Meta, layout::pen(), 1u64.to_be_bytes().to_vec());
        self.batch.put(Store::Meta, layout::format(), format.encode());
        self.batch.durability = crate::blocks::Durability::Strict;
        let asked = self.batch.bytes();
        if let Err(error) = self.blocks.commit(self.batch).await {
            let free = self.blocks.usage().await.ok().and_then(|usage| usage.free());
            return Err(match error {
                crate::blocks::BlockError::Full => VaultError::Full { free, asked },
                error => error.into(),
            });
        }
        let mut vault = Vault::new(self.blocks, self.keys, (now_ms, slots), self.rng);
        vault.head = Some(self.head);
        vault.pen = Some(1);
        Ok(vault)
    }
}

fn nothing_here() -> Guard {
    Guard { store: Store::Meta, key: layout::format(), value: None }
}
