//! Messages about somebody new's way into a shared ledger, and about snapshots.

use serde::{Deserialize, Serialize};

use crate::message::Id;

/// How much of something is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// So much.
    pub done: u64,
    /// Of so much.
    pub of: u64,
}

/// How far a device that is new has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArrivalView {
    /// It follows the log, without what was written.
    Following,
    /// Parts of snapshots come.
    Loading(Progress),
    /// What is needed before anything can be shown comes.
    Reading(Progress),
    /// It is at work; what a snapshot stands for comes in the background.
    Past(Progress),
    /// All of it is here and is being compared.
    Checking(Progress),
}

/// What is wrong with a snapshot of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// Its parts are not the state that it says it is. It was not loaded.
    NotWhatItSays {
        /// Who made it.
        author: Id,
    },
    /// This device stood on it, and the log says something else. The log counts.
    NotTheLog {
        /// Who made it.
        author: Id,
    },
    /// It is not what this device sees at the same place.
    OtherThanHere {
        /// Who made it.
        author: Id,
    },
}

/// The same as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtView {
    /// When it was found, by this machine's clock.
    pub at_ms: u64,
    /// What.
    pub doubt: Doubt,
    /// What its author is called; empty if that is not known.
    pub name: String,
}

impl Doubt {
    /// Who made the snapshot.
    pub fn author(&self) -> Id {
        match self {
            Doubt::NotWhatItSays { author } | Doubt::NotTheLog { author } | Doubt::OtherThanHere { author } => *author,
        }
    }
}

impl From<(u64, u64)> for Progress {
    fn from((done, of): (u64, u64)) -> Self {
        Progress { done, of }
    }
}
