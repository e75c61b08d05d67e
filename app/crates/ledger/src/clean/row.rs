//! What the cells of one row say against each other.

use crate::child::Child;
use crate::field::Field;
use crate::finding::{FindingKind, Severity};
use crate::identity::{Sex, assess};

/// Something found in a row: at a field, or about the row as a whole.
pub type RowFinding = (Option<Field>, FindingKind, Severity);

/// Compares the cleaned cells of a row. Nothing is overwritten: a birth date or sex that disagrees with a valid number is
/// told, and a person decides which of the two is wrong.
///
/// A row without a name, a usable number, a student number and a card says nothing that identifies a child.
pub fn check_row(row: &(impl Child + ?Sized)) -> Vec<RowFinding> {
    let mut found = Vec::new();
    let number = row.identity();
    let birth = assess(row.get(Field::IdNumber), false).birth();
    if let (Some(inside), Some(written)) = (birth, row.written_birth())
        && inside != written
    {
        found.push((Some(Field::Birth), FindingKind::BirthDisagrees, Severity::Warning));
    }
    if let (Some(number), Some(written)) = (number, Sex::from_text(row.get(Field::Sex)))
        && number.sex() != written
    {
        found.push((Some(Field::Sex), FindingKind::SexDisagrees, Severity::Warning));
    }
    if row.get(Field::Name).is_empty() {
        found.push((Some(Field::Name), FindingKind::NameMissing, Severity::Warning));
        let keys = [Field::IdNumber, Field::StudentNumber, Field::DisabilityCard];
        if number.is_none() && keys.iter().all(|key| row.get(*key).is_empty()) {
            found.push((None, FindingKind::NoIdentity, Severity::Error));
        }
    }
    found
}
