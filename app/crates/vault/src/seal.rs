//! What does a stored record look like? Suite, version, flags, nonce, commitment, ciphertext, tag.
//!
//! Everything that says where a record belongs (vault, store, key, generation) is bound into its seal, so a record put
//! in another place does not open. The key for each record is derived from the storage key, the place and the nonce
//! together with a commitment, so one record can never open under two keys.
//!
//! ```text
//! 0      suite      1 = XChaCha20-Poly1305 / BLAKE3 / Argon2id; 2 is kept for SM2 / SM3 / SM4
//! 1      version    1
//! 2      flags      bit 0: the payload is packed
//! 3..27  nonce      random
//! 27..59 commitment
//! 59..   ciphertext, then the tag of 16 bytes
//! ```

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::pack::{Pack, pack, unpack};
use crate::rng::{self, Rng};
use crate::secret::Secret;
use crate::store::{Key, Store};

/// The number of the only suite in use.
pub const SUITE: u8 = 1;
const VERSION: u8 = 1;
const PACKED: u8 = 1;
const NONCE: std::ops::Range<usize> = 3..27;
const COMMITMENT: std::ops::Range<usize> = 27..59;
const BODY: usize = 59;
const TAG: usize = 16;
const DOMAIN: &[u8] = b"sx/vault/record/v1";

/// Bytes a seal adds to a payload that is not packed.
pub const OVERHEAD: usize = BODY + TAG;

/// The identity of a vault: random, public, bound into every seal.
pub type VaultId = [u8; 16];

/// Where a record belongs.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The vault.
    pub vault: &'a VaultId,
    /// The store.
    pub store: Store,
    /// The key, or whatever else stands for the record's place.
    pub key: &'a Key,
    /// Which of several records that may stand here one after the other.
    pub generation: u64,
}

/// Why a record does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Shorter than any record.
    #[error("record cut off")]
    Short,
    /// Sealed by a newer build.
    #[error("record of suite {suite} version {version} is newer than this build")]
    Newer {
        /// Its suite.
        suite: u8,
        /// Its version.
        version: u8,
    },
    /// Another key, another place, or a damaged nonce.
    #[error("record does not belong here or to this key")]
    Foreign,
    /// The content was altered.
    #[error("record altered")]
    Altered,
}

/// Seals a payload for its place.
pub fn seal(key: &Secret, place: &Place<'_>, rng: &mut dyn Rng, plain: &[u8], how: Pack) -> Vec<u8> {
    let packed = pack(plain, how).map(Zeroizing::new);
    let (flags, payload) = match &packed {
        Some(packed) => (PACKED, packed.as_slice()),
        None => (0, plain),
    };
    let nonce: [u8; 24] = rng::random(rng);
    let bound = bound(place, flags);
    let (record_key, commitment) = record_key(key, &bound, &nonce);

    let mut record = Vec::with_capacity(payload.len() + OVERHEAD);
    record.extend_from_slice(&[SUITE, VERSION, flags]);
    record.extend_from_slice(&nonce);
    record.extend_from_slice(&commitment);
    record.extend_from_slice(payload);
    let cipher = XChaCha20Poly1305::new(record_key.expose().into());
    match cipher.encrypt_inout_detached(&XNonce::from(nonce), &bound, (&mut record[BODY..]).into()) {
        Ok(tag) => record.extend_from_slice(&tag),
        // Only a payload beyond 256 GiB ends here; a record without its tag opens nowhere.
        Err(_) => record.truncate(BODY),
    }
    record
}

/// Opens a record found at its place.
pub fn open(key: &Secret, place: &Place<'_>, record: &[u8]) -> Result<Vec<u8>, SealError> {
    let (&[suite, version, flags], _) = record.split_first_chunk::<3>().ok_or(SealError::Short)?;
    if suite != SUITE || version != VERSION || flags & !PACKED != 0 {
        return Err(SealError::Newer { suite, version });
    }
    if record.len() < OVERHEAD {
        return Err(SealError::Short);
    }
    let (body, tag) = record[BODY..].split_last_chunk::<TAG>().ok_or(SealError::Short)?;
    let nonce: [u8; 24] = record[NONCE].try_into().map_err(|_| SealError::Short)?;
    let bound = bound(place, flags);
    let (record_key, commitment) = record_key(key, &bound, &nonce);
    let found: [u8; 32] = record[COMMITMENT].try_into().map_err(|_| SealError::Short)?;
    if blake3::Hash::from(commitment) != blake3::Hash::from(found) {
        return Err(SealError::Foreign);
    }
    let mut plain = body.to_vec();
    XChaCha20Poly1305::new(record_key.expose().into())
        .decrypt_inout_detached(&XNonce::from(nonce), &bound, plain.as_mut_slice().into(), &Tag::from(*tag))
        .map_err(|_| SealError::Altered)?;
    if flags & PACKED == 0 {
        return Ok(plain);
    }
    unpack(&Zeroizing::new(plain)).ok_or(SealError::Altered)
}

/// The associated data: unambiguous, because the only part of free length carries its length.
fn bound(place: &Place<'_>, flags: u8) -> Vec<u8> {
    let key = place.key.as_bytes();
    let mut out = Vec::with_capacity(DOMAIN.len() + key.len() + 32);
    out.extend_from_slice(DOMAIN);
    out.extend_from_slice(&[SUITE, VERSION, flags, place.store.number()]);
    out.extend_from_slice(place.vault);
    out.extend_from_slice(&place.generation.to_be_bytes());
    out.extend_from_slice(&(key.len() as u64).to_be_bytes());
    out.extend_from_slice(key);
    out
}

fn record_key(key: &Secret, bound: &[u8], nonce: &[u8; 24]) -> (Secret, [u8; 32]) {
    let mut both = Zeroizing::new([0; 64]);
    blake3::Hasher::new_keyed(key.expose()).update(nonce).update(bound).finalize_xof().fill(both.as_mut_slice());
    let mut record_key = [0; 32];
    let mut commitment = [0; 32];
    record_key.copy_from_slice(&both[..32]);
    commitment.copy_from_slice(&both[32..]);
    (Secret::new(record_key), commitment)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::TestRng;

    const VAULT: VaultId = [9; 16];

    fn at(key: &Key, generation: u64) -> Place<'_> {
        Place { vault: &VAULT, store: Store::Outbox, key, generation }
    }

    #[test]
    fn another_place_or_key_does_not_open() {
        let (mut rng, key) = (TestRng::new(1), Key::new([1, 2]));
        let secret = Secret::random(&mut rng);
        let record = seal(&secret, &at(&key, 3), &mut rng, b"hello", Pack::Never);
        assert_eq!(open(&secret, &at(&key, 3), &record).as_deref(), Ok(&b"hello"[..]));

        let check = |secret: &Secret, place: Place<'_>| {
            assert_eq!(open(secret, &place, &record), Err(SealError::Foreign));
        };
        check(&Secret::random(&mut rng), at(&key, 3));
        check(&secret, at(&key, 4));
        check(&secret, at(&Key::new([1, 3]), 3));
        check(&secret, at(&Key::new([1, 2, 0]), 3));
        check(&secret, Place { vault: &[8; 16], ..at(&key, 3) });
        check(&secret, Place { store: Store::Seg, ..at(&key, 3) });
    }

    #[test]
    fn a_newer_suite_is_named_not_guessed_at() {
        let (mut rng, key) = (TestRng::new(1), Key::new([1]));
        let secret = Secret::random(&mut rng);
        let mut record = seal(&secret, &at(&key, 0), &mut rng, b"x", Pack::Never);
        record[0] = 2;
        assert_eq!(open(&secret, &at(&key, 0), &record), Err(SealError::Newer { suite: 2, version: 1 }));
    }

    #[test]
    fn the_same_payload_never_looks_the_same_twice() {
        let (mut rng, key) = (TestRng::new(1), Key::new([1]));
        let secret = Secret::random(&mut rng);
        let one = seal(&secret, &at(&key, 0), &mut rng, b"x", Pack::Never);
        let two = seal(&secret, &at(&key, 0), &mut rng, b"x", Pack::Never);
        assert_ne!(one[NONCE], two[NONCE]);
        assert_ne!(one[BODY..], two[BODY..]);
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_again(
            plain in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..3_000),
                (any::<u8>(), 0usize..20_000).prop_map(|(byte, length)| vec![byte; length]),
            ],
            name in proptest::collection::vec(any::<u8>(), 0..40),
            generation: u64,
            seed: u64,
            tried: bool,
        ) {
            let mut rng = TestRng::new(seed);
            let (secret, key) = (Secret::random(&mut rng), Key::new(name));
            let how = if tried { Pack::Try } else { Pack::Never };
            let record = seal(&secret, &at(&key, generation), &mut rng, &plain, how);
            prop_assert!(record.len() <= plain.len() + OVERHEAD);
            prop_assert_eq!(open(&secret, &at(&key, generation), &record), Ok(plain));
        }

        #[test]
        fn any_flipped_bit_is_noticed(
            plain in proptest::collection::vec(0u8..4, 0..1_500),
            seed: u64,
            place in any::<proptest::sample::Index>(),
            bit in 0u8..8,
        ) {
            let mut rng = TestRng::new(seed);
            let (secret, key) = (Secret::random(&mut rng), Key::new([5]));
            let mut record = seal(&secret, &at(&key, 0), &mut rng, &plain, Pack::Try);
            let at_byte = place.index(record.len());
            record[at_byte] ^= 1 << bit;
            prop_assert!(open(&secret, &at(&key, 0), &record).is_err());
        }

        #[test]
        fn any_cut_is_noticed(length in 0usize..200, keep in any::<proptest::sample::Index>(), seed: u64) {
            let mut rng = TestRng::new(seed);
            let (secret, key) = (Secret::random(&mut rng), Key::new([5]));
            let record = seal(&secret, &at(&key, 0), &mut rng, &vec![1; length], Pack::Never);
            let keep = keep.index(record.len());
            prop_assert!(open(&secret, &at(&key, 0), &record[..keep]).is_err());
        }
    }
}
