//! The inside of a seal: how many ops, how long, the body, zeros up to the padded length.
//!
//! Each envelope has a key of its own, derived from the epoch's key and a random nonce together with a commitment to it.
//! Associated data is the header without the hash of the ciphertext, which comes last, so nothing of the header can be
//! exchanged.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::agent::{AgentSecret, fill};
use super::key::EpochKey;
use super::keyring::Keyring;
use super::outside::{Outside, Sealed};
use super::{OpenError, padded};
use crate::header::{Header, SUITE_SHARED, Seal};
use crate::host::Rng;
use crate::wire::{Reader, WireError, put_number};

const TAG: usize = 16;
const LABEL: &[u8] = b"sx/env/v1";
const PART_LABEL: &[u8] = b"sx/part/v1";
/// Bytes of a part before its ciphertext.
const PART: usize = 24 + 32;

pub(super) fn close(
    header: Header,
    n_ops: u32,
    plain: &[u8],
    key: &EpochKey,
    agent: &AgentSecret,
    rng: &mut dyn Rng,
) -> Sealed {
    let mut payload = Vec::with_capacity(padded(plain.len() + 8) + TAG);
    put_number(&mut payload, u64::from(n_ops));
    put_number(&mut payload, plain.len() as u64);
    payload.extend_from_slice(plain);
    payload.resize(padded(payload.len()), 0);
    let nonce: [u8; 24] = fill(rng);
    let (own_key, commit) = derive(key.expose(), &nonce, LABEL);
    let ct_len = (payload.len() + TAG) as u32;
    let mut header = Header { seal: Seal::Sealed { nonce, commit, ct_len, ct_hash: [0; 32] }, ..header };
    let cipher = XChaCha20Poly1305::new((&*own_key).into());
    match cipher.encrypt_inout_detached(&XNonce::from(nonce), &bound(&header), payload.as_mut_slice().into()) {
        Ok(tag) => payload.extend_from_slice(&tag),
        // Only a payload beyond 256 GiB ends here; without its tag it opens nowhere.
        Err(_) => payload.clear(),
    }
    header.seal = Seal::Sealed { nonce, commit, ct_len, ct_hash: *blake3::hash(&payload).as_bytes() };
    Sealed::new(Outside::sign(header, agent), payload)
}

/// How many ops, and the plain body.
pub(super) fn open(sealed: &Sealed, keys: &Keyring) -> Result<(u32, Vec<u8>), OpenError> {
    let header = sealed.header();
    let Seal::Sealed { nonce, commit, .. } = &header.seal else {
        return Err(OpenError::Kind);
    };
    let key = keys.get(header.compartment, header.epoch).ok_or(OpenError::NoKey)?;
    let (own_key, expected) = derive(key.expose(), nonce, LABEL);
    if blake3::Hash::from(expected) != blake3::Hash::from(*commit) {
        return Err(OpenError::OtherKey);
    }
    let (text, tag) = sealed.payload().split_last_chunk::<TAG>().ok_or(OpenError::Altered)?;
    let mut plain = text.to_vec();
    XChaCha20Poly1305::new((&*own_key).into())
        .decrypt_inout_detached(&XNonce::from(*nonce), &bound(header), plain.as_mut_slice().into(), &Tag::from(*tag))
        .map_err(|_| OpenError::Altered)?;
    unframe(&plain).map_err(OpenError::Content)
}

/// Seals a part that is no envelope. `bound` says where it belongs.
pub(crate) fn close_part(plain: &[u8], key: &EpochKey, bound: &[u8], rng: &mut dyn Rng) -> Vec<u8> {
    close_with(plain, (key.expose(), PART_LABEL), &fill(rng), bound)
}

/// Opens what [`close_part`] closed.
pub(crate) fn open_part(part: &[u8], key: &EpochKey, bound: &[u8]) -> Result<Vec<u8>, OpenError> {
    open_with(part, (key.expose(), PART_LABEL), bound)
}

/// Seals a part under a key and for a purpose: nonce, commitment, ciphertext, tag. The caller answers for the nonce.
pub(crate) fn close_with(plain: &[u8], (key, purpose): (&[u8; 32], &[u8]), nonce: &[u8; 24], bound: &[u8]) -> Vec<u8> {
    let (own_key, commit) = derive(key, nonce, purpose);
    let mut part = Vec::with_capacity(PART + plain.len() + TAG);
    part.extend_from_slice(nonce);
    part.extend_from_slice(&commit);
    part.extend_from_slice(plain);
    let cipher = XChaCha20Poly1305::new((&*own_key).into());
    match cipher.encrypt_inout_detached(&XNonce::from(*nonce), bound, (&mut part[PART..]).into()) {
        Ok(tag) => part.extend_from_slice(&tag),
        // Only a part beyond 256 GiB ends here; without its tag it opens nowhere.
        Err(_) => part.truncate(PART),
    }
    part
}

/// Opens what [`close_with`] closed.
pub(crate) fn open_with(part: &[u8], (key, purpose): (&[u8; 32], &[u8]), bound: &[u8]) -> Result<Vec<u8>, OpenError> {
    let (nonce, rest) = part.split_first_chunk::<24>().ok_or(OpenError::Altered)?;
    let (commit, rest) = rest.split_first_chunk::<32>().ok_or(OpenError::Altered)?;
    let (text, tag) = rest.split_last_chunk::<TAG>().ok_or(OpenError::Altered)?;
    let (own_key, expected) = derive(key, nonce, purpose);
    if blake3::Hash::from(expected) != blake3::Hash::from(*commit) {
        return Err(OpenError::OtherKey);
    }
    let mut plain = text.to_vec();
    XChaCha20Poly1305::new((&*own_key).into())
        .decrypt_inout_detached(&XNonce::from(*nonce), bound, plain.as_mut_slice().into(), &Tag::from(*tag))
        .map_err(|_| OpenError::Altered)?;
    Ok(plain)
}

fn unframe(plain: &[u8]) -> Result<(u32, Vec<u8>), WireError> {
    let mut reader = Reader::new(plain);
    let n_ops = reader.number32()?;
    let body = reader.bytes()?.to_vec();
    let zeros = reader.take(reader.left())?;
    let framed = plain.len() - zeros.len();
    if padded(framed) != plain.len() || zeros.iter().any(|byte| *byte != 0) {
        return Err(WireError::NotCanonical);
    }
    Ok((n_ops, body))
}

/// The envelope's own key, and the public word that it is this one.
fn derive(key: &[u8; 32], nonce: &[u8; 24], label: &[u8]) -> (Zeroizing<[u8; 32]>, [u8; 32]) {
    let hkdf = Hkdf::<Sha256>::new(Some(nonce), key);
    let mut both = Zeroizing::new([0; 64]);
    // Sixty-four bytes are within what HKDF can give; were they not, the zeros would open nothing that was sealed.
    let given = hkdf.expand(&[label, &[SUITE_SHARED]].concat(), both.as_mut_slice());
    debug_assert!(given.is_ok());
    let mut own_key = Zeroizing::new([0; 32]);
    let mut commit = [0; 32];
    own_key.copy_from_slice(&both[..32]);
    commit.copy_from_slice(&both[32..]);
    (own_key, commit)
}

/// The header without the hash of the ciphertext.
fn bound(header: &Header) -> Vec<u8> {
    let mut bytes = header.encode();
    bytes.truncate(bytes.len().saturating_sub(32));
    bytes
}
