//! Driving the line: what is to be stored, sent or waited for next, and what an answer leads to.

use line::{Call, Errand, Heard, Listen, News, Next, Wish};
use sync::log::Entry;
use sync::members::Member;

use super::facts::Facts;
use super::{Share, SharedKeep};
use crate::Desk;
use crate::book::Dice;
use crate::message::Response;
use crate::message::place::PlaceAnswer;
use crate::step::{Keep, Now};

/// What comes next.
pub enum Drive {
    /// The ledger is not shared.
    Off,
    /// Nothing before this moment, by the machine's clock, unless something happens here.
    Wait(u64),
    /// Store this, then drive on.
    Keep(Box<Keep>),
    /// Store this if there is something, then send the call. If it cannot be stored, say [`Desk::unsent`].
    Call(Call, Option<Box<Keep>>),
}

/// What is heard on the socket of a shared ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ear {
    /// It is open.
    Open,
    /// It ended, or could not be opened.
    Ended,
    /// The server's log goes up to here.
    Head(u64),
}

/// What an answer leads to.
#[derive(Default)]
pub struct Taken {
    /// To be stored.
    pub keep: Option<Box<Keep>>,
    /// To be sent at once.
    pub call: Option<Call>,
    /// The log is even, or something stands in the way: pages show it.
    pub changed: bool,
}

impl Desk {
    /// What comes next on the line.
    pub fn drive(&mut self, now: &Now) -> Drive {
        if let Some(keep) = self.name_members(now) {
            return Drive::Keep(keep);
        }
        let Some(share) = self.share.as_mut() else { return Drive::Off };
        let errands = share.errands(now.ms);
        let wish = share.wish(&errands, now.ms);
        let next = share.line.next(&share.device, wish, &mut Dice::apart(now, "line"));
        match next {
            Next::Wait(at_ms) => Drive::Wait(at_ms),
            Next::Ask(call, None) => Drive::Call(call, None),
            Next::Ask(call, Some(turn)) => Drive::Call(call, Some(quiet(Self::shared_keep(share, *turn)))),
        }
    }

    /// What an answer led to could not be stored: the line rests until then, and asks for the same again.
    pub fn unstored(&mut self, until_ms: u64) {
        if let Some(share) = &mut self.share {
            share.line.pause(until_ms);
        }
    }

    /// The call handed out last was not sent.
    pub fn unsent(&mut self) {
        if let Some(share) = &mut self.share {
            share.line.unsent();
        }
    }

    /// What came back for a call.
    pub fn heard(&mut self, number: u32, heard: Heard, now: &Now) -> Taken {
        let Some(share) = &mut self.share else { return Taken::default() };
        let errands = share.errands(now.ms);
        let wish = share.wish(&errands, now.ms);
        let before = share.line.trouble();
        let (news, call) = share.line.heard(&mut share.device, (number, heard), wish, &mut Dice::apart(now, "line"));
        let mut changed = before != share.line.trouble();
        let mut facts = share.facts.clone();
        let mut turn = None;
        match news {
            News::Nothing => {}
            News::Even => changed = true,
            News::Turn(pulled) => turn = Some(*pulled),
            News::Delivered => facts.joining.iter_mut().for_each(|joining| joining.delivered = true),
            News::Number(number) => facts.joining.iter_mut().for_each(|joining| joining.number = Some(number)),
            News::LetIn => facts.joining = None,
            News::Requested(request) => {
                let space = share.device.space();
                if let Some(given) = facts.given(&request.invite) {
                    // A request of somebody who does not know the secret, or a second one, changes nothing.
                    given.settle(space, &request);
                }
            }
            News::Shown(id) => facts.given(&id).into_iter().for_each(|given| given.shown = true),
        }
        let facts = (facts != share.facts).then_some(facts);
        let rounds = share.line.take_unstored();
        changed |= facts.is_some();
        let keep = match turn {
            Some(turn) => Some(Self::shared_keep(share, turn)),
            None if facts.is_some() || rounds => {
                Some(SharedKeep { own: share.end(), rounds: Some(share.line.rounds.clone()), ..SharedKeep::default() })
            }
            None => None,
        };
        Taken { keep: keep.map(|keep| quiet(SharedKeep { facts, ..keep })), call, changed }
    }

    /// Where to listen for news of the server, if the line is not listening yet.
    pub fn listen(&mut self, now: &Now) -> Option<Listen> {
        let share = self.share.as_mut()?;
        share.line.listen(&share.device, now.ms)
    }

    /// What became of listening.
    pub fn ear(&mut self, heard: Ear, now: &Now) {
        let Some(share) = &mut self.share else { return };
        match heard {
            Ear::Open => share.line.listens(),
            Ear::Ended => share.line.deaf(now.ms),
            Ear::Head(head) => share.line.told(&share.device, head),
        }
    }

    /// Whether the states are to be folded anew from the stored log; asking takes the wish away.
    pub fn takes_refold(&mut self) -> bool {
        self.share.as_mut().is_some_and(|share| std::mem::take(&mut share.refold))
    }

    /// Folds everything anew: the stored log in its order, then what is in no log yet. Says what did not fit.
    pub fn refold(&mut self, entries: impl IntoIterator<Item = Entry>) -> Vec<String> {
        let Some(share) = &self.share else { return Vec::new() };
        self.book = self.book.anew(None);
        let mut flaws = Vec::new();
        let mut folds = Vec::new();
        for entry in entries {
            folds.push(share.device.refold(&entry));
        }
        for fold in folds.iter().chain(&share.device.pending()) {
            if let Err(error) = self.book.fold(fold) {
                flaws.push(error.to_string());
            }
        }
        self.book.changed_anywhere();
        self.learn_names();
        flaws
    }

    /// How many places of the server's log are known here.
    pub fn log_places(&self) -> u64 {
        self.share.as_ref().map_or(0, |share| share.device.follower().head().seq)
    }

    /// Reads the log again from the server, because something of what is stored is damaged.
    pub fn mend(&self) -> Option<Box<Keep>> {
        let share = self.share.as_ref()?;
        Some(quiet(Self::shared_keep(share, share.device.read_again_whole()?)))
    }
}

impl Share {
    fn wish<'a>(&self, errands: &'a [Errand], now_ms: u64) -> Wish<'a> {
        let (joining, hold) = (self.facts.joining.is_some(), now_ms < self.hold_until_ms);
        Wish { errands, joining, hold, now_ms }
    }

    /// What mailboxes are asked for now. Those of invitations only while somebody looks at the page.
    fn errands(&self, now_ms: u64) -> Vec<Errand> {
        let Facts { joining, given, .. } = &self.facts;
        if let Some(joining) = joining {
            let next = match (joining.delivered, joining.number) {
                (false, _) => joining.request().map(Errand::Leave),
                (true, None) => Some(Errand::Number(joining.id())),
                (true, Some(_)) => None,
            };
            return next.into_iter().collect();
        }
        let members = self.device.members();
        if now_ms >= self.watch_until_ms || !members.member(&self.device.agent()).is_some_and(Member::leads) {
            return Vec::new();
        }
        // The server knows an invitation once its envelope is in the log.
        let known = |id| members.invites().any(|invite| invite.id == id);
        let open = given.iter().filter(|given| !given.approved && known(given.id));
        let errand = |given: &super::facts::Given| match given.asked() {
            None => Some(Errand::Look(given.id)),
            Some((_, _, number)) if !given.shown => Some(Errand::Show(given.id, number)),
            Some(_) => None,
        };
        open.filter_map(errand).collect()
    }
}

/// Something to be kept that no page waits for.
pub(super) fn quiet(kept: SharedKeep) -> Box<Keep> {
    Box::new(Keep::shared(kept, Box::new(|_, _| Response::Place(PlaceAnswer::Done))))
}
