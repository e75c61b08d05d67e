//! Which vaults are on this machine? A plain list, because it must be read before anybody has typed anything.
//!
//! **What it tells a colleague or a thief**: that there are so many vaults, when they were made, and the labels their
//! owners chose. So a label should say as little as its owner likes ("办公室 王老师", or just a number); nothing about a
//! child is ever in it. A vault is announced before it is made and confirmed afterwards, so one that a kill left half
//! made is never listed and its database can be found and cleared.

use serde::{Deserialize, Serialize};

use crate::blocks::{Batch, Blocks, Guard};
use crate::error::VaultError;
use crate::layout::{checked, with_checksum};
use crate::store::{Key, KeyRange, Store};
use crate::wire;

/// The number under which a vault is listed and its database named; random.
pub type Place = [u8; 16];

/// A listed vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Its place.
    pub place: Place,
    /// The label its owner chose; `None` if the entry is damaged. The vault itself is not affected by that.
    pub label: Option<String>,
    /// When it was made, by this machine's clock.
    pub made_ms: u64,
    /// Whether it was confirmed. One that was not may or may not have come into being: look whether a vault is there,
    /// then confirm or forget it.
    pub confirmed: bool,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    label: String,
    made_ms: u64,
    confirmed: bool,
}

/// The list of vaults, in a database of its own.
#[derive(Debug)]
pub struct Registry<B> {
    blocks: B,
}

impl<B: Blocks> Registry<B> {
    /// The list in this database.
    #[must_use]
    pub fn new(blocks: B) -> Self {
        Self { blocks }
    }

    /// Every entry, oldest first.
    pub async fn list(&self) -> Result<Vec<Registered>, VaultError> {
        let records = self.blocks.read_range(Store::Meta, &KeyRange::all(), None).await?;
        let mut list: Vec<Registered> = records.iter().filter_map(|(key, record)| read(key, record)).collect();
        list.sort_by_key(|entry| entry.made_ms);
        Ok(list)
    }

    /// Announces a vault that is about to be made.
    pub async fn announce(&self, place: Place, label: &str, now_ms: u64) -> Result<(), VaultError> {
        self.write(place, label, now_ms, false).await
    }

    /// The vault exists.
    pub async fn confirm(&self, place: Place) -> Result<(), VaultError> {
        self.change(place, |entry| entry.confirmed = true).await
    }

    /// Whether the vault exists is open again: said before it is removed, so that a removal cut short is noticed.
    pub async fn doubt(&self, place: Place) -> Result<(), VaultError> {
        self.change(place, |entry| entry.confirmed = false).await
    }

    /// Gives a vault another label.
    pub async fn relabel(&self, place: Place, label: &str) -> Result<(), VaultError> {
        self.change(place, |entry| entry.label = Some(label.to_owned())).await
    }

    /// Takes a vault off the list; its database is deleted by whoever owns databases, before this.
    pub async fn forget(&self, place: Place) -> Result<(), VaultError> {
        let mut batch = Batch::strict();
        batch.delete(Store::Meta, KeyRange::only(&Key::new(place)));
        Ok(self.blocks.commit(batch).await?)
    }

    async fn change(&self, place: Place, change: impl FnOnce(&mut Registered)) -> Result<(), VaultError> {
        let key = Key::new(place);
        let record = self.blocks.read(Store::Meta, &key).await?;
        let found = record.as_deref().and_then(|record| read(&key, record));
        let mut entry = found.unwrap_or(Registered { place, label: None, made_ms: 0, confirmed: false });
        change(&mut entry);
        let mut batch = encode(&entry);
        batch.guard = Some(Guard { store: Store::Meta, key, value: record });
        Ok(self.blocks.commit(batch).await?)
    }

    async fn write(&self, place: Place, label: &str, made_ms: u64, confirmed: bool) -> Result<(), VaultError> {
        let entry = Registered { place, label: Some(label.to_owned()), made_ms, confirmed };
        Ok(self.blocks.commit(encode(&entry)).await?)
    }
}

fn encode(entry: &Registered) -> Batch {
    let stored =
        Stored { label: entry.label.clone().unwrap_or_default(), made_ms: entry.made_ms, confirmed: entry.confirmed };
    let record = with_checksum(wire::encode(&stored));
    let mut batch = Batch::strict();
    batch.put(Store::Meta, Key::new(entry.place), record);
    batch
}

fn read(key: &Key, record: &[u8]) -> Option<Registered> {
    let place = key.as_bytes().try_into().ok()?;
    let stored: Option<Stored> = checked(record).and_then(wire::decode);
    Some(match stored {
        Some(stored) => {
            Registered { place, label: Some(stored.label), made_ms: stored.made_ms, confirmed: stored.confirmed }
        }
        // Better listed without a name than not at all: the vault behind it may be whole.
        None => Registered { place, label: None, made_ms: 0, confirmed: true },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::MemoryBlocks;
    use crate::ready::run_ready as run;

    #[test]
    fn announced_confirmed_relabelled_forgotten() {
        let blocks = MemoryBlocks::new();
        let registry = Registry::new(blocks.clone());
        let check = |expected: &[(u8, Option<&str>, bool)]| {
            let list = run(registry.list()).unwrap();
            let found: Vec<_> =
                list.iter().map(|entry| (entry.place[0], entry.label.as_deref(), entry.confirmed)).collect();
            assert_eq!(found, expected);
        };
        check(&[]);
        run(registry.announce([9; 16], "办公室一", 5)).unwrap();
        run(registry.announce([1; 16], "办公室二", 8)).unwrap();
        run(registry.confirm([9; 16])).unwrap();
        check(&[(9, Some("办公室一"), true), (1, Some("办公室二"), false)]);
        run(registry.doubt([9; 16])).unwrap();
        check(&[(9, Some("办公室一"), false), (1, Some("办公室二"), false)]);
        run(registry.confirm([9; 16])).unwrap();
        run(registry.relabel([1; 16], "二")).unwrap();
        check(&[(9, Some("办公室一"), true), (1, Some("二"), false)]);
        blocks.tamper(Store::Meta, &Key::new([9; 16]), |record| record[2] ^= 1);
        check(&[(9, None, true), (1, Some("二"), false)]);
        run(registry.relabel([9; 16], "又见")).unwrap();
        run(registry.forget([1; 16])).unwrap();
        check(&[(9, Some("又见"), true)]);
    }
}
