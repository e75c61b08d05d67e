//! One cell of a list: from what stood in the file to canonical text and at most one finding.
//!
//! Each kind of field has one canonical form (`2012-08-31`, `2018-09`, official option texts), so that equal facts are equal
//! texts. A cell that cannot be read stays as it stood and is told; an identity number is never repaired. Lists have
//! millions of cells, most of them clean: those are borrowed, not copied.

mod code;
mod column;
mod date;
mod number;
mod phone;
mod row;

use std::borrow::Cow;

pub use column::distrust_damaged_column;
pub use date::{excel_date, read_date, read_month};
pub use number::read_number;
pub use phone::read_phones;
pub use row::{RowFinding, check_row};

use crate::choice;
use crate::disability_card::DisabilityCard;
use crate::field::{Field, FieldKind};
use crate::finding::{FindingKind, Severity};
use crate::grade::{ClassName, Grade};
use crate::identity;
use crate::name::normalise_name;
use crate::plain;
use crate::student_number::StudentNumber;

/// A cell as it goes into a list table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// Canonical text, or the cell as it stood (without outer spaces) when it cannot be read.
    pub text: Cow<'a, str>,
    /// What is wrong or worth knowing; the finding's `value` is the raw cell.
    pub finding: Option<(FindingKind, Severity)>,
}

impl<'a> Cleaned<'a> {
    fn plain(text: Cow<'a, str>) -> Cleaned<'a> {
        Cleaned { text, finding: None }
    }

    /// The cell as it stood, not trusted.
    fn unread(raw: &'a str, kind: FindingKind) -> Cleaned<'a> {
        Cleaned { text: plain::trimmed(raw), finding: Some((kind, Severity::Warning)) }
    }

    /// Canonical text where the cell could be read.
    fn read(raw: &'a str, text: Option<String>, kind: FindingKind) -> Cleaned<'a> {
        match text {
            Some(text) if text == raw => Cleaned::plain(Cow::Borrowed(raw)),
            Some(text) => Cleaned::plain(Cow::Owned(text)),
            None => Cleaned::unread(raw, kind),
        }
    }
}

/// Cleans one cell. `numeric` says that the spreadsheet held a number, `date1904` that its serial dates count from 1904.
///
/// Cells that say nothing (`无`, `/`, `—`) of a typed field come out empty. What needs other cells of the row is not done
/// here: documents other than the resident card ([`identity::assess_as`]) and disagreements ([`check_row`]); nor what
/// needs other rows ([`distrust_damaged_column`]).
///
/// ```
/// use ledger::clean::clean_cell;
/// use ledger::field::Field;
/// assert_eq!(clean_cell(Field::Birth, "2012年8月31日", false, false).text, "2012-08-31");
/// assert_eq!(clean_cell(Field::EntryMonth, "2018.9", false, false).text, "2018-09");
/// assert_eq!(clean_cell(Field::Sex, "1-男", false, false).text, "男");
/// ```
pub fn clean_cell(field: Field, raw: &str, numeric: bool, date1904: bool) -> Cleaned<'_> {
    if raw.is_empty() {
        return empty(field);
    }
    match field.kind() {
        FieldKind::Text => text(field, raw),
        FieldKind::Name => name(raw),
        FieldKind::Identity => {
            let found = identity::assess(raw, numeric);
            let finding = found.finding().filter(|f| f.0 != FindingKind::IdMissing || field == Field::IdNumber);
            Cleaned { text: found.text, finding }
        }
        FieldKind::Choice => option(field, raw),
        FieldKind::Code => code::clean(field, raw, numeric),
        FieldKind::Date => day(raw, numeric, date1904),
        FieldKind::YearMonth => month(raw, numeric, date1904),
        _ if plain::says_nothing(raw) => empty(field),
        FieldKind::StudentNumber => {
            let number = StudentNumber::read(raw).map(|n| n.to_string());
            Cleaned::read(raw, number, FindingKind::StudentNumberMalformed)
        }
        FieldKind::DisabilityCard => disability_card(raw, numeric),
        FieldKind::Phone => phone::clean(raw),
        FieldKind::Number => Cleaned::read(raw, read_number(raw).map(|n| n.to_string()), FindingKind::NumberUnreadable),
    }
}

/// An empty cell is worth a word only where the list is useless without it.
fn empty(field: Field) -> Cleaned<'static> {
    let finding = (field == Field::IdNumber).then_some((FindingKind::IdMissing, Severity::Note));
    Cleaned { text: Cow::Borrowed(""), finding }
}

fn day(raw: &str, numeric: bool, date1904: bool) -> Cleaned<'_> {
    if date::is_canonical(raw) {
        return Cleaned::plain(Cow::Borrowed(raw));
    }
    match read_date(raw, numeric, date1904) {
        None if plain::says_nothing(raw) => Cleaned::plain(Cow::Borrowed("")),
        date => Cleaned::read(raw, date.map(|d| d.to_string()), FindingKind::DateUnreadable),
    }
}

fn month(raw: &str, numeric: bool, date1904: bool) -> Cleaned<'_> {
    match read_month(raw, numeric, date1904) {
        None if plain::says_nothing(raw) => Cleaned::plain(Cow::Borrowed("")),
        month => Cleaned::read(raw, month.map(|m| m.to_string()), FindingKind::MonthUnreadable),
    }
}

fn text(field: Field, raw: &str) -> Cleaned<'_> {
    let canonical = match field {
        Field::Grade => Grade::parse(raw).map(|g| Cow::Borrowed(g.text())),
        Field::Class if ClassName::is_canonical(raw) => Some(Cow::Borrowed(raw)),
        Field::Class => ClassName::parse(raw).map(|c| Cow::Owned(c.to_string())),
        _ => None,
    };
    Cleaned::plain(canonical.unwrap_or_else(|| plain::trimmed(raw)))
}

fn name(raw: &str) -> Cleaned<'_> {
    let name = normalise_name(raw);
    let finding = match (name.unreadable, name.normalised) {
        (true, _) => Some((FindingKind::NameUnreadable, Severity::Warning)),
        (false, true) => Some((FindingKind::NameNormalised, Severity::Note)),
        (false, false) => None,
    };
    // Shown as written, compared on the normal form.
    let text = if matches!(name.key, Cow::Borrowed(_)) { Cow::Borrowed(raw) } else { plain::trimmed(raw) };
    Cleaned { text, finding }
}

fn option(field: Field, raw: &str) -> Cleaned<'_> {
    match choice::canonical(field, raw) {
        Some(text) => Cleaned::plain(Cow::Borrowed(text)),
        None if plain::says_nothing(raw) => empty(field),
        // The list of countries is an excerpt: a country it lacks is no fault.
        None if field == Field::Nationality => Cleaned::plain(plain::trimmed(raw)),
        None => Cleaned::unread(raw, FindingKind::ChoiceUnknown),
    }
}

fn disability_card(raw: &str, numeric: bool) -> Cleaned<'_> {
    let mut code = plain::code(raw);
    if let Some((at, c)) = code.char_indices().nth(17)
        && plain::is_like_x(c)
    {
        code.to_mut().replace_range(at..at + c.len_utf8(), "X");
    }
    // Twenty digits have no room in a number: what came as one has lost its tail.
    if !numeric && DisabilityCard::parse(&code).is_some() {
        Cleaned::plain(if code == raw { Cow::Borrowed(raw) } else { code })
    } else {
        Cleaned::unread(raw, FindingKind::DisabilityCardMalformed)
    }
}

#[cfg(test)]
mod tests;
