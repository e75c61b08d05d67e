//! 学年 and 学期: 1 September to 31 August, autumn first.

use serde::{Deserialize, Serialize};

use super::AgeWindow;
use crate::calendar::Span;
use crate::date::Date;

/// 学年, named by the year it begins in: 2025 is 2025-09-01 to 2026-08-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SchoolYear(pub u16);

/// 学期: autumn comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// 秋季学期, the first term of a school year.
    Autumn,
    /// 春季学期, the second.
    Spring,
}

/// One term of one school year, in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Term {
    /// The school year.
    pub year: SchoolYear,
    /// Which half of it.
    pub half: Half,
}

impl SchoolYear {
    /// The school year a day lies in.
    pub const fn containing(day: Date) -> SchoolYear {
        SchoolYear(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// The school year a child born on this day enters school: the first that begins with the child six years old.
    pub const fn of_entry(birth: Date) -> SchoolYear {
        SchoolYear(birth.year() + if birth.month() >= 9 { 7 } else { 6 })
    }

    /// The one-year cohort that entered `years_ago` school years before this one (0: the new first grade).
    pub fn entering(self, years_ago: u16) -> AgeWindow {
        let turn = self.0.clamp(1900, 9000).saturating_sub(6 + years_ago);
        AgeWindow { from: day(turn - 1, 9, 1), to: day(turn, 8, 31) }
    }

    /// How many years old a child is on the last day of this school year, for display; 0 before it is born. Who is of school
    /// age is asked of an [`AgeWindow`], never of this number.
    pub const fn age_at_end(self, birth: Date) -> u16 {
        let born_after = (birth.month() >= 9) as u16;
        (self.0.saturating_add(1)).saturating_sub(birth.year().saturating_add(born_after))
    }

    /// Its first day, 1 September.
    pub fn first_day(self) -> Date {
        day(self.0, 9, 1)
    }

    /// Its last day, 31 August.
    pub fn last_day(self) -> Date {
        day(self.0.saturating_add(1), 8, 31)
    }

    /// `2025—2026学年`.
    pub fn label(self) -> String {
        format!("{}—{}学年", self.0, self.0.saturating_add(1))
    }
}

impl Term {
    /// The term a day lies in. Spring begins on 1 February by convention (示例): the county's calendar sets the real day.
    pub const fn containing(day: Date) -> Term {
        let half = if matches!(day.month(), 2..=8) { Half::Spring } else { Half::Autumn };
        Term { year: SchoolYear::containing(day), half }
    }

    /// Its days by the same convention.
    pub fn days(self) -> Span {
        let next = self.year.0.saturating_add(1);
        match self.half {
            Half::Autumn => Span { from: self.year.first_day(), to: day(next, 1, 31) },
            Half::Spring => Span { from: day(next, 2, 1), to: self.year.last_day() },
        }
    }

    /// The term before this one, for 上学期在校.
    pub const fn previous(self) -> Term {
        match self.half {
            Half::Spring => Term { year: self.year, half: Half::Autumn },
            Half::Autumn => Term { year: SchoolYear(self.year.0.saturating_sub(1)), half: Half::Spring },
        }
    }

    /// `2025年秋季学期`, `2026年春季学期`.
    pub fn label(self) -> String {
        match self.half {
            Half::Autumn => format!("{}年秋季学期", self.year.0),
            Half::Spring => format!("{}年春季学期", self.year.0.saturating_add(1)),
        }
    }
}

/// The day with the year held to the calendar's range; month and day are constants that exist in every year.
fn day(year: u16, month: u8, day: u8) -> Date {
    Date::new(year.clamp(1, 9999), month, day).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Date {
        text.parse().expect("an iso date")
    }

    #[test]
    fn entry_is_counted_from_the_31st_of_august() {
        assert_eq!(SchoolYear::of_entry(iso("2019-08-31")), SchoolYear(2025));
        assert_eq!(SchoolYear::of_entry(iso("2019-09-01")), SchoolYear(2026));
    }

    #[test]
    fn the_age_shown_is_that_of_the_31st_of_august() {
        let age = |birth| SchoolYear(2025).age_at_end(iso(birth));
        assert_eq!((age("2019-08-31"), age("2019-09-01"), age("2012-02-29"), age("2030-01-01")), (7, 6, 14, 0));
    }

    #[test]
    fn school_years_and_terms_follow_the_calendar() {
        assert_eq!(SchoolYear::containing(iso("2026-08-31")), SchoolYear(2025));
        assert_eq!(SchoolYear::containing(iso("2026-09-01")), SchoolYear(2026));
        assert_eq!(Term::containing(iso("2026-01-15")).label(), "2025年秋季学期");
        assert_eq!(Term::containing(iso("2026-03-01")).label(), "2026年春季学期");
        assert_eq!(Term::containing(iso("2026-03-01")).previous(), Term::containing(iso("2025-09-01")));
        assert_eq!(Term::containing(iso("2025-09-01")).previous().label(), "2025年春季学期");
        assert_eq!(SchoolYear(2025).label(), "2025—2026学年");
    }
}
