//! The outside of a backup: which program, which version, which locks.

use crate::kdf::Kdf;
use crate::layout::{checked, with_checksum};
use crate::rng::{self, Rng};
use crate::seal::{SUITE, VaultId};
use crate::secret::Secret;
use crate::slot::{BackupSlot, Slot, SlotView};

use super::BackupError;
use super::frame::Keys;

const MAGIC: &[u8; 4] = b"SXB1";
const VERSION: u16 = 1;
/// Magic, version, suite, id, number of slots.
const FIXED: usize = 4 + 2 + 1 + 16 + 1;
const CHECKSUM: usize = 8;

/// No header is longer: read this much of a file, or all of it, before [`BackupHeader::read`].
pub const HEADER_MAX: usize = FIXED + 255 * BackupSlot::BYTES + CHECKSUM;

/// The header of a backup.
#[derive(Clone, Debug)]
pub struct BackupHeader {
    id: VaultId,
    slots: Vec<BackupSlot>,
    hash: [u8; 32],
    length: usize,
}

impl BackupHeader {
    /// A new header for the locks of a vault, the key of the backup, and the header's bytes.
    pub(super) fn write(
        slots: &[Slot],
        (vault, master): (&VaultId, &Secret),
        rng: &mut dyn Rng,
    ) -> Option<(Keys, Vec<u8>)> {
        let id: VaultId = rng::random(rng);
        let key = Secret::random(rng);
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.push(SUITE);
        out.extend_from_slice(&id);
        let parts: Vec<_> =
            slots.iter().filter_map(|slot| slot.wrap_backup((vault, master), (&id, &key), rng)).collect();
        out.push(u8::try_from(parts.len()).ok().filter(|count| *count > 0)?);
        out.extend(parts.into_iter().flatten());
        let out = with_checksum(out);
        Some((Keys::new(id, &key, *blake3::hash(&out).as_bytes()), out))
    }

    /// Reads the beginning of a file: [`HEADER_MAX`] bytes, or the whole file if it is shorter.
    pub fn read(file: &[u8]) -> Result<Self, BackupError> {
        let cut_off = BackupError::Truncated { whole: 0 };
        let Some(rest) = file.strip_prefix(MAGIC) else {
            return Err(if file.is_empty() { cut_off } else { BackupError::NotABackup });
        };
        let (version, rest) = rest.split_first_chunk::<2>().ok_or(cut_off.clone())?;
        let version = u16::from_le_bytes(*version);
        if version > VERSION {
            return Err(BackupError::Newer { version });
        }
        let (&[suite], rest) = rest.split_first_chunk::<1>().ok_or(cut_off.clone())?;
        let (id, rest) = rest.split_first_chunk::<16>().ok_or(cut_off.clone())?;
        let (&[count], rest) = rest.split_first_chunk::<1>().ok_or(cut_off.clone())?;
        let length = FIXED + usize::from(count) * BackupSlot::BYTES + CHECKSUM;
        let whole = file.get(..length).ok_or(cut_off)?;
        if version != VERSION || checked(whole).is_none() {
            return Err(BackupError::Header);
        }
        if suite != SUITE {
            return Err(BackupError::Newer { version });
        }
        let slots =
            rest.chunks_exact(BackupSlot::BYTES).take(count.into()).map(BackupSlot::decode).collect::<Option<Vec<_>>>();
        Ok(Self {
            id: *id,
            slots: slots.ok_or(BackupError::Newer { version })?,
            hash: *blake3::hash(whole).as_bytes(),
            length,
        })
    }

    /// Bytes of the header; the chunks begin after it.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// The locks of this backup.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotView> {
        self.slots.iter().map(|slot| slot.view).collect()
    }

    /// The keys of this backup, if `kek` opens the lock.
    pub(super) fn unlock(&self, slot: u8, kek: &Secret) -> Result<Keys, BackupError> {
        let found = self.slots.iter().find(|found| found.view.slot == slot);
        let found = found.ok_or(BackupError::NoSlot)?;
        Kdf::check(&found.view.kdf)?;
        let key = found.open(&self.id, kek).ok_or(BackupError::WrongKey)?;
        Ok(Keys::new(self.id, &key, self.hash))
    }
}
