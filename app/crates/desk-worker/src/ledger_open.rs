//! One open ledger: a desk over a vault. How it comes about and what it says of itself; `folding` is how it reads what is
//! kept, `keeping` how it saves.

use desk::message::Id;
use desk::message::place::{AccessAct, PlaceRequest};
use desk::message::vault::SessionView;
use desk::message::{Refusal, Request, Response};
use desk::{Desk, Identity};
use vault::{Kdf, KdfParams, Lock, Mark, MemoryBlocks, NewVault, Pin, RecoveryCard, Rng, Secret, Vault, VaultError};

use vault_idb::AnyBlocks;

use crate::who::{self, Who};
use crate::world::{Dice, now_ms};

/// A snapshot is written when the log has grown by this many blocks since the last one.
const SNAPSHOT_AFTER: u64 = 24;

/// A desk over a vault.
pub(crate) struct OpenLedger {
    pub(crate) desk: Desk,
    pub(crate) vault: Vault<AnyBlocks>,
    pub(crate) who: Who,
    /// Number of its database; zero for a trial.
    pub(crate) id: Id,
    /// A recovery card made in this session and not yet checked.
    pub(crate) card: Option<RecoveryCard>,
    /// What opens it again while it is only shut.
    pub(crate) pin: Option<Pin>,
    /// Nothing is written to the disk.
    pub(crate) trial: bool,
    /// It was on the disk until its data were cleared.
    pub(crate) lost: bool,
    /// What another window wrote could not be read yet.
    pub(crate) behind: bool,
    pub(crate) card_checked: bool,
    /// The recovery card opened it.
    pub(crate) by_card: bool,
    pub(crate) last_backup_ms: u64,
    /// Exports that are not in the access log yet, because the disk took nothing.
    pub(crate) owed: Vec<String>,
    /// That it was opened is not in the access log yet.
    pub(crate) unnoted: bool,
    /// What could not be read, by place.
    pub(crate) damaged: Vec<String>,
    /// Envelopes given up because their records are damaged.
    pub(crate) gaps: usize,
    /// Entries of a shared log are missing on the disk, and come again from the server.
    pub(crate) log_gaps: bool,
    /// Every copy of who writes here is there.
    pub(crate) who_whole: bool,
    pub(crate) mark: Mark,
    pub(crate) snapshot_mark: Mark,
}

impl OpenLedger {
    /// An empty ledger in memory.
    pub(crate) async fn trial() -> Result<OpenLedger, VaultError> {
        let mut key = [0; 32];
        Dice.fill(&mut key);
        // Nobody will ever unlock it again: the lock only makes it a vault like any other.
        let lock = Lock::passphrase(Kdf::Argon2id(KdfParams::DEFAULT), [0; 16], Secret::new(key));
        let disk = AnyBlocks::Memory(MemoryBlocks::new());
        let mut open = OpenLedger::create(disk, "试用", &[lock]).await?;
        open.trial = true;
        open.desk.set_host(None);
        Ok(open)
    }

    /// A new ledger on a disk; there is nothing of it before it is whole.
    pub(crate) async fn create(disk: AnyBlocks, label: &str, locks: &[Lock]) -> Result<OpenLedger, VaultError> {
        let who = Who::new(label).encode();
        let new = NewVault { locks, now_ms: now_ms(), items: &who::copies(&who) };
        OpenLedger::load(Vault::create(disk, Box::new(Dice), &new).await?).await
    }

    /// Carries everything over to a disk; this ledger stays as it is until the new one stands.
    pub(crate) async fn carry(&self, disk: AnyBlocks, label: &str, locks: &[Lock]) -> Result<OpenLedger, VaultError> {
        let who = self.who.clone().labelled(label);
        let rescued = if self.lost { Some(self.rescued(&who).await?) } else { None };
        let (from, who) = match &rescued {
            Some((vault, who)) => (vault, who.encode()),
            None => (&self.vault, who.encode()),
        };
        let new = NewVault { locks, now_ms: now_ms(), items: &who::copies(&who) };
        OpenLedger::load(from.carry_to(disk, Box::new(Dice), &new).await?).await
    }

    /// Makes this window the writer, after taking in what another one wrote.
    pub(crate) async fn take_pen(&mut self) {
        match self.vault.take_pen().await {
            Ok(tail) => {
                match self.is_shared_on_disk().await {
                    Ok(true) => {
                        self.reread_shared().await;
                        if self.log_gaps {
                            self.mend_log().await;
                        }
                    }
                    Ok(false) => {
                        self.take_in(&tail);
                        self.read_guest().await;
                    }
                    // Which of the two it is has to be known before anything is written.
                    Err(_) => self.behind = true,
                }
                if let Err(error) = self.mend_who().await {
                    self.damaged.push(error.to_string());
                }
            }
            Err(error) => self.damaged.push(error.to_string()),
        }
    }

    /// Writes down that the ledger was opened. A window that may only read has nothing to write with.
    pub(crate) async fn note_opening(&mut self) {
        self.unnoted = false;
        if self.vault.holds_pen() {
            let record = PlaceRequest::Record { act: AccessAct::Open, subject: String::new(), reason: String::new() };
            let refused = match self.ask(Request::Place(record)).await {
                // Whoever may only read a shared ledger writes nothing into it.
                // Nor does somebody new, before anything of it is here.
                Response::Refused(Refusal::NotHere | Refusal::Arriving) => None,
                Response::Refused(refusal) => Some(refusal),
                _ => None,
            };
            if let Some(refusal) = refused {
                self.damaged.push(format!("{refusal:?}"));
            }
        }
    }

    /// Grows with every save taken in.
    pub(crate) fn version(&self) -> u64 {
        self.desk.version()
    }

    pub(crate) fn identity(&self) -> &Identity {
        self.desk.identity()
    }

    pub(crate) fn session(&self) -> SessionView {
        SessionView {
            id: self.id,
            trial: self.trial,
            lost: self.lost,
            label: self.who.label.clone(),
            last_backup_ms: self.last_backup_ms,
            card_checked: self.card_checked,
            by_card: self.by_card,
            damaged: self.damaged.clone(),
            read_only: !self.vault.holds_pen(),
            shared: self.desk.is_shared(),
            pin: self.pin.is_some(),
        }
    }

    /// Writes a snapshot if the log has grown enough. It is derived: a failure costs time at the next opening only. With
    /// gaps there is none: what was lost may come back out of a backup, and must be folded then. In a shared ledger there is
    /// none while anything is in no log yet: it may still be sealed anew.
    pub(crate) async fn tidy(&mut self) {
        if self.trial
            || self.gaps > 0
            || self.log_gaps
            || self.behind
            || !self.vault.holds_pen()
            || self.mark.blocks_after(&self.snapshot_mark) < SNAPSHOT_AFTER
        {
            return;
        }
        let shards = if self.desk.is_shared() { self.desk.kept_states() } else { Some(self.desk.snapshot()) };
        let Some(shards) = shards else { return };
        if self.vault.write_snapshot(&shards, self.mark).await.is_ok() {
            self.snapshot_mark = self.mark;
        }
    }

    pub(crate) async fn check_card(&mut self) -> Result<(), VaultError> {
        who::note_card_checked(&mut self.vault).await?;
        self.card_checked = true;
        Ok(())
    }
}
