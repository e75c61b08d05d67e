//! Which of the snapshots that the log speaks of may somebody who joins load?
//!
//! The words are gathered as they come; what they are worth is asked when the log has been followed to its end, for only
//! then is it known who belongs to the space.

use super::share::{Manifest, Word, may_load};
use crate::ids::{AgentId, CompartmentId, EnvelopeHash};
use crate::log::{Entry, Follower};

/// A word about a snapshot, and who said it where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its place in the log.
    pub at: u64,
    /// When the server received it.
    pub srv_ms: u64,
    /// The envelope that holds it.
    pub envelope: EnvelopeHash,
    /// Who said it.
    pub author: AgentId,
    /// Of which compartment.
    pub compartment: CompartmentId,
    /// The epoch under whose key the envelope is sealed, and with it the parts.
    pub epoch: u32,
    /// The word.
    pub word: Word,
}

/// What the log says about snapshots.
#[derive(Clone, Debug, Default)]
pub struct Words(Vec<Said>);

impl Said {
    /// A word in an entry of the log.
    pub fn new(entry: &Entry, word: Word) -> Self {
        let header = entry.outside.header();
        let (author, compartment, epoch) = (header.agent, header.compartment, header.epoch);
        let (at, srv_ms, envelope) = (entry.seq, entry.srv_ms, entry.outside.hash());
        Self { at, srv_ms, envelope, author, compartment, epoch, word }
    }

    /// The manifest, if it is one.
    pub fn manifest(&self) -> Option<&Manifest> {
        match &self.word {
            Word::Manifest(manifest) => Some(manifest),
            Word::Attest { .. } => None,
        }
    }
}

impl FromIterator<Said> for Words {
    fn from_iter<I: IntoIterator<Item = Said>>(said: I) -> Self {
        Words(said.into_iter().collect())
    }
}

impl Words {
    /// Who attested a manifest, in agreement with what it says.
    pub fn attested(&self, said: &Said) -> Vec<AgentId> {
        let Some(named) = said.manifest() else { return Vec::new() };
        let agrees = |other: &&Said| match &other.word {
            Word::Attest { manifest, root } => {
                *manifest == said.envelope && *root == named.root && other.compartment == said.compartment
            }
            Word::Manifest(_) => false,
        };
        self.0.iter().filter(agrees).map(|other| other.author).collect()
    }

    /// The newest manifest of a compartment among those that count.
    pub fn newest(&self, compartment: CompartmentId, counts: impl Fn(&Said) -> bool) -> Option<&Said> {
        let of_it = |said: &&Said| said.compartment == compartment && said.manifest().is_some() && counts(said);
        self.0.iter().filter(of_it).max_by_key(|said| said.manifest().map(|manifest| manifest.seq))
    }

    /// The newest snapshot of a compartment that `me` may load: of the log that was followed, by somebody whose word is
    /// enough.
    pub fn to_load(&self, compartment: CompartmentId, log: &Follower, me: &AgentId) -> Option<&Said> {
        let members = log.members();
        let let_in_by = members.let_in_by(me)?;
        let fits = |said: &&Said| {
            let of_log =
                |manifest: &Manifest| manifest.seq < said.at && log.hash_at(manifest.seq) == Some(manifest.log_hash);
            said.compartment == compartment
                && said.manifest().is_some_and(of_log)
                && may_load(members, compartment, &said.author, &self.attested(said), &let_in_by)
        };
        self.0.iter().filter(fits).max_by_key(|said| said.manifest().map(|manifest| manifest.seq))
    }
}
