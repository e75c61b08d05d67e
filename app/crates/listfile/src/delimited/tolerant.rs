//! Broken quoting: a quote that does not close properly is content, and its row is named.
//!
//! The usual reader lets an unclosed quote swallow the rest of the file. Here a quoted cell ends at a quote followed by
//! a separator or line end; if another cell visibly opens before that, or hardly any cell would have so many lines,
//! the first quote was not an opening one.

use super::push;
use crate::grid::GridBuilder;
use crate::not_a_list::NotAList;
use crate::progress::Pace;
use crate::sniff::Separator;

/// Lines a quoted cell may hold before its opening quote is taken for content.
const LINES: usize = 64;

pub(super) fn read(
    text: &str,
    separator: Separator,
    builder: &mut GridBuilder,
    broken: &mut Vec<u32>,
    pace: &mut Pace<'_>,
) -> Result<(), NotAList> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let mut sound = true;
        let end = match bytes.get(at) {
            Some(b'"') => match closing(bytes, at, separator) {
                Some(close) => {
                    let inner = text.get(at + 1..close.at).unwrap_or("");
                    push(builder, &inner.replace("\"\"", "\""));
                    sound = close.clean;
                    close.at + 1
                }
                None => {
                    sound = false;
                    push_to_border(text, at, separator, builder)
                }
            },
            _ => push_to_border(text, at, separator, builder),
        };
        if !sound && broken.last() != Some(&builder.rows()) {
            broken.push(builder.rows());
        }
        at = match bytes.get(end) {
            Some(&b) if b == separator.byte() => {
                if end + 1 == bytes.len() {
                    builder.push("");
                    builder.end_row()?;
                }
                end + 1
            }
            border => {
                builder.end_row()?;
                pace.row(builder.rows())?;
                let crlf = border == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
                end + 1 + usize::from(crlf)
            }
        };
    }
    Ok(())
}

/// Appends the cell from `at` to the next separator or line end, and says where that is.
fn push_to_border(text: &str, at: usize, separator: Separator, builder: &mut GridBuilder) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    let end = memchr::memchr3(separator.byte(), b'\n', b'\r', rest).map_or(text.len(), |i| at + i);
    push(builder, text.get(at..end).unwrap_or(""));
    end
}

struct Closing {
    at: usize,
    /// No stray quote stands inside.
    clean: bool,
}

/// The quote that closes the cell opened at `open`.
fn closing(bytes: &[u8], open: usize, separator: Separator) -> Option<Closing> {
    let is_border = |b: Option<&u8>| b.is_none_or(|&b| b == separator.byte() || b == b'\n' || b == b'\r');
    let mut clean = true;
    let mut at = open + 1;
    let mut lines = 0;
    loop {
        let found = at + memchr::memchr2(b'"', b'\n', bytes.get(at..)?)?;
        if bytes.get(found) == Some(&b'\n') {
            lines += 1;
            if lines > LINES {
                return None;
            }
            at = found + 1;
            continue;
        }
        let next = bytes.get(found + 1);
        if next == Some(&b'"') {
            at = found + 2;
            continue;
        }
        if is_border(next) {
            return Some(Closing { at: found, clean });
        }
        // Another cell visibly opens here, so ours never closed.
        if is_border(bytes.get(found - 1)) {
            return None;
        }
        clean = false;
        at = found + 1;
    }
}
