//! Workbook parts, stored unpacked so that the fuzzer reaches them: sheet, shared texts, styles, workbook.
#![no_main]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

const RELATIONS: &str = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
const WORKBOOK: &str = "<workbook><sheets><sheet name='1' r:id='r1'/></sheets></workbook>";

fn workbook(data: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut parts = data.splitn(4, |&b| b == 0);
    let mut next = || parts.next().unwrap_or(&[]);
    let (sheet, strings, styles, book) = (next(), next(), next(), next());
    let book = if book.is_empty() { WORKBOOK.as_bytes() } else { book };
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(part)?;
    }
    Ok(zip.finish()?.into_inner())
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(bytes) = workbook(data) {
        fuzz::read_and_check(&bytes, None);
    }
});
