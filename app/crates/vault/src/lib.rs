//! Sealed storage: slots and keys, blocks, journal, backup, over a Blocks trait.
//!
//! Three promises. What a [`Vault`] acknowledged is on the disk, whenever the page is killed. What is on the disk can be
//! read by nobody without a key. What was altered, exchanged, removed or put back is noticed and named, and costs only
//! itself. The crate does no I/O, has no clock and no source of chance: [`Blocks`], `now_ms` and [`Rng`] are arguments.
//! Envelopes and snapshot shards are opaque bytes here.
//!
//! # From nothing to a saved envelope
//!
//! ```
//! use vault::{Entry, Kdf, KdfParams, Lock, Locked, MemoryBlocks, NewVault, RecoveryCard, Save, Secret, Vault};
//! # struct Chance(u8);
//! # impl vault::Rng for Chance {
//! #     fn fill(&mut self, out: &mut [u8]) {
//! #         out.iter_mut().for_each(|byte| { *byte = self.0; self.0 = self.0.wrapping_mul(5).wrapping_add(1) })
//! #     }
//! # }
//! # vault::run_ready(async {
//! let disk = MemoryBlocks::new();
//! let card = RecoveryCard::new(&mut Chance(7));
//! // The key comes from `derive_kek`, run where its memory can be thrown away.
//! let kek = Secret::new([9; 32]);
//! let locks = [
//!     Lock::passphrase(Kdf::Argon2id(KdfParams::DEFAULT), [1; 16], kek.clone()),
//!     Lock::card(&card, [2; 16]),
//! ];
//! let new = NewVault { locks: &locks, now_ms: 0, items: &[] };
//! let mut vault = Vault::create(disk.clone(), Box::new(Chance(1)), &new).await?;
//! let entries = [Entry { compartment: 1, dseq: 1, bytes: b"an envelope".to_vec() }];
//! vault.save(&Save { entries: &entries, ..Save::default() }).await?;
//!
//! // Another day.
//! let locked = Locked::open(disk).await?.expect("a vault is there");
//! let master = locked.unlock(vault::PASSPHRASE, &kek, 0).await.expect("the right key");
//! let mut vault = locked.into_vault(master, Box::new(Chance(2)));
//! assert_eq!(vault.load().await?.entries, entries);
//! vault.take_pen().await?;
//! # Ok::<(), vault::VaultError>(())
//! # })?;
//! # Ok::<(), vault::VaultError>(())
//! ```
//!
//! # What is readable without a key
//!
//! That a vault is there, its random id and age, its locks with their salts and costs, how often a wrong key was tried,
//! which window holds the pen; the number, size and order of records; in the registry the labels people chose. From
//! sizes and times one can guess how much was written when, not what.
//!
//! # What is not promised
//!
//! A disk that is put back as a whole to an earlier state is a valid vault; only the next synchronisation can tell. Who
//! copied the disk before a passphrase was changed can still use the old passphrase on the copy. Zeroing of keys is best
//! effort: the browser may have swapped memory out.

pub mod backup;
pub mod blocks;

#[cfg(any(test, feature = "contract"))]
pub mod contract;
mod error;
mod head;
mod kdf;
mod keys;
mod known_passphrases;
mod layout;
mod log;
mod memory;
mod pack;
mod pin;
mod ready;
mod recovery;
mod recovery_code;
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
mod wire;
mod words;

pub use backup::{BackupError, BackupHeader, BackupWriter};
pub use blocks::{Batch, BlockError, Blocks, Durability, Guard, Put, Usage};
pub use error::{Damage, Flaw, VaultError};
pub use head::{Lane, Mark, Own};
pub use kdf::{Kdf, KdfError, KdfParams, PBKDF2_ROUNDS, derive, derive_kek, fold};
pub use layout::SCHEMA;
pub use log::Entry;
pub use memory::{Fault, MemoryBlocks};
pub use pack::Pack;
pub use pin::{Pin, PinError};
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
    AccessEntry, BlobError, Draft, Known, Loaded, Locked, MasterKey, NewVault, SHARED, Save, Tail, Turn, UnlockError,
    Vault, Waiting, Written,
};
