//! Sheets and failing rows as files: the bytes travel beside the answer.

use desk::message::file::{FileAnswer, FileFormat};
use desk::message::roster::Sheet;
use listfile::write::{Table, WriteError, write_csv, write_failing, write_xlsx};
use listfile::{ReadList, Stamp};

use crate::serve::refusal;

type Written = (FileAnswer, Option<Vec<u8>>);

/// The named rows of the kept file in its own layout, with a 原因 column.
pub(crate) fn failing(list: &ReadList, rows: &[(u32, String)]) -> Written {
    given("不能导入的行.xlsx".to_owned(), write_failing(list, rows))
}

/// A sheet as the format asked for.
pub(crate) fn sheet(sheet: &Sheet, format: FileFormat) -> Written {
    let table = Table { title: &sheet.title, headers: &sheet.headers, rows: &sheet.rows };
    match format {
        FileFormat::Xlsx => {
            let stamp = Stamp { unit: sheet.unit.clone(), period: sheet.date.clone(), ..Stamp::default() };
            given(name(sheet, "xlsx"), write_xlsx(&table, &stamp))
        }
        FileFormat::Csv => given(name(sheet, "csv"), Ok(write_csv(&table))),
    }
}

/// Title and day, without what file systems refuse.
fn name(sheet: &Sheet, ending: &str) -> String {
    let plain = |text: &str| text.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "");
    match sheet.date.is_empty() {
        true => format!("{}.{ending}", plain(&sheet.title)),
        false => format!("{}_{}.{ending}", plain(&sheet.title), plain(&sheet.date)),
    }
}

fn given(name: String, bytes: Result<Vec<u8>, WriteError>) -> Written {
    match bytes {
        Ok(bytes) => (FileAnswer::File { name }, Some(bytes)),
        Err(error) => (refusal("not_written", &error.to_string()), None),
    }
}
