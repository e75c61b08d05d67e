//! Text without a single quote: cut at separators and line ends, nothing else to know.

use super::push;
use crate::grid::GridBuilder;
use crate::not_a_list::NotAList;
use crate::progress::Pace;
use crate::sniff::Separator;

pub(super) fn read(
    text: &str,
    separator: Separator,
    builder: &mut GridBuilder,
    pace: &mut Pace<'_>,
) -> Result<(), NotAList> {
    let bytes = text.as_bytes();
    let mut start = 0;
    for at in memchr::memchr3_iter(separator.byte(), b'\n', b'\r', bytes) {
        let after_cr = at > 0 && bytes.get(at) == Some(&b'\n') && bytes.get(at - 1) == Some(&b'\r');
        if after_cr {
            start = at + 1;
            continue;
        }
        let ends_row = bytes.get(at) != Some(&separator.byte());
        let cell = text.get(start..at).unwrap_or("");
        push(builder, cell);
        start = at + 1;
        if ends_row {
            builder.end_row()?;
            pace.row(builder.rows())?;
        }
    }
    if start < text.len() {
        push(builder, text.get(start..).unwrap_or(""));
        builder.end_row()?;
    }
    Ok(())
}
