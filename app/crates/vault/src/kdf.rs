//! How is a passphrase turned into a key, and which locks are too weak to be believed?
//!
//! The floor is compiled in and checked on reading, not only on writing: whoever can alter a file could otherwise ask
//! for a lock that is cheap to guess. The ceiling keeps a hostile file from exhausting an old PC.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::secret::Secret;

/// Cost of Argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfParams {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfParams {
    /// What new locks get unless the machine is too slow: 64 MiB, 3 passes.
    pub const DEFAULT: Self = Self::new(64 << 10, 3, 1);
    /// The weakest lock accepted (OWASP's minimum): 19 MiB, 2 passes.
    pub const FLOOR: Self = Self::new(19 << 10, 2, 1);
    /// The costliest lock accepted.
    pub const CEILING: Self = Self::new(128 << 10, 16, 4);

    /// Memory in KiB, passes, lanes.
    #[must_use]
    pub const fn new(memory_kib: u32, passes: u32, lanes: u32) -> Self {
        Self { memory_kib, passes, lanes }
    }

    /// Parameters that take 0.5 to 1.5 s on a machine where [`Self::DEFAULT`] took `took_ms`, within floor and ceiling.
    #[must_use]
    pub fn calibrate(took_ms: u32) -> Self {
        match took_ms {
            0..=250 => Self::new(128 << 10, 3, 1),
            251..=1_500 => Self::DEFAULT,
            1_501..=3_000 => Self::new(32 << 10, 3, 1),
            _ => Self::FLOOR,
        }
    }
}

impl Default for KdfParams {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// How the key of a slot comes about. The number in the doc is the one on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kdf {
    /// 1: Argon2id over a passphrase, by [`derive_kek`].
    Argon2id(KdfParams),
    /// 2: PBKDF2-HMAC-SHA-256 over a passphrase, where memory for Argon2id is lacking even at the floor.
    Pbkdf2 {
        /// Rounds.
        rounds: u32,
    },
    /// 3: HKDF over 256 random bits, for recovery cards.
    Card,
}

/// The fewest PBKDF2 rounds accepted, and what new locks get.
pub const PBKDF2_ROUNDS: u32 = 600_000;
const PBKDF2_CEILING: u32 = 10_000_000;

impl Kdf {
    /// The number on disk.
    #[must_use]
    pub const fn number(&self) -> u8 {
        match self {
            Self::Argon2id(_) => 1,
            Self::Pbkdf2 { .. } => 2,
            Self::Card => 3,
        }
    }

    /// Refuses locks below the floor and above the ceiling.
    pub fn check(&self) -> Result<(), KdfError> {
        let (low, high) = match self {
            Self::Card => (false, false),
            Self::Pbkdf2 { rounds } => (*rounds < PBKDF2_ROUNDS, *rounds > PBKDF2_CEILING),
            Self::Argon2id(asked) => (
                asked.memory_kib < KdfParams::FLOOR.memory_kib
                    || asked.passes < KdfParams::FLOOR.passes
                    || asked.lanes < KdfParams::FLOOR.lanes,
                asked.memory_kib > KdfParams::CEILING.memory_kib
                    || asked.passes > KdfParams::CEILING.passes
                    || asked.lanes > KdfParams::CEILING.lanes,
            ),
        };
        match (low, high) {
            (true, _) => Err(KdfError::WeakLock),
            (_, true) => Err(KdfError::CostlyLock),
            _ => Ok(()),
        }
    }
}

/// Why no key was derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KdfError {
    /// The parameters are below the compiled-in floor.
    #[error("asks for a weaker lock than allowed")]
    WeakLock,
    /// The parameters are above the compiled-in ceiling.
    #[error("asks for a costlier lock than allowed")]
    CostlyLock,
    /// The memory could not be had: use PBKDF2 instead.
    #[error("not enough memory for the key derivation")]
    NoMemory,
    /// The lock is not one of a passphrase.
    #[error("no lock of a passphrase")]
    NoPassphrase,
}

/// Derives the key of a passphrase slot in the way the lock names.
///
/// Takes a second and the memory it is told to: run it where both can be thrown away.
pub fn derive(passphrase: &str, salt: &[u8; 16], kdf: &Kdf) -> Result<Secret, KdfError> {
    kdf.check()?;
    match kdf {
        Kdf::Argon2id(params) => derive_kek(passphrase, salt, params),
        Kdf::Pbkdf2 { rounds } => Ok(Secret::new(*pbkdf2(fold(passphrase).as_bytes(), salt, *rounds))),
        Kdf::Card => Err(KdfError::NoPassphrase),
    }
}

fn pbkdf2(passphrase: &[u8], salt: &[u8], rounds: u32) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha256>(passphrase, salt, rounds, key.as_mut_slice());
    key
}

/// Derives the key of a passphrase slot with Argon2id.
///
/// Takes a second and the memory it is told to: run it where both can be thrown away.
pub fn derive_kek(passphrase: &str, salt: &[u8; 16], params: &KdfParams) -> Result<Secret, KdfError> {
    Kdf::Argon2id(*params).check()?;
    let params =
        Params::new(params.memory_kib, params.passes, params.lanes, Some(32)).map_err(|_| KdfError::WeakLock)?;
    let mut kek = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(fold(passphrase).as_bytes(), salt, kek.as_mut_slice())
        .map_err(|_| KdfError::NoMemory)?;
    Ok(Secret::new(*kek))
}

/// The passphrase as it is hashed: full-width forms as ASCII, white space left out.
///
/// An input method switches to full-width letters and adds spaces without being asked; the lock must not depend on it.
/// Use it before PBKDF2 as well.
#[must_use]
pub fn fold(passphrase: &str) -> Zeroizing<String> {
    Zeroizing::new(
        passphrase
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
                _ => c,
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_holds_on_reading() {
        let check = |kdf: Kdf, expected| assert_eq!(kdf.check(), expected, "{kdf:?}");
        let argon = |m, t, p| Kdf::Argon2id(KdfParams::new(m, t, p));
        check(argon(64 << 10, 3, 1), Ok(()));
        check(argon(19 << 10, 2, 1), Ok(()));
        check(argon((19 << 10) - 1, 2, 1), Err(KdfError::WeakLock));
        check(argon(19 << 10, 1, 1), Err(KdfError::WeakLock));
        check(argon(19 << 10, 2, 0), Err(KdfError::WeakLock));
        check(argon(128 << 10, 3, 1), Ok(()));
        check(argon((128 << 10) + 1, 3, 1), Err(KdfError::CostlyLock));
        check(argon(64 << 10, 17, 1), Err(KdfError::CostlyLock));
        check(argon(u32::MAX, 1, 1), Err(KdfError::WeakLock));
        check(Kdf::Pbkdf2 { rounds: 600_000 }, Ok(()));
        check(Kdf::Pbkdf2 { rounds: 599_999 }, Err(KdfError::WeakLock));
        check(Kdf::Pbkdf2 { rounds: u32::MAX }, Err(KdfError::CostlyLock));
        check(Kdf::Card, Ok(()));
        assert_eq!(derive_kek("x", &[0; 16], &KdfParams::new(8, 1, 1)), Err(KdfError::WeakLock));
    }

    #[test]
    fn every_calibration_is_accepted() {
        for took in [0, 200, 400, 1_400, 2_000, 5_000, u32::MAX] {
            assert_eq!(Kdf::Argon2id(KdfParams::calibrate(took)).check(), Ok(()), "{took} ms");
        }
    }

    #[test]
    fn an_input_method_does_not_change_the_key() {
        let check = |typed: &str, means: &str| assert_eq!(fold(typed).as_str(), means);
        check("Ｓｃｈｏｏｌ　１２３", "School123");
        check(" 山 河 湖 海 ", "山河湖海");
        check("~Tilde！", "~Tilde!");
    }

    #[test]
    fn pbkdf2_agrees_with_the_published_vectors() {
        let check = |passphrase: &str, salt: &str, rounds: u32, expected: &str| {
            let key = pbkdf2(passphrase.as_bytes(), salt.as_bytes(), rounds);
            let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(hex, expected, "{passphrase}");
        };
        // RFC 7914, section 11; the first half of each.
        check("passwd", "salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
        check("Password", "NaCl", 80_000, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
    }

    #[test]
    fn each_kind_of_lock_is_derived_in_its_own_way() {
        let salt = b"somesaltsomesalt";
        let argon = derive("password", salt, &Kdf::Argon2id(KdfParams::FLOOR));
        assert_eq!(argon, derive_kek("password", salt, &KdfParams::FLOOR));
        let modest = derive("ｐａｓｓ word", salt, &Kdf::Pbkdf2 { rounds: PBKDF2_ROUNDS });
        assert_eq!(modest, Ok(Secret::new(*pbkdf2(b"password", salt, PBKDF2_ROUNDS))));
        assert_ne!(modest, argon);
        assert_eq!(derive("password", salt, &Kdf::Pbkdf2 { rounds: 1 }), Err(KdfError::WeakLock));
        assert_eq!(derive("password", salt, &Kdf::Card), Err(KdfError::NoPassphrase));
    }

    #[test]
    fn argon2id_agrees_with_the_reference_implementation() {
        // Computed with the reference C program: `argon2 somesaltsomesalt -id -t 2 -k 19456 -p 1 -l 32 -r`.
        let kek = derive_kek("password", b"somesaltsomesalt", &KdfParams::FLOOR).unwrap();
        let hex: String = kek.expose().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "2b5dc4054886ec957ef59c73b661c54dd6fb274590b278f657c6d96aac8fa6d1");
    }
}
