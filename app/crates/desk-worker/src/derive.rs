//! Deriving a key from a passphrase. Runs in a throw-away instance: WebAssembly memory never shrinks, and ending the
//! worker is the only sure way to drop what the derivation left there.

use desk::message::vault::{KdfChoice, NewLock, VaultAnswer, VaultFailure};
use vault::{Kdf, KdfError, KdfParams, PBKDF2_ROUNDS, Rng, Secret};

use crate::answer::{choice, kdf};
use crate::world::{Dice, now_ms};

/// Derives with the given lock's salt and parameters, with the given parameters and a new salt, or chooses both.
pub(crate) fn derive(passphrase: &str, salt: Option<Vec<u8>>, asked: Option<KdfChoice>) -> VaultAnswer {
    let given = salt.and_then(|s| <[u8; 16]>::try_from(s).ok());
    let salt = given.unwrap_or_else(|| {
        let mut salt = [0; 16];
        Dice.fill(&mut salt);
        salt
    });
    let with = |kdf: &Kdf| vault::derive(passphrase, &salt, kdf);
    let derived = match asked {
        Some(asked) => {
            let kdf = kdf(&asked);
            with(&kdf).map(|kek| (kdf, kek))
        }
        None => fitting(with, now_ms),
    };
    match derived {
        Ok((kdf, kek)) => VaultAnswer::Derived(NewLock { kek: *kek.expose(), salt: salt.to_vec(), kdf: choice(&kdf) }),
        Err(KdfError::NoMemory) => VaultAnswer::Failed(VaultFailure::NoMemory),
        Err(_) => VaultAnswer::Failed(VaultFailure::WeakLock),
    }
}

/// The strongest lock this machine can bear: the usual one, a quicker or slower one, the least with Argon2id, and where
/// even that finds no memory PBKDF2, which needs none.
fn fitting(
    with: impl Fn(&Kdf) -> Result<Secret, KdfError>,
    clock: impl Fn() -> u64,
) -> Result<(Kdf, Secret), KdfError> {
    let usual = Kdf::Argon2id(KdfParams::DEFAULT);
    let started = clock();
    let first = with(&usual);
    let took = u32::try_from(clock().saturating_sub(started)).unwrap_or(u32::MAX);
    let better = match &first {
        Ok(_) => KdfParams::calibrate(took),
        Err(_) => KdfParams::FLOOR,
    };
    if let (Ok(kek), true) = (&first, better == KdfParams::DEFAULT) {
        return Ok((usual, kek.clone()));
    }
    let better = Kdf::Argon2id(better);
    let modest = Kdf::Pbkdf2 { rounds: PBKDF2_ROUNDS };
    match (with(&better), first) {
        (Ok(kek), _) => Ok((better, kek)),
        // More memory than the usual was not to be had.
        (Err(KdfError::NoMemory), Ok(kek)) => Ok((usual, kek)),
        (Err(KdfError::NoMemory), Err(_)) => with(&modest).map(|kek| (modest, kek)),
        (Err(error), _) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn the_lock_fits_the_machine() {
        let check = |kib: u32, ms_at_usual: u64, expected: Kdf| {
            let clock = Cell::new(0);
            let with = |kdf: &Kdf| {
                kdf.check()?;
                match kdf {
                    Kdf::Argon2id(params) if params.memory_kib > kib => Err(KdfError::NoMemory),
                    _ => {
                        clock.set(clock.get() + ms_at_usual);
                        Ok(Secret::new([1; 32]))
                    }
                }
            };
            let (found, _) = fitting(with, || clock.get()).unwrap();
            assert_eq!(found, expected, "{kib} KiB, {ms_at_usual} ms");
        };
        let argon = |memory_kib, passes| Kdf::Argon2id(KdfParams::new(memory_kib, passes, 1));
        check(u32::MAX, 700, argon(64 << 10, 3));
        check(u32::MAX, 100, argon(128 << 10, 3));
        check(u32::MAX, 2_000, argon(32 << 10, 3));
        check(u32::MAX, 9_000, argon(19 << 10, 2));
        check(64 << 10, 100, argon(64 << 10, 3));
        check(40 << 10, 100, argon(19 << 10, 2));
        check(1 << 10, 100, Kdf::Pbkdf2 { rounds: PBKDF2_ROUNDS });
    }

    #[test]
    fn a_lock_without_memory_is_derived_again_as_it_says() {
        let modest = Some(KdfChoice::MODEST);
        let VaultAnswer::Derived(lock) = derive("泉灯麦桥鹿雨", None, modest) else { panic!("a lock") };
        let again = derive("泉灯麦桥鹿雨", Some(lock.salt.clone()), Some(lock.kdf));
        assert_eq!(again, VaultAnswer::Derived(lock));
        let weak = KdfChoice { passes: 1, ..KdfChoice::MODEST };
        assert_eq!(derive("x", None, Some(weak)), VaultAnswer::Failed(VaultFailure::WeakLock));
    }
}
