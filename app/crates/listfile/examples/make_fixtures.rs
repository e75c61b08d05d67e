//! Writes the list fixtures: one fictional list in every format and encoding, and files that are damaged or no lists.
//!
//! `cargo run -p listfile --example make_fixtures` writes `tests/fixtures/lists/`; the results are committed, and the
//! tests read them. The list itself is `content.txt` there; `biff8.xls` and `encrypted.xls` come from `make_xls.py`
//! beside it. Identity numbers have areas beginning with 99, which do not exist.

use std::error::Error;
use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use encoding_rs::{GB18030, GBK};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::write::SimpleFileOptions;

type Done = Result<(), Box<dyn Error>>;

const TITLE: &str = "联合乡中心小学2025年秋季学期学籍名册";
const UNIT: &str = "填表单位：联合乡中心小学";
const FOOT: &str = "填表人：王五";
const HEADERS: [&str; 11] =
    ["序号", "姓名", "性别", "身份证号", "出生日期", "学校", "年级", "班级", "联系电话", "户籍村", "备注"];

fn main() -> Done {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/lists");
    let content = fs::read_to_string(folder.join("content.txt"))?;
    let list: Vec<Vec<String>> =
        content.lines().map(|line| line.split('|').map(|cell| cell.replace("\\n", "\n")).collect()).collect();
    let mut rare = list.clone();
    for (row, name) in rare.iter_mut().zip(["龙䶮", "石𬱖"]) {
        row[1] = name.to_owned();
    }
    let put = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes);
    texts(&list, &rare, &put)?;
    put("table.xls", &GBK.encode(&html(&list)).0)?;
    put("spreadsheet-2003.xls", xml(&list).as_bytes())?;
    put("typed.xlsx", &typed_workbook(&list)?)?;
    put("two-row-header.xlsx", &two_row_header(&list)?)?;
    put("blank-rows.xlsx", &blank_rows(&list)?)?;
    put("rare.xlsx", &plain_workbook(&rare)?)?;
    put("numeric-ids.xlsx", &numeric_ids(&list)?)?;
    fs::create_dir_all(folder.join("crashers"))?;
    put("crashers/circular-chain.xls", &circular(&fs::read(folder.join("biff8.xls"))?)?)?;
    refused(&put, &typed_workbook(&list)?)
}

/// The rows of a sheet: titles, header, children, total, foot.
fn sheet(list: &[Vec<String>]) -> Vec<Vec<String>> {
    let lone = |text: &str| std::iter::once(text.to_owned()).chain((1..11).map(|_| String::new())).collect();
    let mut total: Vec<String> = lone("合计");
    total[1] = list.len().to_string();
    let mut rows = vec![lone(TITLE), lone(UNIT), HEADERS.map(str::to_owned).to_vec()];
    rows.extend_from_slice(list);
    rows.extend([total, lone(FOOT)]);
    rows
}

fn separated(list: &[Vec<String>], separator: char, end: &str, mark: impl Fn(usize, &str) -> String) -> String {
    let quote = |cell: String| {
        let needs = cell.contains([separator, '"', '\n', '\r']);
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    let line = |(r, row): (usize, &Vec<String>)| {
        let cells =
            row.iter().map(|cell| quote(if r >= 3 && r < 3 + list.len() { mark(0, cell) } else { cell.clone() }));
        cells.collect::<Vec<_>>().join(&separator.to_string()) + end
    };
    sheet(list).iter().enumerate().map(line).collect()
}

fn texts(list: &[Vec<String>], rare: &[Vec<String>], put: &dyn Fn(&str, &[u8]) -> std::io::Result<()>) -> Done {
    let as_is = |_: usize, cell: &str| cell.to_owned();
    let csv = separated(list, ',', "\r\n", as_is);
    let tabs = separated(list, '\t', "\r\n", as_is);
    put("gbk-titles.csv", &GBK.encode(&csv).0)?;
    put("utf8.csv", separated(list, ',', "\n", as_is).as_bytes())?;
    put("utf8-bom.csv", format!("\u{FEFF}{csv}").as_bytes())?;
    put("cr.csv", separated(list, ',', "\r", as_is).as_bytes())?;
    put("semicolon.csv", separated(list, ';', "\r\n", as_is).as_bytes())?;
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    put("unicode-text.txt", &utf16(&format!("\u{FEFF}{tabs}"), u16::to_le_bytes))?;
    put("utf16le-no-mark.txt", &utf16(&tabs, u16::to_le_bytes))?;
    put("utf16be.txt", &utf16(&format!("\u{FEFF}{tabs}"), u16::to_be_bytes))?;
    let marked = |_: usize, cell: &str| if cell.is_empty() { String::new() } else { format!("'{cell}") };
    put("apostrophes.xls", &GBK.encode(&separated(list, '\t', "\r\n", marked)).0)?;
    put("paste.txt", tabs.as_bytes())?;
    put("gb18030-rare.csv", &GB18030.encode(&separated(rare, ',', "\r\n", as_is)).0)?;
    put("utf8-rare.csv", separated(rare, ',', "\r\n", as_is).as_bytes())?;
    let damaged = "姓名,身份证号,出生日期,性别\n\
        张三峰,9.90526E+17,20120831,男\n\
        欧阳娜,990526201209010000,20120901,女\n\
        李明, 990422-20150831-0035 ,20150831,男\n\
        石坚,'990329200909010118,20090901,男\n\
        龙小燕,９９０５２６２０１３０７０８００６ｘ,20130708,女\n\
        王大力,990526201603150139,20160315,男\n\
        赵石头,992633201102290136,20110301,男\n\
        钱小七,990526120708001,20120708,女\n\
        孙小八,99052620120831001842,20120831,男\n\
        周小九,,20120101,女\n\
        吴十,990526201208310018,20130831,女\n\
        ,990422201806060222,20180606,女\n\
        ,,,\n\
        ,,20190101,男\n";
    put("damaged-ids.csv", damaged.as_bytes())?;
    put(
        "broken-quotes.csv",
        "姓名,性别,备注\n\"张三峰,男,转入\n欧阳娜,女,\"一组,二号\"\n李\"明\"明,男,多,一格\n".as_bytes(),
    )?;
    Ok(())
}

fn html(list: &[Vec<String>]) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
    let mut page = String::from(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">\
         <style>td{mso-number-format:\"\\@\";}</style></head><body><table border=1>\r\n",
    );
    for (r, row) in sheet(list).iter().enumerate() {
        page += "<tr>";
        let lone = r < 2;
        for cell in row.iter().take(if lone { 1 } else { 11 }) {
            page += &format!("<td nowrap{}>{}", if lone { " colspan=11" } else { "" }, escape(cell));
        }
        page += "</tr>\r\n";
    }
    page + "</table></body></html>"
}

fn xml(list: &[Vec<String>]) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "&#10;");
    let mut book = String::from(
        "<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?>\r\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"名册\"><Table>\r\n",
    );
    for row in sheet(list) {
        book += "<Row>";
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let text = escape(cell);
            book += &format!("<Cell ss:Index=\"{}\"><Data ss:Type=\"String\">{text}</Data></Cell>", column + 1);
        }
        book += "</Row>\r\n";
    }
    book + "</Table></Worksheet></Workbook>"
}

/// Cells as people type them: dates as serial numbers, telephone numbers as numbers; a sheet of notes in front.
fn typed_workbook(list: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("填表说明")?;
    notes.write(0, 0, "一、身份证号请用文本格式。")?;
    notes.write(1, 0, "二、学校、姓名不得空缺。")?;
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet_out = book.add_worksheet().set_name("名册")?;
    sheet_out.merge_range(0, 0, 0, 10, TITLE, &Format::new())?;
    sheet_out.merge_range(1, 0, 1, 10, UNIT, &Format::new())?;
    for (r, row) in sheet(list).iter().enumerate().skip(2) {
        let child = (3..3 + list.len()).contains(&r);
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (r, c) = (r as u32, column as u16);
            match HEADERS[column] {
                "出生日期" if child => {
                    let (year, rest) = cell.split_at_checked(4).ok_or("a date of eight digits")?;
                    let (month, day) = rest.split_at_checked(2).ok_or("a date of eight digits")?;
                    let day = ExcelDateTime::from_ymd(year.parse()?, month.parse()?, day.parse()?)?;
                    sheet_out.write_with_format(r, c, &day, &date)?;
                }
                "序号" | "联系电话" if child => {
                    sheet_out.write(r, c, cell.parse::<f64>()?)?;
                }
                _ => {
                    sheet_out.write(r, c, cell)?;
                }
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

fn plain_workbook(list: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let out = book.add_worksheet();
    for (r, row) in sheet(list).iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            out.write(r as u32, c as u16, cell)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// `学生信息`, `就读信息` and `家庭情况` over the columns they cover, the serial number and the notes over both rows.
fn two_row_header(list: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let out = book.add_worksheet();
    let plain = Format::new();
    out.merge_range(0, 0, 0, 10, TITLE, &plain)?;
    for column in [0, 10] {
        out.merge_range(1, column, 2, column, HEADERS[column as usize], &plain)?;
    }
    out.merge_range(1, 1, 1, 4, "学生基本信息", &plain)?;
    out.merge_range(1, 5, 1, 7, "就读信息", &plain)?;
    out.merge_range(1, 8, 1, 9, "家庭情况", &plain)?;
    for (column, header) in (1u16..10).zip(HEADERS.iter().skip(1)) {
        out.write(2, column, *header)?;
    }
    for (r, row) in sheet(list).iter().enumerate().skip(3) {
        for (c, cell) in row.iter().enumerate() {
            out.write(r as u32, c as u16, cell)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Six thousand rows that were formatted and never filled.
fn blank_rows(list: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let out = book.add_worksheet();
    let framed = Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin);
    let rows = sheet(list);
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            out.write_with_format(r as u32, c as u16, cell, &framed)?;
        }
    }
    for r in rows.len() as u32..rows.len() as u32 + 6_000 {
        for c in 0..11 {
            out.write_blank(r, c, &framed)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Identity numbers as a program writes them that takes them for numbers.
fn numeric_ids(list: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let out = book.add_worksheet();
    for (c, header) in ["姓名", "身份证号", "出生日期"].into_iter().enumerate() {
        out.write(0, c as u16, header)?;
    }
    for (r, row) in (1u32..).zip(list) {
        out.write(r, 0, &row[1])?;
        match row[3].parse::<f64>() {
            Ok(number) => out.write(r, 1, number)?,
            Err(_) => out.write(r, 1, &row[3])?,
        };
        out.write(r, 2, row[4].parse::<f64>()?)?;
    }
    Ok(book.save_to_buffer()?)
}

fn refused(put: &dyn Fn(&str, &[u8]) -> std::io::Result<()>, whole: &[u8]) -> Done {
    put("empty.csv", b"")?;
    put("truncated.xlsx", &whole[..whole.len() / 2])?;
    let junk: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    put("junk.xls", &junk)?;
    // One grey dot, named as people name a screenshot they were told to send as a list.
    let dot = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\x1b\xb6\xeeV\0\0\0\0IEND\xaeB`\x82";
    put("image.xlsx", dot)?;
    let million = "<dimension ref=\"A1:ALL1000000\"/>";
    put("claims-billion-cells.xlsx", &one_cell_workbook(million, "1")?)?;
    // What general readers reserve room for and stop at.
    put("crashers/shared-texts-claim.xlsx", &one_cell_workbook("", "99999999999999999")?)?;
    Ok(())
}

/// The sectors of a compound file's stream chained in a circle: the first leads to itself.
fn circular(whole: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = whole.to_vec();
    let table = u32::from_le_bytes(bytes.get(76..80).ok_or("a header")?.try_into()?) as usize;
    let first = (table + 1) * 512;
    bytes.get_mut(first..first + 4).ok_or("a table of sectors")?.fill(0);
    Ok(bytes)
}

/// A sheet of one cell behind a claim of its size and a claim of the number of shared texts.
fn one_cell_workbook(dimension: &str, texts: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\" uniqueCount=\"{texts}\"><si><t>姓名</t></si></sst>")),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{MAIN}\">{dimension}<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>\
                 <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>张三峰</t></is></c></row></sheetData></worksheet>"
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
