//! Ways into a ledger and out of forms: list, try, create, unlock, lock change, drafts, the pen.

use desk::message::Id;
use desk::message::vault::{NewLock, VaultAnswer, VaultFailure};
use futures_channel::mpsc::UnboundedSender;
use vault::{CARD, CardError, Draft, Lock, Locked, PASSPHRASE, RecoveryCard, Rng, Secret, UnlockError};
use vault_idb::News;

use crate::answer::{bad_card, choice, failed, kdf, not_open};
use crate::ledger_open::OpenLedger;
use crate::news::{Channel, Event};
use crate::office::Office;
use crate::shelf::Making;
use crate::world::{Dice, now_ms};
use crate::{pen, shelf};

/// Name of the lock and of the channel of a ledger.
fn name_of(id: &Id) -> String {
    vault_idb::vault_name(id)
}

/// What the database of the open ledger reports later.
pub(crate) fn reporter(events: &UnboundedSender<Event>) -> impl Fn(News) + 'static {
    let events = events.clone();
    move |news| {
        let event = match news {
            News::NewerBuild => Event::Outdated,
            News::Lost => Event::Lost,
            News::Blocked => Event::Blocked,
        };
        // The receiver lives as long as the worker.
        let _ = events.unbounded_send(event);
    }
}

impl Office {
    pub(crate) async fn list(&self) -> VaultAnswer {
        shelf::list().await.map_or_else(|error| failed(&error), VaultAnswer::List)
    }

    pub(crate) async fn trial(&mut self) -> VaultAnswer {
        match OpenLedger::trial().await {
            Ok(open) => self.opened(open),
            Err(error) => failed(&error),
        }
    }

    /// A new ledger, or the trial carried over; the recovery card is shown once.
    pub(crate) async fn create(&mut self, label: &str, lock: &NewLock) -> VaultAnswer {
        let Some(passphrase) = passphrase(lock) else { return VaultAnswer::Failed(VaultFailure::Protocol) };
        let card = RecoveryCard::new(&mut Dice);
        let mut salt = [0; 16];
        Dice.fill(&mut salt);
        let locks = [passphrase, Lock::card(&card, salt)];
        let making = match Making::announce(label).await {
            Ok(making) => making,
            Err(error) => return failed(&error),
        };
        let made = async {
            let disk = making.disk(reporter(&self.events)).await?;
            match self.open.as_ref().filter(|open| open.trial) {
                Some(trial) => trial.carry(disk, label, &locks).await,
                None => OpenLedger::create(disk, label, &locks).await,
            }
        };
        match made.await {
            Ok(open) => self.enter_new(open, making, Some(card)).await,
            Err(error) => {
                making.give_up().await;
                failed(&error)
            }
        }
    }

    /// A ledger that is whole is listed, then entered.
    pub(crate) async fn enter_new(
        &mut self,
        mut open: OpenLedger,
        making: Making,
        card: Option<RecoveryCard>,
    ) -> VaultAnswer {
        open.id = making.id;
        open.card = card;
        if let Err(error) = making.confirm().await {
            return failed(&error);
        }
        self.settle(open, false).await;
        match &self.open {
            Some(open) if open.card.is_none() => VaultAnswer::Open(open.session()),
            _ => self.created(),
        }
    }

    /// The session and the words of a card that was just made.
    pub(crate) fn created(&self) -> VaultAnswer {
        match self.open.as_ref().and_then(|open| Some((open, open.card.as_ref()?))) {
            Some((open, card)) => VaultAnswer::Created {
                session: open.session(),
                words: card.words().iter().map(char::to_string).collect(),
                code: card.code().to_string(),
                qr: crate::qr::drawn(&card.code()),
            },
            None => not_open(),
        }
    }

    /// Another card in place of the one before, which is lost or was never written down.
    pub(crate) async fn new_card(&mut self) -> VaultAnswer {
        let Some(open) = self.open.as_mut().filter(|open| !open.trial) else { return not_open() };
        let card = RecoveryCard::new(&mut Dice);
        let mut salt = [0; 16];
        Dice.fill(&mut salt);
        match open.vault.set_lock(&Lock::card(&card, salt)).await {
            Ok(()) => {
                (open.card, open.card_checked) = (Some(card), false);
                self.created()
            }
            Err(error) => failed(&error),
        }
    }

    pub(crate) async fn check_card(&mut self, index: u8, word: &str) -> VaultAnswer {
        let Some(open) = &mut self.open else { return not_open() };
        match &open.card {
            Some(card) if !card.matches(usize::from(index), word) => VaultAnswer::WrongWord,
            None => not_open(),
            Some(_) => match open.check_card().await {
                Ok(()) => VaultAnswer::Done,
                Err(error) => failed(&error),
            },
        }
    }

    pub(crate) async fn unlock(&mut self, id: Id, kek: [u8; 32]) -> VaultAnswer {
        self.enter(id, PASSPHRASE, |_| Ok(Secret::new(kek))).await
    }

    pub(crate) async fn unlock_by_card(&mut self, id: Id, words: &str) -> VaultAnswer {
        self.enter(id, CARD, |salt| RecoveryCard::parse(words).map(|card| card.kek(salt))).await
    }

    async fn enter(
        &mut self,
        id: Id,
        slot: u8,
        key: impl FnOnce(&[u8; 16]) -> Result<Secret, CardError>,
    ) -> VaultAnswer {
        let locked = match shelf::disk(&id, reporter(&self.events)).await {
            Ok(Some(disk)) => Locked::open(disk).await,
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        };
        let locked = match locked {
            Ok(Some(locked)) => locked,
            Ok(None) => return VaultAnswer::Failed(VaultFailure::Gone),
            Err(error) => return failed(&error),
        };
        let Some(found) = locked.slots().into_iter().find(|s| s.slot == slot) else {
            return VaultAnswer::Failed(VaultFailure::Damaged("slot".to_owned()));
        };
        let kek = match key(&found.salt) {
            Ok(kek) => kek,
            Err(error) => return bad_card(&error),
        };
        let master = match locked.unlock(slot, &kek, now_ms()).await {
            Ok(master) => master,
            Err(UnlockError::Wait { ms }) => return VaultAnswer::Wrong { wait_ms: ms },
            Err(UnlockError::Wrong { wait_ms, .. }) => return VaultAnswer::Wrong { wait_ms },
            Err(UnlockError::NoSlot) => return VaultAnswer::Failed(VaultFailure::Damaged("slot".to_owned())),
            Err(UnlockError::Vault(error)) => return failed(&error),
        };
        match OpenLedger::load(locked.into_vault(master, Box::new(Dice))).await {
            Ok(mut open) => {
                (open.id, open.by_card) = (id, slot == CARD);
                self.settle(open, false).await;
                self.open.as_ref().map_or_else(not_open, |open| VaultAnswer::Open(open.session()))
            }
            Err(error) => failed(&error),
        }
    }

    /// Makes a ledger the open one: asks for the pen, joins its channel. The opening is noted before the next order.
    pub(crate) async fn settle(&mut self, mut open: OpenLedger, steal: bool) {
        let name = name_of(&open.id);
        if pen::take(&name, steal).await {
            open.take_pen().await;
        }
        open.unnoted = true;
        self.channel = Channel::join(&name, self.events.clone());
        self.open = Some(open);
    }

    pub(crate) async fn take_pen(&mut self) -> VaultAnswer {
        let Some(open) = &mut self.open else { return not_open() };
        pen::take(&name_of(&open.id), true).await;
        open.take_pen().await;
        VaultAnswer::Open(open.session())
    }

    fn opened(&mut self, open: OpenLedger) -> VaultAnswer {
        let session = open.session();
        self.channel = None;
        self.open = Some(open);
        VaultAnswer::Open(session)
    }

    /// What the present passphrase is derived with.
    pub(crate) async fn passphrase_lock(&self) -> VaultAnswer {
        let Some(open) = &self.open else { return not_open() };
        match open.vault.lock_on(PASSPHRASE).await {
            Ok(Some(slot)) => VaultAnswer::SlotLock { salt: slot.salt.to_vec(), kdf: choice(&slot.kdf) },
            Ok(None) => VaultAnswer::Failed(VaultFailure::Damaged("slot".to_owned())),
            Err(error) => failed(&error),
        }
    }

    /// A new passphrase, from somebody who knows the present one or has opened the ledger by its card.
    pub(crate) async fn change_lock(&mut self, present: Option<[u8; 32]>, new: &NewLock) -> VaultAnswer {
        let Some(open) = &mut self.open else { return not_open() };
        let Some(passphrase) = passphrase(new) else { return VaultAnswer::Failed(VaultFailure::Protocol) };
        let allowed = match present {
            _ if open.by_card => Ok(true),
            Some(kek) => open.vault.opens(PASSPHRASE, &Secret::new(kek)).await,
            None => Ok(false),
        };
        let changed = match allowed {
            Ok(true) => open.vault.set_lock(&passphrase).await,
            Ok(false) => return VaultAnswer::Wrong { wait_ms: 0 },
            Err(error) => Err(error),
        };
        match changed {
            Ok(()) => {
                open.by_card = false;
                VaultAnswer::Open(open.session())
            }
            Err(error) => failed(&error),
        }
    }

    pub(crate) async fn draft(&self, form: &str) -> VaultAnswer {
        let Some(open) = &self.open else { return not_open() };
        match open.vault.draft(form).await {
            Ok(draft) => VaultAnswer::Draft(draft.and_then(|d| Some((String::from_utf8(d.content).ok()?, d.at_ms)))),
            Err(error) => failed(&error),
        }
    }

    pub(crate) async fn keep_draft(&mut self, form: String, text: String) -> VaultAnswer {
        let Some(open) = &mut self.open else { return not_open() };
        done(open.vault.keep_draft(&Draft { form, at_ms: now_ms(), content: text.into_bytes() }).await)
    }

    pub(crate) async fn drop_draft(&mut self, form: &str) -> VaultAnswer {
        let Some(open) = &mut self.open else { return not_open() };
        done(open.vault.drop_draft(form).await)
    }

    pub(crate) async fn storage(&self) -> VaultAnswer {
        let Some(open) = &self.open else { return not_open() };
        match open.vault.usage().await {
            Ok(usage) => VaultAnswer::Storage { used: usage.used, quota: usage.quota.unwrap_or_default() },
            Err(error) => failed(&error),
        }
    }

    pub(crate) async fn remove(&mut self, id: Id) -> VaultAnswer {
        if self.open.as_ref().is_some_and(|open| open.id == id && !open.trial) {
            self.open = None;
            self.channel = None;
        }
        done(shelf::remove(&id).await)
    }
}

/// The lock of a passphrase that the throw-away worker derived.
pub(crate) fn passphrase(lock: &NewLock) -> Option<Lock> {
    let salt = <[u8; 16]>::try_from(lock.salt.as_slice()).ok()?;
    Some(Lock::passphrase(kdf(&lock.kdf), salt, Secret::new(lock.kek)))
}

fn done(result: Result<(), vault::VaultError>) -> VaultAnswer {
    result.map_or_else(|error| failed(&error), |()| VaultAnswer::Done)
}
