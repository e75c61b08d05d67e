//! Sealed storage: slots and keys, blocks, journal, backup, over a Blocks trait.

pub mod blocks;
#[cfg(any(test, feature = "contract"))]
pub mod contract;
mod kdf;
mod memory;
mod pack;
mod ready;
mod rng;
mod seal;
mod secret;
mod store;
#[cfg(test)]
mod testing;

pub use blocks::{Batch, BlockError, Blocks, Durability, Guard, Put, Usage};
pub use kdf::{Kdf, KdfError, KdfParams, PBKDF2_ROUNDS, derive_kek, fold};
pub use memory::{Fault, MemoryBlocks};
pub use pack::Pack;
pub use ready::run_ready;
pub use rng::Rng;
pub use seal::{OVERHEAD, Place, SUITE, SealError, VaultId, open, seal};
pub use secret::Secret;
pub use store::{Key, KeyRange, Store};
