//! How are the vault's own small structures written? With postcard, in one place.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The bytes of a structure. Plain structures in growing memory always have some.
pub(crate) fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    let encoded = postcard::to_allocvec(value);
    debug_assert!(encoded.is_ok(), "a plain structure can always be written");
    encoded.unwrap_or_default()
}

/// The structure of some bytes.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
