//! Keeping a save: sealed first, then one strict transaction with everything that belongs to it.

use crate::blocks::{Batch, Blocks, Durability};
use crate::error::VaultError;
use crate::head::{End, Head, Lane, Mark, Own};
use crate::layout;
use crate::log::{self, Entry};
use crate::pack::Pack;
use crate::store::{KeyRange, Store};

use super::Vault;

/// One save: what one action of a person wrote.
#[derive(Clone, Copy, Debug, Default)]
pub struct Save<'a> {
    /// Its envelopes in order; a large import has many, of one or more compartments.
    pub entries: &'a [Entry],
    /// Who wrote them, and the end of that chain after them.
    pub own: Own,
    /// Named items that change with it.
    pub items: &'a [(u32, &'a [u8])],
    /// Drafts that it makes obsolete.
    pub drafts: &'a [&'a str],
}

impl<B: Blocks> Vault<B> {
    /// Keeps a save. When this returns `Ok` it is on the disk.
    ///
    /// After an error whose outcome is uncertain, saying the same save again is safe: it is kept once. Saying another
    /// one is refused as [`VaultError::Outdated`] if the first was kept after all.
    pub async fn save(&mut self, save: &Save<'_>) -> Result<Mark, VaultError> {
        let mut batch = self.batch(Durability::Strict)?;
        if self.unsure && !save.entries.is_empty() && self.was_kept(save).await? {
            return Ok(self.mark());
        }
        let mut head = self.sure_head().await?;
        self.append(&mut batch, &mut head, Lane::Own, save.entries);
        head.own = save.own;
        for (id, plain) in save.items {
            let key = layout::item(*id);
            let record = self.seal(Store::Meta, &key, 0, plain, Pack::Try);
            batch.put(Store::Meta, key, record);
        }
        for draft in save.drafts {
            batch.delete(Store::Journal, KeyRange::only(&self.draft_key(draft)));
        }
        self.put_head(&mut batch, &head);
        self.commit(batch).await?;
        self.head = Some(head);
        Ok(head.mark)
    }

    /// Whether a save that ended uncertainly is on the disk after all.
    async fn was_kept(&mut self, save: &Save<'_>) -> Result<bool, VaultError> {
        let found = self.read_head().await?;
        let kept = self.head.is_some_and(|head| head.mark != found.mark) && found.own == save.own;
        if kept {
            self.head = Some(found);
            self.unsure = false;
        }
        Ok(kept)
    }

    /// Keeps envelopes that came from elsewhere: another device, a backup.
    ///
    /// `lane` says whether a server has them. The fold ignores an envelope it has seen, so absorbing twice does no harm.
    pub async fn absorb(&mut self, lane: Lane, entries: &[Entry]) -> Result<Mark, VaultError> {
        let mut batch = self.batch(Durability::Strict)?;
        let mut head = self.sure_head().await?;
        self.append(&mut batch, &mut head, lane, entries);
        self.put_head(&mut batch, &head);
        self.commit(batch).await?;
        self.head = Some(head);
        Ok(head.mark)
    }

    pub(super) fn append(&mut self, batch: &mut Batch, head: &mut Head, lane: Lane, entries: &[Entry]) {
        for block in log::blocks(entries) {
            let end = head.mark.end(lane);
            let number = end.number + 1;
            let compartment = block.first().map_or(0, |entry| entry.compartment);
            let key = layout::log_block(number, compartment);
            let plain = log::encode(&end.hash, block);
            let record = self.seal(lane.store(), &key, number, &plain, Pack::Try);
            let hash = *blake3::hash(&record).as_bytes();
            batch.put(lane.store(), key, record);
            *head.mark.end_mut(lane) = End { number, hash };
        }
    }
}
