//! How does what the vault keeps become a desk? Envelope by envelope; what cannot be read is named and costs only itself.
//!
//! A lost envelope keeps its place in its author's chain, so that what was written later is seen and nothing is written
//! there again. It may still turn up in a backup: then everything is folded anew.

use desk::Desk;
use sync::{Envelope, SpaceId, State};
use vault::backup::{BackupError, BackupHeader, Inspection, Merger};
use vault::{Entry, Loaded, Mark, Own, Secret, Tail, Vault, VaultError};
use vault_idb::AnyBlocks;

use crate::ledger_open::OpenLedger;
use crate::who::{self, Found, Who};
use crate::world::host;

impl OpenLedger {
    /// Opens what a vault holds.
    pub(crate) async fn load(mut vault: Vault<AnyBlocks>) -> Result<OpenLedger, VaultError> {
        let mut loaded = vault.load().await?;
        let Found { who, whole: who_whole, mut damaged } = Who::read(&vault).await?;
        let states = snapshot_of(&mut loaded, &mut damaged, &mut vault).await?;
        let who = who.unwrap_or_else(|| {
            let first = states.as_ref().and_then(|states| states.first());
            let space = first.map(State::space).or_else(|| loaded.entries.iter().find_map(space_of));
            Who::found(space, loaded.own.agent)
        });
        let pin = who::pin(&vault, &mut damaged).await?;
        let card_checked = who::card_checked(&vault, &mut damaged).await?;
        let last_backup_ms = who::readable(vault.last_backup_ms().await, &mut damaged)?.unwrap_or_default();
        let mut open = OpenLedger {
            desk: Desk::new(who.identity()),
            vault,
            who,
            id: [0; 16],
            card: None,
            pin,
            trial: false,
            lost: false,
            behind: false,
            owed: Vec::new(),
            unnoted: false,
            card_checked,
            by_card: false,
            last_backup_ms,
            damaged,
            gaps: 0,
            log_gaps: false,
            who_whole,
            mark: Mark::default(),
            snapshot_mark: Mark::default(),
        };
        open.desk.set_host(host());
        if let Some(loaded) = open.enter(loaded).await? {
            open.fold(states, &loaded);
            open.read_guest().await;
        }
        Ok(open)
    }

    /// Takes in what this ledger does not have yet, out of a backup that was looked through.
    pub(crate) async fn merge(
        &mut self,
        key: (&BackupHeader, u8, &Secret),
        inspection: &Inspection,
        file: &[u8],
    ) -> Result<(), BackupError> {
        if self.desk.is_shared() {
            return Err(BackupError::Shared);
        }
        let mut merger = Merger::begin(key, inspection, &mut self.vault).await?;
        merger.push(&mut self.vault, file.get(key.0.length()..).unwrap_or_default()).await?;
        let (_, entries) = merger.finish(&mut self.vault).await?;
        if self.gaps > 0 {
            // What was given up may be among them.
            self.fold_anew().await?;
        } else {
            entries.iter().for_each(|entry| self.take(entry));
            self.mark = self.vault.mark();
        }
        Ok(())
    }

    /// Folds everything anew from the log.
    pub(crate) async fn fold_anew(&mut self) -> Result<(), VaultError> {
        let loaded = self.vault.load_log().await?;
        self.damaged.clear();
        self.fold(None, &loaded);
        Ok(())
    }

    fn fold(&mut self, states: Option<Vec<State>>, loaded: &Loaded) {
        self.desk.begin_anew(states);
        self.gaps = 0;
        (self.mark, self.snapshot_mark) = (loaded.mark, loaded.snapshot_mark);
        self.damaged.extend(loaded.damaged.iter().map(ToString::to_string));
        self.take_entries(&loaded.entries, loaded.own);
    }

    /// Folds what was written since the last look.
    pub(crate) fn take_in(&mut self, tail: &Tail) {
        self.damaged.extend(tail.damaged.iter().map(ToString::to_string));
        self.take_entries(&tail.entries, tail.own);
        self.mark = self.vault.mark();
    }

    fn take_entries(&mut self, entries: &[Entry], own: Own) {
        entries.iter().for_each(|entry| self.take(entry));
        if !self.damaged.is_empty() {
            self.gaps += self.desk.give_up_missing((own.agent, own.chain));
        }
    }

    /// Folds one stored envelope; what does not fit is named and left in the log.
    fn take(&mut self, entry: &Entry) {
        let taken = Envelope::decode(&entry.bytes).map_err(|e| e.to_string());
        if let Err(error) = taken.and_then(|envelope| self.desk.replay(envelope).map_err(|e| e.to_string())) {
            self.damaged.push(format!("envelope {}: {error}", entry.dseq));
        }
    }
}

/// The states of the snapshot. One that cannot be read, or is older than the compartments, costs time, not data: the log is
/// read instead.
async fn snapshot_of(
    loaded: &mut Loaded,
    damaged: &mut Vec<String>,
    vault: &mut Vault<AnyBlocks>,
) -> Result<Option<Vec<State>>, VaultError> {
    // Those of a shared ledger are for its device to judge.
    let Some(shards) = loaded.snapshot.take_if(|shards| !Desk::are_kept_states(shards)) else { return Ok(None) };
    match Desk::read_snapshot(&shards) {
        Ok(Some(states)) => return Ok(Some(states)),
        Ok(None) => {}
        Err(error) => damaged.push(format!("snapshot: {error}")),
    }
    *loaded = vault.load_log().await?;
    Ok(None)
}

fn space_of(entry: &Entry) -> Option<SpaceId> {
    Some(Envelope::decode(&entry.bytes).ok()?.header().space)
}
