//! Quick search: one small entry per child, matched by what the needle is made of.
//!
//! Letters look into pinyin initials, digits into the number, the phones and the 学籍号, anything else into name, village,
//! school and guardian. Entries are rebuilt only for children an envelope touched, so a keystroke costs one scan.

use ledger::field::Field;
use ledger::pinyin;
use ledger::schema::Table;

use crate::Desk;

const WORDS: &[Field] = &[
    Field::Name,
    Field::FormerName,
    Field::Village,
    Field::School,
    Field::AttendSchool,
    Field::Guardian,
    Field::HouseholdHead,
];
const DIGITS: &[Field] =
    &[Field::IdNumber, Field::StudentNumber, Field::DisabilityCard, Field::Phone, Field::GuardianPhone];

/// What a child can be found by.
#[derive(Default)]
struct Entry {
    words: Box<str>,
    initials: Box<str>,
    digits: Box<str>,
}

/// Entries of all children, by row index.
#[derive(Default)]
pub(super) struct Index {
    version: u64,
    entries: Vec<Entry>,
}

/// A needle, made ready once.
pub(super) enum Needle {
    Letters(String),
    Digits(String),
    Words(String),
}

impl Needle {
    /// `None` for a needle without any character to look for.
    pub(super) fn new(text: &str) -> Option<Needle> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        if text.is_empty() {
            None
        } else if text.chars().all(|c| c.is_ascii_digit() || c == '*') || is_number_with_x(&text) {
            Some(Needle::Digits(text.replace('*', "")))
        } else if text.chars().all(|c| c.is_ascii_alphabetic()) {
            Some(Needle::Letters(text))
        } else {
            Some(Needle::Words(text))
        }
    }
}

/// `002x`: the last four of a number may end in X.
fn is_number_with_x(text: &str) -> bool {
    text.len() >= 3 && text.strip_suffix('x').is_some_and(|head| head.chars().all(|c| c.is_ascii_digit()))
}

impl Desk {
    /// Brings the index up to the state.
    pub(super) fn index_search(&mut self) {
        if self.roster.search.version == self.book.version {
            return;
        }
        let rows = self.book.table(Table::Child).map_or(0, sync::Table::len);
        let touched = self.book.touched_after(self.roster.search.version);
        let mut entries = std::mem::take(&mut self.roster.search.entries);
        match touched {
            Some(touched) => {
                entries.resize_with(rows, Entry::default);
                for ix in touched {
                    entries[ix as usize] = self.entry(ix);
                }
            }
            None => entries = (0..rows as u32).map(|ix| self.entry(ix)).collect(),
        }
        self.roster.search = Index { version: self.book.version, entries };
    }

    fn entry(&self, ix: u32) -> Entry {
        let row = self.row(ix);
        let join = |fields: &[Field]| {
            let mut text = String::new();
            for part in fields.iter().map(|&f| row.get(f)).filter(|part| !part.is_empty()) {
                text.extend(part.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase));
                text.push('\n');
            }
            text.into_boxed_str()
        };
        let initials = pinyin::search_key(row.get(Field::Name));
        Entry { words: join(WORDS), initials: initials.into_boxed_str(), digits: join(DIGITS) }
    }

    pub(super) fn matches(&self, ix: u32, needle: &Needle) -> bool {
        let Some(entry) = self.roster.search.entries.get(ix as usize) else { return false };
        match needle {
            Needle::Letters(text) => entry.initials.contains(text.as_str()) || entry.words.contains(text.as_str()),
            Needle::Digits(text) => entry.digits.contains(text.as_str()),
            Needle::Words(text) => entry.words.contains(text.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_known_by_its_characters() {
        fn check(input: &str, expected: &str) {
            let kind = match Needle::new(input) {
                None => "nothing".to_owned(),
                Some(Needle::Letters(t)) => format!("letters {t}"),
                Some(Needle::Digits(t)) => format!("digits {t}"),
                Some(Needle::Words(t)) => format!("words {t}"),
            };
            assert_eq!(kind, expected, "{input:?}");
        }
        check("  ", "nothing");
        check("ZSF", "letters zsf");
        check("0018", "digits 0018");
        check("002X", "digits 002x");
        check("张 三", "words 张三");
        check("x", "letters x");
    }
}
