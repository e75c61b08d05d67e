//! What somebody new stands on until the whole log is here: parts of snapshots, on the disk sealed as they came.

use desk::Desk;
use vault::{BlobError, Blocks, Vault, VaultError};

/// Gives a desk the snapshots that it stands on. What is damaged is fetched again from the server.
pub(crate) async fn give_ground<B: Blocks>(desk: &mut Desk, vault: &Vault<B>) -> Result<(), VaultError> {
    let mut parts = Vec::new();
    for id in desk.ground_blobs() {
        match vault.get_blob(id).await {
            Ok(bytes) => parts.push(Some(bytes)),
            Err(BlobError::Missing | BlobError::Damaged(_)) => parts.push(None),
            Err(BlobError::Vault(error)) => return Err(error),
        }
    }
    desk.give_ground(parts);
    Ok(())
}
