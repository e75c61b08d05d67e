//! Writing a backup piece by piece, so that a large one never stands in memory as a whole.
//!
//! It holds the log as it was when the backup began. A damaged record is left out and named: a backup of the rest is
//! worth more than none.

use crate::blocks::Blocks;
use crate::error::{Damage, Flaw, VaultError};
use crate::head::{Lane, Mark};
use crate::layout;
use crate::log;
use crate::store::{Key, KeyRange, Store};
use crate::vault::{Known, Vault};

use super::frame::{CHUNK, Keys};
use super::header::BackupHeader;
use super::inspect::Inspector;
use super::item::{Counts, Info, Item};

/// Records read at a time.
const PAGE: u32 = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Named,
    Log(Lane),
    Blobs,
    Accesses,
    Drafts,
    Waiting,
    Over,
}

/// A backup being written.
pub struct BackupWriter {
    keys: Keys,
    header: Option<Vec<u8>>,
    content: Vec<u8>,
    mark: Mark,
    stage: Stage,
    after: Option<Key>,
    chunks: u32,
    root: blake3::Hasher,
    ended: bool,
    counts: Counts,
    damaged: Vec<Damage>,
}

impl<B: Blocks> Vault<B> {
    /// Begins a backup that every lock of this vault opens.
    pub async fn backup(&mut self, label: &str, now_ms: u64) -> Result<BackupWriter, VaultError> {
        let slots = self.stored_slots().await?;
        let (id, master) = (self.keys.vault, self.keys.master.clone());
        let written = BackupHeader::write(&slots, (&id, &master), &mut *self.rng);
        let (keys, header) = written.ok_or(VaultError::LastLock)?;
        let head = self.read_head().await?;
        let mut content = Vec::new();
        let info = Info { vault: id, label: label.to_owned(), at_ms: now_ms, own: head.own };
        Item::Info(info).write(&mut content);
        Ok(BackupWriter {
            keys,
            header: Some(header),
            content,
            mark: head.mark,
            stage: Stage::Named,
            after: None,
            chunks: 0,
            root: blake3::Hasher::new(),
            ended: false,
            counts: Counts::default(),
            damaged: Vec::new(),
        })
    }
}

impl BackupWriter {
    /// The next piece of the file, or `None` when it is whole.
    pub async fn next<B: Blocks>(&mut self, vault: &mut Vault<B>) -> Result<Option<Vec<u8>>, VaultError> {
        if let Some(header) = self.header.take() {
            return Ok(Some(header));
        }
        if self.ended {
            return Ok(None);
        }
        while self.content.len() <= CHUNK && self.stage != Stage::Over {
            self.read_more(vault).await?;
        }
        let last = self.content.len() <= CHUNK;
        let rest = self.content.split_off(self.content.len().min(CHUNK));
        let content = std::mem::replace(&mut self.content, rest);
        let mut piece = self.keys.write(self.chunks, last, &content, &mut *vault.rng);
        self.root.update(blake3::hash(&piece[super::frame::HEAD..]).as_bytes());
        self.chunks += 1;
        if last {
            self.ended = true;
            let root = *self.root.finalize().as_bytes();
            piece.extend(self.keys.trailer(self.chunks, &root));
        }
        Ok(Some(piece))
    }

    /// The whole file at once, for vaults that fit.
    pub async fn collect<B: Blocks>(&mut self, vault: &mut Vault<B>) -> Result<Vec<u8>, VaultError> {
        let mut file = Vec::new();
        while let Some(piece) = self.next(vault).await? {
            file.extend(piece);
        }
        Ok(file)
    }

    /// How much has been written.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What could not be read and is not in the backup.
    #[must_use]
    pub fn damaged(&self) -> &[Damage] {
        &self.damaged
    }

    /// Looks through the file as it was really written, without asking for the passphrase again.
    #[must_use]
    pub fn inspector(&self) -> Inspector {
        Inspector::with(self.keys.clone(), Known::default())
    }

    async fn read_more<B: Blocks>(&mut self, vault: &Vault<B>) -> Result<(), VaultError> {
        let (store, within) = match self.stage {
            Stage::Named => (Store::Meta, layout::items()),
            Stage::Log(lane) => (lane.store(), KeyRange::all()),
            Stage::Blobs => (Store::Blob, KeyRange::all()),
            Stage::Accesses => (Store::Journal, layout::accesses()),
            Stage::Drafts => (Store::Journal, layout::drafts()),
            Stage::Waiting => (Store::Journal, layout::all_waiting()),
            Stage::Over => return Ok(()),
        };
        let range = match &self.after {
            Some(after) => KeyRange { to: within.to, ..KeyRange::after(after) },
            None => within,
        };
        let records = vault.blocks().read_range(store, &range, Some(PAGE)).await?;
        let Some((key, _)) = records.last() else {
            self.next_stage();
            return Ok(());
        };
        self.after = Some(key.clone());
        for (key, record) in records {
            match self.items_of(vault, &key, &record) {
                Ok(items) => items.iter().for_each(|item| self.add(item)),
                Err(flaw) => self.damaged.push(Damage { store, key, flaw }),
            }
        }
        Ok(())
    }

    fn next_stage(&mut self) {
        self.after = None;
        self.stage = match self.stage {
            Stage::Named => Stage::Log(Lane::Received),
            Stage::Log(Lane::Received) => Stage::Log(Lane::Own),
            Stage::Log(Lane::Own) => Stage::Blobs,
            Stage::Blobs => Stage::Accesses,
            Stage::Accesses => Stage::Drafts,
            Stage::Drafts => Stage::Waiting,
            Stage::Waiting | Stage::Over => {
                self.add(&Item::End(self.counts));
                Stage::Over
            }
        };
    }

    fn add(&mut self, item: &Item) {
        item.count(&mut self.counts);
        item.write(&mut self.content);
    }

    /// What a record contributes.
    fn items_of<B: Blocks>(&self, vault: &Vault<B>, key: &Key, record: &[u8]) -> Result<Vec<Item>, Flaw> {
        let open = |store, generation| vault.keys.open((store, key, generation), record);
        Ok(match self.stage {
            Stage::Named => match layout::item_id(key) {
                Some(id) if id < crate::vault::RESERVED => vec![Item::Named(id, open(Store::Meta, 0)?)],
                _ => Vec::new(),
            },
            Stage::Log(lane) => {
                let (number, compartment) = layout::log_parts(key).ok_or(Flaw::Replayed)?;
                if number > self.mark.end(lane).number {
                    return Ok(Vec::new());
                }
                let plain = open(lane.store(), number)?;
                let (_, entries) = log::decode(compartment, &plain).ok_or(Flaw::Content)?;
                entries.into_iter().map(|entry| Item::Envelope(lane, entry)).collect()
            }
            Stage::Blobs => {
                let (blob, chunk) = layout::blob_parts(key).ok_or(Flaw::Replayed)?;
                let (last, bytes) = match open(Store::Blob, 0) {
                    Ok(bytes) => (false, bytes),
                    Err(_) => (true, open(Store::Blob, 1)?),
                };
                vec![Item::BlobChunk { blob, chunk, last, bytes }]
            }
            Stage::Accesses => {
                let number = layout::access_number(key).ok_or(Flaw::Replayed)?;
                let plain = open(Store::Journal, number)?;
                let (_, content) = plain.split_first_chunk::<32>().ok_or(Flaw::Content)?;
                vec![Item::Access(content.to_vec())]
            }
            Stage::Drafts => vec![Item::Draft(open(Store::Journal, 0)?)],
            Stage::Waiting => {
                let name = layout::waiting_name(key).ok_or(Flaw::Replayed)?;
                vec![Item::Waiting(name.to_vec(), open(Store::Journal, 0)?)]
            }
            Stage::Over => Vec::new(),
        })
    }
}
