//! Why is there no even round? Facts; the sentences for them are the page's.

use serde::{Deserialize, Serialize};
use sync::admit::Refused;
use sync::log::Alarm;

/// What stands in the way. Whatever it is, everything written here stays here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Trouble {
    /// Nothing answers.
    Offline,
    /// Something answers that is no server of this program: the sign-in page of a network, a proxy.
    Portal,
    /// The server cannot do it now; its status.
    Busy(u16),
    /// Too often: it says when to come back.
    TooOften,
    /// The space's share of the server's disk is used up.
    Full {
        /// Bytes used.
        used: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The server does not accept this device: it was shut out, or is not let in yet.
    NotAccepted,
    /// A new space needs a word of whoever runs the server.
    TicketNeeded,
    /// The invitation is used, withdrawn or expired, or the server does not know it.
    InvitationDead,
    /// Somebody else has answered the invitation.
    InvitationTaken,
    /// What the server shows cannot be true: nothing more is taken from it until a person has looked.
    Stopped(Stopped),
    /// The server refuses what is to be sent, for good; which number of this device's chain, if it says so.
    Refused(u32),
    /// A server that has lost everything was to get it from this device, which does not have all of it.
    NotWhole,
    /// The server lost everything, and a device is giving it back: it answers nobody else until that is done.
    Filling,
    /// The server did not take what was brought back to it.
    NotTaken,
}

/// What was wrong with what a server showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stopped {
    /// It was set up anew.
    SetUpAnew,
    /// Its log is shorter than it was.
    Shorter,
    /// Its log is another one than was shown before, here or to a colleague.
    Another,
    /// It keeps something back that this device may read.
    Withheld,
    /// Something in it was altered, or let in against the rules.
    Altered,
}

impl Trouble {
    /// Whether it goes away by itself: the device goes on trying.
    #[must_use]
    pub fn passes(self) -> bool {
        matches!(self, Self::Offline | Self::Portal | Self::Busy(_) | Self::TooOften)
    }
}

impl From<Alarm> for Trouble {
    fn from(alarm: Alarm) -> Self {
        Self::Stopped(match alarm {
            Alarm::Generation => Stopped::SetUpAnew,
            Alarm::Rollback { .. } => Stopped::Shorter,
            Alarm::Fork { .. } | Alarm::ForkSeen { .. } | Alarm::Gap { .. } => Stopped::Another,
            Alarm::Withheld { .. } => Stopped::Withheld,
            _ => Stopped::Altered,
        })
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Quota { used, limit } => Self::Full { used, limit },
            Refused::Rate { .. } => Self::TooOften,
            Refused::Stranger => Self::NotAccepted,
            Refused::OtherLog { .. } => Self::Stopped(Stopped::Another),
            Refused::Fork { dseq, .. }
            | Refused::Depends { dseq, .. }
            | Refused::Member { dseq, .. }
            | Refused::Signature { dseq, .. } => Self::Refused(dseq),
            _ => Self::Refused(0),
        }
    }
}
