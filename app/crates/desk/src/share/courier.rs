//! Work on a stick: what no server has yet and the log as far as it is known, out as a file and in again.
//!
//! The file holds sealed envelopes as they would go to a server, and as they came from there: whoever finds the stick reads
//! nothing. Taking in the same file again changes nothing. A machine that never meets the server lives on these files: from
//! the log on them it learns what others wrote, that its own work was let in, and that keys have turned.

use sync::device::{LogOnStick, Stick, StickError};
use sync::log::Entry;
use sync::proto::LogPage;

use super::snapshots::is_missing;
use super::{Share, no};
use crate::Desk;
use crate::message::share::{LogTaken, ShareAnswer, Why};
use crate::step::{Keep, Now, Step};

/// So much of the log goes onto a stick, the newest part of it.
const MOST_LOG_BYTES: usize = 24 << 20;

impl Desk {
    pub(super) fn bundle(&mut self, now: &Now) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        let entries = if share.has_log() {
            let Some(entries) = self.entries.take() else { return Step::Log };
            entries
        } else {
            Vec::new()
        };
        let (stick, turn) = share.device.stick(share.log_for_stick(entries, now));
        let count = stick.bundle.envelopes.len() as u32;
        let log = stick.bundle.pages.iter().map(|page| page.entries.len() as u32).sum();
        if count == 0 && log == 0 {
            return no(Why::Nothing);
        }
        let name = format!("守学交换_{}.sxc", now.local_date());
        self.keep_turn(turn, ShareAnswer::Bundle { name, count, log, bytes: stick.encode() })
    }

    pub(super) fn import_bundle(&mut self, bytes: &[u8], now: &Now) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        let Ok(stick) = Stick::decode(bytes) else { return no(Why::BadFile) };
        let space = share.device.space();
        let logged = stick.bundle.pages.iter().flat_map(|page| &page.entries).map(|entry| entry.outside.header());
        let unsent = stick.bundle.envelopes.iter().map(|sealed| sealed.header());
        if logged.chain(unsent).any(|header| header.space != space) {
            return no(Why::OtherLedger);
        }
        let taken = match share.device.take_in(&stick, &mut crate::book::Dice::apart(now, "stick")) {
            Ok(taken) => taken,
            Err(StickError::Log(_)) => return no(Why::BadLog),
            Err(_) => return no(Why::Forged),
        };
        let log = match taken.log {
            LogOnStick::Nothing => LogTaken::Nothing,
            LogOnStick::Came(entries) => LogTaken::Came(entries as u32),
            LogOnStick::Later => LogTaken::Later,
            LogOnStick::Partial => LogTaken::Partial,
            LogOnStick::Unsigned => LogTaken::Unsigned,
        };
        let (new, left) = (taken.new as u32, taken.left as u32);
        // A stick may bring the news that somebody was shut out together with their work, so that comes first.
        let answered = move |desk: &mut Desk| {
            let offered = desk.take_offers(&stick.bundle.envelopes);
            ShareAnswer::Imported { log, new, left, offered }
        };
        if new == 0 && taken.turn.keep.entries.is_empty() {
            return Step::answer(answered(self));
        }
        let Some(share) = &mut self.share else { return no(Why::NotShared) };
        // What the log says here was not heard from the server.
        share.even = false;
        let kept = Self::shared_keep(share, taken.turn);
        let step = Step::from(Keep::shared(kept, Box::new(move |desk, _| answered(desk).into())));
        if matches!(log, LogTaken::Came(_)) { step.exchanged(now) } else { step }
    }
}

impl Share {
    /// Whether anything of a server's log is known here.
    fn has_log(&self) -> bool {
        let follower = self.device.follower();
        follower.generation().is_some() && follower.head().seq > 0
    }

    /// The newest part of the log, if all of it is here: what is damaged is being fetched again, and what a snapshot stands
    /// for has no payloads yet.
    fn log_for_stick(&self, mut entries: Vec<Entry>, now: &Now) -> Option<LogPage> {
        let (follower, head) = (self.device.follower(), self.device.follower().head());
        let generation = follower.generation()?;
        if !entries.iter().map(|entry| entry.seq).eq(1..=head.seq) {
            return None;
        }
        let mut bytes = 0;
        let fits = entries.iter().rev().take_while(|entry| {
            bytes += entry.size();
            bytes <= MOST_LOG_BYTES && !is_missing(self, entry)
        });
        let since = head.seq - fits.count() as u64;
        let since_hash = follower.hash_at(since)?;
        entries.retain(|entry| entry.seq > since);
        Some(LogPage { since, since_hash, head, generation, server_ms: now.ms, entries })
    }
}
