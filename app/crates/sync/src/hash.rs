//! A fast hash for tables in memory. It is never stored, so it may change from build to build.

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
const MIX: u64 = 0xd6e8_feb8_6659_fd93;

fn fold(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    wide as u64 ^ (wide >> 64) as u64
}

/// Hash of an id whose bytes are random already, up to the time in front.
pub(crate) fn of_id(id: &[u8; 16]) -> u64 {
    let number = u128::from_le_bytes(*id);
    fold(number as u64 ^ ODD, (number >> 64) as u64 ^ MIX)
}

/// Hash of any bytes; `kind` keeps equal bytes of different kinds apart.
pub(crate) fn of_bytes(kind: u64, bytes: &[u8]) -> u64 {
    let mut hash = fold(kind ^ ODD, bytes.len() as u64 ^ MIX);
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let mut eight = [0; 8];
        eight.copy_from_slice(word);
        hash = fold(hash ^ u64::from_le_bytes(eight), MIX);
    }
    let rest = words.remainder();
    if !rest.is_empty() {
        let mut eight = [0; 8];
        eight[..rest.len()].copy_from_slice(rest);
        hash = fold(hash ^ u64::from_le_bytes(eight), ODD);
    }
    hash
}
