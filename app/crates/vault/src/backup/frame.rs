//! One chunk of a backup on its own, and the trailer: bytes in, bytes out.

use crate::pack::Pack;
use crate::rng::Rng;
use crate::seal::{OVERHEAD, Place, VaultId, open, seal};
use crate::secret::Secret;
use crate::store::{Key, Store};

use super::BackupError;

/// Content of a chunk, at most; small in tests, so that there are many.
pub(super) const CHUNK: usize = if cfg!(test) { 8 << 10 } else { 1 << 20 };
/// Tag, last, index, part of the id, length.
pub(super) const HEAD: usize = 1 + 1 + 4 + 8 + 4;
/// Magic, number of chunks, root, authenticator.
pub(super) const TRAILER: usize = 4 + 4 + 32 + 32;

const TAG: u8 = b'C';
const END: &[u8; 4] = b"SXBE";

/// The keys of one backup file, and what its chunks name it by.
#[derive(Clone)]
pub(super) struct Keys {
    id: VaultId,
    chunk: Secret,
    trailer: Secret,
}

/// The outside of a chunk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    last: bool,
    index: u32,
    id: [u8; 8],
    pub(super) length: usize,
}

impl Keys {
    pub(super) fn new(id: VaultId, key: &Secret, header: [u8; 32]) -> Self {
        Self {
            id,
            chunk: key.derive(&header, &[b"sx/backup/chunk/v1"]),
            trailer: key.derive(&header, &[b"sx/backup/trailer/v1"]),
        }
    }

    fn short_id(&self) -> [u8; 8] {
        let mut short = [0; 8];
        short.copy_from_slice(&self.id[..8]);
        short
    }

    pub(super) fn write(&self, index: u32, last: bool, content: &[u8], rng: &mut dyn Rng) -> Vec<u8> {
        let key = chunk_key(index);
        let sealed = seal(&self.chunk, &self.place(&key, last), rng, content, Pack::Try);
        let mut out = Vec::with_capacity(HEAD + sealed.len());
        out.push(TAG);
        out.push(last.into());
        out.extend_from_slice(&index.to_le_bytes());
        out.extend_from_slice(&self.short_id());
        out.extend_from_slice(&(sealed.len() as u32).to_le_bytes());
        out.extend_from_slice(&sealed);
        out
    }

    fn place<'a>(&'a self, key: &'a Key, last: bool) -> Place<'a> {
        Place { vault: &self.id, store: Store::Seg, key, generation: last.into() }
    }

    /// Opens the chunk found at a place, or says what is wrong with it.
    pub(super) fn open(&self, place: u32, head: &Head, sealed: &[u8]) -> Result<(bool, Vec<u8>), BackupError> {
        let opens = |index: u32, last: bool| {
            let key = chunk_key(index);
            open(&self.chunk, &self.place(&key, last), sealed)
        };
        if head.index == place && head.id == self.short_id() {
            let content = opens(place, head.last).map_err(|_| BackupError::Damaged { chunk: place })?;
            return Ok((head.last, content));
        }
        // The outside is not sealed by itself: only what opens is believed about where the chunk belongs.
        if head.id == self.short_id() && opens(head.index, head.last).is_ok() {
            return Err(BackupError::Reordered { chunk: place, found: head.index });
        }
        Err(if opens(place, head.last).is_ok() || head.id == self.short_id() {
            BackupError::Damaged { chunk: place }
        } else {
            BackupError::Mixed { chunk: place }
        })
    }

    pub(super) fn trailer(&self, count: u32, root: &[u8; 32]) -> Vec<u8> {
        let mut out = END.to_vec();
        out.extend_from_slice(&count.to_le_bytes());
        out.extend_from_slice(root);
        let proof = blake3::keyed_hash(self.trailer.expose(), &out);
        out.extend_from_slice(proof.as_bytes());
        out
    }

    pub(super) fn check_trailer(&self, count: u32, root: &[u8; 32], found: &[u8]) -> Result<(), BackupError> {
        let expected = blake3::hash(&self.trailer(count, root));
        (blake3::hash(found) == expected).then_some(()).ok_or(BackupError::Trailer)
    }
}

impl Head {
    pub(super) fn decode(place: u32, bytes: &[u8; HEAD]) -> Result<Self, BackupError> {
        let damaged = BackupError::Damaged { chunk: place };
        let number = |at: usize| bytes[at..].first_chunk::<4>().map(|four| u32::from_le_bytes(*four));
        let last = match bytes[..2] {
            [TAG, 0] => false,
            [TAG, 1] => true,
            _ => return Err(damaged),
        };
        let index = number(2).ok_or(damaged.clone())?;
        let id = bytes[6..].first_chunk::<8>().copied().ok_or(damaged.clone())?;
        let length = number(14).ok_or(damaged.clone())? as usize;
        if !(OVERHEAD..=CHUNK + OVERHEAD).contains(&length) {
            return Err(damaged);
        }
        Ok(Self { last, index, id, length })
    }
}

fn chunk_key(index: u32) -> Key {
    Key::new(index.to_be_bytes())
}
