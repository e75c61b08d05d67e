//! Which ledgers are on this machine, and what anybody at the machine may see of them: the label its person chose.
//!
//! The shelf is a database of its own and is not sealed: it must be read before anything is unlocked. Labels are the
//! persons' own words; nothing of a ledger's content is here.

use desk::message::Id;
use desk::message::vault::VaultView;
use serde::{Deserialize, Serialize};
use vault::{Batch, BlockError, Blocks, Key, KeyRange, Locked, PASSPHRASE, Store, VaultError};
use vault_idb::{AnyBlocks, IdbBlocks, News, REGISTRY, vault_name};

use crate::answer::choice;
use crate::world::now_ms;

/// What stands on the shelf for a ledger.
#[derive(Serialize, Deserialize)]
struct Entry {
    label: String,
}

async fn shelf() -> Result<IdbBlocks, BlockError> {
    IdbBlocks::open(REGISTRY, |_| ()).await
}

/// Opens the database of a ledger.
pub(crate) async fn disk(id: &Id, news: impl Fn(News) + 'static) -> Result<AnyBlocks, BlockError> {
    Ok(AnyBlocks::Idb(IdbBlocks::open(&vault_name(id), news).await?))
}

/// Puts a ledger on the shelf, or gives it a new label.
pub(crate) async fn put(id: &Id, label: &str) -> Result<(), BlockError> {
    let mut batch = Batch::strict();
    let entry = Entry { label: label.to_owned() };
    batch.put(Store::Meta, Key::new(id.to_vec()), postcard::to_allocvec(&entry).unwrap_or_default());
    shelf().await?.commit(batch).await
}

/// Takes a ledger off the shelf and deletes its database.
pub(crate) async fn remove(id: &Id) -> Result<(), BlockError> {
    let mut batch = Batch::strict();
    batch.delete(Store::Meta, KeyRange::only(&Key::new(id.to_vec())));
    IdbBlocks::delete(&vault_name(id)).await?;
    shelf().await?.commit(batch).await
}

/// The ledgers on the shelf. One whose database is gone is left out: making it was never finished.
pub(crate) async fn list() -> Result<Vec<VaultView>, BlockError> {
    let records = shelf().await?.read_range(Store::Meta, &KeyRange::all(), None).await?;
    let mut views = Vec::new();
    for (key, record) in records {
        let Ok(id) = Id::try_from(key.as_bytes()) else { continue };
        let label = postcard::from_bytes::<Entry>(&record).map(|e| e.label).unwrap_or_default();
        views.extend(view(id, label).await?);
    }
    Ok(views)
}

async fn view(id: Id, label: String) -> Result<Option<VaultView>, BlockError> {
    let blank = |newer, damaged| VaultView {
        id,
        label: label.clone(),
        salt: Vec::new(),
        kdf: choice(&vault::Kdf::Card),
        wait_ms: 0,
        newer,
        damaged,
    };
    let locked = match Locked::open(disk(&id, |_| ()).await?).await {
        Ok(Some(locked)) => locked,
        Ok(None) => return Ok(None),
        Err(VaultError::Newer { .. }) => return Ok(Some(blank(true, false))),
        Err(VaultError::Blocks(error)) => return Err(error),
        Err(_) => return Ok(Some(blank(false, true))),
    };
    let Some(slot) = locked.slots().into_iter().find(|s| s.slot == PASSPHRASE) else {
        return Ok(Some(blank(false, true)));
    };
    // A counter that cannot be read does not keep the right person out.
    let wait_ms = locked.wait_ms(PASSPHRASE, now_ms()).await.unwrap_or_default();
    Ok(Some(VaultView {
        id,
        label,
        salt: slot.salt.to_vec(),
        kdf: choice(&slot.kdf),
        wait_ms,
        newer: false,
        damaged: false,
    }))
}
