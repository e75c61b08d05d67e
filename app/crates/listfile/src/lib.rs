//! Reading and writing lists: bytes in, rows and findings out.
//!
//! Start at [`read`]. A file goes through one stage per folder: `sniff` tells what the bytes are; `delimited`, `html`,
//! `xlsx`, `xls` and `xml_table` turn them into a [`grid::Grid`]; `header` finds the header and what each column means;
//! `rows` leaves out what is no child; `clean` makes the [`ledger::list::ListTable`] with the domain's own rules.
//!
//! Reading a list never fails: broken input yields rows and findings. Only what is not a list at all is an error,
//! [`not_a_list::NotAList`]. The crate knows no browser and runs natively and in a Web Worker alike.

mod book;
mod clean;
mod columns;
mod covered;
mod delimited;
pub mod format;
pub mod grid;
mod header;
mod html;
pub mod limits;
mod mapping;
pub mod not_a_list;
mod number;
pub mod progress;
mod quick;
mod read;
mod rows;
mod sheet;
mod sniff;
mod stamp;
pub mod write;
mod xls;
mod xlsx;
mod xml_table;
mod zeros;

pub use columns::ColumnInfo;
pub use mapping::MappingSpec;
pub use read::{Notice, ReadList, ReadOptions, read};
pub use rows::SkipReason;
pub use sheet::SheetInfo;
pub use stamp::Stamp;
