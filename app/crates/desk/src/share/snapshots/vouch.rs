//! Somebody else's snapshot: does this device see the same?
//!
//! It can only tell when it stands exactly where the snapshot was made, so it looks in the instant before the envelope
//! that names it is folded: then, if nobody wrote in between, the states are those of that place.

use sync::device::Fold;
use sync::log::Entry;
use sync::snapshot::{Said, Verdict, verify};
use sync::{AgentId, CompartmentId, EnvelopeHash, Kind, State};

use super::drive::Next;
use crate::Desk;
use crate::book::Dice;
use crate::message::share::Doubt;
use crate::share::drive::quiet;
use crate::share::{PartDrive, Share};
use crate::step::Now;

/// One word is enough: it is waited for somebody else's, so long at least and up to ten times by chance.
const WAIT_MS: u64 = 2_000;

/// A word that is to be said for somebody's snapshot.
#[derive(Debug)]
pub(super) struct Vouch {
    said: Said,
    root: [u8; 32],
    at_ms: Option<u64>,
}

impl Vouch {
    /// Whether this device is about to say that this manifest is right.
    pub(super) fn is_for(&self, said: &Said) -> bool {
        self.said.envelope == said.envelope
    }
}

impl Share {
    /// Compares the states with the manifest in an entry that is about to be folded, if it is one.
    pub(in crate::share) fn compare(&mut self, fold: &Fold, entries: &[Entry], states: &[State]) {
        let Some((said, state)) = self.comparable(fold, entries, states) else { return };
        let Some(manifest) = said.manifest() else { return };
        match verify(state, manifest) {
            Verdict::Right => {
                let root = manifest.root;
                self.snapshots.vouches.push_back(Vouch { said, root, at_ms: None });
            }
            Verdict::Wrong => {
                let doubt = Doubt::OtherThanHere { author: said.author.0 };
                if !self.snapshots.unsaid.contains(&doubt) {
                    self.snapshots.unsaid.push(doubt);
                }
            }
            Verdict::CannotTell => {}
        }
    }

    fn comparable<'s>(&self, fold: &Fold, entries: &[Entry], states: &'s [State]) -> Option<(Said, &'s State)> {
        let Fold::Pass { seq: Some(seq), outside, .. } = fold else { return None };
        if outside.header().kind != Kind::Snapshot || self.snapshots.stands() {
            return None;
        }
        let entry = entries.iter().find(|entry| entry.seq == *seq)?;
        let said = Said::new(entry, self.device.word(entry)?);
        let here = said.manifest()?.seq.checked_add(1) == Some(*seq);
        let own = self.device.members().same_person(&said.author, &self.device.agent());
        if !here || own || !self.device.may_judge(said.compartment) {
            return None;
        }
        let state = states.iter().find(|state| state.compartment() == said.compartment)?;
        Some((said, state))
    }
}

impl Desk {
    /// A word for somebody's snapshot, if it is time and nobody else has said it.
    pub(super) fn drive_vouch(&mut self, now: &Now) -> Next {
        let Some(share) = self.share.as_mut() else { return Next::Idle(None) };
        if share.snapshots.vouches.is_empty() {
            return Next::Idle(None);
        }
        let words = share.words();
        let members = share.device.members();
        let enough = |vouch: &Vouch| {
            let other = |agent: &AgentId| !members.same_person(agent, &vouch.said.author);
            words.attested(&vouch.said).iter().any(other)
        };
        let vouches = &mut share.snapshots.vouches;
        vouches.retain(|vouch| !enough(vouch));
        let Some(vouch) = vouches.front_mut() else { return Next::Idle(None) };
        let at_ms = *vouch.at_ms.get_or_insert_with(|| {
            let mut chance = [0; 1];
            sync::Rng::fill(&mut Dice::apart(now, "vouch"), &mut chance);
            now.ms.saturating_add(WAIT_MS + 9 * WAIT_MS * u64::from(chance[0]) / 255)
        });
        if now.ms < at_ms && at_ms - now.ms <= 10 * WAIT_MS {
            return Next::Idle(Some(at_ms));
        }
        let about: (CompartmentId, (EnvelopeHash, [u8; 32])) =
            (vouch.said.compartment, (vouch.said.envelope, vouch.root));
        vouches.pop_front();
        match share.device.vouch(about.0, about.1, &mut Dice::apart(now, "attest")) {
            Some(turn) => Next::Do(PartDrive::Keep(quiet(Self::shared_keep(share, turn)))),
            None => Next::Idle(Some(now.ms)),
        }
    }
}
