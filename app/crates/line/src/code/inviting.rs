//! The side that invites: shows a code, and tells a right proof from a wrong one, once.

use serde::{Deserialize, Serialize};
use sync::Rng;
use sync::members::InviteId;
use sync::proto::{CODE_MESSAGE, CODE_MS};

use super::digits::Digits;
use super::pake::{Half, Message, Side};
use crate::invitation::Invitation;

/// A short code for one invitation, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inviting {
    /// The invitation that it stands for.
    pub invite: InviteId,
    digits: Digits,
    seed: [u8; 32],
    until_ms: u64,
    stage: Stage,
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The server does not have the room yet; the code is not shown.
    Opening,
    /// It is shown; whether somebody has come.
    Open(bool),
    /// A proof was right: this is to be said to whoever gave it.
    Answering(Vec<u8>),
    /// The room is to be ended, and why.
    Ending(Ended),
    /// Nothing more is said.
    Ended(Ended),
}

/// Why a code is no good any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ended {
    /// The invitation was handed over.
    Used,
    /// Somebody gave a wrong code, or stands between the two devices.
    Wrong,
    /// Ten minutes are over.
    Expired,
    /// Somebody here has taken it back.
    Withdrawn,
    /// The space has had as many as the server allows in ten minutes.
    TooMany,
    /// The server does not know it any more.
    Lost,
}

/// What is to be asked of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeErrand {
    /// Our first message, by which the room is opened.
    Open(Message),
    /// Whether somebody has come.
    Look,
    /// What is said to whoever came; nothing ends the room.
    Answer(Vec<u8>),
}

impl Inviting {
    /// A new code for an invitation.
    #[must_use]
    pub fn new(invite: InviteId, rng: &mut dyn Rng, now_ms: u64) -> Self {
        let mut seed = [0; 32];
        rng.fill(&mut seed);
        let until_ms = now_ms.saturating_add(CODE_MS);
        Self { invite, digits: Digits::draw(rng), seed, until_ms, stage: Stage::Opening }
    }

    /// The code.
    #[must_use]
    pub fn digits(&self) -> Digits {
        self.digits
    }

    /// Until when it is good, by this machine's clock.
    #[must_use]
    pub fn until_ms(&self) -> u64 {
        self.until_ms
    }

    /// How far it has come. After its time everything is over, also what was on its way.
    #[must_use]
    pub fn stage(&self, now_ms: u64) -> Stage {
        match &self.stage {
            Stage::Ended(why) | Stage::Ending(why) if now_ms > self.until_ms => Stage::Ended(*why),
            _ if now_ms > self.until_ms => Stage::Ended(Ended::Expired),
            stage => stage.clone(),
        }
    }

    /// What is to be asked of the server now.
    #[must_use]
    pub fn errand(&self, now_ms: u64) -> Option<CodeErrand> {
        match self.stage(now_ms) {
            Stage::Opening => Some(CodeErrand::Open(self.half().message())),
            Stage::Open(_) => Some(CodeErrand::Look),
            Stage::Answering(answer) => Some(CodeErrand::Answer(answer)),
            Stage::Ending(_) => Some(CodeErrand::Answer(Vec::new())),
            Stage::Ended(_) => None,
        }
    }

    /// The room is ours.
    pub fn opened(&mut self) {
        if self.stage == Stage::Opening {
            self.stage = Stage::Open(false);
        }
    }

    /// The room is somebody else's: another code, which nobody has seen yet either.
    pub fn collided(&mut self, rng: &mut dyn Rng) {
        if self.stage == Stage::Opening {
            rng.fill(&mut self.seed);
            self.digits = Digits::draw(rng);
        }
    }

    /// What somebody has left in the room: nothing, a first message, or that and a proof. The first proof decides.
    pub fn heard(&mut self, said: &[u8], invitation: Option<&Invitation>) {
        if !matches!(self.stage, Stage::Open(_)) {
            return;
        }
        let Some((message, proof)) = said.split_at_checked(CODE_MESSAGE) else { return };
        if proof.is_empty() {
            self.stage = Stage::Open(true);
            return;
        }
        let agreed = self.half().hears(message).filter(|agreed| agreed.is_proved_by(proof));
        self.stage = match agreed.zip(invitation) {
            Some((agreed, invitation)) => {
                Stage::Answering([agreed.proof().as_slice(), &agreed.seal(invitation)].concat())
            }
            None => Stage::Ending(Ended::Wrong),
        };
    }

    /// The server has what was to be said.
    pub fn answered(&mut self) {
        self.stage = match &self.stage {
            Stage::Answering(_) => Stage::Ended(Ended::Used),
            Stage::Ending(why) => Stage::Ended(*why),
            other => other.clone(),
        };
    }

    /// It is not to be used any more.
    pub fn end(&mut self, why: Ended) {
        self.stage = match (&self.stage, why) {
            (Stage::Ended(before), _) => Stage::Ended(*before),
            (Stage::Ending(before), Ended::Lost | Ended::TooMany) => Stage::Ended(*before),
            // Nobody else has the room: there is nothing to be ended.
            (_, Ended::Lost | Ended::TooMany) => Stage::Ended(why),
            (Stage::Ending(before), _) => Stage::Ending(*before),
            _ => Stage::Ending(why),
        };
    }

    fn half(&self) -> Half {
        Half::new(Side::Inviting, self.digits, &self.seed)
    }
}

#[cfg(test)]
impl Inviting {
    pub(super) fn stage_for_tests(&mut self) {
        self.stage = Stage::Opening;
    }

    pub(super) fn reseed_for_tests(&mut self, rng: &mut dyn Rng) {
        rng.fill(&mut self.seed);
    }
}
