//! One stable hash of texts, used for keys in memory and for fingerprints that are stored.
//!
//! Fingerprints outlive the program that made them (they carry a person's decision to the next import of the same file),
//! so this function may never change. It is not a cipher: what it makes stays inside the sealed ledger.

use std::hash::{BuildHasherDefault, Hasher};

/// Takes one more word into a hash.
pub(super) const fn mix(hash: u64, word: u64) -> u64 {
    let x = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^ (x >> 29)
}

/// The hash of a text, continuing `seed`. Texts of different length never run together: the length goes in first.
pub(super) fn text(seed: u64, text: &str) -> u64 {
    finish(bytes(mix(seed, text.len() as u64 ^ 0x5bd1_e995), text.as_bytes()))
}

/// Takes bytes into a hash, eight at a time, the last ones filled up with zeros.
fn bytes(mut hash: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        hash = mix(hash, u64::from_le_bytes(*word));
    }
    if rest.is_empty() {
        return hash;
    }
    mix(hash, rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)))
}

/// Spreads what `mix` left in the high bits over all of them.
pub(super) const fn finish(hash: u64) -> u64 {
    let x = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^ (x >> 32)
}

/// A hasher for maps inside one comparison: fast, and not defended against chosen keys, which come from one's own lists.
#[derive(Default)]
pub(super) struct Quick(u64);

/// Builds [`Quick`].
pub(super) type QuickBuild = BuildHasherDefault<Quick>;

impl Hasher for Quick {
    fn write(&mut self, taken: &[u8]) {
        self.0 = bytes(self.0, taken);
    }

    fn write_u8(&mut self, value: u8) {
        self.0 = mix(self.0, u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = mix(self.0, u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = mix(self.0, value);
    }

    fn write_usize(&mut self, value: usize) {
        self.0 = mix(self.0, value as u64);
    }

    fn finish(&self) -> u64 {
        finish(self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_hash_is_what_it_always_was() {
        // Stored fingerprints depend on these values.
        assert_eq!(text(0, ""), 0xcc55c0aacc0a078f);
        assert_eq!(text(1, "周子涵"), 0xd23ce951f1a80ccb);
        assert_eq!(mix(3, 990_526), 0x1de079fce50b3de1);
        assert_ne!(text(0, "a"), text(0, "a\0"));
        assert_ne!(text(0, "ab"), text(text(0, "a"), "b"));
    }

    #[test]
    fn neighbouring_numbers_do_not_collide() {
        let seen: HashSet<u64> = (0..200_000u32).map(|n| text(7, &format!("9905262012083{n:06}"))).collect();
        assert_eq!(seen.len(), 200_000);
    }
}
