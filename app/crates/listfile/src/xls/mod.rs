//! BIFF workbooks (Excel 5 to 2003, WPS `.et`): the sheets' names and claims first, then one sheet.
//!
//! An own reader because these files are read record by record from a stream that says nothing true about itself: a
//! circular sector chain, a sheet that starts beyond the end or claims four thousand million rows must neither hang nor
//! stop the program. Formulas are not looked at; their stored results are.

mod cells;
mod compound;
mod globals;
mod records;
mod strings;
#[cfg(test)]
mod tests;

use crate::grid::GridBuilder;
use crate::limits;
use crate::not_a_list::{ForeignKind, NotAList, Part};
use crate::progress::Pace;
use crate::sheet::{Claim, Reading};

use compound::Compound;
use globals::Globals;

/// An opened workbook.
#[derive(Debug)]
pub(crate) struct Workbook {
    stream: Vec<u8>,
    globals: Globals,
    claims: Vec<Claim>,
}

impl Workbook {
    /// Opens a compound file; another kind of document is named.
    pub(crate) fn open(bytes: &[u8]) -> Result<Workbook, NotAList> {
        let compound = Compound::open(bytes).ok_or(NotAList::Damaged { part: Part::Container })?;
        if compound.has("EncryptedPackage") {
            return Err(NotAList::Encrypted);
        }
        match compound.stream("Workbook").or_else(|| compound.stream("Book")) {
            Some(stream) => Workbook::from_stream(stream),
            None if compound.has("Workbook") || compound.has("Book") => {
                Err(NotAList::Damaged { part: Part::Container })
            }
            None if compound.has("WordDocument") => Err(NotAList::Foreign(ForeignKind::Word)),
            None if compound.has("PowerPoint Document") => Err(NotAList::Foreign(ForeignKind::Presentation)),
            None => Err(NotAList::Foreign(ForeignKind::Unknown)),
        }
    }

    /// Takes records that came without a container.
    pub(crate) fn from_stream(stream: Vec<u8>) -> Result<Workbook, NotAList> {
        let globals = Globals::read(&stream)?;
        let claim = |sheet: &globals::SheetRecord| Claim {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            size: cells::claim(&stream, sheet.start),
        };
        let claims: Vec<Claim> = globals.sheets.iter().map(claim).collect();
        if claims.is_empty() {
            return Err(NotAList::Damaged { part: Part::Workbook });
        }
        Ok(Workbook { stream, globals, claims })
    }

    /// What each sheet claims to be.
    pub(crate) fn claims(&self) -> Vec<Claim> {
        self.claims.clone()
    }

    /// Whether serial dates count from 1904.
    pub(crate) fn counts_from_1904(&self) -> bool {
        self.globals.from_1904
    }

    /// Reads a sheet, or its first rows.
    pub(crate) fn read(&self, index: usize, most: Option<u32>, pace: &mut Pace<'_>) -> Result<Reading, NotAList> {
        let refused = NotAList::NoSuchSheet { index, count: self.claims.len() };
        let (Some(claim), Some(sheet)) = (self.claims.get(index), self.globals.sheets.get(index)) else {
            return Err(refused);
        };
        let (rows, columns) = claim.size.unwrap_or((0, 0));
        limits::check_size(rows, columns)?;
        let mut builder = GridBuilder::with_capacity(0);
        let complete = cells::read(&self.stream, sheet.start, &self.globals, most, &mut builder, pace)?;
        let grid = builder.finish()?;
        if !complete && grid.rows() == 0 {
            return Err(NotAList::Damaged { part: Part::Sheet });
        }
        Ok(Reading { grid, cut: !complete })
    }
}
