//! What an answer about a part means. Nothing of it is kept before the whole picture has opened under its seal.

use line::{Heard, PartNews};
use sync::RowId;

use super::album::seal_of;
use super::{Doing, Flop, PartsKeep, Progress};
use crate::Desk;
use crate::book::Dice;
use crate::message::Id;
use crate::step::{Keep, Now};

use super::super::SharedKeep;
use super::super::drive::quiet;

/// A server that is full, or does not take parts of this member, is asked again after this.
pub(super) const STUCK_MS: u64 = 600_000;

/// What an answer about a part leads to.
pub enum PartTaken {
    /// Nothing to be stored.
    Nothing,
    /// Store this.
    Keep(Box<Keep>),
    /// Store these bytes as a blob; then say [`Desk::arrived`] or [`Desk::not_stored`].
    Store(Id, Vec<u8>),
}

impl Desk {
    /// What came back for a call about a part.
    pub fn part_heard(&mut self, number: u32, heard: Heard, now: &Now) -> PartTaken {
        let Some(share) = self.share.as_mut() else { return PartTaken::Nothing };
        let news = share.line.heard_part(number, heard, now.ms, &mut Dice::apart(now, "part"));
        let Some(news) = news else { return PartTaken::Nothing };
        if share.snapshots.is_asking() {
            return self.snapshot_heard(news, now);
        }
        let Some(doing) = share.pictures.doing.take() else { return PartTaken::Nothing };
        let pictures = &mut share.pictures;
        match (news, doing) {
            (PartNews::There(_), Doing::Put { blob, last: true, .. }) => {
                pictures.again.remove(&blob);
                pictures.full = None;
                self.keep_parts(PartsKeep { gone: vec![blob], ..PartsKeep::default() })
            }
            (PartNews::There(_), Doing::Put { blob, progress, .. }) => {
                let progress = Progress { at: progress.at + 1, ..progress };
                pictures.doing = Some(Doing::Put { blob, progress, last: false });
                self.keep_parts(PartsKeep { waiting: vec![(blob, progress)], ..PartsKeep::default() })
            }
            (PartNews::Got(_, bytes), Doing::Get { blob, mut parts }) => {
                parts.push(bytes);
                self.got(blob, parts, now)
            }
            (PartNews::Absent(_), Doing::Get { blob, .. }) => self.flopped(blob, Flop::Absent, now),
            (PartNews::Wrong(_), Doing::Get { blob, .. }) => self.flopped(blob, Flop::Wrong, now),
            (PartNews::Refused(_), Doing::Put { blob, .. }) => self.flopped(blob, Flop::Refused, now),
            (PartNews::Full { used, limit }, _) => {
                pictures.full = Some((used, limit, now.ms.saturating_add(STUCK_MS)));
                PartTaken::Nothing
            }
            (PartNews::NotAllowed, _) => {
                pictures.not_allowed_until_ms = now.ms.saturating_add(STUCK_MS);
                PartTaken::Nothing
            }
            // Not now; or an answer of another kind than was asked for, which the line does not give.
            _ => PartTaken::Nothing,
        }
    }

    fn got(&mut self, blob: Id, parts: Vec<Vec<u8>>, now: &Now) -> PartTaken {
        let Some(share) = self.share.as_mut() else { return PartTaken::Nothing };
        let found = share.pictures.album.find(&blob).map(|(print, half)| (*print, half.field));
        let Some(seal) = found.and_then(|(print, field)| seal_of(&self.book, &print, field)) else {
            return PartTaken::Nothing;
        };
        if parts.len() < seal.parts().len() {
            share.pictures.doing = Some(Doing::Get { blob, parts });
            return PartTaken::Nothing;
        }
        match seal.open(share.device.space(), RowId(blob), &parts) {
            Ok(bytes) => PartTaken::Store(blob, bytes),
            Err(_) => self.flopped(blob, Flop::Wrong, now),
        }
    }

    /// Bytes that were fetched are on the disk.
    pub fn arrived(&mut self, blob: Id, now: &Now) -> Option<Box<Keep>> {
        let pictures = &mut self.share.as_mut()?.pictures;
        pictures.have([blob]);
        pictures.again.remove(&blob);
        pictures.news = true;
        if pictures.wanted.remove(&blob) {
            // Somebody waits for it.
            pictures.news_ms = 0;
        }
        let sent = pictures.waiting.contains_key(&blob);
        self.tell_fresh(now);
        // What came from the server need not be sent there.
        match self.keep_parts(PartsKeep { gone: vec![blob], ..PartsKeep::default() }) {
            PartTaken::Keep(keep) if sent => Some(keep),
            _ => None,
        }
    }

    /// Bytes that were fetched could not be stored; whether the disk had no room for them.
    pub fn not_stored(&mut self, blob: Id, full: bool, now: &Now) {
        let Some(share) = self.share.as_mut() else { return };
        if full {
            share.pictures.no_room_until_ms = now.ms.saturating_add(STUCK_MS);
        }
        self.flopped(blob, Flop::Absent, now);
    }

    /// A picture that somebody waits for is told of at once.
    fn tell_fresh(&mut self, now: &Now) {
        if let Some(share) = self.share.as_mut().filter(|share| share.pictures.news && share.pictures.news_ms == 0) {
            (share.pictures.news, share.pictures.news_ms) = (false, now.ms);
            self.book.version += 1;
        }
    }

    fn flopped(&mut self, blob: Id, why: Flop, now: &Now) -> PartTaken {
        if let Some(share) = self.share.as_mut() {
            let first = share.pictures.again.get(&blob).is_none_or(|again| again.why != why);
            share.pictures.flop(blob, why, now.ms);
            if first && share.pictures.wanted.contains(&blob) {
                // Somebody waits for it, and is told that it does not come yet.
                self.book.version += 1;
            }
        }
        PartTaken::Nothing
    }

    fn keep_parts(&self, parts: PartsKeep) -> PartTaken {
        let Some(share) = &self.share else { return PartTaken::Nothing };
        let kept = SharedKeep { parts, own: share.end(), ..SharedKeep::default() };
        PartTaken::Keep(quiet(kept))
    }
}
