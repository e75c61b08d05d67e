//! A server that has lost the space altogether knows nobody. A person who has a word of whoever runs it says that it is so;
//! then the log is brought from its founding on, with that word in place of a token.

use sync::Rng;
use sync::admit::Refused;
use sync::device::Device;
use sync::log::LogHead;
use sync::proto::PushAnswer;

use super::heard::Told;
use super::refill::{Lost, TRIES};
use super::{Line, News, Step, Wish};
use crate::trouble::Trouble;

impl Lost {
    /// Everything from the founding on.
    fn altogether() -> Self {
        Self { end: Some(LogHead::default()), anew: true, ..Self::default() }
    }

    /// Whether nobody needs to be let in for it.
    pub(super) fn is_anew(&self) -> bool {
        self.is_known() && self.anew
    }

    /// A person wants everything tried again: what is being brought goes on. If a word of whoever runs the server was
    /// missing, that is what a new one is for.
    pub(super) fn hurry(&mut self, ticket: bool) {
        match (self.is_anew(), self.anew && ticket) {
            (true, _) => {}
            (false, true) => *self = Self::altogether(),
            (false, false) => *self = Self::default(),
        }
    }
}

impl Line {
    /// The server has lost the space: it gets the whole log.
    pub fn bring_anew(&mut self, ticket: Option<&str>) {
        self.hurry(ticket);
        self.lost = Lost::altogether();
        self.token = None;
        self.forget_taken();
    }

    /// What the server says to a part of it.
    pub(super) fn brought_anew(&mut self, device: &Device, told: &Told, wish: Wish<'_>, rng: &mut dyn Rng) -> News {
        let known = device.follower();
        match (told.status, PushAnswer::decode(&told.body)) {
            (200, Ok(PushAnswer::Admitted { head, .. })) => {
                let end = self.lost.end.map_or(0, |end| end.seq);
                if head.seq == end + self.lost.batch {
                    self.lost.brought += self.lost.batch;
                }
                let passed = known.hash_at(head.seq) == Some(head.hash);
                if passed && end < head.seq && head.seq < known.head().seq {
                    self.lost.end = Some(head);
                    return News::Nothing;
                }
                let brought = self.signs_in();
                if passed && head.seq == known.head().seq {
                    return News::BroughtBack(brought, Some(Box::new(device.accept_generation())));
                }
                // Somebody else brings more than there is here.
                News::Nothing
            }
            // It is there: somebody else was quicker. Whether it is the same, and known to a person, the log shows.
            (_, Ok(PushAnswer::Refused(Refused::Founding))) => {
                self.signs_in();
                News::Nothing
            }
            // What was there is gone again.
            (_, Ok(PushAnswer::Refused(Refused::OtherLog { .. }))) if self.lost.refused < TRIES => {
                self.lost = Lost { refused: self.lost.refused + 1, ..Lost::altogether() };
                News::Nothing
            }
            (_, Ok(PushAnswer::Refused(Refused::OtherLog { .. }))) => self.left_to_people(Trouble::NotTaken, wish),
            (_, Ok(PushAnswer::Refused(why))) => self.left_to_people(why.into(), wish),
            // Another word is waited for; without one the server is asked again whether it knows this device.
            (401 | 403, Err(_)) => {
                self.lost = Lost { anew: true, ..Lost::default() };
                self.stuck(Trouble::TicketNeeded, wish)
            }
            // A server of an older build knows no such call.
            (404 | 405, Err(_)) => self.left_to_people(Trouble::NotTaken, wish),
            _ => self.strange(told, wish, rng),
        }
    }

    /// Goes on as with a server that knows this device; how much was brought.
    fn signs_in(&mut self) -> u64 {
        (self.step, self.trouble, self.wait_ms) = (Step::Pull, None, 0);
        std::mem::take(&mut self.lost).brought
    }

    fn left_to_people(&mut self, trouble: Trouble, wish: Wish<'_>) -> News {
        self.lost = Lost::default();
        self.stuck(trouble, wish)
    }
}
