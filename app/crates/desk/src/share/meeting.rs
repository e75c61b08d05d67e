//! A short code that was typed here, before there is anything to share: it leads to an invitation, or nowhere.

use line::{Digits, Guest, GuestNews, GuestNext, Heard, Invited, Over};

use super::drive::{Drive, Taken, quiet};
use super::{SharedKeep, no};
use crate::Desk;
use crate::book::Dice;
use crate::message::share::{MeetingView, ShareAnswer, Why};
use crate::step::{Keep, Now, Step};

impl Desk {
    /// Whether a short code that was typed here is on its way.
    pub fn is_meeting(&self) -> bool {
        self.share.is_none() && self.guest.is_some()
    }

    /// Goes on with a code that was stored; a record that cannot be read costs the code, which is good for ten minutes.
    pub fn open_guest(&mut self, record: &[u8]) {
        self.guest = postcard::from_bytes(record).ok().map(Guest::new);
    }

    pub(super) fn keep_guest(&mut self, kept: Option<Box<Invited>>) {
        match (kept, &mut self.guest) {
            (Some(kept), Some(guest)) if guest.kept().is_same(&kept) => guest.keep(*kept),
            (kept, guest) => *guest = kept.map(|kept| Guest::new(*kept)),
        }
        // Nothing of it is a save, and pages show it all the same.
        self.book.changed_anywhere();
    }

    pub(super) fn join_by_code(&mut self, code: &str, person: &str, now: &Now) -> Step {
        if let Err(why) = self.may_join(person) {
            return no(why);
        }
        let Some(digits) = Digits::find(code) else { return no(Why::BadCode) };
        // Typing the same again would give whoever stands in between one more guess.
        let tried = |guest: &Guest| guest.kept().digits() == digits && guest.kept().has_met();
        if self.guest.as_ref().is_some_and(tried) {
            return no(Why::CodeTried);
        }
        let invited = Invited::new(digits, person.trim(), &mut Dice::apart(now, "guest"), now.ms);
        Self::stored_guest(Some(invited))
    }

    pub(super) fn stop_code(&mut self) -> Step {
        match self.guest.as_ref().map(Guest::kept) {
            // Remembered, so that it is not typed again.
            Some(kept) if kept.has_met() => Self::stored_guest(Some(kept.ends(Over::Stopped))),
            Some(_) => Self::stored_guest(None),
            None => no(Why::Gone),
        }
    }

    fn stored_guest(guest: Option<Invited>) -> Step {
        Keep::shared(guest_keep(guest), Box::new(|_, _| ShareAnswer::Done.into())).into()
    }

    pub(super) fn drive_guest(&mut self, now: &Now) -> Drive {
        let Some(guest) = &mut self.guest else { return Drive::Off };
        match guest.next(&mut Dice::apart(now, "guest line"), now.ms) {
            GuestNext::Ask(call) => Drive::Call(call, None),
            GuestNext::Wait(at_ms) => Drive::Wait(at_ms),
            GuestNext::Over => Drive::Off,
        }
    }

    pub(super) fn guest_heard(&mut self, number: u32, heard: Heard, now: &Now) -> Taken {
        let Some(guest) = &mut self.guest else { return Taken::default() };
        let before = guest.trouble();
        let news = guest.heard(number, heard, now.ms);
        let changed = before != guest.trouble();
        let (person, refused) = (guest.kept().person.clone(), guest.kept().ends(Over::NotEmpty));
        let keep = match news {
            GuestNews::Nothing => None,
            GuestNews::Keep(kept) => Some(quiet(guest_keep(Some(kept)))),
            GuestNews::Invitation(invitation) => match self.answer_invitation(&invitation, &person, now) {
                Step::Keep(keep) => Some(keep),
                // Whoever joins begins with an empty ledger, and something was written meanwhile.
                _ => Some(quiet(guest_keep(Some(refused)))),
            },
        };
        Taken { changed: changed || keep.is_some(), keep, call: None }
    }

    pub(super) fn meeting_view(&self, now: &Now) -> Option<MeetingView> {
        let guest = self.guest.as_ref()?;
        let kept = guest.kept();
        if kept.over(now.ms) == Some(Over::Stopped) {
            return None;
        }
        Some(MeetingView {
            digits: kept.digits().number(),
            met: kept.has_met(),
            over: kept.over(now.ms),
            trouble: guest.trouble(),
        })
    }
}

fn guest_keep(guest: Option<Invited>) -> SharedKeep {
    SharedKeep { guest: Some(guest.map(Box::new)), ..SharedKeep::default() }
}
