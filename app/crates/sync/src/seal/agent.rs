//! Who is an agent? Two pairs of keys: one signs, the other receives epoch keys. The id is the hash of their public
//! halves, so it can be claimed by nobody else.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, Serializable};
use zeroize::Zeroizing;

use crate::host::Rng;
use crate::ids::AgentId;

/// An Ed25519 signature.
pub type Signature = [u8; 64];

/// The public halves of an agent's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AgentKeys {
    /// Ed25519.
    pub sign: [u8; 32],
    /// X25519, for what is sealed to this agent.
    pub receive: [u8; 32],
}

impl AgentKeys {
    /// The agent these keys belong to.
    pub fn id(&self) -> AgentId {
        let mut hash = blake3::Hasher::new_derive_key("sx agent v1");
        hash.update(&self.sign);
        hash.update(&self.receive);
        let mut id = [0; 16];
        id.copy_from_slice(&hash.finalize().as_bytes()[..16]);
        AgentId(id)
    }

    /// Whether the agent signed this message for this purpose. Weak keys and second forms of a signature are refused.
    #[must_use]
    pub fn verify(&self, purpose: &str, message: &[u8], signature: &Signature) -> bool {
        #[cfg(feature = "remembered")]
        return super::remembered::verified(&self.sign, &bound(purpose, message), signature, verified);
        #[cfg(not(feature = "remembered"))]
        verified(&self.sign, &bound(purpose, message), signature)
    }
}

fn verified(key: &[u8; 32], message: &[u8], signature: &Signature) -> bool {
    let signature = ed25519_dalek::Signature::from_bytes(signature);
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
}

/// The secret halves. They are forgotten when dropped.
#[derive(Clone)]
pub struct AgentSecret {
    sign: SigningKey,
    receive: Zeroizing<[u8; 32]>,
    keys: AgentKeys,
    id: AgentId,
}

impl AgentSecret {
    /// A new agent.
    pub fn new(rng: &mut dyn Rng) -> Self {
        let mut bytes = Zeroizing::new([0; 64]);
        rng.fill(bytes.as_mut_slice());
        Self::from_bytes(&bytes)
    }

    /// An agent that was kept: the seed of the signing key, then the other secret key.
    pub fn from_bytes(bytes: &[u8; 64]) -> Self {
        let mut halves = Zeroizing::new([[0; 32]; 2]);
        let (first, second) = bytes.split_at(32);
        halves[0].copy_from_slice(first);
        halves[1].copy_from_slice(second);
        let sign = SigningKey::from_bytes(&halves[0]);
        let keys = AgentKeys { sign: sign.verifying_key().to_bytes(), receive: public_of(&halves[1]) };
        Self { sign, receive: Zeroizing::new(halves[1]), keys, id: keys.id() }
    }

    /// The secrets in clear: to be sealed by the vault and kept nowhere else.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 64]> {
        let mut out = Zeroizing::new([0; 64]);
        out[..32].copy_from_slice(self.sign.as_bytes());
        out[32..].copy_from_slice(self.receive.as_slice());
        out
    }

    /// The public halves.
    pub fn keys(&self) -> &AgentKeys {
        &self.keys
    }

    /// Who this is.
    pub fn id(&self) -> AgentId {
        self.id
    }

    /// Signs a message for one purpose; it is worth nothing for any other.
    pub fn sign(&self, purpose: &str, message: &[u8]) -> Signature {
        self.sign.sign(&bound(purpose, message)).to_bytes()
    }

    pub(super) fn receive(&self) -> &[u8; 32] {
        &self.receive
    }
}

impl fmt::Debug for AgentSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AgentSecret({})", self.id())
    }
}

/// The public half of an X25519 key.
pub(super) fn public_of(secret: &[u8; 32]) -> [u8; 32] {
    let mut public = [0; 32];
    if let Ok(secret) = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(secret) {
        X25519HkdfSha256::sk_to_pk(&secret).write_exact(&mut public);
    }
    public
}

/// Purposes never begin like each other: the length stands in front.
fn bound(purpose: &str, message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 + purpose.len() + message.len());
    out.push(purpose.len() as u8);
    out.extend_from_slice(purpose.as_bytes());
    out.extend_from_slice(message);
    out
}

/// Fresh bytes.
pub(crate) fn fill<const N: usize>(rng: &mut dyn Rng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::fixed::Sequence;

    #[test]
    fn a_signature_is_for_one_purpose_and_one_message() {
        let secret = AgentSecret::new(&mut Sequence(1));
        let signature = secret.sign("sx-env-v1", b"hello");
        let check = |purpose, message: &[u8], expected| {
            assert_eq!(secret.keys().verify(purpose, message, &signature), expected);
        };
        check("sx-env-v1", b"hello", true);
        check("sx-env-v1", b"hallo", false);
        check("sx-auth-v1", b"hello", false);
        check("sx-env-v", b"1hello", false);
        assert!(!AgentSecret::new(&mut Sequence(2)).keys().verify("sx-env-v1", b"hello", &signature));
    }

    #[test]
    fn an_agent_comes_back_as_it_was() {
        let secret = AgentSecret::new(&mut Sequence(7));
        let again = AgentSecret::from_bytes(&secret.to_bytes());
        assert_eq!((again.id(), again.keys()), (secret.id(), secret.keys()));
        assert_eq!(again.sign("x", b"m"), secret.sign("x", b"m"));
        assert_ne!(secret.keys().receive, [0; 32]);
    }
}
