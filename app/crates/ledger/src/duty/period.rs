//! The stretch of time in which a duty is owed: a week from Monday, a calendar month, or a term.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Span};
use crate::date::{Date, YearMonth};
use crate::window::{Half, SchoolYear, Term};

/// How often a duty comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cycle {
    /// 每周: from Monday to Sunday.
    Week,
    /// 每月: calendar months, as county plans count.
    Month,
    /// 每学期.
    Term,
}

/// One turn of a cycle, printed as `2026-11`, as `2026-autumn` with the school year first, or as the Monday of its week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Period {
    /// The week that begins on this Monday.
    Week(Date),
    /// A calendar month.
    Month(YearMonth),
    /// A term.
    Term(Term),
}

impl Cycle {
    /// The turn a day lies in.
    pub fn containing(self, day: Date) -> Period {
        match self {
            Cycle::Week => Period::Week(monday(day)),
            Cycle::Month => Period::Month(day.year_month()),
            Cycle::Term => Period::Term(Term::containing(day)),
        }
    }

    /// The turns of a school year, in the order of time. A week that lies in two years is a turn of both.
    pub fn of_year(self, year: SchoolYear) -> Vec<Period> {
        match self {
            Cycle::Week => {
                let (first, last) = (monday(year.first_day()).day_number(), year.last_day().day_number());
                (first..=last).step_by(7).filter_map(Date::from_day_number).map(Period::Week).collect()
            }
            Cycle::Month => (0..12).map(|n| Period::Month(year.first_day().year_month().plus(n))).collect(),
            Cycle::Term => [Half::Autumn, Half::Spring].map(|half| Period::Term(Term { year, half })).to_vec(),
        }
    }
}

impl Period {
    /// Its days.
    pub fn days(self, calendar: &Calendar) -> Span {
        match self {
            Period::Week(from) => Span { from, to: from.plus_days(6).unwrap_or(from) },
            Period::Month(month) => Span { from: month.first_day(), to: month.last_day() },
            Period::Term(term) => calendar.term_days(term),
        }
    }

    /// As people say it: `2026年11月`, `2026年秋季学期`, `11月23日至29日`.
    pub fn label(self) -> String {
        match self {
            Period::Week(from) => {
                let to = from.plus_days(6).unwrap_or(from);
                let month = if to.month() == from.month() { String::new() } else { format!("{}月", to.month()) };
                format!("{}月{}日至{month}{}日", from.month(), from.day(), to.day())
            }
            Period::Month(month) => month.chinese(),
            Period::Term(term) => term.label(),
        }
    }

    /// The turn a text names.
    pub fn parse(text: &str) -> Option<Period> {
        if let Some(month) = YearMonth::parse_iso(text) {
            return Some(Period::Month(month));
        }
        if let Some(day) = Date::parse_iso(text) {
            return (day == monday(day)).then_some(Period::Week(day));
        }
        let (year, half) = text.split_once('-')?;
        let half = [Half::Autumn, Half::Spring].into_iter().find(|known| key(*known) == half)?;
        Some(Period::Term(Term { year: SchoolYear(year.parse().ok()?), half }))
    }
}

/// The Monday on or before a day.
fn monday(day: Date) -> Date {
    day.plus_days(-(day.weekday() as i32)).unwrap_or(day)
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
            Period::Week(monday) => monday.fmt(f),
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
        check(Cycle::Week, "2026-01-26", "1月26日至2月1日");
        check(Cycle::Term, "2025-autumn", "2025年秋季学期");
        assert_eq!((Period::parse("2026-13"), Period::parse("2026-winter"), Period::parse("")), (None, None, None));
        assert_eq!(Period::parse("2026-01-27"), None, "a week is named by its Monday");
    }

    #[test]
    fn a_school_year_has_twelve_months_from_september() {
        let year = Cycle::Month.of_year(SchoolYear(2025));
        let months: Vec<String> = year.iter().map(ToString::to_string).collect();
        assert_eq!((months.len(), months[0].as_str(), months[4].as_str()), (12, "2025-09", "2026-01"));
        assert_eq!(months[11], "2026-08");
        assert_eq!(Cycle::Term.of_year(SchoolYear(2025)).len(), 2);
        let weeks = Cycle::Week.of_year(SchoolYear(2025));
        assert_eq!((weeks.len(), weeks[0].to_string().as_str()), (53, "2025-09-01"));
        assert_eq!(Cycle::Week.of_year(SchoolYear(2026))[0].to_string(), "2026-08-31", "1 September is a Tuesday");
        assert_eq!(year[5].days(&Calendar::default()).to.day(), 28);
        let leap = Cycle::Month.of_year(SchoolYear(2027))[5];
        assert_eq!(leap.days(&Calendar::default()).to.day(), 29);
    }
}
