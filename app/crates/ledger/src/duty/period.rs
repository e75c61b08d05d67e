//! The stretch of time in which a duty is owed: a week from Monday, a calendar month, a term, the days up to a date, or so
//! many days after something happened.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Span};
use crate::date::{Date, YearMonth, days_in_month};
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
    /// Once in each school year, up to a date.
    By(MonthDay),
    /// Once, within so many days of the event that put somebody under the rule.
    Within(u8),
}

/// One turn of a cycle, printed as `2026-11`, as `2026-autumn` with the school year first, as the Monday of its week, as
/// `by-2026-10-31`, or as `2026-10-08+30`, the day of the event and how many follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Period {
    /// The week that begins on this Monday.
    Week(Date),
    /// A calendar month.
    Month(YearMonth),
    /// A term.
    Term(Term),
    /// From the first day of the school year to this one.
    By(Date),
    /// From an event to so many days later.
    After(Date, u8),
    /// A school year: what the turns after events that it holds are shown under.
    Year(SchoolYear),
}

/// A day that comes every year, printed as `10-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

impl MonthDay {
    /// The day a text names: `10-31`, also `2-29`, or a whole date.
    pub fn parse(text: &str) -> Option<MonthDay> {
        if let Some(date) = Date::parse_iso(text) {
            return Some(MonthDay { month: date.month(), day: date.day() });
        }
        let (month, day) = text.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        // A leap year has every day that any year has.
        Date::new(2024, month, day).map(|_| MonthDay { month, day })
    }

    /// The day in a school year; the last of February where the year has no 29th.
    pub fn of_year(self, year: SchoolYear) -> Date {
        let first = year.first_day();
        let in_year = |year: u16| {
            let day = self.day.min(days_in_month(year, self.month));
            Date::new(year, self.month, day).unwrap_or(first)
        };
        let day = in_year(first.year());
        if day < first { in_year(first.year().saturating_add(1)) } else { day }
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl Cycle {
    /// The turn a day lies in.
    pub fn containing(self, day: Date) -> Period {
        match self {
            Cycle::Week => Period::Week(monday(day)),
            Cycle::Month => Period::Month(day.year_month()),
            Cycle::Term => Period::Term(Term::containing(day)),
            Cycle::By(last) => Period::By(last.of_year(SchoolYear::containing(day))),
            Cycle::Within(_) => Period::Year(SchoolYear::containing(day)),
        }
    }

    /// The turns of a school year, in the order of time. A week that lies in two years is a turn of both. Turns after events
    /// are everybody's own: the year stands for them.
    pub fn of_year(self, year: SchoolYear) -> Vec<Period> {
        match self {
            Cycle::Week => {
                let (first, last) = (monday(year.first_day()).day_number(), year.last_day().day_number());
                (first..=last).step_by(7).filter_map(Date::from_day_number).map(Period::Week).collect()
            }
            Cycle::Month => (0..12).map(|n| Period::Month(year.first_day().year_month().plus(n))).collect(),
            Cycle::Term => [Half::Autumn, Half::Spring].map(|half| Period::Term(Term { year, half })).to_vec(),
            Cycle::By(last) => vec![Period::By(last.of_year(year))],
            Cycle::Within(_) => vec![Period::Year(year)],
        }
    }

    /// Whether its turn ends on a day by which something must be done once, instead of coming again and again.
    pub const fn has_deadline(self) -> bool {
        matches!(self, Cycle::By(_) | Cycle::Within(_))
    }
}

impl Period {
    /// Its days.
    pub fn days(self, calendar: &Calendar) -> Span {
        match self {
            Period::Week(from) => Span { from, to: from.plus_days(6).unwrap_or(from) },
            Period::Month(month) => Span { from: month.first_day(), to: month.last_day() },
            Period::Term(term) => calendar.term_days(term),
            Period::By(to) => Span { from: SchoolYear::containing(to).first_day(), to },
            Period::After(from, days) => Span { from, to: from.plus_days(i32::from(days)).unwrap_or(from) },
            Period::Year(year) => Span { from: year.first_day(), to: year.last_day() },
        }
    }

    /// As people say it: `2026年11月`, `2026年秋季学期`, `11月23日至29日`, `2026年10月31日前`, `2026年10月8日起30日内`.
    pub fn label(self) -> String {
        match self {
            Period::Week(from) => {
                let to = from.plus_days(6).unwrap_or(from);
                let month = if to.month() == from.month() { String::new() } else { format!("{}月", to.month()) };
                format!("{}月{}日至{month}{}日", from.month(), from.day(), to.day())
            }
            Period::Month(month) => month.chinese(),
            Period::Term(term) => term.label(),
            Period::By(last) => format!("{}前", last.chinese()),
            Period::After(from, days) => format!("{}起{days}日内", from.chinese()),
            Period::Year(year) => year.label(),
        }
    }

    /// What the turn is, however long it is: a county that moves a deadline, or gives more days, does not undo what was made
    /// good or explained before.
    pub fn turn(self) -> Period {
        match self {
            Period::By(last) => Period::Year(SchoolYear::containing(last)),
            Period::After(event, _) => Period::After(event, 0),
            other => other,
        }
    }

    /// The turn a text names.
    pub fn parse(text: &str) -> Option<Period> {
        if let Some(last) = text.strip_prefix(BY) {
            return Date::parse_iso(last).map(Period::By);
        }
        if let Some((from, days)) = text.split_once('+') {
            return Some(Period::After(Date::parse_iso(from)?, days.parse().ok()?));
        }
        if let Some(year) = text.strip_suffix(YEAR) {
            return Some(Period::Year(SchoolYear(year.parse().ok()?)));
        }
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

const BY: &str = "by-";
const YEAR: &str = "-year";

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
            Period::By(last) => write!(f, "{BY}{last}"),
            Period::After(from, days) => write!(f, "{from}+{days}"),
            Period::Year(year) => write!(f, "{}{YEAR}", year.0),
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
        let by = |text| Cycle::By(MonthDay::parse(text).expect("a day of the year"));
        check(by("10-31"), "by-2025-10-31", "2025年10月31日前");
        check(by("2-29"), "by-2026-02-28", "2026年2月28日前");
        check(Cycle::Within(30), "2025-year", "2025—2026学年");
        let after = Period::After(day, 30);
        assert_eq!((after.to_string().as_str(), after.label().as_str()), ("2026-01-31+30", "2026年1月31日起30日内"));
        assert_eq!(Period::parse("2026-01-31+30"), Some(after));
        assert_eq!(after.days(&Calendar::default()).to.to_string(), "2026-03-02");
        assert_eq!((Period::parse("2026-13"), Period::parse("2026-winter"), Period::parse("")), (None, None, None));
        assert_eq!(Period::parse("2026-01-27"), None, "a week is named by its Monday");
        for text in ["by-", "by-2026-02-30", "2026-01-31+", "+30", "-year", "2026-01-31+300"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_of_the_year_lies_in_each_school_year_once() {
        let check = |text: &str, year: u16, expected: &str| {
            let day = MonthDay::parse(text).expect("a day of the year");
            assert_eq!(day.of_year(SchoolYear(year)).to_string(), expected);
            assert_eq!(MonthDay::parse(&day.to_string()), Some(day));
        };
        check("09-01", 2025, "2025-09-01");
        check("8-31", 2025, "2026-08-31");
        check("2-29", 2025, "2026-02-28");
        check("2-29", 2027, "2028-02-29");
        check("2026-10-31", 2025, "2025-10-31");
        for text in ["", "10", "2-30", "13-1", "0-1", "十-1"] {
            assert_eq!(MonthDay::parse(text), None, "{text}");
        }
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
