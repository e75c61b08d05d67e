//! Coming in by files on a stick: what would lie in a mailbox of the server, and what would be fetched from its log.
//!
//! Nothing in them is readable: a request holds public keys and a sealed name, an answer a number that is shown to everybody
//! and envelopes as a server has them. A request is proved by its own MAC, an answer by one under the invitation's secret.

use blake3::{Hash, derive_key, keyed_hash};
use serde::{Deserialize, Serialize};
use sync::SpaceId;
use sync::members::{InviteId, JoinRequest};
use sync::proto::LogPage;

/// What such a file begins with.
const MAGIC: &[u8] = b"SXJOIN1";

/// A request to be let in, or the answer to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinFile {
    /// From whoever was invited.
    Request(SpaceId, JoinRequest),
    /// To whoever was invited.
    Answer(JoinAnswer),
}

/// What an inviting device says to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinAnswer {
    space: [u8; 16],
    invite: InviteId,
    number: [u8; 32],
    pages: Vec<Vec<u8>>,
    mac: [u8; 32],
}

#[derive(Serialize, Deserialize)]
enum Stored {
    Request([u8; 16], Vec<u8>),
    Answer(JoinAnswer),
}

impl JoinFile {
    /// The bytes of the file.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let stored = match self {
            Self::Request(space, request) => Stored::Request(space.0, request.encode()),
            Self::Answer(answer) => Stored::Answer(answer.clone()),
        };
        // Writing into a growing vector fails only for types that do not know their own length.
        [MAGIC, &postcard::to_allocvec(&stored).unwrap_or_default()].concat()
    }

    /// Reads what [`JoinFile::encode`] wrote; any other bytes are none.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (stored, rest) = postcard::take_from_bytes::<Stored>(bytes.strip_prefix(MAGIC)?).ok()?;
        if !rest.is_empty() {
            return None;
        }
        Some(match stored {
            Stored::Request(space, request) => Self::Request(SpaceId(space), JoinRequest::decode(&request).ok()?),
            Stored::Answer(answer) => Self::Answer(answer),
        })
    }
}

impl JoinAnswer {
    /// The number that both screens make their digits of and, once the invited is a member, the log from its beginning to
    /// the end that the page names.
    #[must_use]
    pub fn new(
        secret: &[u8; 32],
        (space, invite): (SpaceId, InviteId),
        number: [u8; 32],
        log: Option<&LogPage>,
    ) -> Self {
        let pages = log.map_or_else(Vec::new, |log| log.clone().cut().iter().map(LogPage::encode).collect());
        let mut answer = Self { space: space.0, invite, number, pages, mac: [0; 32] };
        answer.mac = answer.mac_under(secret);
        answer
    }

    /// Which invitation of which space it is about.
    #[must_use]
    pub fn about(&self) -> (SpaceId, InviteId) {
        (SpaceId(self.space), self.invite)
    }

    /// The number.
    #[must_use]
    pub fn number(&self) -> [u8; 32] {
        self.number
    }

    /// Whether it comes from somebody who knows the secret of the invitation, as it is.
    #[must_use]
    pub fn holds(&self, secret: &[u8; 32]) -> bool {
        Hash::from(self.mac) == Hash::from(self.mac_under(secret))
    }

    /// The log as one page; nothing if there is none in it, or what is there is no log from its beginning.
    #[must_use]
    pub fn log(&self) -> Option<LogPage> {
        let pages: Result<Vec<LogPage>, _> = self.pages.iter().map(|page| LogPage::decode(page)).collect();
        LogPage::join(pages.ok()?).filter(|log| log.since == 0)
    }

    /// Whether it brings a log.
    #[must_use]
    pub fn has_log(&self) -> bool {
        !self.pages.is_empty()
    }

    fn mac_under(&self, secret: &[u8; 32]) -> [u8; 32] {
        let said = Self { mac: [0; 32], ..self.clone() };
        let said = postcard::to_allocvec(&said).unwrap_or_default();
        *keyed_hash(&derive_key("sx join answer v1", secret), &said).as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use sync::log::Entry;

    use super::*;
    use crate::tests::device;

    const ABOUT: (SpaceId, InviteId) = (SpaceId([1; 16]), [2; 16]);

    fn log(entries: u64) -> LogPage {
        let device = device();
        let sealed = &device.outbox()[0];
        let (outside, payload) = (sealed.outside().clone(), Some(sealed.payload().to_vec()));
        let entry = |seq| Entry { seq, srv_ms: seq, outside: outside.clone(), payload: payload.clone() };
        let head = sync::log::LogHead { seq: entries, srv_ms: entries, hash: [7; 32] };
        let entries = (1..=entries).map(entry).collect();
        LogPage { since: 0, since_hash: [0; 32], head, generation: [5; 16], server_ms: 9, entries }
    }

    #[test]
    fn a_log_of_any_length_comes_back_whole() {
        for entries in [1, 999, 1_000, 1_001, 2_500] {
            let log = log(entries);
            let file = JoinFile::Answer(JoinAnswer::new(&[3; 32], ABOUT, [4; 32], Some(&log))).encode();
            let Some(JoinFile::Answer(answer)) = JoinFile::decode(&file) else { panic!("{entries}") };
            assert!(answer.holds(&[3; 32]) && !answer.holds(&[2; 32]));
            assert_eq!(answer.log(), Some(log), "{entries}");
        }
    }

    #[test]
    fn pages_that_are_left_out_or_exchanged_are_no_log() {
        let whole = JoinAnswer::new(&[3; 32], ABOUT, [4; 32], Some(&log(2_500)));
        assert_eq!(whole.pages.len(), 3);
        let changes: [fn(&mut Vec<Vec<u8>>); 3] =
            [|pages| pages.swap(0, 1), |pages| drop(pages.remove(1)), |pages| drop(pages.remove(0))];
        for change in changes {
            let mut answer = whole.clone();
            change(&mut answer.pages);
            assert_eq!((answer.log(), answer.holds(&[3; 32])), (None, false));
        }
    }

    #[test]
    fn any_bytes_are_borne() {
        let file = JoinFile::Answer(JoinAnswer::new(&[3; 32], ABOUT, [4; 32], None)).encode();
        for at in 0..file.len() {
            assert_eq!(JoinFile::decode(&file[..at]), None, "{at}");
            let mut altered = file.clone();
            altered[at] ^= 0xff;
            if let Some(JoinFile::Answer(answer)) = JoinFile::decode(&altered) {
                assert!(!answer.holds(&[3; 32]), "{at}");
            }
        }
        let huge = [MAGIC, &[1], &[0; 48], &[0xff, 0xff, 0xff, 0xff, 0x0f], &[1; 40]].concat();
        assert_eq!(JoinFile::decode(&huge), None);
    }
}
