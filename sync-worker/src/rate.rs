//! How often may one agent ask? So often a minute, with the whole minute's share at hand after a pause, so that a device
//! that comes back from weeks offline is not held up at once.
//!
//! Kept in memory only: after a restart everybody starts with a full share, which harms nobody.

use std::collections::BTreeMap;

/// So many parts make one request: what a share of one a minute gains in a millisecond is one part.
const WHOLE: u64 = 60_000;

/// How many agents are remembered; beyond that the ones with a full share are forgotten.
const MOST: usize = 4096;

#[derive(Clone, Copy, Debug)]
struct Share {
    /// What is left, in parts of one request.
    left: u64,
    at_ms: u64,
}

/// What everybody has left.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    shares: BTreeMap<[u8; 16], Share>,
}

impl Rates {
    /// Takes one request from the agent's share of `a_minute`; else the seconds after which there is one again.
    pub fn take(&mut self, agent: [u8; 16], a_minute: u32, now_ms: u64) -> Result<(), u32> {
        let full = u64::from(a_minute) * WHOLE;
        if self.shares.len() >= MOST {
            self.shares.retain(|_, share| refilled(*share, a_minute, now_ms) < full);
        }
        let share = self.shares.entry(agent).or_insert(Share { left: full, at_ms: now_ms });
        let left = refilled(*share, a_minute, now_ms);
        *share = Share { left: left.saturating_sub(WHOLE), at_ms: now_ms };
        if left >= WHOLE {
            return Ok(());
        }
        share.left = left;
        let missing_ms = (WHOLE - left).div_ceil(u64::from(a_minute.max(1)));
        Err(u32::try_from(missing_ms.div_ceil(1000)).unwrap_or(u32::MAX).max(1))
    }
}

fn refilled(share: Share, a_minute: u32, now_ms: u64) -> u64 {
    let a_minute = u64::from(a_minute);
    // A clock that was put back gives nothing, and takes nothing.
    let passed = now_ms.saturating_sub(share.at_ms);
    share.left.saturating_add(passed.saturating_mul(a_minute)).min(a_minute * WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: [u8; 16] = [1; 16];

    #[test]
    fn a_minutes_share_is_there_at_once_and_comes_back_evenly() {
        let mut rates = Rates::default();
        for _ in 0..60 {
            assert_eq!(rates.take(A, 60, 5_000), Ok(()));
        }
        assert_eq!(rates.take(A, 60, 5_000), Err(1));
        assert_eq!(rates.take([2; 16], 60, 5_000), Ok(()));
        assert_eq!(rates.take(A, 60, 5_999), Err(1));
        assert_eq!(rates.take(A, 60, 6_000), Ok(()));
        assert_eq!(rates.take(A, 60, 6_000), Err(1));
        assert_eq!((0..).take_while(|_| rates.take(A, 60, 600_000).is_ok()).count(), 60);
    }

    #[test]
    fn a_slow_share_says_how_long_to_wait() {
        let mut rates = Rates::default();
        assert_eq!(rates.take(A, 2, 0), Ok(()));
        assert_eq!(rates.take(A, 2, 0), Ok(()));
        assert_eq!(rates.take(A, 2, 0), Err(30));
        assert_eq!(rates.take(A, 2, 20_000), Err(10));
        assert_eq!(rates.take(A, 0, 0), Err(60));
    }

    #[test]
    fn a_clock_put_back_gives_nothing() {
        let mut rates = Rates::default();
        assert_eq!(rates.take(A, 1, 100_000), Ok(()));
        assert_eq!(rates.take(A, 1, 1_000), Err(60));
    }

    #[test]
    fn strangers_do_not_fill_the_memory() {
        let mut rates = Rates::default();
        for number in 0..20_000_u64 {
            let mut agent = [0; 16];
            agent[..8].copy_from_slice(&number.to_le_bytes());
            rates.take(agent, 60, number * 1000).unwrap();
        }
        assert!(rates.shares.len() <= MOST);
    }
}
