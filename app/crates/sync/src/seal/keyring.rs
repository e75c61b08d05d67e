//! Which epoch keys does this device hold?

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::key::EpochKey;
use crate::ids::CompartmentId;
use crate::wire::{Reader, WireError, put_number};

/// Keys by compartment and epoch. Old ones stay: without them the past cannot be read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keyring {
    keys: BTreeMap<(CompartmentId, u32), EpochKey>,
}

impl Keyring {
    /// An empty ring.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a key in.
    pub fn add(&mut self, compartment: CompartmentId, epoch: u32, key: EpochKey) {
        self.keys.insert((compartment, epoch), key);
    }

    /// A key.
    pub fn get(&self, compartment: CompartmentId, epoch: u32) -> Option<&EpochKey> {
        self.keys.get(&(compartment, epoch))
    }

    /// Which keys there are.
    pub fn epochs(&self) -> impl Iterator<Item = (CompartmentId, u32)> {
        self.keys.keys().copied()
    }

    /// The newest epoch of a compartment that is here, and its key.
    pub fn newest(&self, compartment: CompartmentId) -> Option<(u32, &EpochKey)> {
        let (key, value) = self.keys.range((compartment, 0)..=(compartment, u32::MAX)).next_back()?;
        Some((key.1, value))
    }

    /// The keys in clear: to be sealed by the vault and kept nowhere else.
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(Vec::with_capacity(2 + self.keys.len() * 40));
        put_number(&mut out, self.keys.len() as u64);
        for ((compartment, epoch), key) in &self.keys {
            put_number(&mut out, u64::from(compartment.0));
            put_number(&mut out, u64::from(*epoch));
            out.extend_from_slice(key.expose());
        }
        out
    }

    /// Reads what [`Keyring::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        let mut keys = BTreeMap::new();
        for _ in 0..reader.count(1 + 1 + 32)? {
            let place = (CompartmentId(reader.number16()?), reader.number32()?);
            if keys.last_key_value().is_some_and(|(last, _)| *last >= place) {
                return Err(WireError::NotCanonical);
            }
            keys.insert(place, EpochKey::from_bytes(reader.array()?));
        }
        reader.finish()?;
        Ok(Self { keys })
    }
}
