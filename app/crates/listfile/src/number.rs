//! How a workbook's number reads as text: exact integers, dates as dates, zero-padded codes as they are shown.
//!
//! A spreadsheet holds an identity number typed as a number as the nearest binary double. Its text here is that double
//! written out in full (`990526201208310016`), never `9.9E17`, so that what was lost can be seen and named. The cell
//! keeps its mark of being a number.

use std::fmt::Write;

use crate::grid::CellKind;

/// How a number format shows numbers, as far as the text depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// As a number.
    #[default]
    Plain,
    /// As a date, with or without the time of day.
    Date,
    /// With leading zeros up to this many digits (`00` for classes, `000000` for postcodes).
    Zeros(u8),
}

impl Look {
    /// The look of a built-in format number; 27 to 36 and 50 to 58 are the Chinese date formats.
    pub(crate) const fn builtin(id: u16) -> Look {
        match id {
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Look::Date,
            _ => Look::Plain,
        }
    }

    /// The look of a format code such as `yyyy"年"m"月"d"日"` or `00`.
    pub(crate) fn of_code(code: &str) -> Look {
        let mut bare = String::new();
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '"' => {
                    chars.by_ref().find(|&c| c == '"');
                }
                '[' => {
                    // Elapsed hours stay; colours and languages go.
                    let inner: String = chars.by_ref().take_while(|&c| c != ']').collect();
                    let inner = inner.to_lowercase();
                    bare.extend(inner.chars().filter(|_| inner.chars().all(|c| matches!(c, 'h' | 'm' | 's'))));
                }
                '\\' | '_' | '*' => {
                    chars.next();
                }
                c => bare.extend(c.to_lowercase()),
            }
        }
        if bare.len() > 1 && bare.len() < 20 && bare.bytes().all(|b| b == b'0') {
            return Look::Zeros(bare.len() as u8);
        }
        if bare.contains("general") || bare.contains('@') {
            return Look::Plain;
        }
        let has = |c| bare.contains(c);
        // An `e` is a year in East Asian formats and an exponent beside a digit place.
        let era = has('e') && !has('0') && !has('#');
        let month_alone = has('m') && !has('h') && !has('s');
        if has('y') || has('d') || era || month_alone { Look::Date } else { Look::Plain }
    }
}

/// Writes a number as it reads and says what kind of cell it makes.
pub(crate) fn push(out: &mut String, value: f64, look: Look, from_1904: bool) -> CellKind {
    match look {
        Look::Date if push_date(out, value, from_1904) => return CellKind::Date,
        Look::Zeros(digits) if value >= 0.0 && value.fract() == 0.0 && value < 1e15 => {
            let _ = write!(out, "{:0width$}", value as u64, width = usize::from(digits));
        }
        _ => push_plain(out, value),
    }
    CellKind::Number
}

fn push_plain(out: &mut String, value: f64) {
    const EXACT: f64 = 9_223_372_036_854_775_808.0;
    let written = if value.fract() == 0.0 && value.abs() < EXACT {
        write!(out, "{}", value as i64)
    } else {
        // Spreadsheets show fifteen digits; the sixteenth is an artefact of binary fractions.
        let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
        write!(out, "{rounded}")
    };
    // Writing to a string cannot fail.
    debug_assert!(written.is_ok());
}

/// Writes a serial number as `2012-08-31`, with the time if there is one.
fn push_date(out: &mut String, serial: f64, from_1904: bool) -> bool {
    // 9999-12-31 is the last day spreadsheets know.
    if !(0.0..2_958_466.0).contains(&serial) || (serial < 1.0 && !from_1904) {
        return false;
    }
    let mut day = serial.floor() as i64;
    let mut second = ((serial - serial.floor()) * 86_400.0).round() as i64;
    if second == 86_400 {
        second = 0;
        day += 1;
    }
    // Day 60 of the 1900 system is 1900-02-29, which never was.
    let epoch_day = match (from_1904, day) {
        (true, day) => day - 24_107,
        (false, 60) => return false,
        (false, day) if day < 60 => day - 25_568,
        (false, day) => day - 25_569,
    };
    let (year, month, day) = civil(epoch_day);
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
    if second > 0 {
        let _ = write!(out, " {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    }
    true
}

/// The civil date of a day counted from 1970-01-01, by whole 400-year cycles that begin on 1 March.
fn civil(epoch_day: i64) -> (i64, i64, i64) {
    let day = epoch_day + 719_468;
    let cycle = day.div_euclid(146_097);
    let of_cycle = day.rem_euclid(146_097);
    let year_of_cycle = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_cycle + cycle * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f64, look: Look, expected: &str, kind: CellKind) {
        let mut text = String::new();
        assert_eq!(push(&mut text, value, look, false), kind, "{value}");
        assert_eq!(text, expected);
    }

    #[test]
    fn numbers_are_written_out_in_full() {
        check(990526201208310018.0, Look::Plain, "990526201208310016", CellKind::Number);
        check(13800138000.0, Look::Plain, "13800138000", CellKind::Number);
        check(2012.9, Look::Plain, "2012.9", CellKind::Number);
        check(0.1 + 0.2, Look::Plain, "0.3", CellKind::Number);
        check(-0.0, Look::Plain, "0", CellKind::Number);
        check(1e20, Look::Plain, "100000000000000000000", CellKind::Number);
        check(7.0, Look::Zeros(2), "07", CellKind::Number);
        check(-7.0, Look::Zeros(2), "-7", CellKind::Number);
    }

    #[test]
    fn serial_numbers_shown_as_dates_read_as_dates() {
        check(41152.0, Look::Date, "2012-08-31", CellKind::Date);
        check(45170.0, Look::Date, "2023-09-01", CellKind::Date);
        check(40968.0, Look::Date, "2012-02-29", CellKind::Date);
        check(41152.5, Look::Date, "2012-08-31 12:00:00", CellKind::Date);
        check(1.0, Look::Date, "1900-01-01", CellKind::Date);
        check(59.0, Look::Date, "1900-02-28", CellKind::Date);
        check(60.0, Look::Date, "60", CellKind::Number);
        check(61.0, Look::Date, "1900-03-01", CellKind::Date);
        check(20120831.0, Look::Date, "20120831", CellKind::Number);
        check(-1.0, Look::Date, "-1", CellKind::Number);
        let mut text = String::new();
        push(&mut text, 39690.0, Look::Date, true);
        assert_eq!(text, "2012-08-31");
    }

    #[test]
    fn format_codes_tell_dates_from_numbers() {
        let check = |code: &str, look| assert_eq!(Look::of_code(code), look, "{code}");
        check("yyyy\"年\"m\"月\"d\"日\";@", Look::Date);
        check("[$-804]yyyy/m/d", Look::Date);
        check("[DBNum1][$-804]yyyy\"年\"m\"月\"", Look::Date);
        check("e\"年\"m\"月\"", Look::Date);
        check("mmm", Look::Date);
        check("h:mm:ss", Look::Plain);
        check("[h]:mm", Look::Plain);
        check("0.00E+00", Look::Plain);
        check("General", Look::Plain);
        check("@", Look::Plain);
        check("00", Look::Zeros(2));
        check("000000", Look::Zeros(6));
        check("0_ ", Look::Plain);
        check("#,##0.00\"dy\"", Look::Plain);
        assert_eq!(
            [Look::builtin(0), Look::builtin(14), Look::builtin(31), Look::builtin(49)],
            [Look::Plain, Look::Date, Look::Date, Look::Plain]
        );
    }
}
