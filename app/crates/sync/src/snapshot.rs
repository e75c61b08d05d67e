//! The whole state as bytes, so that opening a ledger does not replay its log.
//!
//! A snapshot is derived: it may be dropped at any time. Its shards are plain here; the vault seals each.

use thiserror::Error;

use crate::state::State;

/// No shard is larger than this.
pub const SHARD_BYTES: usize = 1 << 20;

/// Why shards are not a snapshot.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum SnapshotError {
    /// Bytes are missing, or a length field asks for more than is there.
    #[error("the snapshot ends too early")]
    Truncated,
}

/// The state as shards of at most [`SHARD_BYTES`], to be given back in the same order.
pub fn encode(_state: &State) -> Vec<Vec<u8>> {
    todo!()
}

/// The state a snapshot holds. Damaged or foreign bytes are refused, none panics.
pub fn decode(_shards: &[impl AsRef<[u8]>]) -> Result<State, SnapshotError> {
    todo!()
}
