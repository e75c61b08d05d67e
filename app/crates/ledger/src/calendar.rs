//! 校历: which days are school days, and which term does a day belong to?
//!
//! Terms, holidays and make-up days are set by the county every year, so they are data; [`Calendar::proposed`] is only a
//! beginning to edit (示例). A weekend is free unless it is a make-up day, a weekday counts unless it is a holiday.

mod school_days;

use std::fmt;
use std::sync::OnceLock;

use thiserror::Error;

use self::school_days::SchoolDays;
use crate::date::{Date, DateError};
use crate::window::{SchoolYear, Term};

/// A stretch of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The last day, not before the first.
    pub to: Date,
}

impl Span {
    /// Whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// What a line of the calendar says about its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// 学期: school is held on its weekdays.
    Term,
    /// 假期: a holiday inside a term.
    Holiday,
    /// 补课: a free day on which school is held.
    MakeUp,
}

/// A line of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub kind: DayKind,
    /// About which days.
    pub days: Span,
    /// What people call it: 秋季学期, 国庆节.
    pub name: String,
}

/// The calendar of a county.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    entries: Vec<Entry>,
    /// Counted when somebody first asks.
    days: OnceLock<SchoolDays>,
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Calendar) -> bool {
        self.entries == other.entries
    }
}

impl Eq for Calendar {}

/// Why a text is no calendar, with the line (1-based).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// Not `kind from to name`.
    #[error("line {0} is not `kind from to name`")]
    Shape(usize),
    /// A day that does not exist.
    #[error("line {0}: {1}")]
    Date(usize, DateError),
    /// The last day is before the first.
    #[error("line {0} ends before it begins")]
    Backwards(usize),
}

impl Calendar {
    /// A beginning to edit (示例): terms as many counties hold them, and the holidays whose dates are the same each year.
    /// The days that the State Council moves every year are left to the county.
    pub fn proposed(year: SchoolYear) -> Calendar {
        let (autumn, spring) = (year.0, year.0.saturating_add(1));
        let entry = |kind, (year, month, day): (u16, u8, u8), (last_month, last_day): (u8, u8), name: &str| {
            let from = Date::new(year, month, day)?;
            let to = Date::new(year + u16::from(last_month < month), last_month, last_day)?;
            Some(Entry { kind, days: Span { from, to }, name: name.to_owned() })
        };
        let entries = [
            entry(DayKind::Term, (autumn, 9, 1), (1, 20), "秋季学期"),
            entry(DayKind::Holiday, (autumn, 10, 1), (10, 7), "国庆节"),
            entry(DayKind::Holiday, (spring, 1, 1), (1, 1), "元旦"),
            entry(DayKind::Term, (spring, 2, 20), (7, 10), "春季学期"),
            entry(DayKind::Holiday, (spring, 4, 5), (4, 5), "清明节"),
            entry(DayKind::Holiday, (spring, 5, 1), (5, 5), "劳动节"),
        ];
        Calendar::of(entries.into_iter().flatten().collect())
    }

    /// The same with the proposed lines of a school year, if it has no term of that year.
    pub fn reaching(mut self, year: SchoolYear) -> Calendar {
        let known = |entry: &Entry| entry.kind == DayKind::Term && Term::containing(midpoint(entry.days)).year == year;
        if !self.entries.iter().any(known) {
            self.entries.extend(Calendar::proposed(year).entries);
            return Calendar::of(self.entries);
        }
        self
    }

    /// Its lines, as they were written.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn of(entries: Vec<Entry>) -> Calendar {
        Calendar { entries, days: OnceLock::new() }
    }

    fn days(&self) -> &SchoolDays {
        self.days.get_or_init(|| SchoolDays::of(&self.entries))
    }

    /// Whether school is held on a day.
    pub fn is_school_day(&self, day: Date) -> bool {
        self.days().holds(day)
    }

    /// How many school days lie in a stretch.
    pub fn school_days(&self, days: Span) -> u32 {
        self.days().between(days)
    }

    /// The day on which `count` school days after `day` have passed; `None` if the calendar does not reach so far.
    pub fn school_days_after(&self, day: Date, count: u32) -> Option<Date> {
        if count == 0 { Some(day) } else { self.days().after(day, count) }
    }

    /// The first and last day of a term as the calendar sets them, else those of the convention.
    pub fn term_days(&self, term: Term) -> Span {
        let middle = self
            .entries
            .iter()
            .find(|entry| entry.kind == DayKind::Term && term == Term::containing(midpoint(entry.days)));
        middle.map_or_else(|| term.days(), |entry| entry.days)
    }
}

fn midpoint(days: Span) -> Date {
    days.from.plus_days(days.from.days_until(days.to) / 2).unwrap_or(days.from)
}

impl DayKind {
    /// Every kind, in the order of menus.
    pub const ALL: [DayKind; 3] = [DayKind::Term, DayKind::Holiday, DayKind::MakeUp];

    /// The stored key.
    pub const fn key(self) -> &'static str {
        match self {
            DayKind::Term => "term",
            DayKind::Holiday => "holiday",
            DayKind::MakeUp => "makeup",
        }
    }

    /// The word on the page.
    pub const fn text(self) -> &'static str {
        match self {
            DayKind::Term => "学期",
            DayKind::Holiday => "放假",
            DayKind::MakeUp => "调休上课",
        }
    }
}

/// One line each: `kind from to name`.
impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Entry { kind, days, name } in &self.entries {
            writeln!(f, "{} {} {} {}", kind.key(), days.from, days.to, name.trim())?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Calendar {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Calendar, CalendarError> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        Ok(Calendar::of(lines.map(|(n, line)| entry(n + 1, line)).collect::<Result<_, _>>()?))
    }
}

fn entry(number: usize, line: &str) -> Result<Entry, CalendarError> {
    let mut parts = line.trim().splitn(4, ' ');
    let (Some(kind), Some(from), Some(to)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(CalendarError::Shape(number));
    };
    let kind = DayKind::ALL.into_iter().find(|known| known.key() == kind).ok_or(CalendarError::Shape(number))?;
    let date = |text: &str| text.parse::<Date>().map_err(|error| CalendarError::Date(number, error));
    let days = Span { from: date(from)?, to: date(to)? };
    if days.to < days.from {
        return Err(CalendarError::Backwards(number));
    }
    Ok(Entry { kind, days, name: parts.next().unwrap_or_default().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::Half;

    fn day(text: &str) -> Date {
        text.parse().expect("an iso date")
    }

    fn days(from: &str, to: &str) -> Span {
        Span { from: day(from), to: day(to) }
    }

    const YEAR: &str = "term 2025-09-01 2026-01-20 秋季学期\n\
        holiday 2025-10-01 2025-10-08 国庆节 中秋节\n\
        makeup 2025-10-11 2025-10-11 调休\n\
        term 2026-03-02 2026-07-10 春季学期\n";

    #[test]
    fn a_calendar_is_read_as_it_was_written() {
        let calendar: Calendar = YEAR.parse().expect("a calendar");
        assert_eq!(calendar.to_string(), YEAR);
        assert_eq!(calendar.entries()[1].name, "国庆节 中秋节");
        let check = |text: &str, expected| assert_eq!(text.parse::<Calendar>(), Err(expected), "{text}");
        check("term 2025-09-01", CalendarError::Shape(1));
        check("\nweek 2025-09-01 2025-09-02 x", CalendarError::Shape(2));
        check("term 2025-09-31 2026-01-20 x", CalendarError::Date(1, DateError::NoSuchDay));
        check("term 2026-01-20 2025-09-01 x", CalendarError::Backwards(1));
    }

    #[test]
    fn holidays_weekends_and_make_up_days_count_as_they_are() {
        let calendar: Calendar = YEAR.parse().expect("a calendar");
        let check = |text: &str, expected| assert_eq!(calendar.is_school_day(day(text)), expected, "{text}");
        check("2025-09-01", true);
        check("2025-08-31", false);
        check("2025-09-06", false);
        check("2025-10-01", false);
        check("2025-10-09", true);
        check("2025-10-11", true);
        check("2025-10-12", false);
        check("2026-02-02", false);
        assert_eq!(calendar.school_days(days("2025-09-29", "2025-10-12")), 5);
        assert_eq!(calendar.school_days(days("2026-01-21", "2026-03-01")), 0);
    }

    #[test]
    fn a_deadline_in_school_days_steps_over_the_holidays() {
        let calendar: Calendar = YEAR.parse().expect("a calendar");
        let check = |from: &str, count, expected: Option<&str>| {
            assert_eq!(calendar.school_days_after(day(from), count), expected.map(day), "{count} from {from}");
        };
        check("2025-09-30", 0, Some("2025-09-30"));
        check("2025-09-30", 1, Some("2025-10-09"));
        check("2025-09-29", 2, Some("2025-10-09"));
        check("2026-01-20", 1, Some("2026-03-02"));
        check("2026-07-10", 1, None);
    }

    #[test]
    fn terms_are_those_of_the_county() {
        let calendar: Calendar = YEAR.parse().expect("a calendar");
        let spring = Term { year: SchoolYear(2025), half: Half::Spring };
        assert_eq!(calendar.term_days(spring), days("2026-03-02", "2026-07-10"));
        let unknown = Term { year: SchoolYear(2030), half: Half::Autumn };
        assert_eq!(calendar.term_days(unknown), days("2030-09-01", "2031-01-31"));
        let reaching = calendar.clone().reaching(SchoolYear(2025));
        assert_eq!(reaching, calendar, "a year that is written stays as it was written");
        let reaching = calendar.reaching(SchoolYear(2026));
        assert_eq!(reaching.school_days(days("2026-09-01", "2026-09-05")), 4);
        assert_eq!(reaching.term_days(spring), days("2026-03-02", "2026-07-10"));
        for year in [2024, 2025, 2027] {
            let proposed = Calendar::proposed(SchoolYear(year));
            assert_eq!(proposed.to_string().parse(), Ok(proposed.clone()));
            assert_eq!(proposed.entries().len(), 6);
            assert_eq!(proposed.term_days(Term { year: SchoolYear(year), half: Half::Autumn }).from.year(), year);
        }
    }
}
