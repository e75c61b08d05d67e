//! What comes next for snapshots, and whether pictures have to wait for it.
//!
//! Somebody new gets what can be shown first. Afterwards a word for others costs least, then the past is compared and read
//! unless somebody waits for a picture, and a snapshot for others is made last.

use line::PartTurn;

use crate::Desk;
use crate::share::drive::quiet;
use crate::share::{PartDrive, SharedKeep};
use crate::step::Now;

/// While a form is open, nothing is taken in.
const HOLD_MS: u64 = 1_000;
/// A disk without room for the past is asked again after this.
const ROOM_MS: u64 = 60_000;

/// What comes next for snapshots.
pub(in crate::share) enum Next {
    /// This.
    Do(PartDrive),
    /// Nothing before this moment, if there is one; pictures may have their turn.
    Idle(Option<u64>),
}

impl Desk {
    /// What comes next for snapshots.
    pub(in crate::share) fn drive_snapshots(&mut self, turn: PartTurn, now: &Now) -> Next {
        let Some(share) = self.share.as_mut() else { return Next::Idle(None) };
        let (held, arriving) = (now.ms < share.hold_until_ms, share.device.is_arriving() || share.has_sunk());
        match turn {
            PartTurn::Free => share.snapshots.doing = None,
            PartTurn::At(at_ms) if arriving => return Next::Do(PartDrive::Wait(at_ms)),
            PartTurn::Speaking | PartTurn::LogFirst if arriving => return Next::Do(PartDrive::Off),
            _ => return Next::Idle(None),
        }
        if std::mem::take(&mut share.snapshots.torn)
            && let Some(turn) = share.device.read_again_whole()
        {
            return Next::Do(PartDrive::Keep(quiet(Self::shared_keep(share, turn))));
        }
        if let Some(next) = self.tidy_shelf(now) {
            return Next::Do(next);
        }
        if arriving && held {
            return Next::Do(PartDrive::Wait(now.ms + HOLD_MS));
        }
        if arriving {
            return Next::Do(self.drive_arrival(now).unwrap_or(PartDrive::Off));
        }
        let vouch_ms = match self.drive_vouch(now) {
            Next::Idle(at_ms) => at_ms,
            next => return next,
        };
        let rest = match self.drive_check(now) {
            Some(next) => Next::Do(next),
            None => self.drive_past(now),
        };
        match (rest, vouch_ms) {
            (Next::Idle(at_ms), Some(vouch_ms)) => {
                Next::Idle(Some(at_ms.map_or(vouch_ms, |at_ms| at_ms.min(vouch_ms))))
            }
            (rest, _) => rest,
        }
    }

    /// The past, then snapshots for others.
    fn drive_past(&mut self, now: &Now) -> Next {
        let Some(share) = &self.share else { return Next::Idle(None) };
        if share.device.arrival().is_none() {
            return self.drive_making(now);
        }
        if let Some(turn) = share.device.arrived().filter(|_| !share.snapshots.stands()) {
            // The whole log is here, and what was stood on is not: there is nothing to compare.
            let kept = SharedKeep { refold: true, ..Self::shared_keep(share, turn) };
            return Next::Do(PartDrive::Keep(quiet(kept)));
        }
        if now.ms < share.hold_until_ms {
            return Next::Idle(Some(now.ms + HOLD_MS));
        }
        if share.pictures.is_waited_for() {
            return Next::Idle(None);
        }
        match share.pictures.has_room(false, now.ms) {
            Some(true) => self.drive_arrival(now).map_or(Next::Idle(None), Next::Do),
            // What a person writes must find room.
            Some(false) => Next::Idle(Some(now.ms + ROOM_MS)),
            None => Next::Do(PartDrive::Room),
        }
    }

    /// What is only to be noted: parts that are of no use any more, and what a person should hear of.
    fn tidy_shelf(&mut self, now: &Now) -> Option<PartDrive> {
        let share = self.share.as_ref()?;
        if !share.snapshots.unsaid.is_empty() {
            let mut shelf = share.snapshots.shelf.clone();
            share.snapshots.unsaid.iter().for_each(|doubt| shelf.doubt(*doubt, now.ms));
            return Some(self.keep_shelf(shelf));
        }
        let leftover = &share.snapshots.shelf.leftover;
        let idle = share.snapshots.loading.is_none();
        (idle && !leftover.is_empty()).then(|| PartDrive::Drop(leftover.clone()))
    }

    /// Parts that [`PartDrive::Drop`] named are gone from the disk.
    pub fn dropped(&self) -> Option<Box<crate::step::Keep>> {
        let mut shelf = self.share.as_ref()?.snapshots.shelf.clone();
        shelf.leftover.clear();
        match self.keep_shelf(shelf) {
            PartDrive::Keep(keep) => Some(keep),
            _ => None,
        }
    }

    pub(super) fn keep_shelf(&self, shelf: super::Shelf) -> PartDrive {
        let Some(share) = &self.share else { return PartDrive::Off };
        let kept = SharedKeep { shelf: Some(shelf), own: share.end(), ..SharedKeep::default() };
        PartDrive::Keep(quiet(kept))
    }
}
