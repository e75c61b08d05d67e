//! How an entry of the log stands on this machine's disk.

use sync::log::Entry;
use sync::seal::Outside;

/// An entry as it is kept: place, time, what everybody may see, and the payload if it is here.
#[must_use]
pub fn write_entry(entry: &Entry) -> Vec<u8> {
    let outside = entry.outside.encode();
    let payload = entry.payload.as_deref();
    let mut out = Vec::with_capacity(17 + outside.len() + payload.map_or(0, <[u8]>::len));
    out.extend_from_slice(&entry.seq.to_le_bytes());
    out.extend_from_slice(&entry.srv_ms.to_le_bytes());
    out.push(u8::from(payload.is_some()));
    out.extend_from_slice(&outside);
    out.extend_from_slice(payload.unwrap_or_default());
    out
}

/// Reads what [`write_entry`] wrote. A payload that does not fit its outside is none: the record is damaged.
#[must_use]
pub fn read_entry(bytes: &[u8]) -> Option<Entry> {
    let (seq, rest) = bytes.split_first_chunk::<8>()?;
    let (srv_ms, rest) = rest.split_first_chunk::<8>()?;
    let (&there, rest) = rest.split_first()?;
    let (outside, length) = Outside::decode(rest).ok()?;
    let payload = rest.get(length..)?;
    let payload = match there {
        0 if payload.is_empty() => None,
        1 if outside.fits(payload) => Some(payload.to_vec()),
        _ => return None,
    };
    Some(Entry { seq: u64::from_le_bytes(*seq), srv_ms: u64::from_le_bytes(*srv_ms), outside, payload })
}
