//! How does an envelope leave this machine? Encrypted for those who hold the compartment's key, signed by its author.
//!
//! Suite 1: Ed25519 over the header, XChaCha20-Poly1305 under a key derived for this envelope alone, a commitment to that
//! key, and padding, so that a size says little. The header names the hash of the ciphertext and nothing that was
//! computed from the plain body. Header and signature together are the *outside* (信封): whoever carries, orders or stores
//! envelopes needs no more.

mod addressed;
mod agent;
mod cipher;
mod grant;
mod key;
mod keyring;
mod outside;
mod padding;
#[cfg(feature = "remembered")]
mod remembered;

use thiserror::Error;

pub(crate) use self::addressed::{addressed_size, open_sealed_to, seal_to};
pub use self::agent::{AgentKeys, AgentSecret, Signature};
pub(crate) use self::cipher::{close_part, close_with, open_part, open_with};
pub use self::grant::{LINK_BYTES, WRAP_BYTES, Wrap, open_grant, open_link, wrap_grant, wrap_link};
pub use self::key::{EpochKey, KeyCheck};
pub use self::keyring::Keyring;
pub use self::outside::{Outside, Sealed};
pub use self::padding::padded;
use crate::body::Body;
use crate::envelope::Envelope;
use crate::header::{Header, Kind, Seal};
use crate::host::Rng;
use crate::wire::WireError;

/// Why an envelope does not open.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// The key of this compartment and epoch is not here.
    #[error("the epoch's key is not on this device")]
    NoKey,
    /// It was sealed under another key than its epoch's.
    #[error("sealed under another key")]
    OtherKey,
    /// Its ciphertext, or the header it belongs to, was altered.
    #[error("the envelope was altered")]
    Altered,
    /// It opened, and what is in it is not what it should be: only its author can have done that.
    #[error("sealed content is not readable: {0}")]
    Content(#[from] WireError),
    /// It is of another kind than was asked for.
    #[error("an envelope of another kind")]
    Kind,
}

/// Seals the body of a local envelope: the same place in the chain, the same header, but shared, encrypted and signed.
/// Returns it for the journal and the server, and opened for the state.
pub fn seal(local: Envelope, key: &EpochKey, epoch: u32, agent: &AgentSecret, rng: &mut dyn Rng) -> (Sealed, Envelope) {
    let (header, _, body) = local.into_parts();
    let plain = body.encode();
    let sealed = cipher::close(Header { epoch, n_ops: 0, ..header }, body.len() as u32, &plain, key, agent, rng);
    let opened = Envelope::opened(sealed.header().clone(), sealed.hash(), body, &plain);
    (sealed, opened)
}

/// Seals a body that was opened before, under another header.
pub(crate) fn seal_again(
    header: Header,
    body: Body,
    key: &EpochKey,
    agent: &AgentSecret,
    rng: &mut dyn Rng,
) -> (Sealed, Envelope) {
    let plain = body.encode();
    let sealed = cipher::close(Header { n_ops: 0, ..header }, body.len() as u32, &plain, key, agent, rng);
    let opened = Envelope::opened(sealed.header().clone(), sealed.hash(), body, &plain);
    (sealed, opened)
}

/// Seals bytes that are no ops: a snapshot's manifest or a word about one.
pub fn seal_bytes(header: Header, plain: &[u8], key: &EpochKey, agent: &AgentSecret, rng: &mut dyn Rng) -> Sealed {
    cipher::close(header, 0, plain, key, agent, rng)
}

/// Signs a membership change: readable by everybody, the server included.
pub fn sign(header: Header, body: Vec<u8>, agent: &AgentSecret) -> Sealed {
    let seal = Seal::Signed { body_len: body.len() as u32, body_hash: *blake3::hash(&body).as_bytes() };
    Sealed::new(Outside::sign(Header { n_ops: 0, seal, ..header }, agent), body)
}

/// Opens the save in an envelope.
pub fn open(sealed: &Sealed, keys: &Keyring) -> Result<Envelope, OpenError> {
    if sealed.header().kind != Kind::Data {
        return Err(OpenError::Kind);
    }
    let (n_ops, plain) = cipher::open(sealed, keys)?;
    let body = Body::decode(&plain, n_ops)?;
    Ok(Envelope::opened(sealed.header().clone(), sealed.hash(), body, &plain))
}

/// Opens what [`seal_bytes`] closed.
pub fn open_bytes(sealed: &Sealed, keys: &Keyring) -> Result<Vec<u8>, OpenError> {
    if sealed.header().kind != Kind::Snapshot {
        return Err(OpenError::Kind);
    }
    let (n_ops, plain) = cipher::open(sealed, keys)?;
    if n_ops == 0 { Ok(plain) } else { Err(WireError::OutOfRange.into()) }
}
