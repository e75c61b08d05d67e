//! Workbooks written record by record, as the oldest exporters do.

use super::compound::tests::{container, straight};
use super::*;
use crate::grid::{CellKind, Merge};
use crate::not_a_list::Limit;
use crate::progress::Continue;

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
}

fn cell(kind: u16, row: u16, column: u16, format: u16, rest: &[u8]) -> Vec<u8> {
    record(kind, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &format.to_le_bytes(), rest].concat())
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = (units.len() as u16).to_le_bytes().to_vec();
    bytes.push(1);
    bytes.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    bytes
}

/// Globals with one sheet and two formats, then the sheet's records.
fn stream(sheet: &[Vec<u8>]) -> Vec<u8> {
    let mut strings = vec![2, 0, 0, 0, 2, 0, 0, 0];
    strings.extend(wide("姓名"));
    strings.extend(wide("龙䶮"));
    let globals = |start: u32| {
        let mut bound = start.to_le_bytes().to_vec();
        bound.extend([0, 0, 2, 1]);
        bound.extend("名册".encode_utf16().flat_map(u16::to_le_bytes));
        [
            record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]),
            record(0x0042, &[0xB0, 0x04]),
            record(0x041E, &[&[164, 0][..], &wide("yyyy\"年\"m\"月\"d\"日\"")].concat()),
            record(0x00E0, &[0, 0, 0, 0]),
            record(0x00E0, &[0, 0, 164, 0]),
            record(0x0085, &bound),
            record(0x00FC, &strings),
            record(0x000A, &[]),
        ]
        .concat()
    };
    let start = globals(0).len() as u32;
    let mut bytes = globals(start);
    bytes.extend(record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0]));
    bytes.extend(sheet.concat());
    bytes.extend(record(0x000A, &[]));
    bytes
}

fn read(book: &Workbook) -> Result<Reading, NotAList> {
    let mut go = |_| Continue::Yes;
    book.read(0, None, &mut Pace::new(&mut go))
}

fn sheet() -> Vec<Vec<u8>> {
    let packed = |value: u32| ((value << 2) | 2).to_le_bytes();
    let rest = [&[1, 0][..], &packed(41152), &[0, 0], &packed(7), &[2, 0]].concat();
    vec![
        record(0x0200, &[0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 3, 0, 0, 0]),
        record(0x0208, &[2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]),
        cell(0x00FD, 1, 0, 0, &0u32.to_le_bytes()),
        cell(0x0204, 1, 2, 0, &wide("村")),
        cell(0x00FD, 2, 0, 0, &1u32.to_le_bytes()),
        cell(0x00BD, 2, 1, 1, rest.get(2..).unwrap()),
        cell(0x0203, 3, 0, 0, &990526201208310018f64.to_le_bytes()),
        cell(0x0006, 3, 1, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0]),
        record(0x0207, &wide("算出")),
        cell(0x0205, 3, 2, 0, &[0x2A, 1]),
        record(0x00E5, &[1, 0, 0, 0, 0, 0, 0, 0, 2, 0]),
    ]
}

#[test]
fn every_kind_of_cell_reads_as_it_shows() {
    let mut stream = stream(&sheet());
    stream.resize(stream.len().max(4_200), 0);
    let book = Workbook::open(&container("Workbook", &stream, straight)).unwrap();
    assert_eq!(book.claims(), [Claim { name: "名册".into(), hidden: false, size: Some((4, 3)) }]);
    let Reading { grid, cut } = read(&book).unwrap();
    let rows: Vec<Vec<&str>> = (0..grid.rows()).map(|r| grid.row(r).collect()).collect();
    assert_eq!(
        rows,
        [vec![], vec!["姓名", "", "村"], vec!["龙䶮", "2012-08-31", "7"], vec!["990526201208310016", "算出", "#N/A"]]
    );
    assert_eq!(grid.kind(3, 0), CellKind::Number);
    assert_eq!(grid.merges, [Merge { top: 0, bottom: 0, left: 0, right: 2 }]);
    assert_eq!((grid.hidden_rows, cut), (1, false));
}

#[test]
fn records_without_a_container_are_one_sheet() {
    // What old web pages write: BIFF5 labels in the bytes of the page.
    let mut bytes = record(0x0809, &[0, 5, 0x10, 0, 0, 0, 0, 0]);
    bytes.extend(cell(0x0204, 0, 0, 0, b"\x04\x00\xD0\xD5\xC3\xFB"));
    bytes.extend(cell(0x0203, 1, 0, 0, &3f64.to_le_bytes()));
    let book = Workbook::from_stream(bytes).unwrap();
    let Reading { grid, cut } = read(&book).unwrap();
    assert_eq!((grid.text(0, 0), grid.text(1, 0), cut), ("姓名", "3", true));
}

#[test]
fn a_password_a_wild_claim_and_a_wild_place_are_refused_by_name() {
    let mut locked = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    locked.extend(record(0x002F, &[1, 0, 1, 0, 1, 0]));
    assert_eq!(Workbook::from_stream(locked).err(), Some(NotAList::Encrypted));
    let encrypted = container("EncryptedPackage", &[1; 5_000], straight);
    assert_eq!(Workbook::open(&encrypted).err(), Some(NotAList::Encrypted));

    let mut wild = sheet();
    wild[0] = record(0x0200, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 0, 0]);
    let book = Workbook::from_stream(stream(&wild)).unwrap();
    assert!(matches!(read(&book), Err(NotAList::TooLarge { limit: Limit::Cells, .. })));

    let mut globals = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    globals.extend(record(0x0085, &[0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 1, 0, b'a']));
    let book = Workbook::from_stream(globals).unwrap();
    assert_eq!(read(&book).map(|_| ()), Err(NotAList::Damaged { part: Part::Sheet }));
}
