//! Messages between the page and the Web Worker that reads and writes list files.
//!
//! A file's bytes travel beside the message as a transferred buffer. The worker keeps the last file it was given, so
//! choosing another sheet, header row or mapping sends no bytes again. Cancelling is terminating the worker.

use ledger::field::Field;
use ledger::list::ListKind;
use serde::{Deserialize, Serialize};

use super::roster::Sheet;

/// How a file is to be read; `None` means: find out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadChoice {
    /// What it is a list of, if the person has said so.
    pub kind: Option<ListKind>,
    /// Index of the sheet.
    pub sheet: Option<u32>,
    /// Header row as a person sees it, 1-based; 0 for "no header row".
    pub header_row: Option<u32>,
    /// One entry per column of the sheet.
    pub mapping: Option<Vec<Option<Field>>>,
    /// Remembered mapping of this source, as the reader wrote it.
    pub remembered: Option<String>,
    /// Encoding key, e.g. `gb18030`.
    pub encoding: Option<String>,
    /// The bytes are a pasted block, UTF-8 text.
    pub pasted: bool,
}

/// Orders to the file worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileRequest {
    /// Reads the file sent along, or the kept one again.
    Read(ReadChoice),
    /// The failing rows of the kept file in its own layout with a 原因 column: row number and reason.
    Failing {
        /// Sheet row numbers and their reasons.
        rows: Vec<(u32, String)>,
    },
    /// The kept file's sheet as it stands, for lists that are no lists of children: answered with [`FileAnswer::File`] and,
    /// beside it, the rows of texts in postcard.
    Grid,
    /// Every column of the kept file as it stands, in the rows of the list: its bytes travel beside the answer, as a
    /// postcard list of header and cells.
    Columns,
    /// Writes a sheet as a file.
    Write {
        /// The sheet.
        sheet: Sheet,
        /// The format.
        format: FileFormat,
    },
}

/// Formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileFormat {
    /// xlsx with all cells as text and print settings.
    Xlsx,
    /// CSV in UTF-8 with BOM, formula injection neutralised.
    Csv,
}

/// Answers of the file worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileAnswer {
    /// How far reading has come; not the final answer.
    Progress {
        /// Rows done.
        done: u32,
        /// Rows in all, if known.
        total: u32,
    },
    /// What was understood. The list itself travels beside the message, as a postcard `ListTable`: the page hands its
    /// bytes on to the desk without looking into them, so that 100,000 rows never stop the page.
    Read(Box<ReadView>),
    /// This is not a list that can be read.
    NotAList {
        /// Stable key of the reason, e.g. `empty`, `too_large`, `encrypted`, `damaged`.
        reason: String,
        /// A detail for the sentence: sheet name, size.
        detail: String,
    },
    /// The columns of the kept file; they travel beside the message.
    Columns,
    /// A written file; its bytes travel beside the message.
    File {
        /// Suggested name.
        name: String,
    },
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    /// Its name.
    pub name: String,
    /// Used rows and columns.
    pub size: (u32, u32),
    /// Hidden in the workbook.
    pub hidden: bool,
}

/// A column of the sheet as understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    /// The header as it stands.
    pub header: String,
    /// What it was understood as.
    pub field: Option<Field>,
    /// 0..=100: how sure; 100 for an exact official header, 0 for unmapped.
    pub confidence: u8,
    /// The first filled cells.
    pub samples: Vec<String>,
}

/// What was understood of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadView {
    /// `csv`, `xlsx`, `xls`, `html`, `tsv`, `paste`.
    pub format: String,
    /// `utf-8`, `gb18030` ..., empty for workbooks.
    pub encoding: String,
    /// The sheets, one for text files.
    pub sheets: Vec<SheetView>,
    /// Index of the sheet read.
    pub sheet: u32,
    /// First and last header row, 1-based; 0 if there is none.
    pub header_rows: (u32, u32),
    /// Title text above the header, if any.
    pub title: String,
    /// The kind of list it looks like.
    pub kind: Option<ListKind>,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The first rows of the sheet exactly as they stand, header and titles included, with their row numbers.
    pub first_rows: Vec<(u32, Vec<String>)>,
    /// Rows left out and why (stable keys: `blank`, `total`, `note`, `repeated_header`), with row numbers.
    pub skipped: Vec<(u32, String)>,
    /// Things worth knowing about the file as a whole: `cut_short`, `hidden_rows` with their number, `no_header`.
    pub notices: Vec<(String, u32)>,
    /// Key of the source for remembering the mapping, and the mapping as the reader writes it.
    pub source_key: String,
    /// The mapping as the reader writes it.
    pub mapping_spec: String,
    /// Data rows of the list.
    pub rows: u32,
    /// Rows that cannot be used.
    pub rejected: u32,
}
