//! The line itself: what is to be asked next.

mod ear;
mod heard;

use std::sync::Arc;

use sync::admit::Refused;
use sync::device::{Device, Turn};
use sync::members::{InviteId, JoinRequest};
use sync::proto::{AuthAsk, PushAsk};
use sync::seal::Sealed;
use sync::{EnvelopeHash, Kind, Rng};

use self::ear::Ear;
pub use self::ear::Listen;
use crate::call::{Call, hex};
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

/// What one device has to tell another, through a mailbox of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// The request of somebody who was invited, to be left.
    Leave(JoinRequest),
    /// Whether the inviting device has shown its number.
    Number(InviteId),
    /// Whether somebody has answered an invitation of ours.
    Look(InviteId),
    /// Our number, for whoever was invited.
    Show(InviteId, [u8; 32]),
}

/// What whoever drives the line wants of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish<'a> {
    /// To be done before anything else, each again and again until it is not wanted any more.
    pub errands: &'a [Errand],
    /// This device is not a member yet, and waits to be let in.
    pub joining: bool,
    /// A form is open: nothing is to be taken in.
    pub hold: bool,
    /// This machine's time.
    pub now_ms: u64,
}

/// What comes next.
#[derive(Debug)]
pub enum Next {
    /// Store the turn if there is one, then send the call. If it cannot be stored, say [`Line::unsent`].
    Ask(Call, Option<Box<Turn>>),
    /// Nothing before this moment, by this machine's clock, unless something happens here.
    Wait(u64),
}

/// What an answer means for the device. Store and fold the turn; then go on.
#[derive(Debug)]
pub enum News {
    /// Nothing to be done.
    Nothing,
    /// A page of the log, or what follows from a refusal.
    Turn(Box<Turn>),
    /// The log is even and everything is there.
    Even,
    /// The request of this device lies in the mailbox.
    Delivered,
    /// The number of the inviting device.
    Number([u8; 32]),
    /// Somebody has answered an invitation of ours.
    Requested(JoinRequest),
    /// Our number lies in the mailbox.
    Shown(InviteId),
    /// This device was let in.
    LetIn,
}

#[derive(Clone, Debug)]
enum Asked {
    Found,
    Challenge([u8; 32]),
    Prove,
    Log,
    /// With the end of the own chain, if everything up to there was in it.
    Push(Option<EnvelopeHash>),
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
    step: Step,
    asked: Option<(u32, Asked)>,
    number: u32,
    wait_ms: u64,
    tries: u32,
    errand_ms: u64,
    errand: usize,
    refused: Option<Refused>,
    /// The whole log was seen since that refusal.
    looked: bool,
    /// The end of the own chain when everything up to there was last sent.
    sent: Option<EnvelopeHash>,
    /// The same of the last push that the server said it took; the log must show it.
    admitted: Option<EnvelopeHash>,
    /// The same of the last push while a form was open: one is enough until something new is saved.
    held: Option<EnvelopeHash>,
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
            step: Step::Pull,
            asked: None,
            number: 0,
            wait_ms: 0,
            tries: 0,
            errand_ms: 0,
            errand: 0,
            refused: None,
            looked: false,
            sent: None,
            admitted: None,
            held: None,
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
        (self.wait_ms, self.tries, self.errand_ms, self.trouble) = (0, 0, 0, None);
        self.ear.hurry();
        if self.step == Step::Rest {
            self.step = Step::Pull;
        }
    }

    /// What the last answer led to could not be kept: nothing more is asked before then.
    pub fn pause(&mut self, until_ms: u64) {
        (self.step, self.wait_ms) = (Step::Pull, until_ms);
    }

    /// The call that was handed out last was never sent.
    pub fn unsent(&mut self) {
        self.asked = None;
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
        let unsent = !device.outbox().is_empty() && self.sent != Some(device.own_head().hash);
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
        if self.token.as_ref().is_none_or(|token| token.until_ms <= now) {
            return self.ask_who(device, rng);
        }
        if errands_due {
            return self.do_errand(device, wish);
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
            let end = Some(device.own_head().hash);
            if wish.hold && self.held == end {
                return Next::Wait(now + HOLD_MS);
            }
            match device.plan(usize::MAX) {
                Some((batch, turn)) => {
                    self.held = end.filter(|_| wish.hold);
                    return self.ask_push(device, &batch, turn);
                }
                None => {
                    // What stays here has no way into the log as it stands.
                    self.sent = end;
                    self.step = Step::Pull;
                    if wish.hold {
                        return Next::Wait(now + HOLD_MS);
                    }
                }
            }
        }
        let query = device.ask(PAGE).to_query();
        let call = self.call("GET", self.address(device, &format!("log?{query}")), Vec::new(), true);
        self.ask(call, Asked::Log, None)
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
        let mut call = self.call("POST", "/v1/spaces".to_owned(), body, false);
        call.credential = (!self.ticket.is_empty()).then(|| format!("Ticket {}", self.ticket));
        self.ask(call, Asked::Found, None)
    }

    fn ask_who(&mut self, device: &Device, rng: &mut dyn Rng) -> Next {
        let mut client_nonce = [0; 32];
        rng.fill(&mut client_nonce);
        let body = AuthAsk::Challenge { agent: device.agent(), client_nonce }.encode();
        let call = self.call("POST", self.address(device, "auth"), body, false);
        self.ask(call, Asked::Challenge(client_nonce), None)
    }

    fn ask_push(&mut self, device: &Device, batch: &[Arc<Sealed>], turn: Turn) -> Next {
        let whole = batch.last().map(|sealed| sealed.hash()) == device.outbox().last().map(|sealed| sealed.hash());
        let envelopes = batch.iter().map(|sealed| (**sealed).clone()).collect();
        let call = self.call("POST", self.address(device, "push"), PushAsk { envelopes }.encode(), true);
        self.ask(call, Asked::Push(whole.then(|| device.own_head().hash)), Some(Box::new(turn)))
    }

    fn do_errand(&mut self, device: &Device, wish: Wish<'_>) -> Next {
        let errand = wish.errands.get(self.errand).or(wish.errands.first());
        let Some(errand) = errand.cloned() else { return Next::Wait(wish.now_ms + ERRAND_MS) };
        self.errand += 1;
        if self.errand >= wish.errands.len() {
            (self.errand, self.errand_ms) = (0, wish.now_ms + ERRAND_MS);
        }
        let (method, room, id, body) = match &errand {
            Errand::Leave(request) => ("PUT", "mail", &request.invite, request.encode()),
            Errand::Number(id) => ("GET", "welcome", id, Vec::new()),
            Errand::Look(id) => ("GET", "mail", id, Vec::new()),
            Errand::Show(id, number) => ("PUT", "welcome", id, number.to_vec()),
        };
        let as_member = matches!(errand, Errand::Look(_) | Errand::Show(..));
        let call = self.call(method, self.address(device, &format!("{room}/{}", hex(id))), body, as_member);
        self.ask(call, Asked::Errand(errand), None)
    }
}
