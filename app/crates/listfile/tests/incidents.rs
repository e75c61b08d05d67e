//! What went wrong in other systems, by the numbers of the incident list that this project is held against.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails the test")]

use ledger::field::Field;
use ledger::finding::{Finding, FindingKind, Severity};
use ledger::identity::IdQuality;
use listfile::format::Encoding;
use listfile::progress::Continue;
use listfile::write::{Table, Which, failing_rows, write_csv, write_failing};
use listfile::{ReadList, ReadOptions, SkipReason, read};

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/../../../tests/fixtures/lists/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn read_all(bytes: &[u8]) -> ReadList {
    read(bytes, &ReadOptions::default(), &mut |_| Continue::Yes).unwrap()
}

/// Row, column and kind of each finding that is more than a note.
fn findings(list: &ReadList) -> Vec<(u32, Option<u16>, FindingKind)> {
    let serious = list.table.findings.iter().filter(|f| f.severity > Severity::Note);
    serious.map(|f| (f.row, f.column, f.kind)).collect()
}

/// 18: a list as it really arrives: the header on row 3, damaged numbers of every kind, a total, six thousand formatted
/// blank rows, in any of the encodings that spreadsheet programs write.
#[test]
fn incident_18_a_list_as_it_really_arrives() {
    let mut text = String::from(
        "石坝村适龄儿童名册,,,\r\n填表单位：石坝村,,,\r\n序号,姓名,身份证号,备注\r\n\
         1,张三峰,990526201208310018,\r\n\
         2,欧阳娜,9.90526E+17,\r\n\
         3,李明,990526201209010000,\r\n\
         4,石坚, 990329 20090901 0118 ,\r\n\
         5,龙小燕,'99052620130708006X,\r\n\
         6,王大力,９９０５２６２０１２０９０１００２５,\r\n\
         7,赵石头,990526201208310018,=1+1\r\n\
         合计,7,,\r\n",
    );
    text.push_str(&",,,\r\n".repeat(6_000));
    let utf16: Vec<u8> =
        format!("\u{FEFF}{}", text.replace(',', "\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files = [
        (encoding_rs::GBK.encode(&text).0.into_owned(), Encoding::Gb18030),
        (format!("\u{FEFF}{text}").into_bytes(), Encoding::Utf8Bom),
        (utf16, Encoding::Utf16Le),
    ];
    for (bytes, encoding) in files {
        let list = read_all(&bytes);
        assert_eq!(list.encoding, Some(encoding));
        assert_eq!(list.header_rows, Some((3, 3)));
        assert_eq!(list.skipped, [(11, SkipReason::Total)]);
        assert_eq!(list.table.row_numbers, [4, 5, 6, 7, 8, 9, 10]);
        use IdQuality::{Scientific, Truncated, Valid};
        assert_eq!(list.table.id_quality, [Valid, Scientific, Truncated, Valid, Valid, Valid, Valid]);
        let id = |row| list.table.cell(Field::IdNumber, row);
        assert_eq!([id(3), id(4), id(5)], ["990329200909010118", "99052620130708006X", "990526201209010025"]);
        // Nothing is repaired: what is damaged stays as it stood and is named, with its cell.
        assert_eq!([id(1), id(2)], ["9.90526E+17", "990526201209010000"]);
        assert_eq!(findings(&list), [(5, Some(2), FindingKind::IdScientific), (6, Some(2), FindingKind::IdTruncated)]);
        let raw: Vec<&str> = list.table.findings.iter().map(|f| f.value.as_str()).collect();
        assert_eq!(
            raw,
            ["9.90526E+17", "990526201209010000", " 990329 20090901 0118 ", "９９０５２６２０１２０９０１００２５"]
        );
        assert_eq!(list.table.rejected.iter().filter(|r| r.is_some()).count(), 1);

        // What was a formula leaves as text and comes back unchanged.
        let rows: Vec<Vec<String>> =
            (3..10).map(|r| (0..4).map(|c| list.grid.text(r, c).to_owned()).collect()).collect();
        let headers: Vec<String> = (0..4).map(|c| list.grid.text(2, c).to_owned()).collect();
        let written = write_csv(&Table { title: "", headers: &headers, rows: &rows });
        assert!(String::from_utf8(written.clone()).unwrap().contains(",'=1+1\r\n"));
        let again = read_all(&written);
        assert_eq!(again.grid.text(7, 3), "=1+1");
        assert_eq!(again.table.id_quality, list.table.id_quality);
    }
}

/// 18, the kinds of damage one by one, each named with its place.
#[test]
fn incident_18_every_kind_of_damage_is_named() {
    let list = read_all(&fixture("damaged-ids.csv"));
    use FindingKind::*;
    let all: Vec<(u32, Option<u16>, FindingKind)> =
        list.table.findings.iter().map(|f| (f.row, f.column, f.kind)).collect();
    assert_eq!(
        all,
        [
            (2, Some(1), IdScientific),
            (3, Some(1), IdTruncated),
            (4, Some(1), IdNormalised),
            (6, Some(1), IdNormalised),
            (7, Some(1), IdChecksum),
            (8, Some(1), IdDate),
            (9, Some(1), IdFifteen),
            (10, Some(1), IdIsDisabilityCard),
            (11, Some(1), IdMissing),
            (12, Some(2), BirthDisagrees),
            (12, Some(3), SexDisagrees),
            (13, Some(0), NameMissing),
            (15, Some(0), NameMissing),
            (15, Some(1), IdMissing),
            (15, None, NoIdentity),
        ]
    );
    assert_eq!(list.skipped, [(14, SkipReason::Blank)]);
    // The card keeps its tail as what it is and the number as what it is.
    assert_eq!(list.table.cell(Field::IdNumber, 8), "990526201208310018");
    assert_eq!(list.table.cell(Field::DisabilityCard, 8), "99052620120831001842");
    // Numbers that a program wrote as numbers: whole to the eye, and not trusted, even where the check happens to fit.
    let numeric = read_all(&fixture("numeric-ids.xlsx"));
    let trusted = numeric.table.id_quality.iter().filter(|q| **q == IdQuality::Valid).count();
    assert_eq!(trusted, 1, "the one that ends in X could not be a number");
    let rounded = numeric.table.findings.iter().find(|f| f.kind == IdRounded).map(|f| (f.row, f.value.as_str()));
    assert_eq!(rounded, Some((2, "990526201208310016")));
}

/// 19: an import of which half fails: which rows, why, and the rest usable; the failing ones alone go out, are
/// corrected, and come back.
#[test]
fn incident_19_half_of_an_import_fails() {
    let mut text = String::from("名册,,\n姓名,身份证号,电话\n");
    for i in 0..50 {
        let id = if i % 2 == 0 { "990526201208310018" } else { "9.90526E+17" };
        text += &format!("学生{i},{id},138000000{i:02}\n");
    }
    text += ",,13800000099\n";
    let list = read_all(text.as_bytes());
    let rejected: Vec<u32> =
        list.table.row_numbers.iter().zip(&list.table.rejected).filter(|(_, r)| r.is_some()).map(|(n, _)| *n).collect();
    let expected: Vec<u32> = (0..25).map(|i| 4 + 2 * i).chain([53]).collect();
    assert_eq!(rejected, expected);
    // rows in = accepted + rejected, nothing skipped on the way, and every rejected row has a reason at its place.
    assert_eq!((list.table.len(), list.skipped.len()), (51, 0));
    for row in &rejected {
        assert!(list.table.findings.iter().any(|f| f.row == *row && f.severity == Severity::Error), "{row}");
    }
    // The good half is whole.
    assert_eq!(list.table.id_quality.iter().filter(|q| **q == IdQuality::Valid).count(), 25);

    let sentence = |f: &Finding| format!("第{}行：{:?}", f.row, f.kind);
    let rows = failing_rows(&list, Which::Rejected, &sentence);
    assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), expected);
    let out = read_all(&write_failing(&list, &rows).unwrap());
    assert_eq!((out.table.len(), out.header_rows), (26, Some((2, 2))));
    assert!(out.table.rejected.iter().all(Option::is_some));
    assert_eq!(out.grid.text(2, 3), "第4行：IdScientific");

    // Corrected, the file is read as a list of its own; the reasons beside it disturb nothing.
    let headers: Vec<String> = (0..4).map(|c| out.grid.text(1, c).to_owned()).collect();
    let corrected: Vec<Vec<String>> = (2..27)
        .map(|r| {
            let cell = |c| out.grid.text(r, c).to_owned();
            vec![cell(0), "99052620130708006X".to_owned(), cell(2), cell(3)]
        })
        .collect();
    let back = read_all(&write_csv(&Table { title: "", headers: &headers, rows: &corrected }));
    assert_eq!(back.table.id_quality, [IdQuality::Valid; 25]);
    assert_eq!(back.table.rejected, [None; 25]);
    assert_eq!(back.table.columns.len(), 3);
}
