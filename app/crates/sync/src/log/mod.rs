//! What did the server put in which order, and is it telling everybody the same?
//!
//! An entry is (place, receive time, envelope). Places are 1, 2, 3 ..., receive times never go back, and every entry is
//! hashed together with the hash before it, so one hash names the whole log. A client recomputes it, checks each page
//! against what it knows, and finds out when the server forgets, forks, or lets in what no rule allows: a [`Follower`]
//! answers every page with its entries or with an [`Alarm`].

mod alarm;
mod follow;

pub use self::alarm::Alarm;
pub use self::follow::Follower;
use crate::ids::EnvelopeHash;
use crate::seal::{Outside, Sealed};

/// The end of a log, or of the known part of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogHead {
    /// How many entries there are.
    pub seq: u64,
    /// The chain hash there; zeros before the first.
    pub hash: [u8; 32],
    /// When the last was received.
    pub srv_ms: u64,
}

impl LogHead {
    /// The end after one more entry.
    #[must_use]
    pub fn then(&self, srv_ms: u64, envelope: &EnvelopeHash) -> Self {
        let seq = self.seq + 1;
        Self { seq, srv_ms, hash: chain_hash(&self.hash, seq, srv_ms, envelope) }
    }
}

/// One entry. The payload is not there when whoever asked may not read it, or did not want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub seq: u64,
    /// When the server received it, in milliseconds since 1970.
    pub srv_ms: u64,
    /// What everybody may see of it.
    pub outside: Outside,
    /// The rest; it fits the outside once a follower has passed it on.
    pub payload: Option<Vec<u8>>,
}

impl Entry {
    /// The whole envelope, if it is here.
    pub fn sealed(&self) -> Option<Sealed> {
        Sealed::join(self.outside.clone(), self.payload.clone()?)
    }

    /// How long it is in a page, or a little less than that.
    pub fn size(&self) -> usize {
        self.outside.encode().len() + self.payload.as_deref().map_or(0, <[u8]>::len) + 32
    }
}

/// The log's hash after one more entry.
pub(crate) fn chain_hash(before: &[u8; 32], seq: u64, srv_ms: u64, envelope: &EnvelopeHash) -> [u8; 32] {
    let mut hash = blake3::Hasher::new_derive_key("sx log v1");
    hash.update(before);
    hash.update(&seq.to_le_bytes());
    hash.update(&srv_ms.to_le_bytes());
    hash.update(&envelope.0);
    *hash.finalize().as_bytes()
}
