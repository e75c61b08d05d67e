//! Sealed storage: slots and keys, blocks, journal, backup, over a Blocks trait.

pub mod backup;
pub mod blocks;
mod common;
#[cfg(any(test, feature = "contract"))]
pub mod contract;
mod error;
mod head;
mod kdf;
mod keys;
mod layout;
mod log;
mod memory;
mod pack;
mod ready;
mod recovery;
pub mod registry;
mod rng;
mod seal;
mod secret;
mod slot;
mod store;
mod strength;
#[cfg(test)]
mod testing;
mod tries;
mod vault;

pub use backup::{BackupError, BackupHeader, BackupWriter};
pub use blocks::{Batch, BlockError, Blocks, Durability, Guard, Put, Usage};
pub use error::{Damage, Flaw, VaultError};
pub use head::{Lane, Mark, Own};
pub use kdf::{Kdf, KdfError, KdfParams, PBKDF2_ROUNDS, derive_kek, fold};
pub use layout::SCHEMA;
pub use log::Entry;
pub use memory::{Fault, MemoryBlocks};
pub use pack::Pack;
pub use ready::run_ready;
pub use recovery::{CARD_WORDS, CardError, RecoveryCard};
pub use registry::{Registered, Registry};
pub use rng::Rng;
pub use seal::{OVERHEAD, Place, SUITE, SealError, VaultId, open, seal};
pub use secret::Secret;
pub use slot::{CARD, Lock, PASSPHRASE, SlotView};
pub use store::{Key, KeyRange, Store};
pub use strength::{Weakness, suggest, weaknesses};
pub use vault::{
    AccessEntry, BlobError, Draft, Known, Loaded, Locked, MasterKey, NewVault, Save, Tail, UnlockError, Vault, Written,
};
