//! Reading and writing lists: bytes in, rows and findings out.

mod delimited;
pub mod format;
pub mod grid;
mod header;
mod html;
pub mod limits;
pub mod not_a_list;
mod number;
pub mod progress;
mod rows;
mod sheet;
mod sniff;
mod xls;
mod xlsx;
mod xml_table;

pub use sheet::SheetInfo;
