//! The IndexedDB back-end of the vault; the only crate that names indexed_db_futures.
//!
//! One database per vault, one for the registry, each with the stores of [`vault::Store`]. Works in a window and in a
//! dedicated worker alike. To run its tests in a browser: `tests/README.md`.

mod any;
mod blocks;
mod connection;
mod convert;
mod exists;
mod names;
mod rng;
mod timer;
mod trouble;
mod usage;

pub use any::AnyBlocks;
pub use blocks::IdbBlocks;
pub use connection::News;
pub use names::{REGISTRY, vault_name};
pub use rng::OsRng;
pub use timer::sleep;
