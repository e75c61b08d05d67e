//! Ops, envelopes, columnar state and the fold. Knows no domain and does no I/O.
#![allow(
    clippy::todo,
    reason = "signatures first: bodies follow in the next commits"
)]

mod body;
mod envelope;
mod header;
mod hlc;
mod host;
mod ids;
mod save;
pub mod snapshot;
mod state;
mod undo;
mod value;
mod writer;

pub use self::body::{Body, Op};
pub use self::envelope::{DecodeError, Envelope};
pub use self::header::{ChainHead, Header, Kind, Seal, Seen};
pub use self::hlc::{Hlc, SLACK_MS};
pub use self::host::{Clock, Rng};
pub use self::ids::{AgentId, Cell, CompartmentId, EnvelopeHash, FieldId, RowId, SpaceId, TableId};
pub use self::save::{ClockQuality, SaveId, SaveInfo};
pub use self::state::{
    Applied, ApplyError, Column, Conflict, LogEntry, Save, SaveIx, Stamp, State, Table, Version,
};
pub use self::undo::{UNDONE, Undo, undo_ops};
pub use self::value::{Day, FIRST_UNKNOWN_TAG, Value, ValueRef};
pub use self::writer::{Limits, Position, SaveBuilder, WriteError, Writer};
