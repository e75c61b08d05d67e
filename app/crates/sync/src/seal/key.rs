//! What does a compartment's key look like, and how do people know that they hold the same one?

use std::fmt;

use zeroize::Zeroizing;

use crate::host::Rng;

/// The key of one compartment in one epoch. It is forgotten when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct EpochKey(Zeroizing<[u8; 32]>);

/// A public word about a key, written next to its wraps: whoever opens one knows it is the key all others got.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyCheck(pub [u8; 32]);

impl EpochKey {
    /// A new key.
    pub fn new(rng: &mut dyn Rng) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        rng.fill(key.as_mut_slice());
        Self(key)
    }

    /// A key that was kept.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key, to be kept sealed.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public word about it.
    pub fn check(&self) -> KeyCheck {
        KeyCheck(blake3::derive_key("sx epoch key check v1", self.expose()))
    }
}

impl fmt::Debug for EpochKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EpochKey")
    }
}

impl fmt::Debug for KeyCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, ..] = self.0;
        write!(f, "KeyCheck({a:02x}{b:02x}{c:02x})")
    }
}
