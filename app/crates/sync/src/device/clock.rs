//! What time is it at the server? A clock that is wrong by years is right again after the first answer.

use crate::host::Clock;
use crate::save::ClockQuality;

/// More than this far from the server's time, a clock is called wrong.
const FAR_MS: u64 = 10 * 60 * 1000;
const YEAR_MS: u64 = 365 * 86_400_000;

/// The last three distances between the server's clock and this machine's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerClock {
    pub(super) last: [Option<i64>; 3],
}

/// A machine's clock, corrected by what was learned.
#[derive(Clone, Copy, Debug)]
pub struct Corrected<'a, C> {
    clock: &'a C,
    offset_ms: i64,
}

impl ServerClock {
    /// Takes note of an answer: the server's time in it, and this machine's when it came.
    pub fn learn(&mut self, server_ms: u64, local_ms: u64) {
        let far = i128::from(server_ms) - i128::from(local_ms);
        let offset = i64::try_from(far).unwrap_or(if far < 0 { i64::MIN } else { i64::MAX });
        self.last = [Some(offset), self.last[0], self.last[1]];
    }

    /// What is to be added to this machine's clock: the median of what was learned last, so that one slow answer, or one
    /// lie, moves nothing.
    pub fn offset_ms(&self) -> i64 {
        let mut known: Vec<i64> = self.last.into_iter().flatten().collect();
        known.sort_unstable();
        known.get(known.len() / 2).copied().unwrap_or(0)
    }

    /// This machine's clock, corrected.
    pub fn correct<'a, C: Clock>(&self, clock: &'a C) -> Corrected<'a, C> {
        Corrected { clock, offset_ms: self.offset_ms() }
    }

    /// How far the machine's own time can be believed. `built_ms` is when this build was made, `last_ms` the machine's
    /// time at the save before.
    pub fn quality(&self, local_ms: u64, last_ms: Option<u64>, built_ms: u64) -> ClockQuality {
        let corrected = local_ms.saturating_add_signed(self.offset_ms());
        if corrected < built_ms || corrected > built_ms.saturating_add(10 * YEAR_MS) {
            ClockQuality::WrongYear
        } else if last_ms.is_some_and(|last| local_ms < last) {
            ClockQuality::WentBack
        } else if self.offset_ms().unsigned_abs() > FAR_MS {
            ClockQuality::Offset
        } else {
            ClockQuality::Good
        }
    }
}

impl<C: Clock> Clock for Corrected<'_, C> {
    fn now_ms(&self) -> u64 {
        self.clock.now_ms().saturating_add_signed(self.offset_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::fixed::FixedClock;

    #[test]
    fn one_odd_answer_moves_nothing() {
        let mut clock = ServerClock::default();
        let mut check = |server_ms, local_ms, expected| {
            clock.learn(server_ms, local_ms);
            assert_eq!(clock.offset_ms(), expected);
        };
        check(1_000, 400, 600);
        check(2_000, 1_390, 610);
        check(u64::MAX, 2_000, 610);
        check(3_000, 2_405, 610);
        check(4_000, 3_405, 595);
    }

    #[test]
    fn a_clock_fifteen_years_slow_is_right_once_it_was_online() {
        let built = 1_790_000_000_000;
        let slow = built - 15 * YEAR_MS;
        let mut clock = ServerClock::default();
        assert_eq!(clock.quality(slow, None, built), ClockQuality::WrongYear);
        clock.learn(built + 5, slow);
        assert_eq!(clock.correct(&FixedClock(slow + 7)).now_ms(), built + 12);
        assert_eq!(clock.quality(slow, None, built), ClockQuality::Offset);
        assert_eq!(clock.quality(slow, Some(slow + 1), built), ClockQuality::WentBack);
        assert_eq!(ServerClock::default().quality(built, None, built), ClockQuality::Good);
        assert_eq!(ServerClock::default().quality(built + 11 * YEAR_MS, None, built), ClockQuality::WrongYear);
    }
}
