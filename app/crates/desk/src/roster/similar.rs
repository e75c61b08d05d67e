//! Records that may be one child, and making them one. Never automatic; undone like any save.

use std::borrow::Cow;

use ledger::compare::{self, NamedList, Options};
use ledger::field::Field;
use ledger::list::ListKind;
use ledger::schema::{DELETED, Table};
use sync::{SaveBuilder, ValueRef};

use super::column::masked;
use super::write::child_cell;
use super::{MATCHED_BY, Row};
use crate::Desk;
use crate::book::{cell, text_value};
use crate::message::roster::{Action, RosterAnswer, SimilarPair};
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// Pairs shown at once.
const PAIRS: usize = 200;
/// Deletion mark of a record that went into another one. Stored: never change it.
const MERGED: &str = "merge";

impl Desk {
    /// The comparison of the roster with nothing but itself: whoever stands in it twice.
    pub(super) fn similar(&self) -> Step {
        let (table, rows) = self.roster_table(MATCHED_BY);
        let roster = NamedList { name: "roster", kind: ListKind::Roster, table: &table };
        let comparison = compare::compare(&[roster], &Options::default());
        let mut pairs = Vec::new();
        for result in comparison.results.iter().filter(|r| r.rows.len() > 1) {
            let children: Vec<u32> = result.rows_in(0).filter_map(|row| rows.get(row)).copied().collect();
            let Some((&first, others)) = children.split_first() else { continue };
            pairs.extend(others.iter().map(|&other| SimilarPair {
                a: self.row(first).id().0,
                b: self.row(other).id().0,
                score: result.score,
                reasons: result.reasons.iter().map(|r| r.label().to_owned()).collect(),
                lines: [line(self.row(first)), line(self.row(other))],
            }));
        }
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.score));
        pairs.truncate(PAIRS);
        Step::answer(RosterAnswer::Similar(pairs))
    }

    pub(super) fn merge(&self, keep: Id, other: Id, now: &Now) -> Step {
        let (Some(keep), Some(other)) = (self.child_ix(keep), self.child_ix(other)) else {
            return Step::answer(Refusal::Gone);
        };
        if keep == other {
            return Step::answer(Refusal::NothingToWrite);
        }
        if self.has_open_case(other, now) {
            return Step::answer(Refusal::OpenCase);
        }
        let (keep, other) = (self.row(keep), self.row(other));
        let mut save = SaveBuilder::new();
        for &field in Field::ALL.iter().filter(|&&f| keep.get(f).is_empty() && !other.get(f).is_empty()) {
            save.set(child_cell(keep.id(), field), text_value(other.get(field)));
        }
        save.set(cell(Table::Child, other.id(), DELETED), ValueRef::Text(MERGED));
        self.keep(&save, Action::Merge, keep.get(Field::Name), now, Self::saved())
    }
}

fn line(row: Row<'_>) -> Vec<String> {
    [Field::Name, Field::Birth, Field::IdNumber, Field::Village, Field::School]
        .map(|field| masked(field, Cow::Borrowed(row.get(field))).into_owned())
        .into()
}
