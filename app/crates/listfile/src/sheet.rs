//! A sheet before it is read, and after.

use serde::{Deserialize, Serialize};

use crate::grid::Grid;

/// A sheet of a workbook, for the picker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetInfo {
    /// Its name; empty for text files.
    pub name: String,
    /// Hidden in the workbook.
    pub hidden: bool,
    /// Used rows: exact for the sheet that was read, for the others what the file says of them.
    pub rows: u32,
    /// Used columns, likewise.
    pub columns: u32,
}

/// What a sheet claims to be, before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// Rows and columns, if it says.
    pub(crate) size: Option<(u64, u64)>,
}

/// A sheet that was read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) grid: Grid,
    /// The file breaks off within it: rows may be missing at the end.
    pub(crate) cut: bool,
}
