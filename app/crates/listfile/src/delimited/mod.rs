//! Separated text into a grid. Nothing here can fail but size: broken quoting yields rows and the rows' numbers.
//!
//! Three ways to the same answer: text without quotes is cut at its separators; well-formed quoting goes through the
//! `csv` crate; broken quoting through a reader that never lets one stray quote swallow the rows after it.
//! Rows are records, as a spreadsheet program numbers them: a line break inside quotes does not begin a row, a blank
//! line is one. One leading apostrophe is the text mark of spreadsheets, not content: it is taken off here and put on
//! again by the writer.

mod plain;
mod quoted;
mod tolerant;

use crate::grid::{Grid, GridBuilder};
use crate::not_a_list::NotAList;
use crate::progress::Pace;
use crate::sniff::Separator;

/// A grid and the rows (0-based) whose quoting is broken.
pub(crate) struct Delimited {
    pub(crate) grid: Grid,
    pub(crate) broken: Vec<u32>,
}

/// Cuts a text into a grid.
pub(crate) fn read(text: &str, separator: Separator, pace: &mut Pace<'_>) -> Result<Delimited, NotAList> {
    let mut builder = GridBuilder::with_capacity(text.len());
    let mut broken = Vec::new();
    if memchr::memchr(b'"', text.as_bytes()).is_none() {
        plain::read(text, separator, &mut builder, pace)?;
    } else if quoted::is_well_formed(text, separator) {
        quoted::read(text, separator, &mut builder, pace)?;
    } else {
        tolerant::read(text, separator, &mut builder, &mut broken, pace)?;
    }
    Ok(Delimited { grid: builder.finish()?, broken })
}

/// Appends a cell without its text mark.
#[inline]
fn push(builder: &mut GridBuilder, cell: &str) {
    let marked = cell.as_bytes().first() == Some(&b'\'');
    builder.push(if marked { cell.get(1..).unwrap_or(cell) } else { cell });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::progress::Continue;

    fn cells(text: &str, separator: Separator) -> (Vec<Vec<String>>, Vec<u32>) {
        let mut go = |_| Continue::Yes;
        let read = read(text, separator, &mut Pace::new(&mut go)).unwrap();
        let row = |r| read.grid.row(r).map(str::to_owned).collect();
        ((0..read.grid.rows()).map(row).collect(), read.broken)
    }

    fn check(text: &str, expected: &[&[&str]], broken: &[u32]) {
        let (rows, found) = cells(text, Separator::Comma);
        assert_eq!(rows, expected, "{text:?}");
        assert_eq!(found, broken, "{text:?}");
    }

    #[test]
    fn every_line_end_ends_a_row_and_a_blank_line_is_one() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "c,,d", ""].join(end);
            check(&text, &[&["a", "b"], &[], &["c", "", "d"]], &[]);
            let text = ["\"a\",b", "", "", "c,\"x\ry\"", "z"].join(end);
            check(&text, &[&["a", "b"], &[], &[], &["c", "x\ry"], &["z"]], &[]);
        }
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_doubled_quotes() {
        check("\"a,b\",\"c\r\nd\",\"e \"\"f\"\"\"\n1,2,3\n", &[&["a,b", "c\r\nd", "e \"f\""], &["1", "2", "3"]], &[]);
    }

    #[test]
    fn broken_quoting_keeps_the_rows_apart() {
        // A quote that never closes is content, and its row is named.
        check(
            "姓名,备注\n\"张三,男\n李四,\"女,\"\n王五,男\n",
            &[&["姓名", "备注"], &["\"张三", "男"], &["李四", "女,"], &["王五", "男"]],
            &[1],
        );
        // A quote inside a cell is content and harms nobody.
        check("a,5\"2,c\nd,\"e\",f\n", &[&["a", "5\"2", "c"], &["d", "e", "f"]], &[]);
        // A stray quote inside a quoted cell.
        check("\"a\"b\",c\nd,e\n", &[&["a\"b", "c"], &["d", "e"]], &[0]);
        check("x,\"", &[&["x", "\""]], &[0]);
    }

    #[test]
    fn one_leading_apostrophe_is_a_text_mark() {
        check("'990526201208310018,''x\n\"'=1\",'\n", &[&["990526201208310018", "'x"], &["=1"]], &[]);
    }

    #[test]
    fn the_caller_can_stop() {
        let mut stop = |_| Continue::No;
        let text = "a,b\n".repeat(10_000);
        let read = read(&text, Separator::Comma, &mut Pace::new(&mut stop));
        assert_eq!(read.map(|r| r.grid.rows()).err(), Some(NotAList::Cancelled));
    }

    fn written(rows: &[Vec<String>]) -> String {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        rows.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",") + "\r\n").collect()
    }

    proptest! {
        #[test]
        fn what_is_written_quoted_is_read_back(rows in prop::collection::vec(
            prop::collection::vec("[a-z学,\"\r\n ]{0,6}x", 1..5), 1..8))
        {
            let (read, broken) = cells(&written(&rows), Separator::Comma);
            prop_assert_eq!(read, rows);
            prop_assert!(broken.is_empty());
        }

        #[test]
        fn the_tolerant_reader_agrees_on_well_formed_text(rows in prop::collection::vec(
            prop::collection::vec("[a-z学,\"\n ]{0,6}x", 1..5), 1..8))
        {
            let text = written(&rows);
            let mut builder = GridBuilder::with_capacity(0);
            let mut broken = Vec::new();
            let mut go = |_| Continue::Yes;
            tolerant::read(&text, Separator::Comma, &mut builder, &mut broken, &mut Pace::new(&mut go)).unwrap();
            let grid = builder.finish().unwrap();
            let read: Vec<Vec<String>> = (0..grid.rows()).map(|r| grid.row(r).map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, rows);
            prop_assert!(broken.is_empty());
        }

        #[test]
        fn no_text_stops_the_reader(text in "[a,\"\r\n'学]{0,60}") {
            cells(&text, Separator::Comma);
        }
    }
}
