//! Does the back-end keep its promises in a real browser?

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexed_db_futures::database::Database;
use vault::{
    Batch, BlockError, Blocks, Draft, Entry, Guard, Kdf, KdfParams, Key, KeyRange, Lock, Locked, NewVault, Own, Rng,
    Save, Secret, Store, Vault, contract,
};
use vault_idb::{AnyBlocks, IdbBlocks, News, OsRng, vault_name};
use wasm_bindgen_test::wasm_bindgen_test as test;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

/// A name no other test and no earlier run has used.
pub(crate) fn fresh_name() -> String {
    let mut id = [0; 16];
    OsRng.fill(&mut id);
    let count = COUNT.with(|count| count.replace(count.get() + 1));
    format!("{}-{count}", vault_name(&id))
}

async fn open(name: &str) -> IdbBlocks {
    IdbBlocks::open(name, |_| ()).await.unwrap()
}

pub(crate) fn lock() -> Lock {
    Lock::passphrase(Kdf::Argon2id(KdfParams::DEFAULT), [1; 16], Secret::new([7; 32]))
}

pub(crate) async fn create(name: &str) -> Vault<IdbBlocks> {
    let new = NewVault { locks: &[lock()], now_ms: 1, items: &[] };
    Vault::create(open(name).await, Box::new(OsRng), &new).await.unwrap()
}

async fn reopen(name: &str) -> Vault<IdbBlocks> {
    let locked = Locked::open(open(name).await).await.unwrap().unwrap();
    let key = locked.unlock(lock().slot, &lock().kek, 1).await.unwrap();
    locked.into_vault(key, Box::new(OsRng))
}

pub(crate) fn entry(dseq: u32, bytes: &[u8]) -> Entry {
    Entry { compartment: 1, dseq, bytes: bytes.to_vec() }
}

fn own(dseq: u32) -> Own {
    let mut own = Own::default();
    own.chain.dseq = dseq;
    own
}

fn put(store: Store, key: u8, value: &[u8]) -> Batch {
    let mut batch = Batch::strict();
    batch.put(store, Key::new([key]), value.to_vec());
    batch
}

#[test]
async fn the_contract_holds() {
    let kept = contract::run_all(|| async { open(&fresh_name()).await }).await;
    assert_eq!(kept, Ok(()));
    let kept = contract::run_all(|| async { AnyBlocks::Idb(open(&fresh_name()).await) }).await;
    assert_eq!(kept, Ok(()));
}

#[test]
async fn a_vault_survives_closing_the_database() {
    let name = fresh_name();
    let mut vault = create(&name).await;
    let import: Vec<Entry> = (1..=30).map(|dseq| entry(dseq, &vec![dseq as u8; 200_000])).collect();
    let save = Save { entries: &import, own: own(30), ..Save::default() };
    vault.save(&save).await.unwrap();
    vault.write_snapshot(&[vec![5; 2_500_000], vec![6; 9]], vault.mark()).await.unwrap();
    let save = Save { entries: &[entry(31, b"after")], own: own(31), ..Save::default() };
    vault.save(&save).await.unwrap();
    vault.put_blob([4; 16], &vec![8; 1_200_000]).await.unwrap();
    vault.blocks().close();

    let mut vault = reopen(&name).await;
    let loaded = vault.load().await.unwrap();
    assert_eq!(loaded.snapshot, Some(vec![vec![5; 2_500_000], vec![6; 9]]));
    assert_eq!(loaded.entries, [entry(31, b"after")]);
    assert_eq!((loaded.own, loaded.damaged), (own(31), vec![]));
    assert_eq!(vault.load_log().await.unwrap().entries.len(), 31);
    assert_eq!(vault.get_blob([4; 16]).await.unwrap().len(), 1_200_000);
    vault.blocks().close();
    assert_eq!(vault.blocks().read(Store::Meta, &Key::new([1])).await, Err(BlockError::Closed));
    IdbBlocks::delete(&name).await.unwrap();
    assert!(Locked::open(open(&name).await).await.unwrap().is_none());
}

/// Two windows: a frozen one that wakes up cannot write over its successor.
#[test]
async fn the_fence_holds_between_two_connections() {
    let name = fresh_name();
    let mut first = create(&name).await;
    let mut second = reopen(&name).await;
    second.load().await.unwrap();
    second.take_pen().await.unwrap();
    let save = Save { entries: &[entry(1, b"late")], own: own(1), ..Save::default() };
    assert_eq!(first.save(&save).await, Err(vault::VaultError::Fenced));
    second.save(&save).await.unwrap();
    assert_eq!(first.tail().await.unwrap().entries.len(), 1);
}

#[test]
async fn a_fenced_batch_leaves_nothing_and_the_database_usable() {
    let blocks = open(&fresh_name()).await;
    blocks.commit(put(Store::Meta, 2, b"mine")).await.unwrap();
    let mut batch = put(Store::Outbox, 1, b"never");
    batch.delete(Store::Meta, KeyRange::all());
    batch.guard = Some(Guard { store: Store::Meta, key: Key::new([2]), value: Some(b"theirs".to_vec()) });
    assert_eq!(blocks.commit(batch).await, Err(BlockError::Fenced));
    assert_eq!(blocks.read(Store::Outbox, &Key::new([1])).await, Ok(None));
    blocks.commit(put(Store::Outbox, 1, b"now")).await.unwrap();
    assert_eq!(blocks.read(Store::Meta, &Key::new([2])).await, Ok(Some(b"mine".to_vec())));
}

#[test]
async fn many_commits_at_once_do_not_mix() {
    let name = fresh_name();
    let blocks = open(&name).await;
    let done = Rc::new(Cell::new(0));
    for n in 0..20u8 {
        let (blocks, done) = (blocks.clone(), done.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let mut batch = Batch::relaxed();
            for part in 0..5u8 {
                batch.put(Store::Seg, Key::new([n, part]), vec![n; 1_000]);
            }
            blocks.commit(batch).await.unwrap();
            done.set(done.get() + 1);
        });
    }
    blocks.commit(put(Store::Meta, 1, b"last")).await.unwrap();
    while done.get() < 20 {
        blocks.usage().await.unwrap();
    }
    let found = open(&name).await.read_range(Store::Seg, &KeyRange::all(), None).await.unwrap();
    assert_eq!(found.len(), 100);
    assert!(found.iter().all(|(key, value)| value.first() == key.as_bytes().first()));
}

/// What `blocks` reports, once something is done to its database elsewhere.
async fn hears(name: &str, blocks: IdbBlocks, heard: &RefCell<Vec<News>>, expected: (News, BlockError)) {
    for _ in 0..50 {
        if !heard.borrow().is_empty() {
            break;
        }
        blocks.usage().await.unwrap();
    }
    assert_eq!(*heard.borrow(), [expected.0], "{name}");
    assert_eq!(blocks.commit(put(Store::Meta, 1, b"x")).await, Err(expected.1), "{name}");
}

async fn listened(name: &str) -> (IdbBlocks, Rc<RefCell<Vec<News>>>) {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let ears = heard.clone();
    let blocks = IdbBlocks::open(name, move |news| ears.borrow_mut().push(news)).await.unwrap();
    blocks.commit(put(Store::Meta, 1, b"kept")).await.unwrap();
    (blocks, heard)
}

/// A newer build asks for the database: it is closed here, the program is told, nothing is written any more.
#[test]
async fn a_newer_build_gets_the_database() {
    let name = fresh_name();
    let (blocks, heard) = listened(&name).await;
    let newer = Database::open(name.clone()).with_version(2u8).await.unwrap();
    hears(&name, blocks, &heard, (News::NewerBuild, BlockError::Closed)).await;
    newer.close();
}

/// A window that does not let go cannot make another one hang: it ends after ten seconds and says why.
#[test]
async fn a_stubborn_window_does_not_hang_us() {
    let name = fresh_name();
    let stubborn = Database::open(name.clone()).with_version(1u8).await.unwrap();
    assert_eq!(IdbBlocks::delete(&name).await, Err(BlockError::Blocked));
    stubborn.close();
    assert_eq!(IdbBlocks::delete(&name).await, Ok(()));
}

/// Somebody deletes the database: the program is told, and it is not made again behind the person's back.
#[test]
async fn a_deleted_database_stays_deleted() {
    let name = fresh_name();
    let (blocks, heard) = listened(&name).await;
    IdbBlocks::delete(&name).await.unwrap();
    hears(&name, blocks, &heard, (News::Lost, BlockError::Gone)).await;
    assert!(IdbBlocks::open_existing(&name, |_| ()).await.unwrap().is_none());
}

#[test]
async fn usage_counts_what_was_written() {
    let usage = open(&fresh_name()).await.usage().await.unwrap();
    assert!(usage.quota.is_some_and(|quota| quota > 1 << 20), "{usage:?}");
}

#[test]
async fn a_trial_in_memory_is_kept_on_the_disk() {
    let name = fresh_name();
    let new = NewVault { locks: &[lock()], now_ms: 1, items: &[] };
    let trial = AnyBlocks::Memory(vault::MemoryBlocks::new());
    let mut trial = Vault::create(trial, Box::new(OsRng), &new).await.unwrap();
    let save = Save { entries: &[entry(1, b"typed in the trial")], own: own(1), ..Save::default() };
    trial.save(&save).await.unwrap();
    let draft = Draft { form: "f".into(), at_ms: 1, content: b"half".to_vec() };
    trial.keep_draft(&draft).await.unwrap();
    let disk = AnyBlocks::Idb(open(&name).await);
    drop(trial.carry_to(disk, Box::new(OsRng), &new).await.unwrap());
    let mut kept = reopen(&name).await;
    assert_eq!(kept.load().await.unwrap().entries, [entry(1, b"typed in the trial")]);
    assert_eq!(kept.draft("f").await, Ok(Some(draft)));
}

#[test]
async fn a_passphrase_becomes_a_key_here_too() {
    let kek = vault::derive_kek("password", b"somesaltsomesalt", &KdfParams::FLOOR).unwrap();
    assert_eq!(kek.expose()[..4], [0x2b, 0x5d, 0xc4, 0x05]);
}

/// A connection that is dropped is closed: it hears nothing of what happens to the database afterwards.
#[test]
async fn a_dropped_connection_lets_go() {
    let name = fresh_name();
    let heard = Rc::new(Cell::new(false));
    let ears = heard.clone();
    drop(IdbBlocks::open(&name, move |_| ears.set(true)).await.unwrap());
    IdbBlocks::delete(&name).await.unwrap();
    open(&name).await.usage().await.unwrap();
    assert!(!heard.get());
}
