//! Short codes of the inviting side: one for an invitation at a time, stored before the server hears of it, and what was
//! said to one stored before it is answered.

use line::{CodeErrand, CodeNews, Ended, Errand, Inviting, Stage};

use super::{Share, SharedKeep, no};
use crate::Desk;
use crate::book::Dice;
use crate::message::Id;
use crate::message::share::{CodeView, ShareAnswer, Why};
use crate::step::{Keep, Now, Step};

impl Desk {
    pub(super) fn make_code(&mut self, invite: Id, now: &Now) -> Step {
        let share = match self.leading() {
            Ok(share) => share,
            Err(why) => return no(why),
        };
        let waits = |given: &&super::facts::Given| given.id == invite && !given.approved && given.asked().is_none();
        if !share.facts.given.iter().any(|given| waits(&given)) {
            return no(Why::Gone);
        }
        let mut codes = share.codes_without(invite, now.ms);
        let mut dice = Dice::apart(now, "code");
        let code = loop {
            let code = Inviting::new(invite, &mut dice, now.ms);
            // What is said of a room is said of one code.
            if codes.iter().all(|other| other.digits().room() != code.digits().room()) {
                break code;
            }
        };
        codes.push(code);
        Self::keep_codes(share, codes)
    }

    pub(super) fn drop_code(&mut self, invite: Id, now: &Now) -> Step {
        match &self.share {
            Some(share) => Self::keep_codes(share, share.codes_without(invite, now.ms)),
            None => no(Why::NotShared),
        }
    }

    fn keep_codes(share: &Share, codes: Vec<Inviting>) -> Step {
        let kept = SharedKeep { codes: Some(codes), own: share.end(), ..SharedKeep::default() };
        Keep::shared(kept, Box::new(|_, _| ShareAnswer::Done.into())).into()
    }
}

impl Share {
    /// The codes when those of an invitation are taken back. What is over is forgotten, of whatever invitation.
    pub(super) fn codes_without(&self, invite: Id, now_ms: u64) -> Vec<Inviting> {
        let mut codes = self.codes.clone();
        codes.iter_mut().filter(|code| code.invite == invite).for_each(|code| code.end(Ended::Withdrawn));
        codes.retain(|code| !matches!(code.stage(now_ms), Stage::Ended(_)));
        codes
    }

    /// What rooms of the server are asked for now. The server knows an invitation once its envelope is in the log: before
    /// that nobody could answer it.
    pub(super) fn code_errands(&self, known: impl Fn(Id) -> bool, now_ms: u64) -> Vec<Errand> {
        let errand = |code: &Inviting| {
            let errand = code.errand(now_ms)?;
            let ready = known(code.invite) || !matches!(errand, CodeErrand::Open(_) | CodeErrand::Look);
            ready.then(|| Errand::Code(code.digits().room(), errand))
        };
        self.codes.iter().filter_map(errand).collect()
    }

    /// The codes after what became of one's room.
    pub(super) fn codes_after(&self, room: u16, news: CodeNews, now: &Now) -> Vec<Inviting> {
        let mut codes = self.codes.clone();
        let live = |code: &&mut Inviting| code.digits().room() == room && code.errand(now.ms).is_some();
        let Some(code) = codes.iter_mut().find(live) else { return codes };
        match news {
            CodeNews::Opened => code.opened(),
            CodeNews::Collided => code.collided(&mut Dice::apart(now, "another code")),
            CodeNews::TooMany => code.end(Ended::TooMany),
            CodeNews::Said(said) => {
                let given = self.facts.given.iter().find(|given| given.id == code.invite);
                let invitation = given.and_then(|given| given.invitation(self.device.space()));
                code.heard(&said, invitation.as_ref());
            }
            CodeNews::Answered => code.answered(),
            CodeNews::Gone => code.end(Ended::Lost),
        }
        codes
    }

    pub(super) fn code_view(&self, invite: Id, now: &Now) -> Option<CodeView> {
        let code = self.codes.iter().rev().find(|code| code.invite == invite)?;
        Some(match code.stage(now.ms) {
            Stage::Opening => CodeView::Opening,
            Stage::Open(claimed) => {
                CodeView::Open { digits: code.digits().number(), until_ms: code.until_ms(), claimed }
            }
            Stage::Answering(_) => CodeView::Right,
            Stage::Ending(Ended::Withdrawn) | Stage::Ended(Ended::Withdrawn) => return None,
            Stage::Ending(why) | Stage::Ended(why) => CodeView::Ended(why),
        })
    }
}
