//! What if the data are cleared while the ledger is open? It goes on in memory, under the same keys and locks.
//!
//! The desk still knows everything. From then on nothing is on the disk, the page says so, and a backup or a new ledger
//! is written from what the desk knows: the log that could prove it is gone.

use desk::message::Id;
use sync::WriteError;
use vault::{BlobError, BlockError, Mark, MemoryBlocks, Own, Save, Vault, VaultError};
use vault_idb::AnyBlocks;

use crate::keeping::entry;
use crate::ledger_open::OpenLedger;
use crate::who::{Who, copies};
use crate::world::{Dice, now, now_ms};

impl OpenLedger {
    async fn in_memory(&self) -> Result<Vault<AnyBlocks>, VaultError> {
        self.vault.begin_again(AnyBlocks::Memory(MemoryBlocks::new()), Box::new(Dice), now_ms()).await
    }

    /// Leaves the cleared disk; what is saved from now on is in memory only.
    pub(crate) async fn go_on_in_memory(&mut self) -> Result<(), VaultError> {
        self.vault = self.in_memory().await?;
        (self.lost, self.trial) = (true, true);
        self.desk.set_host(None);
        (self.mark, self.snapshot_mark) = (self.vault.mark(), Mark::default());
        Ok(())
    }

    /// The same for a shared ledger: what this device knows goes on as a ledger of one machine in memory, which can be saved
    /// anew or backed up. The keys of the device are gone with the disk.
    pub(crate) async fn go_on_alone(&mut self) -> Result<(), VaultError> {
        let (vault, who) = self.rescued(&self.who.clone()).await?;
        let alone = OpenLedger::load(vault).await?;
        (self.desk, self.vault, self.who) = (alone.desk, alone.vault, who);
        (self.lost, self.trial, self.behind) = (true, true, false);
        self.desk.set_host(None);
        (self.mark, self.snapshot_mark) = (self.vault.mark(), Mark::default());
        Ok(())
    }

    /// Everything the desk knows, as a vault that could be kept or backed up, and who writes in it.
    pub(crate) async fn rescued(&self, who: &Who) -> Result<(Vault<AnyBlocks>, Who), VaultError> {
        let who = who.clone().with_new_agent();
        let mut vault = self.in_memory().await?;
        for (id, bytes) in self.lists().await? {
            vault.put_blob(id, &bytes).await?;
        }
        let envelopes = match self.desk.rescue(&who.identity(), &now()) {
            Ok(envelopes) => envelopes,
            // Nothing was in it yet.
            Err(WriteError::Empty) => Vec::new(),
            Err(error) => return Err(VaultError::Blocks(BlockError::Unavailable(error.to_string()))),
        };
        let entries: Vec<_> = envelopes.iter().map(entry).collect();
        let chain = envelopes.last().map(|last| sync::ChainHead { dseq: last.header().dseq, hash: last.hash() });
        let own = Own { agent: who.identity().agent, chain: chain.unwrap_or_default() };
        let bytes = who.encode();
        vault.save(&Save { entries: &entries, own, items: &copies(&bytes), drafts: &[] }).await?;
        Ok((vault, who))
    }

    /// The lists still at hand: those the desk has read, and those stored since.
    async fn lists(&self) -> Result<Vec<(Id, Vec<u8>)>, VaultError> {
        let mut lists = self.desk.lists_in_memory();
        for id in self.vault.blobs().await? {
            match self.vault.get_blob(id).await {
                Ok(bytes) => lists.push((id, bytes)),
                Err(BlobError::Vault(error)) => return Err(error),
                Err(BlobError::Missing | BlobError::Damaged(_)) => {}
            }
        }
        Ok(lists)
    }
}
