//! The zip package of a workbook: parts by name, unpacked as a stream whose length is counted.
//!
//! A zip's own word about the size of a part is not believed: the bytes are counted while they come out.

use std::collections::HashMap;
use std::io::{Cursor, Error, ErrorKind, Read};

use zip::ZipArchive;

use crate::limits;
use crate::not_a_list::{ForeignKind, Limit, NotAList, Part};

use super::xml::{Fault, Scanner};

/// An opened package.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Lower-case names with forward slashes: some writers use neither.
    names: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    /// Opens a zip; another kind of package is named.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, NotAList> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotAList::Damaged { part: Part::Container })?;
        let names: HashMap<String, usize> =
            (0..zip.len()).filter_map(|i| Some((tidy(&zip.name_for_index(i)?.ok()?), i))).collect();
        let package = Package { zip, names };
        match package.foreign() {
            Some(kind) => Err(NotAList::Foreign(kind)),
            None => Ok(package),
        }
    }

    /// Whether there is such a part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&tidy(name))
    }

    /// Opens a part for reading, if it is there and can be unpacked at all.
    pub(crate) fn part(&mut self, name: &str) -> Option<Scanner<impl Read + use<'_, 'a>>> {
        let index = *self.names.get(&tidy(name))?;
        let most = if name.contains("/worksheets/") { limits::SHEET_BYTES } else { limits::PART_BYTES };
        let file = self.zip.by_index(index).ok()?;
        Some(Scanner::new(Counted { inner: file, left: most }))
    }

    fn foreign(&self) -> Option<ForeignKind> {
        if self.names.keys().any(|n| n.starts_with("xl/") || n.ends_with("workbook.xml")) {
            let binary = self.has("xl/workbook.bin") && !self.has("xl/workbook.xml");
            return binary.then_some(ForeignKind::BinaryWorkbook);
        }
        let has_folder = |folder: &str| self.names.keys().any(|n| n.starts_with(folder));
        Some(if has_folder("word/") {
            ForeignKind::Word
        } else if has_folder("ppt/") {
            ForeignKind::Presentation
        } else if self.has("content.xml") && self.has("mimetype") {
            ForeignKind::OpenDocument
        } else {
            ForeignKind::Archive
        })
    }
}

/// What a stream that ended early means for the list.
pub(crate) fn refusal(fault: Fault, part: Part) -> NotAList {
    match fault {
        Fault::Cut => NotAList::Damaged { part },
        Fault::TooLong => {
            let allowed = if part == Part::Sheet { limits::SHEET_BYTES } else { limits::PART_BYTES };
            NotAList::TooLarge { limit: Limit::UnpackedBytes, claimed: allowed + 1, allowed }
        }
    }
}

fn tidy(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// A stream that fails once it has given out more than is taken.
struct Counted<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(n as u64).ok_or_else(|| Error::from(ErrorKind::FileTooLarge))?;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_is_taken_ends_the_stream() {
        let mut scanner = Scanner::new(Counted { inner: std::io::repeat(b' '), left: 1 << 20 });
        while scanner.next() != super::super::xml::Token::End {}
        assert_eq!(scanner.fault(), Some(Fault::TooLong));
    }

    #[test]
    fn bytes_that_are_no_zip_are_damaged() {
        let opened = Package::open(b"PK\x03\x04 and nothing more").map(|_| ());
        assert_eq!(opened, Err(NotAList::Damaged { part: Part::Container }));
    }
}
