//! Which of two saves came later, when no clock can be trusted?
//!
//! A hybrid logical clock in one 64-bit number: never behind anything its author had seen, near the wall
//! clock otherwise. There is no counter that can overflow and no path on which a write is refused.

use serde::{Deserialize, Serialize};

/// A logical time: milliseconds in the upper 48 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hlc(pub u64);

/// How far a save may be ahead of the server's receive time before it is cut back to it: ten minutes.
pub const SLACK_MS: u64 = 10 * 60 * 1000;

impl Hlc {
    /// The time of the next save of an author who has seen everything up to `self`.
    #[must_use]
    pub fn next(self, wall_ms: u64) -> Self {
        Self(self.0.saturating_add(1).max(Self::from_ms(wall_ms).0))
    }

    /// The first logical time of a millisecond.
    #[must_use]
    pub fn from_ms(ms: u64) -> Self {
        Self(ms.min(u64::MAX >> 16) << 16)
    }

    /// The latest logical time a server that received the save at `srv_ms` lets it have.
    #[must_use]
    pub fn cap(srv_ms: u64) -> Self {
        Self(Self::from_ms(srv_ms.saturating_add(SLACK_MS)).0 | 0xffff)
    }

    /// The millisecond part.
    #[must_use]
    pub fn ms(self) -> u64 {
        self.0 >> 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_is_later_than_everything_seen_and_follows_a_sane_clock() {
        fn check(last: u64, wall_ms: u64, expected: u64) {
            assert_eq!(Hlc(last).next(wall_ms), Hlc(expected));
        }
        check(0, 5, 5 << 16);
        check(5 << 16, 5, (5 << 16) + 1);
        check(9 << 16, 5, (9 << 16) + 1);
        check(u64::MAX, 5, u64::MAX);
        check(0, u64::MAX, u64::MAX << 16);
    }

    #[test]
    fn the_cap_is_ten_minutes_after_receipt() {
        assert_eq!(Hlc::cap(1_000).ms(), 601_000);
        assert!(Hlc::cap(1_000) > Hlc::from_ms(601_000));
        assert!(Hlc::cap(1_000) < Hlc::from_ms(601_001));
        assert_eq!(Hlc::cap(u64::MAX), Hlc(u64::MAX));
    }
}
