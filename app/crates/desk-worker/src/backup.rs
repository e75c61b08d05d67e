//! Backups out and in. Nothing is written from a file that was not looked through to its end first.

use desk::message::vault::{VaultAnswer, VaultFailure};
use vault::backup::{BackupError, BackupHeader, Inspection, Inspector, Restorer};
use vault::{CARD, Known, Lock, NewVault, Own, PASSPHRASE, RecoveryCard, Rng, Secret, SlotView};

use crate::answer::{bad_card, choice, failed, not_open};
use crate::doors::reporter;
use crate::ledger_open::OpenLedger;
use crate::office::{Office, Reply};
use crate::sharing::OF_RESTORED;
use crate::shelf::Making;
use crate::world::{Dice, now, now_ms};

/// A backup that was looked through, and the key that opens it.
pub(crate) struct Inspected {
    file: Vec<u8>,
    header: BackupHeader,
    slot: SlotView,
    kek: Secret,
    inspection: Inspection,
}

/// Salt and parameters of the passphrase lock of a backup.
pub(crate) fn lock(file: Option<&[u8]>) -> VaultAnswer {
    match BackupHeader::read(file.unwrap_or_default()) {
        Ok(header) => match header.slots().into_iter().find(|s| s.slot == PASSPHRASE) {
            Some(slot) => VaultAnswer::SlotLock { salt: slot.salt.to_vec(), kdf: choice(&slot.kdf) },
            None => refused(&BackupError::NoSlot),
        },
        Err(error) => refused(&error),
    }
}

fn refused(error: &BackupError) -> VaultAnswer {
    VaultAnswer::Failed(match error {
        BackupError::NotABackup => VaultFailure::BackupForeign,
        BackupError::Newer { .. } => VaultFailure::Newer,
        BackupError::Kdf(_) => VaultFailure::WeakLock,
        BackupError::Truncated { whole } => VaultFailure::BackupTruncated(*whole),
        BackupError::Damaged { chunk } | BackupError::Reordered { chunk, .. } | BackupError::Mixed { chunk } => {
            VaultFailure::BackupDamaged(*chunk)
        }
        BackupError::Header => VaultFailure::BackupHead,
        BackupError::Trailer | BackupError::Trailing => VaultFailure::BackupTail,
        BackupError::NoSlot => VaultFailure::BackupNoLock,
        BackupError::Shared => VaultFailure::BackupShared,
        BackupError::WrongKey => return VaultAnswer::Wrong { wait_ms: 0 },
        BackupError::Vault(error) => return failed(error),
        other => VaultFailure::Damaged(other.to_string()),
    })
}

impl Office {
    /// The whole file, looked through as it was really written before it is handed out.
    pub(crate) async fn backup(&mut self) -> Reply {
        let Some(open) = self.open.as_mut().filter(|open| open.lost || !open.trial) else { return (not_open(), None) };
        let mut rescued = None;
        if open.lost {
            match open.rescued(&open.who).await {
                Ok((vault, _)) => rescued = Some(vault),
                Err(error) => return (failed(&error), None),
            }
        }
        let vault = rescued.as_mut().unwrap_or(&mut open.vault);
        let mut writer = match vault.backup(&open.who.label, now_ms()).await {
            Ok(writer) => writer,
            Err(error) => return (failed(&error), None),
        };
        let file = match writer.collect(vault).await {
            Ok(file) => file,
            Err(error) => return (failed(&error), None),
        };
        let whole = BackupHeader::read(&file).and_then(|header| {
            let mut inspector = writer.inspector();
            inspector.push(file.get(header.length()..).unwrap_or_default())?;
            inspector.finish()
        });
        if let Err(error) = whole {
            return (refused(&error), None);
        }
        if let Err(error) = open.vault.note_backup(now_ms()).await {
            return (failed(&error), None);
        }
        open.last_backup_ms = now_ms();
        let saves = writer.counts().envelopes;
        (VaultAnswer::Backup { name: format!("守学备份_{}.sxb", now().local_date()), saves }, Some(file))
    }

    pub(crate) async fn inspect(
        &mut self,
        file: Option<Vec<u8>>,
        kek: Option<[u8; 32]>,
        words: Option<String>,
    ) -> VaultAnswer {
        let Some(file) = file else { return VaultAnswer::Failed(VaultFailure::BackupForeign) };
        let header = match BackupHeader::read(&file) {
            Ok(header) => header,
            Err(error) => return refused(&error),
        };
        let wanted = if kek.is_some() { PASSPHRASE } else { CARD };
        let Some(slot) = header.slots().into_iter().find(|s| s.slot == wanted) else {
            return refused(&BackupError::NoSlot);
        };
        let kek = match (kek, words) {
            (Some(kek), _) => Secret::new(kek),
            (None, words) => match RecoveryCard::parse(&words.unwrap_or_default()) {
                Ok(card) => card.kek(&slot.salt),
                Err(error) => return bad_card(&error),
            },
        };
        let known = match self.open.as_mut().filter(|open| !open.trial) {
            Some(open) => match open.vault.known().await {
                Ok(known) => known,
                Err(error) => return failed(&error),
            },
            None => Known::default(),
        };
        let looked = Inspector::new(&header, slot.slot, &kek, known).and_then(|mut inspector| {
            inspector.push(file.get(header.length()..).unwrap_or_default())?;
            inspector.finish()
        });
        match looked {
            Ok(inspection) => {
                let answer = VaultAnswer::Inspected {
                    label: inspection.info.label.clone(),
                    at_ms: inspection.info.at_ms,
                    saves: inspection.counts.envelopes,
                    new: inspection.new,
                    files: inspection.counts.blobs,
                };
                self.inspected = Some(Inspected { file, header, slot, kek, inspection });
                answer
            }
            Err(error) => refused(&error),
        }
    }

    /// Into the open ledger, or as a new one on this machine.
    pub(crate) async fn restore(&mut self) -> VaultAnswer {
        let Some(inspected) = self.inspected.take() else { return not_open() };
        match &mut self.open {
            Some(open) if !open.trial => {
                let key = (&inspected.header, inspected.slot.slot, &inspected.kek);
                match open.merge(key, &inspected.inspection, &inspected.file).await {
                    Ok(()) => VaultAnswer::Open(open.session()),
                    Err(error) => refused(&error),
                }
            }
            _ => self.restore_new(&inspected).await,
        }
    }

    async fn restore_new(&mut self, inspected: &Inspected) -> VaultAnswer {
        // The lock that opened the backup opens the new ledger; the card is made anew, for the old one may be lost.
        let entrance = Lock {
            slot: inspected.slot.slot,
            kdf: inspected.slot.kdf,
            salt: inspected.slot.salt,
            kek: Secret::new(*inspected.kek.expose()),
        };
        let card = RecoveryCard::new(&mut Dice);
        let mut salt = [0; 16];
        Dice.fill(&mut salt);
        let mut locks = vec![entrance];
        if inspected.slot.slot == PASSPHRASE {
            locks.push(Lock::card(&card, salt));
        }
        let key = (&inspected.header, inspected.slot.slot, &inspected.kek);
        let content = inspected.file.get(inspected.header.length()..).unwrap_or_default();
        let mut agent = [0; 16];
        Dice.fill(&mut agent);
        let own = Own { agent: sync::AgentId(agent), ..Own::default() };
        let label = inspected.inspection.info.label.clone();
        let making = match Making::announce(&label).await {
            Ok(making) => making,
            Err(error) => return failed(&error),
        };
        let restored = async {
            let disk = making.disk(reporter(&self.events)).await?;
            let mut restorer = Restorer::begin(key, &inspected.inspection, (disk, Box::new(Dice)), &[]).await?;
            restorer.push(content).await?;
            let new = NewVault { locks: &locks, now_ms: now_ms(), items: &OF_RESTORED };
            Ok::<_, BackupError>(OpenLedger::load(restorer.finish(&new, own).await?).await?)
        };
        match restored.await {
            Ok(mut open) => {
                open.by_card = inspected.slot.slot == CARD;
                let card = (inspected.slot.slot == PASSPHRASE).then_some(card);
                self.enter_new(open, making, card).await
            }
            Err(error) => {
                making.give_up().await;
                refused(&error)
            }
        }
    }
}
