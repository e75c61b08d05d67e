//! What can go wrong with a vault, by name, so that the page can say each in its own sentence.

use std::fmt;

use crate::blocks::BlockError;
use crate::kdf::KdfError;
use crate::seal::SealError;
use crate::store::{Key, Store};

/// What is wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is not there.
    #[error("missing")]
    Missing,
    /// It does not open: altered, cut off, or from another place.
    #[error("does not open")]
    Sealed,
    /// It was sealed by a newer build.
    #[error("sealed by a newer build")]
    Newer,
    /// It opens, but is not the record that its neighbours or manifest name: an old one was put back.
    #[error("not the record that belongs here")]
    Replayed,
    /// It opens, but its content cannot be read.
    #[error("content cannot be read")]
    Content,
}

impl From<SealError> for Flaw {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Newer { .. } => Self::Newer,
            SealError::Short | SealError::Foreign | SealError::Altered => Self::Sealed,
        }
    }
}

/// A damaged record, by its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its store.
    pub store: Store,
    /// Its key.
    pub key: Key,
    /// What is wrong with it.
    pub flaw: Flaw,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}: {}", self.store.name(), self.key, self.flaw)
    }
}

impl std::error::Error for Damage {}

/// Why a vault did not do what it was asked. Nothing was changed, unless the error says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The disk or the browser's share of it is full.
    #[error("storage is full")]
    Full {
        /// Bytes still free, where the browser tells.
        free: Option<u64>,
        /// Bytes that were to be written.
        asked: u64,
    },
    /// The vault was written by a newer build; it was not touched.
    #[error("schema {schema} is newer than this build")]
    Newer {
        /// Its schema number.
        schema: u32,
    },
    /// There is a vault here already.
    #[error("a vault exists here")]
    Exists,
    /// Another window has taken the pen; this one may only read.
    #[error("another window holds the pen")]
    Fenced,
    /// The vault is no longer on this machine: its data were cleared while it was open.
    #[error("the vault is gone from this machine")]
    Gone,
    /// After an uncertain end the log turned out to have moved: read the tail, then decide what is still to be saved.
    #[error("the log has moved: read the tail first")]
    Outdated,
    /// This window has not taken the pen.
    #[error("this window may only read")]
    ReadOnly,
    /// A record without which the request cannot be answered is damaged.
    #[error("damaged record {0}")]
    Damaged(Damage),
    /// The lock asks for parameters that are not allowed.
    #[error(transparent)]
    Kdf(#[from] KdfError),
    /// The vault would be left without any lock.
    #[error("the last lock cannot be removed")]
    LastLock,
    /// The database; if it says so, the change may have been carried out. Asking again is safe.
    #[error(transparent)]
    Blocks(BlockError),
}

impl VaultError {
    /// Whether what was asked may have been done nevertheless.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        matches!(self, Self::Blocks(error) if error.is_uncertain())
    }
}

impl From<BlockError> for VaultError {
    fn from(error: BlockError) -> Self {
        match error {
            BlockError::Full => Self::Full { free: None, asked: 0 },
            BlockError::Fenced => Self::Fenced,
            BlockError::Gone => Self::Gone,
            error => Self::Blocks(error),
        }
    }
}

impl From<Damage> for VaultError {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}
