//! A ledger that is shut: its keys are in memory, and it answers to nothing but its PIN, for a few tries and some minutes.

use vault::Pin;

/// Wrong tries after which only the passphrase helps.
const TRIES: u8 = 5;
const LONGEST_MINUTES: u64 = 60;

/// Since when, and how often the PIN was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shut {
    until_ms: u64,
    since_ms: u64,
    wrong: u8,
}

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is open again.
    Open,
    /// Wrong; so many tries are left.
    Wrong(u8),
    /// Too often or too late: everything must be dropped.
    Over,
}

impl Shut {
    /// Shut now, for at most so many minutes.
    pub(crate) fn new(minutes: u64, now_ms: u64) -> Shut {
        Shut { until_ms: now_ms + minutes.min(LONGEST_MINUTES) * 60_000, since_ms: now_ms, wrong: 0 }
    }

    /// Tries a PIN. A clock that was set back does not give more time.
    pub(crate) fn try_pin(&mut self, pin: &Pin, typed: &str, now_ms: u64) -> Verdict {
        if !(self.since_ms..self.until_ms).contains(&now_ms) || self.wrong >= TRIES {
            return Verdict::Over;
        }
        if pin.fits(typed) {
            return Verdict::Open;
        }
        self.wrong += 1;
        match TRIES - self.wrong {
            0 => Verdict::Over,
            left => Verdict::Wrong(left),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Dice;

    #[test]
    fn tries_and_time_are_limited() {
        let pin = Pin::new("4071", &mut Dice).unwrap();
        let check = |tries: &[(&str, u64)], expected: Verdict| {
            let mut shut = Shut::new(30, 1_000_000);
            let mut last = Verdict::Over;
            for (typed, minute) in tries {
                last = shut.try_pin(&pin, typed, 1_000_000 + minute * 60_000);
            }
            assert_eq!(last, expected, "{tries:?}");
        };
        let wrong = ("0000", 1);
        check(&[("4071", 0)], Verdict::Open);
        check(&[("4071", 29)], Verdict::Open);
        check(&[("4071", 30)], Verdict::Over);
        check(&[wrong], Verdict::Wrong(4));
        check(&[wrong, wrong, wrong, wrong], Verdict::Wrong(1));
        check(&[wrong, wrong, wrong, wrong, ("4071", 1)], Verdict::Open);
        check(&[wrong, wrong, wrong, wrong, wrong], Verdict::Over);
        check(&[wrong, wrong, wrong, wrong, wrong, ("4071", 1)], Verdict::Over);
        assert_eq!(Shut::new(30, 1_000_000).try_pin(&pin, "4071", 999_999), Verdict::Over);
        assert_eq!(Shut::new(u64::MAX, 0).try_pin(&pin, "4071", 61 * 60_000), Verdict::Over);
    }
}
