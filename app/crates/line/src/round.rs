//! What became of the rounds so far? Kept, so that people see when their work was last at the server.

use serde::{Deserialize, Serialize};

use crate::trouble::Trouble;

/// So many rounds are remembered.
const MOST: usize = 50;
/// Without an even round for this long, a person is told on every page.
const ALARM_MS: u64 = 3 * 86_400_000;

/// A round: from the first call to an even log, or to what stood in the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// When it ended, by this machine's clock.
    pub at_ms: u64,
    /// Envelopes of this device that were seen in the log for the first time.
    pub sent: u32,
    /// Envelopes of others that came.
    pub came: u32,
    /// What stood in the way, if anything did.
    pub trouble: Option<Trouble>,
}

/// The rounds of a device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounds {
    list: Vec<Round>,
    /// When the log was last even.
    pub even_ms: Option<u64>,
    /// Since when there is something to send.
    pub waiting_since_ms: Option<u64>,
    /// When the log last came on a stick.
    pub stick_ms: Option<u64>,
}

/// What an older build stored.
#[derive(Deserialize)]
struct WithoutSticks {
    list: Vec<Round>,
    even_ms: Option<u64>,
    waiting_since_ms: Option<u64>,
}

impl Rounds {
    /// The rounds that brought, took or met something, the newest first.
    pub fn list(&self) -> impl Iterator<Item = &Round> {
        self.list.iter().rev()
    }

    /// Takes note of a round; one that did nothing is not worth a line, and the same trouble again is one line.
    /// Whether anything is to be stored.
    pub(crate) fn note(&mut self, round: Round) -> bool {
        let first = self.even_ms.is_none();
        if round.trouble.is_none() {
            self.even_ms = Some(round.at_ms);
        }
        if let Some(last) = self.list.last_mut()
            && round.trouble.is_some()
            && last.trouble == round.trouble
            && round.sent + round.came == 0
        {
            last.at_ms = round.at_ms;
            return false;
        }
        if !first && round.sent + round.came == 0 && round.trouble.is_none() {
            return false;
        }
        if self.list.len() == MOST {
            self.list.remove(0);
        }
        self.list.push(round);
        true
    }

    /// Says whether there is something to send. Whether anything is to be stored.
    pub fn waiting(&mut self, something: bool, now_ms: u64) -> bool {
        let before = self.waiting_since_ms;
        self.waiting_since_ms = something.then(|| before.unwrap_or(now_ms));
        before != self.waiting_since_ms
    }

    /// Whether what was written here has waited for three days: then people are told wherever they are.
    #[must_use]
    pub fn alarm(&self, now_ms: u64) -> bool {
        self.waiting_since_ms.is_some_and(|since| now_ms.saturating_sub(since) >= ALARM_MS)
    }

    /// To be stored, sealed by the vault.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        // Writing into a growing vector fails only for types that do not know their own length.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads what [`Rounds::encode`] wrote; a record that cannot be read costs the history, nothing else.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Self {
        let older = |bytes| {
            let WithoutSticks { list, even_ms, waiting_since_ms } = postcard::from_bytes(bytes).ok()?;
            Some(Self { list, even_ms, waiting_since_ms, stick_ms: None })
        };
        postcard::from_bytes(bytes).ok().or_else(|| older(bytes)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 86_400_000;

    #[test]
    fn what_waits_for_three_days_is_an_alarm() {
        let mut rounds = Rounds::default();
        let mut check = |something, day: u64, expected| {
            rounds.waiting(something, day * DAY);
            assert_eq!(rounds.alarm(day * DAY), expected, "day {day}");
        };
        check(true, 10, false);
        check(true, 12, false);
        check(true, 13, true);
        check(false, 14, false);
        check(true, 15, false);
    }

    #[test]
    fn a_network_that_stays_away_is_one_line() {
        let mut rounds = Rounds::default();
        let offline = |at_ms| Round { at_ms, trouble: Some(Trouble::Offline), ..Round::default() };
        assert!(rounds.note(offline(1)));
        assert!(!rounds.note(offline(2)));
        assert!(rounds.note(Round { at_ms: 3, sent: 2, ..Round::default() }));
        assert!(!rounds.note(Round { at_ms: 4, ..Round::default() }));
        assert_eq!(rounds.even_ms, Some(4));
        assert_eq!(rounds.list().map(|round| round.at_ms).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(Rounds::decode(&rounds.encode()), rounds);
    }

    #[test]
    fn what_an_older_build_stored_is_read() {
        let mut rounds = Rounds { even_ms: Some(7), waiting_since_ms: Some(9), ..Rounds::default() };
        rounds.note(Round { at_ms: 3, sent: 2, ..Round::default() });
        let bytes = rounds.encode();
        assert_eq!(bytes.last(), Some(&0), "the last field is not there");
        assert_eq!(Rounds::decode(&bytes[..bytes.len() - 1]), rounds);
        assert_eq!(Rounds::decode(b"nonsense"), Rounds::default());
    }
}
