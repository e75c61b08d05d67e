//! Files that are no lists are refused by name; lists that are broken are read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails the test")]

use ledger::field::Field;
use ledger::finding::FindingKind;
use listfile::not_a_list::{ForeignKind, Limit, NotAList, Part};
use listfile::progress::Continue;
use listfile::{Notice, ReadOptions, SkipReason, read};
use proptest::prelude::*;

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/../../../tests/fixtures/lists/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn check(name: &str, expected: NotAList) {
    let refused = read(&fixture(name), &ReadOptions::default(), &mut |_| Continue::Yes).map(|list| list.table.len());
    assert_eq!(refused, Err(expected), "{name}");
}

#[test]
fn what_is_no_list_is_refused_by_name() {
    check("empty.csv", NotAList::Empty);
    check("truncated.xlsx", NotAList::Damaged { part: Part::Container });
    check("junk.xls", NotAList::Foreign(ForeignKind::Unknown));
    check("image.xlsx", NotAList::Foreign(ForeignKind::Image));
    check("encrypted.xls", NotAList::Encrypted);
    let (limit, allowed) = (Limit::Cells, listfile::limits::CELLS);
    check("claims-billion-cells.xlsx", NotAList::TooLarge { limit, claimed: 1_000_000_000, allowed });
}

#[test]
fn a_form_without_rows_and_a_place_that_is_not_there_are_refused() {
    let refused = |text: &str, options: ReadOptions| {
        read(text.as_bytes(), &options, &mut |_| Continue::Yes).map(|list| list.table.len())
    };
    assert_eq!(refused("姓名,身份证号\n,\n合计,0\n", ReadOptions::default()), Err(NotAList::NoRows));
    let sheet = ReadOptions { sheet: Some(3), ..ReadOptions::default() };
    assert_eq!(refused("姓名\n张三\n", sheet), Err(NotAList::NoSuchSheet { index: 3, count: 1 }));
    let header_row = ReadOptions { header_row: Some(9), ..ReadOptions::default() };
    assert_eq!(refused("姓名\n张三\n", header_row), Err(NotAList::NoSuchRow { row: 9, rows: 2 }));
    let mut stop = |_| Continue::No;
    let stopped = read(b"a,b\n1,2\n", &ReadOptions::default(), &mut stop).map(|list| list.table.len());
    assert_eq!(stopped, Err(NotAList::Cancelled));
}

#[test]
fn broken_quoting_yields_all_rows_and_names_them() {
    let list = read(&fixture("broken-quotes.csv"), &ReadOptions::default(), &mut |_| Continue::Yes).unwrap();
    let names: Vec<&str> = (0..3).map(|row| list.table.cell(Field::Name, row)).collect();
    assert_eq!(names, ["\"张三峰", "欧阳娜", "李\"明\"明"]);
    let shapes: Vec<(u32, Option<u16>)> =
        list.table.findings.iter().filter(|f| f.kind == FindingKind::RowShape).map(|f| (f.row, f.column)).collect();
    assert_eq!(shapes, [(2, None), (4, Some(3))]);
}

#[test]
fn six_thousand_formatted_rows_are_no_rows() {
    let list = read(&fixture("blank-rows.xlsx"), &ReadOptions::default(), &mut |_| Continue::Yes).unwrap();
    assert_eq!((list.table.len(), list.table.skipped, list.sheets[0].rows), (8, 2, 13));
}

#[test]
fn a_list_without_a_header_is_guessed_and_said_to_be() {
    let text = "1,张三峰,男,990526201208310018,13800000001\n2,欧阳娜,女,990526201209010025,13800000002\n";
    let list = read(text.as_bytes(), &ReadOptions::default(), &mut |_| Continue::Yes).unwrap();
    assert_eq!(list.notices, [Notice::NoHeader]);
    let fields: Vec<Option<Field>> = list.columns.iter().map(|c| c.field).collect();
    assert_eq!(fields, [None, Some(Field::Name), Some(Field::Sex), Some(Field::IdNumber), Some(Field::Phone)]);
    assert!(list.columns.iter().all(|c| c.confidence <= 50));
    assert_eq!(list.table.row_numbers, [1, 2]);
}

#[test]
fn a_person_may_choose_header_and_columns() {
    let text = "一栏,二栏,三栏\n张三峰,990526201208310018,石坝村\n";
    let options = ReadOptions {
        header_row: Some(1),
        mapping: Some(vec![Some(Field::Name), Some(Field::IdNumber), Some(Field::Name)]),
        ..ReadOptions::default()
    };
    let list = read(text.as_bytes(), &options, &mut |_| Continue::Yes).unwrap();
    assert_eq!(
        list.columns.iter().map(|c| c.field).collect::<Vec<_>>(),
        [Some(Field::Name), Some(Field::IdNumber), None]
    );
    assert_eq!(list.header_rows, Some((1, 1)));
    let options = ReadOptions { remembered: Some(list.mapping_spec()), header_row: Some(1), ..ReadOptions::default() };
    let again = read(text.as_bytes(), &options, &mut |_| Continue::Yes).unwrap();
    assert_eq!(again.columns, list.columns);
    assert_eq!(again.source_key(), list.source_key());
    let none = ReadOptions { header_row: Some(0), ..ReadOptions::default() };
    let bare = read(text.as_bytes(), &none, &mut |_| Continue::Yes).unwrap();
    assert_eq!((bare.header_rows, bare.table.row_numbers[0]), (None, 1));
}

#[test]
fn repeated_headers_are_left_out() {
    let text = "姓名,性别\n张三,男\n姓名,性别\n李四,女\n,\n";
    let list = read(text.as_bytes(), &ReadOptions::default(), &mut |_| Continue::Yes).unwrap();
    assert_eq!(list.skipped, [(3, SkipReason::RepeatedHeader)]);
}

const FIXTURES: [&str; 22] = [
    "apostrophes.xls",
    "biff8.xls",
    "broken-quotes.csv",
    "claims-billion-cells.xlsx",
    "cr.csv",
    "damaged-ids.csv",
    "encrypted.xls",
    "gb18030-rare.csv",
    "gbk-titles.csv",
    "image.xlsx",
    "junk.xls",
    "numeric-ids.xlsx",
    "paste.txt",
    "rare.xlsx",
    "semicolon.csv",
    "spreadsheet-2003.xls",
    "table.xls",
    "truncated.xlsx",
    "two-row-header.xlsx",
    "typed.xlsx",
    "unicode-text.txt",
    "utf16le-no-mark.txt",
];

/// The sum that must hold of every list, however broken.
fn holds_together(bytes: &[u8]) {
    let Ok(list) = read(bytes, &ReadOptions::default(), &mut |_| Continue::Yes) else { return };
    let table = &list.table;
    let rows = table.len();
    assert_eq!((table.id_quality.len(), table.rejected.len()), (rows, rows));
    assert!(table.columns.iter().all(|c| c.cells.len() == rows));
    assert_eq!(table.skipped as usize, list.skipped.len());
    for (row, rejected) in table.row_numbers.iter().zip(&table.rejected) {
        if let Some(kind) = rejected {
            assert!(
                table.findings.iter().any(|f| f.row == *row && f.kind == *kind),
                "row {row} rejected without a word"
            );
        }
    }
}

#[test]
fn crashers_stay_fixed() {
    let folder = format!("{}/../../../tests/fixtures/lists/crashers", env!("CARGO_MANIFEST_DIR"));
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 2);
    files.iter().for_each(|path| holds_together(&std::fs::read(path).unwrap()));
    // A claim about shared texts is not believed, and the list is read.
    let list =
        read(&fixture("crashers/shared-texts-claim.xlsx"), &ReadOptions::default(), &mut |_| Continue::Yes).unwrap();
    assert_eq!(list.table.cell(Field::Name, 0), "张三峰");
}

proptest! {
    /// Short form of `tests/fuzz`: damage anywhere in any fixture never stops the reader. `PROPTEST_CASES=100000` makes
    /// it longer.
    #[test]
    fn mutated_fixtures_never_stop_the_reader(
        which in 0..FIXTURES.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = fixture(FIXTURES[which]);
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        holds_together(&bytes);
    }

    #[test]
    fn random_bytes_never_stop_the_reader(start in 0..8usize, mut bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let starts: [&[u8]; 8] =
            [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\x09\x08\x10\0\0\x06", b"<table><tr>", b"\xFF\xFE", b"\xEF\xBB\xBF", b"<?xml?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"];
        bytes.splice(0..0, starts[start].iter().copied());
        holds_together(&bytes);
    }

    #[test]
    fn random_tables_never_stop_the_reader(text in "([姓名性别身份证号合计备注0-9X,\"' \n]|99052620120831001[0-9]){0,80}") {
        holds_together(text.as_bytes());
    }
}
