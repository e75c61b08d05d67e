//! Photos, signatures and scans of a shared ledger on their way between devices.
//!
//! What has to be sent is a queue on the disk, written in the transaction that keeps the picture and shortened when the
//! server has it. What has to be fetched is derived: every picture the ledger names and this machine does not hold. A
//! picture never holds up a text: parts are asked for only while the log has nothing to say.

mod album;
mod drive;
mod heard;
mod seals;
mod view;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use sync::blob::BlobSeal;

use self::album::Album;
pub use self::drive::PartDrive;
pub use self::heard::PartTaken;
use crate::Desk;
use crate::message::Id;
use crate::message::share::{NetworkKind, PhotoSetting, PhotoWay};

/// A whole picture is fetched by itself only while so much is left on the disk: text must always find room.
const WHOLE_ROOM: u64 = 64 << 20;
/// The same for small pictures.
const SMALL_ROOM: u64 = 8 << 20;
/// Pages hear of pictures that came by themselves no more often than this.
const NEWS_MS: u64 = 3_000;

/// How much of an attachment lies at the server already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Progress {
    /// The beginning of the name of the first part: another seal has other parts.
    seal: [u8; 8],
    /// The next part.
    at: u32,
}

/// Why a blob is not asked about for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flop {
    /// The server does not have it.
    Absent,
    /// The server gave something else.
    Wrong,
    /// The server does not take it.
    Refused,
}

#[derive(Clone, Copy, Debug)]
struct Again {
    why: Flop,
    tries: u32,
    since_ms: u64,
    at_ms: u64,
}

/// What is being done.
#[derive(Debug)]
enum Doing {
    Put { blob: Id, progress: Progress, last: bool },
    Get { blob: Id, parts: Vec<Vec<u8>> },
}

/// Where the pictures of a shared ledger are.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    setting: PhotoSetting,
    network: NetworkKind,
    album: Album,
    /// Blobs of which the bytes are on this machine; nothing before the disk was asked.
    here: Option<HashSet<Id>>,
    /// Found damaged or missing before the disk was asked.
    lost: HashSet<Id>,
    /// What is to be sent.
    waiting: BTreeMap<Id, Progress>,
    /// Somebody wants them to travel now.
    pressed: bool,
    /// Blobs that somebody wants to see.
    wanted: BTreeSet<Id>,
    doing: Option<Doing>,
    again: HashMap<Id, Again>,
    /// What the server said of its room, and until when it is believed.
    full: Option<(u64, u64, u64)>,
    not_allowed_until_ms: u64,
    /// Bytes left on this machine's disk, if the browser tells, and when it was asked.
    room: Option<(u64, Option<u64>)>,
    no_room_until_ms: u64,
    loaded: HashMap<Id, Option<Vec<u8>>>,
    probe_ms: u64,
    seal_ms: u64,
    /// With these rows nothing is left to be fetched.
    settled: Option<u64>,
    news: bool,
    news_ms: u64,
}

/// What of pictures is to be stored in a transaction.
#[derive(Debug, Default)]
pub(crate) struct PartsKeep {
    pub(super) waiting: Vec<(Id, Progress)>,
    pub(super) gone: Vec<Id>,
    pub(super) setting: Option<PhotoSetting>,
}

impl Progress {
    pub(super) fn encode(self) -> Vec<u8> {
        // Writing into a growing vector fails only for types that do not know their own length.
        postcard::to_allocvec(&self).unwrap_or_default()
    }

    /// From the beginning, under this seal.
    fn of(seal: &BlobSeal) -> Self {
        let mut begins = [0; 8];
        if let Some(first) = seal.parts().first() {
            begins.copy_from_slice(&first[..8]);
        }
        Self { seal: begins, at: 0 }
    }
}

impl PartsKeep {
    /// Both together.
    pub(crate) fn and(mut self, other: PartsKeep) -> Self {
        self.waiting.extend(other.waiting);
        self.gone.extend(other.gone);
        self.setting = other.setting.or(self.setting);
        self
    }
}

impl Pictures {
    /// What was stored of them. A record that cannot be read begins at its first part; a setting, as at first.
    pub(super) fn stored(parts: &[(Id, Vec<u8>)], setting: &[u8]) -> Pictures {
        let progress = |bytes: &[u8]| postcard::from_bytes(bytes).unwrap_or_default();
        Pictures {
            waiting: parts.iter().map(|(id, bytes)| (*id, progress(bytes))).collect(),
            setting: postcard::from_bytes(setting).unwrap_or_default(),
            ..Pictures::default()
        }
    }

    /// What was to be stored is stored.
    pub(super) fn kept(&mut self, kept: PartsKeep) {
        self.waiting.extend(kept.waiting);
        for id in &kept.gone {
            self.waiting.remove(id);
        }
        self.setting = kept.setting.unwrap_or(self.setting);
    }

    /// The server may have lost them: all that are here are sent again, whoever took them, for this may be the last copy.
    pub(super) fn all_again(&self) -> PartsKeep {
        let halves = self.album.prints.iter().flat_map(album::Print::halves);
        let here = halves.filter(|half| half.sealing == album::Sealing::Done && self.is_here(&half.blob));
        PartsKeep { waiting: here.map(|half| (half.blob, Progress::default())).collect(), ..PartsKeep::default() }
    }

    /// These are on this machine now.
    pub(crate) fn have(&mut self, blobs: impl IntoIterator<Item = Id>) {
        if let Some(here) = &mut self.here {
            here.extend(blobs);
        }
    }

    /// Whether somebody waits to see one.
    pub(super) fn is_waited_for(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// What kind of network there is.
    pub(super) fn network(&self) -> NetworkKind {
        self.network
    }

    fn is_here(&self, blob: &Id) -> bool {
        self.here.as_ref().is_some_and(|here| here.contains(blob))
    }

    /// Whether pictures may travel by themselves now.
    fn may_travel(&self) -> bool {
        let wifi = match self.network {
            NetworkKind::Free => true,
            NetworkKind::Metered => false,
            NetworkKind::Untold => self.setting.untold_is_wifi,
        };
        self.pressed
            || match self.setting.way {
                PhotoWay::Auto => true,
                PhotoWay::Wifi => wifi,
                PhotoWay::Manual => false,
            }
    }

    /// A person wants everything tried now.
    pub(super) fn press(&mut self) {
        self.pressed = true;
        self.again.clear();
        self.full = None;
        self.room = None;
        (self.not_allowed_until_ms, self.no_room_until_ms, self.probe_ms) = (0, 0, 0);
    }

    /// Somebody wants to see these.
    fn want(&mut self, blobs: impl IntoIterator<Item = Id>, now_ms: u64) {
        for blob in blobs {
            if self.here.is_none() || self.is_here(&blob) {
                continue;
            }
            self.wanted.insert(blob);
            if let Some(again) = self.again.get_mut(&blob)
                && now_ms.saturating_sub(again.since_ms) >= NEWS_MS
            {
                again.at_ms = now_ms;
            }
        }
    }
}

impl Desk {
    /// What kind of network there is.
    pub fn network(&mut self, kind: NetworkKind) {
        if let Some(share) = &mut self.share {
            share.pictures.network = kind;
        }
    }

    /// Which blobs are on this machine, as [`PartDrive::List`] asks.
    pub fn give_list(&mut self, blobs: impl IntoIterator<Item = Id>) {
        if let Some(share) = &mut self.share {
            let lost = std::mem::take(&mut share.pictures.lost);
            share.pictures.settled = None;
            share.pictures.here = Some(blobs.into_iter().filter(|blob| !lost.contains(blob)).collect());
        }
    }

    /// How many bytes are left on the disk, as [`PartDrive::Room`] asks.
    pub fn give_room(&mut self, free: Option<u64>, now_ms: u64) {
        if let Some(share) = &mut self.share {
            share.pictures.room = Some((now_ms, free));
        }
    }

    /// The bytes of a blob, as [`PartDrive::Load`] asks; nothing if they are damaged or gone.
    pub fn give_blob(&mut self, id: Id, bytes: Option<Vec<u8>>) {
        if bytes.is_none() {
            self.lost_blob(&id);
        }
        if let Some(share) = &mut self.share {
            share.pictures.loaded.insert(id, bytes);
        }
    }

    /// The bytes of a blob are damaged, or not here: they are fetched again if the server has them.
    pub fn lost_blob(&mut self, id: &Id) {
        let Some(share) = &mut self.share else { return };
        share.pictures.settled = None;
        match &mut share.pictures.here {
            Some(here) => drop(here.remove(id)),
            None => drop(share.pictures.lost.insert(*id)),
        }
    }

    /// Takes note of the pictures that the rows name now.
    pub(crate) fn refresh_album(&mut self) {
        if let Some(share) = &mut self.share {
            share.pictures.album.refresh(&self.book, share.device.space());
        }
    }

    /// Whole pictures that came from other devices and can come again, the oldest first: on a full disk they give way to
    /// what a person writes. What was kept here stays here, sent or not.
    pub fn spare_blobs(&self) -> Vec<Id> {
        let Some(share) = &self.share else { return Vec::new() };
        let pictures = &share.pictures;
        let own = |agent: &sync::AgentId| share.device.members().same_person(&share.device.agent(), agent);
        let spare = |print: &&album::Print| {
            let blob = &print.whole.blob;
            let comes_again = print.whole.sealing == album::Sealing::Done && !pictures.waiting.contains_key(blob);
            comes_again && pictures.is_here(blob) && !own(&print.by)
        };
        pictures.album.prints.iter().rev().filter(spare).map(|print| print.whole.blob).collect()
    }

    /// These gave way: nothing is fetched by itself for a while.
    pub fn spared(&mut self, blobs: &[Id], now_ms: u64) {
        blobs.iter().for_each(|blob| self.lost_blob(blob));
        if let Some(share) = &mut self.share {
            share.pictures.no_room_until_ms = now_ms.saturating_add(heard::STUCK_MS);
        }
    }

    /// Whether a picture that is damaged here may be fetched again.
    pub(crate) fn may_come_again(&self) -> bool {
        self.share.is_some()
    }

    /// Somebody wants to see these blobs.
    pub(crate) fn want_blobs(&mut self, blobs: &[Id], now_ms: u64) {
        if let Some(share) = &mut self.share {
            share.pictures.want(blobs.iter().copied(), now_ms);
        }
    }
}
