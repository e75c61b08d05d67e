//! The side that is invited: takes one message under a code, proves once, and opens the answer.

use serde::{Deserialize, Serialize};
use sync::Rng;
use sync::proto::{CODE_MESSAGE, CODE_MS, CODE_PROOF};

use super::digits::Digits;
use super::pake::{Agreed, Half, Message, Side};
use crate::invitation::Invitation;

/// A code that was typed, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    digits: Digits,
    seed: [u8; 32],
    /// What this person on this device is called.
    pub person: String,
    until_ms: u64,
    /// The first message of the inviting device, once one was taken: there is never a second.
    heard: Option<Vec<u8>>,
    over: Option<Over>,
}

/// Why a code that was typed leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Over {
    /// There is no such code, or it is over.
    Unknown,
    /// Another device was quicker.
    Taken,
    /// The two devices do not hold the same code, or somebody stands between them.
    Wrong,
    /// The inviting device has not answered in time.
    Expired,
    /// Something was written into this ledger meanwhile.
    NotEmpty,
    /// Somebody here has given it up.
    Stopped,
}

impl Invited {
    /// A code that was typed just now.
    #[must_use]
    pub fn new(digits: Digits, person: &str, rng: &mut dyn Rng, now_ms: u64) -> Self {
        let mut seed = [0; 32];
        rng.fill(&mut seed);
        let (person, until_ms) = (person.to_owned(), now_ms.saturating_add(CODE_MS));
        Self { digits, seed, person, until_ms, heard: None, over: None }
    }

    /// The code.
    #[must_use]
    pub fn digits(&self) -> Digits {
        self.digits
    }

    /// Why it leads nowhere, if it does not any more.
    #[must_use]
    pub fn over(&self, now_ms: u64) -> Option<Over> {
        self.over.or((now_ms > self.until_ms).then_some(Over::Expired))
    }

    /// Whether the inviting device has been found.
    #[must_use]
    pub fn has_met(&self) -> bool {
        self.heard.is_some()
    }

    pub(super) fn message(&self) -> Message {
        self.half().message()
    }

    /// Our message and the proof behind it, once the other side was heard.
    pub(super) fn proof(&self) -> Option<Vec<u8>> {
        Some([self.message().as_slice(), &self.agreed()?.proof()].concat())
    }

    /// The same having heard the inviting device; a message that is none ends it.
    pub(super) fn hears(&self, message: &[u8]) -> Self {
        let mut next = self.clone();
        // What was taken once stays: a second message would be a second guess.
        if message.len() == CODE_MESSAGE && next.heard.is_none() {
            next.heard = Some(message.to_vec());
        }
        if next.agreed().is_none() {
            next.over = Some(Over::Wrong);
        }
        next
    }

    /// Whether it is the same typing of a code, and not only the same code.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.seed == other.seed
    }

    /// The same, leading nowhere.
    #[must_use]
    pub fn ends(&self, why: Over) -> Self {
        Self { over: Some(why), ..self.clone() }
    }

    /// The invitation in what the inviting device has said, if it has proved that it knows the code.
    pub(super) fn opens(&self, answer: &[u8]) -> Option<Invitation> {
        let (proof, sealed) = answer.split_at_checked(CODE_PROOF)?;
        let agreed = self.agreed().filter(|agreed| agreed.is_proved_by(proof))?;
        agreed.open(sealed)
    }

    fn half(&self) -> Half {
        Half::new(Side::Invited, self.digits, &self.seed)
    }

    fn agreed(&self) -> Option<Agreed> {
        self.half().hears(self.heard.as_deref()?)
    }
}
