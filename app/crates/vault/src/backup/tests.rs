//! Is every kind of damage found and named, and does a restore bring everything or nothing?

use super::*;
use crate::blocks::Blocks;
use crate::memory::{Fault, MemoryBlocks};
use crate::ready::run_ready as run;
use crate::recovery::RecoveryCard;
use crate::secret::Secret;
use crate::slot::{CARD, Lock, PASSPHRASE};
use crate::testing::{NOW, TestRng, create, dseqs, entry, lock, own, reopen, save};
use crate::vault::{Draft, Known, NewVault, Save, Vault};
use crate::{Entry, Lane, Locked, Own, Store};

const AGENT_KEY: u32 = 1;
const SPACE_KEY: u32 = 2;

/// A vault with something of everything, large enough for several chunks.
fn source() -> (MemoryBlocks, Vault<MemoryBlocks>) {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 3).unwrap();
    let large: Vec<Entry> =
        (4..=8).map(|dseq| Entry { compartment: 2, dseq, bytes: TestRng::noise(3_000 + dseq as usize) }).collect();
    let import =
        Save { entries: &large, own: own(8), items: &[(AGENT_KEY, b"agent"), (SPACE_KEY, b"space")], drafts: &[] };
    run(vault.save(&import)).unwrap();
    run(vault.absorb(Lane::Received, &[entry(70), entry(71)])).unwrap();
    run(vault.put_blob([5; 16], &TestRng::noise(20_000))).unwrap();
    run(vault.put_blob([6; 16], b"")).unwrap();
    run(vault.put_blob([7; 16], &TestRng::noise(30_000))).unwrap();
    run(vault.log_access(b"revealed")).unwrap();
    let draft = Draft { form: "visit".into(), at_ms: 9, content: b"half".to_vec() };
    run(vault.keep_draft(&draft)).unwrap();
    (blocks, vault)
}

fn backup_of(vault: &mut Vault<MemoryBlocks>) -> Vec<u8> {
    let mut writer = run(vault.backup("办公室电脑", NOW)).unwrap();
    let file = run(writer.collect(vault)).unwrap();
    assert_eq!(writer.damaged(), []);
    let header = BackupHeader::read(&file).unwrap();
    let mut inspector = writer.inspector();
    inspector.push(&file[header.length()..]).unwrap();
    assert_eq!(inspector.finish().unwrap().counts, writer.counts());
    file
}

fn inspect(file: &[u8], slot: u8, kek: &Secret, known: Known) -> Result<Inspection, BackupError> {
    let header = BackupHeader::read(&file[..file.len().min(HEADER_MAX)])?;
    let mut inspector = Inspector::new(&header, slot, kek, known)?;
    for piece in file[header.length()..].chunks(777) {
        inspector.push(piece)?;
    }
    inspector.finish()
}

fn look(file: &[u8]) -> Result<Inspection, BackupError> {
    inspect(file, PASSPHRASE, &lock(1).kek, Known::default())
}

fn restore(file: &[u8], inspected: &Inspection, blocks: &MemoryBlocks) -> Result<Vault<MemoryBlocks>, BackupError> {
    let header = BackupHeader::read(file)?;
    let kek = lock(1).kek;
    let disk = (blocks.clone(), TestRng::boxed(21));
    let mut restorer = run(Restorer::begin((&header, PASSPHRASE, &kek), inspected, disk, &[AGENT_KEY]))?;
    for piece in file[header.length()..].chunks(1_000) {
        run(restorer.push(piece))?;
    }
    let new = NewVault { locks: &[lock(4)], now_ms: NOW, items: &[] };
    run(restorer.finish(&new, Own::default()))
}

#[test]
fn a_backup_restores_everything_as_somebody_new() {
    let (_, mut vault) = source();
    let file = backup_of(&mut vault);
    let inspected = look(&file).unwrap();
    assert_eq!(inspected.info.label, "办公室电脑");
    assert_eq!((inspected.info.at_ms, inspected.info.own), (NOW, own(8)));
    let counts = Counts { envelopes: 10, blobs: 3, items: 2, accesses: 1, drafts: 1 };
    assert_eq!((inspected.counts, inspected.new), (counts, 10));

    let blocks = MemoryBlocks::new();
    let restored = restore(&file, &inspected, &blocks).unwrap();
    assert_ne!(restored.id(), vault.id());
    drop(restored);
    let mut restored = reopen(blocks, &[lock(4)]);
    let (found, original) = (run(restored.load()).unwrap(), run(vault.load()).unwrap());
    assert_eq!(found.entries, original.entries);
    assert_eq!((found.own, found.damaged), (Own::default(), vec![]));
    assert_eq!(run(restored.item(AGENT_KEY)), Ok(None));
    assert_eq!(run(restored.item(SPACE_KEY)), Ok(Some(b"space".to_vec())));
    assert_eq!(run(restored.get_blob([5; 16])), run(vault.get_blob([5; 16])));
    assert_eq!(run(restored.get_blob([6; 16])), Ok(vec![]));
    assert_eq!(run(restored.draft("visit")), run(vault.draft("visit")));
    assert_eq!(run(restored.access_log()), run(vault.access_log()));
}

#[test]
fn every_lock_of_the_vault_opens_its_backup_and_no_other() {
    let blocks = MemoryBlocks::new();
    let card = RecoveryCard::new(&mut TestRng::new(5));
    let locks = [lock(1), Lock::card(&card, [3; 16])];
    let new = NewVault { locks: &locks, now_ms: NOW, items: &[] };
    let mut vault = run(Vault::create(blocks, TestRng::boxed(1), &new)).unwrap();
    save(&mut vault, 1, 1).unwrap();
    let file = run(run(vault.backup("", NOW)).unwrap().collect(&mut vault)).unwrap();
    let header = BackupHeader::read(&file).unwrap();
    assert_eq!(header.slots(), [locks[0].view(), locks[1].view()]);
    let salt = header.slots()[1].salt;
    let words = RecoveryCard::parse(&card.text()).unwrap();
    assert!(inspect(&file, CARD, &words.kek(&salt), Known::default()).is_ok());
    let check = |slot, kek: &Secret, expected| {
        assert_eq!(inspect(&file, slot, kek, Known::default()).err(), Some(expected));
    };
    check(PASSPHRASE, &lock(2).kek, BackupError::WrongKey);
    check(CARD, &lock(1).kek, BackupError::WrongKey);
    check(9, &lock(1).kek, BackupError::NoSlot);

    // An old backup keeps its old lock; a new one has the new lock only.
    run(vault.set_lock(&lock(8))).unwrap();
    let later = run(run(vault.backup("", NOW)).unwrap().collect(&mut vault)).unwrap();
    assert!(look(&file).is_ok());
    assert_eq!(look(&later), Err(BackupError::WrongKey));
}

/// Where the chunks of a file begin, and where the trailer does.
fn borders(file: &[u8]) -> Vec<usize> {
    let mut at = BackupHeader::read(file).unwrap().length();
    let mut borders = vec![at];
    while file[at] == b'C' {
        let length = u32::from_le_bytes(file[at + 14..at + 18].try_into().unwrap());
        at += frame::HEAD + length as usize;
        borders.push(at);
    }
    borders
}

#[test]
fn every_kind_of_damage_has_its_name() {
    let (_, mut vault) = source();
    let file = backup_of(&mut vault);
    let borders = borders(&file);
    let (first, trailer) = (borders[0], *borders.last().unwrap());
    let last = borders.len() as u32 - 2;
    assert!(last >= 2, "several chunks");
    let check = |what: &str, file: &[u8], expected: BackupError| {
        assert_eq!(look(file), Err(expected), "{what}");
    };
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut file = file.clone();
        change(&mut file);
        file
    };

    check("empty", &[], BackupError::Truncated { whole: 0 });
    check("foreign", b"PK\x03\x04 something else", BackupError::NotABackup);
    check("newer", &with(&|file| file[4] = 2), BackupError::Newer { version: 2 });
    check("header", &with(&|file| file[30] ^= 4), BackupError::Header);
    for cut in [5, 20, first - 1] {
        check("cut in the header", &file[..cut], BackupError::Truncated { whole: 0 });
    }
    for (whole, border) in borders.iter().enumerate() {
        let whole = whole as u32;
        for cut in [*border, border + 1, border + 17] {
            check("cut", &file[..cut], BackupError::Truncated { whole });
        }
    }
    check("cut in the trailer", &file[..file.len() - 1], BackupError::Truncated { whole: last + 1 });
    for (chunk, border) in borders.iter().enumerate().take(last as usize + 1) {
        let chunk = chunk as u32;
        let end = borders[chunk as usize + 1];
        for byte in [0, 1, 2, 9, 14, 18, 25, 60, 90, end - border - 1] {
            let damaged = with(&|file| file[border + byte] ^= 0x10);
            check("flipped", &damaged, BackupError::Damaged { chunk });
        }
    }
    for byte in [0, 4, 10, 40, 71] {
        check("trailer", &with(&|file| file[trailer + byte] ^= 1), BackupError::Trailer);
    }
    check("more", &with(&|file| file.push(0)), BackupError::Trailing);

    let chunk = |at: usize| &file[borders[at]..borders[at + 1]];
    let exchanged = [&file[..first], chunk(1), chunk(0), &file[borders[2]..]].concat();
    check("exchanged", &exchanged, BackupError::Reordered { chunk: 0, found: 1 });
    let left_out = [&file[..borders[1]], &file[borders[2]..]].concat();
    check("left out", &left_out, BackupError::Reordered { chunk: 1, found: 2 });
    let repeated = [&file[..borders[1]], chunk(0), &file[borders[1]..]].concat();
    check("repeated", &repeated, BackupError::Reordered { chunk: 1, found: 0 });
    let early_end = [&file[..borders[1]], &file[trailer..]].concat();
    assert!(look(&early_end).is_err());

    let other = backup_of(&mut vault);
    let other_borders = self::borders(&other);
    let mixed = [&file[..borders[1]], &other[other_borders[1]..other_borders[2]], &file[borders[2]..]];
    check("mixed", &mixed.concat(), BackupError::Mixed { chunk: 1 });
    let other_end = [&file[..trailer], &other[*other_borders.last().unwrap()..]].concat();
    check("another trailer", &other_end, BackupError::Trailer);
}

#[test]
fn a_lowered_lock_is_refused_before_a_key_is_derived() {
    let (_, mut vault) = source();
    let file = backup_of(&mut vault);
    let mut weak = file.clone();
    // Memory of the first lock: from 64 MiB to 1 MiB, with a checksum that fits.
    weak[26..30].copy_from_slice(&1024u32.to_le_bytes());
    let length = BackupHeader::read(&file).unwrap().length();
    let sum = blake3::hash(&weak[..length - 8]);
    weak[length - 8..length].copy_from_slice(&sum.as_bytes()[..8]);
    assert_eq!(look(&weak), Err(BackupError::Kdf(crate::KdfError::WeakLock)));
}

#[test]
fn a_damaged_vault_still_gives_a_backup_of_the_rest() {
    let (blocks, mut vault) = source();
    let keys = run(blocks.keys(Store::Outbox, &crate::KeyRange::all())).unwrap();
    blocks.tamper(Store::Outbox, &keys[0], |value| value[80] ^= 1);
    let mut writer = run(vault.backup("", NOW)).unwrap();
    let file = run(writer.collect(&mut vault)).unwrap();
    assert_eq!(writer.damaged().len(), 1);
    assert_eq!(look(&file).unwrap().counts.envelopes, 7 + 1);
}

#[test]
fn restoring_beside_a_vault_brings_only_what_is_new() {
    let (_, mut vault) = source();
    let file = backup_of(&mut vault);
    let blocks = MemoryBlocks::new();
    let mut other = create(&blocks, 30);
    save(&mut other, 1, 2).unwrap();
    let known = run(other.known()).unwrap();
    let inspected = inspect(&file, PASSPHRASE, &lock(1).kek, known).unwrap();
    assert_eq!((inspected.counts.envelopes, inspected.new), (10, 8));

    let header = BackupHeader::read(&file).unwrap();
    let merge = |other: &mut Vault<MemoryBlocks>| {
        let kek = lock(1).kek;
        let mut merger = run(Merger::begin((&header, PASSPHRASE, &kek), &inspected, other)).unwrap();
        for piece in file[header.length()..].chunks(5_000) {
            run(merger.push(other, piece)).unwrap();
        }
        run(merger.finish(other)).unwrap()
    };
    let (merged, entries) = merge(&mut other);
    let expected = Merged { new: 8, known: 2, blobs: 3 };
    assert_eq!((merged, dseqs(&entries)), (expected, vec![70, 71, 3, 4, 5, 6, 7, 8]));
    let again = Merged { new: 0, known: 10, blobs: 0 };
    assert_eq!(merge(&mut other), (again, vec![]));
    let loaded = run(reopen(blocks, &[lock(1)]).load()).unwrap();
    assert_eq!(dseqs(&loaded.entries), [70, 71, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(loaded.own, own(2));
}

#[test]
fn only_the_inspected_file_is_restored_and_only_where_nothing_is() {
    let (_, mut vault) = source();
    let (file, other) = (backup_of(&mut vault), backup_of(&mut vault));
    let inspected = look(&file).unwrap();
    let blocks = MemoryBlocks::new();
    assert_eq!(restore(&other, &inspected, &blocks).err(), Some(BackupError::Changed));
    let cut = restore(&file[..file.len() - 5], &inspected, &blocks);
    assert!(matches!(cut.err(), Some(BackupError::Truncated { .. })));
    assert!(run(Locked::open(blocks.clone())).unwrap().is_none());
    restore(&file, &inspected, &blocks).unwrap();
    let before = blocks.dump();
    let again = restore(&file, &inspected, &blocks).err();
    assert_eq!(again, Some(BackupError::Vault(crate::VaultError::Exists)));
    assert_eq!(blocks.dump(), before);
}

/// Incident 8 for restoring: killed at any commit there is nothing or everything, and the next try works.
#[test]
fn incident_8_killed_while_restoring() {
    let (_, mut vault) = source();
    let file = backup_of(&mut vault);
    let inspected = look(&file).unwrap();
    let whole = MemoryBlocks::new();
    restore(&file, &inspected, &whole).unwrap();
    let commits = whole.commits();
    assert!(commits >= 3);
    for at in 0..commits {
        let fault = if at % 2 == 0 { Fault::KillBefore(at) } else { Fault::KillAfter(at) };
        let blocks = MemoryBlocks::new();
        blocks.set_fault(fault);
        assert!(restore(&file, &inspected, &blocks).is_err());
        let blocks = blocks.reopen();
        if run(Locked::open(blocks.clone())).unwrap().is_none() {
            restore(&file, &inspected, &blocks).unwrap();
        }
        let loaded = run(reopen(blocks, &[lock(4)]).load()).unwrap();
        assert_eq!((loaded.entries.len(), loaded.damaged), (10, vec![]), "{fault:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(150))]

    #[test]
    fn any_flipped_bit_or_cut_is_refused(
        place in proptest::prelude::any::<proptest::sample::Index>(),
        bit in 0u8..8,
    ) {
        let file = SMALL.with(Clone::clone);
        let at = place.index(file.len());
        let mut flipped = file.clone();
        flipped[at] ^= 1 << bit;
        proptest::prop_assert!(look(&flipped).is_err());
        proptest::prop_assert!(look(&file[..at]).is_err());
    }
}

thread_local! {
    static SMALL: Vec<u8> = {
        let mut vault = create(&MemoryBlocks::new(), 1);
        save(&mut vault, 1, 200).unwrap();
        run(vault.put_blob([1; 16], &TestRng::noise(20_000))).unwrap();
        run(run(vault.backup("", NOW)).unwrap().collect(&mut vault)).unwrap()
    };
}

#[test]
fn no_byte_of_a_backup_says_anything() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 9).unwrap();
    let file = run(run(vault.backup("柳溪村小学", NOW)).unwrap().collect(&mut vault)).unwrap();
    for word in ["柳溪村", "envelope", "child"] {
        let word = word.as_bytes();
        assert!(!file.windows(word.len()).any(|window| window == word));
    }
}
