//! What does the inviting device keep of an invitation until somebody has come in by it?
//!
//! A random number, and the one request that was taken as final. The number leaves the device only after that, and after
//! the request was stored: a request that comes later is another person's, or a trick.

use super::join::{JoinRequest, commitment, sas};
use crate::host::Rng;
use crate::ids::SpaceId;
use crate::wire::{Reader, WireError, put_bytes};

/// The inviting device's side of one invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    number: [u8; 32],
    request: Option<JoinRequest>,
}

impl Welcome {
    /// For a new invitation.
    pub fn new(rng: &mut dyn Rng) -> Self {
        let mut number = [0; 32];
        rng.fill(&mut number);
        Self { number, request: None }
    }

    /// What the invitation carries beside its secret.
    pub fn commitment(&self) -> [u8; 32] {
        commitment(&self.number)
    }

    /// With this request as the final one: to be stored before the number is shown to anybody. `None` if whoever asks does
    /// not know the secret, or another request is final.
    pub fn settle(&self, space: SpaceId, secret: &[u8; 32], request: &JoinRequest) -> Option<Self> {
        let other = self.request.as_ref().is_some_and(|known| known != request);
        (!other && request.holds(space, secret)).then(|| Self { request: Some(request.clone()), ..self.clone() })
    }

    /// The request that is final.
    pub fn request(&self) -> Option<&JoinRequest> {
        self.request.as_ref()
    }

    /// The number, once it may be shown: when a request is final.
    pub fn number(&self) -> Option<[u8; 32]> {
        self.request.as_ref().map(|_| self.number)
    }

    /// The digits on this screen.
    pub fn digits(&self, space: SpaceId, secret: &[u8; 32]) -> Option<u32> {
        sas(space, secret, &self.commitment(), &self.number, self.request.as_ref()?)
    }

    /// To be stored, sealed by the vault.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.number.to_vec();
        put_bytes(&mut out, &self.request.as_ref().map(JoinRequest::encode).unwrap_or_default());
        out
    }

    /// Reads what [`Welcome::encode`] wrote and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        let number = reader.array()?;
        let request = match reader.bytes()? {
            [] => None,
            bytes => Some(JoinRequest::decode(bytes)?),
        };
        reader.finish()?;
        Ok(Self { number, request })
    }
}
