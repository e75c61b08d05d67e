//! Dates and months as lists write them: 20120901, 2012-9-1, 2012/9/1, 2012.9.1, 2012年9月1日, spreadsheet serials.
//!
//! The year always comes first and always has four digits: `9/1/12` could be three different days and is not read.

use crate::date::{Date, YearMonth};
use crate::plain;

/// Years a date in a list of children and their guardians may lie in.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// The day a spreadsheet means by a serial number, in the 1900 or the 1904 system.
///
/// The 1900 system counts a 29 February 1900 that never was, so serials from 61 on are one too high and 60 is no day.
///
/// ```
/// use ledger::clean::excel_date;
/// assert_eq!(excel_date(45170, false).map(|d| d.to_string()).as_deref(), Some("2023-09-01"));
/// assert_eq!(excel_date(60, false), None);
/// assert_eq!(excel_date(43708, true).map(|d| d.to_string()).as_deref(), Some("2023-09-01"));
/// ```
pub fn excel_date(serial: u32, date1904: bool) -> Option<Date> {
    let serial = i32::try_from(serial).ok()?;
    let (year, first_is) = match (date1904, serial) {
        (true, _) => (1904, 0),
        (false, 1..=59) => (1900, 1),
        (false, 61..) => (1900, 2),
        _ => return None,
    };
    Date::new(year, 1, 1)?.plus_days(serial - first_is).filter(|d| YEARS.contains(&d.year()))
}

/// Reads a date; a time of day behind it is left out. Serials are read only with five digits, 1927 to 2100.
pub fn read_date(raw: &str, numeric: bool, date1904: bool) -> Option<Date> {
    match parts(raw, numeric, date1904)? {
        Parts::Day(date) => Some(date),
        Parts::Month(_) => None,
    }
}

/// Reads a month; of a whole date, its month.
///
/// The number 2018.1 is not read: a spreadsheet makes it of January as well as of October (`2018.10`).
pub fn read_month(raw: &str, numeric: bool, date1904: bool) -> Option<YearMonth> {
    match parts(raw, numeric, date1904)? {
        Parts::Day(date) => Some(date.year_month()),
        Parts::Month(month) => Some(month),
    }
}

/// Whether a text is a canonical day already.
pub(super) fn is_canonical(raw: &str) -> bool {
    Date::parse_iso(raw).is_some_and(|day| YEARS.contains(&day.year()))
}

enum Parts {
    Day(Date),
    Month(YearMonth),
}

fn parts(raw: &str, numeric: bool, date1904: bool) -> Option<Parts> {
    let text = plain::narrow(raw);
    let (digits, rest) = leading_digits(&text);
    match (digits.len(), numeric) {
        (8, _) if rest.is_empty() || is_zero_fraction(rest) || is_time(rest) => day_of_digits(digits),
        (14, false) if rest.is_empty() => day_of_digits(digits.get(..8)?),
        (6, _) if rest.is_empty() || is_zero_fraction(rest) => {
            month(digits.get(..4)?, digits.get(4..)?).map(Parts::Month)
        }
        (5, _) if rest.is_empty() || (rest.starts_with('.') && leading_digits(rest.get(1..)?).1.is_empty()) => {
            excel_date(digits.parse().ok()?, date1904).map(Parts::Day)
        }
        (4, true) if rest == ".1" => None,
        (4, _) => separated(digits, rest),
        _ => None,
    }
}

/// `2012-9-1`, `2012年9月`, with whatever time follows.
fn separated(year: &str, rest: &str) -> Option<Parts> {
    let (first, rest) = separator(rest, &['年'])?;
    let (month_digits, rest) = leading_digits(rest);
    if !(1..=2).contains(&month_digits.len()) {
        return None;
    }
    let month = month(year, month_digits)?;
    let after_month = rest.strip_prefix('月').unwrap_or(rest).trim();
    if after_month.is_empty() && (first != '年' || rest.starts_with('月') || rest.is_empty()) {
        return Some(Parts::Month(month));
    }
    let (_, rest) = separator(rest, &['月'])?;
    let (day_digits, rest) = leading_digits(rest);
    if !(1..=2).contains(&day_digits.len()) {
        return None;
    }
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    if !is_time(rest) {
        return None;
    }
    Date::new(month.year(), month.month(), day_digits.parse().ok()?).map(Parts::Day)
}

/// One separator with the spaces around it, and what follows.
fn separator<'a>(text: &'a str, words: &[char]) -> Option<(char, &'a str)> {
    let text = text.trim_start();
    let c = text.chars().next()?;
    let separates = plain::is_dash(c) || matches!(c, '/' | '.' | '。' | '、' | '\\' | '_' | ',') || words.contains(&c);
    separates.then(|| (c, text.strip_prefix(c).unwrap_or_default().trim_start()))
}

fn month(year: &str, month: &str) -> Option<YearMonth> {
    YearMonth::new(year.parse().ok()?, month.parse().ok()?).filter(|m| YEARS.contains(&m.year()))
}

fn day_of_digits(digits: &str) -> Option<Parts> {
    Date::from_digits(digits.as_bytes()).filter(|d| YEARS.contains(&d.year())).map(Parts::Day)
}

fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn is_zero_fraction(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|zeros| zeros.bytes().all(|b| b == b'0'))
}

/// Whether what follows a day is nothing, a time of day or a day of the week.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim();
    // NFKC has already made full-width colons and brackets narrow.
    let allowed = |c: char| {
        c.is_ascii_digit()
            || matches!(c, ':' | '.' | '+' | '-' | ' ' | '(' | ')' | 'T' | 'Z' | 'A' | 'P' | 'M')
            || "上下午时点分秒星期周一二三四五六日天".contains(c)
    };
    rest.is_empty() || (rest.chars().count() <= 32 && rest.chars().all(allowed) && !rest.starts_with(['.', '-', '+']))
}
