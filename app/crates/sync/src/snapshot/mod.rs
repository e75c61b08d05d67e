//! The whole state as bytes, so that opening a ledger does not replay its log.
//!
//! A snapshot is derived: it may be dropped at any time and made again from the envelopes. Its shards are plain here;
//! the vault seals each. A snapshot may come from another member, so reading one trusts nothing.

mod choose;
mod load;
mod shard;
mod share;
mod store;

use thiserror::Error;

pub use self::choose::{Said, Words};
pub use self::shard::SHARD_BYTES;
pub use self::share::{Making, Manifest, ShareError, Verdict, Word, may_load, open_parts, seal_parts, verify};
use crate::envelope::DecodeError;
use crate::header::HeaderError;
use crate::state::State;
use crate::wire::WireError;

/// Why shards are not a snapshot.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum SnapshotError {
    /// Made by a newer build, or by an older one that did not store enough: drop it and replay the envelopes.
    #[error("snapshot version {0} is not known")]
    Version(u8),
    /// A shard is missing, is there twice or belongs elsewhere.
    #[error("shard {at} of the snapshot is not the one expected")]
    Shard {
        /// Its place.
        at: usize,
    },
    /// Damaged.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// An envelope that waits in it is damaged.
    #[error("an envelope waiting in the snapshot: {0}")]
    Waiting(#[from] DecodeError),
}

impl From<HeaderError> for SnapshotError {
    fn from(error: HeaderError) -> Self {
        SnapshotError::Waiting(error.into())
    }
}

/// The state as shards of at most [`SHARD_BYTES`], to be given back in the same order.
pub fn encode(state: &State) -> Vec<Vec<u8>> {
    shard::cut(&store::store(state))
}

/// The state a snapshot holds. Damaged or foreign bytes are refused, none panics.
pub fn decode(shards: &[impl AsRef<[u8]>]) -> Result<State, SnapshotError> {
    load::load(&shard::join(shards)?)
}
