//! Ops, envelopes, columnar state and the fold. Knows no domain and does no I/O.
//!
//! One action of a person, or one import, is a *save* (一次保存). It becomes one *envelope*, or several when it is large;
//! an envelope is made of *ops*, each writing one *cell*: a field of a row of a table, all of them numbers here. The
//! *state* is what a set of envelopes says, whatever the order in which they came.
//!
//! Two devices edit the same cell without having seen each other. Both end with the same winner, and both know that a
//! person has to look at it:
//!
//! ```
//! use sync::*;
//!
//! struct Wall(u64);
//! impl Clock for Wall {
//!     fn now_ms(&self) -> u64 {
//!         self.0
//!     }
//! }
//!
//! fn edit(agent: u8, clock: Wall, text: &str) -> Result<Envelope, WriteError> {
//!     let (space, compartment, agent) = (SpaceId([1; 16]), CompartmentId(1), AgentId([agent; 16]));
//!     let state = State::new(space, compartment);
//!     let mut save = SaveBuilder::new();
//!     save.set(Cell::new(TableId(1), RowId([7; 16]), FieldId(10)), text);
//!     let writer = Writer::new(space, compartment, agent);
//!     let mut envelopes = writer.write(&save, &SaveInfo::default(), &state.position(&agent, &clock))?;
//!     envelopes.pop().ok_or(WriteError::Empty)
//! }
//!
//! fn fold(envelopes: [&Envelope; 2]) -> Result<State, ApplyError> {
//!     let mut state = State::new(SpaceId([1; 16]), CompartmentId(1));
//!     for envelope in envelopes {
//!         state.apply(LogEntry::local(envelope.clone()))?;
//!     }
//!     Ok(state)
//! }
//!
//! let wang = edit(2, Wall(1_790_000_000_000), "在校")?;
//! let li = edit(3, Wall(1_790_000_000_001), "休学")?;
//! let (office, tablet) = (fold([&wang, &li])?, fold([&li, &wang])?);
//!
//! let cell = Cell::new(TableId(1), RowId([7; 16]), FieldId(10));
//! assert_eq!(office.get(cell), ValueRef::Text("休学"));
//! assert_eq!(office.root(), tablet.root());
//! assert_eq!(tablet.conflicts(|_, _| true)[0].versions.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
pub mod admit;
pub mod blob;
mod body;
mod columnar;
mod cut;
pub mod device;
mod draft;
mod envelope;
mod hash;
mod header;
mod hlc;
mod host;
mod ids;
pub mod log;
pub mod members;
mod mutant;
mod pool;
pub mod proto;
mod row_index;
mod row_map;
mod runs;
mod save;
pub mod seal;
mod slot;
pub mod snapshot;
mod state;
mod undo;
pub mod upward;
mod value;
mod wire;
mod writer;

pub use self::body::{Body, MAX_BODY_BYTES, MAX_OPS, Op};
pub use self::draft::SaveBuilder;
pub use self::envelope::{DecodeError, Envelope};
pub use self::header::{ChainHead, Header, HeaderError, Kind, MAX_EXTRA, MAX_PAYLOAD_BYTES, Seal, Seen, VERSION};
pub use self::hlc::{Hlc, SLACK_MS};
pub use self::host::{Clock, Rng};
pub use self::ids::{AgentId, Cell, CompartmentId, EnvelopeHash, FieldId, RowId, SpaceId, TableId};
#[cfg(feature = "mutants")]
pub use self::mutant::{Mutant, breed};
pub use self::save::{ClockQuality, SaveId, SaveInfo};
pub use self::state::{Applied, ApplyError, Column, Conflict, LogEntry, Save, SaveIx, Stamp, State, Table, Version};
pub use self::undo::{UNDONE, Undo, undo_ops};
pub use self::value::{Day, Value, ValueRef};
pub use self::wire::WireError;
pub use self::writer::{Limits, MAX_INFO_BYTES, Position, WriteError, Writer};
