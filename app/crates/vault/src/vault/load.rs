//! What has the vault kept? The newest snapshot and every envelope after it, or all of them.
//!
//! A damaged record costs what was in it and is named; everything else still loads. Only the head stands for the whole
//! log: without it the envelopes are still read, but nothing is written until the damage has been dealt with.

use std::collections::HashSet;

use crate::blocks::Blocks;
use crate::error::{Damage, Flaw, VaultError};
use crate::head::{End, Head, Lane, Mark, Own};
use crate::layout;
use crate::log::{Entry, read_lane};
use crate::store::{KeyRange, Store};

use super::Vault;

/// Everything a vault holds for the fold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Shards of the newest snapshot, in the order they were written; `None` if there is none that can be trusted.
    pub snapshot: Option<Vec<Vec<u8>>>,
    /// The envelopes after the snapshot, in order: received ones, then own.
    pub entries: Vec<Entry>,
    /// The writing agent's chain.
    pub own: Own,
    /// What could not be read. Damage to a snapshot costs nothing but time and is listed too.
    pub damaged: Vec<Damage>,
    /// How far this goes.
    pub mark: Mark,
    /// What the snapshot covers.
    pub snapshot_mark: Mark,
}

/// What was written since the last look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tail {
    /// The envelopes, in order.
    pub entries: Vec<Entry>,
    /// What could not be read.
    pub damaged: Vec<Damage>,
    /// The writing agent's chain.
    pub own: Own,
}

/// The envelopes a vault holds, by content.
#[derive(Clone, Debug, Default)]
pub struct Known(HashSet<[u8; 16]>);

impl Known {
    /// Whether an envelope is among them.
    #[must_use]
    pub fn has(&self, envelope: &[u8]) -> bool {
        self.0.contains(&Self::name(envelope))
    }

    fn name(envelope: &[u8]) -> [u8; 16] {
        let mut name = [0; 16];
        name.copy_from_slice(&blake3::hash(envelope).as_bytes()[..16]);
        name
    }
}

/// A reader repeats when a writer in another window moved the log meanwhile; it gives up after this many rounds.
const ROUNDS: usize = 5;

impl<B: Blocks> Vault<B> {
    /// Loads the vault: newest snapshot and what came after it.
    pub async fn load(&mut self) -> Result<Loaded, VaultError> {
        self.load_from(true).await
    }

    /// Loads the vault from its log alone, as if there were no snapshot.
    pub async fn load_log(&mut self) -> Result<Loaded, VaultError> {
        self.load_from(false).await
    }

    async fn load_from(&mut self, use_snapshot: bool) -> Result<Loaded, VaultError> {
        let mut round = 0;
        loop {
            round += 1;
            let before = self.moving_parts().await?;
            let loaded = self.load_once(use_snapshot).await?;
            if before == self.moving_parts().await? || round == ROUNDS {
                return Ok(loaded);
            }
        }
    }

    /// What a writer in another window replaces: sealed anew each time, so equal bytes mean nothing moved.
    async fn moving_parts(&self) -> Result<[Option<Vec<u8>>; 2], VaultError> {
        let head = self.blocks.read(Store::Meta, &layout::head()).await?;
        let manifest = self.blocks.read(Store::Meta, &layout::manifest()).await?;
        Ok([head, manifest])
    }

    async fn load_once(&mut self, use_snapshot: bool) -> Result<Loaded, VaultError> {
        let mut loaded = Loaded::default();
        let head = match self.read_head().await {
            Ok(head) => Some(head),
            Err(VaultError::Damaged(damage)) => {
                loaded.damaged.push(damage);
                None
            }
            Err(error) => return Err(error),
        };
        self.head = head;
        self.unsure = false;
        loaded.own = self.own();
        let target = match head {
            Some(head) => head.mark,
            None => self.scan_ends().await?,
        };
        loaded.mark = target;
        if use_snapshot && head.is_some() {
            let snapshot = self.read_snapshot(&mut loaded.damaged).await?;
            if let Some((shards, mark)) = snapshot {
                let whole = self.read_log(&mut loaded, mark, target).await?;
                if whole {
                    loaded.snapshot = Some(shards);
                    loaded.snapshot_mark = mark;
                    return Ok(loaded);
                }
                // The snapshot belongs to another state of the log: the log alone is believed.
                loaded.entries.clear();
                loaded.damaged.clear();
                loaded.damaged.push(super::damage(Store::Meta, &layout::manifest(), Flaw::Replayed));
            }
        }
        self.read_log(&mut loaded, Mark::default(), target).await?;
        Ok(loaded)
    }

    /// Reads both lanes; `false` if one of them does not continue from `from`.
    async fn read_log(&self, loaded: &mut Loaded, from: Mark, to: Mark) -> Result<bool, VaultError> {
        let mut whole = true;
        for lane in Lane::ALL {
            let (from, to) = (from.end(lane), to.end(lane));
            let records = self.read_pages(lane.store(), layout::log_after(from.number)).await?;
            let read = read_lane(&self.keys, lane, records, from, to);
            whole &= !read.torn_off && from.number <= to.number;
            loaded.entries.extend(read.entries);
            loaded.damaged.extend(read.damaged);
        }
        Ok(whole)
    }

    /// The ends of the lanes when the head is lost: the last blocks there are. Their hashes cannot be vouched for.
    async fn scan_ends(&self) -> Result<Mark, VaultError> {
        let mut mark = Mark::default();
        for lane in Lane::ALL {
            let keys = self.blocks.keys(lane.store(), &KeyRange::all()).await?;
            let Some((key, number)) = keys.last().and_then(|key| Some((key, layout::log_parts(key)?.0))) else {
                continue;
            };
            let record = self.blocks.read(lane.store(), key).await?.unwrap_or_default();
            *mark.end_mut(lane) = End { number, hash: *blake3::hash(&record).as_bytes() };
        }
        Ok(mark)
    }

    /// What another window wrote since this one last looked.
    pub async fn tail(&mut self) -> Result<Tail, VaultError> {
        let Some(since) = self.head else {
            let loaded = self.load_log().await?;
            return Ok(Tail { entries: loaded.entries, damaged: loaded.damaged, own: loaded.own });
        };
        let mut round = 0;
        loop {
            round += 1;
            let head: Head = self.read_head().await?;
            let mut loaded = Loaded::default();
            self.read_log(&mut loaded, since.mark, head.mark).await?;
            if self.read_head().await? == head || round == ROUNDS {
                self.head = Some(head);
                self.unsure = false;
                return Ok(Tail { entries: loaded.entries, damaged: loaded.damaged, own: head.own });
            }
        }
    }

    /// The envelopes this vault holds, to compare a backup with.
    pub async fn known(&self) -> Result<Known, VaultError> {
        let head = self.read_head().await?;
        let mut loaded = Loaded::default();
        self.read_log(&mut loaded, Mark::default(), head.mark).await?;
        let names = loaded.entries.iter().map(|entry| Known::name(&entry.bytes));
        Ok(Known(names.collect()))
    }
}
