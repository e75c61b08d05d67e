//! Which children a campaign is about: a pair of birth dates, and the school year it comes from.
//!
//! 学年 runs from 1 September to 31 August and a child enters school having turned six by 31 August, so nine cohorts are
//! one pair of dates. A window is compared as calendar days, never as "age in years": that arithmetic gets the edges and
//! the children born on 29 February wrong. Counties may set any other pair.

mod school_year;

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use school_year::{Half, SchoolYear, Term};

use crate::date::Date;

/// 适龄: born from `from` to `to`, both days included.
///
/// ```
/// use ledger::window::AgeWindow;
/// let window = AgeWindow::for_school_year(2025);
/// assert_eq!(window.to_string(), "2010-09-01..2019-08-31");
/// assert_eq!("2010-09-01..2019-08-31".parse(), Ok(window));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgeWindow {
    from: Date,
    to: Date,
}

/// Where a birth date stands to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowSide {
    /// Born before it: older than nine years of school. Stays on the ledger until finished.
    TooOld,
    /// Born inside it.
    Inside,
    /// Born after it: not yet of school age.
    TooYoung,
}

/// Why a text is not an age window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WindowError {
    /// Not written `from..to` with two ISO dates.
    #[error("not two iso dates joined by two dots")]
    Shape,
    /// The first day lies after the last.
    #[error("window ends before it begins")]
    Reversed,
}

impl AgeWindow {
    /// How many cohorts compulsory education has.
    pub const COHORTS: u16 = 9;

    /// The window from one day to another, both included.
    pub fn new(from: Date, to: Date) -> Result<AgeWindow, WindowError> {
        if from > to { Err(WindowError::Reversed) } else { Ok(AgeWindow { from, to }) }
    }

    /// The nine cohorts of the school year beginning in `start`: born (start-15)-09-01 to (start-6)-08-31.
    ///
    /// Years outside 1950..=2150 are held to that range: no school year lies there.
    pub fn for_school_year(start: u16) -> AgeWindow {
        let year = SchoolYear(start.clamp(1950, 2150));
        AgeWindow { from: year.entering(AgeWindow::COHORTS - 1).from, to: year.entering(0).to }
    }

    /// First day of birth.
    pub const fn from(&self) -> Date {
        self.from
    }

    /// Last day of birth.
    pub const fn to(&self) -> Date {
        self.to
    }

    /// Whether a child born on this day is 适龄.
    pub fn contains(&self, birth: Date) -> bool {
        self.side(birth) == WindowSide::Inside
    }

    /// Whether a child born on this day is inside, too old or too young.
    pub fn side(&self, birth: Date) -> WindowSide {
        if birth < self.from {
            WindowSide::TooOld
        } else if birth > self.to {
            WindowSide::TooYoung
        } else {
            WindowSide::Inside
        }
    }
}

impl std::str::FromStr for AgeWindow {
    type Err = WindowError;

    fn from_str(text: &str) -> Result<AgeWindow, WindowError> {
        let (from, to) = text.trim().split_once("..").ok_or(WindowError::Shape)?;
        let day = |t: &str| Date::parse_iso(t.trim()).ok_or(WindowError::Shape);
        AgeWindow::new(day(from)?, day(to)?)
    }
}

impl fmt::Display for AgeWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

impl TryFrom<String> for AgeWindow {
    type Error = WindowError;

    fn try_from(text: String) -> Result<AgeWindow, WindowError> {
        text.parse()
    }
}

impl From<AgeWindow> for String {
    fn from(window: AgeWindow) -> String {
        window.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn iso(text: &str) -> Date {
        text.parse().expect("an iso date")
    }

    fn check(year: u16, birth: &str, expected: WindowSide) {
        assert_eq!(AgeWindow::for_school_year(year).side(iso(birth)), expected, "{year} {birth}");
    }

    #[test]
    fn the_edges_of_the_nine_cohorts() {
        check(2025, "2010-08-31", WindowSide::TooOld);
        check(2025, "2010-09-01", WindowSide::Inside);
        check(2025, "2019-08-31", WindowSide::Inside);
        check(2025, "2019-09-01", WindowSide::TooYoung);
        check(2026, "2011-08-31", WindowSide::TooOld);
        check(2026, "2020-08-31", WindowSide::Inside);
        check(2021, "2006-09-01", WindowSide::Inside);
        check(2021, "2015-09-01", WindowSide::TooYoung);
    }

    #[test]
    fn a_leap_day_is_a_day_like_any_other() {
        check(2025, "2012-02-29", WindowSide::Inside);
        check(2027, "2012-02-29", WindowSide::TooOld);
        check(2025, "2020-02-29", WindowSide::TooYoung);
        check(2026, "2020-02-29", WindowSide::Inside);
        assert_eq!(SchoolYear::of_entry(iso("2020-02-29")), SchoolYear(2026));
    }

    #[test]
    fn a_window_is_written_as_two_dates() {
        let window = "2010-09-01..2019-08-31".parse::<AgeWindow>().expect("a window");
        assert_eq!(window, AgeWindow::for_school_year(2025));
        assert_eq!("2010-09-01...2019-08-31".parse::<AgeWindow>(), Err(WindowError::Shape));
        assert_eq!("2010-09-01..2011-02-29".parse::<AgeWindow>(), Err(WindowError::Shape));
        assert_eq!("2019-08-31..2010-09-01".parse::<AgeWindow>(), Err(WindowError::Reversed));
        assert_eq!("".parse::<AgeWindow>(), Err(WindowError::Shape));
    }

    proptest! {
        #[test]
        fn the_nine_cohorts_are_exactly_those_who_entered_in_the_last_nine_years(
            year in 1960u16..2140, number in -20_000i32..60_000,
        ) {
            let birth = Date::from_day_number(number).expect("in range");
            let entry = SchoolYear::of_entry(birth).0;
            let inside = entry <= year && entry + AgeWindow::COHORTS > year;
            prop_assert_eq!(AgeWindow::for_school_year(year).contains(birth), inside);
        }
    }
}
