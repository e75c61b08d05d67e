//! Who saved what, when, and why: the audit half of a save (一次保存).
//!
//! It is written inside the sealed body. None of it takes part in the order of saves: a wrong wall clock is shown
//! to people as such and decides nothing.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ids::AgentId;

/// A save: its author and the number of its first envelope in the author's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SaveId {
    /// Who saved.
    pub agent: AgentId,
    /// The first envelope's place in the agent's chain.
    pub dseq: u32,
}

/// How far the wall time of a save can be believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum ClockQuality {
    /// Nothing speaks against it.
    #[default]
    Good = 0,
    /// More than ten minutes off the offset learned from a server.
    Offset = 1,
    /// The year is before this build or more than ten years after it.
    WrongYear = 2,
    /// It was earlier than at the save before.
    WentBack = 3,
}

impl ClockQuality {
    pub(crate) const fn from_byte(byte: u8) -> Option<Self> {
        Some(match byte {
            0 => Self::Good,
            1 => Self::Offset,
            2 => Self::WrongYear,
            3 => Self::WentBack,
            _ => return None,
        })
    }
}

/// What is remembered about a save besides the values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveInfo {
    /// The wall clock of the author's machine, in milliseconds since 1970: for people to read, not for ordering.
    pub wall_ms: u64,
    /// How far `wall_ms` can be believed.
    pub clock: ClockQuality,
    /// The person, as the domain names people.
    pub actor: Arc<str>,
    /// Why, as a short code of the domain's: `import`, `edit`, `bulk`, `undo`, `compare` ...
    pub reason: Arc<str>,
    /// What the person sees in the list of saves, for example the imported file's name.
    pub label: Arc<str>,
    /// The save this one takes back, if it is an undo (or the undo it takes back, if it is a redo).
    pub undoes: Option<SaveId>,
}
