//! What an answer means. Nothing in it is believed before it was read by the rules of the sync crate.

use sync::Rng;
use sync::admit::{Refused, Retry};
use sync::device::Device;
use sync::log::Alarm;
use sync::members::JoinRequest;
use sync::proto::{AuthAnswer, AuthAsk, CODE_MESSAGE, CODE_PROOF, LogPage, PushAnswer};

use super::refill::Lost;
use super::{
    Ahead, Asked, CODE_WAIT_MS, CONFIRM_MS, CodeNews, EARLY_MS, ERRAND_MS, Errand, FIRST_WAIT_MS, LONGEST_WAIT_MS,
    Line, News, STUCK_MS,
};
use super::{Pushed, Step, Token, Wish};
use crate::call::{Call, Heard, hex, is_word};
use crate::code::CodeErrand;
use crate::round::Round;
use crate::trouble::{Stopped, Trouble};

/// An answer apart.
pub(super) struct Told {
    pub(super) status: u16,
    retry_after_s: Option<u32>,
    pub(super) body: Vec<u8>,
}

impl Line {
    /// Takes in what came back for a call. The device learns the server's time; everything else it learns through the
    /// turn. The call beside it is to be sent at once.
    pub fn heard(
        &mut self,
        device: &mut Device,
        (number, heard): (u32, Heard),
        wish: Wish<'_>,
        rng: &mut dyn Rng,
    ) -> (News, Option<Call>) {
        let Some((_, asked)) = self.asked.take_if(|(known, _)| *known == number) else {
            return (News::Nothing, None);
        };
        let asked = match (asked, &heard) {
            (Asked::Errand(Errand::Code(room, errand)), Heard::Answer { status, body, .. }) => {
                return (self.code_done(room, &errand, (*status, body), wish.now_ms), None);
            }
            (asked, _) => asked,
        };
        let Heard::Answer { status, retry_after_s, body } = heard else {
            return (self.later(Trouble::Offline, None, wish, rng), None);
        };
        let told = Told { status, retry_after_s, body };
        // What only says "not now" says it for every call alike.
        let decided =
            matches!(asked, Asked::Push(..) | Asked::Refill | Asked::Found) && PushAnswer::decode(&told.body).is_ok();
        if !decided && (told.status == 408 || told.status == 425 || told.status == 429 || told.status >= 500) {
            let trouble = match told.status {
                429 => Trouble::TooOften,
                503 if is_word(&told.body, "filling") => Trouble::Filling,
                status => Trouble::Busy(status),
            };
            return (self.later(trouble, told.retry_after_s, wish, rng), None);
        }
        match asked {
            Asked::Challenge(nonce) => self.challenged(device, &told, nonce, wish, rng),
            Asked::Prove => (self.proved(device, &told, wish, rng), None),
            Asked::Found => (self.founding(&told, wish, rng), None),
            // A stick came meanwhile: what was asked for is known.
            Asked::Log(since) if since != device.ask(1).since => (News::Nothing, None),
            Asked::Log(_) => (self.page(device, &told, wish, rng), None),
            Asked::Push(pushed) => {
                self.sent = pushed.end;
                (self.pushed(device, (&told, pushed), wish, rng), None)
            }
            Asked::Refill => (self.refilled(device, &told, wish, rng), None),
            Asked::Errand(errand) => (self.errand_done(errand, &told, wish, rng), None),
        }
    }

    fn challenged(
        &mut self,
        device: &mut Device,
        told: &Told,
        client_nonce: [u8; 32],
        wish: Wish<'_>,
        rng: &mut dyn Rng,
    ) -> (News, Option<Call>) {
        match (told.status, AuthAnswer::decode(&told.body)) {
            (200, Ok(AuthAnswer::Challenge { challenge, server_ms })) => {
                device.learn_time(server_ms, wish.now_ms);
                let secret = device.secret();
                let signature = secret.answer_challenge(&self.host, device.space(), &challenge, &client_nonce);
                let body = AuthAsk::Prove { agent: device.agent(), client_nonce, challenge, signature }.encode();
                let call = self.call("POST", self.address(device, "auth"), body, false);
                self.asked = Some((call.number, Asked::Prove));
                (News::Nothing, Some(call))
            }
            _ => (self.strange(told, wish, rng), None),
        }
    }

    fn proved(&mut self, device: &mut Device, told: &Told, wish: Wish<'_>, rng: &mut dyn Rng) -> News {
        match (told.status, AuthAnswer::decode(&told.body)) {
            (200, Ok(AuthAnswer::Token { token, expires_ms, server_ms })) => {
                let lasts = expires_ms.saturating_sub(server_ms).saturating_sub(EARLY_MS);
                self.token = Some(Token { text: hex(&token), until_ms: wish.now_ms.saturating_add(lasts) });
                device.learn_time(server_ms, wish.now_ms);
                if wish.joining { News::LetIn } else { News::Nothing }
            }
            (401, _) if wish.joining => {
                if let Some(trouble) = self.unwanted.take() {
                    return self.stuck(trouble, wish);
                }
                self.trouble = None;
                self.wait_ms = wish.now_ms + ERRAND_MS;
                News::Nothing
            }
            _ => self.strange(told, wish, rng),
        }
    }

    fn founding(&mut self, told: &Told, wish: Wish<'_>, rng: &mut dyn Rng) -> News {
        match (told.status, PushAnswer::decode(&told.body)) {
            (201, Ok(PushAnswer::Admitted { .. })) => {
                self.founded = true;
                News::Nothing
            }
            (401 | 403, Err(_)) => self.stuck(Trouble::TicketNeeded, wish),
            (_, Ok(PushAnswer::Refused(why))) => self.stuck(why.into(), wish),
            _ => self.strange(told, wish, rng),
        }
    }

    fn page(&mut self, device: &Device, told: &Told, wish: Wish<'_>, rng: &mut dyn Rng) -> News {
        let page = match (told.status, LogPage::decode(&told.body)) {
            (200, Ok(page)) => page,
            _ => return self.strange(told, wish, rng),
        };
        if wish.hold {
            // A form was opened meanwhile: the page is asked for again when it is closed.
            return News::Nothing;
        }
        let known = device.follower();
        let same = (known.head(), known.generation()) == (page.head, Some(page.generation));
        if page.entries.is_empty() && !page.more() && same && !device_rereads(device) {
            return self.even(device, wish);
        }
        match device.pull(&page, rng) {
            Ok(turn) => {
                let mine = |agent| agent == device.agent();
                let came = turn.keep.entries.iter().filter(|entry| !mine(entry.outside.header().agent)).count();
                let here = |device: &Device| device.outbox().len() + device.aside().count();
                let sent = here(device).saturating_sub(here(&turn.next));
                self.round.came += u32::try_from(came).unwrap_or(u32::MAX);
                self.round.sent += u32::try_from(sent).unwrap_or(u32::MAX);
                if sent > 0 || came > 0 {
                    self.refused = None;
                }
                if !page.more() && !device_rereads(&turn.next) {
                    self.at_end();
                    if self.withholds(&turn.next) {
                        // Asked once more: then it is said.
                    } else if self.has_unsent(&turn.next) {
                        // Even but for what is to be sent: nobody has to say so once more.
                        self.step = Step::Push;
                    } else if self.ear.hears() {
                        (self.step, self.wait_ms) = (Step::Rest, wish.now_ms + CONFIRM_MS);
                    }
                }
                News::Turn(Box::new(turn))
            }
            Err(Alarm::Rollback { .. }) if self.may_bring_back(device, &page.head) => News::Nothing,
            Err(alarm) => self.stuck(alarm.into(), wish),
        }
    }

    fn pushed(&mut self, device: &Device, (told, pushed): (&Told, Pushed), wish: Wish<'_>, rng: &mut dyn Rng) -> News {
        let before = std::mem::take(&mut self.ahead);
        let why = match (told.status, PushAnswer::decode(&told.body)) {
            (200, Ok(PushAnswer::Admitted { .. })) => {
                // Believed only when the log says it.
                self.admitted = Some(pushed.last);
                self.step = Step::Pull;
                // The rest of a backlog follows at once; what came by stick may have to go between.
                if device.carried().next().is_none() {
                    self.ahead = before.and(pushed.size);
                    if self.sent.is_none() && (wish.hold || self.ahead.may_grow(wish.now_ms)) {
                        (self.step, self.held) = (Step::Push, None);
                    }
                }
                return News::Nothing;
            }
            (_, Ok(PushAnswer::Refused(Refused::Rate { after_s }))) => {
                return self.later(Trouble::TooOften, Some(after_s), wish, rng);
            }
            (_, Ok(PushAnswer::Refused(_))) if before.envelopes > 0 => {
                // The log is read first: what was taken is to be seen there, whatever becomes of the rest.
                (self.step, self.sent) = (Step::Pull, None);
                return News::Nothing;
            }
            (_, Ok(PushAnswer::Refused(why))) => why,
            _ => return self.strange(told, wish, rng),
        };
        // Judged only when everything was fetched in between: while a form is open nothing is.
        let again = self.refused.replace(why) == Some(why) && self.looked;
        self.looked = false;
        match why.retry() {
            Retry::Later => {
                let after_s = u32::try_from(STUCK_MS / 1000).unwrap_or(u32::MAX);
                self.later(why.into(), Some(after_s), wish, rng)
            }
            _ if !again => {
                // Everything is fetched first; then the same is planned anew.
                self.step = Step::Pull;
                self.sent = None;
                News::Nothing
            }
            _ => match device.refused(&why, rng) {
                Some(turn) => {
                    self.refused = None;
                    self.sent = None;
                    News::Turn(Box::new(turn))
                }
                None => self.stuck(why.into(), wish),
            },
        }
    }

    fn errand_done(&mut self, errand: Errand, told: &Told, wish: Wish<'_>, rng: &mut dyn Rng) -> News {
        match (errand, told.status) {
            (Errand::Leave(_), 200 | 201) => News::Delivered,
            (Errand::Leave(_), 401) => self.unwanted(Trouble::InvitationDead, wish),
            (Errand::Leave(_), 409) => self.unwanted(Trouble::InvitationTaken, wish),
            (Errand::Number(_), 200) => match told.body.as_slice().try_into() {
                Ok(number) => News::Number(number),
                Err(_) => self.strange(told, wish, rng),
            },
            (Errand::Look(id), 200) => match JoinRequest::decode(&told.body) {
                Ok(request) if request.invite == id => News::Requested(request),
                _ => self.strange(told, wish, rng),
            },
            (Errand::Show(id, _), 200 | 201) => News::Shown(id),
            // Not there yet, or not any more: whoever drives the line stops asking when it is over.
            (Errand::Number(_) | Errand::Look(_) | Errand::Show(..), 401 | 404 | 409) => News::Nothing,
            _ => self.strange(told, wish, rng),
        }
    }

    /// What is said of a code is the code's own trouble: it is asked about again a little later, and the log goes on.
    fn code_done(&mut self, room: u16, errand: &CodeErrand, (status, body): (u16, &[u8]), now_ms: u64) -> News {
        if let Some(news) = code_news(errand, status, body) {
            return News::Code(room, news);
        }
        self.errand_ms = now_ms.saturating_add(CODE_WAIT_MS);
        match status {
            // A token may have been ended.
            401 => self.token = None,
            // Whoever may not lead any more hears of it in the log.
            403 => (self.step, self.wait_ms) = (Step::Pull, 0),
            _ => {}
        }
        News::Nothing
    }

    /// The request is not taken; the next call finds out whether this device was let in without it.
    fn unwanted(&mut self, trouble: Trouble, wish: Wish<'_>) -> News {
        self.unwanted = Some(trouble);
        self.errand_ms = wish.now_ms + STUCK_MS;
        News::Nothing
    }

    /// The whole log is known.
    fn at_end(&mut self) {
        self.tries = 0;
        self.trouble = None;
        self.lost = Lost::default();
        self.looked = true;
    }

    /// Whether something that the server said it took is not in its log: what was sealed again has another hash.
    fn withholds(&self, device: &Device) -> bool {
        let taken = |sealed: &std::sync::Arc<sync::seal::Sealed>| Some(sealed.hash()) == self.admitted;
        self.admitted.is_some() && device.outbox().iter().chain(device.carried()).any(taken)
    }

    fn even(&mut self, device: &Device, wish: Wish<'_>) -> News {
        self.at_end();
        if self.withholds(device) {
            self.admitted = None;
            // The server said that it took it, and its whole log does not have it.
            return self.stuck(Trouble::Stopped(Stopped::Withheld), wish);
        }
        if self.has_unsent(device) {
            self.step = Step::Push;
            return News::Nothing;
        }
        self.admitted = None;
        self.step = Step::Rest;
        self.wait_ms = wish.now_ms + self.ear.rest_after(device.follower().head().seq);
        self.close(None, wish.now_ms);
        News::Even
    }

    /// An answer that no server of this program gives here, or one that does not accept the token any more.
    pub(super) fn strange(&mut self, told: &Told, wish: Wish<'_>, rng: &mut dyn Rng) -> News {
        if told.status == 401 && self.token.take().is_some_and(|token| token.until_ms > 0) {
            // A token may have been ended: asked for once more before anything is said.
            return News::Nothing;
        }
        match told.status {
            401 | 403 => self.stuck(Trouble::NotAccepted, wish),
            _ => self.later(Trouble::Portal, told.retry_after_s, wish, rng),
        }
    }

    pub(super) fn later(&mut self, trouble: Trouble, after_s: Option<u32>, wish: Wish<'_>, rng: &mut dyn Rng) -> News {
        let doubled = FIRST_WAIT_MS.saturating_mul(1 << self.tries.min(10)).min(LONGEST_WAIT_MS);
        let mut chance = [0; 1];
        rng.fill(&mut chance);
        // Devices that lost the network together do not all come back at one moment.
        let spread = doubled / 4 * u64::from(chance[0]) / 255;
        let asked = u64::from(after_s.unwrap_or(0)) * 1000;
        self.tries = self.tries.saturating_add(1);
        self.trouble = Some(trouble);
        (self.sent, self.held) = (None, None);
        self.wait_ms = wish.now_ms.saturating_add((doubled + spread).max(asked));
        (self.step, self.ahead) = (Step::Pull, Ahead::default());
        self.close(Some(trouble), wish.now_ms);
        News::Nothing
    }

    pub(super) fn stuck(&mut self, trouble: Trouble, wish: Wish<'_>) -> News {
        self.trouble = Some(trouble);
        self.sent = None;
        self.wait_ms = wish.now_ms + STUCK_MS;
        (self.step, self.ahead) = (Step::Pull, Ahead::default());
        self.close(Some(trouble), wish.now_ms);
        News::Nothing
    }

    fn close(&mut self, trouble: Option<Trouble>, now_ms: u64) {
        let round = Round { at_ms: now_ms, trouble, ..std::mem::take(&mut self.round) };
        self.unstored |= self.rounds.note(round);
    }
}

/// What an answer says of the room of a short code; nothing if no server of this program says so. A server that knows no
/// rooms is one that has lost this one.
fn code_news(errand: &CodeErrand, status: u16, body: &[u8]) -> Option<CodeNews> {
    const PROVED: usize = CODE_MESSAGE + CODE_PROOF;
    Some(match (errand, status) {
        (CodeErrand::Open(_), 200 | 201) if body.is_empty() => CodeNews::Opened,
        (CodeErrand::Open(_), 409) if body.starts_with(br#"{"error":"codes""#) => CodeNews::TooMany,
        (CodeErrand::Open(_), 409) if is_word(body, "taken") => CodeNews::Collided,
        (CodeErrand::Look, 200) if matches!(body.len(), 0 | CODE_MESSAGE | PROVED) => CodeNews::Said(body.to_vec()),
        (CodeErrand::Answer(_), 200) if body.is_empty() => CodeNews::Answered,
        (_, 404) if is_word(body, "not_found") => CodeNews::Gone,
        (_, 410) if is_word(body, "over") => CodeNews::Gone,
        (CodeErrand::Answer(_), 409) if is_word(body, "taken") => CodeNews::Gone,
        _ => return None,
    })
}

/// Whether the log is being read again, so that a page without entries is no end.
fn device_rereads(device: &Device) -> bool {
    device.ask(1).since != device.follower().head().seq
}
