//! What is in a backup file, and how is it known to be whole?
//!
//! ```text
//! header   SXB1 · version · suite · backup id · locks · checksum
//! chunk    C · last? · index · part of the id · length · sealed content (up to a mebibyte, then packed and sealed)
//! ...
//! trailer  SXBE · number of chunks · root over all chunks · authenticator
//! ```
//!
//! The chunks' key depends on the header; each chunk is bound to its index and to being the last or not; the trailer
//! vouches for all of them. So what was cut off, altered, exchanged or taken from another backup is found and named, in a
//! dry run before anything is written. The content is the original envelopes, attachments, items, access log and drafts,
//! sealed anew under a key of this file, wrapped for every lock of the vault. The vault's master key is not in it.

mod frame;
mod header;
mod inspect;
mod item;
mod merge;
mod read;
mod restore;
mod write;

#[cfg(test)]
mod tests;

pub use header::{BackupHeader, HEADER_MAX};
pub use inspect::{Inspection, Inspector};
pub use item::{Counts, Info};
pub use merge::{Merged, Merger};
pub use restore::Restorer;
pub use write::BackupWriter;

use crate::error::VaultError;
use crate::kdf::KdfError;

/// Why a backup is refused. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The file does not begin like a backup of this program.
    #[error("not a backup of this program")]
    NotABackup,
    /// It was written by a newer build.
    #[error("backup version {version} is newer than this build")]
    Newer {
        /// Its version.
        version: u16,
    },
    /// The header is damaged.
    #[error("damaged header")]
    Header,
    /// A lock asks for parameters that are not allowed.
    #[error(transparent)]
    Kdf(#[from] KdfError),
    /// There is no such lock on this backup.
    #[error("no such lock")]
    NoSlot,
    /// The key is not the lock's.
    #[error("wrong key")]
    WrongKey,
    /// The file ends too early.
    #[error("cut off after {whole} chunks")]
    Truncated {
        /// Chunks that are whole.
        whole: u32,
    },
    /// A chunk is damaged.
    #[error("chunk {chunk} is damaged")]
    Damaged {
        /// Its place, from 0.
        chunk: u32,
    },
    /// A chunk stands in the wrong place: some are exchanged, repeated or left out.
    #[error("chunk {found} stands in the place of chunk {chunk}")]
    Reordered {
        /// The place, from 0.
        chunk: u32,
        /// The chunk found there.
        found: u32,
    },
    /// A chunk belongs to another backup.
    #[error("chunk {chunk} belongs to another backup")]
    Mixed {
        /// The place, from 0.
        chunk: u32,
    },
    /// The trailer is damaged or belongs to another file.
    #[error("damaged trailer")]
    Trailer,
    /// Something follows after the end.
    #[error("bytes after the end")]
    Trailing,
    /// Every chunk is authentic, but the content makes no sense to this build.
    #[error("content cannot be read")]
    Content,
    /// The file is not the one that was inspected.
    #[error("not the backup that was inspected")]
    Changed,
    /// It is of a shared ledger: that one is restored by itself, and what it lacks comes from the server.
    #[error("a backup of a shared ledger is not merged into another")]
    Shared,
    /// The vault that is written to, or read from.
    #[error(transparent)]
    Vault(#[from] VaultError),
}
