//! An opened file, whatever its format: sheets to choose from, one of them to be read.

use crate::delimited;
use crate::format::{Encoding, Format};
use crate::grid::{Grid, GridBuilder};
use crate::header;
use crate::html;
use crate::not_a_list::NotAList;
use crate::progress::Pace;
use crate::sheet::{Claim, Reading, SheetInfo};
use crate::sniff::{self, Separator, Sniffed};
use crate::stamp::Stamp;
use crate::xls;
use crate::xlsx;
use crate::xml_table;

/// Rows of a sheet that are looked at to tell a list from something else.
const HEAD: u32 = 48;

/// An opened file.
pub(crate) struct Book<'a> {
    pub(crate) format: Format,
    pub(crate) encoding: Option<Encoding>,
    /// Some bytes of the text could not be decoded.
    pub(crate) undecodable: bool,
    /// Rows (0-based) whose quoting is broken.
    pub(crate) broken_rows: Vec<u32>,
    /// What the file says of its origin, if this program wrote it.
    pub(crate) stamp: Option<Stamp>,
    source: Source<'a>,
}

enum Source<'a> {
    Xlsx(xlsx::Workbook<'a>),
    Xls(xls::Workbook),
    /// Sheets that are read already, and whether the file breaks off.
    Tables(Vec<(Claim, Grid)>, bool),
}

impl<'a> Book<'a> {
    /// Opens a file.
    pub(crate) fn open(
        bytes: &'a [u8],
        encoding: Option<Encoding>,
        pasted: bool,
        pace: &mut Pace<'_>,
    ) -> Result<Book<'a>, NotAList> {
        let workbook = |format, source| Book {
            format,
            encoding: None,
            undecodable: false,
            broken_rows: Vec::new(),
            stamp: None,
            source,
        };
        let text = match sniff::sniff(bytes, encoding, pasted)? {
            Sniffed::Zip => {
                let mut book = xlsx::Workbook::open(bytes)?;
                let stamp = book.stamp();
                return Ok(Book { stamp, ..workbook(Format::Xlsx, Source::Xlsx(book)) });
            }
            Sniffed::Compound => return Ok(workbook(Format::Xls, Source::Xls(xls::Workbook::open(bytes)?))),
            Sniffed::Biff => {
                return Ok(workbook(Format::Xls, Source::Xls(xls::Workbook::from_stream(bytes.to_vec())?)));
            }
            Sniffed::Text(text) => text,
        };
        let mut book = Book {
            encoding: Some(text.encoding),
            undecodable: text.broken,
            ..workbook(text.format, Source::Tables(Vec::new(), false))
        };
        match text.format {
            Format::Html => {
                let tables = html::read(&text.text, pace)?;
                if tables.is_empty() {
                    return Err(NotAList::NoRows);
                }
                book.source = Source::Tables(tables, false);
            }
            Format::Xml => {
                let (sheets, cut) = xml_table::read(&text.text, pace)?;
                book.source = Source::Tables(sheets, cut);
            }
            format => {
                let (separator, rest) = sniff::guess(&text.text);
                let read = delimited::read(rest, separator, pace)?;
                if format != Format::Paste && separator == Separator::Tab {
                    book.format = Format::Tsv;
                }
                book.broken_rows = read.broken;
                let claim = Claim { name: String::new(), hidden: false, size: size_of(&read.grid) };
                book.source = Source::Tables(vec![(claim, read.grid)], false);
            }
        }
        Ok(book)
    }

    /// The sheets, for the picker.
    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        let narrow = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let info = |claim: Claim| {
            let (rows, columns) = claim.size.unwrap_or((0, 0));
            SheetInfo { name: claim.name, hidden: claim.hidden, rows: narrow(rows), columns: narrow(columns) }
        };
        self.claims().into_iter().map(info).collect()
    }

    /// The sheet that looks most like a list: shown rather than hidden, most headers understood, then the first.
    pub(crate) fn likeliest_sheet(&mut self, pace: &mut Pace<'_>) -> Result<usize, NotAList> {
        let sheets = self.claims();
        if sheets.len() <= 1 {
            return Ok(0);
        }
        let mut best: Option<(usize, (bool, bool, u32))> = None;
        let mut refused = None;
        for (index, sheet) in sheets.iter().enumerate() {
            let (understood, filled) = match self.head(index, pace) {
                Ok(head) => head,
                Err(NotAList::Cancelled) => return Err(NotAList::Cancelled),
                Err(error) => {
                    refused = refused.or(Some(error));
                    continue;
                }
            };
            let worth = (filled, !sheet.hidden, understood);
            if best.is_none_or(|(_, b)| worth > b) {
                best = Some((index, worth));
            }
        }
        match (best, refused) {
            (Some((index, _)), _) => Ok(index),
            (None, Some(error)) => Err(error),
            (None, None) => Ok(0),
        }
    }

    /// Whether serial dates count from 1904.
    pub(crate) fn counts_from_1904(&self) -> bool {
        match &self.source {
            Source::Xlsx(book) => book.counts_from_1904(),
            Source::Xls(book) => book.counts_from_1904(),
            Source::Tables(..) => false,
        }
    }

    /// Reads a sheet.
    pub(crate) fn read(&mut self, index: usize, pace: &mut Pace<'_>) -> Result<Reading, NotAList> {
        match &mut self.source {
            Source::Xlsx(book) => book.read(index, None, pace),
            Source::Xls(book) => book.read(index, None, pace),
            Source::Tables(tables, cut) => {
                let count = tables.len();
                let (_, grid) = tables.get_mut(index).ok_or(NotAList::NoSuchSheet { index, count })?;
                Ok(Reading { grid: std::mem::take(grid), cut: *cut })
            }
        }
    }

    fn claims(&self) -> Vec<Claim> {
        match &self.source {
            Source::Xlsx(book) => book.claims(),
            Source::Xls(book) => book.claims(),
            Source::Tables(tables, _) => tables.iter().map(|(claim, _)| claim.clone()).collect(),
        }
    }

    /// How much of a sheet's header is understood, and whether anything stands in its first rows.
    fn head(&mut self, index: usize, pace: &mut Pace<'_>) -> Result<(u32, bool), NotAList> {
        let score = |grid: &Grid| {
            let found = header::find(grid, None);
            // A sheet with a header and no row below it is an empty form.
            let rows = found.as_ref().map_or(grid.rows(), |h| grid.rows().saturating_sub(h.last + 1));
            (found.map_or(0, |h| (h.score * 100.0) as u32), rows > 0)
        };
        match &mut self.source {
            Source::Xlsx(book) => Ok(score(&book.read(index, Some(HEAD), pace)?.grid)),
            Source::Xls(book) => Ok(score(&book.read(index, Some(HEAD), pace)?.grid)),
            Source::Tables(tables, _) => Ok(tables.get(index).map_or((0, false), |(_, grid)| score(&first_rows(grid)))),
        }
    }
}

fn size_of(grid: &Grid) -> Option<(u64, u64)> {
    Some((u64::from(grid.rows()), u64::from(grid.columns())))
}

fn first_rows(grid: &Grid) -> Grid {
    let mut builder = GridBuilder::with_capacity(0);
    for row in 0..grid.rows().min(HEAD) {
        for (column, text) in grid.row(row).enumerate() {
            // A copy of part of a grid stays within the limits that the grid kept.
            let _ = builder.put(row, column as u32, grid.kind(row, column as u32), text);
        }
    }
    let mut head = builder.finish().unwrap_or_default();
    head.merges = grid.merges.iter().copied().filter(|m| m.top < HEAD).collect();
    head
}
