//! What does a vault notice when somebody, or a failing disk, alters what is stored?

use super::*;
use crate::memory::MemoryBlocks;
use crate::ready::run_ready as run;
use crate::store::KeyRange;
use crate::testing::{TestRng, create, dseqs, entry, lock, reopen, save};
use crate::{Fault, Lane};

/// A vault with something in every store.
fn full() -> MemoryBlocks {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 1).unwrap();
    save(&mut vault, 2, 4).unwrap();
    run(vault.absorb(Lane::Received, &[entry(50)])).unwrap();
    run(vault.write_snapshot(&[vec![1; 900], vec![2; 700]], vault.mark())).unwrap();
    save(&mut vault, 5, 5).unwrap();
    run(vault.put_item(3, b"item")).unwrap();
    run(vault.put_blob([9; 16], &[4; 300])).unwrap();
    run(vault.log_access(b"one")).unwrap();
    run(vault.log_access(b"two")).unwrap();
    let draft = Draft { form: "f".into(), at_ms: 1, content: b"typed".to_vec() };
    run(vault.keep_draft(&draft)).unwrap();
    blocks
}

/// Everything a vault gives out, and the places it complains about.
fn read_all(blocks: &MemoryBlocks) -> (Vec<String>, Vec<String>) {
    let mut said = Vec::new();
    let mut complaints = Vec::new();
    let locked = match run(Locked::open(blocks.clone())) {
        Ok(Some(locked)) => locked,
        Ok(None) => return (said, vec!["no vault".into()]),
        Err(error) => return (said, vec![error.to_string()]),
    };
    complaints.extend(locked.damaged().iter().map(Damage::to_string));
    let key = match run(locked.unlock(1, &lock(1).kek, crate::testing::NOW)) {
        Ok(key) => key,
        Err(error) => {
            complaints.push(error.to_string());
            return (said, complaints);
        }
    };
    let mut vault = locked.into_vault(key, TestRng::boxed(5));
    for loaded in [run(vault.load()), run(vault.load_log())] {
        let loaded = loaded.unwrap();
        said.extend(loaded.entries.iter().map(|entry| format!("{entry:?}")));
        said.push(format!("{:?} {:?}", loaded.snapshot, loaded.own));
        complaints.extend(loaded.damaged.iter().map(Damage::to_string));
    }
    let mut hear = |what: Result<String, String>| match what {
        Ok(what) => said.push(what),
        Err(why) => complaints.push(why),
    };
    hear(run(vault.item(3)).map(|item| format!("{item:?}")).map_err(|error| error.to_string()));
    hear(run(vault.get_blob([9; 16])).map(|blob| format!("{blob:?}")).map_err(|error| error.to_string()));
    let (drafts, damaged) = run(vault.drafts()).unwrap();
    hear(Ok(format!("{drafts:?}")));
    damaged.iter().for_each(|damage| hear(Err(damage.to_string())));
    let (log, damaged) = run(vault.access_log()).unwrap();
    hear(Ok(format!("{log:?}")));
    damaged.iter().for_each(|damage| hear(Err(damage.to_string())));
    if let Err(error) = run(vault.take_pen()) {
        complaints.push(error.to_string());
    }
    (said, complaints)
}

/// The counter of the pen is fenced by value, so any value but the expected one is simply another writer's.
fn unsealed(store: Store, key: &Key) -> bool {
    store == Store::Meta && *key == layout::pen()
}

#[test]
fn every_single_flipped_bit_is_noticed() {
    let blocks = full();
    let (untouched, complaints) = read_all(&blocks);
    assert_eq!(complaints, [""; 0]);
    for (store, key, value) in blocks.dump() {
        if unsealed(store, &key) {
            continue;
        }
        // One bit of every byte outside, and of some inside: the seal's own tests go through all of them.
        let bytes = (0..value.len()).filter(|byte| *byte < 62 || byte % 29 == 0);
        let bits = bytes.map(|byte| byte * 8 + byte % 8);
        for bit in bits {
            let copy = MemoryBlocks::from_dump(blocks.dump());
            copy.tamper(store, &key, |value| value[bit / 8] ^= 1 << (bit % 8));
            let (said, complaints) = read_all(&copy);
            assert!(!complaints.is_empty(), "{}/{key} bit {bit} went unnoticed", store.name());
            let invented = said.iter().find(|line| !untouched.contains(line) && line.starts_with("Entry"));
            assert_eq!(invented, None, "{}/{key} bit {bit}", store.name());
        }
    }
}

#[test]
fn every_removed_record_is_noticed_or_asked_for() {
    let blocks = full();
    for (store, key, _) in blocks.dump() {
        let copy = MemoryBlocks::from_dump(blocks.dump());
        copy.plant(store, &key, None);
        let (said, complaints) = read_all(&copy);
        let (untouched, _) = read_all(&blocks);
        assert!(!complaints.is_empty() || said != untouched, "{}/{key} went away unnoticed", store.name());
    }
}

#[test]
fn swapped_records_are_noticed() {
    let blocks = full();
    let records = blocks.dump();
    for (at, (store, key, value)) in records.iter().enumerate() {
        for (other_store, other_key, other) in &records[at + 1..] {
            if unsealed(*store, key) || unsealed(*other_store, other_key) {
                continue;
            }
            let copy = MemoryBlocks::from_dump(records.clone());
            copy.plant(*store, key, Some(other.clone()));
            copy.plant(*other_store, other_key, Some(value.clone()));
            let (_, complaints) = read_all(&copy);
            assert!(!complaints.is_empty(), "{}/{key} and {}/{other_key}", store.name(), other_store.name());
        }
    }
}

#[test]
fn a_damaged_block_costs_what_is_in_it() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    for dseq in 1..=5 {
        save(&mut vault, dseq, dseq).unwrap();
    }
    let keys = run(blocks.keys(Store::Outbox, &KeyRange::all())).unwrap();
    blocks.tamper(Store::Outbox, &keys[2], |value| value[70] ^= 1);
    let loaded = run(reopen(blocks, &[lock(1)]).load()).unwrap();
    assert_eq!(dseqs(&loaded.entries), [1, 2, 4, 5]);
    let expected = Damage { store: Store::Outbox, key: keys[2].clone(), flaw: Flaw::Sealed };
    assert_eq!(expected.to_string(), "outbox/00000000000000030002: does not open");
    assert_eq!(loaded.damaged, [expected]);
}

/// An old, valid record put back over a newer one at the same place: only the chain can tell.
#[test]
fn a_replayed_block_is_noticed() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 1).unwrap();
    let before = blocks.dump();
    save(&mut vault, 2, 2).unwrap();
    let keys = run(blocks.keys(Store::Outbox, &KeyRange::all())).unwrap();
    let first_two = run(blocks.read(Store::Outbox, &keys[1])).unwrap();
    drop(vault);

    // The machine goes back in time and writes something else as its second block.
    let other = MemoryBlocks::from_dump(before);
    let mut vault = reopen(other.clone(), &[lock(1)]);
    run(vault.take_pen()).unwrap();
    let entries = [crate::Entry { bytes: b"different".to_vec(), ..entry(2) }];
    let save_two = Save { entries: &entries, own: crate::testing::own(2), ..Save::default() };
    run(vault.save(&save_two)).unwrap();
    save(&mut vault, 3, 3).unwrap();
    other.plant(Store::Outbox, &keys[1], first_two);
    let loaded = run(reopen(other, &[lock(1)]).load()).unwrap();
    assert_eq!(dseqs(&loaded.entries), [1, 3]);
    assert_eq!(loaded.damaged.len(), 1);
    assert_eq!(loaded.damaged[0].flaw, Flaw::Replayed);
}

#[test]
fn an_old_head_with_newer_blocks_is_noticed() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 1).unwrap();
    let head = run(blocks.read(Store::Meta, &layout::head())).unwrap();
    save(&mut vault, 2, 2).unwrap();
    blocks.plant(Store::Meta, &layout::head(), head);
    let loaded = run(reopen(blocks, &[lock(1)]).load()).unwrap();
    assert_eq!(loaded.damaged.len(), 1);
    assert_eq!(loaded.damaged[0].flaw, Flaw::Replayed);
}

#[test]
fn an_old_snapshot_generation_is_not_mixed_in() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 1).unwrap();
    run(vault.write_snapshot(&[vec![1; 10]], vault.mark())).unwrap();
    let old: Vec<_> = blocks.dump();
    save(&mut vault, 2, 2).unwrap();
    run(vault.write_snapshot(&[vec![2; 10]], vault.mark())).unwrap();
    let shard = |records: &[(Store, Key, Vec<u8>)]| {
        let found = records.iter().find(|(store, ..)| *store == Store::Snap);
        found.map(|(_, key, value)| (key.clone(), value.clone())).unwrap()
    };
    let ((_, old_value), (new_key, _)) = (shard(&old), shard(&blocks.dump()));
    blocks.plant(Store::Snap, &new_key, Some(old_value));
    let loaded = run(reopen(blocks.clone(), &[lock(1)]).load()).unwrap();
    assert_eq!((loaded.snapshot, dseqs(&loaded.entries)), (None, vec![1, 2]));
    assert_eq!(loaded.damaged.len(), 1);

    // The whole old generation with its own manifest is a valid snapshot of an earlier place: the log completes it.
    for (store, key, value) in old {
        if store == Store::Snap || key == layout::manifest() {
            blocks.plant(store, &key, Some(value));
        }
    }
    let loaded = run(reopen(blocks, &[lock(1)]).load()).unwrap();
    assert_eq!((loaded.snapshot, dseqs(&loaded.entries)), (Some(vec![vec![1; 10]]), vec![2]));
}

#[test]
fn a_lost_head_loses_nothing_but_the_right_to_write() {
    let blocks = full();
    blocks.plant(Store::Meta, &layout::head(), None);
    let mut vault = reopen(blocks.clone(), &[lock(1)]);
    let loaded = run(vault.load()).unwrap();
    assert_eq!(dseqs(&loaded.entries), [50, 1, 2, 3, 4, 5]);
    assert_eq!(loaded.damaged.len(), 1);
    let before = blocks.dump();
    assert!(matches!(run(vault.take_pen()), Ok(_) | Err(VaultError::Damaged(_))));
    assert!(matches!(save(&mut vault, 6, 6), Err(VaultError::Damaged(_))));
    assert_eq!(blocks.dump().len(), before.len());
}

#[test]
fn a_save_that_ended_uncertainly_is_not_kept_twice() {
    for fault in [Fault::KillAfter(0), Fault::KillBefore(0), Fault::Fail(0)] {
        let blocks = MemoryBlocks::new();
        let mut vault = create(&blocks, 1);
        save(&mut vault, 1, 1).unwrap();
        blocks.set_fault(fault);
        assert!(save(&mut vault, 2, 3).is_err());
        let blocks = blocks.reopen();
        save(&mut vault, 2, 3).unwrap();
        save(&mut vault, 4, 4).unwrap();
        let loaded = run(reopen(blocks, &[lock(1)]).load()).unwrap();
        assert_eq!(dseqs(&loaded.entries), [1, 2, 3, 4], "{fault:?}");
        assert_eq!(loaded.damaged, []);
    }
}

#[test]
fn another_save_after_an_uncertain_one_asks_for_the_tail_first() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 1).unwrap();
    blocks.set_fault(Fault::KillAfter(0));
    assert!(save(&mut vault, 2, 2).is_err());
    let blocks = blocks.reopen();
    assert_eq!(save(&mut vault, 2, 3), Err(VaultError::Outdated));
    assert_eq!(dseqs(&run(vault.tail()).unwrap().entries), [2]);
    save(&mut vault, 3, 3).unwrap();
    assert_eq!(dseqs(&run(reopen(blocks, &[lock(1)]).load()).unwrap().entries), [1, 2, 3]);
}

/// Incident 10, the vault's part: data cleared under an open vault are named as that.
#[test]
fn incident_10_cleared_data_are_not_taken_for_another_window() {
    let blocks = MemoryBlocks::new();
    let mut vault = create(&blocks, 1);
    save(&mut vault, 1, 1).unwrap();
    for (store, key, _) in blocks.dump() {
        blocks.plant(store, &key, None);
    }
    assert_eq!(save(&mut vault, 2, 2), Err(VaultError::Gone));
    assert_eq!(blocks.dump(), []);
    assert!(run(Locked::open(blocks)).unwrap().is_none());
}
