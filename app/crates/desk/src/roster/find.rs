//! Which children a query finds, in which order. Kept until the book or the question changes.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::rc::Rc;

use ledger::child::Child;
use ledger::enrolment::EnrolState;
use ledger::schema::Table;
use ledger::window::WindowSide;

use super::search::Needle;
use crate::Desk;
use crate::message::roster::{Column, RowQuery, Source, Test};
use crate::place::is_mismatch;
use crate::step::Now;

/// How many distinct values a filter menu offers.
const MENU: usize = 200;

impl Desk {
    /// Children in a source, in the order they came.
    pub(super) fn source_rows(&self, source: Source, now: &Now) -> Vec<u32> {
        let mut rows = self.book.live(Table::Child);
        match source {
            Source::All => {}
            Source::OfAge => rows.retain(|&ix| self.is_of_age(ix, now)),
            Source::Mismatch => rows.retain(|&ix| is_mismatch(self.row(ix).state())),
        }
        rows
    }

    /// 适龄: born within the window; or born before it and still enrolled, for who has not finished stays on the ledger.
    pub(crate) fn is_of_age(&self, ix: u32, now: &Now) -> bool {
        let row = self.row(ix);
        let window = self.age_window(now);
        match row.side_of(&window) {
            Some(WindowSide::TooOld) => matches!(
                row.state(),
                EnrolState::EnrolledPresent | EnrolState::EnrolledAbsent | EnrolState::PresentOnly
            ),
            Some(side) => side == WindowSide::Inside,
            None => true,
        }
    }

    /// The children a query finds.
    pub(crate) fn find(&mut self, query: &RowQuery, now: &Now) -> Rc<[u32]> {
        if let Some((asked, version, found)) = &self.roster.found
            && asked == query
            && *version == self.book.version
        {
            return Rc::clone(found);
        }
        let found: Rc<[u32]> = self.find_now(query, now).into();
        self.roster.found = Some((query.clone(), self.book.version, Rc::clone(&found)));
        found
    }

    fn find_now(&mut self, query: &RowQuery, now: &Now) -> Vec<u32> {
        let mut rows = self.source_rows(query.source, now);
        if let Some(needle) = Needle::new(&query.search) {
            self.index_search();
            rows.retain(|&ix| self.matches(ix, &needle));
        }
        for filter in &query.filters {
            rows.retain(|&ix| holds(&filter.test, &self.column_text(ix, filter.column, now)));
        }
        // The weakest column first: each later sort is stable.
        for &(column, descending) in query.sort.iter().rev() {
            if descending {
                rows.sort_by_cached_key(|&ix| Reverse(self.sort_key(ix, column, now)));
            } else {
                rows.sort_by_cached_key(|&ix| self.sort_key(ix, column, now));
            }
        }
        rows
    }

    /// The distinct texts of a column with their counts, most frequent first. Numbers are not listed: they are personal.
    pub(super) fn values(&mut self, query: &RowQuery, column: Column, now: &Now) -> Vec<(String, u32)> {
        let mut query = query.clone();
        query.filters.retain(|f| f.column != column);
        query.sort.clear();
        let found = self.find_now(&query, now);
        let mut counts: HashMap<Cow<'_, str>, u32> = HashMap::new();
        for &ix in &found {
            *counts.entry(self.shown(ix, column, now)).or_default() += 1;
        }
        let mut values: Vec<_> =
            counts.into_iter().filter(|(t, _)| !t.is_empty()).map(|(t, n)| (t.into_owned(), n)).collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values.truncate(MENU);
        values
    }
}

fn holds(test: &Test, text: &str) -> bool {
    match test {
        Test::Empty => text.is_empty(),
        Test::NotEmpty => !text.is_empty(),
        Test::OneOf(texts) => texts.iter().any(|t| t == text),
        Test::Contains(part) => text.contains(part.as_str()),
        Test::Between(from, to) => {
            !text.is_empty() && (from.is_empty() || text >= from.as_str()) && (to.is_empty() || text <= to.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_asks_what_it_says() {
        fn check(test: Test, text: &str, expected: bool) {
            assert_eq!(holds(&test, text), expected, "{test:?} on {text:?}");
        }
        check(Test::Empty, "", true);
        check(Test::NotEmpty, "", false);
        check(Test::OneOf(vec!["下沟村".into()]), "下沟村", true);
        check(Test::OneOf(vec!["下沟村".into()]), "上湾村", false);
        check(Test::Contains("沟".into()), "下沟村", true);
        check(Test::Between("2012-08-31".into(), String::new()), "2012-08-31", true);
        check(Test::Between("2012-08-31".into(), String::new()), "2012-08-30", false);
        check(Test::Between(String::new(), "2012-08-31".into()), "", false);
    }
}
