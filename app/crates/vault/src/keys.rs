//! Which key seals what? One random master key per vault, and from it one key for each purpose and compartment.
//!
//! A thief of one derived key learns nothing of the others. The master key is never stored but wrapped in slots.

use crate::error::Flaw;
use crate::pack::Pack;
use crate::rng::Rng;
use crate::seal::{Place, VaultId, open, seal};
use crate::secret::Secret;
use crate::store::{Key, Store};

/// The open keys of a vault.
#[derive(Clone)]
pub(crate) struct Keys {
    pub(crate) vault: VaultId,
    pub(crate) master: Secret,
    meta: Secret,
    journal: Secret,
    snap: Secret,
    blob: Secret,
}

impl Keys {
    pub(crate) fn new(vault: VaultId, master: Secret) -> Self {
        let of = |purpose: &[u8]| master.derive(&vault, &[b"sx/vault/v1/", purpose]);
        Self { meta: of(b"meta"), journal: of(b"journal"), snap: of(b"snap"), blob: of(b"blob"), vault, master }
    }

    /// The storage key of a compartment's envelopes.
    fn compartment(&self, compartment: u16) -> Secret {
        self.master.derive(&self.vault, &[b"sx/vault/v1/comp/", &compartment.to_be_bytes()])
    }

    fn of(&self, store: Store, key: &Key) -> Secret {
        match store {
            Store::Meta => self.meta.clone(),
            Store::Journal => self.journal.clone(),
            Store::Snap | Store::Hist => self.snap.clone(),
            Store::Blob => self.blob.clone(),
            Store::Outbox | Store::Seg => {
                let compartment = crate::layout::log_parts(key).map_or(0, |(_, compartment)| compartment);
                self.compartment(compartment)
            }
        }
    }

    pub(crate) fn seal(
        &self,
        rng: &mut dyn Rng,
        (store, key, generation): (Store, &Key, u64),
        plain: &[u8],
        how: Pack,
    ) -> Vec<u8> {
        let place = Place { vault: &self.vault, store, key, generation };
        seal(&self.of(store, key), &place, rng, plain, how)
    }

    pub(crate) fn open(&self, (store, key, generation): (Store, &Key, u64), record: &[u8]) -> Result<Vec<u8>, Flaw> {
        let place = Place { vault: &self.vault, store, key, generation };
        Ok(open(&self.of(store, key), &place, record)?)
    }
}
