//! Admission: validate all, then say what to write.

use std::collections::BTreeMap;

use super::answer::Refused;
use crate::header::{ChainHead, Header, Kind};
use crate::ids::{AgentId, EnvelopeHash, SpaceId};
use crate::log::LogHead;
use crate::members::{MemberError, MemberOp, Membership, Place};
use crate::mutant::{Mutant, bred};
use crate::proto::{MAX_PUSH_BYTES, MAX_PUSH_ENVELOPES};
use crate::seal::Sealed;

/// What a server's storage is asked about one space. Every answer is as of the same instant.
pub trait SpaceStore {
    /// Why reading failed.
    type Error;

    /// The end of the log; its default before the founding.
    fn head(&self) -> Result<LogHead, Self::Error>;

    /// The log's hash at a place up to the end; `None` beyond. Zeros at 0.
    fn hash_at(&self, seq: u64) -> Result<Option<[u8; 32]>, Self::Error>;

    /// The end of an agent's chain in the log; its default if there is none.
    fn chain_head(&self, agent: &AgentId) -> Result<ChainHead, Self::Error>;

    /// The hash ([`Sealed::hash`]) of an agent's envelope with this number in the log.
    fn envelope_hash(&self, agent: &AgentId, dseq: u32) -> Result<Option<EnvelopeHash>, Self::Error>;

    /// The membership at the end of the log: the last [`Admitted::membership`], stored by [`Membership::encode`].
    fn membership(&self) -> Result<Membership, Self::Error>;

    /// How much is used.
    fn usage(&self, caller: &AgentId) -> Result<Usage, Self::Error>;
}

/// So many bytes above the quota are for changes of the membership: a space that is full can still shut somebody out.
pub const MEMBERS_RESERVE_BYTES: u64 = 4 << 20;

/// How much of what is allowed is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes of all envelopes in the log, as [`Sealed::size`] counts them.
    pub log_bytes: u64,
    /// Pushes of the caller in the last minute, this one not counted.
    pub pushes: u32,
}

/// What one space may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all envelopes; for changes of the membership, [`MEMBERS_RESERVE_BYTES`] more.
    pub log_bytes: u64,
    /// Pushes of one agent in a minute.
    pub pushes: u32,
    /// Active agents, before nobody can be added any more.
    pub agents: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { log_bytes: 500_000_000, pushes: 60, agents: 40 }
    }
}

/// One row of the log, to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place; the log's end moves here, with this time and hash.
    pub head: LogHead,
    /// The envelope.
    pub sealed: Sealed,
}

/// What to write, in one transaction. If it fails, nothing has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// Rows to append, in this order. Empty if everything was there.
    pub rows: Vec<Row>,
    /// How many envelopes were there already.
    pub repeated: u32,
    /// The end of the log afterwards.
    pub head: LogHead,
    /// The membership afterwards, if it changed.
    pub membership: Option<Membership>,
    /// [`Usage::log_bytes`] afterwards.
    pub log_bytes: u64,
}

/// Whether this founds a space, and the first row of its log. The id of the space is in the envelope's header.
pub fn found(sealed: &Sealed, now_ms: u64) -> Result<Admitted, Refused> {
    let header = sealed.header();
    let Ok(op @ MemberOp::Found(..)) = MemberOp::decode(sealed.payload()) else {
        return Err(Refused::Founding);
    };
    let MemberOp::Found(founding, _) = &op else {
        return Err(Refused::Founding);
    };
    let first = header.dseq == 1 && header.prev == EnvelopeHash::default() && header.seen.seq == 0;
    if !first || header.kind != Kind::Members || !sealed.outside().is_signed_by(&founding.founder) {
        return Err(Refused::Founding);
    }
    let mut membership = Membership::new(header.space);
    let place = Place { seq: 1, srv_ms: now_ms, agent: header.agent, seen: 0 };
    membership.apply(place, op).map_err(|_| Refused::Founding)?;
    let head = LogHead::default().then(now_ms, &sealed.hash());
    let rows = vec![Row { head, sealed: sealed.clone() }];
    Ok(Admitted { rows, repeated: 0, head, membership: Some(membership), log_bytes: sealed.size() as u64 })
}

/// Whether `caller`, whose token was checked, may append these envelopes at the server's time `now_ms`. Whoever is a
/// member may carry the envelopes of others: their signatures speak for them.
pub fn admit<S: SpaceStore>(
    store: &S,
    space: SpaceId,
    caller: &AgentId,
    batch: &[Sealed],
    now_ms: u64,
    limits: &Limits,
) -> Result<Result<Admitted, Refused>, S::Error> {
    let bytes: usize = batch.iter().map(Sealed::size).sum();
    if batch.is_empty() || batch.len() > MAX_PUSH_ENVELOPES || bytes > MAX_PUSH_BYTES {
        return Ok(Err(Refused::TooLarge));
    }
    let usage = store.usage(caller)?;
    if usage.pushes >= limits.pushes {
        return Ok(Err(Refused::Rate { after_s: 60 }));
    }
    let mut gate = Gate::open(store, space, limits)?;
    if !gate.may_call(caller) {
        return Ok(Err(Refused::Stranger));
    }
    let mut repeated = 0;
    for sealed in batch {
        match gate.pass(sealed, now_ms)? {
            Ok(true) => {}
            Ok(false) => repeated += 1,
            Err(refused) => return Ok(Err(refused)),
        }
    }
    Ok(gate.close(usage, repeated))
}

/// The space as it would be with the envelopes before: a copy, so that a refusal leaves nothing behind.
pub(super) struct Gate<'a, S> {
    store: &'a S,
    space: SpaceId,
    limits: &'a Limits,
    pub(super) head: LogHead,
    pub(super) membership: Membership,
    pub(super) changed: bool,
    chains: BTreeMap<AgentId, ChainHead>,
    /// The place that was asked for last: whoever was away long had seen one and the same when writing.
    seen: Option<(u64, Option<[u8; 32]>)>,
    new: Vec<Row>,
}

impl<'a, S: SpaceStore> Gate<'a, S> {
    /// The space as it is.
    pub(super) fn open(store: &'a S, space: SpaceId, limits: &'a Limits) -> Result<Self, S::Error> {
        let (head, membership) = (store.head()?, store.membership()?);
        let (chains, new) = (BTreeMap::new(), Vec::new());
        Ok(Self { store, space, limits, head, membership, changed: false, chains, seen: None, new })
    }

    /// What is to be written, if everything that passed is signed and there is room for it.
    pub(super) fn close(self, usage: Usage, repeated: u32) -> Result<Admitted, Refused> {
        if let Some(refused) = self.check_signatures() {
            return Err(refused);
        }
        let mut used = usage.log_bytes;
        for row in &self.new {
            used = used.saturating_add(row.sealed.size() as u64);
            let reserve = if row.sealed.header().kind == Kind::Members { MEMBERS_RESERVE_BYTES } else { 0 };
            if used > self.limits.log_bytes.saturating_add(reserve) {
                return Err(Refused::Quota { used: usage.log_bytes, limit: self.limits.log_bytes });
            }
        }
        let membership = self.changed.then_some(self.membership);
        Ok(Admitted { rows: self.new, repeated, head: self.head, membership, log_bytes: used })
    }

    /// An agent that has handed over still brings the envelope that says so, and what its successor wrote.
    fn may_call(&self, caller: &AgentId) -> bool {
        match self.membership.member(caller) {
            Some(member) => !matches!(member.standing, crate::members::Standing::Revoked { .. }),
            None => self.membership.policy().recovery.is_some_and(|keys| keys.id() == *caller),
        }
    }

    /// Whether an envelope is new and fits, or is there already.
    pub(super) fn pass(&mut self, sealed: &Sealed, now_ms: u64) -> Result<Result<bool, Refused>, S::Error> {
        let header = sealed.header();
        let (agent, dseq) = (header.agent, header.dseq);
        if header.space != self.space || header.is_local() {
            return Ok(Err(Refused::Space));
        }
        let chain = self.chain(&agent)?;
        if dseq <= chain.dseq && !bred(Mutant::AppendRepeated) {
            let known = self.known(&agent, dseq)?;
            return Ok(if known == Some(sealed.hash()) { Ok(false) } else { Err(Refused::Fork { agent, dseq }) });
        }
        if !bred(Mutant::SkipChain) && !bred(Mutant::AppendRepeated) {
            if chain.dseq.checked_add(1) != Some(dseq) {
                return Ok(Err(Refused::Gap { agent, have: chain.dseq }));
            }
            if header.prev != chain.hash {
                return Ok(Err(Refused::Fork { agent, dseq }));
            }
        }
        if let Some(refused) = self.depends(header)? {
            return Ok(Err(refused));
        }
        let head = self.head.then(now_ms.max(self.head.srv_ms), &sealed.hash());
        if let Err(refused) = self.allow(sealed, &head) {
            return Ok(Err(refused));
        }
        self.append(Row { head, sealed: sealed.clone() });
        Ok(Ok(true))
    }

    /// A row that may be written.
    pub(super) fn append(&mut self, row: Row) {
        self.head = row.head;
        self.chains.insert(row.sealed.header().agent, row.sealed.outside().chain_head());
        self.new.push(row);
    }

    /// Everything its author had seen must be here, and be what he saw.
    fn depends(&mut self, header: &Header) -> Result<Option<Refused>, S::Error> {
        let depends = Refused::Depends { agent: header.agent, dseq: header.dseq };
        let seen = &header.seen;
        if seen.seq > self.head.seq {
            return Ok(Some(depends));
        }
        let first = self.new.first().map_or(u64::MAX, |row| row.head.seq);
        let here = match (seen.seq.checked_sub(first), self.seen) {
            // Rows of this push stand one after the other.
            (Some(at), _) => usize::try_from(at).ok().and_then(|at| self.new.get(at)).map(|row| row.head.hash),
            (None, Some((seq, hash))) if seq == seen.seq => hash,
            (None, _) => {
                let hash = self.store.hash_at(seen.seq)?;
                self.seen = Some((seen.seq, hash));
                hash
            }
        };
        if here != Some(seen.hash) {
            return Ok(Some(Refused::OtherLog { seq: seen.seq }));
        }
        for (agent, head) in &seen.extra {
            if self.known(agent, head.dseq)? != Some(head.hash) {
                return Ok(Some(depends));
            }
        }
        Ok(None)
    }

    fn allow(&mut self, sealed: &Sealed, head: &LogHead) -> Result<(), Refused> {
        let header = sealed.header();
        let (agent, dseq) = (header.agent, header.dseq);
        let as_refusal = |error| match error {
            MemberError::Epoch { compartment, current } => Refused::Epoch { compartment, current },
            error => Refused::Member { agent, dseq, error },
        };
        if header.kind != Kind::Members {
            return self.membership.check(header).map_err(as_refusal);
        }
        // The signature of a change is checked at once: it decides about those after it.
        let keys = self.membership.keys_of(&agent);
        if !keys.is_some_and(|keys| sealed.outside().is_signed_by(&keys)) {
            return Err(Refused::Signature { agent, dseq });
        }
        let op = MemberOp::decode(sealed.payload()).map_err(|error| as_refusal(error.into()))?;
        let place = Place { seq: head.seq, srv_ms: head.srv_ms, agent, seen: header.seen.seq };
        // Where a limit was lowered, people must still be able to leave.
        let adds = matches!(op, MemberOp::Add(_));
        self.membership.apply(place, op).map_err(as_refusal)?;
        if adds && self.membership.members().filter(|member| member.is_active()).count() > self.limits.agents {
            return Err(as_refusal(MemberError::Full));
        }
        self.changed = true;
        Ok(())
    }

    /// Every signature that was not checked at once. Not only the last of each agent: a client checks the last of a page,
    /// and where its pages end is for nobody to choose. Changes of the membership were checked when they came, and the
    /// keys one was signed with may be gone because of it.
    fn check_signatures(&self) -> Option<Refused> {
        for sealed in self.new.iter().map(|row| &row.sealed).filter(|sealed| sealed.header().kind != Kind::Members) {
            let (agent, dseq) = (sealed.header().agent, sealed.header().dseq);
            let keys = self.membership.keys_of(&agent);
            if !keys.is_some_and(|keys| sealed.outside().is_signed_by(&keys)) {
                return Some(Refused::Signature { agent, dseq });
            }
        }
        None
    }

    fn chain(&self, agent: &AgentId) -> Result<ChainHead, S::Error> {
        match self.chains.get(agent) {
            Some(head) => Ok(*head),
            None => self.store.chain_head(agent),
        }
    }

    fn known(&self, agent: &AgentId, dseq: u32) -> Result<Option<EnvelopeHash>, S::Error> {
        let same = |row: &&Row| row.sealed.header().agent == *agent && row.sealed.header().dseq == dseq;
        match self.new.iter().find(same) {
            Some(row) => Ok(Some(row.sealed.hash())),
            None => self.store.envelope_hash(agent, dseq),
        }
    }
}
