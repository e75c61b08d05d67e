//! The way of a file: bytes, sheet, header, columns, rows, cleaned list.

use ledger::field::Field;
use ledger::finding::{Finding, FindingKind, Severity};
use ledger::list::{ListKind, ListTable, TextColumn};
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::clean;
use crate::columns::{self, ColumnInfo};
use crate::format::{Encoding, Format};
use crate::grid::{Grid, is_blank_text};
use crate::header::{self, Header, Heading, is_serial};
use crate::mapping::{self, MappingSpec};
use crate::not_a_list::NotAList;
use crate::progress::{Continue, Pace, Progress};
use crate::rows::{Judge, SkipReason};
use crate::sheet::SheetInfo;
use crate::stamp::Stamp;

/// How a file is to be read. Everything that is left open is found out.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// What it is a list of.
    pub kind: Option<ListKind>,
    /// Index of the sheet.
    pub sheet: Option<usize>,
    /// First header row as a person sees it, 1-based; 0 says that there is none.
    pub header_row: Option<u32>,
    /// What each column is, one entry per column of the sheet.
    pub mapping: Option<Vec<Option<Field>>>,
    /// What was decided for this source before.
    pub remembered: Option<MappingSpec>,
    /// Encoding of a text.
    pub encoding: Option<Encoding>,
    /// The bytes are a block pasted from a spreadsheet.
    pub pasted: bool,
}

/// Something worth knowing about the file as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The file breaks off: rows may be missing at its end.
    CutShort,
    /// Rows that are hidden in the workbook were read all the same.
    HiddenRows(u32),
    /// No header row was found; the columns were guessed by what stands in them.
    NoHeader,
}

/// A list as it was read.
#[derive(Clone, Debug)]
pub struct ReadList {
    /// The format of the file.
    pub format: Format,
    /// The encoding of its text; none for workbooks.
    pub encoding: Option<Encoding>,
    /// All sheets.
    pub sheets: Vec<SheetInfo>,
    /// Index of the sheet that was read.
    pub sheet: usize,
    /// First and last header row as a person sees them, 1-based.
    pub header_rows: Option<(u32, u32)>,
    /// The columns of the sheet, mapped or not.
    pub columns: Vec<ColumnInfo>,
    /// The first text above the header.
    pub title: Option<String>,
    /// The kind of list that was said, or that it looks like.
    pub kind: Option<ListKind>,
    /// The cleaned list.
    pub table: ListTable,
    /// The sheet as it stands.
    pub grid: Grid,
    /// Rows left out, 1-based, and why.
    pub skipped: Vec<(u32, SkipReason)>,
    /// What is worth knowing about the file as a whole.
    pub notices: Vec<Notice>,
    /// What the file says of its origin, if this program wrote it.
    pub stamp: Option<Stamp>,
}

impl ReadList {
    /// The mapping as it stands, to be remembered for this source.
    pub fn mapping_spec(&self) -> MappingSpec {
        MappingSpec::new(self.columns.iter().map(|c| (c.header.as_str(), c.field)))
    }

    /// Every column as it stands, mapped or not: its header, and a cell for each row of the list.
    pub fn whole_columns(&self) -> Vec<(String, TextColumn)> {
        let cells = |index: u16| {
            let rows = self.table.row_numbers.iter();
            rows.map(|row| self.grid.text(row.saturating_sub(1), u32::from(index))).collect::<TextColumn>()
        };
        self.columns.iter().map(|column| (column.header.clone(), cells(column.index))).collect()
    }

    /// The key under which this source's mapping is remembered: its headers.
    pub fn source_key(&self) -> String {
        mapping::source_key(self.columns.iter().map(|c| c.header.as_str()))
    }
}

/// Reads a list.
///
/// Row numbers are those a person sees in the sheet, 1-based. In separated text a row is a record, as a spreadsheet
/// program numbers it: a line break inside quotes does not begin one.
///
/// # Errors
///
/// Only if the bytes are not a list at all, if the caller says stop, or if the caller names a sheet or row that is not
/// there. A list with broken rows is read, and the rows are named.
///
/// ```
/// use listfile::progress::Continue;
/// use listfile::{ReadOptions, read};
/// use ledger::field::Field;
///
/// let bytes = "姓名,身份证号\n张三,990526201208310018\n合计,1\n".as_bytes();
/// let list = read(bytes, &ReadOptions::default(), &mut |_| Continue::Yes)?;
/// assert_eq!(list.table.cell(Field::IdNumber, 0), "990526201208310018");
/// assert_eq!(list.table.row_numbers, [2]);
/// assert_eq!(list.skipped.len(), 1);
/// # Ok::<(), listfile::not_a_list::NotAList>(())
/// ```
pub fn read(
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Result<ReadList, NotAList> {
    let mut pace = Pace::new(progress);
    pace.report(0)?;
    let mut book = Book::open(bytes, options.encoding, options.pasted, &mut pace)?;
    let mut sheets = book.sheets();
    let sheet = match options.sheet {
        Some(index) if index >= sheets.len() => return Err(NotAList::NoSuchSheet { index, count: sheets.len() }),
        Some(index) => index,
        None => book.likeliest_sheet(&mut pace)?,
    };
    let from_1904 = book.counts_from_1904();
    let reading = book.read(sheet, &mut pace)?;
    let grid = reading.grid;
    if grid.rows() == 0 {
        return Err(NotAList::NoRows);
    }
    if let Some(info) = sheets.get_mut(sheet) {
        (info.rows, info.columns) = (grid.rows(), grid.columns());
    }
    let sheet_name = sheets.get(sheet).map_or("", |s| s.name.as_str());
    let (header, kind) = find_header(&grid, options, sheet_name)?;
    let first_row = header.as_ref().map_or(0, |h| h.last + 1);
    let headings = header.as_ref().map_or_else(|| bare_headings(&grid), |h| h.headings.clone());
    let columns = columns::decide(&grid, &headings, first_row, options.mapping.as_deref(), options.remembered.as_ref());
    let (rows, skipped) = sort_rows(&grid, header.as_ref(), &headings, &mut pace)?;
    if rows.is_empty() {
        return Err(NotAList::NoRows);
    }
    let to_clean = clean::Sheet {
        grid: &grid,
        rows: &rows,
        columns: &columns,
        first_row,
        from_1904,
        undecodable: book.undecodable,
    };
    let mut table = clean::clean(&to_clean, &mut pace)?;
    table.skipped = skipped.len() as u32;
    if matches!(book.format, Format::Csv | Format::Tsv | Format::Paste) {
        find_misshapen(&grid, &headings, &rows, &book.broken_rows, &mut table);
    }
    let mut notices = Vec::new();
    notices.extend(reading.cut.then_some(Notice::CutShort));
    notices.extend((grid.hidden_rows > 0).then_some(Notice::HiddenRows(grid.hidden_rows)));
    notices.extend((header.is_none() && options.header_row.is_none()).then_some(Notice::NoHeader));
    Ok(ReadList {
        format: book.format,
        encoding: book.encoding,
        sheets,
        sheet,
        header_rows: header.as_ref().map(|h| (h.first + 1, h.last + 1)),
        columns,
        title: title(&grid, header.as_ref()),
        kind,
        table,
        grid,
        skipped,
        notices,
        stamp: book.stamp,
    })
}

/// The header, and the kind of list: said, or guessed and then used to read the header again.
fn find_header(
    grid: &Grid,
    options: &ReadOptions,
    sheet: &str,
) -> Result<(Option<Header>, Option<ListKind>), NotAList> {
    let find = |kind| match options.header_row {
        Some(0) => Ok(None),
        Some(row) if row > grid.rows() => Err(NotAList::NoSuchRow { row, rows: grid.rows() }),
        Some(row) => Ok(header::at(grid, row - 1, kind)),
        None => Ok(header::find(grid, kind)),
    };
    if options.kind.is_some() {
        return Ok((find(options.kind)?, options.kind));
    }
    let header = find(None)?;
    let fields: Vec<Field> =
        header.iter().flat_map(|h| &h.headings).filter_map(|h| h.candidates.first()).map(|c| c.0).collect();
    let kind = header::guess_kind(&title(grid, header.as_ref()).unwrap_or_default(), sheet, &fields);
    let header = if kind.is_some() { find(kind)? } else { header };
    Ok((header, kind))
}

fn title(grid: &Grid, header: Option<&Header>) -> Option<String> {
    let above = 0..header.map_or(0, |h| h.first);
    let text = above.flat_map(|row| grid.row(row)).find(|text| !is_blank_text(text))?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn bare_headings(grid: &Grid) -> Vec<Heading> {
    (0..grid.columns()).map(|_| Heading { text: String::new(), candidates: Vec::new() }).collect()
}

/// Data rows, 0-based, and rows left out, 1-based.
type SortedRows = (Vec<u32>, Vec<(u32, SkipReason)>);

fn sort_rows(
    grid: &Grid,
    header: Option<&Header>,
    headings: &[Heading],
    pace: &mut Pace<'_>,
) -> Result<SortedRows, NotAList> {
    let (above, first) = header.map_or((0..0, 0), |h| (0..h.first, h.last + 1));
    let headers: Vec<String> = headings.iter().map(|h| h.text.clone()).collect();
    let serials: Vec<bool> = headers.iter().map(|h| is_serial(&header::plain(h).core)).collect();
    let titles: Vec<String> =
        above.flat_map(|row| grid.row(row)).filter(|t| !is_blank_text(t)).map(str::to_owned).collect();
    let judge = Judge { headers: &headers, serials: &serials, titles: &titles, first };
    let (mut rows, mut skipped) = (Vec::new(), Vec::new());
    for row in first..grid.rows() {
        pace.row(row)?;
        match judge.skip(grid, row) {
            Some(reason) => skipped.push((row + 1, reason)),
            None => rows.push(row),
        }
    }
    Ok((rows, skipped))
}

/// Rows of a text whose quoting is broken or that hold more cells than the header names: their cells may stand under
/// the wrong header.
fn find_misshapen(grid: &Grid, headings: &[Heading], rows: &[u32], broken: &[u32], table: &mut ListTable) {
    let named = headings.iter().rposition(|h| !h.text.is_empty()).map_or(u32::MAX, |i| i as u32 + 1);
    let mut found = Vec::new();
    for &row in rows {
        let beyond = (named..grid.row_len(row)).find(|&c| !is_blank_text(grid.text(row, c)));
        if beyond.is_none() && broken.binary_search(&row).is_err() {
            continue;
        }
        let value =
            beyond.map_or_else(|| grid.row(row).collect::<Vec<_>>().join(","), |c| grid.text(row, c).to_owned());
        let column = beyond.map(|c| c as u16);
        let (kind, severity) = (FindingKind::RowShape, Severity::Warning);
        found.push(Finding { row: row + 1, column, kind, severity, value });
    }
    if !found.is_empty() {
        table.findings.extend(found);
        table.findings.sort_by_key(|f| (f.row, f.column.unwrap_or(u16::MAX)));
    }
}
