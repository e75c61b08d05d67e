//! HTML tables and XML spreadsheets.
#![no_main]

use listfile::format::Encoding;

const XML: &str = "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet><Table>";

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let start = if first & 1 == 0 { "<html><table>" } else { XML };
    fuzz::read_and_check(&[start.as_bytes(), rest].concat(), Some(Encoding::Utf8));
});
