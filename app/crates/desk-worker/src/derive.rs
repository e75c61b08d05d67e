//! Deriving a key from a passphrase. Runs in a throw-away instance: WebAssembly memory never shrinks, and ending the
//! worker is the only sure way to drop what the derivation left there.

use desk::message::vault::{KdfChoice, NewLock, VaultAnswer, VaultFailure};
use vault::{Kdf, KdfParams, Rng, derive_kek};

use crate::answer::{choice, kdf};
use crate::world::{Dice, now_ms};

/// Derives with the given lock's salt and parameters, or chooses them for this machine.
pub(crate) fn derive(passphrase: &str, salt: Option<Vec<u8>>, asked: Option<KdfChoice>) -> VaultAnswer {
    match (salt.and_then(|s| <[u8; 16]>::try_from(s).ok()), asked) {
        (Some(salt), Some(asked)) => with(passphrase, salt, kdf(&asked)),
        _ => fresh(passphrase),
    }
}

fn fresh(passphrase: &str) -> VaultAnswer {
    let mut salt = [0; 16];
    Dice.fill(&mut salt);
    let started = now_ms();
    let first = with(passphrase, salt, Kdf::Argon2id(KdfParams::DEFAULT));
    let took = (now_ms() - started).try_into().unwrap_or(u32::MAX);
    let fitting = KdfParams::calibrate(took);
    match first {
        VaultAnswer::Derived(_) if fitting == KdfParams::DEFAULT => first,
        // Too fast or too slow here, or not enough memory: once more with what fits this machine.
        VaultAnswer::Failed(VaultFailure::NoMemory) => with(passphrase, salt, Kdf::Argon2id(KdfParams::FLOOR)),
        _ => with(passphrase, salt, Kdf::Argon2id(fitting)),
    }
}

fn with(passphrase: &str, salt: [u8; 16], kdf: Kdf) -> VaultAnswer {
    let Kdf::Argon2id(params) = kdf else { return VaultAnswer::Failed(VaultFailure::WeakLock) };
    match derive_kek(passphrase, &salt, &params) {
        Ok(kek) => VaultAnswer::Derived(NewLock { kek: *kek.expose(), salt: salt.to_vec(), kdf: choice(&kdf) }),
        Err(vault::KdfError::NoMemory) => VaultAnswer::Failed(VaultFailure::NoMemory),
        Err(_) => VaultAnswer::Failed(VaultFailure::WeakLock),
    }
}
