//! Bytes sealed to one recipient outside of the space: only whoever holds the secret half of a public key opens them.
//!
//! HPKE as for a grant, with a purpose and what the bytes belong to bound in. What is sealed is padded, so that its length
//! says little.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};

use super::agent::AgentSecret;
use super::grant::Source;
use super::padded;
use crate::host::Rng;
use crate::wire::{Reader, put_bytes};

/// The public key that every sealing begins with.
const BEGIN: usize = 32;
const TAG: usize = 16;

/// How many bytes `plain` bytes become.
pub(crate) fn addressed_size(plain: usize) -> usize {
    BEGIN + padded(framed_size(plain)) + TAG
}

/// Seals bytes to whoever holds the secret half of `to`. `None` if `to` is no public key.
pub(crate) fn seal_to(
    plain: &[u8],
    to: &[u8; 32],
    (purpose, bound): (&[u8], &[u8]),
    rng: &mut dyn Rng,
) -> Option<Vec<u8>> {
    let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(to).ok()?;
    let mut framed = Vec::with_capacity(padded(framed_size(plain.len())));
    put_bytes(&mut framed, plain);
    framed.resize(padded(framed.len()), 0);
    let (begin, text) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &info(purpose),
        &framed,
        bound,
        &mut Source(rng),
    )
    .ok()?;
    let mut sealed = vec![0; BEGIN];
    begin.write_exact(&mut sealed);
    sealed.extend_from_slice(&text);
    Some(sealed)
}

/// Opens what [`seal_to`] sealed to this agent, for the same purpose and bound to the same.
pub(crate) fn open_sealed_to(sealed: &[u8], agent: &AgentSecret, (purpose, bound): (&[u8], &[u8])) -> Option<Vec<u8>> {
    let (begin, text) = sealed.split_at_checked(BEGIN)?;
    let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(agent.receive()).ok()?;
    let begin = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(begin).ok()?;
    let framed = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret,
        &begin,
        &info(purpose),
        text,
        bound,
    )
    .ok()?;
    let mut reader = Reader::new(&framed);
    let plain = reader.bytes().ok()?.to_vec();
    let zeros = reader.take(reader.left()).ok()?;
    let whole = padded(framed.len() - zeros.len()) == framed.len() && zeros.iter().all(|byte| *byte == 0);
    whole.then_some(plain)
}

fn framed_size(plain: usize) -> usize {
    let length = usize::BITS - plain.leading_zeros();
    plain + (length.max(1) as usize).div_ceil(7)
}

fn info(purpose: &[u8]) -> Vec<u8> {
    [b"sx/addressed/v1\x01", purpose].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::fixed::Sequence;

    #[test]
    fn only_the_recipient_opens_it_for_one_purpose_and_place() {
        let mut rng = Sequence(3);
        let (agent, other) = (AgentSecret::new(&mut rng), AgentSecret::new(&mut Sequence(99)));
        for size in [0, 1, 127, 128, 5_000, 70_000] {
            let plain = vec![7; size];
            let sealed = seal_to(&plain, &agent.keys().receive, (b"p", b"here"), &mut rng).unwrap();
            assert_eq!(sealed.len(), addressed_size(size), "{size}");
            let check = |sealed: &[u8], agent, place, opens: bool| {
                assert_eq!(open_sealed_to(sealed, agent, place), opens.then(|| plain.clone()), "{size}");
            };
            check(&sealed, &agent, (b"p", b"here"), true);
            check(&sealed, &other, (b"p", b"here"), false);
            check(&sealed, &agent, (b"q", b"here"), false);
            check(&sealed, &agent, (b"p", b"there"), false);
            check(&sealed[1..], &agent, (b"p", b"here"), false);
            check(&sealed[..20], &agent, (b"p", b"here"), false);
            for at in [0, 31, 32, sealed.len() - 1] {
                let mut altered = sealed.clone();
                altered[at] ^= 1;
                check(&altered, &agent, (b"p", b"here"), false);
            }
        }
    }

    #[test]
    fn nothing_is_sealed_to_what_is_no_key() {
        assert_eq!(seal_to(b"x", &[0; 32], (b"p", b""), &mut Sequence(1)), None);
    }
}
