//! What rows that were put together say when looked at together: their names, numbers, births and sexes.

use super::facts::{Facts, Row};
use crate::identity::Sex;
use crate::name::NameMatch;

/// So many rows, or dates, tell as much as any more.
pub(super) const ENOUGH: usize = 64;

/// What the rows say when looked at together. Filled anew for each case, so that no case costs memory.
#[derive(Default)]
pub(super) struct View {
    pub(super) rows: Vec<Row>,
    /// How the two names that are least alike compare; `None` before anything was looked at.
    least_alike: Option<NameMatch>,
    pub(super) names: Vec<u32>,
    pub(super) nameless: bool,
    pub(super) spelled: bool,
    pub(super) numbers: Vec<u64>,
    pub(super) births: Vec<u32>,
    pub(super) sexes: Vec<Sex>,
}

impl View {
    /// How the two names that are least alike compare.
    pub(super) fn likeness(&self) -> NameMatch {
        self.least_alike.unwrap_or(NameMatch::Different)
    }

    /// Looks at these rows and forgets the ones before.
    pub(super) fn look(&mut self, facts: &Facts<'_>, rows: &[u32]) {
        let view = self;
        view.rows.clear();
        view.names.clear();
        view.numbers.clear();
        view.births.clear();
        view.sexes.clear();
        (view.nameless, view.spelled) = (false, false);
        view.rows.extend(rows.iter().map(|r| facts.rows[*r as usize]));
        for row in &view.rows {
            match row.name.key {
                0 => view.nameless = true,
                key => add(&mut view.names, key),
            }
            if row.id != 0 {
                add(&mut view.numbers, row.id);
            }
            if view.births.len() < ENOUGH {
                row.births().for_each(|b| add(&mut view.births, b));
            }
            row.sexes().for_each(|s| add(&mut view.sexes, s));
        }
        view.spelled = spelled(view);
        view.least_alike = Some(least_alike(facts, view));
    }
}

fn add<T: PartialEq>(found: &mut Vec<T>, value: T) {
    if !found.contains(&value) {
        found.push(value);
    }
}

/// Whether one name is written in two ways.
fn spelled(view: &View) -> bool {
    let other = |a: &Row, b: &Row| a.name.key == b.name.key && a.name.spelling != b.name.spelling;
    let rows = &view.rows[..view.rows.len().min(ENOUGH)];
    rows.iter().enumerate().any(|(i, a)| rows[i + 1..].iter().any(|b| other(a, b)))
}

/// A former name counts as similar.
fn least_alike(facts: &Facts<'_>, view: &View) -> NameMatch {
    let former = |a: u32, b: u32| {
        let bears = |r: &Row, is: u32, was: u32| r.name.key == is && r.former == was;
        view.rows.iter().any(|r| bears(r, a, b) || bears(r, b, a))
    };
    let names = &view.names;
    let pairs = names.iter().enumerate().flat_map(|(i, a)| names[i..].iter().map(move |b| (*a, *b)));
    pairs
        .filter(|(a, b)| a != b || facts.names.is_unreadable(*a))
        .map(|(a, b)| match facts.names.like(a, b) {
            NameMatch::Different if former(a, b) => NameMatch::Similar,
            like => like,
        })
        .max()
        .unwrap_or(NameMatch::Same)
}
