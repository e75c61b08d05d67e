//! How is a snapshot cut, and put together again without a shard from elsewhere?
//!
//! Every shard begins with its number and how many there are. Whether they belong to one snapshot is for the seal of
//! the vault, or the manifest, to say.

use super::SnapshotError;
use crate::wire::WireError;

/// No shard is larger than this.
pub const SHARD_BYTES: usize = 1 << 20;

const MARK: [u8; 3] = *b"SXS";
const PREFIX: usize = MARK.len() + 4 + 4;

pub(super) fn cut(bytes: &[u8]) -> Vec<Vec<u8>> {
    let pieces = bytes.chunks(SHARD_BYTES - PREFIX);
    let count = pieces.len() as u32;
    let shard = |(at, piece): (u32, &[u8])| [&MARK, &at.to_le_bytes()[..], &count.to_le_bytes(), piece].concat();
    (0..).zip(pieces).map(shard).collect()
}

pub(super) fn join(shards: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, SnapshotError> {
    let total: usize = shards.iter().map(|shard| shard.as_ref().len()).sum();
    let mut bytes = Vec::with_capacity(total);
    for (at, shard) in shards.iter().enumerate() {
        let (prefix, piece) = shard.as_ref().split_at_checked(PREFIX).ok_or(WireError::Truncated)?;
        let expected = [&MARK, &(at as u32).to_le_bytes()[..], &(shards.len() as u32).to_le_bytes()].concat();
        if prefix != expected {
            return Err(SnapshotError::Shard { at });
        }
        bytes.extend_from_slice(piece);
    }
    Ok(bytes)
}
