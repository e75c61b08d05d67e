//! The stretch of time in which a duty is owed: a calendar month, or a term.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Span};
use crate::date::{Date, YearMonth};
use crate::window::{Half, SchoolYear, Term};

/// How often a duty comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cycle {
    /// 每月: calendar months, as the seeds count.
    Month,
    /// 每学期.
    Term,
}

/// One turn of a cycle, printed as `2026-11` or `2026-autumn`, the school year first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Period {
    /// A calendar month.
    Month(YearMonth),
    /// A term.
    Term(Term),
}

impl Cycle {
    /// The turn a day lies in.
    pub fn containing(self, day: Date) -> Period {
        match self {
            Cycle::Month => Period::Month(day.year_month()),
            Cycle::Term => Period::Term(Term::containing(day)),
        }
    }

    /// The turns of a school year, in the order of time.
    pub fn of_year(self, year: SchoolYear) -> Vec<Period> {
        match self {
            Cycle::Month => (0..12).map(|n| Period::Month(year.first_day().year_month().plus(n))).collect(),
            Cycle::Term => [Half::Autumn, Half::Spring].map(|half| Period::Term(Term { year, half })).to_vec(),
        }
    }
}

impl Period {
    /// Its days.
    pub fn days(self, calendar: &Calendar) -> Span {
        match self {
            Period::Month(month) => Span { from: month.first_day(), to: month.last_day() },
            Period::Term(term) => calendar.term_days(term),
        }
    }

    /// As people say it: `2026年11月`, `2026年秋季学期`.
    pub fn label(self) -> String {
        match self {
            Period::Month(month) => month.chinese(),
            Period::Term(term) => term.label(),
        }
    }

    /// The turn a text names.
    pub fn parse(text: &str) -> Option<Period> {
        if let Some(month) = YearMonth::parse_iso(text) {
            return Some(Period::Month(month));
        }
        let (year, half) = text.split_once('-')?;
        let half = [Half::Autumn, Half::Spring].into_iter().find(|known| key(*known) == half)?;
        Some(Period::Term(Term { year: SchoolYear(year.parse().ok()?), half }))
    }
}

fn key(half: Half) -> &'static str {
    match half {
        Half::Autumn => "autumn",
        Half::Spring => "spring",
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Month(month) => month.fmt(f),
            Period::Term(term) => write!(f, "{}-{}", term.year.0, key(term.half)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_they_are_written() {
        let day = Date::new(2026, 1, 31).expect("a day");
        let check = |cycle: Cycle, text: &str, label: &str| {
            let period = cycle.containing(day);
            assert_eq!((period.to_string().as_str(), period.label().as_str()), (text, label));
            assert_eq!(Period::parse(text), Some(period));
        };
        check(Cycle::Month, "2026-01", "2026年1月");
        check(Cycle::Term, "2025-autumn", "2025年秋季学期");
        assert_eq!((Period::parse("2026-13"), Period::parse("2026-winter"), Period::parse("")), (None, None, None));
    }

    #[test]
    fn a_school_year_has_twelve_months_from_september() {
        let year = Cycle::Month.of_year(SchoolYear(2025));
        let months: Vec<String> = year.iter().map(ToString::to_string).collect();
        assert_eq!((months.len(), months[0].as_str(), months[4].as_str()), (12, "2025-09", "2026-01"));
        assert_eq!(months[11], "2026-08");
        assert_eq!(Cycle::Term.of_year(SchoolYear(2025)).len(), 2);
        assert_eq!(year[5].days(&Calendar::default()).to.day(), 28);
        let leap = Cycle::Month.of_year(SchoolYear(2027))[5];
        assert_eq!(leap.days(&Calendar::default()).to.day(), 29);
    }
}
