//! How long must one wait after a wrong passphrase? 1, 2, 4 ... 60 seconds, also after a restart.
//!
//! A courtesy against the curious colleague, not a defence: whoever copies the disk tries elsewhere. The clock may be
//! wrong or set back, so nobody ever waits longer than the step itself.

const LONGEST_MS: u64 = 60_000;

/// Wrong tries in a row on one slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tries {
    pub(crate) wrong: u32,
    last_ms: u64,
}

impl Tries {
    pub(crate) fn encode(&self) -> Vec<u8> {
        [&self.wrong.to_le_bytes()[..], &self.last_ms.to_le_bytes()[..]].concat()
    }

    /// A damaged counter counts as none: it must not lock out the right passphrase.
    pub(crate) fn decode(bytes: &[u8]) -> Self {
        let parts = bytes.split_first_chunk::<4>().and_then(|(wrong, rest)| Some((wrong, rest.first_chunk::<8>()?)));
        parts.map_or_else(Self::default, |(wrong, last)| Self {
            wrong: u32::from_le_bytes(*wrong),
            last_ms: u64::from_le_bytes(*last),
        })
    }

    pub(crate) fn after_wrong(self, now_ms: u64) -> Self {
        Self { wrong: self.wrong.saturating_add(1), last_ms: now_ms }
    }

    pub(crate) fn wait_ms(&self, now_ms: u64) -> u32 {
        let step = match self.wrong {
            0 => 0,
            wrong => (1_000u64 << (wrong - 1).min(6)).min(LONGEST_MS),
        };
        let passed = now_ms.checked_sub(self.last_ms).unwrap_or(step);
        u32::try_from(step.saturating_sub(passed)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end() {
        let check = |wrong: u32, now_ms: u64, expected: u32| {
            let tries = Tries { wrong, last_ms: 10_000 };
            assert_eq!(tries.wait_ms(now_ms), expected, "{wrong} at {now_ms}");
        };
        check(0, 10_000, 0);
        check(1, 10_000, 1_000);
        check(1, 10_400, 600);
        check(1, 11_000, 0);
        check(2, 10_000, 2_000);
        check(3, 10_000, 4_000);
        check(7, 10_000, 60_000);
        check(u32::MAX, 10_000, 60_000);
        check(5, u64::MAX, 0);
        // The clock was set back: no wait for years.
        check(5, 0, 0);
    }

    #[test]
    fn a_damaged_counter_locks_nobody_out() {
        let tries = Tries::default().after_wrong(5).after_wrong(9);
        assert_eq!(Tries::decode(&tries.encode()), tries);
        assert_eq!(Tries::decode(&[1, 2, 3]), Tries::default());
        assert_eq!(Tries::decode(&[]), Tries::default());
    }
}
