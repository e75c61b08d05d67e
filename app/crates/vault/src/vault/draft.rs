//! Keeping half-typed forms, so that a killed tab costs a few keystrokes.
//!
//! A draft is found by the name of its form; on the disk the name is a keyed hash. It goes away in the very transaction
//! that saves the form, so nobody is asked to continue what is already saved.

use serde::{Deserialize, Serialize};

use crate::blocks::{Blocks, Durability};
use crate::error::{Damage, Flaw, VaultError};
use crate::keys::Keys;
use crate::layout;
use crate::pack::Pack;
use crate::store::{Key, KeyRange, Store};
use crate::wire;

use super::{Vault, damage};

/// A half-typed form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The name of the form.
    pub form: String,
    /// When it was kept, by this machine's clock.
    pub at_ms: u64,
    /// What was typed, as the form encodes it.
    pub content: Vec<u8>,
}

pub(crate) fn key_of(keys: &Keys, form: &str) -> Key {
    let secret = keys.master.derive(&keys.vault, &[b"sx/vault/v1/draft"]);
    let mut name = [0; 16];
    name.copy_from_slice(&blake3::keyed_hash(secret.expose(), form.as_bytes()).as_bytes()[..16]);
    layout::draft(&name)
}

impl<B: Blocks> Vault<B> {
    pub(super) fn draft_key(&self, form: &str) -> Key {
        key_of(&self.keys, form)
    }

    /// Keeps a draft in place of the one before. Relaxed: a power cut may take the last seconds of it.
    pub async fn keep_draft(&mut self, draft: &Draft) -> Result<(), VaultError> {
        let mut batch = self.batch(Durability::Relaxed)?;
        let key = self.draft_key(&draft.form);
        let plain = wire::encode(draft);
        let record = self.seal(Store::Journal, &key, 0, &plain, Pack::Try);
        batch.put(Store::Journal, key, record);
        self.commit(batch).await
    }

    /// The draft of a form.
    pub async fn draft(&self, form: &str) -> Result<Option<Draft>, VaultError> {
        let key = self.draft_key(form);
        let Some(plain) = self.read(Store::Journal, &key).await? else {
            return Ok(None);
        };
        let draft = wire::decode(&plain);
        Ok(Some(draft.ok_or_else(|| damage(Store::Journal, &key, Flaw::Content))?))
    }

    /// Every draft that can be read, newest first, and what cannot.
    pub async fn drafts(&self) -> Result<(Vec<Draft>, Vec<Damage>), VaultError> {
        let (mut drafts, mut damaged) = (Vec::<Draft>::new(), Vec::new());
        let records = self.blocks.read_range(Store::Journal, &layout::drafts(), None).await?;
        for (key, record) in records {
            let read = self
                .open(Store::Journal, &key, 0, &record)
                .and_then(|plain| wire::decode(&plain).ok_or_else(|| damage(Store::Journal, &key, Flaw::Content)));
            match read {
                Ok(draft) => drafts.push(draft),
                Err(damage) => damaged.push(damage),
            }
        }
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.at_ms));
        Ok((drafts, damaged))
    }

    /// Forgets the draft of a form.
    pub async fn drop_draft(&mut self, form: &str) -> Result<(), VaultError> {
        let mut batch = self.batch(Durability::Relaxed)?;
        batch.delete(Store::Journal, KeyRange::only(&self.draft_key(form)));
        self.commit(batch).await
    }
}
