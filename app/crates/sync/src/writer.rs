//! How does one action of a person become envelopes?
//!
//! A [`SaveBuilder`] collects the cells (the last write to a cell wins); a [`Writer`] gives the save one logical time
//! and cuts it into envelopes of bounded size, chained and marked `more`. Nothing counts as written until it is stored.

use thiserror::Error;

use crate::body::{Body, MAX_BODY_BYTES, MAX_OPS};
use crate::cut::Cut;
use crate::draft::SaveBuilder;
use crate::envelope::Envelope;
use crate::header::{ChainHead, Header, Kind, Seal, Seen};
use crate::hlc::Hlc;
use crate::ids::{AgentId, CompartmentId, EnvelopeHash, SpaceId};
use crate::save::SaveInfo;

/// Where and after what a save is written; [`crate::State::position`] says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The end of the author's chain.
    pub head: ChainHead,
    /// The logical time of the save.
    pub hlc: Hlc,
    /// What the author has seen.
    pub seen: Seen,
}

/// How large one envelope may grow. A save beyond it becomes several envelopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Ops, at most [`MAX_OPS`].
    pub ops: usize,
    /// Bytes of the body, at most [`MAX_BODY_BYTES`]. Real bodies are about half of it: cutting reckons with the worst.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { ops: MAX_OPS, bytes: MAX_BODY_BYTES }
    }
}

/// The texts of a save's info together are never longer.
pub const MAX_INFO_BYTES: usize = 16 * 1024;

/// Why a save cannot be written.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// There is nothing in it.
    #[error("the save holds no op")]
    Empty,
    /// One value alone is larger than an envelope may be.
    #[error("a value of {bytes} bytes is too long for an envelope")]
    ValueTooLong {
        /// Its size.
        bytes: usize,
    },
    /// One field of the save holds more than four gigabytes.
    #[error("the save is too large to be collected")]
    SaveTooLarge,
    /// The texts of the save's info are longer than [`MAX_INFO_BYTES`].
    #[error("the save's info of {bytes} bytes is too long")]
    InfoTooLong {
        /// Their size.
        bytes: usize,
    },
    /// The agent has written as many envelopes as a chain can hold.
    #[error("the agent's chain is full")]
    ChainFull,
}

/// Writes saves of one agent into one compartment of one space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writer {
    /// Whose ledger.
    pub space: SpaceId,
    /// Which set of tables.
    pub compartment: CompartmentId,
    /// Which key of the compartment; 0 while the suite is local.
    pub epoch: u32,
    /// Who writes.
    pub agent: AgentId,
    /// How large one envelope may grow.
    pub limits: Limits,
}

impl Writer {
    /// A writer of local envelopes with the default limits.
    pub fn new(space: SpaceId, compartment: CompartmentId, agent: AgentId) -> Self {
        Self { space, compartment, epoch: 0, agent, limits: Limits::default() }
    }

    /// The save as chained envelopes, in order. Store all of them in one transaction, then give each to
    /// [`crate::State::apply`]; if storing fails, drop them: the chain has not moved.
    pub fn write(&self, save: &SaveBuilder, info: &SaveInfo, at: &Position) -> Result<Vec<Envelope>, WriteError> {
        self.write_together(&[(self.compartment, save)], info, at)
    }

    /// The same of a save that touches several compartments: the envelopes of all are one save, in one chain. Each is to
    /// be given to the state of its own compartment, and to the others as [`crate::State::pass_by`].
    pub fn write_together(
        &self,
        saves: &[(CompartmentId, &SaveBuilder)],
        info: &SaveInfo,
        at: &Position,
    ) -> Result<Vec<Envelope>, WriteError> {
        let saves: Vec<_> = saves.iter().filter(|(_, save)| !save.is_empty()).collect();
        if let Some(bytes) = saves.iter().filter_map(|(_, save)| save.too_long()).max() {
            return Err(WriteError::ValueTooLong { bytes });
        }
        if saves.iter().any(|(_, save)| save.too_large()) {
            return Err(WriteError::SaveTooLarge);
        }
        if saves.is_empty() {
            return Err(WriteError::Empty);
        }
        let bytes = info.actor.len() + info.reason.len() + info.label.len();
        if bytes > MAX_INFO_BYTES {
            return Err(WriteError::InfoTooLong { bytes });
        }
        let mut envelopes: Vec<Envelope> = Vec::new();
        let mut at = at.clone();
        for (place, (compartment, save)) in saves.iter().enumerate() {
            let writer = Self { compartment: *compartment, ..*self };
            let mut parts = Cut::new(save, info, self.limits).peekable();
            while let Some(tables) = parts.next() {
                let body = Body { hlc: at.hlc, info: info.clone(), tables };
                let more = parts.peek().is_some() || place + 1 < saves.len();
                let envelope = writer.close(&at, body, more, None)?;
                at.head = ChainHead { dseq: envelope.header().dseq, hash: envelope.hash() };
                envelopes.push(envelope);
            }
        }
        Ok(envelopes)
    }

    /// The ops of an envelope that may never have arrived (its author's disk was restored), as this agent's own next
    /// envelope. Wherever both arrive, the one first in the log counts.
    pub fn write_again(&self, first: &Envelope, at: &Position) -> Result<Envelope, WriteError> {
        // Byte for byte, its logical time included: by this the copy is known as one.
        let origin = first.header().origin.unwrap_or(first.hash());
        self.close(at, first.body().clone(), first.header().more, Some(origin))
    }

    fn close(
        &self,
        at: &Position,
        body: Body,
        more: bool,
        origin: Option<EnvelopeHash>,
    ) -> Result<Envelope, WriteError> {
        let header = Header {
            kind: Kind::Data,
            more,
            space: self.space,
            compartment: self.compartment,
            epoch: self.epoch,
            agent: self.agent,
            dseq: at.head.dseq.checked_add(1).ok_or(WriteError::ChainFull)?,
            prev: at.head.hash,
            seen: at.seen.clone(),
            origin,
            n_ops: 0,
            seal: Seal::Local { body_len: 0, body_hash: [0; 32] },
        };
        Ok(Envelope::close(header, body))
    }
}
