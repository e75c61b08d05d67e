//! Which window may write? The one whose number is on the disk.
//!
//! Taking the pen raises the number; every write of a window is guarded by the number it took, so a window that was
//! frozen and wakes up is refused by the disk itself. Web Locks make this rare and polite, the number makes it safe.

use crate::blocks::{Batch, Blocks, Guard};
use crate::error::{Flaw, VaultError};
use crate::layout;
use crate::store::Store;

use super::{Tail, Vault, damage};

impl<B: Blocks> Vault<B> {
    /// Makes this window the writer, and returns what another one wrote since this one last looked.
    ///
    /// Call it after [`Vault::load`]; the tail must be applied before anything is written.
    pub async fn take_pen(&mut self) -> Result<Tail, VaultError> {
        let key = layout::pen();
        let lost = |flaw| VaultError::from(damage(Store::Meta, &layout::pen(), flaw));
        let record = self.blocks.read(Store::Meta, &key).await?;
        let record = record.ok_or_else(|| lost(Flaw::Missing))?;
        let current: [u8; 8] = record.as_slice().try_into().map_err(|_| lost(Flaw::Content))?;
        let next = u64::from_be_bytes(current).wrapping_add(1);
        // A power cut that takes this number takes every window with it: there is nobody left to be refused.
        let mut batch = Batch::relaxed();
        batch.put(Store::Meta, key.clone(), next.to_be_bytes().to_vec());
        batch.guard = Some(Guard { store: Store::Meta, key, value: Some(record) });
        self.commit(batch).await?;
        self.pen = Some(next);
        self.tail().await
    }

    /// Gives up writing; the vault stays readable.
    pub fn drop_pen(&mut self) {
        self.pen = None;
    }

    /// Whether this window may write, as far as it knows.
    #[must_use]
    pub fn holds_pen(&self) -> bool {
        self.pen.is_some()
    }
}
