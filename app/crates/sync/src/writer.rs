//! How does one action of a person become envelopes?
//!
//! A [`SaveBuilder`] collects the cells (the last write to a cell wins); a [`Writer`] gives the save one logical time
//! and cuts it into envelopes of bounded size, chained and marked `more`. Nothing counts as written until it is stored.

use thiserror::Error;

use crate::envelope::Envelope;
use crate::header::{ChainHead, Seen};
use crate::hlc::Hlc;
use crate::ids::{AgentId, Cell, CompartmentId, SpaceId};
use crate::save::SaveInfo;
use crate::value::ValueRef;

/// The cells of one save.
#[derive(Debug, Default)]
pub struct SaveBuilder {}

impl SaveBuilder {
    /// An empty save.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a cell; a later write to the same cell replaces this one.
    pub fn set<'v>(&mut self, _cell: Cell, _value: impl Into<ValueRef<'v>>) {
        todo!()
    }

    /// How many cells are written.
    pub fn len(&self) -> usize {
        todo!()
    }

    /// Whether there is nothing to save.
    pub fn is_empty(&self) -> bool {
        todo!()
    }
}

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

/// How large one envelope may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Ops.
    pub ops: usize,
    /// Bytes of the body.
    pub bytes: usize,
}

/// Why a save cannot be written.
#[derive(Debug, Error, PartialEq, Eq)]
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
    pub fn new(_space: SpaceId, _compartment: CompartmentId, _agent: AgentId) -> Self {
        todo!()
    }

    /// The save as chained envelopes, in order. Store all of them in one transaction, then give each to
    /// [`crate::State::apply`].
    pub fn write(
        &self,
        _save: &SaveBuilder,
        _info: &SaveInfo,
        _at: &Position,
    ) -> Result<Vec<Envelope>, WriteError> {
        todo!()
    }
}
