//! One list in every format and encoding reads to the same content.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails the test")]

use ledger::field::Field;
use ledger::identity::IdQuality;
use listfile::format::{Encoding, Format};
use listfile::progress::Continue;
use listfile::{ReadList, ReadOptions, SkipReason, read};

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/../../../tests/fixtures/lists/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn read_fixture(name: &str) -> ReadList {
    let options = ReadOptions { pasted: name == "paste.txt", ..ReadOptions::default() };
    read(&fixture(name), &options, &mut |_| Continue::Yes).unwrap_or_else(|e| panic!("{name}: {e}"))
}

const FIELDS: [Field; 10] = [
    Field::Name,
    Field::Sex,
    Field::IdNumber,
    Field::Birth,
    Field::School,
    Field::Grade,
    Field::Class,
    Field::Phone,
    Field::Village,
    Field::Remarks,
];

/// The content the fixtures are made from, in canonical form.
fn expected(names: [&str; 2]) -> Vec<Vec<String>> {
    let content = String::from_utf8(fixture("content.txt")).unwrap();
    let mut rows: Vec<Vec<String>> =
        content.lines().map(|line| line.split('|').skip(1).map(|cell| cell.replace("\\n", " ")).collect()).collect();
    for (row, name) in rows.iter_mut().zip(names) {
        row[0] = name.to_owned();
    }
    for row in &mut rows {
        row[3].insert(6, '-');
        row[3].insert(4, '-');
    }
    rows
}

fn check(name: &str, names: [&str; 2], format: Format, encoding: Option<Encoding>) {
    let list = read_fixture(name);
    assert_eq!((list.format, list.encoding), (format, encoding), "{name}");
    let table = &list.table;
    let rows: Vec<Vec<&str>> =
        (0..table.len()).map(|row| FIELDS.iter().map(|&field| table.cell(field, row)).collect()).collect();
    assert_eq!(rows, expected(names), "{name}");
    assert_eq!(table.columns.len(), FIELDS.len(), "{name}");
    assert_eq!(table.id_quality, [IdQuality::Valid; 8], "{name}");
    assert_eq!(table.rejected, [None; 8], "{name}");
    assert_eq!(table.row_numbers, (4..12).collect::<Vec<u32>>(), "{name}");
    assert_eq!(table.findings, [], "{name}");
    assert_eq!(list.skipped, [(12, SkipReason::Total), (13, SkipReason::Note)], "{name}");
    assert_eq!(list.title.as_deref(), Some("联合乡中心小学2025年秋季学期学籍名册"), "{name}");
    assert_eq!(list.notices, [], "{name}");
}

const PLAIN: [&str; 2] = ["张三峰", "欧阳娜"];
const RARE: [&str; 2] = ["龙䶮", "石𬱖"];

#[test]
fn every_text_reads_to_the_same_list() {
    use Encoding::{Gb18030, Utf8, Utf8Bom, Utf16Be, Utf16Le};
    check("gbk-titles.csv", PLAIN, Format::Csv, Some(Gb18030));
    check("utf8.csv", PLAIN, Format::Csv, Some(Utf8));
    check("utf8-bom.csv", PLAIN, Format::Csv, Some(Utf8Bom));
    check("cr.csv", PLAIN, Format::Csv, Some(Utf8));
    check("semicolon.csv", PLAIN, Format::Csv, Some(Utf8));
    check("unicode-text.txt", PLAIN, Format::Tsv, Some(Utf16Le));
    check("utf16le-no-mark.txt", PLAIN, Format::Tsv, Some(Utf16Le));
    check("utf16be.txt", PLAIN, Format::Tsv, Some(Utf16Be));
    check("apostrophes.xls", PLAIN, Format::Tsv, Some(Gb18030));
    check("paste.txt", PLAIN, Format::Paste, Some(Utf8));
    check("table.xls", PLAIN, Format::Html, Some(Gb18030));
    check("spreadsheet-2003.xls", PLAIN, Format::Xml, Some(Utf8));
    check("gb18030-rare.csv", RARE, Format::Csv, Some(Gb18030));
    check("utf8-rare.csv", RARE, Format::Csv, Some(Utf8));
}

#[test]
fn every_workbook_reads_to_the_same_list() {
    check("typed.xlsx", PLAIN, Format::Xlsx, None);
    check("two-row-header.xlsx", PLAIN, Format::Xlsx, None);
    check("blank-rows.xlsx", PLAIN, Format::Xlsx, None);
    check("rare.xlsx", RARE, Format::Xlsx, None);
    check("biff8.xls", PLAIN, Format::Xls, None);
}

#[test]
fn the_list_is_found_among_several_sheets_and_another_can_be_picked() {
    for name in ["typed.xlsx", "biff8.xls"] {
        let list = read_fixture(name);
        let names: Vec<&str> = list.sheets.iter().map(|s| s.name.as_str()).collect();
        assert_eq!((names.as_slice(), list.sheet), (&["填表说明", "名册"][..], 1), "{name}");
        assert_eq!((list.sheets[1].rows, list.sheets[1].columns), (13, 11), "{name}");
        let options = ReadOptions { sheet: Some(0), ..ReadOptions::default() };
        let notes = read(&fixture(name), &options, &mut |_| Continue::Yes).unwrap();
        assert_eq!((notes.sheet, notes.table.len()), (0, 2), "{name}");
    }
}

#[test]
fn a_header_of_two_rows_keeps_both_names() {
    let list = read_fixture("two-row-header.xlsx");
    assert_eq!(list.header_rows, Some((2, 3)));
    assert_eq!(list.columns[1].header, "学生基本信息/姓名");
    assert_eq!(list.columns[10].header, "备注");
}

#[test]
fn another_reader_sees_the_same_cells() {
    use calamine::{Data, Reader};
    let plain = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Float(number) => format!("{number}"),
        Data::Int(number) => format!("{number}"),
        _ => String::new(),
    };
    for name in ["typed.xlsx", "two-row-header.xlsx", "rare.xlsx", "numeric-ids.xlsx", "biff8.xls"] {
        let list = read_fixture(name);
        let mut other = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(fixture(name))).unwrap();
        let range = other.worksheet_range_at(list.sheet).unwrap().unwrap();
        let mut compared = 0;
        for row in 0..list.grid.rows() {
            for column in 0..list.grid.columns() {
                let text = range.get_value((row, column)).map(plain).unwrap_or_default();
                let ours = list.grid.text(row, column);
                // Dates are compared by the golden test; long numbers only we write out in full.
                if !text.is_empty() && text.len() < 16 {
                    assert_eq!(ours, text, "{name} {row} {column}");
                    compared += 1;
                }
            }
        }
        assert!(compared > 10, "{name}");
    }
}
