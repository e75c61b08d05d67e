//! Writing sheets and failing rows.

use desk::message::file::{FileAnswer, FileFormat};
use desk::message::roster::Sheet;
use listfile::ReadList;

use crate::serve::refusal;

pub(crate) fn failing(_list: &ReadList, _rows: &[(u32, String)]) -> (FileAnswer, Option<Vec<u8>>) {
    (refusal("not_written", ""), None)
}

pub(crate) fn sheet(_sheet: &Sheet, _format: FileFormat) -> (FileAnswer, Option<Vec<u8>>) {
    (refusal("not_written", ""), None)
}
