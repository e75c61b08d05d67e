//! Is the snapshot that this device stands on what the log says? Asked once, when the whole log is here.
//!
//! Everything is folded anew, a little at a time. Where a snapshot stands the states are compared with it; in the end they
//! take the place of what stood on it, so that whatever it held besides is gone as well.

use std::collections::VecDeque;

use sync::Kind;
use sync::log::Entry;
use sync::snapshot::{Verdict, verify};

use crate::Desk;
use crate::book::Book;
use crate::message::share::Doubt;
use crate::share::drive::quiet;
use crate::share::{PartDrive, Share, SharedKeep};
use crate::step::Now;

/// So many entries, or bytes of them, are folded at once.
const ENTRIES: usize = 200;
const BYTES: usize = 128 << 10;
/// While a form is open, nothing takes the place of anything.
const HOLD_MS: u64 = 1_000;

/// The log, being folded anew.
#[derive(Debug)]
pub(super) struct Checking {
    book: Book,
    entries: VecDeque<Entry>,
    /// How far the entries go that were given.
    given: u64,
    keys: [u8; 32],
    doubts: Vec<Doubt>,
    /// Something did not fit: everything is folded by whoever names what it was.
    flawed: bool,
}

impl Checking {
    /// How many places are folded, and how many there are.
    pub(super) fn progress(&self) -> (u64, u64) {
        (self.given - self.entries.len() as u64, self.given)
    }
}

impl Desk {
    /// What comes next of the comparison; nothing if there is nothing to compare, or not yet.
    pub(super) fn drive_check(&mut self, now: &Now) -> Option<PartDrive> {
        let share = self.share.as_ref()?;
        if !share.snapshots.stands() || !share.device.has_read_all() {
            return None;
        }
        let Some(checking) = &share.snapshots.checking else { return Some(PartDrive::Log) };
        if checking.keys != share.device.keys_held() {
            // What another key opens was not in it.
            self.share.as_mut()?.snapshots.checking = None;
            return Some(PartDrive::Log);
        }
        if !checking.entries.is_empty() {
            self.fold_some();
            return Some(PartDrive::Wait(now.ms));
        }
        if checking.given < share.device.follower().head().seq {
            return Some(PartDrive::Log);
        }
        if now.ms < share.hold_until_ms {
            return Some(PartDrive::Wait(now.ms + HOLD_MS));
        }
        Some(self.stand_on_the_log(now))
    }

    /// The entries of the stored log, as [`PartDrive::Log`] asks.
    pub fn give_past(&mut self, entries: Vec<Entry>) {
        let Some(share) = &mut self.share else { return };
        let head = share.device.follower().head().seq;
        let whole =
            entries.iter().map(|entry| entry.seq).eq(1..=head) && entries.iter().all(|one| !is_missing(share, one));
        if !whole {
            share.snapshots.torn = true;
            share.snapshots.checking = None;
            return;
        }
        let keys = share.device.keys_held();
        let checking = share.snapshots.checking.get_or_insert_with(|| Checking {
            book: self.book.anew(None),
            entries: VecDeque::new(),
            given: 0,
            keys,
            doubts: Vec::new(),
            flawed: false,
        });
        let given = checking.given;
        checking.entries.extend(entries.into_iter().filter(|entry| entry.seq > given));
        checking.given = head;
    }

    fn fold_some(&mut self) {
        let Some(share) = &mut self.share else { return };
        let ground = share.ground();
        let Some(mut checking) = share.snapshots.checking.take() else { return };
        let (mut count, mut bytes) = (0, 0);
        while count < ENTRIES && bytes < BYTES {
            let Some(entry) = checking.entries.pop_front() else { break };
            count += 1;
            bytes += entry.payload.as_ref().map_or(0, Vec::len);
            checking.flawed |= checking.book.fold(&share.device.refold(&entry)).is_err();
            for said in &ground {
                let Some(manifest) = said.manifest().filter(|manifest| manifest.seq == entry.seq) else { continue };
                let state = checking.book.states().iter().find(|state| state.compartment() == said.compartment);
                if state.is_none_or(|state| verify(state, manifest) != Verdict::Right) {
                    checking.doubts.push(Doubt::NotTheLog { author: said.author.0 });
                }
            }
        }
        share.snapshots.checking = Some(checking);
    }

    /// The whole log is folded: from now on this device stands on it.
    fn stand_on_the_log(&mut self, now: &Now) -> PartDrive {
        let Some(share) = &mut self.share else { return PartDrive::Off };
        let Some(Checking { mut book, doubts, mut flawed, .. }) = share.snapshots.checking.take() else {
            return PartDrive::Off;
        };
        for fold in share.device.pending() {
            flawed |= book.fold(&fold).is_err();
        }
        let mut shelf = share.snapshots.without_ground(&share.ground());
        doubts.into_iter().for_each(|doubt| shelf.doubt(doubt, now.ms));
        let kept = match share.device.arrived() {
            Some(turn) => Self::shared_keep(share, turn),
            None => SharedKeep { own: share.end(), ..SharedKeep::default() },
        };
        let replay = (!flawed).then(|| Box::new(book));
        PartDrive::Keep(quiet(SharedKeep { shelf: Some(shelf), replay, refold: flawed, ..kept }))
    }
}

/// Whether something that may be read here did not come.
pub(in crate::share) fn is_missing(share: &Share, entry: &Entry) -> bool {
    let header = entry.outside.header();
    let reads = share.device.me().is_some_and(|me| me.reads(header.compartment));
    header.kind == Kind::Data && entry.payload.is_none() && reads
}
