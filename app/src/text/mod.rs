//! Every Chinese word the client shows, one file per page; and how dates, counts and people are written.

pub(crate) mod aid;
pub(crate) mod anew;
pub(crate) mod arrival;
pub(crate) mod attachment;
pub(crate) mod attendance;
pub(crate) mod care;
pub(crate) mod case;
pub(crate) mod chain;
pub(crate) mod child;
pub(crate) mod code;
pub(crate) mod compare;
pub(crate) mod docket;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod leaf;
pub(crate) mod ledger;
pub(crate) mod paper;
pub(crate) mod photos;
pub(crate) mod refusal;
pub(crate) mod register;
pub(crate) mod roster;
pub(crate) mod settings;
pub(crate) mod share;
pub(crate) mod shell;
pub(crate) mod start;
pub(crate) mod stick;
pub(crate) mod table;
pub(crate) mod today;
pub(crate) mod upward;

use crate::platform::clock::Moment;

/// A count with separators: `12,345`.
pub(crate) fn count(n: u32) -> String {
    let digits = n.to_string();
    let lead = digits.len() % 3;
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == lead {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `2026-03-02` as people write it, `2026年3月2日`; anything else as it stands.
pub(crate) fn date(text: &str) -> String {
    let mut parts = text.split('-');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            let plain = |number: &str| number.trim_start_matches('0').to_owned();
            format!("{year}年{}月{}日", plain(month), plain(day))
        }
        _ => text.to_owned(),
    }
}

/// `3月2日`.
pub(crate) fn short_date(text: &str) -> String {
    let whole = date(text);
    whole.split_once('年').map_or_else(|| whole.clone(), |(_, rest)| rest.to_owned())
}

/// `3月2日 09:05`, with the year if it is not this one.
pub(crate) fn moment(ms: u64) -> String {
    let (then, now) = (Moment::of(ms), Moment::now());
    let day = format!("{}月{}日 {:02}:{:02}", then.month, then.day, then.hour, then.minute);
    if then.year == now.year { day } else { format!("{}年{day}", then.year) }
}

/// How long ago, in days: `今天`, `昨天`, `3 天前`.
pub(crate) fn days_ago(ms: u64, now_ms: u64) -> String {
    match now_ms.saturating_sub(ms) / 86_400_000 {
        0 => "今天".to_owned(),
        1 => "昨天".to_owned(),
        days => format!("{days} 天前"),
    }
}

/// A day of the week.
pub(crate) fn weekday(day: u32) -> &'static str {
    const DAYS: [&str; 7] = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
    DAYS.get(day as usize).copied().unwrap_or_default()
}

/// Bytes as people read them.
pub(crate) fn bytes(n: u64) -> String {
    const MEGA: u64 = 1024 * 1024;
    match n {
        0..1024 => format!("{n} 字节"),
        1024..MEGA => format!("{} KB", n / 1024),
        _ if n < 10 * 1024 * MEGA => format!("{}.{} MB", n / MEGA, n % MEGA * 10 / MEGA),
        _ => format!("{} GB", n / (1024 * MEGA)),
    }
}

/// The school year's first year and the term of a moment: the autumn term runs from August to January.
pub(crate) fn term(school_year: u16, now: Moment) -> String {
    let autumn = !(2..=7).contains(&now.month);
    let natural = if now.month >= 8 { now.year } else { now.year.saturating_sub(1) };
    let first = if school_year == 0 { natural } else { u32::from(school_year) };
    if autumn { format!("{first}年秋季学期") } else { format!("{}年春季学期", first + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (n, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (12345, "12,345"), (1234567, "1,234,567")] {
            assert_eq!(count(n), expected);
        }
    }

    #[test]
    fn dates() {
        assert_eq!(date("2026-11-22"), "2026年11月22日");
        assert_eq!(date("2026-11"), "2026-11");
        assert_eq!(short_date("2026-11-22"), "11月22日");
        assert_eq!(date(""), "");
    }

    #[test]
    fn terms() {
        let at = |year, month| Moment { year, month, day: 1, hour: 0, minute: 0, weekday: 0 };
        let cases = [
            (0, at(2026, 11), "2026年秋季学期"),
            (0, at(2027, 1), "2026年秋季学期"),
            (0, at(2027, 3), "2027年春季学期"),
            (2026, at(2027, 3), "2027年春季学期"),
            (2026, at(2019, 10), "2026年秋季学期"),
        ];
        for (year, now, expected) in cases {
            assert_eq!(term(year, now), expected);
        }
    }
}
