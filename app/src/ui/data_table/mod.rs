//! The table: looks and behaves like a good spreadsheet, holds 100,000 rows, and knows nothing about what they are.
//!
//! A page gives columns, a [`RowSource`] that answers "these rows, please", and [`Actions`] for what was typed, pasted
//! or filled; it keeps a [`Table`] handle to ask what is picked and to say that the question or the data changed. At
//! most [`MOST_LINES`] rows exist in the document: lines are reused as one scrolls. One live input follows the cursor,
//! so that the first key of an input method already lands in it.

pub(crate) mod block;
mod cells;
mod clipboard;
mod cursor;
mod editor;
mod grid;
mod head;
mod keyboard;
mod layout;
mod line;
mod model;
mod options;
mod picks;
mod pointer;
mod rows;
mod table;
mod write;

pub(crate) use grid::DataTable;
pub(crate) use head::Sort;
pub(crate) use model::{Actions, Cell, Column, Edit, How, Mark, Page, Row, RowKey, RowSource, Writing};
pub(crate) use picks::{BulkBar, Picked};
pub(crate) use table::{Place, Table};

/// Row elements in the document at any time.
pub(crate) const MOST_LINES: u32 = 60;
