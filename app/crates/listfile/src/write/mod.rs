//! Writing lists: a workbook or a CSV of what is seen, and the failing rows of a file in its own layout.
//!
//! Identity numbers and codes leave as text, so that no spreadsheet can round them. What is written here is read again
//! by [`crate::read()`] with the same content.

mod csv;
mod failing;
mod width;
mod xlsx;

pub use csv::write_csv;
pub use failing::{Which, failing_rows, write_failing};
pub use xlsx::write_xlsx;

/// A table to be written. Every cell is text.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// Title above the header; empty for none.
    pub title: &'a str,
    /// Column headers; none for a form, whose rows stand as they are.
    pub headers: &'a [String],
    /// Rows of texts.
    pub rows: &'a [Vec<String>],
}

/// Why a table cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// More rows or columns than a sheet has, or a text longer than a cell takes.
    #[error("does not fit a sheet")]
    TooLarge,
    /// The writer refused for another reason.
    #[error("the workbook cannot be written: {0}")]
    Workbook(rust_xlsxwriter::XlsxError),
}

impl From<rust_xlsxwriter::XlsxError> for WriteError {
    fn from(error: rust_xlsxwriter::XlsxError) -> WriteError {
        use rust_xlsxwriter::XlsxError::{MaxStringLengthExceeded, RowColumnLimitError};
        match error {
            RowColumnLimitError | MaxStringLengthExceeded => WriteError::TooLarge,
            other => WriteError::Workbook(other),
        }
    }
}
