//! What pages show of short codes, on either side.

use line::{Ended, Over, Trouble};
use serde::{Deserialize, Serialize};

/// The short code of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeView {
    /// The server does not have its room yet.
    Opening,
    /// To be read out.
    Open {
        /// The nine digits as a number.
        digits: u32,
        /// Until when it is good, by this machine's clock.
        until_ms: u64,
        /// Somebody has come.
        claimed: bool,
    },
    /// It was right; the invitation is on its way.
    Right,
    /// It is no good any more.
    Ended(Ended),
}

/// A short code that was typed on a device that has not joined yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    /// The nine digits as a number.
    pub digits: u32,
    /// The inviting device was found.
    pub met: bool,
    /// Why it leads nowhere, if it does not any more.
    pub over: Option<Over>,
    /// What stands in the way, and passes.
    pub trouble: Option<Trouble>,
}
