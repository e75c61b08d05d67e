//! The engine of one device: what is written, sent, fetched, carried, and what happens when a disk was set back.
//!
//! It does no I/O. Every action is a function of a [`Device`] that answers with a [`Turn`]: what must be stored, what is
//! to be folded into the states, and the device as it is afterwards. The caller stores all of [`Turn::keep`] in one
//! transaction, and only then goes on with [`Turn::next`] and folds; if storing fails, it drops the turn and nothing has
//! happened. Nothing unsent is ever in `keep` as gone before the log was seen to hold it.
//!
//! * **Writing** ([`Device::write`]): a save claims what its author had on screen when the form was opened
//!   ([`Device::look`]), so a page that arrives in between is not claimed to have been seen.
//! * **Pulling** ([`Device::pull`]): acceptance is learned from the log alone. What is proven to be in the log leaves the
//!   outbox; what can be proven never to enter it as it stands is sealed again, in its place, with the hash of its first
//!   form as `origin`; everything else stays as it is.
//! * **Set back** (a restored disk, a copied profile): the log holds an envelope of ours that is not here. The device
//!   takes new keys, hands over to them, and writes what is unsent again under the new name.
//! * **Arriving** ([`Device::arriving`]): somebody new follows the log without payloads, then reads those that no snapshot
//!   stands for, then the others.
//! * **Carrying** ([`Device::bundle`], [`Device::take_in`]): envelopes of others go to the server with our own, in one
//!   order in which each comes after what it depends on, and the log travels to whoever never meets the server.

mod arrive;
mod aside;
mod carry;
mod clock;
mod keep;
mod look;
mod plan;
mod publish;
mod pull;
mod reread;
mod settle;
mod snapshot;
mod stick;
mod succeed;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;

pub use self::arrive::{Arrival, Stretch};
pub use self::carry::Bundle;
pub use self::clock::ServerClock;
pub use self::keep::{Keep, Stored};
pub use self::look::Look;
pub use self::publish::{Published, found, publish};
pub use self::stick::{LogOnStick, Stick, StickError, TakenIn};
use crate::header::ChainHead;
use crate::ids::{AgentId, CompartmentId, EnvelopeHash, SpaceId};
use crate::log::{Alarm, Entry, Follower};
use crate::members::{MemberError, MemberOp, Membership};
use crate::seal::{AgentSecret, Keyring, Outside, Sealed, open};
use crate::state::{Applied, ApplyError, LogEntry, State};
use crate::writer::WriteError;

/// One person's replica of one space.
#[derive(Clone, Debug)]
pub struct Device {
    space: SpaceId,
    /// The agent that writes is the last; the others are what it was before its disk was set back.
    agents: Vec<AgentSecret>,
    /// What was in the log of each agent that was handed over when it last wrote.
    bases: Vec<(AgentId, ChainHead)>,
    keys: Keyring,
    follower: Arc<Follower>,
    /// The same log, being read once more for payloads that were not given before.
    reread: Option<Arc<Follower>>,
    /// Written here and not seen in the log: what an old agent has to say first, then in the order of the chain.
    outbox: Vec<Arc<Sealed>>,
    /// Own saves that nobody takes now, by number in their order. See `aside`.
    aside: BTreeMap<u32, Arc<Sealed>>,
    /// Envelopes of others that came by courier and were not seen in the log.
    carried: BTreeMap<(AgentId, u32), Arc<Sealed>>,
    /// Carried envelopes whose place in the log something else has taken. Nobody sends them; a person may look at them.
    orphans: Vec<Arc<Sealed>>,
    /// Chain ends that were seen and will never be in the log, with what stands for them there, if anything does.
    dead: Vec<(AgentId, ChainHead, Option<ChainHead>)>,
    /// Ends of the own chain as a form that is open may remember them, and what they became when sealed again. Not
    /// stored: no form outlives the device in memory.
    resealed: Vec<(AgentId, ChainHead, ChainHead)>,
    /// Own envelopes up to this number left this device, by network or by stick.
    handed: u32,
    /// Payloads up to this place are not wanted: a snapshot stands for them.
    payloads_after: u64,
    /// Compartments of which payloads did not come.
    holes: BTreeSet<CompartmentId>,
    /// Compartments whose past is being read for the first time: nobody has seen anything of them here.
    opening: BTreeSet<CompartmentId>,
    /// Compartments of which payloads came before their keys, with the place (and the log's hash) before the first.
    locked: BTreeMap<CompartmentId, LogPlace>,
    /// This device is new, and has not read the whole log yet.
    arrival: Option<Arrival>,
    clock: ServerClock,
}

/// A place of the log and its hash.
type LogPlace = (u64, [u8; 32]);

/// What an action leads to.
#[derive(Debug)]
pub struct Turn {
    /// The device afterwards.
    pub next: Device,
    /// To be stored first, in one transaction.
    pub keep: Keep,
    /// To be folded afterwards, in this order, into the state of every compartment.
    pub folds: Vec<Fold>,
    /// Whether the states have to be folded anew instead: from the stored log (or the last snapshot and the log after it),
    /// through [`Device::refold`], then [`Device::pending`].
    pub refold: bool,
    /// What a person should hear of.
    pub told: Vec<Told>,
}

/// What a person should hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Told {
    /// The disk had been set back; from here on this device is another agent.
    SetBack {
        /// What it was.
        old: AgentId,
        /// What it is.
        new: AgentId,
    },
    /// Somebody else changed the membership first, or the server lets it in under no circumstances; this change is to be looked at and made again.
    Withdrawn(Box<MemberOp>),
    /// An envelope that came by courier can never enter the log.
    Orphaned(AgentId, u32),
    /// An envelope cannot be read by anybody: its author sealed nonsense.
    Unreadable(AgentId, u32),
    /// A key this device is entitled to did not come, or is not the one all others got: whoever made the change at this
    /// place of the log kept it out.
    NoKey {
        /// The place of the change.
        seq: u64,
        /// What stays locked.
        compartment: CompartmentId,
    },
    /// Unsent saves were sealed again, because the key they were sealed under has passed.
    SealedAgain(u32),
}

/// One envelope on its way into the states.
#[derive(Clone, Debug)]
pub enum Fold {
    /// With ops for one compartment.
    Apply(LogEntry),
    /// With nothing that is read here.
    Pass {
        /// Its place in the log.
        seq: Option<u64>,
        /// When the server received it.
        srv_ms: u64,
        /// What is known of it.
        outside: Outside,
    },
}

/// Why an action cannot be done.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviceError {
    /// The save cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// What is known of the membership does not allow it.
    #[error(transparent)]
    Member(#[from] MemberError),
    /// This device has no key for that compartment, or is still reading its past.
    #[error("compartment {0:?} is not readable yet")]
    NoKey(CompartmentId),
}

impl Fold {
    /// Its place in the log; nothing while it has none.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Fold::Apply(entry) => entry.seq,
            Fold::Pass { seq, .. } => *seq,
        }
    }

    /// Folds it into one state: as ops into that of its compartment, as a place in its author's chain into the others.
    pub fn into_state(&self, state: &mut State) -> Result<Applied, ApplyError> {
        match self {
            Fold::Apply(entry) if entry.envelope.header().compartment == state.compartment() => {
                state.apply(entry.clone())
            }
            Fold::Apply(LogEntry { seq, srv_ms, envelope }) => {
                state.pass_shared(*seq, *srv_ms, envelope.header(), envelope.hash())
            }
            Fold::Pass { seq, srv_ms, outside } => state.pass_shared(*seq, *srv_ms, outside.header(), outside.hash()),
        }
    }
}

impl Device {
    /// A device of somebody who was added to a space and has seen nothing of it yet.
    pub fn new(space: SpaceId, agent: AgentSecret) -> Self {
        Self {
            space,
            agents: vec![agent],
            bases: Vec::new(),
            keys: Keyring::new(),
            follower: Arc::new(Follower::new(space)),
            reread: None,
            outbox: Vec::new(),
            aside: BTreeMap::new(),
            carried: BTreeMap::new(),
            orphans: Vec::new(),
            dead: Vec::new(),
            resealed: Vec::new(),
            handed: 0,
            payloads_after: 0,
            holes: BTreeSet::new(),
            opening: BTreeSet::new(),
            locked: BTreeMap::new(),
            arrival: None,
            clock: ServerClock::default(),
        }
    }

    /// The same, but a snapshot stands for everything up to this place: payloads before it are not asked for.
    #[must_use]
    pub fn with_snapshot(self, payloads_after: u64) -> Self {
        Self { payloads_after, ..self }
    }

    /// The space.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// Who writes on it.
    pub fn agent(&self) -> AgentId {
        self.secret().id()
    }

    /// The keys of who writes on it.
    pub fn secret(&self) -> &AgentSecret {
        // There is always one: a device is made with an agent, and agents are only added.
        &self.agents[self.agents.len() - 1]
    }

    /// Its epoch keys.
    pub fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// How far it knows the log.
    pub fn follower(&self) -> &Follower {
        &self.follower
    }

    /// The membership as it knows it.
    pub fn members(&self) -> &Membership {
        self.follower.members()
    }

    /// What was written here and has not been seen in the log.
    pub fn outbox(&self) -> &[Arc<Sealed>] {
        &self.outbox
    }

    /// What came by courier and has not been seen in the log.
    pub fn carried(&self) -> impl Iterator<Item = &Arc<Sealed>> {
        self.carried.values()
    }

    /// What came by courier and can never enter the log. It stays here until a person has looked at it.
    pub fn orphans(&self) -> &[Arc<Sealed>] {
        &self.orphans
    }

    /// Compartments it may read and has no key for yet: after a disk was set back, until an admin turns the keys.
    pub fn waits_for_keys(&self) -> impl Iterator<Item = CompartmentId> {
        self.locked.keys().copied()
    }

    /// Compartments whose key is to be turned, for somebody holds it who should not, and that this device can turn.
    pub fn due_keys(&self) -> Vec<CompartmentId> {
        let (members, mut due) = (self.members(), self.members().due());
        let me = members.member(&self.agent()).filter(|me| me.leads());
        let newest = |compartment| {
            members.epoch(compartment).is_some_and(|epoch| self.keys.get(compartment, epoch.current).is_some())
        };
        due.retain(|compartment| me.is_some_and(|me| me.reads(*compartment)) && newest(*compartment));
        due
    }

    /// Whether what is known of a compartment can be shown and written to. While its past is still being read, or this device
    /// is so new that nothing is here, it cannot.
    pub fn shows(&self, compartment: CompartmentId) -> bool {
        self.keys.newest(compartment).is_some() && !self.opening.contains(&compartment) && !self.is_arriving()
    }

    /// What the server's time is here.
    pub fn clock(&self) -> &ServerClock {
        &self.clock
    }

    /// Takes note of the server's time; see [`ServerClock::learn`].
    pub fn learn_time(&mut self, server_ms: u64, local_ms: u64) {
        self.clock.learn(server_ms, local_ms);
    }

    /// The end of the own chain, unsent envelopes included.
    pub fn own_head(&self) -> ChainHead {
        let me = self.agent();
        let last = self.outbox.iter().rev().find(|sealed| sealed.header().agent == me);
        last.map_or_else(|| self.follower.chain_head(&me), |sealed| sealed.outside().chain_head())
    }

    /// Everything that is in no log yet, to be folded after it: carried envelopes and own ones, each after what it
    /// depends on.
    pub fn pending(&self) -> Vec<Fold> {
        self.in_order(usize::MAX).iter().map(|sealed| self.fold_of(None, 0, sealed).0).collect()
    }

    /// An entry of the stored log, to be folded.
    pub fn refold(&self, entry: &Entry) -> Fold {
        match entry.sealed() {
            Some(sealed) => self.fold_of(Some(entry.seq), entry.srv_ms, &sealed).0,
            None => Fold::Pass { seq: Some(entry.seq), srv_ms: entry.srv_ms, outside: entry.outside.clone() },
        }
    }

    /// An envelope as the states take it, and whether it opened.
    fn fold_of(&self, seq: Option<u64>, srv_ms: u64, sealed: &Sealed) -> (Fold, bool) {
        match open(sealed, &self.keys) {
            Ok(envelope) => (Fold::Apply(LogEntry { seq, srv_ms, envelope }), true),
            Err(_) => (Fold::Pass { seq, srv_ms, outside: sealed.outside().clone() }, false),
        }
    }

    /// What is known to stand for a chain end that will never be in the log.
    fn buried(&self, agent: &AgentId, hash: EnvelopeHash) -> Option<Option<ChainHead>> {
        let found = self.dead.iter().find(|(whose, head, _)| whose == agent && head.hash == hash);
        found.map(|(_, _, instead)| *instead)
    }
}

/// What an alarm leaves: nothing has changed, and nothing more is taken from this server until somebody has looked.
pub type Pulled = Result<Turn, Alarm>;
