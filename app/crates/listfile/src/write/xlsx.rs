//! A real workbook that can be printed as it is: every cell text, the header frozen and repeated on every page,
//! landscape A4, pages numbered, and its origin in the document properties.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use super::{Table, WriteError, width};
use crate::stamp::{PROPERTIES, Stamp};

/// A4.
const PAPER: u8 = 9;

/// Writes a workbook of one sheet. Equal tables and stamps give equal bytes.
///
/// # Errors
///
/// If the table does not fit a sheet.
pub fn write_xlsx(table: &Table<'_>, stamp: &Stamp) -> Result<Vec<u8>, WriteError> {
    if table.headers.is_empty() {
        return write_form(table, stamp);
    }
    let mut book = workbook(table.title, stamp)?;
    let sheet = book.add_worksheet();
    let last_column = u16::try_from(table.headers.len().saturating_sub(1)).map_err(|_| WriteError::TooLarge)?;
    let mut row = 0;
    if !table.title.is_empty() {
        let format = Format::new().set_bold().set_font_size(14).set_align(FormatAlign::Center);
        if last_column > 0 {
            sheet.merge_range(0, 0, 0, last_column, table.title, &format)?;
        } else {
            sheet.write_string_with_format(0, 0, table.title, &format)?;
        }
        row = 1;
    }
    let header_row = row;
    let (header, cell) = formats();
    for (column, text) in (0u16..).zip(table.headers) {
        sheet.write_string_with_format(header_row, column, text, &header)?;
    }
    for cells in table.rows {
        row += 1;
        for (column, text) in (0u16..).zip(cells) {
            sheet.write_string_with_format(row, column, text, &cell)?;
        }
    }
    for column in 0..=last_column {
        let texts = std::iter::once(table.headers).chain(table.rows.iter().map(Vec::as_slice));
        let texts = texts.filter_map(|cells| cells.get(usize::from(column)).map(String::as_str));
        sheet.set_column_width(column, width::column(texts))?;
    }
    sheet.autofilter(header_row, 0, row, last_column)?;
    print_settings(sheet, 0, header_row)?;
    Ok(book.save_to_buffer()?)
}

/// A form: rows as they stand, its title among them; nothing is a header, so nothing is frozen, repeated or filtered.
fn write_form(table: &Table<'_>, stamp: &Stamp) -> Result<Vec<u8>, WriteError> {
    let mut book = workbook(table.title, stamp)?;
    let sheet = book.add_worksheet();
    let cell = formats().1.set_text_wrap();
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    for (row, cells) in (0u32..).zip(table.rows) {
        for (column, text) in (0u16..).zip(cells) {
            sheet.write_string_with_format(row, column, text, &cell)?;
        }
    }
    for column in 0..u16::try_from(columns).map_err(|_| WriteError::TooLarge)? {
        // A line of its own, as a title is, says nothing of how wide a column is.
        let rows = table.rows.iter().filter(|cells| cells.len() > 1);
        let texts = rows.filter_map(|cells| cells.get(usize::from(column)).map(String::as_str));
        sheet.set_column_width(column, width::column(texts))?;
    }
    sheet.set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    Ok(book.save_to_buffer()?)
}

/// An empty workbook with its properties.
pub(super) fn workbook(title: &str, stamp: &Stamp) -> Result<Workbook, WriteError> {
    let mut book = Workbook::new();
    // A fixed time: the same list is the same file, and a file says nothing of when somebody worked.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let mut properties = DocProperties::new().set_title(title).set_creation_datetime(&created);
    for (name, value) in PROPERTIES.iter().zip(stamp.values()) {
        if !value.is_empty() {
            properties = properties.set_custom_property(*name, value);
        }
    }
    book.set_properties(&properties);
    Ok(book)
}

/// The formats of a header cell and of a text cell.
pub(super) fn formats() -> (Format, Format) {
    let cell = Format::new().set_num_format("@").set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    let header = cell.clone().set_bold().set_text_wrap().set_align(FormatAlign::Center);
    (header, cell)
}

/// Landscape A4, one page wide, the header frozen and repeated, pages numbered.
pub(super) fn print_settings(sheet: &mut Worksheet, first_header: u32, last_header: u32) -> Result<(), WriteError> {
    sheet.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(first_header, last_header)?;
    sheet.set_footer("&C第 &P 页，共 &N 页");
    sheet.set_freeze_panes(last_header + 1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::progress::Continue;
    use crate::{ReadOptions, read};

    fn strings<const N: usize>(texts: [&str; N]) -> Vec<String> {
        texts.map(str::to_owned).to_vec()
    }

    fn table() -> (Vec<String>, Vec<Vec<String>>) {
        let rows = vec![
            strings(["1", "张三", "990526201208310018", "01", "=1+1"]),
            strings(["2", "龙䶮", "99052620130708006X", "02", "一组\n二号"]),
        ];
        (strings(["序号", "姓名", "身份证号", "班内学号", "备注"]), rows)
    }

    #[test]
    fn a_form_is_written_row_by_row_without_a_header() {
        let rows = vec![strings(["家访记录表"]), strings(["学生姓名", "王小满", "990526201208310018"]), Vec::new()];
        let bytes = write_xlsx(&Table { title: "家访记录表", headers: &[], rows: &rows }, &Stamp::default()).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(range.get_value((0, 0)), Some(&Data::String("家访记录表".into())));
        assert_eq!(range.get_value((1, 2)), Some(&Data::String("990526201208310018".into())));
        assert_eq!(range.height(), 2);
    }

    #[test]
    fn another_reader_sees_text_in_every_cell() {
        let (headers, rows) = table();
        let bytes =
            write_xlsx(&Table { title: "石坝村名册", headers: &headers, rows: &rows }, &Stamp::default()).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(range.get_value((0, 0)), Some(&Data::String("石坝村名册".into())));
        for (r, row) in std::iter::once(&headers).chain(&rows).enumerate() {
            for (c, text) in row.iter().enumerate() {
                assert_eq!(range.get_value((r as u32 + 1, c as u32)), Some(&Data::String(text.clone())));
            }
        }
    }

    #[test]
    fn our_reader_sees_the_same_list_and_where_it_comes_from() {
        let (headers, rows) = table();
        let stamp =
            Stamp { batch: "b-1".into(), unit: "联合小学".into(), period: "2025秋".into(), digest: "0a".into() };
        let bytes = write_xlsx(&Table { title: "石坝村名册", headers: &headers, rows: &rows }, &stamp).unwrap();
        let list = read(&bytes, &ReadOptions::default(), &mut |_| Continue::Yes).unwrap();
        assert_eq!(list.stamp, Some(stamp.clone()));
        assert_eq!((list.title.as_deref(), list.header_rows), (Some("石坝村名册"), Some((2, 2))));
        for (r, row) in rows.iter().enumerate() {
            let seen: Vec<&str> = list.grid.row(r as u32 + 2).collect();
            assert_eq!(&seen, row);
        }
        assert_eq!(list.table.findings, []);
        let again = write_xlsx(&Table { title: "石坝村名册", headers: &headers, rows: &rows }, &stamp).unwrap();
        assert_eq!(bytes, again);
    }

    #[test]
    fn it_prints_with_its_header_on_every_page() {
        let (headers, rows) = table();
        let bytes = write_xlsx(&Table { title: "", headers: &headers, rows: &rows }, &Stamp::default()).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| std::io::read_to_string(zip.by_name(name).unwrap()).unwrap();
        let sheet = part("xl/worksheets/sheet1.xml");
        for mark in [
            "orientation=\"landscape\"",
            "paperSize=\"9\"",
            "第 &amp;P 页",
            "state=\"frozen\"",
            "<autoFilter ref=\"A1:E3\"/>",
        ] {
            assert!(sheet.contains(mark), "{mark}");
        }
        assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_refused() {
        let headers = strings(["备注"]);
        let rows = vec![vec!["长".repeat(40_000)]];
        let written = write_xlsx(&Table { title: "", headers: &headers, rows: &rows }, &Stamp::default());
        assert!(matches!(written, Err(WriteError::TooLarge)));
    }
}
