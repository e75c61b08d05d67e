//! Following a log page by page. What comes from the server is believed only where it had no choice.

mod places;

use std::collections::BTreeMap;

use super::{Alarm, Entry, LogHead};
use crate::header::{ChainHead, Header, Kind};
use crate::ids::{AgentId, SpaceId};
use crate::members::{MemberOp, Membership, Place};
use crate::proto::LogPage;
use crate::wire::{Reader, WireError, put_bytes, put_number};

/// Half of an envelope's hash: enough to know it again in its chain.
type Half = [u8; 16];

/// How far a log is known, and what it says about agents and members there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follower {
    head: LogHead,
    generation: Option<[u8; 16]>,
    agents: BTreeMap<AgentId, ChainHead>,
    members: Membership,
    /// The log's hash at every place, to be compared with what authors say they saw; the last is that of `head`. However
    /// long ago two branches parted, they are not joined again unnoticed. (Where the stored log is damaged it begins later.)
    hashes: Vec<[u8; 32]>,
    /// What each chain consists of, likewise.
    chains: BTreeMap<AgentId, Vec<Half>>,
}

impl Follower {
    /// At the beginning of a space's log.
    pub fn new(space: SpaceId) -> Self {
        Self {
            head: LogHead::default(),
            generation: None,
            agents: BTreeMap::new(),
            members: Membership::new(space),
            hashes: Vec::new(),
            chains: BTreeMap::new(),
        }
    }

    /// How far the log is known.
    pub fn head(&self) -> LogHead {
        self.head
    }

    /// The membership there.
    pub fn members(&self) -> &Membership {
        &self.members
    }

    /// The end of an agent's chain there.
    pub fn chain_head(&self, agent: &AgentId) -> ChainHead {
        self.agents.get(agent).copied().unwrap_or_default()
    }

    /// The log's hash at a place, as far as the log is known.
    pub fn hash_at(&self, seq: u64) -> Option<[u8; 32]> {
        if seq == 0 {
            return Some([0; 32]);
        }
        let back = usize::try_from(self.head.seq.checked_sub(seq)?).ok()?;
        self.hashes.get(self.hashes.len().checked_sub(back.checked_add(1)?)?).copied()
    }

    /// Half of the hash of an agent's envelope, as far as its chain is known.
    fn half_of(&self, agent: &AgentId, dseq: u32) -> Option<Half> {
        let back = self.chain_head(agent).dseq.checked_sub(dseq)? as usize;
        let chain = self.chains.get(agent)?;
        chain.get(chain.len().checked_sub(back.checked_add(1)?)?).copied()
    }

    /// Which storage of the server the log comes from, as far as it is known.
    pub fn generation(&self) -> Option<[u8; 16]> {
        self.generation
    }

    /// Accepts that the server was set up anew: called when a person has seen [`Alarm::Generation`] and wants to go on.
    /// The log it shows must still agree with what is known here.
    pub fn accept_generation(&mut self) {
        self.generation = None;
    }

    /// What the log says once this page is read. Every entry handed back fits its author's chain, is signed, allowed by
    /// the membership at its place, and its payload, where there is one, is the one that was signed.
    pub fn read(&self, page: &LogPage) -> Result<(Follower, Vec<Entry>), Alarm> {
        if self.generation.is_some_and(|known| known != page.generation) {
            return Err(Alarm::Generation);
        }
        if page.since != self.head.seq {
            return Err(Alarm::Gap { after: self.head.seq });
        }
        if page.head.seq < self.head.seq {
            return Err(Alarm::Rollback { head: page.head.seq, had: self.head.seq });
        }
        if page.since_hash != self.head.hash {
            return Err(Alarm::Fork { seq: self.head.seq });
        }
        // Where there is more, there is at least one more: otherwise it would be kept back for ever, and without a word.
        if page.entries.is_empty() && page.head.seq > self.head.seq {
            return Err(Alarm::Withheld { seq: self.head.seq + 1 });
        }
        let mut next = self.clone();
        next.generation = Some(page.generation);
        let last = last_by_agent(&page.entries);
        for (at, entry) in page.entries.iter().enumerate() {
            let verify = last.get(&entry.outside.header().agent) == Some(&at);
            next.take(entry, verify)?;
        }
        if next.head.seq > page.head.seq || next.head.seq == page.head.seq && next.head.hash != page.head.hash {
            return Err(Alarm::Fork { seq: page.head.seq });
        }
        Ok((next, page.entries.clone()))
    }

    fn take(&mut self, entry: &Entry, verify: bool) -> Result<(), Alarm> {
        let (header, seq) = (entry.outside.header(), entry.seq);
        let (agent, dseq) = (header.agent, header.dseq);
        if seq != self.head.seq + 1 {
            return Err(Alarm::Gap { after: self.head.seq });
        }
        if entry.srv_ms < self.head.srv_ms {
            return Err(Alarm::TimeWentBack { seq });
        }
        if header.space != self.members.space() {
            return Err(Alarm::Space(header.space));
        }
        if entry.payload.as_ref().is_some_and(|payload| !entry.outside.fits(payload)) {
            return Err(Alarm::Payload { seq });
        }
        let before = self.chain_head(&agent);
        if before.dseq.checked_add(1) != Some(dseq) || before.hash != header.prev {
            return Err(Alarm::Chain { agent, dseq });
        }
        self.check_seen(header)?;
        let op = self.member_op(entry)?;
        if verify && !self.is_signed(entry, op.as_ref()) {
            return Err(Alarm::Signature { agent, dseq });
        }
        match op {
            Some(op) => {
                let place = Place { seq, srv_ms: entry.srv_ms, agent, seen: header.seen.seq };
                self.members.apply(place, op).map_err(|error| Alarm::Member { seq, error })?;
            }
            None => self.members.check(header).map_err(|error| Alarm::Member { seq, error })?,
        }
        self.agents.insert(agent, entry.outside.chain_head());
        self.head = self.head.then(entry.srv_ms, &entry.outside.hash());
        self.hashes.push(self.head.hash);
        self.chains.entry(agent).or_default().push(entry.outside.hash().half());
        Ok(())
    }

    /// What the author says it had seen must be what stands here.
    fn check_seen(&self, header: &Header) -> Result<(), Alarm> {
        let (agent, seen) = (header.agent, &header.seen);
        let there = |(agent, head): &(AgentId, ChainHead)| self.chain_head(agent).dseq >= head.dseq;
        if seen.seq > self.head.seq || !seen.extra.iter().all(there) {
            return Err(Alarm::SeenAhead { agent, dseq: header.dseq });
        }
        let other = |(agent, head): &(AgentId, ChainHead)| {
            self.half_of(agent, head.dseq).is_some_and(|known| known != head.hash.half())
        };
        if seen.extra.iter().any(other) {
            return Err(Alarm::ForkSeen { agent, seq: seen.seq });
        }
        match self.hash_at(seen.seq) {
            Some(hash) if hash != seen.hash => Err(Alarm::ForkSeen { agent, seq: seen.seq }),
            _ => Ok(()),
        }
    }

    /// The change of the membership an entry holds, if it is one. Nobody is spared these.
    fn member_op(&self, entry: &Entry) -> Result<Option<MemberOp>, Alarm> {
        if entry.outside.header().kind != Kind::Members {
            return Ok(None);
        }
        let payload = entry.payload.as_deref().ok_or(Alarm::Withheld { seq: entry.seq })?;
        MemberOp::decode(payload).map(Some).map_err(|error| Alarm::Wire { seq: entry.seq, error })
    }

    fn is_signed(&self, entry: &Entry, op: Option<&MemberOp>) -> bool {
        let agent = entry.outside.header().agent;
        let keys = match (self.members.keys_of(&agent), op) {
            (Some(keys), _) => Some(keys),
            (None, Some(MemberOp::Found(founding, _))) => Some(founding.founder),
            (None, _) => None,
        };
        keys.is_some_and(|keys| keys.id() == agent && entry.outside.is_signed_by(&keys))
    }

    /// Entries of a part of the log that was followed before, as they come once more. Every place is known, so nothing of
    /// them is believed: they are the ones that were followed, and their payloads the ones that were signed.
    pub fn again(&self, page: &LogPage, after: u64) -> Result<Vec<Entry>, Alarm> {
        if self.generation.is_some_and(|known| known != page.generation) {
            return Err(Alarm::Generation);
        }
        if page.since != after || after > self.head.seq {
            return Err(Alarm::Gap { after });
        }
        if page.entries.is_empty() {
            return Err(Alarm::Withheld { seq: after + 1 });
        }
        let mut at = LogHead { seq: after, hash: page.since_hash, srv_ms: 0 };
        if self.hash_at(after) != Some(at.hash) {
            return Err(Alarm::Fork { seq: after });
        }
        let mut entries = Vec::with_capacity(page.entries.len());
        for entry in page.entries.iter().take_while(|entry| entry.seq <= self.head.seq) {
            let seq = entry.seq;
            at = at.then(entry.srv_ms, &entry.outside.hash());
            if seq != at.seq {
                return Err(Alarm::Gap { after: at.seq - 1 });
            }
            if self.hash_at(seq) != Some(at.hash) {
                return Err(Alarm::Fork { seq });
            }
            if entry.payload.as_ref().is_some_and(|payload| !entry.outside.fits(payload)) {
                return Err(Alarm::Payload { seq });
            }
            entries.push(entry.clone());
        }
        Ok(entries)
    }

    /// What is known, to be stored together with the page that was read. Of places and chains only the ends: the log that is
    /// stored beside it says the rest ([`Follower::recall`]), and a record that grew with the log would be written anew with
    /// every page.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_number(&mut out, self.head.seq);
        out.extend_from_slice(&self.head.hash);
        put_number(&mut out, self.head.srv_ms);
        out.push(u8::from(self.generation.is_some()));
        out.extend_from_slice(&self.generation.unwrap_or_default());
        put_number(&mut out, self.agents.len() as u64);
        for (agent, head) in &self.agents {
            out.extend_from_slice(&agent.0);
            put_number(&mut out, u64::from(head.dseq));
            out.extend_from_slice(&head.hash.0);
        }
        let last = self.hashes.last();
        put_number(&mut out, last.iter().len() as u64);
        last.iter().for_each(|hash| out.extend_from_slice(*hash));
        put_bytes(&mut out, &self.members.encode());
        put_number(&mut out, self.chains.len() as u64);
        for (agent, chain) in &self.chains {
            out.extend_from_slice(&agent.0);
            let last = chain.last();
            put_number(&mut out, last.iter().len() as u64);
            last.iter().for_each(|half| out.extend_from_slice(*half));
        }
        out
    }

    /// Reads what [`Follower::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, crate::members::MemberError> {
        let mut reader = Reader::new(bytes);
        let head = LogHead { seq: reader.number()?, hash: reader.array()?, srv_ms: reader.number()? };
        let (known, generation) = (reader.flag()?, reader.array()?);
        let mut agents = BTreeMap::new();
        for _ in 0..reader.count(16 + 1 + 32)? {
            let agent = AgentId(reader.array()?);
            let head = ChainHead { dseq: reader.number32()?, hash: crate::EnvelopeHash(reader.array()?) };
            if agents.last_key_value().is_some_and(|(last, _)| *last >= agent) {
                return Err(WireError::NotCanonical.into());
            }
            agents.insert(agent, head);
        }
        let mut hashes: Vec<[u8; 32]> = Vec::new();
        for _ in 0..reader.count(32)? {
            hashes.push(reader.array()?);
        }
        if hashes.last().copied().unwrap_or_default() != head.hash {
            return Err(WireError::OutOfRange.into());
        }
        let members = Membership::decode(reader.bytes()?)?;
        // A record of an older build ends here.
        let chains = if reader.left() == 0 { BTreeMap::new() } else { read_chains(&mut reader, &agents)? };
        reader.finish()?;
        Ok(Self { head, generation: known.then_some(generation), agents, members, hashes, chains })
    }
}

fn read_chains(
    reader: &mut Reader<'_>,
    agents: &BTreeMap<AgentId, ChainHead>,
) -> Result<BTreeMap<AgentId, Vec<Half>>, WireError> {
    let mut chains: BTreeMap<AgentId, Vec<Half>> = BTreeMap::new();
    for _ in 0..reader.count(16 + 1)? {
        let agent = AgentId(reader.array()?);
        let count = reader.count(16)?;
        let chain: Vec<Half> = (0..count).map(|_| reader.array()).collect::<Result<_, _>>()?;
        let end = agents.get(&agent).map(|head| head.hash.half());
        if chain.last().copied() != end || chains.last_key_value().is_some_and(|(last, _)| *last >= agent) {
            return Err(WireError::OutOfRange);
        }
        chains.insert(agent, chain);
    }
    Ok(chains)
}

/// The last entry of each agent: its signature vouches for those before it, through the chain.
fn last_by_agent(entries: &[Entry]) -> BTreeMap<AgentId, usize> {
    entries.iter().enumerate().map(|(at, entry)| (entry.outside.header().agent, at)).collect()
}
