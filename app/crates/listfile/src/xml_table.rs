//! "XML spreadsheet 2003": the workbook as one XML text, which many older systems write under the name `.xls`.

use crate::grid::{CellKind, Grid, GridBuilder, Merge};
use crate::not_a_list::{NotAList, Part};
use crate::number::{self, Look};
use crate::progress::Pace;
use crate::sheet::Claim;
use crate::xlsx::{Scanner, XmlToken as Token, push_xml_text};

/// Reads all sheets; the flag tells whether the text breaks off.
pub(crate) fn read(text: &str, pace: &mut Pace<'_>) -> Result<(Vec<(Claim, Grid)>, bool), NotAList> {
    let mut scanner = Scanner::new(text.as_bytes());
    let mut sheets = Vec::new();
    let mut sheet: Option<Sheet> = None;
    loop {
        match scanner.next() {
            Token::Open(empty) => {
                let attribute = |name: &[u8]| {
                    let mut text = String::new();
                    push_xml_text(&mut text, scanner.attribute(name).unwrap_or(&[]));
                    text
                };
                let name = scanner.name();
                if name == b"Worksheet" {
                    finish(sheet.take(), &mut sheets)?;
                    sheet = Some(Sheet::new(attribute(b"Name")));
                }
                let Some(sheet) = &mut sheet else { continue };
                match name {
                    b"Row" => {
                        sheet.begin_row(&attribute(b"Index"), attribute(b"Hidden") == "1");
                        pace.row(sheet.next_row)?;
                    }
                    b"Cell" => {
                        let span = |text: String| text.parse::<u32>().unwrap_or(0).min(65_535);
                        sheet.begin_cell(
                            &attribute(b"Index"),
                            span(attribute(b"MergeAcross")),
                            span(attribute(b"MergeDown")),
                        );
                        if empty {
                            sheet.end_cell()?;
                        }
                    }
                    b"Data" => {
                        sheet.kind = attribute(b"Type");
                        sheet.in_data = !empty;
                    }
                    _ => {}
                }
            }
            Token::Close => match (scanner.name(), &mut sheet) {
                (b"Data", Some(sheet)) => sheet.in_data = false,
                (b"Cell", Some(sheet)) => sheet.end_cell()?,
                _ => {}
            },
            Token::Text | Token::Verbatim => {
                if let Some(sheet) = sheet.as_mut().filter(|s| s.in_data) {
                    push_xml_text(&mut sheet.text, scanner.text());
                }
            }
            Token::End => break,
        }
    }
    finish(sheet, &mut sheets)?;
    if sheets.is_empty() {
        return Err(NotAList::Damaged { part: Part::Workbook });
    }
    Ok((sheets, scanner.fault().is_some()))
}

struct Sheet {
    name: String,
    builder: GridBuilder,
    next_row: u32,
    column: u32,
    span: (u32, u32),
    hidden: bool,
    in_data: bool,
    kind: String,
    text: String,
}

impl Sheet {
    fn new(name: String) -> Sheet {
        Sheet {
            name,
            builder: GridBuilder::with_capacity(0),
            next_row: 0,
            column: 0,
            span: (0, 0),
            hidden: false,
            in_data: false,
            kind: String::new(),
            text: String::new(),
        }
    }

    fn begin_row(&mut self, index: &str, hidden: bool) {
        let row = index.parse::<u32>().ok().and_then(|i| i.checked_sub(1)).unwrap_or(self.next_row);
        self.next_row = row.saturating_add(1);
        self.column = 0;
        self.hidden = hidden;
    }

    fn begin_cell(&mut self, index: &str, across: u32, down: u32) {
        self.column = index.parse::<u32>().ok().and_then(|i| i.checked_sub(1)).unwrap_or(self.column);
        self.span = (across, down);
        self.text.clear();
        self.kind.clear();
    }

    fn end_cell(&mut self) -> Result<(), NotAList> {
        let (row, column) = (self.next_row.saturating_sub(1), self.column);
        let number = self.text.parse::<f64>().ok().filter(|v| self.kind == "Number" && v.is_finite());
        if let Some(value) = number {
            self.text.clear();
            number::push(&mut self.text, value, Look::Plain, false);
        }
        let date =
            (self.kind == "DateTime").then(|| self.text.split("T00:00:00").next().unwrap_or("").replace('T', " "));
        let kind = match (number, &date) {
            (Some(_), _) => CellKind::Number,
            (_, Some(_)) => CellKind::Date,
            _ => CellKind::Text,
        };
        let text = date.as_deref().unwrap_or(&self.text);
        self.builder.put(row, column, kind, text.strip_prefix('\'').unwrap_or(text))?;
        if self.hidden && !text.is_empty() {
            self.hidden = false;
            self.builder.hidden_row();
        }
        let (across, down) = self.span;
        if across > 0 || down > 0 {
            let (bottom, right) = (row.saturating_add(down), column.saturating_add(across));
            self.builder.merge(Merge { top: row, bottom, left: column, right });
        }
        self.column = column.saturating_add(across).saturating_add(1);
        Ok(())
    }
}

fn finish(sheet: Option<Sheet>, sheets: &mut Vec<(Claim, Grid)>) -> Result<(), NotAList> {
    if let Some(sheet) = sheet {
        let grid = sheet.builder.finish()?;
        let size = Some((u64::from(grid.rows()), u64::from(grid.columns())));
        sheets.push((Claim { name: sheet.name, hidden: false, size }, grid));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Continue;

    #[test]
    fn sheets_rows_and_cells_are_where_they_say() {
        let xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"x\">\
            <Worksheet ss:Name=\"名册&amp;1\"><Table><Row><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">姓<B>名</B></Data></Cell>\
            <Cell><Data ss:Type=\"Number\">9.9052620120831002E+17</Data></Cell></Row>\
            <Row ss:Index=\"4\"><Cell ss:Index=\"2\"><Data ss:Type=\"DateTime\">2012-08-31T00:00:00.000</Data></Cell><Cell/><Cell><Data ss:Type=\"String\">'x</Data></Cell></Row>\
            </Table></Worksheet><Worksheet ss:Name=\"2\"></Worksheet></Workbook>";
        let mut go = |_| Continue::Yes;
        let (sheets, cut) = read(xml, &mut Pace::new(&mut go)).unwrap();
        let grid = &sheets[0].1;
        let rows: Vec<Vec<&str>> = (0..grid.rows()).map(|r| grid.row(r).collect()).collect();
        assert_eq!(rows, [vec!["姓名", "", "990526201208310016"], vec![], vec![], vec!["", "2012-08-31", "", "x"]]);
        assert_eq!((sheets[0].0.name.as_str(), sheets.len(), cut), ("名册&1", 2, false));
        assert!(grid.kind(0, 2).is_numeric() && grid.kind(3, 1).is_numeric());
        assert_eq!(grid.merges, [Merge { top: 0, bottom: 0, left: 0, right: 1 }]);
    }

    #[test]
    fn no_sheet_is_no_workbook() {
        let mut go = |_| Continue::Yes;
        let read = read("<Workbook></Workbook>", &mut Pace::new(&mut go));
        assert_eq!(read.err(), Some(NotAList::Damaged { part: Part::Workbook }));
    }
}
