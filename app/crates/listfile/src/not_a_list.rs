//! The only way reading can fail: these bytes are not a list at all, and why.
//!
//! Anything that *is* a list, however broken, yields rows and findings instead. No text of the file stands in here: the
//! page turns each reason into a sentence that says what to do.

use serde::{Deserialize, Serialize};

/// Which limit a file goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Bytes of the file.
    FileBytes,
    /// Bytes of a workbook part once unpacked (a "zip bomb").
    UnpackedBytes,
    /// Rows of the sheet.
    Rows,
    /// Columns of the sheet.
    Columns,
    /// Cells of the sheet: claimed rows times claimed columns.
    Cells,
    /// Characters of all cells together.
    Text,
}

/// A file of a kind that is known and is not a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForeignKind {
    /// A picture: a screenshot or a photo of a list.
    Image,
    /// A PDF document.
    Pdf,
    /// A Word or WPS text document.
    Word,
    /// A presentation.
    Presentation,
    /// An OpenDocument file.
    OpenDocument,
    /// A binary workbook (`.xlsb`).
    BinaryWorkbook,
    /// A packed archive that has to be unpacked first.
    Archive,
    /// A web archive (`.mht`) or a mail.
    WebArchive,
    /// A program.
    Program,
    /// Sound or video.
    Media,
    /// A database file.
    Database,
    /// Bytes of no kind that is known here.
    Unknown,
}

/// Where a file is damaged beyond reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The zip or compound-file container: usually a download that broke off.
    Container,
    /// The workbook part that names the sheets.
    Workbook,
    /// The table of texts the cells point to.
    Strings,
    /// The sheet itself.
    Sheet,
}

/// Why a file is not a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAList {
    /// No bytes, or nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// The file, or a sheet of it, claims more than this program takes.
    #[error("{limit:?} {claimed} is over {allowed}")]
    TooLarge {
        /// Which limit.
        limit: Limit,
        /// What the file claims.
        claimed: u64,
        /// What is allowed.
        allowed: u64,
    },
    /// Protected by a password.
    #[error("the workbook is encrypted")]
    Encrypted,
    /// A file of another kind.
    #[error("a file of another kind: {0:?}")]
    Foreign(ForeignKind),
    /// It can be opened and holds no data row.
    #[error("no data rows")]
    NoRows,
    /// The sheet asked for does not exist.
    #[error("sheet {index} of {count}")]
    NoSuchSheet {
        /// Index asked for.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// The header row asked for does not exist.
    #[error("header row {row} of {rows}")]
    NoSuchRow {
        /// Row asked for, 1-based.
        row: u32,
        /// How many there are.
        rows: u32,
    },
    /// Damaged beyond reading.
    #[error("damaged {part:?}")]
    Damaged {
        /// Where.
        part: Part,
    },
    /// The caller said stop.
    #[error("cancelled")]
    Cancelled,
}

impl NotAList {
    /// The stable key of the reason.
    pub const fn key(&self) -> &'static str {
        match self {
            NotAList::Empty => "empty",
            NotAList::TooLarge { .. } => "too_large",
            NotAList::Encrypted => "encrypted",
            NotAList::Foreign(kind) => kind.key(),
            NotAList::NoRows => "no_rows",
            NotAList::NoSuchSheet { .. } => "no_such_sheet",
            NotAList::NoSuchRow { .. } => "no_such_row",
            NotAList::Damaged { .. } => "damaged",
            NotAList::Cancelled => "cancelled",
        }
    }
}

impl ForeignKind {
    /// The stable key of the kind.
    pub const fn key(self) -> &'static str {
        match self {
            ForeignKind::Image => "image",
            ForeignKind::Pdf => "pdf",
            ForeignKind::Word => "word",
            ForeignKind::Presentation => "presentation",
            ForeignKind::OpenDocument => "open_document",
            ForeignKind::BinaryWorkbook => "binary_workbook",
            ForeignKind::Archive => "archive",
            ForeignKind::WebArchive => "web_archive",
            ForeignKind::Program => "program",
            ForeignKind::Media => "media",
            ForeignKind::Database => "database",
            ForeignKind::Unknown => "unknown",
        }
    }
}
