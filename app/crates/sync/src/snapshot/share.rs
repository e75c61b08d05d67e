//! A snapshot for those who join: made by a member, sealed part by part, named by an envelope in the log.
//!
//! The *manifest* (清单) says for which place of the log the snapshot stands, which state it is, and which parts it has. It
//! is sealed like data: the hash of a state is computed from plain values. Members who stand at the same place compare
//! and *attest* (证明). Whoever joins still follows the whole log, without its payloads, so places, authors and members are
//! known at first hand; only the values below the snapshot are taken on the word of others.

use thiserror::Error;

use super::SnapshotError;
use crate::host::Rng;
use crate::ids::{AgentId, CompartmentId, EnvelopeHash, SpaceId};
use crate::members::Membership;
use crate::proto::part_id;
use crate::seal::{EpochKey, OpenError, close_part, open_part};
use crate::state::State;
use crate::wire::{Reader, WireError, put_number};

/// A snapshot has no more parts than this: some four gigabytes.
const MOST_PARTS: usize = 4096;

/// What a snapshot is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The place in the log it stands for.
    pub seq: u64,
    /// The log's hash there.
    pub log_hash: [u8; 32],
    /// [`State::root`] there.
    pub root: [u8; 32],
    /// The names of its sealed parts, in order.
    pub parts: Vec<[u8; 32]>,
}

/// What a member says about a snapshot: the body of an envelope of kind [`Kind::Snapshot`](crate::Kind::Snapshot).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Here is one.
    Manifest(Manifest),
    /// I stood at the same place and saw the same state.
    Attest {
        /// The manifest's envelope.
        manifest: EnvelopeHash,
        /// The state that was seen.
        root: [u8; 32],
    },
}

/// What a comparison with a manifest says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same state.
    Right,
    /// Another state at the same place: somebody is wrong, or lies.
    Wrong,
    /// This device is at another place, or holds what is in no log yet: it cannot tell.
    CannotTell,
}

/// Why parts are not the snapshot a manifest names.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShareError {
    /// A part is missing, is there twice or is another one.
    #[error("part {at} is not the one the manifest names")]
    Part {
        /// Its place.
        at: usize,
    },
    /// A part does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The parts are no snapshot.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// They are a snapshot, and not of this place or not this state.
    #[error("the snapshot is not the state the manifest names")]
    OtherState,
}

/// The snapshot of a state, sealed: what the log is to say, and the parts to be uploaded before. `None` while the state
/// holds anything that is in no log.
pub fn seal_parts(
    state: &State,
    log_hash: [u8; 32],
    (epoch, key): (u32, &EpochKey),
    rng: &mut dyn Rng,
) -> Option<(Manifest, Vec<Vec<u8>>)> {
    let mut making = Making::new(state, log_hash, epoch)?;
    let mut parts = Vec::new();
    while let Some(part) = making.seal_next(key, rng) {
        parts.push(part);
    }
    Some((making.manifest()?, parts))
}

/// A snapshot in the making: the state as it was when this began, sealed part by part, so that whoever makes it may do
/// other things in between.
#[derive(Debug)]
pub struct Making {
    at: (SpaceId, CompartmentId),
    epoch: u32,
    manifest: Manifest,
    shards: Vec<Vec<u8>>,
}

impl Making {
    /// Begins; `None` while the state holds anything that is in no log.
    pub fn new(state: &State, log_hash: [u8; 32], epoch: u32) -> Option<Self> {
        if state.unlogged() > 0 || state.waiting().next().is_some() {
            return None;
        }
        let manifest = Manifest { seq: state.log_seq(), log_hash, root: state.root(), parts: Vec::new() };
        Some(Self { at: (state.space(), state.compartment()), epoch, manifest, shards: super::encode(state) })
    }

    /// The compartment, and the epoch under whose key all of it is to be sealed.
    pub fn sealed_under(&self) -> (CompartmentId, u32) {
        (self.at.1, self.epoch)
    }

    /// The next part, sealed; `None` when all are.
    pub fn seal_next(&mut self, key: &EpochKey, rng: &mut dyn Rng) -> Option<Vec<u8>> {
        let at = self.manifest.parts.len();
        let bound = bound(self.at, (self.epoch, self.manifest.seq), (at, self.shards.len()));
        // What is sealed is not needed any more.
        let part = close_part(&std::mem::take(self.shards.get_mut(at)?), key, &bound, rng);
        self.manifest.parts.push(part_id(&part));
        Some(part)
    }

    /// What the log is to say, once all is sealed.
    pub fn manifest(self) -> Option<Manifest> {
        (self.manifest.parts.len() == self.shards.len()).then_some(self.manifest)
    }
}

/// The state a manifest names, from its parts.
pub fn open_parts(
    manifest: &Manifest,
    parts: &[impl AsRef<[u8]>],
    (space, compartment): (SpaceId, CompartmentId),
    (epoch, key): (u32, &EpochKey),
) -> Result<State, ShareError> {
    let mut shards = Vec::with_capacity(parts.len());
    for at in 0..manifest.parts.len().max(parts.len()) {
        let (Some(name), Some(part)) = (manifest.parts.get(at), parts.get(at)) else {
            return Err(ShareError::Part { at });
        };
        if part_id(part.as_ref()) != *name {
            return Err(ShareError::Part { at });
        }
        let bound = bound((space, compartment), (epoch, manifest.seq), (at, manifest.parts.len()));
        shards.push(open_part(part.as_ref(), key, &bound)?);
    }
    let state = super::decode(&shards)?;
    let same_place = (state.space(), state.compartment(), state.log_seq()) == (space, compartment, manifest.seq);
    if same_place && verify(&state, manifest) == Verdict::Right { Ok(state) } else { Err(ShareError::OtherState) }
}

/// Whether a state at the manifest's place is the one it names.
pub fn verify(state: &State, manifest: &Manifest) -> Verdict {
    if state.log_seq() != manifest.seq || state.unlogged() > 0 || state.waiting().next().is_some() {
        Verdict::CannotTell
    } else if state.root() == manifest.root && state.log_hash() == manifest.log_hash {
        Verdict::Right
    } else {
        Verdict::Wrong
    }
}

/// Whether somebody who joins may load a snapshot: its author is a member who reads the compartment, and either another
/// such member attested it, or its author is the person who let the newcomer in.
pub fn may_load(
    members: &Membership,
    compartment: CompartmentId,
    author: &AgentId,
    attested_by: &[AgentId],
    let_in_by: &AgentId,
) -> bool {
    let reads = |agent: &AgentId| members.member(agent).is_some_and(|member| member.reads(compartment));
    // One person under two names is one witness.
    let same = |other: &AgentId| members.same_person(author, other);
    reads(author) && (same(let_in_by) || attested_by.iter().any(|other| !same(other) && reads(other)))
}

impl Word {
    /// The word in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Word::Manifest(Manifest { seq, log_hash, root, parts }) => {
                out.push(0);
                put_number(&mut out, *seq);
                out.extend_from_slice(log_hash);
                out.extend_from_slice(root);
                put_number(&mut out, parts.len() as u64);
                parts.iter().for_each(|part| out.extend_from_slice(part));
            }
            Word::Attest { manifest, root } => {
                out.push(1);
                out.extend_from_slice(&manifest.0);
                out.extend_from_slice(root);
            }
        }
        out
    }

    /// Reads what [`Word::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        let word = match reader.byte()? {
            0 => {
                let (seq, log_hash, root) = (reader.number()?, reader.array()?, reader.array()?);
                let count = reader.count(32)?;
                if count > MOST_PARTS {
                    return Err(WireError::OutOfRange);
                }
                let parts = (0..count).map(|_| reader.array()).collect::<Result<_, _>>()?;
                Word::Manifest(Manifest { seq, log_hash, root, parts })
            }
            1 => Word::Attest { manifest: EnvelopeHash(reader.array()?), root: reader.array()? },
            _ => return Err(WireError::OutOfRange),
        };
        reader.finish()?;
        Ok(word)
    }
}

/// Where a part belongs: no part of another snapshot, and no other part of this one, opens in its place.
fn bound(
    (space, compartment): (SpaceId, CompartmentId),
    (epoch, seq): (u32, u64),
    (at, count): (usize, usize),
) -> Vec<u8> {
    let mut out = b"sx/snapshot/v1".to_vec();
    out.extend_from_slice(&space.0);
    out.extend_from_slice(&compartment.0.to_le_bytes());
    out.extend_from_slice(&epoch.to_le_bytes());
    out.extend_from_slice(&seq.to_le_bytes());
    out.extend_from_slice(&(at as u32).to_le_bytes());
    out.extend_from_slice(&(count as u32).to_le_bytes());
    out
}
