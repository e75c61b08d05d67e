//! 考勤: days on which children were not in class, and how long they have not been there without leave.
//!
//! Only exceptions are recorded; a day on which the roll was called and a child is not named, it was there. Days are
//! counted as school days, so that a weekend or a holiday makes nobody absent for longer.

pub mod list;

use crate::calendar::Calendar;
use crate::case::Leave;
use crate::date::Date;
use crate::window::SchoolYear;

/// An unbroken absence without leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streak {
    /// The first day of it.
    pub first: Date,
    /// How many school days, up to the last one recorded.
    pub days: u32,
}

/// School days without a roll that an absence may bridge (示例).
pub const MOST_UNKNOWN: u32 = 2;

impl Leave {
    /// Whether somebody allowed it: sickness or family business. What nobody knows is not allowed.
    pub const fn is_allowed(self) -> bool {
        matches!(self, Leave::Sick | Leave::Personal)
    }
}

/// The absence without leave that lasts until the last school day for which anything is known: `recorded` gives what the
/// roll of a day says of the child, `None` if no roll was called, `Some(None)` if the child was there.
///
/// A day or two without a roll neither end nor lengthen an absence; after more of them nobody knows that it went on
/// ([`MOST_UNKNOWN`]), as where a list names single days over a term. An absence is followed back to the first day of the school
/// year: before it the child was in another class.
pub fn streak(recorded: impl Fn(Date) -> Option<Option<Leave>>, calendar: &Calendar, today: Date) -> Option<Streak> {
    let mut found: Option<Streak> = None;
    let mut unknown = 0;
    let first = SchoolYear::containing(today).first_day();
    for back in 0..=first.days_until(today) {
        let day = today.plus_days(-back)?;
        if !calendar.is_school_day(day) {
            continue;
        }
        match recorded(day) {
            // How long ago the last roll was called is another matter.
            None if found.is_none() => {}
            None if unknown == MOST_UNKNOWN => break,
            None => unknown += 1,
            Some(Some(leave)) if !leave.is_allowed() => {
                unknown = 0;
                let days = found.map_or(0, |streak| streak.days) + 1;
                found = Some(Streak { first: day, days });
            }
            Some(_) => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absence_is_counted_in_school_days_back_to_the_last_day_in_class() {
        let calendar: Calendar =
            "term 2025-09-01 2026-01-20 秋季学期\nholiday 2025-10-01 2025-10-08 国庆节".parse().expect("a calendar");
        let day = |text: &str| text.parse::<Date>().expect("an iso date");
        let check = |absent: &[(&str, Leave)], present: &[&str], today: &str, expected: Option<(&str, u32)>| {
            let recorded = |date: Date| {
                let away = absent.iter().find(|(on, _)| day(on) == date).map(|(_, leave)| Some(*leave));
                away.or_else(|| present.iter().any(|on| day(on) == date).then_some(None))
            };
            let found = streak(recorded, &calendar, day(today)).map(|streak| (streak.first, streak.days));
            assert_eq!(found, expected.map(|(first, days)| (day(first), days)), "{absent:?} {present:?} on {today}");
        };
        use Leave::{None as Away, Personal, Sick, Unknown};
        check(&[], &["2025-09-29"], "2025-09-29", None);
        check(&[("2025-09-29", Away)], &["2025-09-26"], "2025-09-29", Some(("2025-09-29", 1)));
        // Over the holiday.
        let over = [("2025-09-29", Away), ("2025-09-30", Unknown), ("2025-10-09", Away)];
        check(&over, &["2025-09-26"], "2025-10-09", Some(("2025-09-29", 3)));
        check(&over, &["2025-09-26"], "2025-10-12", Some(("2025-09-29", 3)));
        // Back in class, or on leave: it is over.
        check(&over[..2], &["2025-10-09"], "2025-10-09", None);
        check(&[("2025-09-29", Away), ("2025-09-30", Sick)], &[], "2025-09-30", None);
        check(&[("2025-09-29", Personal), ("2025-09-30", Away)], &[], "2025-09-30", Some(("2025-09-30", 1)));
        // What was before this school year was in another class.
        check(&[("2025-06-30", Away), ("2025-09-01", Away)], &[], "2025-09-01", Some(("2025-09-01", 1)));
        // Nobody called the roll on the 30th.
        check(&[over[0], over[2]], &["2025-09-26"], "2025-10-09", Some(("2025-09-29", 2)));
        // A list names single days of a month: between them nobody said that the child was away.
        let single = [("2025-09-08", Away), ("2025-09-15", Away), ("2025-09-16", Away)];
        check(&single, &[], "2025-09-16", Some(("2025-09-15", 2)));
        check(&[single[0], ("2025-09-11", Away)], &[], "2025-09-30", Some(("2025-09-08", 2)));
        check(&[single[0], ("2025-09-12", Away)], &[], "2025-09-30", Some(("2025-09-12", 1)));
    }
}
