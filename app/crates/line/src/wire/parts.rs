//! The second lane: sealed parts of attachments and snapshots, and pages of the log's past, beside the log and after it.
//!
//! Parts travel while the log has nothing to say: a call for one never stands before a call for the log, and one that is
//! out already does not hold the log up. What a server says about a part says nothing about the log, so its troubles stay
//! here; only a token that is not accepted any more is the business of both. A page of the past is one of places that were
//! followed before, wanted for its payloads: it waits like a part.

use sync::Rng;
use sync::device::Device;
use sync::log::Alarm;
use sync::proto::{LogAsk, LogPage, part_id};

use super::{FIRST_WAIT_MS, HOLD_MS, LONGEST_ASKED_MS, LONGEST_WAIT_MS, Line, Step, Tip, Wish};
use crate::call::{Call, Heard, hex, is_word};
use crate::trouble::Trouble;

/// Parts are begun no faster than this: a server allows so many questions a minute, and the log needs its share of them.
const PACE_MS: u64 = 150;

/// The name of a part: the hash of its bytes.
pub type PartName = [u8; 32];

/// What is to be done with a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartErrand {
    /// It is to lie at the server.
    Put(PartName, Vec<u8>),
    /// It is to be fetched.
    Get(PartName),
    /// Not a part: this page of the log is to be fetched again.
    Read(LogAsk),
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartNews {
    /// It lies at the server.
    There(PartName),
    /// Its bytes, which are those of its name.
    Got(PartName, Vec<u8>),
    /// The page that was asked for. Whether it is true is for the device to say.
    Page(Box<LogPage>),
    /// The server does not have it.
    Absent(PartName),
    /// The server gave other bytes: nothing of them is kept.
    Wrong(PartName),
    /// The space's share of the server's disk is used up.
    Full {
        /// Bytes used.
        used: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// This member may not put parts.
    NotAllowed,
    /// The server does not take these bytes under this name.
    Refused(PartName),
    /// Not now; [`Line::part_trouble`] says why, and it is asked again.
    Later,
}

/// Whether a part may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartTurn {
    /// Now.
    Free,
    /// One is out.
    Speaking,
    /// The log has something to say first, or stands still.
    LogFirst,
    /// Not before this moment.
    At(u64),
}

#[derive(Clone, Copy, Debug)]
enum What {
    Put(PartName),
    Get(PartName),
    Read,
}

#[derive(Clone, Copy, Debug)]
struct Asked {
    number: u32,
    what: What,
}

/// What of the conversation is about parts.
#[derive(Debug, Default)]
pub(super) struct Parts {
    asked: Option<Asked>,
    wait_ms: u64,
    /// The next one is not begun before.
    pace_ms: u64,
    tries: u32,
    trouble: Option<Trouble>,
    /// The token was not accepted; a second time with a new one, somebody has to wait.
    denied: bool,
}

impl Parts {
    pub(super) fn hurry(&mut self) {
        *self = Parts { asked: self.asked, ..Parts::default() };
    }
}

impl Line {
    /// Whether a part may be asked for now.
    pub fn part_turn(&mut self, device: &Device, wish: Wish<'_>) -> PartTurn {
        let Parts { asked, wait_ms, pace_ms, .. } = &self.parts;
        let (asked, wait_ms) = (asked.is_some(), *wait_ms.max(pace_ms));
        self.lane_turn(device, wish, asked, wait_ms)
    }

    /// The same for any lane beside the log, by whether a call of it is out and until when it waits.
    pub(super) fn lane_turn(&mut self, device: &Device, wish: Wish<'_>, asked: bool, wait_ms: u64) -> PartTurn {
        let now = wish.now_ms;
        if asked {
            return PartTurn::Speaking;
        }
        // While a form is open the log is not even looked at, and there is nothing else to wait for.
        let even = self.step == Step::Rest || (self.step == Step::Pull && wish.hold && self.rounds.even_ms.is_some());
        if wish.joining || self.trouble.is_some() || self.asked.is_some() || self.has_unsent(device) || !even {
            return PartTurn::LogFirst;
        }
        if self.token.as_ref().is_none_or(|token| token.until_ms <= now) {
            // The log asks for the next one.
            self.wait_ms = 0;
            return PartTurn::At(now);
        }
        // A clock that was set back is no reason to wait for the time it showed.
        if now < wait_ms && wait_ms - now <= LONGEST_ASKED_MS { PartTurn::At(wait_ms) } else { PartTurn::Free }
    }

    /// Whether something was written here, or came by stick, that no server has seen yet.
    #[must_use]
    pub fn has_unsent(&self, device: &Device) -> bool {
        let any = !device.outbox().is_empty() || device.carried().next().is_some();
        any && self.sent != Some(Tip::of(device))
    }

    /// Asks about a part; to be sent at once. Whoever cannot send it says [`Line::unsent_part`].
    pub fn ask_part(&mut self, device: &Device, errand: PartErrand, now_ms: u64) -> Call {
        let part = |name: &PartName| format!("part/{}", hex(name));
        let (method, room, body, what) = match errand {
            PartErrand::Put(name, bytes) => ("PUT", part(&name), bytes, What::Put(name)),
            PartErrand::Get(name) => ("GET", part(&name), Vec::new(), What::Get(name)),
            PartErrand::Read(ask) => ("GET", format!("log?{}", ask.to_query()), Vec::new(), What::Read),
        };
        let path = self.address(device, &room);
        let call = self.call(method, path, body, true);
        self.parts.asked = Some(Asked { number: call.number, what });
        // Somebody new has nothing on the screen yet, and little else to ask.
        self.parts.pace_ms = if device.is_arriving() { 0 } else { now_ms.saturating_add(PACE_MS) };
        call
    }

    /// A page of the past was not what it should be: nothing more is taken from this server until somebody has looked.
    pub fn stopped(&mut self, alarm: Alarm, now_ms: u64) {
        self.stuck(alarm.into(), Wish { now_ms, ..Wish::default() });
    }

    /// Whether a call is the one about a part that is out.
    #[must_use]
    pub fn is_part(&self, number: u32) -> bool {
        self.parts.asked.is_some_and(|asked| asked.number == number)
    }

    /// The call about a part was never sent.
    pub fn unsent_part(&mut self) {
        self.parts.asked = None;
    }

    /// Why parts have to wait, if a server or a network says so.
    #[must_use]
    pub fn part_trouble(&self) -> Option<Trouble> {
        self.parts.trouble
    }

    /// What came back for a call about a part; nothing if it is an answer to no call that is out.
    pub fn heard_part(&mut self, number: u32, heard: Heard, now_ms: u64, rng: &mut dyn Rng) -> Option<PartNews> {
        let Asked { what, .. } = self.parts.asked.take_if(|asked| asked.number == number)?;
        let Heard::Answer { status, retry_after_s, body } = heard else {
            return Some(self.part_later(Trouble::Offline, None, now_ms, rng));
        };
        let news = match (status, what) {
            // A sign-in page says 200 as well: what leaves the queue here is sent by nobody again.
            (200 | 201, What::Put(name)) if body.is_empty() => PartNews::There(name),
            (200, What::Get(name)) if part_id(&body) == name => PartNews::Got(name, body),
            // A sign-in page is no wrong part of the server's.
            (200, What::Get(_)) if body.trim_ascii_start().first() == Some(&b'<') => {
                return Some(self.part_later(Trouble::Portal, retry_after_s, now_ms, rng));
            }
            (200, What::Get(name)) => PartNews::Wrong(name),
            (200, What::Read) => match LogPage::decode(&body) {
                Ok(page) => PartNews::Page(Box::new(page)),
                Err(_) => return Some(self.part_later(Trouble::Portal, retry_after_s, now_ms, rng)),
            },
            // A proxy that knows no such address says the same without the server's own words.
            (404, What::Get(name)) if is_word(&body, "not_found") => PartNews::Absent(name),
            (403, What::Put(_)) if is_word(&body, "forbidden") => PartNews::NotAllowed,
            (400 | 413, What::Put(name)) => PartNews::Refused(name),
            (507, What::Put(_)) => match (number_after(&body, "\"used\":"), number_after(&body, "\"limit\":")) {
                (Some(used), Some(limit)) => PartNews::Full { used, limit },
                _ => return Some(self.part_later(Trouble::Busy(status), retry_after_s, now_ms, rng)),
            },
            (401, _) if !self.parts.denied => {
                self.parts.denied = true;
                // The log finds out whether there will be another token; without one it is its trouble as well.
                self.token = None;
                self.wait_ms = 0;
                return Some(PartNews::Later);
            }
            (429, _) => return Some(self.part_later(Trouble::TooOften, retry_after_s, now_ms, rng)),
            (401 | 408 | 425 | 500.., _) => {
                return Some(self.part_later(Trouble::Busy(status), retry_after_s, now_ms, rng));
            }
            _ => return Some(self.part_later(Trouble::Portal, retry_after_s, now_ms, rng)),
        };
        self.parts = Parts { pace_ms: self.parts.pace_ms, ..Parts::default() };
        Some(news)
    }

    fn part_later(&mut self, trouble: Trouble, after_s: Option<u32>, now_ms: u64, rng: &mut dyn Rng) -> PartNews {
        let doubled = FIRST_WAIT_MS.saturating_mul(1 << self.parts.tries.min(10)).min(LONGEST_WAIT_MS);
        let mut chance = [0; 1];
        rng.fill(&mut chance);
        let spread = doubled / 4 * u64::from(chance[0]) / 255;
        let wait = (doubled + spread).max(u64::from(after_s.unwrap_or(0)) * 1000).max(HOLD_MS);
        self.parts.tries = self.parts.tries.saturating_add(1);
        self.parts.wait_ms = now_ms.saturating_add(wait);
        self.parts.trouble = Some(trouble);
        PartNews::Later
    }
}

/// The number behind a name in a refusal of the server.
pub(super) fn number_after(body: &[u8], name: &str) -> Option<u64> {
    let (_, rest) = std::str::from_utf8(body).ok()?.split_once(name)?;
    let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..digits)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_read_in_the_servers_own_words_only() {
        let check = |body: &str, expected: Option<(u64, u64)>| {
            let read = |name| number_after(body.as_bytes(), name);
            assert_eq!(read("\"used\":").zip(read("\"limit\":")), expected, "{body}");
        };
        check(r#"{"error":"full","used":7,"limit":8}"#, Some((7, 8)));
        check(r#"{"used":-7,"limit":8}"#, None);
        check(r#"{"used":99999999999999999999,"limit":8}"#, None);
        check("<html>507</html>", None);
        assert!(is_word(br#"{"error":"not_found"}"#, "not_found"));
        assert!(!is_word(b"<html>not_found</html>", "not_found"));
    }
}
