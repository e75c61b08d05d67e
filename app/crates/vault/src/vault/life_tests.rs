//! What does a vault do when nothing goes wrong, and when people do?

use super::*;
use crate::memory::MemoryBlocks;
use crate::ready::run_ready as run;
use crate::recovery::RecoveryCard;
use crate::secret::Secret;
use crate::slot::{CARD, Lock, PASSPHRASE};
use crate::testing::{NOW, TestRng, create, dseqs, entry, lock, own, reopen, save};
use crate::{Entry, Kdf, KdfError, KdfParams, Lane};

#[test]
fn what_was_saved_is_there_after_reopening() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 1).unwrap();
    save(&mut vault, 2, 9).unwrap();
    save(&mut vault, 10, 10).unwrap();
    let id = vault.id();
    drop(vault);

    let mut vault = reopen(blocks, &[lock(1)]);
    let loaded = run(vault.load()).unwrap();
    assert_eq!(vault.id(), id);
    assert_eq!(loaded.entries, (1..=10).map(entry).collect::<Vec<_>>());
    assert_eq!((loaded.own, loaded.damaged, loaded.snapshot), (own(10), vec![], None));
}

#[test]
fn a_large_import_is_one_transaction_of_small_blocks() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    let entries: Vec<Entry> = (1..=10u32)
        .map(|dseq| {
            let mut bytes = vec![0; 300_000];
            TestRng::new(u64::from(dseq)).fill(&mut bytes);
            Entry { compartment: 1, dseq, bytes }
        })
        .collect();
    blocks.set_fault(crate::Fault::None);
    let import = Save { entries: &entries, own: own(10), ..Save::default() };
    run(vault.save(&import)).unwrap();
    assert_eq!(blocks.commits(), 1);
    let largest = blocks.dump().iter().map(|(_, _, value)| value.len()).max();
    assert!(largest.is_some_and(|size| size <= (1 << 20) + 4096));
    let loaded = run(reopen(blocks, &[lock(1)]).load()).unwrap();
    assert_eq!(loaded.entries, entries);
}

#[test]
fn a_snapshot_shortens_loading_and_changes_nothing() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 5).unwrap();
    let shards = vec![vec![1; 2_100_000], vec![], vec![2; 10]];
    let written = run(vault.write_snapshot(&shards, vault.mark())).unwrap();
    assert!(written.cleaned);
    save(&mut vault, 6, 8).unwrap();

    let mut vault = reopen(blocks.clone(), &[lock(1)]);
    let loaded = run(vault.load()).unwrap();
    assert_eq!(loaded.snapshot, Some(shards.clone()));
    assert_eq!(dseqs(&loaded.entries), [6, 7, 8]);
    assert_eq!(loaded.mark.blocks_after(&loaded.snapshot_mark), 1);
    assert_eq!(dseqs(&run(vault.load_log()).unwrap().entries), (1..=8).collect::<Vec<_>>());

    run(vault.take_pen()).unwrap();
    let second = run(vault.write_snapshot(&shards[1..], vault.mark())).unwrap();
    assert_eq!(second.generation, written.generation + 1);
    let loaded = run(reopen(blocks.clone(), &[lock(1)]).load()).unwrap();
    assert_eq!(loaded.snapshot, Some(shards[1..].to_vec()));
    assert_eq!(dseqs(&loaded.entries), [0u32; 0]);

    run(vault.drop_snapshot()).unwrap();
    let loaded = run(reopen(blocks, &[lock(1)]).load()).unwrap();
    assert_eq!((loaded.snapshot, loaded.entries.len(), loaded.damaged), (None, 8, vec![]));
}

#[test]
fn received_envelopes_come_before_own_ones() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 2).unwrap();
    run(vault.absorb(Lane::Received, &[entry(50), entry(51)])).unwrap();
    save(&mut vault, 3, 3).unwrap();
    let loaded = run(reopen(blocks, &[lock(1)]).load()).unwrap();
    assert_eq!(dseqs(&loaded.entries), [50, 51, 1, 2, 3]);
    assert_eq!(loaded.own, own(3));
}

#[test]
fn a_changed_passphrase_rewrites_one_record() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 3).unwrap();
    let before = blocks.dump();
    run(vault.set_lock(&lock(2))).unwrap();
    let after = blocks.dump();
    let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
    assert_eq!((before.len(), changed), (after.len(), 1));
    let locked = run(Locked::open(blocks.clone())).unwrap().unwrap();
    let wrong = run(locked.unlock(PASSPHRASE, &lock(1).kek, NOW));
    assert!(matches!(wrong, Err(UnlockError::Wrong { .. })));
    assert_eq!(run(reopen(blocks, &[lock(2)]).load()).unwrap().entries.len(), 3);
}

#[test]
fn a_recovery_card_opens_what_a_passphrase_locked() {
    let blocks = MemoryBlocks::new();
    let card = RecoveryCard::new(&mut TestRng::new(9));
    let locks = [lock(1), Lock::card(&card, [8; 16])];
    let new = NewVault { locks: &locks, now_ms: NOW, items: &[] };
    let mut vault = run(Vault::create(blocks.clone(), TestRng::boxed(1), &new)).unwrap();
    save(&mut vault, 1, 1).unwrap();

    let locked = run(Locked::open(blocks)).unwrap().unwrap();
    assert_eq!(locked.slots().len(), 2);
    let read = RecoveryCard::parse(&card.text()).unwrap();
    let salt = locked.slots()[1].salt;
    let key = run(locked.unlock(CARD, &read.kek(&salt), NOW)).unwrap();
    let mut vault = locked.into_vault(key, TestRng::boxed(2));
    assert_eq!(run(vault.load()).unwrap().entries.len(), 1);
    run(vault.take_pen()).unwrap();
    run(vault.set_lock(&lock(5))).unwrap();
    assert_eq!(run(vault.remove_lock(PASSPHRASE)), Ok(()));
    assert_eq!(run(vault.remove_lock(CARD)), Err(VaultError::LastLock));
}

#[test]
fn wrong_tries_wait_and_never_lock_out() {
    let blocks = MemoryBlocks::new();
    drop(create(&blocks, 1));
    let try_ = |key: u8, now_ms: u64| {
        let locked = run(Locked::open(blocks.clone())).unwrap().unwrap();
        run(locked.unlock(PASSPHRASE, &Secret::new([key; 32]), now_ms)).map(drop)
    };
    let wrong = |wait_ms| Err(UnlockError::Wrong { wait_ms, kept: true });
    assert_eq!(try_(9, NOW), wrong(1_000));
    assert_eq!(try_(1, NOW + 400), Err(UnlockError::Wait { ms: 600 }));
    assert_eq!(try_(9, NOW + 1_000), wrong(2_000));
    let mut now = NOW + 3_000;
    for _ in 0..20 {
        assert!(matches!(try_(9, now), Err(UnlockError::Wrong { .. })));
        now += 60_000;
    }
    assert_eq!(try_(1, now), Ok(()));
    assert_eq!(try_(9, now), wrong(1_000));
}

#[test]
fn a_weak_lock_is_refused_when_set_and_when_read() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    let weak = Lock { kdf: Kdf::Argon2id(KdfParams::new(1024, 1, 1)), ..lock(1) };
    let refused = Err(VaultError::Kdf(KdfError::WeakLock));
    assert_eq!(run(vault.set_lock(&weak)), refused);
    let slot = crate::slot::Slot::new(&vault.id(), &weak, &Secret::new([0; 32]), &mut TestRng::new(1));
    blocks.plant(Store::Meta, &layout::slot(PASSPHRASE), Some(slot.encode()));
    let locked = run(Locked::open(blocks)).unwrap().unwrap();
    assert_eq!(
        run(locked.unlock(PASSPHRASE, &weak.kek, NOW)).err(),
        Some(UnlockError::Vault(VaultError::Kdf(KdfError::WeakLock)))
    );
}

#[test]
fn a_newer_vault_is_left_alone() {
    let blocks = MemoryBlocks::new();
    drop(create(&blocks, 1));
    blocks.tamper(Store::Meta, &layout::format(), |record| record[4] = 200);
    let before = blocks.dump();
    assert_eq!(run(Locked::open(blocks.clone())).err(), Some(VaultError::Newer { schema: 200 }));
    let new = NewVault { locks: &[lock(1)], now_ms: NOW, items: &[] };
    let created = run(Vault::create(blocks.clone(), TestRng::boxed(2), &new));
    assert_eq!(created.err(), Some(VaultError::Exists));
    assert_eq!(blocks.dump(), before);
}

#[test]
fn a_window_that_lost_the_pen_cannot_write() {
    let blocks = MemoryBlocks::new();
    let mut first = create(&blocks, 1);
    save(&mut first, 1, 1).unwrap();
    let mut second = reopen(blocks.clone(), &[lock(1)]);
    run(second.load()).unwrap();
    assert_eq!(save(&mut second, 2, 2), Err(VaultError::ReadOnly));
    save(&mut first, 2, 2).unwrap();

    let tail = run(second.take_pen()).unwrap();
    assert_eq!((dseqs(&tail.entries), tail.own), (vec![2], own(2)));
    let before = blocks.dump();
    assert_eq!(save(&mut first, 3, 3), Err(VaultError::Fenced));
    assert!(!first.holds_pen());
    assert_eq!(blocks.dump(), before);
    save(&mut second, 3, 4).unwrap();
    assert_eq!(dseqs(&run(first.tail()).unwrap().entries), [3, 4]);
    assert_eq!(run(first.take_pen()).unwrap().own, own(4));
    save(&mut first, 5, 5).unwrap();
    assert_eq!(run(reopen(blocks, &[lock(1)]).load()).unwrap().entries.len(), 5);
}

#[test]
fn a_draft_goes_with_the_save_that_makes_it_obsolete() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    let draft = |form: &str, at_ms| Draft { form: form.into(), at_ms, content: "家访记录：".into() };
    for (form, at_ms) in [("visit/7", 1), ("visit/8", 3), ("visit/7", 5)] {
        run(vault.keep_draft(&draft(form, at_ms))).unwrap();
    }
    let both = vec![draft("visit/7", 5), draft("visit/8", 3)];
    assert_eq!(run(vault.drafts()), Ok((both, vec![])));
    let entries = [entry(1)];
    let visit = Save { entries: &entries, own: own(1), drafts: &["visit/7"], items: &[(4, b"setting")] };
    run(vault.save(&visit)).unwrap();
    let vault = reopen(blocks, &[lock(1)]);
    assert_eq!(run(vault.draft("visit/7")), Ok(None));
    assert_eq!(run(vault.draft("visit/8")), Ok(Some(draft("visit/8", 3))));
    assert_eq!(run(vault.item(4)), Ok(Some(b"setting".to_vec())));
}

#[test]
fn attachments_come_back_whole() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    for (id, size) in [(1u8, 0), (2, 1), (3, 1 << 20), (4, (1 << 20) + 1), (5, 2_500_000)] {
        let bytes = vec![id; size];
        run(vault.put_blob([id; 16], &bytes)).unwrap();
        assert_eq!(run(vault.get_blob([id; 16])), Ok(bytes));
    }
    assert_eq!(run(vault.blobs()).unwrap().len(), 5);
    run(vault.put_blob([5; 16], b"shorter")).unwrap();
    assert_eq!(run(vault.get_blob([5; 16])), Ok(b"shorter".to_vec()));
    run(vault.drop_blob([5; 16])).unwrap();
    assert_eq!(run(vault.get_blob([5; 16])), Err(BlobError::Missing));
}

/// Incident 9: a photo that does not fit takes nothing with it, and the space left is told.
#[test]
fn incident_9_text_is_saved_and_the_photo_refused() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 1).unwrap();
    let used = run(vault.usage()).unwrap().used;
    blocks.set_quota(Some(used + 50_000));
    let before = blocks.dump();
    let refused = run(vault.put_blob([1; 16], &vec![7; 200_000]));
    assert!(matches!(refused, Err(VaultError::Full { free: Some(50_000), asked }) if asked > 200_000), "{refused:?}");
    assert_eq!(blocks.dump(), before);
    save(&mut vault, 2, 2).unwrap();
    let snapshot = run(vault.write_snapshot(&[vec![1; 40_000], TestRng::noise(90_000)], vault.mark()));
    assert!(matches!(snapshot, Err(VaultError::Full { .. })));
    save(&mut vault, 3, 3).unwrap();
    let loaded = run(reopen(blocks, &[lock(1)]).load()).unwrap();
    assert_eq!((dseqs(&loaded.entries), loaded.damaged), (vec![1, 2, 3], vec![]));
}

#[test]
fn the_access_log_keeps_its_order() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    for n in 1..=3 {
        assert_eq!(run(vault.log_access(format!("reveal {n}").as_bytes())), Ok(n));
    }
    let (entries, damaged) = run(reopen(blocks, &[lock(1)]).access_log()).unwrap();
    let contents: Vec<_> = entries.iter().map(|entry| entry.content.as_slice()).collect();
    assert_eq!(contents, [b"reveal 1", b"reveal 2", b"reveal 3"]);
    assert_eq!(damaged, []);
}

#[test]
fn a_trial_is_carried_over_with_everything_in_it() {
    let trial_blocks = MemoryBlocks::new();
    let mut trial = create(&trial_blocks, 1);
    save(&mut trial, 1, 4).unwrap();
    run(trial.absorb(Lane::Received, &[entry(90)])).unwrap();
    run(trial.put_item(7, b"secret of the ledger")).unwrap();
    run(trial.put_blob([6; 16], b"photo")).unwrap();
    run(trial.log_access(b"opened")).unwrap();
    let draft = Draft { form: "visit/1".into(), at_ms: 5, content: b"half".to_vec() };
    run(trial.keep_draft(&draft)).unwrap();

    let blocks = MemoryBlocks::new();
    let new = NewVault { locks: &[lock(4)], now_ms: NOW, items: &[] };
    let kept = run(trial.carry_to(blocks.clone(), TestRng::boxed(3), &new)).unwrap();
    assert!(kept.holds_pen());
    assert_ne!(kept.id(), trial.id());
    let mut vault = reopen(blocks, &[lock(4)]);
    let loaded = run(vault.load()).unwrap();
    assert_eq!((dseqs(&loaded.entries), loaded.own), (vec![90, 1, 2, 3, 4], own(4)));
    assert_eq!(run(vault.item(7)), Ok(Some(b"secret of the ledger".to_vec())));
    assert_eq!(run(vault.get_blob([6; 16])), Ok(b"photo".to_vec()));
    assert_eq!(run(vault.draft("visit/1")), Ok(Some(draft)));
    assert_eq!(run(vault.access_log()).unwrap().0.len(), 1);
}

/// Secrecy: nothing a person typed can be found in any stored byte, keys of records included.
#[test]
fn no_stored_byte_says_anything() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    let canary = "田小禾99052620150101001X柳溪村";
    let entries = [Entry { compartment: 1, dseq: 1, bytes: canary.repeat(200).into_bytes() }];
    let spread = Save { entries: &entries, own: own(1), items: &[(1, canary.as_bytes())], drafts: &[] };
    run(vault.save(&spread)).unwrap();
    run(vault.put_blob([1; 16], canary.as_bytes())).unwrap();
    run(vault.log_access(canary.as_bytes())).unwrap();
    run(vault.write_snapshot(&[canary.repeat(50).into_bytes()], vault.mark())).unwrap();
    let draft = Draft { form: canary.into(), at_ms: 1, content: canary.into() };
    run(vault.keep_draft(&draft)).unwrap();
    let needles: Vec<Vec<u8>> = ["田小禾", "990526", "柳溪"]
        .iter()
        .flat_map(|word| {
            let utf16 = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [word.as_bytes().to_vec(), utf16]
        })
        .collect();
    for (store, key, value) in blocks.dump() {
        for needle in &needles {
            let seen = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
            assert!(!seen(&value) && !seen(key.as_bytes()), "{}/{key}", store.name());
        }
    }
}
