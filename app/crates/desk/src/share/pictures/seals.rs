//! Sealing: at once for a picture that is kept in a shared ledger, afterwards for one that was kept before it was shared.
//!
//! The key of a picture is drawn for it alone and stands in the op that refers to it. What the disk holds is sealed under
//! the machine's own keys, which never leave it: the parts are made anew from the bytes when they are sent.

use ledger::schema::{Table, attachment as f};
use sync::blob::BlobSeal;
use sync::{RowId, SaveBuilder, ValueRef};

use super::album::Sealing;
use super::drive::PartDrive;
use super::{PartsKeep, Progress};
use crate::Desk;
use crate::book::{Dice, cell};
use crate::message::Id;
use crate::message::roster::Action;
use crate::step::{Now, Step};

/// So many pictures are sealed in one save.
const AT_ONCE: usize = 8;
/// After a save that was refused.
const PAUSE_MS: u64 = 60_000;
/// After one that was kept: a server takes so many pushes a minute, and what people write needs its share of them.
const PACE_MS: u64 = 2_000;

/// Seals made in a save, and what has to be sent because of it.
pub(crate) struct Sealed {
    table: Table,
    seals: Vec<(u16, BlobSeal)>,
    waiting: Vec<(Id, Progress)>,
}

impl Sealed {
    fn of(table: Table) -> Self {
        Self { table, seals: Vec::new(), waiting: Vec::new() }
    }

    /// Writes the seals into the row that names the blobs.
    pub(crate) fn write(&self, row: RowId, save: &mut SaveBuilder) {
        for (field, seal) in &self.seals {
            save.set(cell(self.table, row, *field), ValueRef::Blob(&seal.encode()));
        }
    }

    /// What has to be sent because of them.
    pub(crate) fn parts(self) -> PartsKeep {
        PartsKeep { waiting: self.waiting, ..PartsKeep::default() }
    }
}

impl Desk {
    /// Seals the whole and the small picture of a new attachment; nothing in a ledger of one machine.
    pub(crate) fn seal_pictures(&self, (whole, bytes): (Id, &[u8]), (small, tiny): (Id, &[u8]), now: &Now) -> Sealed {
        let blobs = [(f::SEAL, whole, bytes), (f::SMALL_SEAL, small, tiny)];
        self.seal_blobs(Table::Attachment, blobs, &mut Dice::apart(now, "blob"))
    }

    /// Seals blobs that a row of a table names, each with the field of its seal.
    pub(crate) fn seal_blobs<'b>(
        &self,
        table: Table,
        blobs: impl IntoIterator<Item = (u16, Id, &'b [u8])>,
        dice: &mut Dice,
    ) -> Sealed {
        let mut sealed = Sealed::of(table);
        for (field, blob, bytes) in blobs {
            self.seal_into(&mut sealed, (field, blob), bytes, dice);
        }
        sealed
    }

    fn seal_into(&self, sealed: &mut Sealed, (field, blob): (u16, Id), bytes: &[u8], dice: &mut Dice) {
        let Some(share) = &self.share else { return };
        // What is too large to travel is refused long before: a picture has 200 kB.
        if let Ok(seal) = BlobSeal::new(share.device.space(), RowId(blob), bytes, dice) {
            sealed.waiting.push((blob, Progress::of(&seal)));
            sealed.seals.push((field, seal));
        }
    }

    /// Pictures of this machine that others cannot open yet: what must be loaded, or the save that seals them.
    pub(super) fn seal_older(&mut self, now: &Now) -> Option<PartDrive> {
        if !self.may_write(Table::Attachment.compartment().id()) {
            return None;
        }
        let pictures = &mut self.share.as_mut()?.pictures;
        let open = |print: &&super::album::Print| {
            // What offices hand each other is sealed when it is kept.
            let open = |half: super::album::Half| half.sealing == Sealing::Open && pictures.is_here(&half.blob);
            print.table == Table::Attachment && print.halves().any(open)
        };
        let prints: Vec<_> = pictures.album.prints.iter().filter(open).take(AT_ONCE).copied().collect();
        if !prints.is_empty() && now.ms < pictures.seal_ms && pictures.seal_ms - now.ms <= PAUSE_MS {
            return Some(PartDrive::Wait(pictures.seal_ms));
        }
        let halves = |print: &super::album::Print| {
            let here = |blob: &Id| pictures.is_here(blob);
            print.halves().filter(|half| half.sealing == Sealing::Open && here(&half.blob)).collect::<Vec<_>>()
        };
        let to_seal: Vec<_> = prints.iter().map(|print| (print.ix, halves(print))).collect();
        let wanted = to_seal.iter().flat_map(|(_, halves)| halves.iter().map(|half| half.blob));
        let missing: Vec<Id> = wanted.filter(|blob| !pictures.loaded.contains_key(blob)).collect();
        if !missing.is_empty() {
            return Some(PartDrive::Load(missing));
        }
        if to_seal.is_empty() {
            return None;
        }
        let loaded = std::mem::take(&mut pictures.loaded);
        // Whatever becomes of the save, it is not tried again at once.
        pictures.seal_ms = now.ms + PAUSE_MS;
        let (mut save, mut dice, mut waiting) = (SaveBuilder::new(), Dice::apart(now, "blob"), Vec::new());
        for (ix, halves) in &to_seal {
            let mut sealed = Sealed::of(Table::Attachment);
            for half in halves {
                if let Some(Some(bytes)) = loaded.get(&half.blob) {
                    self.seal_into(&mut sealed, (half.field, half.blob), bytes, &mut dice);
                }
            }
            sealed.write(self.book.row_id(Table::Attachment, *ix), &mut save);
            waiting.extend(sealed.waiting);
        }
        let detail = format!("加密 {} 张，供其他设备查看", to_seal.len());
        let next_ms = now.ms + PACE_MS;
        let then = Box::new(move |desk: &mut Desk, save| {
            if let Some(share) = &mut desk.share {
                share.pictures.seal_ms = next_ms;
            }
            Desk::saved()(desk, save)
        });
        match self.keep(&save, Action::Attach, &detail, now, then) {
            Step::Keep(keep) => {
                Some(PartDrive::Keep(Box::new(keep.with_parts(PartsKeep { waiting, ..PartsKeep::default() }))))
            }
            _ => None,
        }
    }
}
