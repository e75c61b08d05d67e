//! The third lane: what an office hands up, what it takes in, and what is said of it. After the log, beside the parts.
//!
//! A school is no member of the space it reports to: what it leaves there, and what it asks of it, is proved by its
//! submission key inside the body. What the office itself asks goes with its own token. What has been handed in is out of
//! the queue only with the server's receipt for exactly those bytes.

use sync::device::Device;
use sync::proto::{AckPage, InboxPage, InboxPost, InboxReceipt};
use sync::{Rng, SpaceId};

use super::parts::number_after;
use super::{FIRST_WAIT_MS, HOLD_MS, LONGEST_WAIT_MS, Line, PartTurn, Wish};
use crate::call::{Call, Heard, is_word};
use crate::trouble::Trouble;

/// Calls of this lane are begun no faster than this.
const PACE_MS: u64 = 150;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpErrand {
    /// A submission is to be left at another office.
    Post(SpaceId, InboxPost),
    /// What was said of submissions is to be asked at another office: an [`AckAsk`](sync::proto::AckAsk), encoded.
    Acks(SpaceId, Vec<u8>),
    /// The schools whose submissions are taken here, as the server wants them.
    List(Vec<u8>),
    /// What came in after a place is to be fetched.
    Inbox(u64),
    /// A word about a submission is to be left for its school: an [`AckPost`](sync::proto::AckPost), encoded.
    Ack(Vec<u8>),
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpNews {
    /// The submission lies at the server.
    Delivered(InboxReceipt),
    /// What was said.
    Acks(AckPage),
    /// The list, or the word, lies at the server.
    Done,
    /// What came in.
    Page(InboxPage),
    /// The other office does not know this school yet, or its server does not.
    Unlisted,
    /// Another submission of this period and revision lies there, or no more is taken.
    Taken,
    /// The server's share for this is used up.
    Full {
        /// Bytes used.
        used: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// This member may not do that.
    NotAllowed,
    /// The server does not take these bytes.
    Refused,
    /// Not now; [`Line::up_trouble`] says why, and it is asked again.
    Later,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Post([u8; 32]),
    Acks,
    List,
    Inbox,
    Ack,
}

/// What of the conversation is about this lane.
#[derive(Debug, Default)]
pub(super) struct Upward {
    asked: Option<(u32, Kind)>,
    wait_ms: u64,
    pace_ms: u64,
    tries: u32,
    trouble: Option<Trouble>,
    denied: bool,
}

impl Upward {
    pub(super) fn hurry(&mut self) {
        *self = Upward { asked: self.asked, ..Upward::default() };
    }
}

impl Line {
    /// Whether something of this lane may be asked now.
    pub fn up_turn(&mut self, device: &Device, wish: Wish<'_>) -> PartTurn {
        let (asked, wait_ms) = (self.upward.asked.is_some(), self.upward.wait_ms.max(self.upward.pace_ms));
        self.lane_turn(device, wish, asked, wait_ms)
    }

    /// Asks; to be sent at once. Whoever cannot send it says [`Line::unsent_up`].
    pub fn ask_up(&mut self, device: &Device, errand: UpErrand, now_ms: u64) -> Call {
        let own = |room: &str| self.address(device, room);
        let (kind, method, path, body) = match errand {
            UpErrand::Post(county, post) => {
                (Kind::Post(post.name()), "POST", format!("/v1/inbox/{county}"), post.encode())
            }
            UpErrand::Acks(county, ask) => (Kind::Acks, "POST", format!("/v1/inbox/{county}/acks"), ask),
            UpErrand::List(list) => (Kind::List, "PUT", own("senders"), list),
            UpErrand::Inbox(since) => (Kind::Inbox, "GET", own(&format!("inbox?since={since}")), Vec::new()),
            UpErrand::Ack(ack) => (Kind::Ack, "PUT", own("ack"), ack),
        };
        let call = self.call(method, path, body, kind.is_own());
        self.upward.asked = Some((call.number, kind));
        self.upward.pace_ms = now_ms.saturating_add(PACE_MS);
        call
    }

    /// Whether a call is the one of this lane that is out.
    #[must_use]
    pub fn is_up(&self, number: u32) -> bool {
        self.upward.asked.is_some_and(|(asked, _)| asked == number)
    }

    /// The call of this lane was never sent.
    pub fn unsent_up(&mut self) {
        self.upward.asked = None;
    }

    /// What an answer led to could not be kept: nothing more is asked before then.
    pub fn pause_up(&mut self, until_ms: u64) {
        self.upward.wait_ms = until_ms;
    }

    /// Why this lane has to wait, if a server or a network says so.
    #[must_use]
    pub fn up_trouble(&self) -> Option<Trouble> {
        self.upward.trouble
    }

    /// What came back for a call of this lane; nothing if it is an answer to no call that is out.
    pub fn heard_up(&mut self, number: u32, heard: Heard, now_ms: u64, rng: &mut dyn Rng) -> Option<UpNews> {
        let (_, kind) = self.upward.asked.take_if(|(asked, _)| *asked == number)?;
        let Heard::Answer { status, retry_after_s, body } = heard else {
            return Some(self.up_later(Trouble::Offline, None, now_ms, rng));
        };
        let news = match (status, kind) {
            (200 | 201, _) => kind.read(&body),
            // A school that is not listed, and a space that is not there, hear the same.
            (401, Kind::Post(_) | Kind::Acks) if is_word(&body, "credential") => Some(UpNews::Unlisted),
            (403, _) if is_word(&body, "forbidden") => Some(UpNews::NotAllowed),
            (409, Kind::Post(_) | Kind::Ack) if is_word(&body, "taken") => Some(UpNews::Taken),
            (400, _) if is_word(&body, "malformed") => Some(UpNews::Refused),
            (413, _) if number_after(&body, "\"limit\":").is_some() => Some(UpNews::Refused),
            (507, _) => number_after(&body, "\"used\":")
                .zip(number_after(&body, "\"limit\":"))
                .map(|(used, limit)| UpNews::Full { used, limit }),
            _ => None,
        };
        if let Some(news) = news {
            self.upward = Upward { pace_ms: self.upward.pace_ms, ..Upward::default() };
            return Some(news);
        }
        Some(match status {
            401 if kind.is_own() && !self.upward.denied => {
                self.upward.denied = true;
                // The log finds out whether there will be another token; without one it is its trouble as well.
                (self.token, self.wait_ms) = (None, 0);
                UpNews::Later
            }
            429 => self.up_later(Trouble::TooOften, retry_after_s, now_ms, rng),
            401 | 408 | 425 | 500.. => self.up_later(Trouble::Busy(status), retry_after_s, now_ms, rng),
            _ => self.up_later(Trouble::Portal, retry_after_s, now_ms, rng),
        })
    }

    fn up_later(&mut self, trouble: Trouble, after_s: Option<u32>, now_ms: u64, rng: &mut dyn Rng) -> UpNews {
        let doubled = FIRST_WAIT_MS.saturating_mul(1 << self.upward.tries.min(10)).min(LONGEST_WAIT_MS);
        let mut chance = [0; 1];
        rng.fill(&mut chance);
        let spread = doubled / 4 * u64::from(chance[0]) / 255;
        let wait = (doubled + spread).max(u64::from(after_s.unwrap_or(0)) * 1000).max(HOLD_MS);
        self.upward.tries = self.upward.tries.saturating_add(1);
        self.upward.wait_ms = now_ms.saturating_add(wait);
        self.upward.trouble = Some(trouble);
        UpNews::Later
    }
}

impl Kind {
    /// Whether it is asked of this device's own space, as a member.
    fn is_own(self) -> bool {
        matches!(self, Kind::List | Kind::Inbox | Kind::Ack)
    }

    /// What a good answer says; a sign-in page says 200 as well, and is none.
    fn read(self, body: &[u8]) -> Option<UpNews> {
        match self {
            Kind::Post(name) => {
                let receipt = InboxReceipt::decode(body).ok().filter(|receipt| receipt.of == name);
                receipt.map(UpNews::Delivered)
            }
            Kind::Acks => AckPage::decode(body).ok().map(UpNews::Acks),
            Kind::List | Kind::Ack => body.is_empty().then_some(UpNews::Done),
            Kind::Inbox => InboxPage::decode(body).ok().map(UpNews::Page),
        }
    }
}
