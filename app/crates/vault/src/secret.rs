//! How is a key held in memory? Zeroed when dropped, never printed, compared without a clue from timing.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::rng::{self, Rng};

/// 32 secret bytes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Takes these bytes; the caller's copy remains the caller's concern.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A fresh random key.
    #[must_use]
    pub fn random(rng: &mut dyn Rng) -> Self {
        Self(rng::random(rng))
    }

    /// The bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for one purpose: HKDF-SHA-256 with `context` as salt and `label` as info.
    #[must_use]
    pub fn derive(&self, context: &[u8], label: &[&[u8]]) -> Self {
        let mut out = [0; 32];
        let expanded = Hkdf::<Sha256>::new(Some(context), &self.0).expand_multi_info(label, &mut out);
        debug_assert!(expanded.is_ok(), "32 bytes are always within HKDF's reach");
        Self(out)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        blake3::Hash::from(self.0) == blake3::Hash::from(other.0)
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_do_not_share_a_key() {
        let root = Secret::new([7; 32]);
        let of = |context: &[u8], label: &[&[u8]]| *root.derive(context, label).expose();
        let keys = [of(b"a", &[b"one"]), of(b"a", &[b"two"]), of(b"b", &[b"one"]), *root.expose()];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key));
        }
        assert_eq!(of(b"a", &[b"one"]), keys[0]);
    }

    #[test]
    fn a_key_is_never_printed() {
        assert_eq!(format!("{:?}", Secret::new([0x41; 32])), "Secret(..)");
    }
}
