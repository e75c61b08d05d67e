//! Which ledgers are on this machine, and what anybody at the machine may see of them: the label its person chose.
//!
//! A ledger is announced before its database is made and confirmed when it is whole, so that a kill at any instant
//! neither lists half a ledger nor leaves a database that nobody finds. Whoever makes one holds a lock of the browser
//! meanwhile: without it, another window that lists would take the work for a leftover and clear it away.

use desk::message::Id;
use desk::message::vault::VaultView;
use vault::{BlockError, Blocks, Locked, PASSPHRASE, Registered, Registry, Rng, VaultError};
use vault_idb::{AnyBlocks, IdbBlocks, News, REGISTRY, vault_name};

use crate::answer::choice;
use crate::pen::{self, Grant, Hold};
use crate::world::{Dice, now_ms};

/// Where the browser has no locks, a ledger is given this long to be made.
const MAKING_MS: u64 = 10 * 60_000;

async fn registry() -> Result<Registry<IdbBlocks>, VaultError> {
    Ok(Registry::new(IdbBlocks::open(REGISTRY, |_| ()).await?))
}

fn making(id: &Id) -> String {
    format!("{}-making", vault_name(id))
}

/// Opens the database of a ledger; `None` if it is not there.
pub(crate) async fn disk(id: &Id, news: impl Fn(News) + 'static) -> Result<Option<AnyBlocks>, VaultError> {
    Ok(IdbBlocks::open_existing(&vault_name(id), news).await?.map(AnyBlocks::Idb))
}

/// A ledger in the making.
pub(crate) struct Making {
    /// Its number.
    pub(crate) id: Id,
    _hold: Option<Hold>,
}

impl Making {
    /// Announces a ledger under a new number.
    pub(crate) async fn announce(label: &str) -> Result<Making, VaultError> {
        let mut id = [0; 16];
        Dice.fill(&mut id);
        let hold = pen::hold(&making(&id)).await.held();
        registry().await?.announce(id, label, now_ms()).await?;
        Ok(Making { id, _hold: hold })
    }

    /// Makes its database.
    pub(crate) async fn disk(&self, news: impl Fn(News) + 'static) -> Result<AnyBlocks, VaultError> {
        Ok(AnyBlocks::Idb(IdbBlocks::open(&vault_name(&self.id), news).await?))
    }

    /// The ledger is whole: from now on it is listed.
    pub(crate) async fn confirm(self) -> Result<(), VaultError> {
        registry().await?.confirm(self.id).await
    }

    /// It came to nothing. What cannot be cleared now is cleared by the next listing.
    pub(crate) async fn give_up(self) {
        if let Ok(registry) = registry().await {
            let _ = clear(&registry, &self.id).await;
        }
    }
}

async fn clear(registry: &Registry<IdbBlocks>, id: &Id) -> Result<(), VaultError> {
    IdbBlocks::delete(&vault_name(id)).await?;
    registry.forget(*id).await
}

/// Takes a ledger off the shelf and deletes its database. A kill in between is finished by the next listing.
pub(crate) async fn remove(id: &Id) -> Result<(), VaultError> {
    let _hold = pen::hold(&making(id)).await.held();
    let registry = registry().await?;
    registry.doubt(*id).await?;
    clear(&registry, id).await
}

/// The ledgers on the shelf.
pub(crate) async fn list() -> Result<Vec<VaultView>, VaultError> {
    let registry = registry().await?;
    let mut views = Vec::new();
    for entry in registry.list().await? {
        if entry.confirmed || settled(&registry, &entry).await? {
            views.push(view(&entry).await);
        }
    }
    Ok(views)
}

/// Looks what became of a ledger that was never confirmed: a whole one is confirmed, half of one cleared away. One that
/// is being made right now is left alone and not listed.
async fn settled(registry: &Registry<IdbBlocks>, entry: &Registered) -> Result<bool, VaultError> {
    let _hold = match pen::hold(&making(&entry.place)).await {
        Grant::Taken => return Ok(false),
        Grant::NoLocks if now_ms().saturating_sub(entry.made_ms) < MAKING_MS => return Ok(false),
        Grant::NoLocks => None,
        Grant::Held(hold) => Some(hold),
    };
    let whole = is_whole(disk(&entry.place, |_| ()).await?).await?;
    if whole {
        registry.confirm(entry.place).await?;
    } else {
        clear(registry, &entry.place).await?;
    }
    Ok(whole)
}

/// Whether a vault is there, be it damaged or of a newer build.
async fn is_whole<B: Blocks>(disk: Option<B>) -> Result<bool, VaultError> {
    let Some(disk) = disk else { return Ok(false) };
    match Locked::open(disk).await {
        Ok(found) => Ok(found.is_some()),
        Err(VaultError::Blocks(error)) => Err(error.into()),
        Err(_) => Ok(true),
    }
}

async fn view(entry: &Registered) -> VaultView {
    let id = entry.place;
    let mut view = VaultView {
        id,
        label: entry.label.clone().unwrap_or_default(),
        salt: Vec::new(),
        kdf: choice(&vault::Kdf::Card),
        wait_ms: 0,
        newer: false,
        damaged: false,
        made_ms: entry.made_ms,
        gone: false,
    };
    let locked = match disk(&id, |_| ()).await {
        Ok(Some(disk)) => Locked::open(disk).await,
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    match locked {
        Ok(Some(locked)) => match locked.slots().into_iter().find(|s| s.slot == PASSPHRASE) {
            Some(slot) => {
                // A counter that cannot be read does not keep the right person out.
                view.wait_ms = locked.wait_ms(PASSPHRASE, now_ms()).await.unwrap_or_default();
                (view.salt, view.kdf) = (slot.salt.to_vec(), choice(&slot.kdf));
            }
            None => view.damaged = true,
        },
        Ok(None) => view.gone = true,
        Err(VaultError::Newer { .. } | VaultError::Blocks(BlockError::Newer)) => view.newer = true,
        // Listed all the same: opening it will say what is the matter, and the others are not to suffer.
        Err(VaultError::Blocks(_)) => {}
        Err(_) => view.damaged = true,
    }
    view
}
