//! Restoring on a machine that has no such vault: a new vault with the old content, or nothing.
//!
//! The content is sealed anew under a new master key. There is a vault only after the whole file has been read a second
//! time and found to be the one that was inspected.

use crate::blocks::Blocks;
use crate::head::{Lane, Own};
use crate::log::Entry;
use crate::rng::Rng;
use crate::secret::Secret;
use crate::vault::{Draft, Founding, NewVault, Vault};
use crate::wire;

use super::BackupError;
use super::header::BackupHeader;
use super::inspect::Inspection;
use super::item::Item;
use super::read::Reader;

/// A vault being restored.
pub struct Restorer<B> {
    reader: Reader,
    founding: Founding<B>,
    root: [u8; 32],
    without: Vec<u32>,
}

impl<B: Blocks> Restorer<B> {
    /// Begins on a database that holds no vault, after the header. The items of `without` are left out: what makes a
    /// machine that machine, above all its agent's keys.
    pub async fn begin(
        (header, slot, kek): (&BackupHeader, u8, &Secret),
        inspected: &Inspection,
        (blocks, rng): (B, Box<dyn Rng>),
        without: &[u32],
    ) -> Result<Self, BackupError> {
        Ok(Self {
            reader: Reader::new(header.unlock(slot, kek)?),
            founding: Founding::begin(blocks, rng).await?,
            root: inspected.root,
            without: without.to_vec(),
        })
    }

    /// Takes the next bytes of the file.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        let mut run: Vec<Entry> = Vec::new();
        let mut of = Lane::Received;
        for item in self.reader.push(bytes)? {
            match item {
                Item::Envelope(lane, entry) => {
                    if lane != of {
                        self.founding.append(of, &std::mem::take(&mut run)).await?;
                        of = lane;
                    }
                    run.push(entry);
                }
                Item::Named(id, plain) if !self.without.contains(&id) => self.founding.item(id, &plain).await?,
                Item::BlobChunk { blob, chunk, last, bytes } => {
                    self.founding.blob_chunk(&blob, chunk, last, &bytes).await?
                }
                Item::Access(content) => self.founding.access(&content).await?,
                Item::Draft(plain) => {
                    let draft: Draft = wire::decode(&plain).ok_or(BackupError::Content)?;
                    self.founding.draft(&draft).await?;
                }
                Item::Waiting(name, plain) => self.founding.waiting(&name, &plain).await?,
                Item::Named(..) | Item::Info(_) | Item::End(_) => {}
            }
        }
        Ok(self.founding.append(of, &run).await?)
    }

    /// The file is over: from now on there is a vault. `own` is who writes in it, usually somebody new.
    pub async fn finish(self, new: &NewVault<'_>, own: Own) -> Result<Vault<B>, BackupError> {
        if self.reader.finish()?.root != self.root {
            return Err(BackupError::Changed);
        }
        Ok(self.founding.finish(new, own).await?)
    }
}
