//! 名册: every child, as a table that is searched, filtered, edited, pasted over and exported.
//!
//! The parts are made for any table of children: the derived ledgers use them with another source.

mod add;
mod bulk;
mod children;
mod column;
mod columns;
mod export;
mod filter;
mod filters;
mod page;
mod print;
mod resume;
mod table;
mod views;

pub(crate) use children::Children;
pub(crate) use column::{USUAL, cell};
pub(crate) use columns::ColumnPicker;
pub(crate) use export::ExportButton;
pub(crate) use filters::FilterBar;
pub(crate) use page::RosterPage;
pub(crate) use print::PrintButton;
pub(crate) use table::ChildTable;
