//! Hearing from the server that there is more, over a web socket. It is a help only: a line that hears nothing asks.

use sync::device::Device;

use super::{CONFIRM_MS, FIRST_DEAF_MS, LONGEST_WAIT_MS, Line, REST_MS, Step, TOLD_REST_MS};

/// The protocol of the socket; the token is offered beside it, because a browser sets no header there.
const PROTOCOL: &str = "sx1";

/// Where to listen, and the protocols to offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    /// The address behind the host.
    pub path: String,
    /// To be offered in this order.
    pub protocols: [String; 2],
}

/// Whether the server is being listened to.
#[derive(Debug, Default)]
pub(super) struct Ear {
    open: bool,
    asked: bool,
    failures: u32,
    not_before_ms: u64,
    /// How far the log goes, heard while it was being asked for.
    told: u64,
    pace: Pace,
}

/// When the log is asked for once it is told to have grown. While a backlog of somebody else streams in, that is less and less
/// often, up to a limit: more entries come at once, and whoever looks at a page has it drawn anew less often.
#[derive(Debug, Default)]
struct Pace {
    /// When it was, or will be, asked for last.
    due_ms: u64,
    /// So many times with hardly a pause between.
    running: u64,
}

impl Pace {
    const STEP_MS: u64 = 25;
    const LONGEST_MS: u64 = 300;

    /// The log has grown: when to ask.
    fn due(&mut self, now_ms: u64) -> u64 {
        if (now_ms..=now_ms + Self::LONGEST_MS).contains(&self.due_ms) {
            return self.due_ms;
        }
        // A clock that was set back is no reason to wait.
        let pause = now_ms.checked_sub(self.due_ms).is_none_or(|since| since > 2 * Self::LONGEST_MS);
        self.running = if pause { 0 } else { self.running + 1 };
        let wait = (self.running * Self::STEP_MS).min(Self::LONGEST_MS);
        self.due_ms = if pause { now_ms } else { now_ms.max(self.due_ms + wait) };
        self.due_ms
    }
}

impl Ear {
    /// Whether the server says by itself that there is more.
    pub(super) fn hears(&self) -> bool {
        self.open
    }

    /// How long a log that is even up to here is left alone. What was told is believed once.
    pub(super) fn rest_after(&mut self, head: u64) -> u64 {
        match (self.open, std::mem::take(&mut self.told) > head) {
            (true, true) => CONFIRM_MS,
            (true, false) => TOLD_REST_MS,
            (false, _) => REST_MS,
        }
    }

    pub(super) fn hurry(&mut self) {
        self.not_before_ms = 0;
    }
}

impl Line {
    /// Where to open a socket now, if none is open: only beside an even log, and not again at once after one that ended.
    /// Whoever gets an answer here says [`Line::listens`] or [`Line::deaf`] of it.
    pub fn listen(&mut self, device: &Device, now_ms: u64) -> Option<Listen> {
        let Ear { open, asked, not_before_ms, .. } = self.ear;
        // A clock that was set back is no reason to wait for the time it showed.
        let waits = now_ms < not_before_ms && not_before_ms - now_ms <= LONGEST_WAIT_MS;
        if open || asked || waits || self.step != Step::Rest || self.trouble.is_some() {
            return None;
        }
        let token = self.token.as_ref().filter(|token| now_ms < token.until_ms)?.text.clone();
        self.ear.asked = true;
        Some(Listen { path: self.address(device, "ws"), protocols: [PROTOCOL.to_owned(), token] })
    }

    /// The socket is open.
    pub fn listens(&mut self) {
        self.ear = Ear { open: true, ..Ear::default() };
    }

    /// The socket ended, or could not be opened.
    pub fn deaf(&mut self, now_ms: u64) {
        let failures = self.ear.failures;
        let wait_ms = FIRST_DEAF_MS.saturating_mul(1 << failures.min(10)).min(LONGEST_WAIT_MS);
        let not_before_ms = now_ms.saturating_add(wait_ms);
        self.ear = Ear { failures: failures.saturating_add(1), not_before_ms, ..Ear::default() };
        // What was to be heard is asked for instead.
        if self.step == Step::Rest {
            self.wait_ms = self.wait_ms.min(now_ms.saturating_add(REST_MS));
        }
    }

    /// The server says how far its log goes. Nothing of it is believed: it is only asked for the log sooner.
    pub fn told(&mut self, device: &Device, head: u64, now_ms: u64) {
        match self.step {
            // Never later than it would have been asked for: a stream of words is no way to keep the log back.
            Step::Rest if head != device.follower().head().seq => {
                self.wait_ms = self.wait_ms.min(self.ear.pace.due(now_ms));
            }
            Step::Rest => {}
            Step::Pull | Step::Push => self.ear.told = head,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rounds;
    use crate::tests::device;

    const BEGUN: u64 = 1_790_000_000_000;

    #[test]
    fn one_entry_is_asked_for_at_once_and_a_stream_of_them_less_and_less_often() {
        let mut pace = Pace::default();
        let mut asked = Vec::new();
        for now in (BEGUN..BEGUN + 3_000).step_by(5) {
            asked.push(pace.due(now));
        }
        asked.dedup();
        assert_eq!(asked[0], BEGUN);
        assert!((10..20).contains(&asked.len()), "{asked:?}");
        assert!(asked.windows(2).all(|two| two[1] - two[0] <= 300), "{asked:?}");
        assert_eq!(pace.due(BEGUN + 9_000), BEGUN + 9_000, "after a pause");
    }

    #[test]
    fn a_clock_that_is_set_back_is_not_waited_for() {
        let mut pace = Pace::default();
        for step in 0..200 {
            pace.due(BEGUN + step * 10);
        }
        assert_eq!(pace.due(BEGUN - 86_400_000), BEGUN - 86_400_000);
    }

    #[test]
    fn a_stream_of_words_does_not_put_off_asking() {
        let (device, mut line) = (device(), Line::new("school.example", "", Rounds::default()));
        line.step = Step::Rest;
        line.wait_ms = BEGUN + REST_MS;
        line.listens();
        for word in 0..200 {
            line.told(&device, word + 1, BEGUN + word * 5);
            assert_eq!(line.wait_ms, BEGUN, "after {word} more");
        }
    }
}
