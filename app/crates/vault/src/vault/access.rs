//! Who opened, revealed, exported or printed what, when and why: kept in order, never altered.
//!
//! Each entry names the hash of the one before and the end is kept sealed, so a removed or replaced entry is found.

use serde::{Deserialize, Serialize};

use crate::blocks::{Blocks, Durability};
use crate::error::{Damage, Flaw, VaultError};
use crate::layout;
use crate::pack::Pack;
use crate::store::Store;
use crate::wire;

use super::{Vault, damage};

/// An entry of the access log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessEntry {
    /// Its number, from 1.
    pub number: u64,
    /// What was written.
    pub content: Vec<u8>,
}

/// The end of the access log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Access {
    pub(crate) number: u64,
    pub(crate) hash: [u8; 32],
}

impl Access {
    pub(crate) fn encode(&self) -> Vec<u8> {
        wire::encode(self)
    }

    /// The plain content of the entry after this one.
    pub(crate) fn next(&self, content: &[u8]) -> Vec<u8> {
        [&self.hash, content].concat()
    }
}

impl<B: Blocks> Vault<B> {
    async fn access_end(&self) -> Result<Access, VaultError> {
        let key = layout::access_head();
        let lost = |flaw| VaultError::from(damage(Store::Meta, &layout::access_head(), flaw));
        let plain = self.read(Store::Meta, &key).await?;
        let plain = plain.ok_or_else(|| lost(Flaw::Missing))?;
        wire::decode(&plain).ok_or_else(|| lost(Flaw::Content))
    }

    /// Appends an entry. Strict: what was looked at must not be denied after a power cut.
    pub async fn log_access(&mut self, content: &[u8]) -> Result<u64, VaultError> {
        let mut batch = self.batch(Durability::Strict)?;
        let end = self.access_end().await?;
        let number = end.number + 1;
        let key = layout::access(number);
        let record = self.seal(Store::Journal, &key, number, &end.next(content), Pack::Never);
        let hash = *blake3::hash(&record).as_bytes();
        batch.put(Store::Journal, key, record);
        let end = Access { number, hash }.encode();
        let record = self.seal(Store::Meta, &layout::access_head(), 0, &end, Pack::Never);
        batch.put(Store::Meta, layout::access_head(), record);
        self.commit(batch).await?;
        Ok(number)
    }

    /// The whole access log, and every entry that is missing, damaged or replaced.
    pub async fn access_log(&self) -> Result<(Vec<AccessEntry>, Vec<Damage>), VaultError> {
        let mut damaged = Vec::new();
        let end = match self.access_end().await {
            Ok(end) => Some(end),
            Err(VaultError::Damaged(damage)) => {
                damaged.push(damage);
                None
            }
            Err(error) => return Err(error),
        };
        let records = self.read_pages(Store::Journal, layout::accesses()).await?;
        let last = end.map_or(records.len() as u64, |end| end.number);
        let mut found: std::collections::BTreeMap<_, _> = records.into_iter().collect();
        let mut entries = Vec::new();
        let mut expected = end.map(|end| end.hash);
        for number in (1..=last).rev() {
            let key = layout::access(number);
            let Some(record) = found.remove(&key) else {
                damaged.push(damage(Store::Journal, &key, Flaw::Missing));
                expected = None;
                continue;
            };
            let belongs = expected.is_none_or(|expected| blake3::hash(&record) == expected);
            let opened = self.open(Store::Journal, &key, number, &record);
            let parts = opened.as_ref().ok().and_then(|plain| plain.split_first_chunk::<32>());
            expected = match parts {
                Some((prev, content)) if belongs => {
                    entries.push(AccessEntry { number, content: content.to_vec() });
                    Some(*prev)
                }
                Some(_) => {
                    damaged.push(damage(Store::Journal, &key, Flaw::Replayed));
                    None
                }
                None => {
                    damaged.push(opened.err().unwrap_or_else(|| damage(Store::Journal, &key, Flaw::Content)));
                    None
                }
            };
        }
        let beyond = found.into_keys().map(|key| damage(Store::Journal, &key, Flaw::Replayed));
        damaged.extend(beyond);
        entries.reverse();
        Ok((entries, damaged))
    }
}
