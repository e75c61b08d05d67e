//! How does somebody who was invited ask to come in, and how do two people know that nobody stands between them?
//!
//! The secret of the invitation never reaches a server. The request carries a MAC under it; both screens show six digits
//! computed from the secret, the request and a number, so an exchanged key shows.
//!
//! Six digits alone could be met by trying: whoever photographed the invitation would change the label of a request of
//! their own until the digits agree. So the invitation carries the hash of a number that only the inviting device has
//! ([`Welcome`](super::Welcome)), and it shows the number when no request can be exchanged any more: one guess in a
//! million is left, and no trying beforehand.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::codec::{put_keys, read_keys, read_label};
use super::op::InviteId;
use crate::ids::SpaceId;
use crate::seal::AgentKeys;
use crate::wire::{Reader, WireError, put_bytes};

/// The answer to an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinRequest {
    /// Which invitation.
    pub invite: InviteId,
    /// The keys of the agent that asks.
    pub keys: AgentKeys,
    /// How it is to be called, sealed under the invitation's secret.
    pub label: Vec<u8>,
    /// HMAC-SHA-256 under the secret.
    pub mac: [u8; 32],
}

impl JoinRequest {
    /// A request under the secret of the invitation.
    pub fn new(space: SpaceId, invite: InviteId, secret: &[u8; 32], keys: AgentKeys, label: Vec<u8>) -> Self {
        let mac = mac(secret, b"join", &transcript(space, invite, &keys, &label));
        Self { invite, keys, label, mac }
    }

    /// Whether whoever asks knows the secret.
    #[must_use]
    pub fn holds(&self, space: SpaceId, secret: &[u8; 32]) -> bool {
        let expected = mac(secret, b"join", &transcript(space, self.invite, &self.keys, &self.label));
        blake3::Hash::from(expected) == blake3::Hash::from(self.mac)
    }

    /// The request in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.invite.to_vec();
        put_keys(&mut out, &self.keys);
        put_bytes(&mut out, &self.label);
        out.extend_from_slice(&self.mac);
        out
    }

    /// Reads what [`JoinRequest::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        let request = Self {
            invite: reader.array()?,
            keys: read_keys(&mut reader)?,
            label: read_label(&mut reader)?,
            mac: reader.array()?,
        };
        reader.finish()?;
        Ok(request)
    }
}

/// What an invitation carries of the number that is shown later.
pub fn commitment(number: &[u8; 32]) -> [u8; 32] {
    *blake3::hash(number).as_bytes()
}

/// The number below a million that both screens show; six digits with leading zeros. `committed` is from the invitation,
/// `number` from the inviting device after `request` was sent: `None` if they do not belong together.
pub fn sas(
    space: SpaceId,
    secret: &[u8; 32],
    committed: &[u8; 32],
    number: &[u8; 32],
    request: &JoinRequest,
) -> Option<u32> {
    if blake3::Hash::from(commitment(number)) != blake3::Hash::from(*committed) {
        return None;
    }
    let transcript = transcript(space, request.invite, &request.keys, &request.label);
    let digest = mac(secret, b"sas2", &[number.as_slice(), &transcript].concat());
    let [a, b, c, d, e, f, g, h, ..] = digest;
    Some((u64::from_be_bytes([a, b, c, d, e, f, g, h]) % 1_000_000) as u32)
}

fn transcript(space: SpaceId, invite: InviteId, keys: &AgentKeys, label: &[u8]) -> Vec<u8> {
    let mut out = b"sx-join-v1".to_vec();
    out.extend_from_slice(&space.0);
    out.extend_from_slice(&invite);
    put_keys(&mut out, keys);
    put_bytes(&mut out, label);
    out
}

fn mac(secret: &[u8; 32], purpose: &[u8], message: &[u8]) -> [u8; 32] {
    // A key of 32 bytes is always taken: shorter than a block, it is only padded.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return [0; 32];
    };
    mac.update(purpose);
    mac.update(message);
    mac.finalize().into_bytes().into()
}
