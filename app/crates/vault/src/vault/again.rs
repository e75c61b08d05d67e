//! What if the disk is gone while the vault is open? The same keys and locks on another disk, with nothing in it.
//!
//! What is put into it opens with the same passphrase and the same card, and so does a backup of it: nobody has to think
//! of a new passphrase while the data are in danger.

use crate::blocks::Blocks;
use crate::error::VaultError;
use crate::head::Own;
use crate::rng::Rng;

use super::{Founding, Vault};

impl<B: Blocks> Vault<B> {
    /// An empty vault on `blocks` with the keys and locks of this one. This window holds its pen.
    ///
    /// Reads nothing from this vault's disk, so it works when that is gone.
    pub async fn begin_again<C: Blocks>(
        &self,
        blocks: C,
        rng: Box<dyn Rng>,
        now_ms: u64,
    ) -> Result<Vault<C>, VaultError> {
        Founding::begin_with(blocks, self.keys.clone(), rng)
            .await?
            .finish_locked(self.slots.clone(), now_ms, Own::default())
            .await
    }
}
