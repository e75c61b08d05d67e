//! One open ledger: a desk over a vault. Everything is on the disk before the desk knows it.

use desk::message::place::{AccessAct, PlaceRequest};
use desk::message::vault::SessionView;
use desk::message::{Id, Refusal, Request, Response, StorageTrouble};
use desk::{Desk, Identity, Keep, Step};
use serde::{Deserialize, Serialize};
use sync::{AgentId, Envelope, SpaceId, snapshot};
use vault::{
    BlobError, Entry, Kdf, KdfParams, Loaded, Lock, Mark, MemoryBlocks, NewVault, Own, RecoveryCard, Rng, Save, Secret,
    Vault, VaultError,
};

use vault_idb::AnyBlocks;

use crate::world::{Dice, now, now_ms};

/// Items kept sealed beside the log. Stored numbers: never change one.
const WHO: u32 = 1;
const CARD_CHECKED: u32 = 2;

/// A snapshot is written when the log has grown by this many blocks since the last one.
const SNAPSHOT_AFTER: u64 = 24;

/// Who writes in this vault, as kept.
#[derive(Serialize, Deserialize)]
struct Who {
    space: [u8; 16],
    agent: [u8; 16],
    row_key: [u8; 32],
    label: String,
}

impl Who {
    fn new(label: &str) -> Who {
        let mut who = Who { space: [0; 16], agent: [0; 16], row_key: [0; 32], label: label.to_owned() };
        Dice.fill(&mut who.space);
        Dice.fill(&mut who.agent);
        Dice.fill(&mut who.row_key);
        who
    }

    fn identity(&self) -> Identity {
        Identity {
            space: SpaceId(self.space),
            agent: AgentId(self.agent),
            row_key: self.row_key,
            person: self.label.clone(),
        }
    }
}

/// A desk over a vault.
pub(crate) struct OpenLedger {
    pub(crate) desk: Desk,
    pub(crate) vault: Vault<AnyBlocks>,
    /// Number of its database; zero for a trial.
    pub(crate) id: Id,
    /// A recovery card made in this session and not yet checked.
    pub(crate) card: Option<RecoveryCard>,
    /// Nothing is written to the disk.
    pub(crate) trial: bool,
    pub(crate) label: String,
    pub(crate) card_checked: bool,
    pub(crate) last_backup_ms: u64,
    /// What could not be read, by place.
    pub(crate) damaged: Vec<String>,
    mark: Mark,
    snapshot_mark: Mark,
}

impl OpenLedger {
    /// An empty ledger in memory.
    pub(crate) async fn trial() -> Result<OpenLedger, VaultError> {
        let mut key = [0; 32];
        Dice.fill(&mut key);
        // Nobody will ever unlock it again: the lock only makes it a vault like any other.
        let lock = Lock::passphrase(Kdf::Argon2id(KdfParams::DEFAULT), [0; 16], Secret::new(key));
        let disk = AnyBlocks::Memory(MemoryBlocks::new());
        let vault = Vault::create(disk, Box::new(Dice), &NewVault { locks: &[lock], now_ms: now_ms() }).await?;
        let mut open = OpenLedger::found(vault, "试用").await?;
        open.trial = true;
        Ok(open)
    }

    /// A new ledger on a disk.
    pub(crate) async fn create(disk: AnyBlocks, label: &str, locks: &[Lock]) -> Result<OpenLedger, VaultError> {
        let vault = Vault::create(disk, Box::new(Dice), &NewVault { locks, now_ms: now_ms() }).await?;
        OpenLedger::found(vault, label).await
    }

    /// Carries everything over to a disk; this ledger stays as it is until the new one stands.
    pub(crate) async fn carry(&self, disk: AnyBlocks, label: &str, locks: &[Lock]) -> Result<OpenLedger, VaultError> {
        let mut vault = self.vault.carry_to(disk, Box::new(Dice), &NewVault { locks, now_ms: now_ms() }).await?;
        let who = self.vault.item(WHO).await?.and_then(|bytes| postcard::from_bytes::<Who>(&bytes).ok());
        let who = Who { label: label.to_owned(), ..who.unwrap_or_else(|| Who::new(label)) };
        vault.put_item(WHO, &postcard::to_allocvec(&who).unwrap_or_default()).await?;
        OpenLedger::load(vault).await
    }

    async fn found(mut vault: Vault<AnyBlocks>, label: &str) -> Result<OpenLedger, VaultError> {
        let who = Who::new(label);
        vault.put_item(WHO, &postcard::to_allocvec(&who).unwrap_or_default()).await?;
        OpenLedger::load(vault).await
    }

    /// Opens what a vault holds.
    pub(crate) async fn load(mut vault: Vault<AnyBlocks>) -> Result<OpenLedger, VaultError> {
        let loaded = vault.load().await?;
        let mut damaged: Vec<String> = loaded.damaged.iter().map(ToString::to_string).collect();
        let who: Option<Who> = vault.item(WHO).await?.and_then(|bytes| postcard::from_bytes(&bytes).ok());
        let who = match who {
            Some(who) => who,
            None => {
                damaged.push("who".to_owned());
                Who::new("")
            }
        };
        let card_checked = vault.item(CARD_CHECKED).await?.is_some();
        let last_backup_ms = vault.last_backup_ms().await?.unwrap_or_default();
        let mut open = OpenLedger {
            desk: Desk::new(who.identity()),
            vault,
            id: [0; 16],
            card: None,
            trial: false,
            label: who.label,
            card_checked,
            last_backup_ms,
            damaged,
            mark: loaded.mark,
            snapshot_mark: loaded.snapshot_mark,
        };
        open.fold(loaded).await?;
        Ok(open)
    }

    /// Folds what was loaded. A snapshot that cannot be read costs time, not data: the log is read instead.
    async fn fold(&mut self, mut loaded: Loaded) -> Result<(), VaultError> {
        if let Some(shards) = loaded.snapshot.take() {
            match snapshot::decode(&shards) {
                Ok(state) => self.desk = Desk::from_state(self.desk.identity().clone(), state),
                Err(error) => {
                    self.damaged.push(format!("snapshot: {error}"));
                    self.snapshot_mark = Mark::default();
                    loaded = self.vault.load_log().await?;
                }
            }
        }
        for entry in &loaded.entries {
            self.take(entry);
        }
        Ok(())
    }

    /// Folds one stored envelope; what does not fit is named and left in the log.
    pub(crate) fn take(&mut self, entry: &Entry) {
        let taken = Envelope::decode(&entry.bytes).map_err(|e| e.to_string());
        if let Err(error) = taken.and_then(|envelope| self.desk.replay(envelope).map_err(|e| e.to_string())) {
            self.damaged.push(format!("envelope {}: {error}", entry.dseq));
        }
    }

    /// Answers a request; what it writes is on the disk before the answer.
    pub(crate) async fn ask(&mut self, mut request: Request) -> Response {
        loop {
            // Only a comparison may have to load lists and ask again.
            let again =
                matches!(&request, Request::Compare(compare) if !compare.brings_a_list()).then(|| request.clone());
            match self.desk.ask(request, &now()) {
                Step::Answer(response) => return *response,
                Step::Keep(keep) => return self.keep(*keep).await,
                Step::Load(ids) => {
                    for id in ids {
                        match self.vault.get_blob(id).await {
                            Ok(bytes) => self.desk.give(id, Some(bytes)),
                            Err(BlobError::Missing) => self.desk.give(id, None),
                            Err(error) => return refused(StorageTrouble::Damaged(error.to_string())),
                        }
                    }
                    match again {
                        Some(same) => request = same,
                        None => return Response::Refused(Refusal::Protocol),
                    }
                }
            }
        }
    }

    async fn keep(&mut self, keep: Keep) -> Response {
        for (id, bytes) in &keep.blobs {
            if let Err(error) = self.vault.put_blob(*id, bytes).await {
                return refused(trouble(&error));
            }
        }
        let entry = |envelope: &Envelope| Entry {
            compartment: envelope.header().compartment.0,
            dseq: envelope.header().dseq,
            bytes: envelope.encode(),
        };
        let entries: Vec<Entry> = keep.envelopes.iter().map(entry).collect();
        let own = Own { agent: self.desk.identity().agent, chain: keep.chain_head() };
        match self.vault.save(&Save { entries: &entries, own, items: &[], drafts: &[] }).await {
            Ok(mark) => {
                self.mark = mark;
                self.desk.kept(keep)
            }
            Err(error) => refused(trouble(&error)),
        }
    }

    /// A restored ledger: everything it held, written on by a new agent, for the old machine may still be writing.
    pub(crate) async fn adopt(
        mut vault: Vault<AnyBlocks>,
        agent: [u8; 16],
        label: &str,
    ) -> Result<OpenLedger, VaultError> {
        let who = vault.item(WHO).await?.and_then(|bytes| postcard::from_bytes::<Who>(&bytes).ok());
        let who = Who { agent, ..who.unwrap_or_else(|| Who::new(label)) };
        vault.put_item(WHO, &postcard::to_allocvec(&who).unwrap_or_default()).await?;
        vault.drop_item(CARD_CHECKED).await?;
        OpenLedger::load(vault).await
    }

    /// Makes this window the writer, after taking in what another one wrote.
    pub(crate) async fn take_pen(&mut self) {
        match self.vault.take_pen().await {
            Ok(tail) => {
                self.damaged.extend(tail.damaged.iter().map(ToString::to_string));
                tail.entries.iter().for_each(|entry| self.take(entry));
                self.mark = self.vault.mark();
            }
            Err(error) => self.damaged.push(error.to_string()),
        }
    }

    /// Takes in what another window saved; whether there was anything.
    pub(crate) async fn catch_up(&mut self) -> bool {
        match self.vault.tail().await {
            Ok(tail) => {
                tail.entries.iter().for_each(|entry| self.take(entry));
                self.mark = self.vault.mark();
                !tail.entries.is_empty()
            }
            Err(error) => {
                self.damaged.push(error.to_string());
                true
            }
        }
    }

    /// Writes down that the ledger was opened. A window that may only read has nothing to write with.
    pub(crate) async fn note_opening(&mut self) {
        if self.vault.holds_pen() {
            let record = PlaceRequest::Record { act: AccessAct::Open, subject: String::new(), reason: String::new() };
            if let Response::Refused(refusal) = self.ask(Request::Place(record)).await {
                self.damaged.push(format!("{refusal:?}"));
            }
        }
    }

    /// Grows with every save taken in.
    pub(crate) fn version(&self) -> u64 {
        self.desk.version()
    }

    pub(crate) fn session(&self) -> SessionView {
        SessionView {
            trial: self.trial,
            label: self.label.clone(),
            last_backup_ms: self.last_backup_ms,
            card_checked: self.card_checked,
            damaged: self.damaged.clone(),
            read_only: !self.vault.holds_pen(),
        }
    }

    /// Writes a snapshot if the log has grown enough. It is derived: a failure costs time at the next opening only.
    pub(crate) async fn tidy(&mut self) {
        if self.trial || self.mark.blocks_after(&self.snapshot_mark) < SNAPSHOT_AFTER {
            return;
        }
        let shards = snapshot::encode(self.desk.state());
        if self.vault.write_snapshot(&shards, self.mark).await.is_ok() {
            self.snapshot_mark = self.mark;
        }
    }

    pub(crate) async fn check_card(&mut self) -> Result<(), VaultError> {
        self.vault.put_item(CARD_CHECKED, &[1]).await?;
        self.card_checked = true;
        Ok(())
    }
}

fn refused(trouble: StorageTrouble) -> Response {
    Response::Refused(Refusal::Storage(trouble))
}

/// What the page has a sentence for.
pub(crate) fn trouble(error: &VaultError) -> StorageTrouble {
    match error {
        VaultError::Full { .. } => StorageTrouble::Full,
        VaultError::Fenced | VaultError::ReadOnly => StorageTrouble::Fenced,
        VaultError::Damaged(damage) => StorageTrouble::Damaged(damage.to_string()),
        other => StorageTrouble::Other(other.to_string()),
    }
}
