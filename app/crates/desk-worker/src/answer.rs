//! From the vault's own errors to the failures the page has sentences for.

use desk::message::vault::{KdfChoice, VaultAnswer, VaultFailure, Weakness};
use vault::{BlockError, CardError, Kdf, KdfParams, VaultError};

/// The failure a vault error is.
pub(crate) fn failed(error: &VaultError) -> VaultAnswer {
    VaultAnswer::Failed(failure(error))
}

fn failure(error: &VaultError) -> VaultFailure {
    match error {
        VaultError::Full { free, .. } => VaultFailure::Full(*free),
        VaultError::Gone => VaultFailure::Gone,
        VaultError::Blocks(error) => block(error),
        VaultError::Newer { .. } => VaultFailure::Newer,
        VaultError::Fenced | VaultError::ReadOnly => VaultFailure::Fenced,
        VaultError::Damaged(damage) => VaultFailure::Damaged(damage.to_string()),
        VaultError::Kdf(_) => VaultFailure::WeakLock,
        other => VaultFailure::NoStorage(other.to_string()),
    }
}

fn block(error: &BlockError) -> VaultFailure {
    match error {
        BlockError::Full => VaultFailure::Full(None),
        BlockError::Fenced => VaultFailure::Fenced,
        BlockError::Newer => VaultFailure::Newer,
        BlockError::Blocked => VaultFailure::Blocked,
        BlockError::Closed => VaultFailure::Closed,
        BlockError::Gone => VaultFailure::Gone,
        BlockError::Failed(words) => VaultFailure::Unsure(words.clone()),
        BlockError::Unavailable(words) => VaultFailure::NoStorage(words.clone()),
    }
}

/// How a lock is derived, as the page names it.
pub(crate) fn choice(kdf: &Kdf) -> KdfChoice {
    match kdf {
        Kdf::Argon2id(p) => KdfChoice { kind: 1, memory_kib: p.memory_kib, passes: p.passes, lanes: p.lanes },
        Kdf::Pbkdf2 { rounds } => KdfChoice { kind: 2, memory_kib: 0, passes: *rounds, lanes: 1 },
        Kdf::Card => KdfChoice { kind: 3, memory_kib: 0, passes: 0, lanes: 0 },
    }
}

/// The same the other way; the vault checks floors and ceilings itself.
pub(crate) fn kdf(choice: &KdfChoice) -> Kdf {
    match choice.kind {
        2 => Kdf::Pbkdf2 { rounds: choice.passes },
        _ => Kdf::Argon2id(KdfParams::new(choice.memory_kib, choice.passes, choice.lanes)),
    }
}

pub(crate) fn not_open() -> VaultAnswer {
    VaultAnswer::Failed(VaultFailure::NotOpen)
}

/// Which word of a recovery card is wrong, 1-based; 0 if the 24 do not belong together.
pub(crate) fn bad_card(error: &CardError) -> VaultAnswer {
    let position = match error {
        CardError::Code => return VaultAnswer::BadCode,
        CardError::UnknownWord { position } => u8::try_from(*position).unwrap_or_default(),
        _ => 0,
    };
    VaultAnswer::BadCard { position }
}

/// The same weakness in the page's vocabulary.
pub(crate) fn weakness(found: vault::Weakness) -> Weakness {
    match found {
        vault::Weakness::TooShort => Weakness::TooShort,
        vault::Weakness::Common => Weakness::Common,
        vault::Weakness::DigitsOnly => Weakness::DigitsOnly,
        vault::Weakness::DatePattern => Weakness::DatePattern,
        vault::Weakness::HoldsName => Weakness::HoldsName,
        vault::Weakness::Repeated => Weakness::Repeated,
    }
}
