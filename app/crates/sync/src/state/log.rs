//! How far does this state know the server's log?
//!
//! What an author had seen is a place in the log and the log's hash there. Entries may arrive in any order, so those
//! beyond a gap wait here until the gap is closed.

use super::ApplyError;
use super::parts::NOT_LOGGED;
use crate::ids::EnvelopeHash;
use crate::log::chain_hash;

/// The known part of the server's log.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    /// Everything up to here is known.
    pub(crate) seq: u64,
    /// The log's chain hash at `seq`.
    pub(crate) hash: [u8; 32],
    /// When the server received the entry at `seq`.
    pub(crate) srv_ms: u64,
    /// Entries beyond a gap, by place: receive time and hash. The server is asked in order, so there are few.
    pub(crate) ahead: Vec<(u64, u64, EnvelopeHash)>,
}

impl Log {
    /// Whether an envelope new to the log can stand at this place.
    pub(crate) fn check(&self, seq: u64, srv_ms: u64) -> Result<(), ApplyError> {
        let place = self.ahead.partition_point(|(known, _, _)| *known < seq);
        let next = self.ahead.get(place);
        if seq <= self.seq || seq == NOT_LOGGED || next.is_some_and(|(known, _, _)| *known == seq) {
            return Err(ApplyError::LogPlace { seq });
        }
        let before = place.checked_sub(1).map_or(self.srv_ms, |at| self.ahead[at].1);
        let after = next.map_or(u64::MAX, |(_, ms, _)| *ms);
        if before <= srv_ms && srv_ms <= after { Ok(()) } else { Err(ApplyError::ServerTime { seq }) }
    }

    /// Takes note of an envelope in the log.
    pub(crate) fn note(&mut self, seq: u64, srv_ms: u64, hash: EnvelopeHash) {
        let place = self.ahead.partition_point(|(known, _, _)| *known < seq);
        self.ahead.insert(place, (seq, srv_ms, hash));
        let joined =
            self.ahead.iter().zip(1..).take_while(|((seq, ..), step)| self.seq.checked_add(*step) == Some(*seq));
        let joined = joined.count();
        for (seq, srv_ms, hash) in self.ahead.drain(..joined) {
            self.seq = seq;
            self.srv_ms = srv_ms;
            self.hash = chain_hash(&self.hash, seq, srv_ms, &hash);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_end_is_the_same_in_any_order() {
        let entries = [(1, 10), (2, 10), (3, 12), (4, 20)];
        let note = |order: &[usize]| {
            let mut log = Log::default();
            for &at in order {
                let (seq, srv_ms) = entries[at];
                assert_eq!(log.check(seq, srv_ms), Ok(()));
                log.note(seq, srv_ms, EnvelopeHash([seq as u8; 32]));
            }
            (log.seq, log.srv_ms, log.hash, log.ahead.len())
        };
        assert_ne!(note(&[0, 1, 2, 3]).2, [0; 32]);
        assert_eq!(note(&[0, 1, 2, 3]), note(&[3, 1, 0, 2]));
        assert_eq!(note(&[0, 3]), (1, 10, note(&[0]).2, 1));
    }

    #[test]
    fn a_place_is_taken_once_and_time_never_goes_back() {
        let mut log = Log::default();
        log.note(1, 100, EnvelopeHash::default());
        log.note(4, 200, EnvelopeHash::default());
        let check = |seq, srv_ms, expected| assert_eq!(log.check(seq, srv_ms), expected);
        check(1, 100, Err(ApplyError::LogPlace { seq: 1 }));
        check(4, 200, Err(ApplyError::LogPlace { seq: 4 }));
        check(0, 100, Err(ApplyError::LogPlace { seq: 0 }));
        check(2, 99, Err(ApplyError::ServerTime { seq: 2 }));
        check(2, 201, Err(ApplyError::ServerTime { seq: 2 }));
        check(5, 199, Err(ApplyError::ServerTime { seq: 5 }));
        check(2, 100, Ok(()));
        check(5, 200, Ok(()));
    }
}
