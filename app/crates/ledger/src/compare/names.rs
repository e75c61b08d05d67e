//! The names of all lists, each distinct spelling normalised once and compared as a number afterwards.

use std::collections::HashMap;

use super::hash::{self, QuickBuild};
use crate::list::TextColumn;
use crate::name::{NameMatch, names_compatible, normalise_name};

/// A name as it stands in a cell, and the normalised name behind it. Both are 0 for an empty name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NameRef {
    /// Equal for equal spellings.
    pub(super) spelling: u32,
    /// Equal for equal normalised names.
    pub(super) key: u32,
}

/// All names of a comparison, told apart by a hash of 64 bits: with a million names the chance that any two are mixed up
/// is one in thirty million, and two children are mixed up only if they share a number besides.
pub(super) struct Names {
    known: HashMap<u64, NameRef, QuickBuild>,
    spellings: u32,
    /// The normalised names by key, the empty one first.
    texts: TextColumn,
    unreadable: Vec<bool>,
}

impl Names {
    /// Room for the names of so many rows.
    pub(super) fn new(rows: usize) -> Self {
        let mut texts = TextColumn::default();
        texts.push("");
        let known = HashMap::with_capacity_and_hasher(rows / 2, QuickBuild::default());
        Names { known, spellings: 0, texts, unreadable: vec![false] }
    }

    /// The reference of a cell.
    pub(super) fn take(&mut self, cell: &str) -> NameRef {
        if cell.is_empty() {
            return NameRef::default();
        }
        let hash = hash::text(0, cell);
        if let Some(known) = self.known.get(&hash) {
            return *known;
        }
        let normal = normalise_name(cell);
        let name = if normal.key.is_empty() {
            NameRef::default()
        } else if normal.key == cell {
            let key = self.texts.len() as u32;
            self.texts.push(cell);
            self.unreadable.push(normal.unreadable);
            NameRef { spelling: self.next_spelling(), key }
        } else {
            // A normalised name is its own normal form, so this goes one step deep.
            let plain = self.take(&normal.key);
            NameRef { spelling: self.next_spelling(), key: plain.key }
        };
        self.known.insert(hash, name);
        name
    }

    fn next_spelling(&mut self) -> u32 {
        self.spellings += 1;
        self.spellings
    }

    /// How many keys there are, 0 included.
    pub(super) fn count(&self) -> usize {
        self.texts.len()
    }

    /// The normalised name.
    pub(super) fn text(&self, key: u32) -> &str {
        self.texts.get(key as usize)
    }

    /// Whether a character of the name was lost before the list reached us.
    pub(super) fn is_unreadable(&self, key: u32) -> bool {
        self.unreadable.get(key as usize).is_some_and(|u| *u)
    }

    /// How two normalised names compare; an empty one is like nothing.
    pub(super) fn like(&self, a: u32, b: u32) -> NameMatch {
        if a == b && a != 0 && !self.is_unreadable(a) {
            return NameMatch::Same;
        }
        names_compatible(self.text(a), self.text(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        let mut names = Names::new(0);
        let plain = names.take("阿卜杜·拉");
        let dotted = names.take("阿卜杜•拉");
        let other = names.take("阿卜杜");
        assert_eq!(plain.key, dotted.key);
        assert_ne!(plain.spelling, dotted.spelling);
        assert_ne!(plain.key, other.key);
        assert_eq!(names.take("阿卜杜·拉"), plain);
        assert_eq!(names.text(plain.key), "阿卜杜·拉");
    }

    #[test]
    fn an_empty_name_is_like_no_name() {
        let mut names = Names::new(0);
        let (empty, spaces) = (names.take(""), names.take(" "));
        assert_eq!((empty.key, spaces.key), (0, 0));
        assert_eq!(names.like(0, 0), NameMatch::Different);
        let lost = names.take("王?霞").key;
        assert_eq!(names.like(lost, lost), NameMatch::Unreadable);
    }
}
