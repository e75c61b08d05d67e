//! 三比对: who stands in which list, and who is missing. Pure: lists in, one result per child out.
//!
//! Two things must never happen. Two children in one result that calls itself exact: the child who has vanished behind
//! the other is never looked for. And a row in no result: nobody knows that it was never compared. All rules below follow
//! from these two; where they cost a match that a person would have made, the match becomes a proposal.
//!
//! # Keys, in order
//!
//! 1. **The valid identity number** ([`IdQuality::Valid`] only). All rows with one number go into one result. In a list
//!    that holds truncated numbers a valid one ending in 000 is not believed, nor beside rounded ones one that a binary
//!    double could hold: one damaged number in eleven has a fitting check character by luck. A number that stands at more
//!    than three names in one list is a placeholder and counts as missing.
//! 2. **The first 18 characters of a 残疾人证号**, when they are a valid number and the row shows none of its own.
//! 3. **学籍号**, when the names agree. Names that are plainly different under one 学籍号 are only a possibility, and two
//!    valid numbers under it are one child only when birth dates meet and the rows stand in different lists.
//! 4. **Name, birth date and something else** is a *proposal* with a score and reasons, as told below.
//!
//! # Exact
//!
//! A result of several rows is exact only when all rows carry one key, all names are the same on the normalised form and
//! readable, and no two birth dates or sexes (columns and what numbers say) contradict. Spelling (dots, inner spaces,
//! full-width letters) is told and does not matter. The same number under another name is `same_id_name_differs`: likely
//! when the names are close (one character, same sound, 曾用名, a lost character), possible when plainly different, because then
//! one child was probably written with the other's number. Where the contradiction is in birth or sex alone the result
//! stays `matched` and is likely, or possible if both contradict.
//!
//! Number and name may agree by construction: numbers are filled in by looking them up by name, which gives every namesake
//! the number of the first. So rows of one list that differ in guardian, village, class or 学籍号, rows of two lists that
//! differ in guardian *and* village, and a row whose G 学籍号 holds another valid number than its own are not exact either.
//!
//! A single row is exact when it has a key of its own, likely when it has none, possible when somebody similar exists.
//!
//! # Proposals
//!
//! A damaged, missing or foreign number is never a key. Name 45, birth 25, guardian or head of household 13, telephone
//! 12, village 8, surviving digits 10 or, when all but one character fit, 35; a G 学籍号 that holds the other's valid
//! number 30. From 75 likely, from 60 possible. Name and birth alone (70) count only when no list has a second child with
//! both. Where birth is unknown, name with school, grade and class is possible under the same condition. Two different
//! valid numbers are one child at most possibly, and only when name, birth, guardian and village all agree (the number
//! was changed) or a 学籍号 holds the other number; otherwise they are two children, as twins and namesakes are.
//! Different names are never proposed as one child, except through one 学籍号 or an unreadable character.
//!
//! Of several candidates the clearly better one is taken; candidates within 5 points of each other that cannot both be the
//! child are ambiguous, join nobody, and say so in their reasons. A proposal holds at most one row of each list, unless
//! the rows of one list repeat one child.
//!
//! # Repetition within a list
//!
//! The same number and name twice is `duplicate_in`, exact. The same number with two names in one list is
//! `same_id_name_differs`, possible: two children, one number. Without a second number, the same name, birth and
//! guardian (or telephone, 学籍号, fitting number) is `duplicate_in`, likely; with the same village only, or with every
//! cell of the row the same, possible. Rows of one list with the same name and birth and nothing else to go by stay apart.
//!
//! # Kinds
//!
//! One child is one result. What else is true of it stands in `also`, and the lists it is absent from in `lists`, so that
//! nobody who is missing from school hides behind a misspelt name. Precedence: rejected, duplicate_in,
//! same_id_name_differs, same_person_id_differs, out_of_window, only_in or missing_from, matched. `out_of_window` stands
//! before absence because a child of another age is not expected in the other list, and after the faults of identity
//! because with those the birth date itself is in doubt. A child is outside the window only when every known birth date is;
//! the edges are inside. `only_in` means exactly one list; `missing_from` at least two but not all.

mod blocks;
mod certainty;
mod circumstance;
mod clusters;
mod decision;
mod digits;
mod doubt;
mod facts;
mod fingerprint;
mod hash;
mod judge;
mod keys;
mod link;
mod names;
mod nodes;
mod outcome;
mod portrait;
mod propose;
mod reason;
mod rejected;
mod solve;
#[cfg(test)]
mod tests;
mod view;

use crate::list::{ListKind, ListTable};
use crate::window::AgeWindow;

pub use decision::Decisions;
pub use fingerprint::{Fingerprint, MarkError, Subject};
pub use outcome::{CompareResult, Comparison, Confidence, ListTally, ResultKind, RowAt};
pub use reason::{Reason, Reasons};

use decision::Decided;
use doubt::Surroundings;
use judge::{Case, Court};
use nodes::Nodes;
use view::View;

/// From this score on a proposal is likely.
const LIKELY: u8 = 75;

/// One list to compare.
#[derive(Clone, Copy, Debug)]
pub struct NamedList<'a> {
    /// What people call it.
    pub name: &'a str,
    /// What it is a list of.
    pub kind: ListKind,
    /// Its rows.
    pub table: &'a ListTable,
}

/// What a comparison is asked for beside the lists.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Children born outside it are told as such.
    pub window: Option<AgeWindow>,
    /// What people decided about earlier proposals.
    pub decisions: Decisions,
}

/// Compares any number of lists.
///
/// Every accepted and every rejected row stands in exactly one result; skipped rows are only counted. The outcome does not
/// depend on the order of the lists or of their rows, beyond the indices that name them.
pub fn compare(lists: &[NamedList<'_>], options: &Options) -> Comparison {
    let mut facts = facts::read(lists);
    keys::drop_placeholders(&mut facts);
    let mut decided = Decided::over(&facts, &options.decisions);
    let mut clusters = clusters::Clusters::new(facts.rows.len());
    decided.join_accepted(&options.decisions, &mut clusters);
    keys::join_numbers(&facts, &decided, &mut clusters);
    let leftover = keys::join_students(&facts, &decided, &mut clusters);
    let proposed = propose::propose(&facts, &decided, &mut clusters, &leftover.student_ties);

    let nodes = Nodes::of(&facts, &mut clusters);
    let alike = rejected::Alike::of(&facts);
    let surroundings = Surroundings::of(&facts);
    let court = Court {
        facts: &facts,
        decided: &decided,
        leftover: &leftover,
        surroundings: &surroundings,
        window: options.window,
    };
    let mut results = Vec::with_capacity(nodes.len() + facts.rejected.len());
    let mut rejected = facts.rejected.iter().peekable();
    let mut view = View::default();
    // Groups are numbered by their first row, so both run in the order of rows and need only be merged.
    for node in 0..nodes.len() as u32 {
        let rows = nodes.rows(node);
        let first = rows.first().copied().unwrap_or_default();
        let at = facts.rows[first as usize];
        while let Some(row) = rejected.next_if(|r| (r.list, r.row) < (at.list, at.row)) {
            results.push(rejected::result(&facts, row));
        }
        let case = Case {
            rows,
            proposal: proposed.proposals.get(&clusters.root(first)).copied(),
            ambiguous: rows.iter().any(|r| proposed.ambiguous[*r as usize]),
            rejected_alike: nodes.is_open(node) && alike.has(rows.iter().map(|r| &facts.rows[*r as usize])),
        };
        results.push(court.judge(&case, &mut view));
    }
    results.extend(rejected.map(|r| rejected::result(&facts, r)));
    fingerprint::make_distinct(lists, &mut results);
    Comparison { lists: lists.iter().map(tally).collect(), results }
}

fn tally(list: &NamedList<'_>) -> ListTally {
    let rejected = list.table.rejected.iter().filter(|r| r.is_some()).count() as u32;
    let rows = list.table.len() as u32;
    ListTally {
        name: list.name.to_owned(),
        rows_in: rows + list.table.skipped,
        accepted: rows - rejected.min(rows),
        rejected,
        skipped: list.table.skipped,
    }
}
