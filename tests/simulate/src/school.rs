//! The whole little school: its machines, its server, what was really done on each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sync::admit::Refused;
use sync::admit::memory::MemorySpace;
use sync::device::{Told, found};
use sync::members::{JoinAs, MemberOp, Policy, Role};
use sync::proto::{LogAsk, LogPage, PushAsk};
use sync::seal::{AgentSecret, Sealed};
use sync::{AgentId, CompartmentId, SpaceId};

use crate::dice::Dice;
use crate::failure::Failure;
use crate::machine::Machine;

pub(crate) const COMPARTMENTS: [CompartmentId; 2] = [CompartmentId(1), CompartmentId(2)];
const START_MS: u64 = 1_790_000_000_000;
const YEAR_MS: i64 = 365 * 86_400_000;

/// What really happened when an edit was made.
pub(crate) struct Edit {
    pub(crate) compartment: CompartmentId,
    /// Edits its author had on screen, or had made himself.
    pub(crate) saw: BTreeSet<u32>,
    /// Some of the compartment could not be read, its key not being there: then less is claimed than was seen.
    pub(crate) locked: bool,
    /// Written by a machine whose logical clock was broken just then.
    pub(crate) broken_clock: bool,
    pub(crate) machine: usize,
    /// The first edit of the same save.
    pub(crate) save: u32,
}

/// Counted over a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Edits made.
    pub edits: u64,
    /// Envelopes in the log at the end.
    pub envelopes: u64,
    /// Pushes refused.
    pub refused: u64,
    /// Disks set back.
    pub restored: u64,
    /// New identities taken because of it.
    pub succeeded: u64,
    /// Envelopes that travelled by stick.
    pub carried: u64,
    /// Times that a stick brought something of the log.
    pub heard_by_stick: u64,
    /// Edits gone with a disk that was set back before they were sent.
    pub gone_with_disk: u64,
    /// Cells in conflict at the end.
    pub conflicts: u64,
    /// Rotations of a key in the log.
    pub rotations: u64,
    /// Members shut out.
    pub revoked: u64,
    /// Envelopes sealed again under a newer key.
    pub sealed_again: u64,
    /// Machines that stood on a snapshot until they had read the log.
    pub stood: u64,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.edits += other.edits;
        self.envelopes += other.envelopes;
        self.refused += other.refused;
        self.restored += other.restored;
        self.succeeded += other.succeeded;
        self.carried += other.carried;
        self.heard_by_stick += other.heard_by_stick;
        self.gone_with_disk += other.gone_with_disk;
        self.conflicts += other.conflicts;
        self.rotations += other.rotations;
        self.revoked += other.revoked;
        self.sealed_again += other.sealed_again;
        self.stood += other.stood;
    }
}

pub(crate) struct School {
    pub(crate) dice: Dice,
    pub(crate) space: SpaceId,
    pub(crate) server: MemorySpace,
    pub(crate) now_ms: u64,
    pub(crate) machines: Vec<Machine>,
    pub(crate) edits: BTreeMap<u32, Edit>,
    /// Edits on a disk that was set back before they were seen in the log.
    pub(crate) gone: BTreeSet<u32>,
    /// Pushes that are still somewhere in the network.
    pub(crate) delayed: Vec<(AgentId, Vec<u8>)>,
    /// Snapshots taken: place, compartment, shards.
    pub(crate) snapshots: Vec<(u64, CompartmentId, Vec<Vec<u8>>)>,
    /// The machine whose logical clock breaks now and then.
    pub(crate) poisoned: Option<usize>,
    /// Who asked to be added, until the log holds it.
    pub(crate) joining: Vec<JoinAs>,
    pub(crate) tally: Tally,
}

impl School {
    pub(crate) fn new(seed: u64) -> Result<Self, Failure> {
        let mut dice = Dice::new(seed);
        let secret = AgentSecret::new(&mut dice);
        let first = found(secret, Vec::new(), COMPARTMENTS.to_vec(), Policy::default(), &mut dice)
            .ok_or_else(|| Failure::new("no space is founded"))?;
        let space = first.device.space();
        let founding = first.device.outbox().first().cloned().ok_or_else(|| Failure::new("no founding"))?;
        let server = MemorySpace::found(&founding, [7; 16], START_MS)
            .map_err(|refused| Failure::new(format!("the founding is refused: {refused}")))?;
        let head = Machine::new(first.device, skew(&mut dice));
        let mut school = Self {
            space,
            server,
            now_ms: START_MS,
            machines: vec![head],
            edits: BTreeMap::new(),
            gone: BTreeSet::new(),
            delayed: Vec::new(),
            snapshots: Vec::new(),
            poisoned: None,
            joining: Vec::new(),
            tally: Tally::default(),
            dice,
        };
        school.pull(0, 1000)?;
        let others = 1 + school.dice.below(4);
        for other in 0..others {
            let role = if other == 0 { Role::Admin } else { Role::Editor };
            school.join(0, role, false)?;
            school.push(0, 100)?;
            school.pull(0, 1000)?;
        }
        for at in 1..school.machines.len() {
            school.pull(at, 1000)?;
        }
        if school.dice.percent(25) {
            school.poisoned = Some(school.dice.place(school.machines.len()));
        }
        Ok(school)
    }

    /// An admin lets somebody in: a new machine, which reads the log at once, or follows it first.
    pub(crate) fn join(&mut self, admin: usize, role: Role, follows: bool) -> Result<(), Failure> {
        let secret = AgentSecret::new(&mut self.dice);
        let compartments = match (role, self.dice.below(4)) {
            (Role::Admin, _) | (_, 0 | 1) => COMPARTMENTS.to_vec(),
            (_, other) => vec![COMPARTMENTS[other as usize - 2]],
        };
        let joining =
            JoinAs { keys: *secret.keys(), role, compartments: compartments.clone(), label: Vec::new(), invite: None };
        if !self.add(admin, joining)? {
            return Ok(());
        }
        let device = sync::device::Device::new(self.space, secret);
        let device = if follows { device.arriving() } else { device };
        self.machines.push(Machine::new(device, skew(&mut self.dice)));
        Ok(())
    }

    /// Puts an addition into an admin's outbox, if that admin holds the keys it needs.
    pub(crate) fn add(&mut self, admin: usize, joining: JoinAs) -> Result<bool, Failure> {
        let device = &self.machines[admin].device;
        let Some(op) = device.members().add_op(joining.clone(), device.keys(), &mut self.dice) else {
            return Ok(false);
        };
        self.propose(admin, &op)?;
        self.joining.push(joining);
        Ok(true)
    }

    pub(crate) fn propose(&mut self, admin: usize, op: &MemberOp) -> Result<(), Failure> {
        let turn = self.machines[admin].device.change(op);
        self.machines[admin].take(turn.map_err(|error| Failure::new(format!("a change is refused: {error}")))?)
    }

    /// Whether the server would talk to this machine at all.
    pub(crate) fn admitted(&self, at: usize) -> bool {
        let agent = self.machines[at].device.agent();
        let counts = |agent: &AgentId| {
            self.server
                .members()
                .member(agent)
                .is_some_and(|member| !matches!(member.standing, sync::members::Standing::Revoked { .. }))
        };
        // A new identity logs in as the old one until the log knows it.
        counts(&agent) || self.machines[at].device.outbox().iter().any(|sealed| counts(&sealed.header().agent))
    }

    /// Under which name this machine logs in.
    pub(crate) fn caller(&self, at: usize) -> AgentId {
        let device = &self.machines[at].device;
        let known = |agent: &AgentId| self.server.members().member(agent).is_some();
        let old = device.outbox().iter().map(|sealed| sealed.header().agent).find(known);
        if known(&device.agent()) { device.agent() } else { old.unwrap_or(device.agent()) }
    }

    /// Sends what is next, over a good line.
    pub(crate) fn push(&mut self, at: usize, most: usize) -> Result<Option<Result<(), Refused>>, Failure> {
        let Some((batch, turn)) = self.machines[at].device.plan(most) else {
            return Ok(None);
        };
        self.machines[at].take(turn)?;
        let caller = self.caller(at);
        Ok(Some(self.deliver(caller, &batch)?))
    }

    /// A push reaches the server: as bytes, like any other.
    pub(crate) fn deliver(&mut self, caller: AgentId, batch: &[Arc<Sealed>]) -> Result<Result<(), Refused>, Failure> {
        let envelopes = batch.iter().map(|sealed| (**sealed).clone()).collect();
        self.deliver_bytes(caller, &PushAsk { envelopes }.encode())
    }

    pub(crate) fn deliver_bytes(&mut self, caller: AgentId, bytes: &[u8]) -> Result<Result<(), Refused>, Failure> {
        let ask =
            PushAsk::decode(bytes).map_err(|error| Failure::new(format!("a push does not read back: {error}")))?;
        let answer = self.server.push(&caller, &ask.envelopes, self.now_ms).map(|_| ());
        self.tally.refused += u64::from(answer.is_err());
        Ok(answer)
    }

    /// Fetches and folds one page; whether there was anything.
    pub(crate) fn pull(&mut self, at: usize, limit: u32) -> Result<bool, Failure> {
        let caller = self.caller(at);
        let device = &self.machines[at].device;
        let ask = LogAsk::from_query(&device.ask(limit).to_query())
            .ok_or_else(|| Failure::new("a query does not read back"))?;
        let bytes = self.server.page(&caller, &ask, self.now_ms).encode();
        let page =
            LogPage::decode(&bytes).map_err(|error| Failure::new(format!("a page does not read back: {error}")))?;
        let local_ms = self.machines[at].local_ms(self.now_ms);
        self.machines[at].device.learn_time(page.server_ms, local_ms);
        if page.entries.is_empty() {
            return Ok(false);
        }
        let turn = self.machines[at].device.pull(&page, &mut self.dice);
        let turn = turn.map_err(|alarm| {
            let (device, members) = (&self.machines[at].device, self.server.members());
            let who = members.member(&device.agent()).map(|one| (one.role, one.compartments.clone(), one.standing));
            Failure::new(format!("an alarm about an honest server: {alarm} (machine {at}, {who:?})"))
        })?;
        self.machines[at].take(turn)?;
        if !page.more() {
            self.machines[at].stale = false;
        }
        self.hear(at)?;
        Ok(true)
    }

    /// What a person does about what the device tells.
    pub(crate) fn hear(&mut self, at: usize) -> Result<(), Failure> {
        for told in std::mem::take(&mut self.machines[at].told) {
            match told {
                Told::SetBack { .. } => self.tally.succeeded += 1,
                Told::SealedAgain(count) => self.tally.sealed_again += u64::from(count),
                Told::Withdrawn(op) => {
                    let MemberOp::Add(add) = *op else { continue };
                    let asked = self.joining.iter().find(|joining| joining.keys == add.keys).cloned();
                    let there = self.machines[at].device.members().member(&add.keys.id()).is_some();
                    if let Some(joining) = asked.filter(|_| !there && self.leads(at)) {
                        let device = &self.machines[at].device;
                        let op = device.members().add_op(joining, device.keys(), &mut self.dice);
                        if let Some(op) = op {
                            self.propose(at, &op)?;
                        }
                    }
                }
                Told::Unreadable(agent, dseq) => {
                    return Err(Failure::new(format!("nobody wrote nonsense, and {agent} {dseq} is not readable")));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether this machine may change the membership, as far as it knows.
    pub(crate) fn leads(&self, at: usize) -> bool {
        let device = &self.machines[at].device;
        device.members().member(&device.agent()).is_some_and(sync::members::Member::leads)
    }
}

/// How wrong a clock is: fifteen years slow, ten years fast, an hour off, or right.
pub(crate) fn skew(dice: &mut Dice) -> i64 {
    match dice.below(6) {
        0 => -15 * YEAR_MS,
        1 => 10 * YEAR_MS,
        2 => dice.below(3_600_000) as i64,
        3 => -(dice.below(3_600_000) as i64),
        _ => 0,
    }
}
