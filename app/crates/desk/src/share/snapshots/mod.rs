//! Snapshots of a shared ledger: made for those who will join, vouched for, and stood on by those who have joined.
//!
//! Somebody new follows the log without its values, then loads what a snapshot says of them and reads only what came
//! since. Until the whole log is here as well, what is loaded is the *ground* that this device stands on: it is on the
//! disk as it came, sealed, part of every backup, and nothing drops it. When the past has been read, everything is folded
//! anew from the log and takes the place of what stood on the ground; a ground that was another state is told of.

mod arrive;
mod check;
mod drive;
mod heard;
mod make;
mod view;
mod vouch;

use std::collections::VecDeque;

use ledger::schema::Compartment;
use serde::{Deserialize, Serialize};
use sync::device::Arrival;
use sync::log::Entry;
use sync::snapshot::{Said, Words};
use sync::{CompartmentId, Kind, State};

use self::arrive::Loading;
use self::check::Checking;
pub(super) use self::check::is_missing;
pub(super) use self::drive::Next;
use self::make::Making;
use self::vouch::Vouch;
use super::Share;
use crate::message::Id;
use crate::message::share::Doubt;

/// So many words about snapshots are remembered, the newest.
const WORDS: usize = 64;
/// So many doubts are.
const DOUBTS: usize = 5;

/// What of snapshots is on the disk, in one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shelf {
    /// Entries of the log with words about snapshots, as they came: whoever joins cannot open them yet.
    words: Vec<Vec<u8>>,
    /// The manifests of what this device stands on.
    ground: Vec<Vec<u8>>,
    /// Parts on the disk that nothing stands on any more.
    leftover: Vec<Id>,
    /// What a person should hear of, with the time it was found.
    doubts: Vec<(u64, Doubt)>,
}

/// What is being asked of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Get { snapshot: usize },
    Put,
    Read,
}

/// Where the snapshots of a shared ledger are.
#[derive(Debug, Default)]
pub(crate) struct Snapshots {
    shelf: Shelf,
    doing: Option<Doing>,
    loading: Option<Loading>,
    /// No snapshot is to be had: everything is read.
    given_up: bool,
    /// What the ground says, opened, to be stood on by the next fold.
    ready: Vec<State>,
    /// What this device stands on cannot be read any more.
    sunk: bool,
    checking: Option<Checking>,
    /// The log on the disk is not whole: it is to be read again.
    torn: bool,
    making: Option<Making>,
    pace: make::Pace,
    vouches: VecDeque<Vouch>,
    /// Doubts that are not on the disk yet.
    unsaid: Vec<Doubt>,
}

impl Shelf {
    pub(super) fn encode(&self) -> Vec<u8> {
        // Writing into a growing vector fails only for types that do not know their own length.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    fn hear(&mut self, entries: &[Entry]) {
        let known: Vec<u64> = self.words.iter().filter_map(|bytes| Some(line::read_entry(bytes)?.seq)).collect();
        let word = |entry: &&Entry| entry.outside.header().kind == Kind::Snapshot && entry.payload.is_some();
        let new = entries.iter().filter(word).filter(|entry| !known.contains(&entry.seq));
        self.words.extend(new.map(line::write_entry));
        // What is read of the past comes last, and is the oldest.
        self.words.sort_by_cached_key(|bytes| line::read_entry(bytes).map(|entry| entry.seq));
        let over = self.words.len().saturating_sub(WORDS);
        self.words.drain(..over);
    }
}

impl Snapshots {
    /// What was stored of them. A record that cannot be read costs a snapshot, nothing of the log.
    pub(super) fn stored(record: &[u8]) -> Option<Snapshots> {
        let shelf = if record.is_empty() { Shelf::default() } else { postcard::from_bytes(record).ok()? };
        Some(Snapshots { shelf, ..Snapshots::default() })
    }

    /// The record was damaged: what this device may have stood on is not known.
    pub(super) fn lost() -> Snapshots {
        Snapshots { sunk: true, ..Snapshots::default() }
    }

    /// What was to be stored is stored.
    pub(super) fn kept(&mut self, shelf: Shelf) {
        self.unsaid.retain(|doubt| !shelf.doubts.iter().any(|(_, known)| known == doubt));
        self.shelf = shelf;
    }

    /// Whether this device stands on snapshots that have not been compared with the log.
    pub(super) fn stands(&self) -> bool {
        !self.shelf.ground.is_empty()
    }

    /// Whether a call of ours is out.
    pub(super) fn is_asking(&self) -> bool {
        self.doing.is_some()
    }

    /// The call that was handed out last was not sent. Whether it was ours.
    pub(super) fn unsent(&mut self) -> bool {
        self.doing.take().is_some()
    }

    /// Everything is folded anew.
    pub(super) fn begin_anew(&mut self) -> Vec<State> {
        self.checking = None;
        std::mem::take(&mut self.ready)
    }

    /// The record after these entries have come; nothing if it stays as it is.
    pub(super) fn after(&self, entries: &[Entry]) -> Option<Shelf> {
        if !entries.iter().any(|entry| entry.outside.header().kind == Kind::Snapshot) {
            return None;
        }
        let mut shelf = self.shelf.clone();
        shelf.hear(entries);
        (shelf != self.shelf).then_some(shelf)
    }
}

impl Share {
    /// Whether what this device stood on is gone before the log is here: nothing may be shown or written. Read off what the
    /// device itself has stored: the record of the ground may be gone with the ground.
    pub(super) fn has_sunk(&self) -> bool {
        let stands = !self.snapshots.sunk && self.snapshots.stands();
        match self.device.arrival() {
            Some(Arrival::Reading { past, .. }) => !past.is_read() && !stands,
            _ => false,
        }
    }

    /// What the log says about snapshots, as far as it can be read here.
    fn words(&self) -> Words {
        self.snapshots.shelf.words.iter().filter_map(|bytes| self.said(bytes)).collect()
    }

    fn said(&self, bytes: &[u8]) -> Option<Said> {
        let entry = line::read_entry(bytes)?;
        Some(Said::new(&entry, self.device.word(&entry)?))
    }

    /// The snapshots this device stands on, in the order of their parts on the disk.
    fn ground(&self) -> Vec<Said> {
        self.snapshots.shelf.ground.iter().filter_map(|bytes| self.said(bytes)).collect()
    }

    /// The compartments that this person reads.
    fn read_here(&self) -> Vec<CompartmentId> {
        let me = self.device.me();
        let reads = |one: &CompartmentId| me.is_some_and(|me| me.reads(*one));
        Compartment::ALL.iter().map(|one| one.id()).filter(reads).collect()
    }
}

/// Under which id a part is on the disk.
fn blob_of(part: &[u8; 32]) -> Id {
    let mut id = [0; 16];
    id.copy_from_slice(&part[..16]);
    id
}
