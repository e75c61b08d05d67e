//! Driving the line: what is to be stored, sent or waited for next, and what an answer leads to.

use line::{Call, Errand, Heard, Listen, News, Next, Wish};
use sync::log::Entry;
use sync::members::Member;

use super::facts::Facts;
use super::{PartsKeep, Share, SharedKeep};
use crate::Desk;
use crate::book::Dice;
use crate::message::Response;
use crate::message::place::PlaceAnswer;
use crate::message::share::ToldView;
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
    /// Give the stored log with [`Desk::give_entries`], then drive on.
    Log,
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
        if let Some(keep) = self.name_members(now).or_else(|| self.turn_due_keys(now)) {
            return Drive::Keep(keep);
        }
        let Some(share) = self.share.as_mut() else { return self.drive_guest(now) };
        let errands = share.errands(now.ms);
        let wish = share.wish(&errands, now.ms);
        let next = share.line.next(&share.device, wish, &mut Dice::apart(now, "line"));
        match next {
            Next::Wait(at_ms) => Drive::Wait(at_ms),
            Next::BringBack => {
                let Some(entries) = self.entries.take() else { return Drive::Log };
                let call = share.line.bring_back(&share.device, &entries, wish);
                // The next part of it follows.
                self.entries = Some(entries).filter(|_| call.is_some());
                call.map_or(Drive::Wait(now.ms), |call| Drive::Call(call, None))
            }
            Next::Ask(call, None) => Drive::Call(call, None),
            Next::Ask(call, Some(turn)) => Drive::Call(call, Some(quiet(Self::shared_keep(share, *turn)))),
        }
    }

    /// What an answer led to could not be stored: the line rests until then, and asks for the same again.
    pub fn unstored(&mut self, until_ms: u64) {
        match (&mut self.share, &mut self.guest) {
            (Some(share), _) => share.line.pause(until_ms),
            (None, Some(guest)) => guest.pause(until_ms),
            (None, None) => {}
        }
    }

    /// The call handed out last was not sent.
    pub fn unsent(&mut self) {
        match (&mut self.share, &mut self.guest) {
            (Some(share), _) => share.line.unsent(),
            (None, Some(guest)) => guest.unsent(),
            (None, None) => {}
        }
    }

    /// What came back for a call.
    pub fn heard(&mut self, number: u32, heard: Heard, now: &Now) -> Taken {
        let Some(share) = &mut self.share else { return self.guest_heard(number, heard, now) };
        let errands = share.errands(now.ms);
        let wish = share.wish(&errands, now.ms);
        let before = share.line.trouble();
        let (news, call) = share.line.heard(&mut share.device, (number, heard), wish, &mut Dice::apart(now, "line"));
        let mut changed = before != share.line.trouble();
        let mut facts = share.facts.clone();
        let (mut turn, mut codes, mut parts, mut lost) = (None, None, PartsKeep::default(), false);
        match news {
            News::Nothing => {}
            News::Even => {
                share.even = true;
                changed = true;
            }
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
            News::Code(room, news) => {
                codes = Some(share.codes_after(room, news, now)).filter(|codes| *codes != share.codes);
            }
            News::BroughtBack(entries, anew) => {
                if entries > 0 {
                    share.tell(ToldView::BroughtBack(u32::try_from(entries).unwrap_or(u32::MAX)));
                }
                changed = true;
                if let Some(accepting) = anew {
                    turn = Some(*accepting);
                    lost = true;
                    parts = share.pictures.all_again();
                }
            }
            News::Shown(id) => facts.given(&id).into_iter().for_each(|given| given.shown = true),
        }
        share.even &= share.line.trouble().is_none();
        if !share.line.brings_back() {
            self.entries = None;
        }
        let facts = (facts != share.facts).then_some(facts);
        let rounds = share.line.take_unstored();
        changed |= facts.is_some() || codes.is_some();
        let keep = match turn {
            Some(turn) => Some(SharedKeep { parts, ..Self::shared_keep(share, turn) }),
            None if facts.is_some() || codes.is_some() || rounds => {
                Some(SharedKeep { own: share.end(), rounds: Some(share.line.rounds.clone()), ..SharedKeep::default() })
            }
            None => None,
        };
        let both = |keep: SharedKeep| {
            let (facts, codes) = (facts.or(keep.facts), codes.or(keep.codes));
            quiet(SharedKeep { facts, codes, ..keep })
        };
        if lost {
            self.server_lost_words();
        }
        Taken { keep: keep.map(both), call, changed }
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
            Ear::Head(head) => share.line.told(&share.device, head, now.ms),
        }
    }

    /// Whether the states are to be folded anew from the stored log; asking takes the wish away.
    pub fn takes_refold(&mut self) -> bool {
        self.share.as_mut().is_some_and(|share| std::mem::take(&mut share.refold))
    }

    /// Folds everything anew, on what [`Desk::give_ground`] gave if this device stands on snapshots: the stored log in its
    /// order, then what is in no log yet. Says what did not fit.
    pub fn refold(&mut self, entries: impl IntoIterator<Item = Entry>) -> Vec<String> {
        let Some(share) = &mut self.share else { return Vec::new() };
        let ground = share.snapshots.begin_anew();
        // With the whole log here there is nothing to be taken on anybody's word.
        let ground = if share.device.has_read_all() { Vec::new() } else { ground };
        self.book = self.book.anew_on(ground);
        self.fold_on(entries)
    }

    /// Folds entries of the log after what is folded, then what is in no log yet. Says what did not fit.
    pub(super) fn fold_on(&mut self, entries: impl IntoIterator<Item = Entry>) -> Vec<String> {
        let Some(share) = &self.share else { return Vec::new() };
        let mut flaws = Vec::new();
        let mut folds = Vec::new();
        for entry in entries.into_iter().filter(|entry| !share.device.is_unread(entry.seq)) {
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
    pub(super) fn wish<'a>(&self, errands: &'a [Errand], now_ms: u64) -> Wish<'a> {
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
        if !members.member(&self.device.agent()).is_some_and(Member::leads) {
            return Vec::new();
        }
        // The server knows an invitation once its envelope is in the log.
        let known = |id| members.invites().any(|invite| invite.id == id);
        let mut errands = self.code_errands(known, now_ms);
        if now_ms >= self.watch_until_ms {
            return errands;
        }
        let open = given.iter().filter(|given| !given.approved && known(given.id));
        let errand = |given: &super::facts::Given| match given.asked() {
            None => Some(Errand::Look(given.id)),
            Some((_, _, number)) if !given.shown => Some(Errand::Show(given.id, number)),
            Some(_) => None,
        };
        errands.extend(open.filter_map(errand));
        errands
    }
}

/// Something to be kept that no page waits for.
pub(super) fn quiet(kept: SharedKeep) -> Box<Keep> {
    Box::new(Keep::shared(kept, Box::new(|_, _| Response::Place(PlaceAnswer::Done))))
}
