//! What does a client that knows nothing of the vault find in the database? Numbers and noise.

use js_sys::Uint8Array;
use rexie::{Rexie, TransactionMode};
use vault::{BlockError, Draft, Save, Store};
use vault_idb::IdbBlocks;
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::suite::{create, entry, fresh_name};

/// A name, an identity number and a village, all made up.
const CANARY: &str = "田小禾99052620150101001X柳溪村";

#[test]
async fn an_independent_reader_finds_no_word() {
    let name = fresh_name();
    let mut vault = create(&name).await;
    let save = Save {
        entries: &[entry(1, CANARY.repeat(300).as_bytes())],
        items: &[(1, CANARY.as_bytes())],
        ..Save::default()
    };
    vault.save(&save).await.unwrap();
    vault.write_snapshot(&[CANARY.repeat(100).into_bytes()], vault.mark()).await.unwrap();
    vault.put_blob([2; 16], CANARY.as_bytes()).await.unwrap();
    vault.log_access(CANARY.as_bytes()).await.unwrap();
    let draft = Draft { form: CANARY.into(), at_ms: 1, content: CANARY.into() };
    vault.keep_draft(&draft).await.unwrap();

    let reader = Rexie::builder(&name).version(1).build().await.unwrap();
    let mut names = reader.store_names();
    names.sort();
    assert_eq!(names, ["blob", "hist", "journal", "meta", "outbox", "seg", "snap"]);
    let needles = needles();
    let mut records = 0;
    for store in Store::ALL {
        let transaction = reader.transaction(&[store.name()], TransactionMode::ReadOnly).unwrap();
        let found = transaction.store(store.name()).unwrap().scan(None, None, None, None).await.unwrap();
        for (key, value) in found {
            records += 1;
            for bytes in [Uint8Array::new(&key).to_vec(), Uint8Array::new(&value).to_vec()] {
                for needle in &needles {
                    let seen = bytes.windows(needle.len()).any(|window| window == needle);
                    assert!(!seen, "{needle:?} in {}", store.name());
                }
            }
        }
    }
    assert!(records >= 10, "{records} records");
    reader.close();
}

/// Parts of the canary in UTF-8, UTF-16 of both byte orders, and GBK.
fn needles() -> Vec<Vec<u8>> {
    let gbk_name = vec![0xcc, 0xef, 0xd0, 0xa1, 0xba, 0xcc];
    let words = ["田小禾", "990526", "柳溪村"].iter().flat_map(|word| {
        let little = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
        [word.as_bytes().to_vec(), little, big]
    });
    words.chain([gbk_name]).collect()
}

/// A database of a later version is refused by name and left as it is.
#[test]
async fn a_later_version_is_newer_not_broken() {
    let name = fresh_name();
    let later = Rexie::builder(&name).version(2).build().await.unwrap();
    later.close();
    let opened = IdbBlocks::open(&name, |_| ()).await;
    assert_eq!(opened.err(), Some(BlockError::Newer));
}
