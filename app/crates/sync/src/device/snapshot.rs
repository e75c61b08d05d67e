//! Words about snapshots, written and read.

use std::sync::Arc;

use super::{Device, DeviceError, Fold, Turn};
use crate::header::{Header, Kind};
use crate::host::Rng;
use crate::ids::{CompartmentId, EnvelopeHash};
use crate::log::Entry;
use crate::seal::{open_bytes, seal_bytes};
use crate::snapshot::{Making, Manifest, Verdict, Word, seal_parts, verify};
use crate::state::State;

impl Device {
    /// Whether all that this device knows is in the log, and the log is not being read again: its states are those of the
    /// log alone, and it has read all of it.
    pub fn settled(&self) -> bool {
        self.outbox.is_empty() && self.carried.is_empty() && self.reread.is_none() && self.arrival.is_none()
    }

    /// A word for the keys held now, which gives none of them away: what other keys open is in no state folded before.
    pub fn keys_held(&self) -> [u8; 32] {
        blake3::derive_key("sx keys held v1", &self.keys.encode())
    }

    /// A snapshot of a compartment for those who will join: the parts are to be uploaded first, then the turn is stored
    /// and its envelope sent like any other. `None` while anything here is in no log, and for whoever
    /// may not write.
    pub fn announce(&self, state: &State, rng: &mut dyn Rng) -> Option<(Vec<Vec<u8>>, Turn)> {
        let head = self.follower.head();
        let (epoch, key) = self.keys.newest(state.compartment())?;
        if !self.writes(state.compartment()) || !self.settled() || state.log_seq() != head.seq {
            return None;
        }
        let (manifest, parts) = seal_parts(state, head.hash, (epoch, key), rng)?;
        let turn = self.say(state.compartment(), &Word::Manifest(manifest), rng).ok()?;
        Some((parts, turn))
    }

    /// Begins the same, to be sealed with [`Device::seal_part`] and announced with [`Device::announce_made`].
    pub fn begin_snapshot(&self, state: &State) -> Option<Making> {
        let head = self.follower.head();
        let (epoch, _) = self.keys.newest(state.compartment())?;
        if !self.writes(state.compartment()) || !self.settled() || state.log_seq() != head.seq {
            return None;
        }
        Making::new(state, head.hash, epoch)
    }

    /// The next part of a snapshot in the making; `None` when all are sealed, or if its key has passed.
    pub fn seal_part(&self, making: &mut Making, rng: &mut dyn Rng) -> Option<Vec<u8>> {
        let (compartment, epoch) = making.sealed_under();
        let (_, key) = self.keys.newest(compartment).filter(|(newest, _)| *newest == epoch)?;
        making.seal_next(key, rng)
    }

    /// Every part has been uploaded: the log is to hear of it. `None` if that can not be said any more, for the envelope
    /// that names the parts has to be of their epoch.
    pub fn announce_made(&self, making: Making, rng: &mut dyn Rng) -> Option<Turn> {
        let (compartment, epoch) = making.sealed_under();
        if !self.writes(compartment) || self.keys.newest(compartment).is_none_or(|(newest, _)| newest != epoch) {
            return None;
        }
        self.say(compartment, &Word::Manifest(making.manifest()?), rng).ok()
    }

    /// Whether this device can tell if a snapshot of a compartment is right: it may write there, and nothing of it was kept
    /// back or is locked.
    pub fn may_judge(&self, compartment: CompartmentId) -> bool {
        self.writes(compartment)
            && self.arrival.is_none()
            && self.shows(compartment)
            && self.has_read_all_of(compartment)
    }

    /// Whether nothing of a compartment was kept back or is locked.
    pub fn has_read_all_of(&self, compartment: CompartmentId) -> bool {
        !self.holes.contains(&compartment)
            && !self.opening.contains(&compartment)
            && !self.locked.contains_key(&compartment)
    }

    /// This member's word for a manifest that was compared with the state at its place when that was the end of the log.
    /// `None` for whoever may not write.
    pub fn vouch(
        &self,
        compartment: CompartmentId,
        (manifest, root): (EnvelopeHash, [u8; 32]),
        rng: &mut dyn Rng,
    ) -> Option<Turn> {
        if !self.writes(compartment) {
            return None;
        }
        self.say(compartment, &Word::Attest { manifest, root }, rng).ok()
    }

    /// This member's word that a manifest is right. `None` if it cannot tell or may not write; a state that is another one is for a person
    /// to hear of.
    pub fn attest(
        &self,
        (envelope, manifest): (EnvelopeHash, &Manifest),
        state: &State,
        rng: &mut dyn Rng,
    ) -> Option<Result<Turn, Verdict>> {
        match verify(state, manifest) {
            _ if !self.writes(state.compartment()) => None,
            Verdict::CannotTell => None,
            Verdict::Wrong => Some(Err(Verdict::Wrong)),
            Verdict::Right => {
                let word = Word::Attest { manifest: envelope, root: manifest.root };
                self.say(state.compartment(), &word, rng).ok().map(Ok)
            }
        }
    }

    /// The word about a snapshot in an entry of the log, if it is one and can be read here.
    pub fn word(&self, entry: &Entry) -> Option<Word> {
        let sealed = entry.sealed().filter(|sealed| sealed.header().kind == Kind::Snapshot)?;
        Word::decode(&open_bytes(&sealed, &self.keys).ok()?).ok()
    }

    fn say(&self, compartment: CompartmentId, word: &Word, rng: &mut dyn Rng) -> Result<Turn, DeviceError> {
        let (epoch, key) = self.keys.newest(compartment).ok_or(DeviceError::NoKey(compartment))?;
        let mut next = self.clone();
        let at = self.follow(self.own_head())?;
        let header = Header { epoch, ..self.header(Kind::Snapshot, compartment, at, self.in_log()) };
        let sealed = Arc::new(seal_bytes(header, &word.encode(), key, self.secret(), rng));
        let fold = Fold::Pass { seq: None, srv_ms: 0, outside: sealed.outside().clone() };
        next.outbox.push(sealed);
        Ok(Turn::new(self, next, Vec::new(), vec![fold]))
    }
}
