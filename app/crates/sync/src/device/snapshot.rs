//! Words about snapshots, written and read.

use std::sync::Arc;

use super::{Device, DeviceError, Fold, Turn};
use crate::header::{Header, Kind};
use crate::host::Rng;
use crate::ids::{CompartmentId, EnvelopeHash};
use crate::log::Entry;
use crate::seal::{open_bytes, seal_bytes};
use crate::snapshot::{Manifest, Verdict, Word, seal_parts, verify};
use crate::state::State;

impl Device {
    /// A snapshot of a compartment for those who will join: the parts are to be uploaded first, then the turn is stored
    /// and its envelope sent like any other. `None` while anything here is in no log, and for whoever
    /// may not write.
    pub fn announce(&self, state: &State, rng: &mut dyn Rng) -> Option<(Vec<Vec<u8>>, Turn)> {
        let head = self.follower.head();
        let (epoch, key) = self.keys.newest(state.compartment())?;
        if !self.writes(state.compartment())
            || !self.outbox.is_empty()
            || !self.carried.is_empty()
            || state.log_seq() != head.seq
        {
            return None;
        }
        let (manifest, parts) = seal_parts(state, head.hash, (epoch, key), rng)?;
        let turn = self.say(state.compartment(), &Word::Manifest(manifest), rng).ok()?;
        Some((parts, turn))
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
        let sealed = entry.sealed()?;
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
