//! What can somebody do who alters a lock before its person types the passphrase? Case 10 of the list in
//! `sync/tests/hostile.rs`: the cost of a lock lowered, in a slot of a vault or in a backup.
//!
//! Two things stand against it. Below the floor nothing is derived, and no key is tried. Above the floor the parameters
//! are part of what the seal of the lock is bound to: the key that comes of other ones opens nothing, and neither does the
//! key that the true ones gave. Checksums are made to fit, for they protect from accidents alone.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use vault::backup::Inspector;
use vault::{
    BackupError, BackupHeader, Entry, Kdf, KdfError, KdfParams, Key, Known, Lock, Locked, MemoryBlocks, NewVault,
    PASSPHRASE, Rng, Save, Secret, Store, UnlockError, Vault, VaultError, derive, run_ready as run,
};

const NOW: u64 = 1_763_781_000_000;
const SALT: [u8; 16] = [2; 16];
const TYPED: &str = "柳溪 四月 石桥 麦田";

struct Counter(u8);

impl Rng for Counter {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0;
            self.0 = self.0.wrapping_mul(5).wrapping_add(3);
        }
    }
}

/// What a lock may be turned into: how, and what says no when the passphrase is typed. `None`: another key comes of it.
const ALTERED: [(Kdf, Option<KdfError>); 7] = [
    (Kdf::Argon2id(KdfParams::new(1 << 10, 3, 1)), Some(KdfError::WeakLock)),
    (Kdf::Argon2id(KdfParams::new(64 << 10, 1, 1)), Some(KdfError::WeakLock)),
    (Kdf::Argon2id(KdfParams::new(4 << 20, 3, 1)), Some(KdfError::CostlyLock)),
    (Kdf::Argon2id(KdfParams::FLOOR), None),
    (Kdf::Pbkdf2 { rounds: 1 }, Some(KdfError::WeakLock)),
    (Kdf::Pbkdf2 { rounds: 600_000 }, None),
    (Kdf::Card, Some(KdfError::NoPassphrase)),
];

/// A vault with one save, and the key of its passphrase.
fn vault() -> (MemoryBlocks, Vault<MemoryBlocks>, Secret) {
    let kdf = Kdf::Argon2id(KdfParams::DEFAULT);
    let kek = derive(TYPED, &SALT, &kdf).unwrap();
    let (blocks, locks) = (MemoryBlocks::new(), [Lock::passphrase(kdf, SALT, kek.clone())]);
    let new = NewVault { locks: &locks, now_ms: NOW, items: &[] };
    let mut vault = run(Vault::create(blocks.clone(), Box::new(Counter(1)), &new)).unwrap();
    run(vault.save(&Save { entries: &[entry()], ..Save::default() })).unwrap();
    (blocks, vault, kek)
}

fn entry() -> Entry {
    Entry { compartment: 1, dseq: 1, bytes: b"an envelope".to_vec() }
}

/// Kind and parameters as they stand in bytes.
fn turned_into(kdf: Kdf, place: &mut [u8]) {
    let numbers = match kdf {
        Kdf::Argon2id(KdfParams { memory_kib, passes, lanes }) => [memory_kib, passes, lanes],
        Kdf::Pbkdf2 { rounds } => [0, rounds, 0],
        Kdf::Card => [0; 3],
    };
    place[0] = kdf.number();
    place[1..].chunks_exact_mut(4).zip(numbers).for_each(|(at, number)| at.copy_from_slice(&number.to_le_bytes()));
}

/// Makes the checksum at the end fit again.
fn summed(record: &mut [u8]) {
    let (body, sum) = record.split_last_chunk_mut::<8>().unwrap();
    sum.copy_from_slice(&blake3::hash(body).as_bytes()[..8]);
}

#[test]
fn case_10_the_lock_of_a_vault_lowered() {
    let (blocks, _, kek) = vault();
    let slot = Key::new([3, PASSPHRASE]);
    for (at, (kdf, expected)) in (1..).zip(ALTERED) {
        let altered = blocks.image();
        // Version, number of the slot, then its kind.
        let alter = |record: &mut Vec<u8>| {
            turned_into(kdf, &mut record[2..15]);
            summed(record);
        };
        assert!(altered.tamper(Store::Meta, &slot, alter));
        let locked = run(Locked::open(altered)).unwrap().unwrap();
        let shown = locked.slots()[0];
        assert_eq!((shown.kdf, locked.damaged().len()), (kdf, 0), "the one who altered it left no trace");
        let derived = derive(TYPED, &shown.salt, &shown.kdf);
        assert_eq!(derived.as_ref().err(), expected.as_ref(), "{kdf:?}");
        // Neither what comes of it nor the true key opens it.
        for key in derived.ok().iter().chain([&kek]) {
            let later = NOW + at * 1_000_000;
            let wait = run(locked.wait_ms(PASSPHRASE, later)).unwrap();
            let tried = run(locked.unlock(PASSPHRASE, key, later + u64::from(wait))).unwrap_err();
            match kdf.check() {
                Err(why) => assert_eq!(tried, UnlockError::Vault(VaultError::Kdf(why)), "{kdf:?}"),
                Ok(()) => assert!(matches!(tried, UnlockError::Wrong { .. }), "{kdf:?}: {tried:?}"),
            }
        }
    }
    // As it was, it opens, and nothing is lost.
    let locked = run(Locked::open(blocks)).unwrap().unwrap();
    let master = run(locked.unlock(PASSPHRASE, &kek, NOW)).unwrap();
    let mut vault = locked.into_vault(master, Box::new(Counter(1)));
    assert_eq!(run(vault.load()).unwrap().entries, [entry()]);
}

#[test]
fn case_10_the_lock_of_a_backup_lowered() {
    let (_, mut vault, kek) = vault();
    let file = run(run(vault.backup("办公室", NOW)).unwrap().collect(&mut vault)).unwrap();
    let length = BackupHeader::read(&file).unwrap().length();
    let inspect = |file: &[u8], key: &Secret| {
        let header = BackupHeader::read(file)?;
        let mut inspector = Inspector::new(&header, PASSPHRASE, key, Known::default())?;
        inspector.push(&file[length..])?;
        inspector.finish()
    };
    for (kdf, expected) in ALTERED {
        let mut altered = file.clone();
        // Magic, version, suite, id, how many; then the number of the first slot, and its kind.
        turned_into(kdf, &mut altered[25..38]);
        summed(&mut altered[..length]);
        let shown = BackupHeader::read(&altered).unwrap().slots()[0];
        assert_eq!(shown.kdf, kdf);
        let derived = derive(TYPED, &shown.salt, &shown.kdf);
        assert_eq!(derived.as_ref().err(), expected.as_ref(), "{kdf:?}");
        for key in derived.ok().iter().chain([&kek]) {
            let refused = kdf.check().map_or_else(BackupError::Kdf, |()| BackupError::WrongKey);
            assert_eq!(inspect(&altered, key).err(), Some(refused), "{kdf:?}");
        }
    }
    assert_eq!(inspect(&file, &kek).unwrap().info.label, "办公室");
}
