//! Calendar dates and months, as facts a person wrote down.
//!
//! Every [`Date`] is a day that exists; 2011-02-29 cannot be represented. There is no clock here and no time zone: what
//! day it is today is always an argument. Ages are never computed from dates; see [`crate::window`].

mod month;
mod weekday;

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use month::YearMonth;
pub use weekday::Weekday;

/// Why a text is not a date or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// Not written `YYYY-MM-DD` (or `YYYY-MM` for a month).
    #[error("not an iso date")]
    Shape,
    /// Written well, but the calendar has no such day.
    #[error("no such day in the calendar")]
    NoSuchDay,
}

/// A day of the proleptic Gregorian calendar in the years 1 to 9999.
///
/// Ordered by time, printed as `2012-08-31`, stored as that text.
///
/// ```
/// use ledger::date::Date;
/// let day: Date = "2012-02-29".parse()?;
/// assert_eq!(day.chinese(), "2012年2月29日");
/// assert_eq!(day.plus_days(1).map(|d| d.to_string()).as_deref(), Some("2012-03-01"));
/// assert!("2011-02-29".parse::<Date>().is_err());
/// # Ok::<(), ledger::date::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// How many days the month has; 0 if there is no such month.
pub const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Whether the year has a 29 February.
pub const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Days from 0000-03-01 to 1970-01-01, the day numbered 0.
const EPOCH_OFFSET: i32 = 719_468;

impl Date {
    /// The first day that can be represented, 0001-01-01.
    pub const MIN: Date = Date { year: 1, month: 1, day: 1 };

    /// The day, if the calendar has it.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        if year == 0 || year > 9999 || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Date { year, month, day })
    }

    /// The day written as eight digits `20120831`, as it stands inside identity numbers.
    pub fn from_digits(digits: &[u8]) -> Option<Date> {
        if digits.len() != 8 {
            return None;
        }
        Date::new(number(&digits[..4])?, number(&digits[4..6])? as u8, number(&digits[6..])? as u8)
    }

    /// The day written exactly `2012-08-31`.
    pub fn parse_iso(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    /// The year, 1 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The month this day lies in.
    pub const fn year_month(self) -> YearMonth {
        YearMonth::of(self)
    }

    /// The ten characters of the ISO form: lists have millions of dates, and the formatting machinery is slow.
    const fn iso(self) -> [u8; 10] {
        const fn digit(n: u16) -> u8 {
            b'0' + (n % 10) as u8
        }
        let (y, m, d) = (self.year, self.month as u16, self.day as u16);
        let (year, month, day) =
            ([digit(y / 1000), digit(y / 100), digit(y / 10), digit(y)], digit(m / 10), digit(d / 10));
        [year[0], year[1], year[2], year[3], b'-', month, digit(m), b'-', day, digit(d)]
    }

    /// As official papers print it: `2026年11月22日`.
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }

    /// Days since 1970-01-01; negative before it.
    pub const fn day_number(self) -> i32 {
        // Years begin in March, so that the leap day is the last of its year.
        let shifted = self.year as i32 - (self.month <= 2) as i32;
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let month = (self.month as i32 + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + self.day as i32 - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH_OFFSET
    }

    /// The day with this number, if it lies in the years 1 to 9999.
    pub const fn from_day_number(number: i32) -> Option<Date> {
        let Some(days) = number.checked_add(EPOCH_OFFSET) else {
            return None;
        };
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = era * 400 + year_of_era + (month <= 2) as i32;
        if year < 1 || year > 9999 {
            return None;
        }
        Date::new(year as u16, month as u8, day as u8)
    }

    /// The day `days` later (earlier when negative).
    pub const fn plus_days(self, days: i32) -> Option<Date> {
        match self.day_number().checked_add(days) {
            Some(number) => Date::from_day_number(number),
            None => None,
        }
    }

    /// How many days it is from here to `later`; negative if it is earlier.
    pub const fn days_until(self, later: Date) -> i32 {
        later.day_number() - self.day_number()
    }

    /// Which day of the week it is.
    pub const fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday::ALL[(self.day_number() + 3).rem_euclid(7) as usize]
    }
}

/// The value of ASCII digits, at most four of them.
fn number(digits: &[u8]) -> Option<u16> {
    if digits.len() > 4 {
        return None;
    }
    digits.iter().try_fold(0u16, |sum, d| d.is_ascii_digit().then(|| sum * 10 + u16::from(d - b'0')))
}

impl std::str::FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Date, DateError> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
            return Err(DateError::Shape);
        };
        let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(DateError::Shape);
        }
        Date::from_digits(&digits).ok_or(DateError::NoSuchDay)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.iso()).unwrap_or_default())
    }
}

macro_rules! text_conversions {
    ($type:ident) => {
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
        impl TryFrom<String> for $type {
            type Error = DateError;
            fn try_from(text: String) -> Result<$type, DateError> {
                text.parse()
            }
        }
        impl From<$type> for String {
            fn from(value: $type) -> String {
                value.to_string()
            }
        }
    };
}
text_conversions!(Date);
text_conversions!(YearMonth);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: Option<(u16, u8, u8)>) {
        let read = Date::parse_iso(text).map(|d| (d.year(), d.month(), d.day()));
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn only_days_that_exist_are_read() {
        check("2012-02-29", Some((2012, 2, 29)));
        check("2011-02-29", None);
        check("1900-02-29", None);
        check("2000-02-29", Some((2000, 2, 29)));
        check("2012-04-31", None);
        check("2012-13-01", None);
        check("2012-00-10", None);
        check("0000-01-01", None);
        check("2012-9-1", None);
        check("2012-09-011", None);
        check("２０１２-09-01", None);
        check("", None);
    }

    #[test]
    fn weekdays_and_day_numbers_are_those_of_the_calendar() {
        let day = |t: &str| Date::parse_iso(t).expect(t);
        assert_eq!(day("1970-01-01").day_number(), 0);
        assert_eq!(day("1970-01-01").weekday(), Weekday::Thursday);
        assert_eq!(day("2026-11-22").weekday(), Weekday::Sunday);
        assert_eq!(day("1949-10-01").weekday(), Weekday::Saturday);
        assert_eq!(day("2024-02-28").plus_days(2), Some(day("2024-03-01")));
        assert_eq!(day("2025-08-31").days_until(day("2026-08-31")), 365);
        assert_eq!(day("9999-12-31").plus_days(1), None);
        assert_eq!(day("0001-01-01").plus_days(-1), None);
        assert_eq!(day("2025-01-01").plus_days(i32::MAX), None);
    }

    proptest! {
        #[test]
        fn numbers_and_texts_lead_back_to_the_same_day(number in -700_000i32..2_900_000) {
            let day = Date::from_day_number(number).expect("inside the years 1 to 9999");
            prop_assert_eq!(day.day_number(), number);
            prop_assert_eq!(day.to_string().parse::<Date>(), Ok(day));
            prop_assert_eq!(Date::new(day.year(), day.month(), day.day()), Some(day));
            let next = day.plus_days(1).expect("not the last day");
            prop_assert!(next > day);
            prop_assert_eq!(next.weekday() as u8, (day.weekday() as u8 + 1) % 7);
        }
    }
}
