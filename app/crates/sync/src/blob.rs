//! How does an attachment leave this machine? In sealed parts, under a key that nobody has but who may read the op that
//! refers to it.
//!
//! The *seal* (封条) is what stands in that op: a random key, how long the attachment is and what it hashes to, and the
//! names of its parts. A part is a piece of a mebibyte at most, padded, encrypted and bound to the space, the attachment,
//! its place and whether it is the last, so a part left out, moved, cut off or taken from elsewhere does not open. Its name
//! is the hash of its bytes, as for every part at the server.
//!
//! Sealing has no chance in it but the key: the nonce of a part is derived from the key and from all that the part is bound
//! to, the hash of the content included, so one key never meets two plain texts under one nonce. So the same bytes give
//! the same parts again: nothing sealed has to be stored beside the bytes that are kept at rest under the machine's own
//! key, and a part that was sent before is known by its name.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::host::Rng;
use crate::ids::{RowId, SpaceId};
use crate::proto::part_id;
use crate::seal::{OpenError, close_with, open_with, padded};
use crate::wire::{Reader, WireError, put_number};

/// A piece has this many bytes at most.
pub const PIECE_BYTES: usize = 1 << 20;
/// An attachment has no more parts than this.
pub const MOST_PARTS: usize = 64;

const VERSION: u8 = 1;
const PURPOSE: &[u8] = b"sx/blob/v1";
const NONCE_PURPOSE: &[u8] = b"sx/blob/nonce/v1";

/// Why bytes are not the attachment that a seal names, or cannot be sealed. Nothing of them is to be kept.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum BlobError {
    /// It is larger than an attachment may be.
    #[error("larger than an attachment may be")]
    TooLarge,
    /// The seal was made in another space.
    #[error("sealed in another space")]
    Space,
    /// A part is not there.
    #[error("part {at} is missing")]
    Missing {
        /// Its place.
        at: usize,
    },
    /// There are more parts than the seal names.
    #[error("a part too many")]
    Surplus,
    /// A part is another one than the seal names there.
    #[error("part {at} is not the one the seal names")]
    OtherPart {
        /// Its place.
        at: usize,
    },
    /// A part that has its name right does not open: the seal itself names what does not belong there.
    #[error("part {at} does not open: {error}")]
    Open {
        /// Its place.
        at: usize,
        /// Why.
        error: OpenError,
    },
    /// The bytes are not those that were sealed.
    #[error("not the bytes that were sealed")]
    Content,
}

/// What an op says of an attachment so that others can fetch and open it.
#[derive(Clone, PartialEq, Eq)]
pub struct BlobSeal {
    space: SpaceId,
    key: Zeroizing<[u8; 32]>,
    hash: [u8; 32],
    len: usize,
    parts: Vec<[u8; 32]>,
}

impl BlobSeal {
    /// Seals an attachment for a space, under a new key.
    ///
    /// # Errors
    /// If it is too large.
    pub fn new(space: SpaceId, blob: RowId, bytes: &[u8], rng: &mut dyn Rng) -> Result<Self, BlobError> {
        if bytes.len() > MOST_PARTS * PIECE_BYTES {
            return Err(BlobError::TooLarge);
        }
        let mut key = Zeroizing::new([0; 32]);
        rng.fill(key.as_mut_slice());
        let hash = *blake3::hash(bytes).as_bytes();
        let mut seal = Self { space, key, hash, len: bytes.len(), parts: Vec::new() };
        seal.parts = (0..count(bytes.len())).map(|at| part_id(&seal.close(blob, bytes, at))).collect();
        Ok(seal)
    }

    /// The space it was made in.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// The names of the parts, in order.
    pub fn parts(&self) -> &[[u8; 32]] {
        &self.parts
    }

    /// Bytes of the attachment.
    pub fn size(&self) -> usize {
        self.len
    }

    /// One sealed part of the attachment, to be put where others find it.
    ///
    /// # Errors
    /// If these are not the bytes that were sealed, or there is no such part.
    pub fn part(&self, blob: RowId, bytes: &[u8], at: usize) -> Result<Vec<u8>, BlobError> {
        if bytes.len() != self.len || blake3::hash(bytes) != blake3::Hash::from(self.hash) {
            return Err(BlobError::Content);
        }
        let name = self.parts.get(at).ok_or(BlobError::Surplus)?;
        let part = self.close(blob, bytes, at);
        // Another id, or a seal that names something else at this place.
        if part_id(&part) == *name { Ok(part) } else { Err(BlobError::OtherPart { at }) }
    }

    /// The attachment, from its parts in order.
    ///
    /// # Errors
    /// If they are not exactly the parts of this attachment of this space.
    pub fn open(&self, space: SpaceId, blob: RowId, parts: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, BlobError> {
        if self.space != space {
            return Err(BlobError::Space);
        }
        if parts.len() > self.parts.len() {
            return Err(BlobError::Surplus);
        }
        let mut bytes = Vec::with_capacity(self.len);
        for (at, name) in self.parts.iter().enumerate() {
            let part = parts.get(at).ok_or(BlobError::Missing { at })?.as_ref();
            if part_id(part) != *name {
                return Err(BlobError::OtherPart { at });
            }
            let bound = self.bound(blob, at);
            let piece = open_with(part, (&self.key, PURPOSE), &bound).map_err(|error| BlobError::Open { at, error })?;
            let plain = piece.get(..self.piece(at)).ok_or(BlobError::Content)?;
            let zeros = piece.get(plain.len()..).unwrap_or_default();
            if piece.len() != padded(plain.len()) || zeros.iter().any(|byte| *byte != 0) {
                return Err(BlobError::Content);
            }
            bytes.extend_from_slice(plain);
        }
        if blake3::hash(&bytes) == blake3::Hash::from(self.hash) { Ok(bytes) } else { Err(BlobError::Content) }
    }

    /// The seal in its only encoding. It holds the key: for sealed ops alone.
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(Vec::with_capacity(1 + 16 + 32 + 32 + 5 + 32 * self.parts.len()));
        out.push(VERSION);
        out.extend_from_slice(&self.space.0);
        out.extend_from_slice(self.key.as_slice());
        out.extend_from_slice(&self.hash);
        put_number(&mut out, self.len as u64);
        self.parts.iter().for_each(|part| out.extend_from_slice(part));
        out
    }

    /// Reads what [`BlobSeal::encode`] wrote and nothing else.
    ///
    /// # Errors
    /// If it is something else, or of a newer build.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        if reader.byte()? != VERSION {
            return Err(WireError::OutOfRange);
        }
        let (space, key, hash) = (SpaceId(reader.array()?), Zeroizing::new(reader.array()?), reader.array()?);
        let len = usize::try_from(reader.number()?).map_err(|_| WireError::OutOfRange)?;
        if len > MOST_PARTS * PIECE_BYTES {
            return Err(WireError::OutOfRange);
        }
        let parts = (0..count(len)).map(|_| reader.array()).collect::<Result<_, _>>()?;
        reader.finish()?;
        Ok(Self { space, key, hash, len, parts })
    }

    /// How long the piece at a place is.
    fn piece(&self, at: usize) -> usize {
        self.len.saturating_sub(at * PIECE_BYTES).min(PIECE_BYTES)
    }

    fn close(&self, blob: RowId, bytes: &[u8], at: usize) -> Vec<u8> {
        let from = at * PIECE_BYTES;
        let mut piece = bytes.get(from..from + self.piece(at)).unwrap_or_default().to_vec();
        piece.resize(padded(piece.len()), 0);
        let bound = self.bound(blob, at);
        close_with(&piece, (&self.key, PURPOSE), &self.nonce(&bound), &bound)
    }

    fn nonce(&self, bound: &[u8]) -> [u8; 24] {
        let mut nonce = [0; 24];
        let given = Hkdf::<Sha256>::new(None, self.key.as_slice()).expand(&[NONCE_PURPOSE, bound].concat(), &mut nonce);
        // Twenty-four bytes are within what HKDF can give.
        debug_assert!(given.is_ok());
        nonce
    }

    /// Where a part belongs: no part of another attachment or space, and no other part of this one, opens in its place.
    fn bound(&self, blob: RowId, at: usize) -> Vec<u8> {
        let last = at + 1 == count(self.len);
        let mut out = PURPOSE.to_vec();
        out.extend_from_slice(&self.space.0);
        out.extend_from_slice(&blob.0);
        out.extend_from_slice(&self.hash);
        out.extend_from_slice(&(self.len as u64).to_le_bytes());
        out.extend_from_slice(&(at as u32).to_le_bytes());
        out.push(u8::from(last));
        out
    }
}

impl fmt::Debug for BlobSeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobSeal({} bytes in {} parts)", self.len, self.parts.len())
    }
}

/// Into how many pieces an attachment falls; an empty one is a single empty piece.
fn count(len: usize) -> usize {
    len.div_ceil(PIECE_BYTES).max(1)
}
