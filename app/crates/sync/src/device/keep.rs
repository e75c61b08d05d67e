//! What of a device must be on disk, and how does a device come back from it?
//!
//! A turn names only what changed. [`Stored`] is all of it in memory: the plainest disk there is, for tests, and the list
//! of what a real one has to hold. Everything in it is to be sealed by the vault.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::arrive::{put_arrival, read_arrival};
use super::clock::ServerClock;
use super::{Device, Fold, Told, Turn};
use crate::header::ChainHead;
use crate::ids::{AgentId, CompartmentId, EnvelopeHash, SpaceId};
use crate::log::{Entry, Follower};
use crate::members::MemberError;
use crate::seal::{AgentSecret, Keyring, Sealed};
use crate::wire::{Reader, WireError, put_bytes, put_number, unzigzag, zigzag};

/// The turn of no name. A device has 64 at most.
const ASIDE: u32 = u32::MAX;

/// What changed: to be written in one transaction.
#[derive(Clone, Debug, Default)]
pub struct Keep {
    /// Agents and keys, if they changed. One record.
    pub secrets: Option<Zeroizing<Vec<u8>>>,
    /// How far the log is known, if it moved. One record.
    pub follower: Option<Vec<u8>>,
    /// Everything small. One record.
    pub notes: Vec<u8>,
    /// How far the log was read again, if it is being; empty if not. One record.
    pub reread: Vec<u8>,
    /// To be put into the stored log, by place; an entry that is there already is replaced.
    pub entries: Vec<Entry>,
    /// To be put into the outbox under their author's turn and their number; what stands aside is there too.
    pub outbox: Vec<((u32, u32), Arc<Sealed>)>,
    /// To be taken out of the outbox: seen in the log, or replaced.
    pub outbox_gone: Vec<(u32, u32)>,
    /// To be put among what is carried.
    pub carried: Vec<Arc<Sealed>>,
    /// To be taken out of it: seen in the log, or an orphan now.
    pub carried_gone: Vec<(AgentId, u32)>,
    /// To be added to the orphans.
    pub orphans: Vec<Arc<Sealed>>,
}

/// Everything a device has on disk.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// See [`Keep::secrets`].
    pub secrets: Zeroizing<Vec<u8>>,
    /// See [`Keep::follower`].
    pub follower: Vec<u8>,
    /// See [`Keep::notes`].
    pub notes: Vec<u8>,
    /// See [`Keep::reread`].
    pub reread: Vec<u8>,
    /// The log as it was pulled.
    pub log: BTreeMap<u64, Entry>,
    /// See [`Keep::outbox`].
    pub outbox: BTreeMap<(u32, u32), Vec<u8>>,
    /// See [`Keep::carried`].
    pub carried: BTreeMap<(AgentId, u32), Vec<u8>>,
    /// See [`Keep::orphans`].
    pub orphans: Vec<Vec<u8>>,
}

impl Stored {
    /// A disk with a new device on it.
    pub fn new(device: &Device) -> Self {
        let mut stored = Self::default();
        let mut empty = device.clone();
        (empty.outbox, empty.aside, empty.carried) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let keep = Turn::new(&empty, device.clone(), Vec::new(), Vec::new()).keep;
        stored.keep(&Keep { secrets: Some(secrets(device)), follower: Some(device.follower.encode()), ..keep });
        stored
    }

    /// Writes what changed.
    pub fn keep(&mut self, keep: &Keep) {
        if let Some(secrets) = &keep.secrets {
            self.secrets = secrets.clone();
        }
        if let Some(follower) = &keep.follower {
            self.follower = follower.clone();
        }
        self.notes.clone_from(&keep.notes);
        self.reread.clone_from(&keep.reread);
        self.log.extend(keep.entries.iter().map(|entry| (entry.seq, entry.clone())));
        keep.outbox_gone.iter().for_each(|key| drop(self.outbox.remove(key)));
        self.outbox.extend(keep.outbox.iter().map(|(key, sealed)| (*key, sealed.encode())));
        keep.carried_gone.iter().for_each(|key| drop(self.carried.remove(key)));
        self.carried.extend(keep.carried.iter().map(|sealed| (key_of(sealed), sealed.encode())));
        self.orphans.extend(keep.orphans.iter().map(|sealed| sealed.encode()));
    }
}

/// Two lists without what they begin and end with alike.
fn between<'a>(mut old: &'a [Arc<Sealed>], mut new: &'a [Arc<Sealed>]) -> (&'a [Arc<Sealed>], &'a [Arc<Sealed>]) {
    while let (Some((one, old_rest)), Some((other, new_rest))) = (old.split_first(), new.split_first())
        && Arc::ptr_eq(one, other)
    {
        (old, new) = (old_rest, new_rest);
    }
    while let (Some((one, old_rest)), Some((other, new_rest))) = (old.split_last(), new.split_last())
        && Arc::ptr_eq(one, other)
    {
        (old, new) = (old_rest, new_rest);
    }
    (old, new)
}

impl Turn {
    /// A turn that stores whatever differs between two moments of a device.
    pub(super) fn new(before: &Device, next: Device, entries: Vec<Entry>, folds: Vec<Fold>) -> Self {
        let unknown =
            |known: &[Arc<Sealed>], sealed: &Arc<Sealed>| !known.iter().any(|one| one.hash() == sealed.hash());
        // A save adds one to thousands, a page takes some away from the front: only what is between is compared.
        let (old, new) = between(&before.outbox, &next.outbox);
        let old = old.iter().map(|sealed| (before.outbox_key(sealed), sealed)).chain(before.aside_keys());
        let old: BTreeMap<_, _> = old.collect();
        let new = new.iter().map(|sealed| (next.outbox_key(sealed), sealed)).chain(next.aside_keys());
        let new: BTreeMap<_, _> = new.collect();
        let same =
            |known: Option<&&Arc<Sealed>>, sealed: &Arc<Sealed>| known.is_some_and(|one| one.hash() == sealed.hash());
        let keep = Keep {
            secrets: (before.agents.len() != next.agents.len() || before.keys != next.keys).then(|| secrets(&next)),
            follower: (!Arc::ptr_eq(&before.follower, &next.follower)).then(|| next.follower.encode()),
            notes: notes(&next),
            reread: next.reread.as_ref().map(|reread| reread.encode()).unwrap_or_default(),
            entries,
            outbox: new
                .iter()
                .filter(|(key, one)| !same(old.get(key), one))
                .map(|(key, one)| (*key, (**one).clone()))
                .collect(),
            outbox_gone: old.keys().filter(|key| !new.contains_key(key)).copied().collect(),
            carried: next
                .carried
                .iter()
                .filter(|(key, one)| !same(before.carried.get(key).as_ref(), one))
                .map(|(_, one)| one.clone())
                .collect(),
            carried_gone: before.carried.keys().filter(|key| !next.carried.contains_key(key)).copied().collect(),
            orphans: next.orphans.iter().filter(|one| unknown(&before.orphans, one)).cloned().collect(),
        };
        Self { next, keep, folds, refold: false, told: Vec::new() }
    }

    pub(super) fn telling(self, told: Vec<Told>, refold: bool) -> Self {
        Self { told, refold, ..self }
    }
}

impl Device {
    /// The device that was stored.
    pub fn open(stored: &Stored) -> Result<Self, MemberError> {
        let mut follower = Follower::decode(&stored.follower)?;
        follower.recall(stored.log.values());
        let space = follower.members().space();
        let (agents, keys) = read_secrets(&stored.secrets)?;
        let mut device = Device { agents, keys, ..Device::new(space, AgentSecret::from_bytes(&[0; 64])) };
        if device.agents.is_empty() {
            return Err(WireError::Truncated.into());
        }
        device.follower = Arc::new(follower);
        read_notes(&stored.notes, &mut device)?;
        if !stored.reread.is_empty() {
            let mut reread = Follower::decode(&stored.reread)?;
            reread.recall(stored.log.values());
            device.reread = Some(Arc::new(reread));
        }
        for ((turn, number), bytes) in &stored.outbox {
            let sealed = Arc::new(sealed(bytes, space)?);
            if *turn == ASIDE {
                device.aside.insert(*number, sealed);
            } else {
                device.outbox.push(sealed);
            }
        }
        for bytes in stored.carried.values() {
            let sealed = Arc::new(sealed(bytes, space)?);
            device.carried.insert(key_of(&sealed), sealed);
        }
        for bytes in &stored.orphans {
            device.orphans.push(Arc::new(sealed(bytes, space)?));
        }
        Ok(device)
    }

    /// Knows the log again up to its end, from kept [`Follower::places`] and the entries that were stored after them: for a
    /// device that was opened with those alone. False if they do not lead there.
    #[must_use]
    pub fn recall_on(&mut self, places: &[u8], log: &[Entry]) -> bool {
        Arc::make_mut(&mut self.follower).recall_on(places, log)
    }

    /// What stands aside is kept with the outbox, behind the turns of all names.
    fn aside_keys(&self) -> impl Iterator<Item = ((u32, u32), &Arc<Sealed>)> {
        self.aside.iter().map(|(number, sealed)| ((ASIDE, *number), sealed))
    }

    /// Which of the device's agents wrote an envelope, then its number: what an old agent still has to say comes first.
    fn outbox_key(&self, sealed: &Sealed) -> (u32, u32) {
        let turn = self.agents.iter().position(|agent| agent.id() == sealed.header().agent);
        (turn.unwrap_or(self.agents.len()) as u32, sealed.header().dseq)
    }
}

fn sealed(bytes: &[u8], space: SpaceId) -> Result<Sealed, MemberError> {
    let sealed = Sealed::decode(bytes).ok().filter(|sealed| sealed.header().space == space);
    sealed.ok_or(MemberError::Wire(WireError::NotCanonical))
}

fn key_of(sealed: &Sealed) -> (AgentId, u32) {
    (sealed.header().agent, sealed.header().dseq)
}

fn secrets(device: &Device) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::new());
    put_number(&mut out, device.agents.len() as u64);
    device.agents.iter().for_each(|agent| out.extend_from_slice(agent.to_bytes().as_slice()));
    put_bytes(&mut out, &device.keys.encode());
    out
}

fn read_secrets(bytes: &[u8]) -> Result<(Vec<AgentSecret>, Keyring), WireError> {
    let mut reader = Reader::new(bytes);
    let mut agents = Vec::new();
    for _ in 0..reader.count(64)? {
        agents.push(AgentSecret::from_bytes(&Zeroizing::new(reader.array()?)));
    }
    let keys = Keyring::decode(reader.bytes()?)?;
    reader.finish()?;
    Ok((agents, keys))
}

fn notes(device: &Device) -> Vec<u8> {
    let mut out = Vec::new();
    put_number(&mut out, u64::from(device.handed));
    put_number(&mut out, device.payloads_after);
    for compartments in [&device.holes, &device.opening] {
        put_number(&mut out, compartments.len() as u64);
        compartments.iter().for_each(|compartment| put_number(&mut out, u64::from(compartment.0)));
    }
    put_number(&mut out, device.locked.len() as u64);
    for (compartment, (seq, hash)) in &device.locked {
        put_number(&mut out, u64::from(compartment.0));
        put_number(&mut out, *seq);
        out.extend_from_slice(hash);
    }
    put_number(&mut out, device.bases.len() as u64);
    for (agent, base) in &device.bases {
        put_end(&mut out, agent, base);
    }
    put_number(&mut out, device.dead.len() as u64);
    for (agent, head, instead) in &device.dead {
        put_end(&mut out, agent, head);
        put_end(&mut out, agent, &instead.unwrap_or_default());
    }
    let known: Vec<i64> = device.clock.last.into_iter().flatten().collect();
    put_number(&mut out, known.len() as u64);
    known.into_iter().for_each(|offset| put_number(&mut out, zigzag(offset)));
    put_arrival(&mut out, device.arrival);
    out
}

fn read_notes(bytes: &[u8], device: &mut Device) -> Result<(), WireError> {
    let mut reader = Reader::new(bytes);
    device.handed = reader.number32()?;
    device.payloads_after = reader.number()?;
    device.holes = read_compartments(&mut reader)?;
    device.opening = read_compartments(&mut reader)?;
    for _ in 0..reader.count(34)? {
        let compartment = CompartmentId(reader.number16()?);
        device.locked.insert(compartment, (reader.number()?, reader.array()?));
    }
    for _ in 0..reader.count(16 + 1 + 32)? {
        let base = read_end(&mut reader)?;
        device.bases.push(base);
    }
    for _ in 0..reader.count(2 * (16 + 1 + 32))? {
        let ((agent, head), (_, instead)) = (read_end(&mut reader)?, read_end(&mut reader)?);
        device.dead.push((agent, head, (instead.dseq != 0).then_some(instead)));
    }
    let mut last = [None; 3];
    let count = reader.count(1)?;
    for at in 0..count {
        *last.get_mut(at).ok_or(WireError::OutOfRange)? = Some(unzigzag(reader.number()?));
    }
    device.clock = ServerClock { last };
    device.arrival = read_arrival(&mut reader)?;
    reader.finish()
}

fn read_compartments(reader: &mut Reader<'_>) -> Result<BTreeSet<CompartmentId>, WireError> {
    (0..reader.count(1)?).map(|_| reader.number16().map(CompartmentId)).collect()
}

fn put_end(out: &mut Vec<u8>, agent: &AgentId, head: &ChainHead) {
    out.extend_from_slice(&agent.0);
    put_number(out, u64::from(head.dseq));
    out.extend_from_slice(&head.hash.0);
}

fn read_end(reader: &mut Reader<'_>) -> Result<(AgentId, ChainHead), WireError> {
    let agent = AgentId(reader.array()?);
    Ok((agent, ChainHead { dseq: reader.number32()?, hash: EnvelopeHash(reader.array()?) }))
}
