//! A server whose storage was set back gets again what it has lost, from a device that still has it.
//!
//! It is the same log if what the server shows as its end is a place that was passed here. Nothing is told that the server
//! did not know before. Whoever brings the rest back does it in the server's own words: the entries at their old places, with
//! their old times.

use sync::Rng;
use sync::admit::Refused;
use sync::device::Device;
use sync::log::{Entry, LogHead};
use sync::members::Role;
use sync::proto::{LogPage, MAX_PUSH_BYTES, MAX_PUSH_ENVELOPES, PushAnswer};

use super::heard::Told;
use super::{Asked, Line, News, Step, Wish};
use crate::call::Call;
use crate::trouble::{Stopped, Trouble};

/// A server that refuses as often is left to people.
pub(super) const TRIES: u32 = 3;

/// What a server that was set back has lost.
#[derive(Clone, Debug, Default)]
pub(super) struct Lost {
    /// Its end, a place of the log that is known here.
    pub(super) end: Option<LogHead>,
    /// Where it was when that was found out.
    pub(super) from: u64,
    pub(super) refused: u32,
    /// The server has nothing, and a person has said so.
    pub(super) anew: bool,
    /// How much the call that is out holds, and how much was taken so far.
    pub(super) batch: u64,
    pub(super) brought: u64,
}

impl Lost {
    /// Whether there is something to bring back.
    pub(super) fn is_known(&self) -> bool {
        self.end.is_some()
    }
}

impl Line {
    /// Whether a server is being given what it has lost, and the stored log is needed for it.
    #[must_use]
    pub fn brings_back(&self) -> bool {
        self.lost.is_known()
    }

    /// Whether the end that a server shows is one that was passed here, and this device may bring back what came after it.
    pub(super) fn may_bring_back(&mut self, device: &Device, end: &LogHead) -> bool {
        let passed = device.follower().hash_at(end.seq) == Some(end.hash) && end.seq > 0;
        let writes = device.members().member(&device.agent());
        let writes = writes.is_some_and(|member| member.is_active() && member.role >= Role::Editor);
        if !passed || !writes || self.lost.refused >= TRIES {
            return false;
        }
        let from = if self.lost.is_known() { self.lost.from } else { end.seq };
        (self.lost.end, self.lost.from) = (Some(*end), from);
        self.forget_taken();
        true
    }

    /// What to send of the stored log; nothing if what is missing there is not all here.
    pub fn bring_back(&mut self, device: &Device, log: &[Entry], wish: Wish<'_>) -> Option<Call> {
        let (end, head) = (self.lost.end?, device.follower().head());
        let known = log.iter().skip_while(|entry| entry.seq <= end.seq);
        let mut bytes = 0;
        let fits = known.take(MAX_PUSH_ENVELOPES).take_while(|entry| {
            let first = bytes == 0;
            bytes += entry.size();
            first || bytes <= MAX_PUSH_BYTES
        });
        let entries: Vec<Entry> = fits.cloned().collect();
        let follows = entries.iter().map(|entry| entry.seq).eq(end.seq + 1..=end.seq + entries.len() as u64);
        // A server that has nothing answers nobody from the first page on: nothing is begun that cannot be ended here.
        let first = if self.lost.anew && end.seq == 0 { log } else { &entries[..] };
        let whole = !entries.is_empty() && follows && first.iter().all(|entry| entry.payload.is_some());
        let whole = whole && (!self.lost.anew || log.last().map(|entry| entry.seq) == Some(head.seq));
        let generation = device.follower().generation().unwrap_or_default();
        if !whole {
            self.give_up(wish);
            return None;
        }
        self.lost.batch = entries.len() as u64;
        let (since, since_hash, server_ms) = (end.seq, end.hash, end.srv_ms);
        let body = LogPage { since, since_hash, head, generation, server_ms, entries }.encode();
        let call = match self.lost.anew {
            true => self.with_ticket("PUT", format!("/v1/spaces/{}", device.space()), body),
            false => self.call("POST", self.address(device, "refill"), body, true),
        };
        self.asked = Some((call.number, Asked::Refill));
        Some(call)
    }

    /// What the server says to it.
    pub(super) fn refilled(&mut self, device: &Device, told: &Told, wish: Wish<'_>, rng: &mut dyn Rng) -> News {
        if self.lost.anew {
            return self.brought_anew(device, told, wish, rng);
        }
        match (told.status, PushAnswer::decode(&told.body)) {
            (200, Ok(PushAnswer::Admitted { head, .. })) => {
                let known = device.follower();
                let further = self.lost.end.is_some_and(|end| head.seq > end.seq);
                if known.hash_at(head.seq) != Some(head.hash) || !further {
                    self.lost = Lost::default();
                    return self.stuck(Trouble::Stopped(Stopped::Another), wish);
                }
                if head.seq < known.head().seq {
                    self.lost.end = Some(head);
                    return News::Nothing;
                }
                self.step = Step::Pull;
                News::BroughtBack(head.seq - std::mem::take(&mut self.lost).from, None)
            }
            // Somebody else was quicker with a part of it: the log says how far it goes now.
            (_, Ok(PushAnswer::Refused(Refused::OtherLog { .. }))) => {
                (self.lost.end, self.lost.refused) = (None, self.lost.refused + 1);
                self.step = Step::Pull;
                News::Nothing
            }
            (_, Ok(PushAnswer::Refused(Refused::Rate { after_s }))) => {
                self.later(Trouble::TooOften, Some(after_s), wish, rng)
            }
            (_, Ok(PushAnswer::Refused(_))) => {
                self.give_up(wish);
                News::Nothing
            }
            // A server of an older build knows no such call.
            (404 | 405, Err(_)) => {
                self.give_up(wish);
                News::Nothing
            }
            _ => self.strange(told, wish, rng),
        }
    }

    /// It is left to people, or to another device.
    fn give_up(&mut self, wish: Wish<'_>) {
        let anew = std::mem::replace(&mut self.lost, Lost { refused: TRIES, ..Lost::default() }).anew;
        self.stuck(if anew { Trouble::NotWhole } else { Trouble::Stopped(Stopped::Shorter) }, wish);
    }
}
