//! When the pages of a ledger are told that others changed something. They ask and draw anew then, so while page after page
//! of a log comes in, they are told at ever longer intervals.

/// So much longer is each interval than the one before.
const STEP_MS: u64 = 25;
const LONGEST_MS: u64 = 300;

/// When they were told last.
#[derive(Default)]
pub(crate) struct Telling {
    at_ms: u64,
    /// So many times with hardly a pause between.
    running: u64,
    /// They are to be told again.
    pub(crate) waits: bool,
}

impl Telling {
    /// How long they are left alone from now on. A clock that was set back is no reason to wait.
    pub(crate) fn wait_ms(&self, now_ms: u64) -> u64 {
        let since = now_ms.checked_sub(self.at_ms).unwrap_or(LONGEST_MS);
        (self.running * STEP_MS).min(LONGEST_MS).saturating_sub(since)
    }

    /// They are told now.
    pub(crate) fn now(&mut self, now_ms: u64) {
        let pause = now_ms.checked_sub(self.at_ms).is_none_or(|since| since > 2 * LONGEST_MS);
        *self = Self { at_ms: now_ms, running: if pause { 0 } else { self.running + 1 }, waits: false };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGUN: u64 = 1_790_000_000_000;

    #[test]
    fn a_single_change_is_told_at_once_and_a_stream_of_them_less_and_less_often() {
        let mut telling = Telling::default();
        let mut times = 0;
        for ms in (0..3_000).step_by(5) {
            if telling.wait_ms(BEGUN + ms) == 0 {
                telling.now(BEGUN + ms);
                times += 1;
            }
        }
        assert!((10..20).contains(&times), "{times} of 600");
        assert_eq!(telling.wait_ms(BEGUN + 3_300), 0);
        telling.now(BEGUN + 9_000);
        assert_eq!(telling.wait_ms(BEGUN + 9_001), 0, "after a pause");
    }

    #[test]
    fn a_clock_that_is_set_back_silences_nothing() {
        let mut telling = Telling::default();
        (0..20).for_each(|ms| telling.now(BEGUN + ms));
        assert_eq!(telling.wait_ms(BEGUN - 86_400_000), 0);
    }
}
