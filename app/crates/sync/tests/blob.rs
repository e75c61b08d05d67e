//! Attachments in sealed parts: what is given back, and what is not taken for it.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod school;

use school::Dice;
use sync::blob::{BlobError, BlobSeal, MOST_PARTS, PIECE_BYTES};
use sync::proto::{MAX_PART_BYTES, part_id};
use sync::seal::OpenError;
use sync::{RowId, SpaceId, WireError};

const SPACE: SpaceId = SpaceId([3; 16]);
const BLOB: RowId = RowId([4; 16]);

/// Bytes that do not repeat.
fn bytes(len: usize) -> Vec<u8> {
    let mut out = vec![0; len];
    sync::Rng::fill(&mut Dice(len as u64 + 1), &mut out);
    out
}

fn sealed(bytes: &[u8], seed: u64) -> (BlobSeal, Vec<Vec<u8>>) {
    let seal = BlobSeal::new(SPACE, BLOB, bytes, &mut Dice(seed)).expect("it is small enough");
    let parts = (0..seal.parts().len()).map(|at| seal.part(BLOB, bytes, at).expect("its own bytes")).collect();
    (seal, parts)
}

#[test]
fn what_was_sealed_comes_back_and_every_part_fits_the_server() {
    for len in [0, 1, 255, 8_000, 200_000, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES] {
        let plain = bytes(len);
        let (seal, parts) = sealed(&plain, 7);
        assert_eq!(parts.len(), len.div_ceil(PIECE_BYTES).max(1), "{len}");
        assert_eq!(seal.open(SPACE, BLOB, &parts), Ok(plain.clone()), "{len}");
        assert!(parts.iter().all(|part| part.len() <= MAX_PART_BYTES), "{len}");
        assert!(parts.iter().zip(seal.parts()).all(|(part, name)| part_id(part) == *name));
        let read = BlobSeal::decode(&seal.encode()).expect("its own encoding");
        assert_eq!((&read, read.size(), read.space()), (&seal, len, SPACE));
    }
    assert_eq!(
        BlobSeal::new(SPACE, BLOB, &vec![0; MOST_PARTS * PIECE_BYTES + 1], &mut Dice(1)).err(),
        Some(BlobError::TooLarge)
    );
}

#[test]
fn sealing_again_gives_the_same_parts_and_another_key_gives_others() {
    let plain = bytes(PIECE_BYTES + 500);
    let (seal, parts) = sealed(&plain, 7);
    let again: Vec<_> = (0..2).map(|at| seal.part(BLOB, &plain, at)).collect();
    assert_eq!(again, parts.iter().cloned().map(Ok).collect::<Vec<_>>());
    let (other, others) = sealed(&plain, 8);
    assert!(seal.parts().iter().all(|name| !other.parts().contains(name)));
    // No two parts share a nonce, within one attachment or between two of one content.
    let nonces: std::collections::BTreeSet<_> = parts.iter().chain(&others).map(|part| part[..24].to_vec()).collect();
    assert_eq!(nonces.len(), 4);
}

#[test]
fn sizes_of_parts_say_little_and_nothing_of_the_bytes_is_in_them() {
    let lengths: Vec<usize> = [148_000, 150_001, 151_500].map(|len| sealed(&bytes(len), 1).1[0].len()).to_vec();
    assert!(lengths.iter().all(|len| *len == lengths[0]), "{lengths:?}");
    let plain = vec![0x41; 5_000];
    let (seal, parts) = sealed(&plain, 3);
    assert!(!parts[0].windows(16).any(|window| window == &plain[..16]));
    let key = &seal.encode()[17..49];
    assert!(!parts[0].windows(32).any(|window| window == key));
    assert_eq!(format!("{seal:?}"), "BlobSeal(5000 bytes in 1 parts)");
}

#[test]
fn parts_that_are_not_exactly_those_of_the_attachment_are_refused_by_name() {
    let plain = bytes(2 * PIECE_BYTES + 9);
    let (seal, parts) = sealed(&plain, 7);
    let (_, foreign) = sealed(&bytes(2 * PIECE_BYTES + 10), 9);
    let check = |parts: &[Vec<u8>], expected| assert_eq!(seal.open(SPACE, BLOB, parts), Err(expected));
    check(&parts[..2], BlobError::Missing { at: 2 });
    check(&[], BlobError::Missing { at: 0 });
    check(&[parts.clone(), vec![parts[0].clone()]].concat(), BlobError::Surplus);
    check(&[parts[1].clone(), parts[0].clone(), parts[2].clone()], BlobError::OtherPart { at: 0 });
    check(&[parts[0].clone(), parts[0].clone(), parts[2].clone()], BlobError::OtherPart { at: 1 });
    check(&[parts[0].clone(), foreign[1].clone(), parts[2].clone()], BlobError::OtherPart { at: 1 });
    for at in [0, 23, 24, 56, 70, parts[1].len() - 1] {
        let mut altered = parts.clone();
        altered[1][at] ^= 1;
        check(&altered, BlobError::OtherPart { at: 1 });
    }
    let mut cut = parts.clone();
    cut[2].pop();
    check(&cut, BlobError::OtherPart { at: 2 });
    assert_eq!(seal.open(SpaceId([9; 16]), BLOB, &parts), Err(BlobError::Space));
    let (one, other) = (BlobError::Content, bytes(2 * PIECE_BYTES + 9).split_off(1));
    assert_eq!(seal.part(BLOB, &other, 0), Err(one));
    assert_eq!(seal.part(RowId([5; 16]), &plain, 0), Err(BlobError::OtherPart { at: 0 }));
    assert_eq!(seal.part(BLOB, &plain, 3), Err(BlobError::Surplus));
}

/// The names alone would refuse all of the above. Here the seal names what was put in its place, as one of whoever holds
/// the key would: what binds a part to its place must hold by itself.
#[test]
fn a_seal_that_names_the_wrong_parts_opens_nothing() {
    let plain = bytes(2 * PIECE_BYTES);
    let (seal, parts) = sealed(&plain, 7);
    let opens = |edit: &dyn Fn(&mut Vec<u8>), space: SpaceId, blob: RowId, parts: &[Vec<u8>]| {
        let mut bytes = seal.encode().to_vec();
        edit(&mut bytes);
        BlobSeal::decode(&bytes).expect("still a seal").open(space, blob, parts)
    };
    let open = |at, error| Err(BlobError::Open { at, error });
    let names = 1 + 16 + 32 + 32 + 4;
    assert_eq!(seal.encode().len(), names + 64);
    let altered = open(0, OpenError::Altered);
    // Swapped.
    let swap = |bytes: &mut Vec<u8>| bytes[names..].rotate_left(32);
    let swapped = [parts[1].clone(), parts[0].clone()];
    assert_eq!(opens(&swap, SPACE, BLOB, &swapped), altered);
    // The first piece, said to be all there is.
    let (half, half_parts) = sealed(&plain[..PIECE_BYTES], 7);
    assert_eq!(half.open(SPACE, BLOB, &half_parts).map(|bytes| bytes.len()), Ok(PIECE_BYTES));
    let length_of_half = half.encode()[names - 4..names - 1].to_vec();
    let cut = |bytes: &mut Vec<u8>| {
        drop(bytes.splice(names - 4..names + 64, [&length_of_half[..], seal.parts()[0].as_slice()].concat()))
    };
    assert_eq!(opens(&cut, SPACE, BLOB, &parts[..1]), altered);
    // Of another attachment, or taken into another space.
    assert_eq!(opens(&|_| {}, SPACE, RowId([5; 16]), &parts), altered);
    let moved = |bytes: &mut Vec<u8>| bytes[1..17].copy_from_slice(&[9; 16]);
    assert_eq!(opens(&moved, SpaceId([9; 16]), BLOB, &parts), altered);
    // Under another key.
    let other_key = |bytes: &mut Vec<u8>| bytes[20] ^= 1;
    assert_eq!(opens(&other_key, SPACE, BLOB, &parts), open(0, OpenError::OtherKey));
    // Another content hash.
    let other_hash = |bytes: &mut Vec<u8>| bytes[60] ^= 1;
    assert_eq!(opens(&other_hash, SPACE, BLOB, &parts), altered);
}

#[test]
fn a_seal_has_one_encoding() {
    let (seal, _) = sealed(&bytes(300), 7);
    let bytes = seal.encode();
    let check = |bytes: &[u8], expected| assert_eq!(BlobSeal::decode(bytes).err(), Some(expected));
    check(&[], WireError::Truncated);
    check(&bytes[..bytes.len() - 1], WireError::Truncated);
    check(&[bytes.as_slice(), &[0]].concat(), WireError::Trailing);
    check(&[&[2], &bytes[1..]].concat(), WireError::OutOfRange);
    // A length beyond what may be: nothing is allocated for it.
    let huge = [&bytes[..81], &[0xff, 0xff, 0xff, 0xff, 0x7f], &bytes[83..]].concat();
    check(&huge, WireError::OutOfRange);
    let longer_number = [&bytes[..81], &[0xac, 0x82, 0x00], &bytes[83..]].concat();
    check(&longer_number, WireError::NotCanonical);
}

/// Sent and stored: neither a seal nor a part may change its bytes.
#[test]
fn the_format_of_version_one_stays() {
    let (seal, parts) = sealed(&bytes(1_000), 42);
    assert_eq!((seal.encode().len(), parts[0].len()), (115, 1_096));
    let begins = |bytes: &[u8]| part_id(bytes)[..8].to_vec();
    assert_eq!(
        (begins(&seal.encode()), begins(&parts[0])),
        (vec![236, 194, 7, 113, 220, 116, 238, 192], vec![114, 100, 250, 220, 52, 152, 181, 253])
    );
}
