//! How much of a file is taken: every number that bounds memory and time, in one place.
//!
//! A ten-megabyte file may claim a thousand million cells or unpack to a hundred gigabytes. Claims are checked before
//! anything is allocated for them, and what is unpacked is counted while it is unpacked.

use crate::not_a_list::{Limit, NotAList};

/// Bytes of a file: far above any list of a county, well below a tablet's memory.
pub const FILE_BYTES: u64 = 256 << 20;
/// Bytes of a sheet's part once unpacked; it is read as a stream.
pub const SHEET_BYTES: u64 = 1 << 30;
/// Bytes of any other part once unpacked: shared texts are held as a whole.
pub const PART_BYTES: u64 = 256 << 20;
/// Rows a sheet can have in any spreadsheet program.
pub const ROWS: u64 = 1_048_576;
/// Columns a sheet can have in any spreadsheet program.
pub const COLUMNS: u64 = 16_384;
/// Claimed rows times claimed columns.
pub const CELLS: u64 = 50_000_000;
/// Bytes of all cell texts of a sheet together, as UTF-8.
pub const TEXT_BYTES: u64 = 1 << 30;
/// Sheets of a workbook that are looked at.
pub const SHEETS: usize = 256;

/// Refuses `claimed` beyond `allowed`.
pub(crate) fn check(limit: Limit, claimed: u64, allowed: u64) -> Result<(), NotAList> {
    if claimed > allowed { Err(NotAList::TooLarge { limit, claimed, allowed }) } else { Ok(()) }
}

/// Refuses a sheet that claims more rows, columns or cells than are taken.
pub(crate) fn check_size(rows: u64, columns: u64) -> Result<(), NotAList> {
    check(Limit::Cells, rows.saturating_mul(columns), CELLS)?;
    check(Limit::Rows, rows, ROWS)?;
    check(Limit::Columns, columns, COLUMNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_million_cells_are_refused_and_a_county_is_not() {
        assert_eq!(check_size(100_000, 80), Ok(()));
        assert_eq!(check_size(1_048_576, 20), Ok(()));
        let refused = |limit, claimed, allowed| Err(NotAList::TooLarge { limit, claimed, allowed });
        assert_eq!(check_size(1_000_000, 1_000), refused(Limit::Cells, 1_000_000_000, CELLS));
        assert_eq!(check_size(2_000_000, 3), refused(Limit::Rows, 2_000_000, ROWS));
        assert_eq!(check_size(3, 20_000), refused(Limit::Columns, 20_000, COLUMNS));
        assert_eq!(check_size(u64::MAX, 2), refused(Limit::Cells, u64::MAX, CELLS));
    }
}
