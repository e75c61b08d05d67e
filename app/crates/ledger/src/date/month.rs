//! 年月: a month of a year, as 入学年月 and monthly returns mean it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Date, DateError, days_in_month, number};

/// A month of a year, printed as `2018-09`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YearMonth {
    year: u16,
    month: u8,
}

impl YearMonth {
    /// The month a day lies in.
    pub(super) const fn of(day: Date) -> YearMonth {
        YearMonth { year: day.year, month: day.month }
    }

    /// The month, if it is one.
    pub const fn new(year: u16, month: u8) -> Option<YearMonth> {
        if year == 0 || year > 9999 || month == 0 || month > 12 {
            return None;
        }
        Some(YearMonth { year, month })
    }

    /// The month written exactly `2018-09`.
    pub fn parse_iso(text: &str) -> Option<YearMonth> {
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

    /// Its first day.
    pub const fn first_day(self) -> Date {
        Date { year: self.year, month: self.month, day: 1 }
    }

    /// Its last day, 28 to 31: when a monthly return is due.
    pub const fn last_day(self) -> Date {
        Date { year: self.year, month: self.month, day: days_in_month(self.year, self.month) }
    }

    /// The month so many months later (earlier when negative), held to the years 1 to 9999.
    pub const fn plus(self, months: i32) -> YearMonth {
        let number = (self.year as i32 * 12 + self.month as i32 - 1).saturating_add(months);
        let number = if number < 12 {
            12
        } else if number > 9999 * 12 + 11 {
            9999 * 12 + 11
        } else {
            number
        };
        YearMonth { year: (number / 12) as u16, month: (number % 12) as u8 + 1 }
    }

    /// As official papers print it: `2018年9月`.
    pub fn chinese(self) -> String {
        format!("{}年{}月", self.year, self.month)
    }
}

impl std::str::FromStr for YearMonth {
    type Err = DateError;

    fn from_str(text: &str) -> Result<YearMonth, DateError> {
        let [y1, y2, y3, y4, b'-', m1, m2] = *text.as_bytes() else {
            return Err(DateError::Shape);
        };
        let (Some(year), Some(month)) = (number(&[y1, y2, y3, y4]), number(&[m1, m2])) else {
            return Err(DateError::Shape);
        };
        YearMonth::new(year, month as u8).ok_or(DateError::NoSuchDay)
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(self.first_day().iso().get(..7).unwrap_or_default()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_knows_its_last_day() {
        let last = |t: &str| YearMonth::parse_iso(t).map(|m| m.last_day().to_string());
        assert_eq!(last("2023-02").as_deref(), Some("2023-02-28"));
        assert_eq!(last("2024-02").as_deref(), Some("2024-02-29"));
        assert_eq!(last("2024-04").as_deref(), Some("2024-04-30"));
        assert_eq!(last("2024-12").as_deref(), Some("2024-12-31"));
        assert_eq!(last("2024-13"), None);
        assert_eq!(YearMonth::parse_iso("2018-09").map(YearMonth::chinese).as_deref(), Some("2018年9月"));
    }
}
