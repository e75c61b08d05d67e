//! When is a payload made smaller before it is sealed? When that saves at least an eighth of it.
//!
//! Packed bytes are only ever unpacked after their seal has been verified, so a hostile length cannot get here; the
//! limit stands against our own mistakes.

/// Below this, packing gains nothing worth a branch.
const WORTH_TRYING: usize = 512;

/// No payload is larger than this when unpacked.
const LIMIT: usize = 256 << 20;

/// Whether sealing may pack the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pack {
    /// Already compressed or encrypted: leave it.
    Never,
    /// Try; keep the smaller.
    Try,
}

/// The packed form, if it is worth having: length, then lz4.
pub(crate) fn pack(plain: &[u8], how: Pack) -> Option<Vec<u8>> {
    if how == Pack::Never || plain.len() < WORTH_TRYING || plain.len() > LIMIT {
        return None;
    }
    let packed = lz4_flex::block::compress_prepend_size(plain);
    (packed.len() < plain.len() - plain.len() / 8).then_some(packed)
}

/// The payload of a packed form.
pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let (length, _) = packed.split_first_chunk::<4>()?;
    if u32::from_le_bytes(*length) as usize > LIMIT {
        return None;
    }
    lz4_flex::block::decompress_size_prepended(packed).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_only_what_gets_smaller() {
        let same = vec![7; 10_000];
        let noise: Vec<u8> = (0..10_000u32).flat_map(|n| *blake3::hash(&n.to_le_bytes()).as_bytes()).collect();
        let check = |plain: &[u8], how, packs: bool| {
            let packed = pack(plain, how);
            assert_eq!(packed.is_some(), packs);
            if let Some(packed) = packed {
                assert_eq!(unpack(&packed).as_deref(), Some(plain));
            }
        };
        check(&same, Pack::Try, true);
        check(&same, Pack::Never, false);
        check(&same[..100], Pack::Try, false);
        check(&noise, Pack::Try, false);
    }

    #[test]
    fn a_claimed_giant_is_refused_before_it_is_allocated() {
        assert_eq!(unpack(&[0xff, 0xff, 0xff, 0xff, 0]), None);
        assert_eq!(unpack(&[1]), None);
    }
}
