//! What comes next beside the log: snapshots, then pictures, which are sealed, sent, fetched, or wait.
//!
//! What somebody wants to see goes first. Then small pictures before whole ones and what goes out before what comes in,
//! the newest first: a machine that breaks tomorrow has sent what is nowhere else.

use line::{Call, PartErrand, PartTurn};
use sync::RowId;
use sync::members::Role;

use super::super::snapshots::Next;
use super::album::{Half, Print, Sealing, seal_of};
use super::{Again, Doing, Flop, NEWS_MS, Pictures, Progress, SMALL_ROOM, WHOLE_ROOM};
use crate::Desk;
use crate::message::Id;
use crate::step::{Keep, Now};

/// What the disk has left is asked again after this.
const ROOM_MS: u64 = 10_000;
/// Between two questions for something the server did not have.
const PROBE_MS: u64 = 2_000;
/// A clock that was set back is no reason to wait for the time it showed.
const LONGEST_MS: u64 = 3_600_000;

/// What comes next for pictures.
pub enum PartDrive {
    /// Nothing, until something happens here.
    Off,
    /// Nothing before this moment.
    Wait(u64),
    /// List the blobs of this machine, give them with [`Desk::give_list`], then drive on.
    List,
    /// Ask how much room is left, give it with [`Desk::give_room`], then drive on.
    Room,
    /// Load these blobs, give each with [`Desk::give_blob`], then drive on.
    Load(Vec<Id>),
    /// Load the log that is stored, give it with [`Desk::give_past`], then drive on.
    Log,
    /// Drop these blobs, say [`Desk::dropped`], then drive on.
    Drop(Vec<Id>),
    /// Store this, then drive on.
    Keep(Box<Keep>),
    /// Send this. If it cannot be sent, say [`Desk::unsent_part`].
    Call(Call),
}

/// What can be done about one blob.
enum Job {
    Put(Print, Half),
    Get(Print, Half),
    Room,
}

impl Desk {
    /// What comes next for the snapshots and pictures of a shared ledger. To be asked when [`Desk::drive`] waits.
    pub fn drive_parts(&mut self, now: &Now) -> PartDrive {
        let Some(share) = self.share.as_mut() else { return PartDrive::Off };
        if share.refold || share.facts.joining.is_some() {
            return PartDrive::Off;
        }
        let wish = share.wish(&[], now.ms);
        let turn = share.line.part_turn(&share.device, wish);
        let snapshot_ms = match self.drive_snapshots(turn, now) {
            Next::Do(next) => return next,
            Next::Idle(at_ms) => at_ms,
        };
        let next = self.drive_pictures(turn, now);
        match (next, snapshot_ms) {
            (PartDrive::Off, Some(at_ms)) => PartDrive::Wait(at_ms),
            (PartDrive::Wait(own_ms), Some(at_ms)) => PartDrive::Wait(own_ms.min(at_ms)),
            (next, _) => next,
        }
    }

    fn drive_pictures(&mut self, turn: PartTurn, now: &Now) -> PartDrive {
        let Some(share) = self.share.as_mut() else { return PartDrive::Off };
        share.pictures.album.refresh(&self.book, share.device.space());
        if share.pictures.here.is_none() {
            return PartDrive::List;
        }
        let next = match turn {
            PartTurn::Speaking | PartTurn::LogFirst => return PartDrive::Off,
            PartTurn::At(at_ms) => PartDrive::Wait(at_ms),
            PartTurn::Free => PartDrive::Off,
        };
        let sealing = match self.seal_older(now) {
            Some(PartDrive::Wait(at_ms)) => Some(at_ms),
            Some(sealing) => return sealing,
            None => None,
        };
        let next = match next {
            PartDrive::Wait(at_ms) => PartDrive::Wait(at_ms),
            _ => self.next_part(now),
        };
        let next = match (next, sealing) {
            (PartDrive::Off, Some(seal_ms)) => PartDrive::Wait(seal_ms),
            (PartDrive::Wait(at_ms), Some(seal_ms)) => PartDrive::Wait(at_ms.min(seal_ms)),
            (next, _) => next,
        };
        let rests = match next {
            PartDrive::Off => true,
            PartDrive::Wait(at_ms) => at_ms > now.ms + NEWS_MS,
            _ => false,
        };
        self.tell_news(now, rests);
        next
    }

    fn next_part(&mut self, now: &Now) -> PartDrive {
        let Some(share) = self.share.as_mut() else { return PartDrive::Off };
        let pictures = &mut share.pictures;
        if let Some(doing) = pictures.doing.take() {
            // More parts of the same, unless it is not needed any more.
            let (Doing::Put { blob, .. } | Doing::Get { blob, .. }) = &doing;
            let found = pictures.album.find(blob).map(|(print, half)| (*print, half));
            match (found, doing) {
                (Some((print, half)), Doing::Get { parts, .. }) if !parts.is_empty() => {
                    return self.get(print, half, parts, now);
                }
                (Some((print, half)), Doing::Put { blob, .. }) if pictures.waiting.contains_key(&blob) => {
                    return self.put(print, half, now);
                }
                _ => {}
            }
        }
        if pictures.settled == Some(pictures.album.version) && pictures.waiting.is_empty() {
            pictures.pressed = false;
            return PartDrive::Off;
        }
        let me = share.device.members().member(&share.device.agent());
        let puts = me.is_some_and(|me| me.is_active() && me.role >= Role::Editor);
        match pictures.job(puts, now.ms) {
            Ok(Some(Job::Room)) => PartDrive::Room,
            Ok(Some(Job::Put(print, half))) => self.put(print, half, now),
            Ok(Some(Job::Get(print, half))) => {
                if share.pictures.again.contains_key(&half.blob) {
                    share.pictures.probe_ms = now.ms + PROBE_MS;
                }
                self.get(print, half, Vec::new(), now)
            }
            Ok(None) => {
                pictures.pressed = false;
                pictures.settled = pictures.is_complete().then_some(pictures.album.version);
                PartDrive::Off
            }
            Err(at_ms) => {
                // What is left is not to be had now: the press was for what is.
                pictures.pressed = false;
                PartDrive::Wait(at_ms)
            }
        }
    }

    fn put(&mut self, print: Print, half: Half, now: &Now) -> PartDrive {
        let Some(share) = self.share.as_mut() else { return PartDrive::Off };
        let pictures = &mut share.pictures;
        let bytes = match pictures.loaded.get(&half.blob) {
            Some(Some(bytes)) => bytes,
            // Damaged here: it is not at home any more, and is fetched if the server has it.
            Some(None) => {
                pictures.loaded.clear();
                return PartDrive::Wait(0);
            }
            None => return PartDrive::Load(vec![half.blob]),
        };
        let seal = seal_of(&self.book, &print, half.field);
        let fresh = seal.as_ref().map(Progress::of).unwrap_or_default();
        let known = pictures.waiting.get(&half.blob).copied().unwrap_or_default();
        let progress = if known.seal == fresh.seal { known } else { fresh };
        let at = progress.at as usize;
        let part = seal.as_ref().and_then(|seal| seal.part(RowId(half.blob), bytes, at).ok().zip(seal.parts().get(at)));
        let last = seal.as_ref().is_some_and(|seal| at + 1 == seal.parts().len());
        let Some((part, name)) = part else {
            // These bytes are not those that the seal names: nobody could open them.
            pictures.loaded.clear();
            pictures.flop(half.blob, Flop::Refused, now.ms);
            return PartDrive::Wait(0);
        };
        if last {
            pictures.loaded.clear();
        }
        pictures.doing = Some(Doing::Put { blob: half.blob, progress, last });
        PartDrive::Call(share.line.ask_part(&share.device, PartErrand::Put(*name, part), now.ms))
    }

    fn get(&mut self, print: Print, half: Half, parts: Vec<Vec<u8>>, now: &Now) -> PartDrive {
        let Some(share) = self.share.as_mut() else { return PartDrive::Off };
        let seal = seal_of(&self.book, &print, half.field);
        let Some(name) = seal.as_ref().and_then(|seal| seal.parts().get(parts.len())) else { return PartDrive::Off };
        share.pictures.doing = Some(Doing::Get { blob: half.blob, parts });
        PartDrive::Call(share.line.ask_part(&share.device, PartErrand::Get(*name), now.ms))
    }

    /// Whether a call is one about a part.
    pub fn is_part(&self, number: u32) -> bool {
        self.share.as_ref().is_some_and(|share| share.line.is_part(number))
    }

    /// The call about a part was not sent.
    pub fn unsent_part(&mut self) {
        if let Some(share) = &mut self.share {
            share.line.unsent_part();
            if !share.snapshots.unsent() {
                share.pictures.doing = None;
            }
        }
    }

    /// Lets pages know of pictures that came, at once when nothing more is on its way.
    fn tell_news(&mut self, now: &Now, rests: bool) {
        let Some(share) = self.share.as_mut() else { return };
        let pictures = &mut share.pictures;
        if pictures.news && (rests || now.ms.abs_diff(pictures.news_ms) >= NEWS_MS) {
            (pictures.news, pictures.news_ms) = (false, now.ms);
            self.book.version += 1;
        }
    }
}

impl Pictures {
    /// What is to be done now; nothing, or not before a moment.
    fn job(&self, puts: bool, now_ms: u64) -> Result<Option<Job>, u64> {
        let travels = self.may_travel();
        let mut soonest: Option<u64> = None;
        let mut ready = |blob: &Id| match self.again.get(blob) {
            Some(again) if now_ms < again.at_ms && again.at_ms - now_ms <= LONGEST_MS => {
                soonest = Some(soonest.map_or(again.at_ms, |at| at.min(again.at_ms)));
                false
            }
            Some(_) if now_ms < self.probe_ms && self.probe_ms - now_ms <= LONGEST_MS => {
                soonest = Some(soonest.map_or(self.probe_ms, |at| at.min(self.probe_ms)));
                false
            }
            _ => true,
        };
        let open = |until_ms: u64| now_ms >= until_ms || until_ms - now_ms > LONGEST_MS;
        let absent = |half: &Half| half.sealing == Sealing::Done && !self.is_here(&half.blob);
        for blob in &self.wanted {
            if let Some((print, half)) = self.album.find(blob).filter(|(_, half)| absent(half))
                && ready(blob)
            {
                return Ok(Some(Job::Get(*print, half)));
            }
        }
        let puts = puts && open(self.not_allowed_until_ms) && self.full.is_none_or(|(.., until_ms)| open(until_ms));
        for small in [true, false] {
            let half = |print: &Print| if small { print.small } else { Some(print.whole) };
            for print in self.album.prints.iter().filter(|_| travels && puts) {
                let Some(half) = half(print) else { continue };
                let sealed = half.sealing == Sealing::Done && self.waiting.contains_key(&half.blob);
                if sealed && self.is_here(&half.blob) && ready(&half.blob) {
                    return Ok(Some(Job::Put(*print, half)));
                }
            }
            for print in self.album.prints.iter().filter(|print| travels && print.counts) {
                let Some(half) = half(print).filter(absent) else { continue };
                if !ready(&half.blob) {
                    continue;
                }
                match self.has_room(small, now_ms) {
                    Some(true) => return Ok(Some(Job::Get(*print, half))),
                    Some(false) => break,
                    None => return Ok(Some(Job::Room)),
                }
            }
        }
        soonest.map_or(Ok(None), Err)
    }

    /// Whether every picture that others can send is here.
    fn is_complete(&self) -> bool {
        let absent = |half: Half| half.sealing == Sealing::Done && !self.is_here(&half.blob);
        !self.album.prints.iter().filter(|print| print.counts).any(|print| print.halves().any(absent))
    }

    /// Whether the disk has room for pictures that nobody asked for; nothing if that has to be asked.
    pub(in crate::share) fn has_room(&self, small: bool, now_ms: u64) -> Option<bool> {
        let fresh = self.room.is_some_and(|(asked_ms, _)| now_ms.abs_diff(asked_ms) < ROOM_MS);
        // A disk that has just refused need not be asked.
        self.last_room(small, now_ms).filter(|_| fresh || self.was_refused(now_ms))
    }

    fn was_refused(&self, now_ms: u64) -> bool {
        now_ms < self.no_room_until_ms && self.no_room_until_ms - now_ms <= LONGEST_MS
    }

    /// The same by what the disk said last.
    pub(super) fn last_room(&self, small: bool, now_ms: u64) -> Option<bool> {
        if self.was_refused(now_ms) {
            return Some(false);
        }
        let (_, free) = self.room?;
        Some(free.is_none_or(|free| free >= if small { SMALL_ROOM } else { WHOLE_ROOM }))
    }

    /// Something did not work: it is tried again later, each time a longer while later.
    pub(super) fn flop(&mut self, blob: Id, why: Flop, now_ms: u64) {
        let tries = self.again.get(&blob).filter(|again| again.why == why).map_or(0, |again| again.tries + 1);
        let (first, longest) = match why {
            Flop::Absent => (2_000, 600_000),
            Flop::Wrong | Flop::Refused => (60_000, 1_800_000),
        };
        let wait = (first << tries.min(16)).min(longest);
        self.again.insert(blob, Again { why, tries, since_ms: now_ms, at_ms: now_ms.saturating_add(wait) });
    }
}
