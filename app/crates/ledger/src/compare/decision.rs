//! What people decided about proposals: these rows are one child, those are not.
//!
//! A decision names rows by their [`Fingerprint`], so it holds when the same file is imported again. Where a pair was both
//! accepted and refused, refusal stands: keeping two children apart can be mended, melting them cannot.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::NamedList;
use super::clusters::Clusters;
use super::facts::{Facts, Row};
use super::fingerprint::{Fingerprint, Marked};
use super::outcome::CompareResult;
use crate::field::Field;
use crate::identity::IdQuality;
use crate::list::ListTable;
use crate::name::normalise_name;

/// Pairs of rows that a person decided about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// Pairs that are one child.
    pub accepted: Vec<(Fingerprint, Fingerprint)>,
    /// Pairs that are two children, for ever.
    pub refused: Vec<(Fingerprint, Fingerprint)>,
}

impl Decisions {
    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty() && self.refused.is_empty()
    }

    /// Takes up that all rows of a result are one child.
    pub fn accept(&mut self, lists: &[NamedList<'_>], result: &CompareResult) {
        let marks = marks_of(lists, result);
        let Some((first, others)) = marks.split_first() else { return };
        self.accepted.extend(others.iter().map(|other| (first.0, other.0)));
    }

    /// Takes up that the rows of a result are not all one child: rows that differ in number or name are kept apart. Where
    /// none do, every row is kept apart from every other.
    pub fn refuse(&mut self, lists: &[NamedList<'_>], result: &CompareResult) {
        let marks = marks_of(lists, result);
        let pairs = || marks.iter().enumerate().flat_map(|(i, a)| marks[i + 1..].iter().map(move |b| (a, b)));
        let before = self.refused.len();
        self.refused.extend(pairs().filter(|(a, b)| a.1 != b.1).map(|(a, b)| (a.0, b.0)));
        if self.refused.len() == before {
            self.refused.extend(pairs().map(|(a, b)| (a.0, b.0)));
        }
    }
}

/// The fingerprint of each row of a result, and what its own side of the proposal is: number and name.
fn marks_of(lists: &[NamedList<'_>], result: &CompareResult) -> Vec<(Fingerprint, (String, String))> {
    let side = |table: &ListTable, row: usize| {
        let valid = table.id_quality.get(row) == Some(&IdQuality::Valid);
        let number = if valid { table.cell(Field::IdNumber, row) } else { "" };
        (number.to_owned(), normalise_name(table.cell(Field::Name, row)).key.into_owned())
    };
    let rows = result.rows.iter().filter_map(|at| Some((lists.get(usize::from(at.list))?, at.row as usize)));
    rows.map(|(list, row)| (Fingerprint::in_list(list, row), side(list.table, row))).collect()
}

/// Decisions laid over the rows of one comparison.
pub(super) struct Decided {
    marks: Vec<u64>,
    refused: HashSet<(u64, u64)>,
    /// Rows that some decision keeps apart from another row that is here too.
    kept_apart: HashSet<u64>,
    /// Rows that some decision joins to another.
    confirmed: HashSet<u64>,
}

const fn ordered(a: u64, b: u64) -> (u64, u64) {
    if a <= b { (a, b) } else { (b, a) }
}

impl Decided {
    /// Lays them over.
    pub(super) fn over(facts: &Facts<'_>, decisions: &Decisions) -> Decided {
        let lists: Vec<Marked<'_>> = facts.lists.iter().map(|l| Marked::of(l.kind, l.table)).collect();
        let mark = |row: &Row| lists[usize::from(row.list)].row(row.row as usize).0;
        let marks = if decisions.is_empty() { Vec::new() } else { facts.rows.iter().map(mark).collect() };
        let here: HashSet<u64> = marks.iter().copied().collect();
        let refused: HashSet<_> = decisions.refused.iter().map(|(a, b)| ordered(a.0, b.0)).collect();
        let both_here = refused.iter().filter(|(a, b)| here.contains(a) && here.contains(b));
        let kept_apart = both_here.flat_map(|(a, b)| [*a, *b]).collect();
        Decided { marks, refused, kept_apart, confirmed: HashSet::new() }
    }

    /// Whether a person keeps a row of one set apart from a row of the other.
    pub(super) fn apart(&self, a: impl Iterator<Item = u32>, b: impl Iterator<Item = u32> + Clone) -> bool {
        if self.refused.is_empty() {
            return false;
        }
        let mark = |row: u32| self.marks[row as usize];
        a.map(mark).any(|x| b.clone().map(mark).any(|y| self.refused.contains(&ordered(x, y))))
    }

    /// Whether a person keeps this row apart from another one that is here.
    pub(super) fn keeps_apart(&self, row: u32) -> bool {
        !self.kept_apart.is_empty() && self.kept_apart.contains(&self.marks[row as usize])
    }

    /// Whether a person joined this row to another.
    pub(super) fn confirms(&self, row: u32) -> bool {
        !self.confirmed.is_empty() && self.confirmed.contains(&self.marks[row as usize])
    }

    /// Whether any pair is refused.
    pub(super) fn refuses_any(&self) -> bool {
        !self.refused.is_empty()
    }

    /// The order in which rows are tried when not all can be together: by what they say, never by where they stand.
    pub(super) fn order(&self, row: u32) -> u64 {
        self.marks.get(row as usize).copied().unwrap_or_default()
    }

    /// Joins what people accepted.
    pub(super) fn join_accepted(&mut self, decisions: &Decisions, clusters: &mut Clusters) {
        let mut rows_of: HashMap<u64, Vec<u32>> = HashMap::new();
        for (row, mark) in self.marks.iter().enumerate() {
            rows_of.entry(*mark).or_default().push(row as u32);
        }
        let mut pairs: Vec<_> = decisions.accepted.iter().map(|(a, b)| ordered(a.0, b.0)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        for (a, b) in pairs {
            let (Some(left), Some(right)) = (rows_of.get(&a), rows_of.get(&b)) else { continue };
            let mut joined = false;
            for (x, y) in left.iter().flat_map(|x| right.iter().map(move |y| (*x, *y))) {
                if x != y && !self.apart(clusters.rows(x), clusters.rows(y)) {
                    joined |= clusters.join(x, y);
                    joined |= clusters.root(x) == clusters.root(y);
                }
            }
            if joined {
                self.confirmed.extend([a, b]);
            }
        }
    }
}
