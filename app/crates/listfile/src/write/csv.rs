//! CSV in UTF-8 with a byte order mark, which Excel and WPS open with the right characters, safe to open.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break would run as a formula (or hide one). It gets an
//! apostrophe in front, and so does a cell that begins with an apostrophe itself; the reader takes exactly one off, so
//! nothing is lost. `-5` and `+86...` leave as `'-5` and `'+86...`: in a list they are text, not quantities.

use std::borrow::Cow;

use super::Table;

/// The mark by which spreadsheet programs know UTF-8.
const MARK: &str = "\u{FEFF}";

/// Writes the header and the rows; the title is the file's name and not a row.
pub fn write_csv(table: &Table<'_>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(MARK.as_bytes().to_vec());
    for row in std::iter::once(table.headers).chain(table.rows.iter().map(Vec::as_slice)) {
        let cells = row.iter().map(|cell| harmless(cell));
        // Writing to memory cannot fail, and rows may differ in length.
        let written = writer.write_record(cells.map(|c| c.into_owned()));
        debug_assert!(written.is_ok());
    }
    writer.into_inner().unwrap_or_default()
}

/// The cell with an apostrophe in front if it would be run or the apostrophe lost.
fn harmless(cell: &str) -> Cow<'_, str> {
    match cell.bytes().next() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | b'\'') => Cow::Owned(format!("'{cell}")),
        // Full-width signs run as well.
        _ if cell.starts_with(['＝', '＋', '－', '＠']) => Cow::Owned(format!("'{cell}")),
        _ => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::delimited;
    use crate::progress::{Continue, Pace};
    use crate::sniff::Separator;

    fn read_back(bytes: &[u8]) -> Vec<Vec<String>> {
        let text = std::str::from_utf8(bytes).unwrap().strip_prefix(MARK).unwrap();
        let mut go = |_| Continue::Yes;
        let grid = delimited::read(text, Separator::Comma, &mut Pace::new(&mut go)).unwrap().grid;
        (0..grid.rows()).map(|r| grid.row(r).map(str::to_owned).collect()).collect()
    }

    #[test]
    fn formulas_are_made_harmless() {
        let check = |cell: &str, expected: &str| assert_eq!(harmless(cell), expected);
        check("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")");
        check("+8613800000000", "'+8613800000000");
        check("-5", "'-5");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("'=1", "''=1");
        check("＝1", "'＝1");
        check("张三", "张三");
        check("", "");
    }

    #[test]
    fn a_written_file_begins_with_the_mark_and_ends_rows_as_windows_does() {
        let headers = ["姓名".to_owned(), "身份证号".to_owned()];
        let rows = [vec!["张三".to_owned(), "990526201208310018".to_owned()]];
        let bytes = write_csv(&Table { title: "名册", headers: &headers, rows: &rows });
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{FEFF}姓名,身份证号\r\n张三,990526201208310018\r\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in prop::collection::vec(
            prop::collection::vec("[=+@'\",;\t\r\n 张a-]{0,6}x", 1..6), 1..8))
        {
            let headers: Vec<String> = vec!["甲".into(), "乙".into()];
            let bytes = write_csv(&Table { title: "", headers: &headers, rows: &rows });
            let mut expected = vec![headers.clone()];
            expected.extend(rows.clone());
            prop_assert_eq!(read_back(&bytes), expected);
        }
    }
}
