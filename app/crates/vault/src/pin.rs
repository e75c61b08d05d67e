//! A PIN: a few digits that re-open a ledger whose keys are still in memory. It opens nothing else.
//!
//! So few digits protect nothing on a disk: what is kept of a PIN is an item of the vault, sealed like everything in it.
//! Whoever could read it holds the keys already. What protects a shut ledger is that tries and time are limited.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::kdf::fold;
use crate::rng::{self, Rng};
use crate::wire;

/// What is kept of a PIN.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Pin {
    salt: [u8; 32],
    hash: [u8; 32],
}

/// Why digits are no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Not four to eight digits.
    #[error("not four to eight digits")]
    Shape,
    /// One digit over and over, or counting up or down.
    #[error("the first thing anybody tries")]
    Common,
}

impl Pin {
    /// A PIN of these digits.
    pub fn new(digits: &str, rng: &mut dyn Rng) -> Result<Self, PinError> {
        let digits = fold(digits);
        if !(4..=8).contains(&digits.len()) || !digits.bytes().all(|c| c.is_ascii_digit()) {
            return Err(PinError::Shape);
        }
        let steps = |step: i16| digits.as_bytes().windows(2).all(|two| i16::from(two[1]) - i16::from(two[0]) == step);
        if [-1, 0, 1].into_iter().any(steps) {
            return Err(PinError::Common);
        }
        let salt = rng::random(rng);
        Ok(Self { salt, hash: *of(&salt, &digits).as_bytes() })
    }

    /// Whether these are the digits; takes as long for every answer.
    #[must_use]
    pub fn fits(&self, typed: &str) -> bool {
        of(&self.salt, &fold(typed)) == blake3::Hash::from(self.hash)
    }

    /// The item that keeps it.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        wire::encode(self)
    }

    /// The PIN an item keeps.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        wire::decode(bytes)
    }
}

fn of(salt: &[u8; 32], digits: &str) -> blake3::Hash {
    blake3::keyed_hash(salt, digits.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestRng;

    #[test]
    fn only_digits_that_are_not_obvious_are_a_pin() {
        let check = |digits: &str, expected: Option<PinError>| {
            assert_eq!(Pin::new(digits, &mut TestRng::new(1)).err(), expected, "{digits}");
        };
        check("4071", None);
        check("４０７１", None);
        check(" 40 71 ", None);
        check("40712938", None);
        check("407", Some(PinError::Shape));
        check("407129384", Some(PinError::Shape));
        check("40a1", Some(PinError::Shape));
        check("四零七一", Some(PinError::Shape));
        check("", Some(PinError::Shape));
        check("0000", Some(PinError::Common));
        check("12345678", Some(PinError::Common));
        check("9876", Some(PinError::Common));
    }

    #[test]
    fn the_digits_alone_fit_and_are_not_kept() {
        let mut rng = TestRng::new(2);
        let pin = Pin::new("407129", &mut rng).unwrap();
        let kept = Pin::decode(&pin.encode()).unwrap();
        assert!(kept.fits("407129") && kept.fits(" ４０７ 129"));
        assert!(!kept.fits("407128") && !kept.fits("") && !kept.fits("4071290"));
        assert!(!pin.encode().windows(6).any(|six| six == b"407129"));
        let again = Pin::new("407129", &mut rng).unwrap();
        assert_ne!(pin.encode(), again.encode(), "two ledgers with one PIN do not show it");
    }
}
