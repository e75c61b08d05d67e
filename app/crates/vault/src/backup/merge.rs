//! Restoring beside what is there: an open vault gets what it does not hold, and loses nothing.

use crate::blocks::Blocks;
use crate::head::Lane;
use crate::log::Entry;
use crate::secret::Secret;
use crate::vault::{Known, SHARED, Vault};

use super::BackupError;
use super::header::BackupHeader;
use super::inspect::Inspection;
use super::item::Item;
use super::read::Reader;

/// A backup being merged into an open vault.
pub struct Merger {
    reader: Reader,
    root: [u8; 32],
    known: Known,
    /// In order.
    blobs: Vec<[u8; 16]>,
    blob: Vec<u8>,
    entries: Vec<(Lane, Entry)>,
    /// It is of a shared ledger, whose log is in the order of its server.
    shared: bool,
    merged: Merged,
}

/// What a merge has brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Envelopes that were new.
    pub new: u32,
    /// Envelopes that were there already.
    pub known: u32,
    /// Attachments that were new.
    pub blobs: u32,
}

impl Merger {
    /// Begins after the header.
    pub async fn begin<B: Blocks>(
        (header, slot, kek): (&BackupHeader, u8, &Secret),
        inspected: &Inspection,
        vault: &mut Vault<B>,
    ) -> Result<Self, BackupError> {
        Ok(Self {
            reader: Reader::new(header.unlock(slot, kek)?),
            root: inspected.root,
            known: vault.known().await?,
            blobs: vault.blobs().await?,
            blob: Vec::new(),
            entries: Vec::new(),
            shared: false,
            merged: Merged::default(),
        })
    }

    /// Takes the next bytes of the file. Attachments are written as they are complete, which harms nothing if the rest
    /// never comes; envelopes wait for the end.
    pub async fn push<B: Blocks>(&mut self, vault: &mut Vault<B>, bytes: &[u8]) -> Result<(), BackupError> {
        for item in self.reader.push(bytes)? {
            match item {
                Item::Envelope(_, entry) if self.known.has(&entry.bytes) => self.merged.known += 1,
                Item::Envelope(lane, entry) => {
                    self.merged.new += 1;
                    self.entries.push((lane, entry));
                }
                Item::BlobChunk { blob, .. } if self.blobs.binary_search(&blob).is_ok() => {}
                Item::BlobChunk { blob, last, bytes, .. } => {
                    self.blob.extend_from_slice(&bytes);
                    if last {
                        vault.put_blob(blob, &std::mem::take(&mut self.blob)).await?;
                        self.merged.blobs += 1;
                    }
                }
                // The open vault's own items, access log and drafts stand.
                Item::Named(SHARED, _) | Item::Waiting(..) => self.shared = true,
                Item::Named(..) | Item::Access(_) | Item::Draft(_) | Item::Info(_) | Item::End(_) => {}
            }
        }
        Ok(())
    }

    /// The file is over: keeps the new envelopes, each lane in one transaction, and returns them for the fold.
    pub async fn finish<B: Blocks>(self, vault: &mut Vault<B>) -> Result<(Merged, Vec<Entry>), BackupError> {
        if self.reader.finish()?.root != self.root {
            return Err(BackupError::Changed);
        }
        if self.shared {
            return Err(BackupError::Shared);
        }
        let mut all = Vec::with_capacity(self.entries.len());
        for lane in Lane::ALL {
            let of_lane = self.entries.iter().filter(|(of, _)| *of == lane);
            let entries: Vec<Entry> = of_lane.map(|(_, entry)| entry.clone()).collect();
            if !entries.is_empty() {
                vault.absorb(lane, &entries).await?;
                all.extend(entries);
            }
        }
        Ok((self.merged, all))
    }
}
