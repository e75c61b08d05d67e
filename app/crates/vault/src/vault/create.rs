//! Making a new, empty vault: one commit.

use crate::blocks::Blocks;
use crate::error::VaultError;
use crate::head::Own;
use crate::rng::Rng;
use crate::slot::Lock;

use super::{Founding, Vault};

/// What a new vault is made with.
#[derive(Clone, Copy, Debug)]
pub struct NewVault<'a> {
    /// Its locks: a passphrase and a recovery card, usually. At least one.
    pub locks: &'a [Lock],
    /// The clock.
    pub now_ms: u64,
    /// Named items that are there from the first moment; they replace those carried over or restored.
    pub items: &'a [(u32, &'a [u8])],
}

impl<B: Blocks> Vault<B> {
    /// Creates a vault on a database that holds none. The creating window holds the pen.
    pub async fn create(blocks: B, rng: Box<dyn Rng>, new: &NewVault<'_>) -> Result<Self, VaultError> {
        Founding::begin(blocks, rng).await?.finish(new, Own::default()).await
    }
}
