//! Turning a passphrase into a key in a throw-away worker.
//!
//! The derivation fills 64 MiB with what the passphrase made of it: ending the worker gives that memory back, and the
//! working engine never sees the passphrase.

use desk::message::vault::{Answer, KdfChoice, NewLock, Order, VaultAnswer, VaultFailure, VaultRequest};

use super::link::DeskLink;

/// Derives a key. Without salt and parameters new ones are chosen for this machine.
pub(crate) async fn derive(
    passphrase: String,
    salt: Option<Vec<u8>>,
    kdf: Option<KdfChoice>,
) -> Result<NewLock, VaultFailure> {
    let may_choose = salt.is_none() && kdf.is_none();
    match once(passphrase.clone(), salt, kdf).await {
        // The browser ended the worker instead of refusing it memory: once more with what needs none.
        Err(VaultFailure::NoMemory) if may_choose => once(passphrase, None, Some(KdfChoice::MODEST)).await,
        answer => answer,
    }
}

async fn once(passphrase: String, salt: Option<Vec<u8>>, kdf: Option<KdfChoice>) -> Result<NewLock, VaultFailure> {
    let link = DeskLink::open(|_| {}, |_| {}).ok_or(VaultFailure::Protocol)?;
    match link.call(Order::Vault(VaultRequest::Derive { passphrase, salt, kdf }), None).await {
        Ok((Answer::Vault(VaultAnswer::Derived(lock)), _)) => Ok(lock),
        Ok((Answer::Vault(VaultAnswer::Failed(failure)), _)) => Err(failure),
        // A worker that dies here has run out of memory: that is what the derivation asks most of.
        Ok(_) | Err(_) => Err(VaultFailure::NoMemory),
    }
}
