//! One cell of a list: from what stood in the file to canonical text and at most one finding.

use std::borrow::Cow;

use crate::field::{Field, FieldKind};
use crate::finding::{FindingKind, Severity};
use crate::identity::assess;
use crate::name::normalise_name;
use crate::plain;

/// A cell as it goes into a list table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// Canonical text, or the cell as it stood when it cannot be read.
    pub text: Cow<'a, str>,
    /// What is wrong or worth knowing; the finding's `value` is the raw cell.
    pub finding: Option<(FindingKind, Severity)>,
}

/// Cleans one cell. `numeric` says the spreadsheet held a number, `date1904` that its serial dates count from 1904.
pub fn clean_cell(field: Field, raw: &str, numeric: bool, date1904: bool) -> Cleaned<'_> {
    let _ = date1904;
    match field.kind() {
        FieldKind::Identity => {
            let found = assess(raw, numeric);
            let finding = found
                .finding()
                .filter(|f| field == Field::IdNumber || f.0 != FindingKind::IdMissing);
            Cleaned {
                text: found.text,
                finding,
            }
        }
        FieldKind::Name => {
            let name = normalise_name(raw);
            let finding = match (name.unreadable, name.normalised) {
                (true, _) => Some((FindingKind::NameUnreadable, Severity::Warning)),
                (false, true) => Some((FindingKind::NameNormalised, Severity::Note)),
                (false, false) => None,
            };
            Cleaned {
                text: plain::trimmed(raw),
                finding,
            }
        }
        _ => Cleaned {
            text: plain::trimmed(raw),
            finding: None,
        },
    }
}
