//! Does this build still read what earlier builds wrote? One stored vault and one backup of each released layout.
//!
//! The files are never written again. A new layout adds new files and a line to each list; the writer at the end shows
//! how: `VAULT_GOLDEN=folder cargo test -p vault --test golden`.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use std::path::Path;

use vault::backup::{Inspector, Restorer};
use vault::{
    BackupHeader, Draft, Entry, Kdf, KdfParams, Key, Known, Lane, Lock, Locked, MemoryBlocks, NewVault, Own,
    RecoveryCard, Rng, Save, Secret, Store, Vault, run_ready as run,
};

const VAULTS: [(&str, &[u8]); 1] = [("schema 100", include_bytes!("golden/vault-100.bin"))];
const BACKUPS: [(&str, &[u8]); 1] = [("SXB1 version 1", include_bytes!("golden/backup-1.sxb"))];
const NOW: u64 = 1_763_781_000_000;

struct Counter(u8);

impl Rng for Counter {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0;
            self.0 = self.0.wrapping_mul(5).wrapping_add(3);
        }
    }
}

fn rng() -> Box<dyn Rng> {
    Box::new(Counter(1))
}

fn lock() -> Lock {
    Lock::passphrase(Kdf::Argon2id(KdfParams::DEFAULT), [2; 16], Secret::new([3; 32]))
}

fn card() -> RecoveryCard {
    RecoveryCard::new(&mut Counter(9))
}

fn entry(dseq: u32) -> Entry {
    Entry { compartment: 1 + (dseq / 3) as u16, dseq, bytes: format!("envelope {dseq} ").repeat(80).into_bytes() }
}

fn own() -> Own {
    let mut own = Own::default();
    own.agent.0 = [4; 16];
    own.chain.dseq = 5;
    own.chain.hash.0 = [6; 32];
    own
}

fn draft() -> Draft {
    Draft { form: "visit/1".into(), at_ms: NOW, content: b"half".to_vec() }
}

/// Everything but the snapshot, which a restored vault does not have.
fn check(name: &str, vault: &mut Vault<MemoryBlocks>) {
    let loaded = run(vault.load_log()).unwrap();
    let expected: Vec<Entry> = [7, 1, 2, 3, 4, 5].into_iter().map(entry).collect();
    assert_eq!(loaded.entries, expected, "{name}");
    assert_eq!(loaded.damaged, [], "{name}");
    assert_eq!(run(vault.item(1)), Ok(Some(b"item".to_vec())), "{name}");
    assert_eq!(run(vault.get_blob([8; 16])), Ok(b"photo".to_vec()), "{name}");
    assert_eq!(run(vault.draft("visit/1")), Ok(Some(draft())), "{name}");
    let (log, damaged) = run(vault.access_log()).unwrap();
    assert_eq!((log.len(), damaged.len()), (2, 0), "{name}");
}

#[test]
fn stored_vaults_of_every_release_open() {
    for (name, bytes) in VAULTS {
        let locked = run(Locked::open(parse(bytes))).unwrap().unwrap();
        for slot in locked.slots() {
            let kek = match slot.kdf {
                Kdf::Card => card().kek(&slot.salt),
                _ => lock().kek,
            };
            run(locked.unlock(slot.slot, &kek, NOW)).unwrap();
        }
        let key = run(locked.unlock(lock().slot, &lock().kek, NOW)).unwrap();
        let mut vault = locked.into_vault(key, rng());
        let loaded = run(vault.load()).unwrap();
        assert_eq!(loaded.snapshot, Some(vec![b"state ".repeat(300)]), "{name}");
        assert_eq!((loaded.entries, loaded.own), (vec![entry(5)], own()), "{name}");
        check(name, &mut vault);
    }
}

#[test]
fn backups_of_every_release_restore() {
    for (name, file) in BACKUPS {
        let header = BackupHeader::read(file).unwrap();
        let (slot, kek) = (lock().slot, lock().kek);
        let mut inspector = Inspector::new(&header, slot, &kek, Known::default()).unwrap();
        inspector.push(&file[header.length()..]).unwrap();
        let inspected = inspector.finish().unwrap();
        assert_eq!(inspected.info.label, "办公室", "{name}");
        let disk = (MemoryBlocks::new(), rng());
        let mut restorer = run(Restorer::begin((&header, slot, &kek), &inspected, disk, &[])).unwrap();
        run(restorer.push(&file[header.length()..])).unwrap();
        let new = NewVault { locks: &[lock()], now_ms: NOW, items: &[] };
        check(name, &mut run(restorer.finish(&new, Own::default())).unwrap());
    }
}

/// Store, length of the key, key, length of the value, value; and so on.
fn parse(mut bytes: &[u8]) -> MemoryBlocks {
    let mut take = |count: usize| {
        let (taken, rest) = bytes.split_at_checked(count)?;
        bytes = rest;
        Some(taken.to_vec())
    };
    let records = std::iter::from_fn(|| {
        let number = *take(1)?.first()?;
        let store = Store::ALL.into_iter().find(|store| store.number() == number)?;
        let mut field = || {
            let length = u32::from_le_bytes(take(4)?.try_into().ok()?);
            take(length as usize)
        };
        Some((store, Key::new(field()?), field()?))
    });
    MemoryBlocks::from_dump(records.collect::<Vec<_>>())
}

#[test]
fn the_writer_of_golden_files_still_writes_what_is_read() {
    let blocks = MemoryBlocks::new();
    let locks = [lock(), Lock::card(&card(), [7; 16])];
    let new = NewVault { locks: &locks, now_ms: NOW, items: &[] };
    let mut vault = run(Vault::create(blocks.clone(), rng(), &new)).unwrap();
    let entries: Vec<Entry> = (1..=4).map(entry).collect();
    let first = Save { entries: &entries, own: own(), items: &[(1, b"item")], drafts: &[] };
    run(vault.save(&first)).unwrap();
    run(vault.absorb(Lane::Received, &[entry(7)])).unwrap();
    run(vault.write_snapshot(&[b"state ".repeat(300)], vault.mark())).unwrap();
    let second = Save { entries: &[entry(5)], own: own(), ..Save::default() };
    run(vault.save(&second)).unwrap();
    run(vault.put_blob([8; 16], b"photo")).unwrap();
    run(vault.log_access(b"one")).unwrap();
    run(vault.log_access(b"two")).unwrap();
    run(vault.keep_draft(&draft())).unwrap();
    check("written now", &mut vault);
    let backup = run(run(vault.backup("办公室", NOW)).unwrap().collect(&mut vault)).unwrap();

    let mut dump = Vec::new();
    for (store, key, value) in blocks.dump() {
        dump.push(store.number());
        for field in [key.as_bytes(), &value] {
            dump.extend_from_slice(&(field.len() as u32).to_le_bytes());
            dump.extend_from_slice(field);
        }
    }
    assert_eq!(parse(&dump).dump(), blocks.dump());
    if let Ok(folder) = std::env::var("VAULT_GOLDEN") {
        let folder = Path::new(&folder);
        std::fs::write(folder.join("vault-new.bin"), dump).unwrap();
        std::fs::write(folder.join("backup-new.sxb"), backup).unwrap();
    }
}
