//! Marks that outlive one comparison: of a row, to carry a person's decision, and of a child, to carry explanations.
//!
//! Both are hashes of what the lists say, so importing the same file again, in whatever order its rows now stand, finds
//! the same marks. They are not secret and not anonymous: they stay inside the sealed ledger.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::NamedList;
use super::hash::{self, QuickBuild};
use super::outcome::CompareResult;
use crate::field::Field;
use crate::list::{ListKind, ListTable, TextColumn};
use crate::name::normalise_name;

/// Why a text is not a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not sixteen hexadecimal digits")]
pub struct MarkError;

macro_rules! mark {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub(super) u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:016x}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = MarkError;

            fn from_str(text: &str) -> Result<Self, MarkError> {
                let all_digits = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
                all_digits.then(|| u64::from_str_radix(text, 16)).and_then(Result::ok).map($name).ok_or(MarkError)
            }
        }

        impl TryFrom<String> for $name {
            type Error = MarkError;

            fn try_from(text: String) -> Result<Self, MarkError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(mark: $name) -> String {
                mark.to_string()
            }
        }
    };
}

mark! {
    /// The mark of a child across rounds: the valid identity number if there is one, else the normalised name, the birth
    /// date and the guardian or village.
    Subject
}

mark! {
    /// The mark of a row across imports: list kind, normalised name, birth date, identity number as it stands, 学籍号,
    /// guardian and village. Two rows of one list that agree in all of these are the same row to a decision.
    Fingerprint
}

const ROW: u64 = 0x524f_5701;
const NUMBER: u64 = 0x4944_0001;
const PERSON: u64 = 0x5052_0001;
const REJECTED: u64 = 0x5245_0001;
const REPEATED: u64 = 0x5245_0002;

/// The columns of a list that go into the marks of its rows, looked up once for all of them.
pub(super) struct Marked<'a> {
    kind: u64,
    name: Option<&'a TextColumn>,
    texts: [Option<&'a TextColumn>; 5],
    people: [Option<&'a TextColumn>; 2],
}

impl<'a> Marked<'a> {
    /// Looks the columns up.
    pub(super) fn of(kind: ListKind, table: &'a ListTable) -> Marked<'a> {
        let column = |field| table.column(field);
        let texts = [Field::IdNumber, Field::DisabilityCard, Field::StudentNumber, Field::Birth, Field::Village];
        Marked {
            kind: hash::text(ROW, kind.key()),
            name: column(Field::Name),
            texts: texts.map(column),
            people: [Field::Guardian, Field::HouseholdHead].map(column),
        }
    }

    /// The mark of one row.
    pub(super) fn row(&self, row: usize) -> Fingerprint {
        let cell = |column: &Option<&'a TextColumn>| column.map_or("", |c| c.get(row));
        let mark = hash::text(self.kind, &normalise_name(cell(&self.name)).key);
        let mark = self.texts.iter().fold(mark, |mark, column| hash::text(mark, cell(column)));
        let people = self.people.iter();
        Fingerprint(people.fold(mark, |mark, column| hash::text(mark, &normalise_name(cell(column)).key)))
    }
}

impl Fingerprint {
    /// The mark of one row.
    pub fn of(kind: ListKind, table: &ListTable, row: usize) -> Fingerprint {
        Marked::of(kind, table).row(row)
    }

    /// The mark of one row of a comparison.
    pub fn in_list(list: &NamedList<'_>, row: usize) -> Fingerprint {
        Fingerprint::of(list.kind, list.table, row)
    }
}

impl Subject {
    /// The mark of a child with this number (its first 17 characters as a number).
    pub(super) const fn of_number(key: u64) -> Subject {
        Subject(hash::finish(hash::mix(hash::mix(NUMBER, key), key >> 7)))
    }

    /// The mark of a child without a number.
    pub(super) fn of_person(name: &str, birth: u32, place: &str) -> Subject {
        Subject(hash::text(hash::mix(hash::text(PERSON, name), u64::from(birth)), place))
    }

    /// The mark of a row that cannot be read. Never that of a child: the two stand side by side in one round.
    pub(super) fn of_rejected(name: &str, birth: u32, place: &str) -> Subject {
        Subject(hash::mix(REJECTED, Subject::of_person(name, birth, place).0))
    }
}

/// Gives results that would bear one mark marks of their own: namesakes without anything to tell them apart, or children
/// whom a person parted from one number. What is written about one must not appear at the other.
///
/// The first by name and by what its rows say keeps the mark, so the choice does not hang on the order of rows.
pub(super) fn make_distinct(lists: &[NamedList<'_>], results: &mut [CompareResult]) {
    let mut seen: HashMap<u64, u32, QuickBuild> =
        HashMap::with_capacity_and_hasher(results.len(), QuickBuild::default());
    for result in results.iter() {
        *seen.entry(result.subject.0).or_default() += 1;
    }
    let mut shared: Vec<usize> = (0..results.len()).filter(|i| seen.get(&results[*i].subject.0) > Some(&1)).collect();
    let said = |result: &CompareResult| {
        let rows = result.rows.iter().filter_map(|at| Some((lists.get(usize::from(at.list))?, at.row as usize)));
        rows.map(|(list, row)| Fingerprint::in_list(list, row)).collect::<BTreeSet<_>>()
    };
    shared.sort_by_cached_key(|i| {
        let result = &results[*i];
        (result.subject, result.name.clone(), said(result), result.kind, result.score)
    });
    let mut last = None;
    let mut nth = 0;
    for index in shared {
        let had = results[index].subject;
        nth = if last == Some(had) { nth + 1 } else { 0 };
        last = Some(had);
        if nth > 0 {
            results[index].subject = Subject(hash::finish(hash::mix(hash::mix(REPEATED, had.0), nth)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_back_from_its_text() {
        let mark = Subject::of_person("周子涵", 20_120_831, "周强");
        assert_eq!(mark.to_string().parse(), Ok(mark));
        assert_eq!("".parse::<Subject>(), Err(MarkError));
        assert_eq!("+00000000000000f".parse::<Subject>(), Err(MarkError));
        assert_eq!("00000000000000zz".parse::<Subject>(), Err(MarkError));
    }

    #[test]
    fn marks_tell_children_apart() {
        let one = Subject::of_person("周子涵", 20_120_831, "周强");
        assert_ne!(one, Subject::of_person("周子涵", 20_120_831, "周刚"));
        assert_ne!(one, Subject::of_person("周子涵", 20_120_901, "周强"));
        assert_ne!(one, Subject::of_person("周子", 20_120_831, "涵周强"));
        assert_ne!(Subject::of_number(99_052_620_120_831_001), Subject::of_number(99_052_620_120_831_002));
    }
}
