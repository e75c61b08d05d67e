//! A compartment was opened to this device whose payloads it was not given before: the log is fetched again.
//!
//! Meanwhile the device goes on as before: what it knows, writes and sends rests on the log it has read already. The log
//! it is shown now has to be the same, up to the same end; then the states are folded anew.

use std::sync::Arc;

use super::pull::Found;
use super::{Device, Pulled, Turn};
use crate::header::Kind;
use crate::log::{Alarm, Entry, Follower};
use crate::proto::{LogAsk, LogPage, MAX_PAGE_ENTRIES};

impl Device {
    /// What to ask the server for next.
    pub fn ask(&self, limit: u32) -> LogAsk {
        let most = limit.clamp(1, MAX_PAGE_ENTRIES as u32);
        let head = self.follower.head().seq;
        match &self.reread {
            None => LogAsk { since: head, limit: most, payloads_after: self.payloads_after },
            Some(reread) => {
                let since = reread.head().seq;
                let left = u32::try_from(head - since).unwrap_or(most);
                LogAsk { since, limit: most.min(left), payloads_after: 0 }
            }
        }
    }

    /// Reads the whole log again, because something of what is stored cannot be read: what is known of it stays, and what
    /// comes replaces what is stored. `None` while that is being done, and where there is no log yet.
    pub fn read_again_whole(&self) -> Option<Turn> {
        if self.reread.is_some() || self.follower.head().seq == 0 {
            return None;
        }
        let next = Device { reread: Some(Arc::new(Follower::new(self.space))), ..self.clone() };
        Some(Turn::new(self, next, Vec::new(), Vec::new()))
    }

    /// Goes on with a server that was set up anew: a person has seen [`Alarm::Generation`] and knows why. What it shows must
    /// still be the log that is known here.
    pub fn accept_generation(&self) -> Turn {
        let mut next = self.clone();
        for follower in [Some(&mut next.follower), next.reread.as_mut()].into_iter().flatten() {
            Arc::make_mut(follower).accept_generation();
        }
        Turn::new(self, next, Vec::new(), Vec::new())
    }

    /// Begins to read the log again from its beginning.
    pub(super) fn read_again(&mut self) {
        self.reread = Some(Arc::new(Follower::new(self.space)));
        let holes = std::mem::take(&mut self.holes);
        self.opening.extend(holes.into_iter().filter(|compartment| self.keys.newest(*compartment).is_some()));
        self.payloads_after = 0;
    }

    /// A page that was read before.
    pub(super) fn pull_again(&self, reread: &Follower, page: &LogPage) -> Pulled {
        if page.head.seq < self.follower.head().seq {
            // Said now, and not when all that is left was read: no page would bring any more.
            return Err(Alarm::Rollback { head: page.head.seq, had: self.follower.head().seq });
        }
        if self.follower.generation().is_some_and(|known| known != page.generation) {
            return Err(Alarm::Generation);
        }
        let (follower, mut entries) = reread.read(page)?;
        let (at, end) = (follower.head(), self.follower.head());
        if at.seq > end.seq {
            return Err(Alarm::Gap { after: end.seq });
        }
        // Page by page, not only at the end: what is handed back here replaces what is stored.
        if self.follower.hash_at(at.seq).is_some_and(|known| known != at.hash) {
            return Err(Alarm::Fork { seq: at.seq });
        }
        // Said at once, not at the end: a page that was taken in is not asked for again.
        let kept_back = |entry: &&Entry| {
            let header = entry.outside.header();
            entry.payload.is_none() && header.kind == Kind::Data && self.reads(header.compartment)
        };
        if let Some(entry) = entries.iter().find(kept_back) {
            return Err(Alarm::Withheld { seq: entry.seq });
        }
        let mut next = self.clone();
        let mut found = Found::default();
        for entry in &entries {
            // Only to see what is missing: the states are folded when the end is reached.
            next.fold_entry(entry, &mut found);
        }
        if at.seq == end.seq {
            if at.hash != end.hash {
                return Err(Alarm::Fork { seq: end.seq });
            }
            next.holes.retain(|compartment| !self.reads(*compartment));
            // The same log, and every place of it.
            next.follower = Arc::new(follower);
            next.reread = None;
            // With all this, nothing is left of what somebody new had to read.
            (next.arrival, next.payloads_after) = (None, 0);
            next.opening.clear();
            found.refold = true;
        } else {
            next.reread = Some(Arc::new(follower));
        }
        // A payload that does not come this time came before, or never.
        entries.retain(|entry| entry.payload.is_some());
        Ok(Turn::new(self, next, entries, Vec::new()).telling(Vec::new(), found.refold))
    }
}
