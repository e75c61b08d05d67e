//! Reading and writing lists: bytes in, rows and findings out.

mod delimited;
pub mod format;
pub mod grid;
pub mod limits;
pub mod not_a_list;
pub mod progress;
mod sniff;
