//! A list as a table of texts, and the file forms in which offices send them round.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A list with its title and what stands under it.
pub(crate) struct Sheet {
    pub(crate) title: String,
    pub(crate) headers: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
    /// Rows whose number column is written as a number by a careless program.
    pub(crate) numeric_ids: Vec<usize>,
}

impl Sheet {
    pub(crate) fn new(title: &str, headers: &[&'static str]) -> Self {
        Sheet { title: title.to_owned(), headers: headers.to_vec(), rows: Vec::new(), numeric_ids: Vec::new() }
    }

    fn total(&self) -> Vec<String> {
        let mut row = vec![String::new(); self.headers.len()];
        row[0] = "合计".to_owned();
        row[1] = self.rows.len().to_string();
        row
    }

    fn lines(&self) -> impl Iterator<Item = Vec<String>> {
        let mut title = vec![String::new(); self.headers.len()];
        title[0].clone_from(&self.title);
        let header = self.headers.iter().map(|h| (*h).to_owned()).collect();
        [title, header].into_iter().chain(self.rows.iter().cloned()).chain([self.total()])
    }

    pub(crate) fn csv(&self) -> String {
        let quote = |cell: String| {
            if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
        };
        self.lines().map(|row| row.into_iter().map(quote).collect::<Vec<_>>().join(",") + "\r\n").collect()
    }

    /// As a GB18030 file, the way Excel on a Chinese Windows saves CSV.
    pub(crate) fn csv_gb18030(&self) -> Vec<u8> {
        encoding_rs::GB18030.encode(&self.csv()).0.into_owned()
    }

    pub(crate) fn csv_utf8_bom(&self) -> Vec<u8> {
        format!("\u{feff}{}", self.csv()).into_bytes()
    }

    /// Tab-separated text that calls itself .xls, numbers behind an apostrophe, as web systems export.
    pub(crate) fn tabs_gb18030(&self) -> Vec<u8> {
        let guard = |cell: String| if cell.len() > 11 && cell.starts_with("99") { format!("'{cell}") } else { cell };
        let text: String = self
            .lines()
            .skip(1)
            .map(|row| row.into_iter().map(guard).collect::<Vec<_>>().join("\t") + "\r\n")
            .collect();
        encoding_rs::GB18030.encode(&text).0.into_owned()
    }

    pub(crate) fn utf16_tabs(&self) -> Vec<u8> {
        let text: String = self.lines().map(|row| row.join("\t") + "\r\n").collect();
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    pub(crate) fn xlsx(&self, id_column: usize) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // A fixed day, so that the file does not change with the day it is made.
        book.set_properties(
            &rust_xlsxwriter::DocProperties::new()
                .set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 9, 1)?),
        );
        let sheet = book.add_worksheet();
        sheet.set_name("学生名单")?;
        let bold = Format::new().set_bold();
        sheet.merge_range(0, 0, 0, self.headers.len() as u16 - 1, &self.title, &bold)?;
        for (c, header) in self.headers.iter().enumerate() {
            sheet.write_with_format(1, c as u16, *header, &bold)?;
        }
        for (r, row) in self.rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let place = (r as u32 + 2, c as u16);
                match cell.parse::<f64>() {
                    Ok(number) if c == id_column && self.numeric_ids.contains(&r) => {
                        sheet.write_number(place.0, place.1, number)?
                    }
                    _ => sheet.write_string(place.0, place.1, cell)?,
                };
            }
        }
        let last = self.rows.len() as u32 + 2;
        sheet.write_string(last, 0, "合计")?;
        sheet.write_number(last, 1, self.rows.len() as f64)?;
        book.save_to_buffer()
    }
}
