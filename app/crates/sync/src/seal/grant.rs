//! How does an epoch key reach a person, and the past reach a newcomer?
//!
//! A *grant* is the key sealed to one recipient (HPKE: X25519, HKDF-SHA-256, ChaCha20-Poly1305), bound to space,
//! compartment, epoch and recipient. A *link* is the key of the epoch before, sealed under the new one.

use std::convert::Infallible;

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use rand_core::{TryCryptoRng, TryRng};
use zeroize::Zeroizing;

use super::agent::{AgentSecret, fill};
use super::key::{EpochKey, KeyCheck};
use crate::host::Rng;
use crate::ids::{CompartmentId, SpaceId};

/// Bytes of a grant: a public key, the sealed key, a tag.
pub const WRAP_BYTES: usize = 32 + 32 + 16;
/// Bytes of a link: a nonce, the sealed key, a tag.
pub const LINK_BYTES: usize = 24 + 32 + 16;

/// An epoch key sealed to one recipient.
pub type Wrap = [u8; WRAP_BYTES];

/// Seals a key to whoever holds the secret half of `to`. `None` if `to` is no public key.
pub fn wrap_grant(
    key: &EpochKey,
    to: &[u8; 32],
    (space, compartment, epoch): (SpaceId, CompartmentId, u32),
    rng: &mut dyn Rng,
) -> Option<Wrap> {
    let info = info(space, compartment, epoch);
    let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(to).ok()?;
    let (begin, text) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &info,
        key.expose(),
        to,
        &mut Source(rng),
    )
    .ok()?;
    let mut wrap = [0; WRAP_BYTES];
    let (first, rest) = wrap.split_at_mut(32);
    begin.write_exact(first);
    rest.copy_from_slice(&text);
    Some(wrap)
}

/// Opens a grant; `None` if it is not for this agent and place, or does not hold the key everybody else got.
pub fn open_grant(
    wrap: &Wrap,
    agent: &AgentSecret,
    (space, compartment, epoch): (SpaceId, CompartmentId, u32),
    check: &KeyCheck,
) -> Option<EpochKey> {
    let (begin, text) = wrap.split_at(32);
    let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(agent.receive()).ok()?;
    let begin = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(begin).ok()?;
    let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret,
        &begin,
        &info(space, compartment, epoch),
        text,
        &agent.keys().receive,
    );
    let plain = Zeroizing::new(plain.ok()?);
    let key = EpochKey::from_bytes(plain.as_slice().try_into().ok()?);
    (key.check() == *check).then_some(key)
}

/// Seals the key of epoch `epoch - 1` under that of `epoch`.
pub fn wrap_link(
    old: &EpochKey,
    new: &EpochKey,
    place: (SpaceId, CompartmentId, u32),
    rng: &mut dyn Rng,
) -> [u8; LINK_BYTES] {
    let nonce: [u8; 24] = fill(rng);
    let mut text = Zeroizing::new(*old.expose());
    let cipher = XChaCha20Poly1305::new((&*link_key(new)).into());
    let bound = info(place.0, place.1, place.2);
    let mut link = [0; LINK_BYTES];
    // Thirty-two bytes never fail to be encrypted; a link of zeros would open nothing.
    if let Ok(tag) = cipher.encrypt_inout_detached(&XNonce::from(nonce), &bound, text.as_mut_slice().into()) {
        link[..24].copy_from_slice(&nonce);
        link[24..56].copy_from_slice(text.as_slice());
        link[56..].copy_from_slice(&tag);
    }
    link
}

/// The key of the epoch before, if it is the one its own check names.
pub fn open_link(
    link: &[u8; LINK_BYTES],
    new: &EpochKey,
    place: (SpaceId, CompartmentId, u32),
    check: &KeyCheck,
) -> Option<EpochKey> {
    let nonce: [u8; 24] = link[..24].try_into().ok()?;
    let tag: [u8; 16] = link[56..].try_into().ok()?;
    let mut plain = Zeroizing::new([0; 32]);
    plain.copy_from_slice(&link[24..56]);
    let bound = info(place.0, place.1, place.2);
    XChaCha20Poly1305::new((&*link_key(new)).into())
        .decrypt_inout_detached(&XNonce::from(nonce), &bound, plain.as_mut_slice().into(), &Tag::from(tag))
        .ok()?;
    let key = EpochKey::from_bytes(*plain);
    (key.check() == *check).then_some(key)
}

fn link_key(new: &EpochKey) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(blake3::derive_key("sx epoch link v1", new.expose()))
}

fn info(space: SpaceId, compartment: CompartmentId, epoch: u32) -> Vec<u8> {
    let mut out = b"sx/grant/v1\x01".to_vec();
    out.extend_from_slice(&space.0);
    out.extend_from_slice(&compartment.0.to_le_bytes());
    out.extend_from_slice(&epoch.to_le_bytes());
    out
}

/// The host's randomness in the shape the HPKE crate asks for.
pub(super) struct Source<'a>(pub(super) &'a mut dyn Rng);

impl TryRng for Source<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(fill(self.0)))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(fill(self.0)))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Source<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::fixed::Sequence;

    #[test]
    fn a_grant_opens_for_one_agent_at_one_place() {
        let mut rng = Sequence(3);
        let (agent, other) = (AgentSecret::new(&mut rng), AgentSecret::new(&mut Sequence(99)));
        let key = EpochKey::new(&mut rng);
        let place = (SpaceId([1; 16]), CompartmentId(2), 3);
        let wrap = wrap_grant(&key, &agent.keys().receive, place, &mut rng).expect("a public key");
        let check = |agent, place, check: &KeyCheck, opens: bool| {
            assert_eq!(open_grant(&wrap, agent, place, check), opens.then(|| key.clone()));
        };
        check(&agent, place, &key.check(), true);
        check(&other, place, &key.check(), false);
        check(&agent, (SpaceId([2; 16]), CompartmentId(2), 3), &key.check(), false);
        check(&agent, (SpaceId([1; 16]), CompartmentId(1), 3), &key.check(), false);
        check(&agent, (SpaceId([1; 16]), CompartmentId(2), 4), &key.check(), false);
        check(&agent, place, &KeyCheck([0; 32]), false);
    }

    #[test]
    fn a_link_leads_one_epoch_back() {
        let mut rng = Sequence(8);
        let (old, new) = (EpochKey::new(&mut rng), EpochKey::new(&mut rng));
        let place = (SpaceId([1; 16]), CompartmentId(2), 5);
        let link = wrap_link(&old, &new, place, &mut rng);
        assert_eq!(open_link(&link, &new, place, &old.check()), Some(old.clone()));
        assert_eq!(open_link(&link, &old, place, &old.check()), None);
        assert_eq!(open_link(&link, &new, (place.0, place.1, 6), &old.check()), None);
        assert_eq!(open_link(&link, &new, place, &new.check()), None);
        let mut changed = link;
        changed[30] ^= 1;
        assert_eq!(open_link(&changed, &new, place, &old.check()), None);
    }
}
