//! Puts rows together by the keys that may be certain: the valid number (own, or on a 残疾人证), then the 学籍号.
//!
//! Everything that carries one number goes together, whatever the names say; the verdict on such a set is spoken later
//! and is exact only when nothing in it disagrees. A 学籍号 is weaker: clerks copy it from the line above, so it never
//! joins two children whose names are plainly different or whose numbers are both valid and belong to two people.

use std::collections::HashSet;

use super::clusters::Clusters;
use super::decision::Decided;
use super::facts::{Facts, Row};
use crate::name::NameMatch;

/// What the keys left over.
#[derive(Default)]
pub(super) struct Leftover {
    /// 学籍号 that plainly different names carry.
    pub(super) shared_students: HashSet<u64>,
    /// Rows with one 学籍号 that the key alone does not join.
    pub(super) student_ties: Vec<(u32, u32)>,
}

/// Larger groups under one 学籍号 are a placeholder text, not a number.
const PLACEHOLDER: usize = 32;

/// More names than this under one number in one list are no slip of the pen and no siblings with their father's number.
const NAMES: usize = 3;

/// Takes away numbers that stand at everybody: a valid number typed in where there was none. Left a key, it would hide a
/// whole class behind one result.
pub(super) fn drop_placeholders(facts: &mut Facts<'_>) {
    let mut everybodys: Vec<u32> = Vec::new();
    for_each_run(
        facts,
        |row| row.id,
        |run| {
            if run.len() <= NAMES {
                return;
            }
            let row = |r: &u32| &facts.rows[*r as usize];
            let mut names: Vec<(u16, u32)> = run.iter().map(|r| (row(r).list, row(r).name.key)).collect();
            names.sort_unstable();
            names.dedup();
            names.retain(|(_, name)| *name != 0);
            if names.chunk_by(|a, b| a.0 == b.0).any(|of_list| of_list.len() > NAMES) {
                everybodys.extend(run);
            }
        },
    );
    everybodys.into_iter().for_each(|r| facts.rows[r as usize].forget_number());
}

/// Joins by valid number.
pub(super) fn join_numbers(facts: &Facts<'_>, decided: &Decided, clusters: &mut Clusters) {
    for_each_run(
        facts,
        |row| row.id,
        |run| {
            if !decided.refuses_any() {
                run.windows(2).for_each(|pair| {
                    clusters.join(pair[0], pair[1]);
                });
                return;
            }
            join_unless_refused(facts, decided, clusters, run);
        },
    );
}

/// Joins what may be joined, same names first, so that a refused row leaves the rest of its group whole.
fn join_unless_refused(facts: &Facts<'_>, decided: &Decided, clusters: &mut Clusters, run: &[u32]) {
    let mut rows = run.to_vec();
    if rows.len() > PLACEHOLDER {
        // Too many to try one by one: those that nobody decided about go together, the others stay alone.
        rows.retain(|r| !decided.keeps_apart(*r));
        rows.windows(2).for_each(|pair| {
            clusters.join(pair[0], pair[1]);
        });
        return;
    }
    rows.sort_by_key(|r| decided.order(*r));
    for same_name in [true, false] {
        for (i, &a) in rows.iter().enumerate() {
            for &b in &rows[..i] {
                let fits = !same_name || facts.rows[a as usize].name.key == facts.rows[b as usize].name.key;
                if fits && !decided.apart(clusters.rows(a), clusters.rows(b)) {
                    clusters.join(a, b);
                }
            }
        }
    }
}

/// Joins by 学籍号.
pub(super) fn join_students(facts: &Facts<'_>, decided: &Decided, clusters: &mut Clusters) -> Leftover {
    let mut left = Leftover::default();
    for_each_run(
        facts,
        |row| row.student,
        |run| {
            let mut roots: Vec<u32> = run.iter().map(|r| clusters.root(*r)).collect();
            roots.sort_unstable();
            roots.dedup();
            if roots.len() < 2 {
                return;
            }
            let student = facts.rows[run[0] as usize].student;
            if roots.len() > PLACEHOLDER {
                left.shared_students.insert(student);
                return;
            }
            join_one_student(facts, decided, clusters, &roots, student, &mut left);
        },
    );
    left
}

fn join_one_student(
    facts: &Facts<'_>,
    decided: &Decided,
    clusters: &mut Clusters,
    roots: &[u32],
    student: u64,
    left: &mut Leftover,
) {
    let pairs: Vec<(u32, u32, Bond)> = roots
        .iter()
        .enumerate()
        .flat_map(|(i, &a)| roots[i + 1..].iter().map(move |&b| (a, b)))
        .map(|(a, b)| (a, b, bond(facts, decided, clusters, a, b)))
        .collect();
    if pairs.iter().any(|(_, _, bond)| bond.strangers) {
        left.shared_students.insert(student);
    }
    // All or none: a chain that would tie two strangers through a third is left to the proposals.
    if pairs.iter().all(|(_, _, bond)| bond.joins) {
        pairs.iter().for_each(|(a, b, _)| {
            clusters.join(*a, *b);
        });
    } else {
        left.student_ties.extend(pairs.iter().map(|(a, b, _)| (*a, *b)));
    }
}

/// What one 学籍号 makes of two groups.
struct Bond {
    joins: bool,
    /// The names are plainly different.
    strangers: bool,
}

fn bond(facts: &Facts<'_>, decided: &Decided, clusters: &Clusters, a: u32, b: u32) -> Bond {
    let rows = |root: u32| clusters.rows(root).map(|r| facts.rows[r as usize]);
    let pairs = || rows(a).flat_map(|x| rows(b).map(move |y| (x, y)));
    let likeness = pairs().map(|(x, y)| likeness(facts, &x, &y)).min().unwrap_or(NameMatch::Different);
    let two_numbers = pairs().any(|(x, y)| x.id != 0 && y.id != 0 && x.id != y.id);
    let one_list = pairs().any(|(x, y)| x.list == y.list);
    let births_meet = || births_meet(&mut rows(a), rows(b));
    let joins = match likeness {
        NameMatch::Same if two_numbers => !one_list && births_meet(),
        NameMatch::Same => !one_list || births_meet(),
        NameMatch::Unreadable | NameMatch::Similar => !two_numbers && !one_list,
        NameMatch::Different => false,
    };
    Bond {
        joins: joins && !decided.apart(clusters.rows(a), clusters.rows(b)),
        strangers: likeness == NameMatch::Different,
    }
}

/// How the names of two rows compare; a row without a name contradicts none.
fn likeness(facts: &Facts<'_>, x: &Row, y: &Row) -> NameMatch {
    if x.name.key == 0 || y.name.key == 0 {
        return NameMatch::Similar;
    }
    match facts.names.like(x.name.key, y.name.key) {
        NameMatch::Different if x.name.key == y.former || y.name.key == x.former => NameMatch::Similar,
        like => like,
    }
}

/// Whether some date of birth is in both groups, or one of them has none.
fn births_meet(a: &mut dyn Iterator<Item = Row>, b: impl Iterator<Item = Row>) -> bool {
    let left: Vec<u32> = a.flat_map(|r| r.births().collect::<Vec<_>>()).collect();
    let right: Vec<u32> = b.flat_map(|r| r.births().collect::<Vec<_>>()).collect();
    left.is_empty() || right.is_empty() || left.iter().any(|x| right.contains(x))
}

/// Calls back with every group of two or more rows that share a key; 0 is no key.
fn for_each_run(facts: &Facts<'_>, key: impl Fn(&Row) -> u64, mut visit: impl FnMut(&[u32])) {
    let mut keyed: Vec<(u64, u32)> =
        facts.rows.iter().enumerate().map(|(i, row)| (key(row), i as u32)).filter(|(k, _)| *k != 0).collect();
    keyed.sort_unstable();
    let mut run = Vec::new();
    for same in keyed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        run.clear();
        run.extend(same.iter().map(|(_, row)| *row));
        visit(&run);
    }
}
