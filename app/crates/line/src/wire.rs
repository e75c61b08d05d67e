//! The line itself: what is to be asked next.

mod ahead;
mod anew;
mod ear;
mod heard;
mod parts;
mod refill;
mod upward;
mod words;

use std::sync::Arc;

use sync::admit::Refused;
use sync::device::{Arrival, Device, Turn};
use sync::proto::{AuthAsk, MAX_PAGE_ENTRIES, PushAsk};
use sync::seal::Sealed;
use sync::{EnvelopeHash, Kind, Rng};

use self::ahead::{Ahead, Pushed, Tip};
use self::ear::Ear;
pub use self::ear::Listen;
use self::parts::Parts;
pub use self::parts::{PartErrand, PartName, PartNews, PartTurn};
use self::refill::Lost;
use self::upward::Upward;
pub use self::upward::{UpErrand, UpNews};
pub use self::words::{CodeNews, Errand, News, Next, Wish};
use crate::call::{Call, hex};
use crate::code::CodeErrand;
use crate::round::{Round, Rounds};
use crate::trouble::Trouble;

/// An even log is looked at again after this while.
const REST_MS: u64 = 5_000;
/// The same where the server says by itself that there is more.
const TOLD_REST_MS: u64 = 60_000;
/// After a socket that ended or was never open: doubled each time, up to the longest wait.
const FIRST_DEAF_MS: u64 = 30_000;
/// What two people wait for together is looked at more often.
const ERRAND_MS: u64 = 2_000;
/// After an answer about a short code that says nothing of it.
const CODE_WAIT_MS: u64 = 10_000;
/// After a trouble that passes: doubled each time, up to the longest.
const FIRST_WAIT_MS: u64 = 2_000;
const LONGEST_WAIT_MS: u64 = 300_000;
/// After one that needs a person: looked at once in a while, in case somebody else has put it right.
const STUCK_MS: u64 = 600_000;
/// While a form is open, whoever drives the line asks again after this.
const HOLD_MS: u64 = 1_000;
/// A token is renewed this long before it ends.
const EARLY_MS: u64 = 30_000;
/// No server is obeyed that asks for a longer wait.
const LONGEST_ASKED_MS: u64 = 3_600_000;
const PAGE: u32 = 500;
/// A log that has just been read to its end is looked at once more after this, where the server says if there is more.
const CONFIRM_MS: u64 = 200;

#[derive(Clone, Debug)]
enum Asked {
    Found,
    Challenge([u8; 32]),
    Prove,
    /// After this place.
    Log(u64),
    Push(Pushed),
    Refill,
    Errand(Errand),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Pull,
    Push,
    Rest,
}

#[derive(Clone, Debug)]
struct Token {
    text: String,
    until_ms: u64,
}

/// The conversation of one device with one server.
#[derive(Debug)]
pub struct Line {
    host: String,
    ticket: String,
    token: Option<Token>,
    founded: bool,
    ear: Ear,
    parts: Parts,
    upward: Upward,
    step: Step,
    asked: Option<(u32, Asked)>,
    number: u32,
    wait_ms: u64,
    tries: u32,
    errand_ms: u64,
    errand: usize,
    /// Why the request of this device is not taken: said only if it is not a member already, let in by a stick.
    unwanted: Option<Trouble>,
    refused: Option<Refused>,
    /// The whole log was seen since that refusal.
    looked: bool,
    ahead: Ahead,
    /// What there was when all of it was last sent.
    sent: Option<Tip>,
    /// The last envelope that the server said it took; the log must show it.
    admitted: Option<EnvelopeHash>,
    /// The same of the last push while a form was open: one is enough until something new is saved.
    held: Option<Tip>,
    lost: Lost,
    trouble: Option<Trouble>,
    round: Round,
    /// What became of earlier rounds.
    pub rounds: Rounds,
    unstored: bool,
}

impl Line {
    /// A line to a server, by the name it answers to; a ticket is needed where founding a space needs one.
    #[must_use]
    pub fn new(host: &str, ticket: &str, rounds: Rounds) -> Self {
        Self {
            host: host.to_owned(),
            ticket: ticket.to_owned(),
            token: None,
            founded: false,
            ear: Ear::default(),
            parts: Parts::default(),
            upward: Upward::default(),
            step: Step::Pull,
            asked: None,
            number: 0,
            wait_ms: 0,
            tries: 0,
            errand_ms: 0,
            errand: 0,
            unwanted: None,
            refused: None,
            looked: false,
            ahead: Ahead::default(),
            sent: None,
            admitted: None,
            held: None,
            lost: Lost::default(),
            trouble: None,
            round: Round::default(),
            rounds,
            unstored: false,
        }
    }

    /// What stands in the way now.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    /// Whether a call is out.
    #[must_use]
    pub fn is_speaking(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether the history of rounds has changed since it was last asked.
    pub fn take_unstored(&mut self) -> bool {
        std::mem::take(&mut self.unstored)
    }

    /// A person wants it to be tried at once.
    pub fn hurry(&mut self, ticket: Option<&str>) {
        if let Some(ticket) = ticket {
            ticket.clone_into(&mut self.ticket);
        }
        (self.wait_ms, self.tries, self.errand_ms, self.trouble, self.held) = (0, 0, 0, None, None);
        self.ear.hurry();
        self.parts.hurry();
        self.lost.hurry(ticket.is_some());
        self.upward.hurry();
        if self.step == Step::Rest {
            self.step = Step::Pull;
        }
    }

    /// What the last answer led to could not be kept: nothing more is asked before then.
    pub fn pause(&mut self, until_ms: u64) {
        (self.step, self.wait_ms, self.ahead) = (Step::Pull, until_ms, Ahead::default());
    }

    /// The call that was handed out last was never sent.
    pub fn unsent(&mut self) {
        (self.asked, self.held) = (None, None);
    }

    /// The server lost something, and that is known: nothing is said of what it took before.
    pub fn forget_taken(&mut self) {
        self.admitted = None;
    }

    /// What comes next. A call that is out is waited for.
    pub fn next(&mut self, device: &Device, wish: Wish<'_>, rng: &mut dyn Rng) -> Next {
        let now = wish.now_ms;
        // Kept with what is kept next, so that the days are counted across openings.
        self.unstored |= self.rounds.waiting(!device.outbox().is_empty(), now);
        if self.number == 0 {
            // An answer to a call of an earlier line is nobody's.
            let mut number = [0; 4];
            rng.fill(&mut number);
            self.number = u32::from_le_bytes(number) | 1;
        }
        if self.asked.is_some() {
            return Next::Wait(now + HOLD_MS);
        }
        let unsent = self.has_unsent(device);
        let errands_due = now >= self.errand_ms && !wish.errands.is_empty();
        // Rest is from the log of others; what was saved here, and what people wait for together, does not wait for it.
        let works = self.step == Step::Rest && (unsent || errands_due);
        // A clock that was set back is no reason to wait for the time it showed.
        if !works && now < self.wait_ms && self.wait_ms - now <= LONGEST_ASKED_MS {
            let errand = (self.step == Step::Rest && !wish.errands.is_empty()).then_some(self.errand_ms);
            return Next::Wait(errand.map_or(self.wait_ms, |errand_ms| errand_ms.min(self.wait_ms)));
        }
        let founding = device.outbox().first().filter(|_| !self.founded && device.follower().head().seq == 0);
        if let Some(founding) = founding.filter(|first| !wish.joining && first.header().kind == Kind::Members) {
            return self.ask_to_found(founding);
        }
        if errands_due && wish.joining {
            return self.do_errand(device, wish);
        }
        if self.lost.is_anew() {
            return Next::BringBack;
        }
        if self.token.as_ref().is_none_or(|token| token.until_ms <= now) {
            return self.ask_who(device, rng);
        }
        if errands_due {
            return self.do_errand(device, wish);
        }
        if self.lost.is_known() {
            return Next::BringBack;
        }
        match self.step {
            Step::Rest if unsent => (self.step, self.wait_ms) = (Step::Push, 0),
            Step::Rest => self.step = Step::Pull,
            Step::Pull | Step::Push => {}
        }
        if self.step == Step::Pull && wish.hold {
            if !unsent {
                return Next::Wait(now + HOLD_MS);
            }
            self.step = Step::Push;
        }
        if self.step == Step::Push {
            let end = Some(Tip::of(device));
            if wish.hold && self.held == end {
                return Next::Wait(now + HOLD_MS);
            }
            self.ahead = self.ahead.on(device);
            match device.plan_behind(self.ahead.envelopes, usize::MAX) {
                Some((batch, turn)) => {
                    self.held = end.filter(|_| wish.hold);
                    return self.ask_push(device, &batch, turn, now);
                }
                None => {
                    // What stays here has no way into the log as it stands, or not before it is read.
                    self.sent = end.filter(|_| self.ahead.envelopes == 0);
                    self.step = Step::Pull;
                    if wish.hold {
                        self.held = end;
                        return Next::Wait(now + HOLD_MS);
                    }
                }
            }
        }
        self.ahead = Ahead::default();
        // Without payloads a page holds as many entries as it may.
        let most = if device.arrival() == Some(Arrival::Following) { MAX_PAGE_ENTRIES as u32 } else { PAGE };
        let ask = device.ask(most);
        let query = ask.to_query();
        let call = self.call("GET", self.address(device, &format!("log?{query}")), Vec::new(), true);
        self.ask(call, Asked::Log(ask.since), None)
    }

    fn ask(&mut self, call: Call, asked: Asked, turn: Option<Box<Turn>>) -> Next {
        self.asked = Some((call.number, asked));
        Next::Ask(call, turn)
    }

    fn call(&mut self, method: &'static str, path: String, body: Vec<u8>, as_member: bool) -> Call {
        self.number = self.number.wrapping_add(1);
        let token = self.token.as_ref().filter(|_| as_member);
        let credential = token.map(|token| format!("Bearer {}", token.text));
        Call { number: self.number, method, path, credential, body }
    }

    fn address(&self, device: &Device, room: &str) -> String {
        format!("/v1/s/{}/{room}", device.space())
    }

    fn ask_to_found(&mut self, founding: &Sealed) -> Next {
        let body = PushAsk { envelopes: vec![founding.clone()] }.encode();
        let call = self.with_ticket("POST", "/v1/spaces".to_owned(), body);
        self.ask(call, Asked::Found, None)
    }

    /// What whoever runs the server has to allow.
    fn with_ticket(&mut self, method: &'static str, path: String, body: Vec<u8>) -> Call {
        let credential = (!self.ticket.is_empty()).then(|| format!("Ticket {}", self.ticket));
        Call { credential, ..self.call(method, path, body, false) }
    }

    fn ask_who(&mut self, device: &Device, rng: &mut dyn Rng) -> Next {
        let mut client_nonce = [0; 32];
        rng.fill(&mut client_nonce);
        let body = AuthAsk::Challenge { agent: device.agent(), client_nonce }.encode();
        let call = self.call("POST", self.address(device, "auth"), body, false);
        self.ask(call, Asked::Challenge(client_nonce), None)
    }

    fn ask_push(&mut self, device: &Device, batch: &[Arc<Sealed>], turn: Turn, now_ms: u64) -> Next {
        let last = batch.last().map(|sealed| sealed.hash()).unwrap_or_default();
        let whole = self.ahead.envelopes + batch.len() == device.outbox().len() + device.carried().count();
        let log = device.follower().head().seq;
        let size = Ahead { log, envelopes: batch.len(), since_ms: now_ms };
        let pushed = Pushed { end: whole.then(|| Tip::of(device)), last, size };
        let envelopes = batch.iter().map(|sealed| (**sealed).clone()).collect();
        let call = self.call("POST", self.address(device, "push"), PushAsk { envelopes }.encode(), true);
        self.ask(call, Asked::Push(pushed), Some(Box::new(turn)))
    }

    fn do_errand(&mut self, device: &Device, wish: Wish<'_>) -> Next {
        let errand = wish.errands.get(self.errand).or(wish.errands.first());
        let Some(errand) = errand.cloned() else { return Next::Wait(wish.now_ms + ERRAND_MS) };
        self.errand += 1;
        if self.errand >= wish.errands.len() {
            (self.errand, self.errand_ms) = (0, wish.now_ms + ERRAND_MS);
        }
        let (method, room, body) = match &errand {
            Errand::Leave(request) => ("PUT", format!("mail/{}", hex(&request.invite)), request.encode()),
            Errand::Number(id) => ("GET", format!("welcome/{}", hex(id)), Vec::new()),
            Errand::Look(id) => ("GET", format!("mail/{}", hex(id)), Vec::new()),
            Errand::Show(id, number) => ("PUT", format!("welcome/{}", hex(id)), number.to_vec()),
            Errand::Code(room, CodeErrand::Open(message)) => ("PUT", format!("code/{room:03}"), message.to_vec()),
            Errand::Code(room, CodeErrand::Look) => ("GET", format!("code/{room:03}"), Vec::new()),
            Errand::Code(room, CodeErrand::Answer(answer)) => ("POST", format!("code/{room:03}"), answer.clone()),
        };
        let as_member = matches!(errand, Errand::Look(_) | Errand::Show(..) | Errand::Code(..));
        let call = self.call(method, self.address(device, &room), body, as_member);
        self.ask(call, Asked::Errand(errand), None)
    }
}
