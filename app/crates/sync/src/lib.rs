//! Ops, envelopes, columnar state and the fold. Knows no domain and does no I/O.
#![allow(
    clippy::todo,
    reason = "signatures first: bodies follow in the next commits"
)]

mod body;
mod columnar;
mod cut;
mod draft;
mod envelope;
mod hash;
mod header;
mod hlc;
mod host;
mod ids;
mod pool;
mod row_index;
mod row_map;
mod runs;
mod save;
mod slot;
pub mod snapshot;
mod state;
mod undo;
mod value;
mod wire;
mod writer;

pub use self::body::{Body, MAX_BODY_BYTES, MAX_OPS, Op};
pub use self::draft::SaveBuilder;
pub use self::envelope::{DecodeError, Envelope};
pub use self::header::{ChainHead, Header, HeaderError, Kind, MAX_EXTRA, Seal, Seen, VERSION};
pub use self::hlc::{Hlc, SLACK_MS};
pub use self::host::{Clock, Rng};
pub use self::ids::{AgentId, Cell, CompartmentId, EnvelopeHash, FieldId, RowId, SpaceId, TableId};
pub use self::save::{ClockQuality, SaveId, SaveInfo};
pub use self::state::{
    Applied, ApplyError, Column, Conflict, LogEntry, Save, SaveIx, Stamp, State, Table, Version,
};
pub use self::undo::{UNDONE, Undo, undo_ops};
pub use self::value::{Day, Value, ValueRef};
pub use self::wire::WireError;
pub use self::writer::{Limits, MAX_INFO_BYTES, Position, WriteError, Writer};
