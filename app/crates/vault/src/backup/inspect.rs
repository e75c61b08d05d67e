//! The dry run: is this backup whole, whose is it, and what would it bring?

use crate::secret::Secret;
use crate::vault::Known;

use super::header::BackupHeader;
use super::item::{Counts, Info, Item};
use super::read::Reader;
use super::{BackupError, frame};

/// A backup being looked through. Nothing is written.
pub struct Inspector {
    reader: Reader,
    known: Known,
    new: u32,
}

/// A backup that is whole. Restoring asks for it, so nothing is written from a file that was not looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Where it comes from.
    pub info: Info,
    /// How much it holds.
    pub counts: Counts,
    /// Envelopes that the vault it was compared with does not hold; all of them, if there was none.
    pub new: u32,
    pub(super) root: [u8; 32],
}

impl Inspector {
    /// Begins after the header. `known` is what an open vault holds already ([`Vault::known`](crate::Vault::known)).
    pub fn new(header: &BackupHeader, slot: u8, kek: &Secret, known: Known) -> Result<Self, BackupError> {
        Ok(Self::with(header.unlock(slot, kek)?, known))
    }

    pub(super) fn with(keys: frame::Keys, known: Known) -> Self {
        Self { reader: Reader::new(keys), known, new: 0 }
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        for item in self.reader.push(bytes)? {
            if let Item::Envelope(_, entry) = item {
                self.new += u32::from(!self.known.has(&entry.bytes));
            }
        }
        Ok(())
    }

    /// The file is over.
    pub fn finish(self) -> Result<Inspection, BackupError> {
        let whole = self.reader.finish()?;
        Ok(Inspection { info: whole.info, counts: whole.counts, new: self.new, root: whole.root })
    }
}
