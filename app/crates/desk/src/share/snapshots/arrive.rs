//! Somebody new: which snapshots are loaded, and what if they are not what they should be?

use line::PartErrand;
use sync::device::Arrival;
use sync::snapshot::{Said, ShareError, open_parts};
use sync::{AgentId, CompartmentId, State};

use super::{Doing, Shelf, blob_of};
use crate::Desk;
use crate::message::Id;
use crate::message::share::Doubt;
use crate::share::drive::quiet;
use crate::share::{PartDrive, SharedKeep};
use crate::step::Now;

/// After so many answers that were none, the log is read instead.
const TRIES: u32 = 6;

/// Snapshots on their way here, one for each compartment.
#[derive(Debug)]
pub(super) struct Loading {
    snapshots: Vec<Wanted>,
    pub(super) tries: u32,
}

#[derive(Debug)]
struct Wanted {
    said: Said,
    /// The entry of its manifest.
    entry: Vec<u8>,
    parts: Vec<Vec<u8>>,
    state: Option<State>,
}

impl Wanted {
    fn names(&self) -> &[[u8; 32]] {
        self.said.manifest().map(|manifest| manifest.parts.as_slice()).unwrap_or_default()
    }
}

impl Loading {
    /// How many parts are here, and how many there are.
    pub(super) fn progress(&self) -> (u64, u64) {
        let here = self.snapshots.iter().map(|one| one.parts.len() as u64).sum();
        (here, self.snapshots.iter().map(|one| one.names().len() as u64).sum())
    }

    pub(super) fn got(&mut self, snapshot: usize, part: Vec<u8>) {
        self.tries = 0;
        if let Some(wanted) = self.snapshots.get_mut(snapshot) {
            wanted.parts.push(part);
        }
    }
}

impl Desk {
    /// What comes next for somebody new; the line has nothing to say. Nothing if this device is not new any more.
    pub(super) fn drive_arrival(&mut self, now: &Now) -> Option<PartDrive> {
        let share = self.share.as_mut()?;
        if share.device.arrival()? == Arrival::Following {
            let me = share.device.members().member(&share.device.agent());
            if !me.is_some_and(|me| me.is_active()) {
                return Some(PartDrive::Off);
            }
            if share.snapshots.given_up {
                return Some(self.read_everything(None, now));
            }
            if share.snapshots.loading.is_none() && !self.choose_snapshots() {
                return Some(self.read_everything(None, now));
            }
            return Some(self.load_snapshots(now));
        }
        if share.has_sunk() {
            return Some(self.read_everything(None, now));
        }
        let ask = share.device.ask_past()?;
        share.snapshots.doing = Some(Doing::Read);
        Some(PartDrive::Call(share.line.ask_part(&share.device, PartErrand::Read(ask), now.ms)))
    }

    /// Chooses a snapshot of every compartment that is read here. False if there is one that has none.
    fn choose_snapshots(&mut self) -> bool {
        let Some(share) = &mut self.share else { return false };
        let (words, me) = (share.words(), share.device.agent());
        let mut snapshots = Vec::new();
        for compartment in share.read_here() {
            let said = words.to_load(compartment, share.device.follower(), &me).cloned();
            let Some(said) = said.filter(|said| share.device.keys().get(compartment, said.epoch).is_some()) else {
                return false;
            };
            let of_it = |bytes: &&Vec<u8>| line::read_entry(bytes).is_some_and(|entry| entry.seq == said.at);
            let Some(entry) = share.snapshots.shelf.words.iter().find(of_it).cloned() else { return false };
            snapshots.push(Wanted { said, entry, parts: Vec::new(), state: None });
        }
        if snapshots.is_empty() {
            return false;
        }
        share.snapshots.loading = Some(Loading { snapshots, tries: 0 });
        true
    }

    /// The next part, or opening what is complete, or standing on all of it.
    fn load_snapshots(&mut self, now: &Now) -> PartDrive {
        let Some(share) = &mut self.share else { return PartDrive::Off };
        let Some(loading) = &mut share.snapshots.loading else { return PartDrive::Off };
        if loading.tries >= TRIES {
            return self.read_everything(None, now);
        }
        let short = |one: &Wanted| one.parts.len() < one.names().len();
        if let Some(at) = loading.snapshots.iter().position(short) {
            let wanted = &loading.snapshots[at];
            let name = wanted.names()[wanted.parts.len()];
            share.snapshots.doing = Some(Doing::Get { snapshot: at });
            return PartDrive::Call(share.line.ask_part(&share.device, PartErrand::Get(name), now.ms));
        }
        // One at a time: a large one takes a while.
        if let Some(wanted) = loading.snapshots.iter_mut().find(|one| one.state.is_none()) {
            let author = wanted.said.author;
            return match opened(&share.device, &wanted.said, &wanted.parts) {
                Some(Ok(state)) => {
                    wanted.state = Some(state);
                    PartDrive::Wait(now.ms)
                }
                // Bytes that have the names they should have, and are no such snapshot: their author says what is not so.
                _ => self.read_everything(Some(author), now),
            };
        }
        self.stand(now)
    }

    /// All of it is here and opens: from now on this device stands on it, and what came since is to be read.
    fn stand(&mut self, now: &Now) -> PartDrive {
        let Some(share) = &mut self.share else { return PartDrive::Off };
        let Some(loading) = &share.snapshots.loading else { return PartDrive::Off };
        let chosen: Vec<CompartmentId> = loading.snapshots.iter().map(|one| one.said.compartment).collect();
        if chosen != share.read_here() {
            // Rights have changed while it was on its way.
            share.snapshots.loading = None;
            return PartDrive::Wait(now.ms);
        }
        let places = loading.snapshots.iter().filter_map(|one| Some(one.said.manifest()?.seq));
        let Some(turn) = places.min().and_then(|lowest| share.device.read_from(lowest)) else {
            return self.read_everything(None, now);
        };
        let mut shelf = share.snapshots.shelf.clone();
        let parts = loading.snapshots.iter().flat_map(|one| one.names().iter().zip(&one.parts));
        let blobs: Vec<(Id, Vec<u8>)> = parts.map(|(name, part)| (blob_of(name), part.clone())).collect();
        let named = |(blob, _): &(Id, Vec<u8>)| shelf.leftover.contains(blob);
        if !blobs.iter().all(named) {
            // Said before they are there: what a kill leaves of them is found and dropped.
            shelf.leftover.extend(blobs.iter().map(|(blob, _)| *blob));
            return self.keep_shelf(shelf);
        }
        shelf.ground = loading.snapshots.iter().map(|one| one.entry.clone()).collect();
        shelf.leftover.clear();
        let kept = SharedKeep { shelf: Some(shelf), ..Self::shared_keep(share, turn) };
        let mut keep = quiet(kept);
        keep.blobs = blobs;
        PartDrive::Keep(keep)
    }

    /// No snapshot is loaded, or not this one: the whole log is read, as it always can be.
    pub(super) fn read_everything(&mut self, liar: Option<AgentId>, now: &Now) -> PartDrive {
        let Some(share) = &mut self.share else { return PartDrive::Off };
        share.snapshots.loading = None;
        share.snapshots.given_up = true;
        let mut shelf = share.snapshots.without_ground(&share.ground());
        if let Some(author) = liar {
            shelf.doubt(Doubt::NotWhatItSays { author: author.0 }, now.ms);
        }
        let turn = share.device.read_from(0).or_else(|| share.device.read_again_whole());
        let Some(turn) = turn else { return PartDrive::Off };
        PartDrive::Keep(quiet(SharedKeep { shelf: Some(shelf), ..Self::shared_keep(share, turn) }))
    }

    /// The parts of what this device stands on, as they are on the disk; none if it stands on the log, or if the log is
    /// here as a whole.
    pub fn ground_blobs(&self) -> Vec<Id> {
        let Some(share) = self.share.as_ref().filter(|share| !share.device.has_read_all()) else { return Vec::new() };
        let parts = |said: &Said| said.manifest().map(|manifest| manifest.parts.clone()).unwrap_or_default();
        share.ground().iter().flat_map(parts).map(|name| blob_of(&name)).collect()
    }

    /// The bytes of [`Desk::ground_blobs`], in the same order, before everything is folded anew; nothing where one is not
    /// there. What cannot be stood on is read from the server.
    pub fn give_ground(&mut self, parts: Vec<Option<Vec<u8>>>) {
        let Some(share) = &mut self.share else { return };
        // What was opened when it came need not be opened again.
        let loaded = share.snapshots.loading.take();
        let fresh: Option<Vec<State>> =
            loaded.map(|loading| loading.snapshots.into_iter().filter_map(|one| one.state).collect());
        let stands = share.snapshots.shelf.ground.len();
        if let Some(states) = fresh.filter(|states| states.len() == stands) {
            (share.snapshots.ready, share.snapshots.sunk) = (states, false);
            return;
        }
        let mut parts = parts.into_iter();
        let mut ready = Vec::new();
        for said in share.ground() {
            let count = said.manifest().map_or(0, |manifest| manifest.parts.len());
            let own: Option<Vec<Vec<u8>>> = parts.by_ref().take(count).collect();
            ready.extend(own.and_then(|own| opened(&share.device, &said, &own)?.ok()));
        }
        share.snapshots.sunk = ready.len() != stands;
        share.snapshots.ready = ready;
    }
}

/// The state of a snapshot; nothing if its key is not here.
fn opened(device: &sync::device::Device, said: &Said, parts: &[Vec<u8>]) -> Option<Result<State, ShareError>> {
    let key = device.keys().get(said.compartment, said.epoch)?;
    let here = (device.space(), said.compartment);
    Some(open_parts(said.manifest()?, parts, here, (said.epoch, key)))
}

impl Shelf {
    /// Takes note of what a person should hear of; the same is said once.
    pub(super) fn doubt(&mut self, doubt: Doubt, now_ms: u64) {
        self.doubts.retain(|(_, known)| *known != doubt);
        self.doubts.push((now_ms, doubt));
        let over = self.doubts.len().saturating_sub(super::DOUBTS);
        self.doubts.drain(..over);
    }
}

impl super::Snapshots {
    /// The record of a device that stands on nothing but the log; the parts are to be dropped afterwards.
    pub(super) fn without_ground(&self, ground: &[Said]) -> Shelf {
        let mut shelf = self.shelf.clone();
        let parts = ground.iter().filter_map(Said::manifest).flat_map(|manifest| manifest.parts.iter());
        shelf.leftover.extend(parts.map(blob_of));
        shelf.ground.clear();
        shelf
    }
}
