//! A disk in memory: for 试用 (nothing is written to the machine), for native tests, and for breaking on purpose.
//!
//! It can be told to run full, to fail at a commit, to be killed before or after one, and to lose what was only relaxed
//! when the power goes. A commit is never torn: that much every back-end promises. Clones share one disk.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::blocks::{Batch, BlockError, Blocks, Durability, Usage};
use crate::store::{Key, KeyRange, Store};

type Records = BTreeMap<(Store, Key), Vec<u8>>;

/// What goes wrong, and when. Commits are counted from 0 since the fault was set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// This commit fails and changes nothing; the next ones work.
    Fail(u32),
    /// This commit is carried out, but its end is not heard: it is told as failed. The next ones work.
    Unheard(u32),
    /// Killed just before this commit: nothing of it is on the disk, every call fails until [`MemoryBlocks::reopen`].
    KillBefore(u32),
    /// Killed just after this commit: all of it is on the disk, but nobody was told.
    KillAfter(u32),
}

#[derive(Default)]
struct Disk {
    records: Records,
    /// The disk as it was after the last strict commit and after each relaxed one since.
    since_strict: Vec<Records>,
    quota: Option<u64>,
    fault: Fault,
    commits: u32,
    dead: bool,
}

/// A disk in memory.
#[derive(Clone, Default)]
pub struct MemoryBlocks {
    disk: Rc<RefCell<Disk>>,
    remember: bool,
}

impl MemoryBlocks {
    /// An empty disk.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty disk that remembers what a power cut would undo; slower, for tests.
    #[must_use]
    pub fn with_power_cuts() -> Self {
        Self { remember: true, ..Self::default() }
    }

    /// Sets what goes wrong from now on.
    pub fn set_fault(&self, fault: Fault) {
        let mut disk = self.disk.borrow_mut();
        disk.fault = fault;
        disk.commits = 0;
    }

    /// Sets the bytes the disk may hold.
    pub fn set_quota(&self, quota: Option<u64>) {
        self.disk.borrow_mut().quota = quota;
    }

    /// Commits carried out since the last [`Self::set_fault`].
    #[must_use]
    pub fn commits(&self) -> u32 {
        self.disk.borrow().commits
    }

    /// The same disk after a kill, without the fault.
    #[must_use]
    pub fn reopen(&self) -> Self {
        let mut disk = self.disk.borrow_mut();
        disk.dead = false;
        disk.fault = Fault::None;
        disk.commits = 0;
        drop(disk);
        self.clone()
    }

    /// A copy of the disk as it is now, such as a restore card or a disk image keeps.
    #[must_use]
    pub fn image(&self) -> Self {
        let records = self.disk.borrow().records.clone();
        Self { disk: Rc::new(RefCell::new(Disk { records, ..Disk::default() })), remember: self.remember }
    }

    /// How many relaxed commits a power cut could undo now.
    #[must_use]
    pub fn at_risk(&self) -> usize {
        self.disk.borrow().since_strict.len().saturating_sub(1)
    }

    /// The power goes: of the relaxed commits since the last strict one, only the first `kept` are there afterwards.
    pub fn cut_power(&self, kept: usize) {
        let mut disk = self.disk.borrow_mut();
        if let Some(records) = disk.since_strict.get(kept).cloned() {
            disk.records = records;
        }
        disk.since_strict.clear();
    }

    /// Changes a stored value behind everybody's back; `false` if there is no such record.
    pub fn tamper(&self, store: Store, key: &Key, change: impl FnOnce(&mut Vec<u8>)) -> bool {
        let mut disk = self.disk.borrow_mut();
        let record = disk.records.get_mut(&(store, key.clone()));
        record.map(change).is_some()
    }

    /// Puts a value in place, or removes it, behind everybody's back.
    pub fn plant(&self, store: Store, key: &Key, value: Option<Vec<u8>>) {
        let mut disk = self.disk.borrow_mut();
        match value {
            Some(value) => drop(disk.records.insert((store, key.clone()), value)),
            None => drop(disk.records.remove(&(store, key.clone()))),
        }
    }

    /// Every record, in order: what a thief of the disk would read.
    #[must_use]
    pub fn dump(&self) -> Vec<(Store, Key, Vec<u8>)> {
        let disk = self.disk.borrow();
        disk.records.iter().map(|((store, key), value)| (*store, key.clone(), value.clone())).collect()
    }

    /// A disk that holds these records.
    #[must_use]
    pub fn from_dump(records: impl IntoIterator<Item = (Store, Key, Vec<u8>)>) -> Self {
        let blocks = Self::new();
        blocks.disk.borrow_mut().records =
            records.into_iter().map(|(store, key, value)| ((store, key), value)).collect();
        blocks
    }
}

impl Disk {
    fn alive(&self) -> Result<(), BlockError> {
        if self.dead { Err(BlockError::Closed) } else { Ok(()) }
    }

    fn used(&self) -> u64 {
        let size = |((_, key), value): (&(Store, Key), &Vec<u8>)| key.as_bytes().len() + value.len();
        self.records.iter().map(size).sum::<usize>() as u64
    }

    fn select<'a>(&'a self, store: Store, range: &'a KeyRange) -> impl Iterator<Item = (&'a Key, &'a Vec<u8>)> {
        self.records
            .range((store, range.from.clone())..)
            .take_while(move |((at, key), _)| *at == store && range.contains(key))
            .map(|((_, key), value)| (key, value))
    }

    fn apply(&mut self, batch: Batch) -> Result<(), BlockError> {
        if let Some(guard) = &batch.guard
            && self.records.get(&(guard.store, guard.key.clone())) != guard.value.as_ref()
        {
            return Err(BlockError::Fenced);
        }
        let before = self.quota.is_some().then(|| self.records.clone());
        for (store, range) in batch.deletes {
            self.records.retain(|(at, key), _| *at != store || !range.contains(key));
        }
        for put in batch.puts {
            self.records.insert((put.store, put.key), put.value);
        }
        if let (Some(quota), Some(before)) = (self.quota, before)
            && self.used() > quota
        {
            self.records = before;
            return Err(BlockError::Full);
        }
        Ok(())
    }
}

impl Blocks for MemoryBlocks {
    async fn read(&self, store: Store, key: &Key) -> Result<Option<Vec<u8>>, BlockError> {
        let disk = self.disk.borrow();
        disk.alive()?;
        Ok(disk.records.get(&(store, key.clone())).cloned())
    }

    async fn read_range(
        &self,
        store: Store,
        range: &KeyRange,
        limit: Option<u32>,
    ) -> Result<Vec<(Key, Vec<u8>)>, BlockError> {
        let disk = self.disk.borrow();
        disk.alive()?;
        let limit = limit.map_or(usize::MAX, |limit| limit as usize);
        let records = disk.select(store, range).take(limit);
        Ok(records.map(|(key, value)| (key.clone(), value.clone())).collect())
    }

    async fn keys(&self, store: Store, range: &KeyRange) -> Result<Vec<Key>, BlockError> {
        let disk = self.disk.borrow();
        disk.alive()?;
        Ok(disk.select(store, range).map(|(key, _)| key.clone()).collect())
    }

    async fn commit(&self, batch: Batch) -> Result<(), BlockError> {
        let disk = &mut *self.disk.borrow_mut();
        disk.alive()?;
        let at = disk.commits;
        if disk.fault == Fault::KillBefore(at) {
            disk.dead = true;
            return Err(BlockError::Closed);
        }
        disk.commits += 1;
        if disk.fault == Fault::Fail(at) {
            return Err(BlockError::Failed("told to fail".into()));
        }
        let strict = batch.durability == Durability::Strict;
        if self.remember && disk.since_strict.is_empty() {
            disk.since_strict.push(disk.records.clone());
        }
        disk.apply(batch)?;
        if self.remember {
            if strict {
                disk.since_strict.clear();
            }
            disk.since_strict.push(disk.records.clone());
        }
        if disk.fault == Fault::Unheard(at) {
            return Err(BlockError::Failed("told to be unheard".into()));
        }
        if disk.fault == Fault::KillAfter(at) {
            disk.dead = true;
            return Err(BlockError::Closed);
        }
        Ok(())
    }

    async fn usage(&self) -> Result<Usage, BlockError> {
        let disk = self.disk.borrow();
        disk.alive()?;
        Ok(Usage { used: disk.used(), quota: disk.quota })
    }
}
