//! Somebody new comes to a log that is long already.
//!
//! The log is *followed* first, to its end and without the payloads of data: places, authors and members are known at
//! first hand, and so are the words about snapshots. Then whoever holds the states says from which place on the payloads
//! are needed ([`Device::read_from`]): from that of a snapshot, or from the beginning. Those of the *tail* come first, and
//! until they are here nothing is shown and nothing written, for nobody has anything on the screen. Those before, the
//! *past*, come afterwards, while the device is at work; once they are here too, the snapshot can be compared with them.
//!
//! What is read here was followed before, so the hash of every place is known and no part of it has to be believed.

use super::pull::Found;
use super::{Device, Pulled, Turn};
use crate::header::Kind;
use crate::log::{Alarm, Entry};
use crate::proto::{LogAsk, LogPage, MAX_PAGE_ENTRIES};
use crate::wire::{Reader, WireError, put_number};

/// How far somebody who joins has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// The log is being followed without payloads.
    Following,
    /// Payloads are being read.
    Reading {
        /// Those that are needed before anything is shown.
        tail: Stretch,
        /// Those before it.
        past: Stretch,
    },
}

/// A part of the log, and how far it has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// Up to here.
    pub at: u64,
    /// Its end.
    pub end: u64,
}

impl Stretch {
    /// Whether nothing of it is left.
    pub fn is_read(&self) -> bool {
        self.at >= self.end
    }
}

impl Device {
    /// The same device, which will follow the log before it reads it.
    #[must_use]
    pub fn arriving(self) -> Self {
        Self { payloads_after: u64::MAX, arrival: Some(Arrival::Following), ..self }
    }

    /// The same device, which will read the log as it follows it; for one that has not begun.
    #[must_use]
    pub fn reading_at_once(self) -> Self {
        if self.follower.head().seq > 0 { self } else { Self { payloads_after: 0, arrival: None, ..self } }
    }

    /// How far it has come, if it is new.
    pub fn arrival(&self) -> Option<Arrival> {
        self.arrival
    }

    /// Whether it is so new that nothing can be shown.
    pub fn is_arriving(&self) -> bool {
        match self.arrival {
            None => false,
            Some(Arrival::Following) => true,
            Some(Arrival::Reading { tail, .. }) => !tail.is_read(),
        }
    }

    /// Whether a place of the log is known and its payload will yet be read for the states: until then it is not folded,
    /// for what was folded without ops is never folded again.
    pub fn is_unread(&self, seq: u64) -> bool {
        match self.arrival {
            None => false,
            Some(Arrival::Following) => true,
            Some(Arrival::Reading { tail, .. }) => tail.at < seq && seq <= tail.end,
        }
    }

    /// Whether every payload of the log is here, or will be without being asked for.
    pub fn has_read_all(&self) -> bool {
        match self.arrival {
            None => self.reread.is_none(),
            Some(Arrival::Following) => false,
            Some(Arrival::Reading { tail, past }) => tail.is_read() && past.is_read() && self.reread.is_none(),
        }
    }

    /// The log has been followed to its end: payloads after this place are needed now. Zero is everything, also when a
    /// snapshot that was to stand for the rest turns out not to be there. `None` where that makes no sense.
    pub fn read_from(&self, place: u64) -> Option<Turn> {
        let end = match self.arrival? {
            Arrival::Following => self.follower.head().seq,
            Arrival::Reading { tail, .. } if place == 0 => tail.end,
            Arrival::Reading { .. } => return None,
        };
        if place > end {
            return None;
        }
        let mut next = self.clone();
        next.payloads_after = end;
        // What it may not read did not come, and will have to if it is given that.
        next.holes.retain(|compartment| !self.reads(*compartment));
        let (tail, past) = (Stretch { at: place, end }, Stretch { at: 0, end: place });
        next.arrival = Some(Arrival::Reading { tail, past });
        Some(Turn::new(self, next, Vec::new(), Vec::new()).telling(Vec::new(), true))
    }

    /// What to ask the server for beside the log itself; nothing if all is here.
    pub fn ask_past(&self) -> Option<LogAsk> {
        let stretch = self.unread()?;
        let left = u32::try_from(stretch.end - stretch.at).unwrap_or(u32::MAX);
        Some(LogAsk { since: stretch.at, limit: left.min(MAX_PAGE_ENTRIES as u32), payloads_after: 0 })
    }

    /// Takes in a page that was asked for with [`Device::ask_past`].
    pub fn take_past(&self, page: &LogPage) -> Pulled {
        let (Some(Arrival::Reading { mut tail, mut past }), Some(stretch)) = (self.arrival, self.unread()) else {
            return Err(Alarm::Gap { after: self.follower.head().seq });
        };
        if page.head.seq < self.follower.head().seq {
            // Made before something that is known here by now: it says nothing of a server that was set back, nor of rights.
            return Ok(Turn::new(self, self.clone(), Vec::new(), Vec::new()));
        }
        let mut entries = self.follower.again(page, stretch.at)?;
        entries.truncate(usize::try_from(stretch.end - stretch.at).unwrap_or(usize::MAX));
        let kept_back = |entry: &&Entry| {
            let header = entry.outside.header();
            entry.payload.is_none() && header.kind == Kind::Data && self.reads(header.compartment)
        };
        if let Some(entry) = entries.iter().find(kept_back) {
            if page.head.seq > self.follower.head().seq {
                // Something that is not known here yet may have taken the right to read it: the log is asked first.
                return Ok(Turn::new(self, self.clone(), Vec::new(), Vec::new()));
            }
            return Err(Alarm::Withheld { seq: entry.seq });
        }
        let (mut next, mut found) = (self.clone(), Found::default());
        let mut folds: Vec<_> = entries.iter().map(|entry| next.fold_entry(entry, &mut found)).collect();
        for entry in entries.iter().filter(|entry| entry.payload.is_none()) {
            let header = entry.outside.header();
            if header.kind == Kind::Data {
                next.holes.insert(header.compartment);
            }
        }
        let read = stretch.at + entries.len() as u64;
        if tail.is_read() {
            past.at = read;
            // A snapshot stands for these.
            folds.clear();
        } else {
            tail.at = read;
        }
        // Without a snapshot there is nothing to be compared.
        let over = tail.is_read() && past.end == 0;
        next.arrival = (!over).then_some(Arrival::Reading { tail, past });
        // What it may not read is known already.
        entries.retain(|entry| entry.payload.is_some());
        Ok(Turn::new(self, next, entries, folds).telling(found.told, found.refold))
    }

    /// The snapshot has been compared with the past: this device is like any other.
    pub fn arrived(&self) -> Option<Turn> {
        self.arrival.filter(|_| self.has_read_all())?;
        let next = Device { arrival: None, ..self.clone() };
        Some(Turn::new(self, next, Vec::new(), Vec::new()))
    }

    /// What is to be read next.
    fn unread(&self) -> Option<Stretch> {
        let Some(Arrival::Reading { tail, past }) = self.arrival else { return None };
        [tail, past].into_iter().find(|stretch| !stretch.is_read())
    }
}

/// Behind the notes of a device; one that is not arriving has nothing there, as in an older build.
pub(super) fn put_arrival(out: &mut Vec<u8>, arrival: Option<Arrival>) {
    match arrival {
        None => {}
        Some(Arrival::Following) => out.push(1),
        Some(Arrival::Reading { tail, past }) => {
            out.push(2);
            [tail.at, tail.end, past.at, past.end].into_iter().for_each(|number| put_number(out, number));
        }
    }
}

pub(super) fn read_arrival(reader: &mut Reader<'_>) -> Result<Option<Arrival>, WireError> {
    if reader.left() == 0 {
        return Ok(None);
    }
    match reader.byte()? {
        1 => Ok(Some(Arrival::Following)),
        2 => {
            let tail = Stretch { at: reader.number()?, end: reader.number()? };
            let past = Stretch { at: reader.number()?, end: reader.number()? };
            Ok(Some(Arrival::Reading { tail, past }))
        }
        _ => Err(WireError::OutOfRange),
    }
}
