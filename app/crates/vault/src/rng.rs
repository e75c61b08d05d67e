//! Where do nonces, salts and keys come from? From whoever opens the vault: the crate itself has no source of chance.

pub use sync::Rng;

/// An array of random bytes.
pub(crate) fn random<const N: usize>(rng: &mut dyn Rng) -> [u8; N] {
    let mut out = [0; N];
    rng.fill(&mut out);
    out
}
