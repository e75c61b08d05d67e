//! The exchange itself: SPAKE2 over Ed25519's group, by the crate of that name, and what is made of its key.
//!
//! The crate's key covers both names, both messages and the password. From it come a proof for each side and the key that
//! the invitation is sealed with, each for its own purpose.

use std::convert::Infallible;

use blake3::{Hash, Hasher, OutputReader, derive_key, keyed_hash};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use rand_core::{TryCryptoRng, TryRng};
use spake2::{Ed25519Group, Identity, Password, Spake2};
use sync::proto::{CODE_MESSAGE, CODE_PROOF};

use super::Digits;
use crate::invitation::{Invitation, TEXT};

/// Whose half it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Inviting,
    Invited,
}

const INVITING: &[u8] = b"sx-code-v1 inviting";
const INVITED: &[u8] = b"sx-code-v1 invited";

/// What one side says first.
pub(super) type Message = [u8; CODE_MESSAGE];
/// Bytes of what the inviting device says in the end: its proof, and the sealed text of an invitation.
pub(super) const ANSWER: usize = CODE_PROOF + TEXT + 16;
/// By which one side shows that it holds the key.
pub(super) type Proof = [u8; CODE_PROOF];

/// One side before it has heard the other. The same seed and code give the same message, so that a device that was ended in
/// between goes on where it was.
pub(super) struct Half {
    side: Side,
    spake: Spake2<Ed25519Group>,
    message: Vec<u8>,
}

impl Half {
    pub(super) fn new(side: Side, digits: Digits, seed: &[u8; 32]) -> Self {
        let password = Password::new(digits.password());
        let (inviting, invited) = (Identity::new(INVITING), Identity::new(INVITED));
        let mut stretched = Stretched(Hasher::new_derive_key("sx code seed v1").update(seed).finalize_xof());
        let (spake, message) = match side {
            Side::Inviting => Spake2::start_a_with_rng(&password, &inviting, &invited, &mut stretched),
            Side::Invited => Spake2::start_b_with_rng(&password, &inviting, &invited, &mut stretched),
        };
        Self { side, spake, message }
    }

    pub(super) fn message(&self) -> Message {
        let mut message = [0; CODE_MESSAGE];
        // The crate's messages have one length.
        message.iter_mut().zip(&self.message).for_each(|(to, from)| *to = *from);
        message
    }

    /// What both hold if they know the same code; nothing if the other has said no message of this exchange.
    pub(super) fn hears(self, other: &[u8]) -> Option<Agreed> {
        let key = self.spake.finish(other).ok()?;
        Some(Agreed { side: self.side, key })
    }
}

/// A key of one exchange. The other side has the same if it knows the code, and only then.
pub(super) struct Agreed {
    side: Side,
    key: Vec<u8>,
}

impl Agreed {
    /// Shows that this side holds the key.
    pub(super) fn proof(&self) -> Proof {
        *self.proof_of(self.side).as_bytes()
    }

    /// Whether the other side has shown that it holds the key. Takes the same time for every wrong one.
    pub(super) fn is_proved_by(&self, proof: &[u8]) -> bool {
        let other = match self.side {
            Side::Inviting => Side::Invited,
            Side::Invited => Side::Inviting,
        };
        Proof::try_from(proof).is_ok_and(|proof| Hash::from(proof) == self.proof_of(other))
    }

    fn proof_of(&self, side: Side) -> Hash {
        let purpose = match side {
            Side::Inviting => "sx code proof inviting v1",
            Side::Invited => "sx code proof invited v1",
        };
        keyed_hash(&derive_key(purpose, &self.key), b"")
    }

    pub(super) fn seal(&self, invitation: &Invitation) -> Vec<u8> {
        self.cipher().encrypt(&XNonce::default(), invitation.text().as_bytes()).unwrap_or_default()
    }

    pub(super) fn open(&self, sealed: &[u8]) -> Option<Invitation> {
        let text = self.cipher().decrypt(&XNonce::default(), sealed).ok()?;
        Invitation::find(std::str::from_utf8(&text).ok()?)
    }

    /// Its key is of this one exchange and seals this one text, so it needs no other nonce.
    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(derive_key("sx code invitation v1", &self.key)))
    }
}

/// A seed in the shape in which the crate asks for randomness.
struct Stretched(OutputReader);

impl TryRng for Stretched {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Stretched {}
