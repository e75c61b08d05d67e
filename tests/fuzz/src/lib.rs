//! Fuzz targets for the list reader and the protocol of sync, run by hand for a bounded time:
//!
//! ```text
//! cargo install cargo-fuzz
//! cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none xlsx -- -max_total_time=300
//! ```
//!
//! Without sanitizers it runs on the stable compiler; the crates under test have no unsafe code of their own. A crasher
//! becomes a file in `tests/fixtures/lists/crashers/`, where the test `crashers_stay_fixed` of `listfile` reads it on
//! every run. The short form of all this, mutated fixtures, is in the normal test run (`listfile/tests/refusals.rs`), and so
//! is that of `protocol`, mutated honest bodies (`sync/tests/proto.rs`; `edge` sends them to the server).

use listfile::format::Encoding;
use listfile::progress::Continue;
use listfile::{ReadOptions, read};

/// Reads bytes and checks the sums that must hold of every list, however broken.
pub fn read_and_check(bytes: &[u8], encoding: Option<Encoding>) {
    let options = ReadOptions { encoding, ..ReadOptions::default() };
    let Ok(list) = read(bytes, &options, &mut |_| Continue::Yes) else { return };
    let (table, rows) = (&list.table, list.table.len());
    assert_eq!((table.id_quality.len(), table.rejected.len()), (rows, rows));
    assert!(table.columns.iter().all(|column| column.cells.len() == rows));
    assert_eq!(table.skipped as usize, list.skipped.len());
    for (row, rejected) in table.row_numbers.iter().zip(&table.rejected) {
        if let Some(kind) = rejected {
            assert!(table.findings.iter().any(|f| f.row == *row && f.kind == *kind), "rejected without a word");
        }
    }
}
