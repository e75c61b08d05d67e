//! When does an invited device speak with the server, and what does an answer mean? Before there is a ledger to share, so
//! beside the [`Line`](crate::Line).

use sync::Rng;
use sync::proto::CODE_MESSAGE;

use super::invited::{Invited, Over};
use super::pake::ANSWER;
use crate::call::{Call, Heard, is_word};
use crate::invitation::Invitation;
use crate::trouble::Trouble;

/// How often the room is looked into.
const LOOK_MS: u64 = 2_000;
/// After a trouble: doubled each time, up to the longest.
const FIRST_WAIT_MS: u64 = 2_000;
const LONGEST_WAIT_MS: u64 = 30_000;
/// A call that is out is waited for.
const OUT_MS: u64 = 1_000;

/// A code on its way.
#[derive(Debug)]
pub struct Guest {
    kept: Invited,
    asked: Option<u32>,
    number: u32,
    wait_ms: u64,
    tries: u32,
    trouble: Option<Trouble>,
}

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub enum GuestNext {
    /// Send this.
    Ask(Call),
    /// Nothing before this moment, by this machine's clock.
    Wait(u64),
    /// Nothing more is asked.
    Over,
}

/// What an answer means.
#[derive(Debug, PartialEq, Eq)]
pub enum GuestNews {
    /// Nothing to be stored.
    Nothing,
    /// Store this, then say [`Guest::keep`] of it.
    Keep(Invited),
    /// The invitation: from here on everything is as with a link.
    Invitation(Invitation),
}

impl Guest {
    /// Goes on with what is stored.
    #[must_use]
    pub fn new(kept: Invited) -> Self {
        Self { kept, asked: None, number: 0, wait_ms: 0, tries: 0, trouble: None }
    }

    /// What is stored.
    #[must_use]
    pub fn kept(&self) -> &Invited {
        &self.kept
    }

    /// What was to be stored is.
    pub fn keep(&mut self, kept: Invited) {
        self.kept = kept;
        self.wait_ms = 0;
    }

    /// What stands in the way now; it passes by itself.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    /// The call that was handed out last was never sent.
    pub fn unsent(&mut self) {
        self.asked = None;
    }

    /// Nothing is asked before then: what was to be stored could not be.
    pub fn pause(&mut self, until_ms: u64) {
        self.wait_ms = until_ms;
    }

    /// What comes next.
    pub fn next(&mut self, rng: &mut dyn Rng, now_ms: u64) -> GuestNext {
        if self.kept.over(now_ms).is_some() {
            return GuestNext::Over;
        }
        if self.asked.is_some() {
            return GuestNext::Wait(now_ms + OUT_MS);
        }
        if now_ms < self.wait_ms && self.wait_ms - now_ms <= LONGEST_WAIT_MS {
            return GuestNext::Wait(self.wait_ms);
        }
        if self.number == 0 {
            // An answer to a call of an earlier guest is nobody's.
            let mut number = [0; 4];
            rng.fill(&mut number);
            self.number = u32::from_le_bytes(number) | 1;
        }
        self.number = self.number.wrapping_add(1);
        self.asked = Some(self.number);
        let (method, body) = match self.kept.proof() {
            None => ("POST", self.kept.message().to_vec()),
            Some(proof) => ("PUT", proof),
        };
        let path = format!("/v1/code/{:03}", self.kept.digits().room());
        GuestNext::Ask(Call { number: self.number, method, path, credential: None, body })
    }

    /// Takes in what came back for a call.
    pub fn heard(&mut self, number: u32, heard: Heard, now_ms: u64) -> GuestNews {
        if self.asked.take_if(|asked| *asked == number).is_none() {
            return GuestNews::Nothing;
        }
        let Heard::Answer { status, retry_after_s, body } = heard else {
            return self.later(Trouble::Offline, None, now_ms);
        };
        let over = |why| GuestNews::Keep(self.kept.ends(why));
        let news = match (self.kept.has_met(), status, body.as_slice()) {
            (false, 200 | 201, message) if message.len() == CODE_MESSAGE => GuestNews::Keep(self.kept.hears(message)),
            (true, 200, []) => {
                self.wait_ms = now_ms + LOOK_MS;
                GuestNews::Nothing
            }
            (true, 200, answer) if answer.len() == ANSWER => match self.kept.opens(answer) {
                Some(invitation) => GuestNews::Invitation(invitation),
                None => over(Over::Wrong),
            },
            // In the server's own words only: a network's sign-in page knows these numbers as well.
            (false, 404, body) if is_word(body, "not_found") => over(Over::Unknown),
            (true, 404, body) if is_word(body, "not_found") => over(Over::Expired),
            (_, 409, body) if is_word(body, "taken") => over(Over::Taken),
            (false, 410, body) if is_word(body, "over") => over(Over::Unknown),
            (true, 410, body) if is_word(body, "over") => over(Over::Wrong),
            (_, 429, _) => return self.later(Trouble::TooOften, retry_after_s, now_ms),
            (_, 408 | 425 | 500.., _) => return self.later(Trouble::Busy(status), retry_after_s, now_ms),
            _ => return self.later(Trouble::Portal, retry_after_s, now_ms),
        };
        (self.tries, self.trouble) = (0, None);
        news
    }

    fn later(&mut self, trouble: Trouble, after_s: Option<u32>, now_ms: u64) -> GuestNews {
        let doubled = FIRST_WAIT_MS.saturating_mul(1 << self.tries.min(10)).min(LONGEST_WAIT_MS);
        let asked = u64::from(after_s.unwrap_or(0)).saturating_mul(1_000).min(LONGEST_WAIT_MS);
        self.tries = self.tries.saturating_add(1);
        self.trouble = Some(trouble);
        self.wait_ms = now_ms.saturating_add(doubled.max(asked));
        GuestNews::Nothing
    }
}
