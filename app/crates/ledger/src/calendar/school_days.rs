//! The school days of a calendar, in order: counted once, so that a county's cases can be counted by them all.

use super::{DayKind, Entry};
use crate::date::{Date, Weekday};

const WEEK: i32 = 7;
/// Days from Monday on.
const SATURDAY: i32 = Weekday::Saturday as i32;

use super::Span;

/// The most days of one line that are looked at: nobody's term lasts for ten years.
const LONGEST: i32 = 3_660;

/// Days on which school is held, by their number, in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SchoolDays(Vec<i32>);

impl SchoolDays {
    /// A weekday of a term counts unless it is a holiday; a make-up day counts always.
    pub(super) fn of(entries: &[Entry]) -> SchoolDays {
        let lines = |kind| entries.iter().filter(move |entry| entry.kind == kind).map(|entry| entry.days);
        let days = |span: Span| {
            let from = span.from.day_number();
            from..=span.to.day_number().min(from.saturating_add(LONGEST))
        };
        let holidays: Vec<(i32, i32)> =
            lines(DayKind::Holiday).map(|span| (span.from.day_number(), span.to.day_number())).collect();
        let free = |day: &i32| holidays.iter().any(|(from, to)| (from..=to).contains(&day));
        let weekdays = |span: Span| {
            let (from, first) = (span.from.day_number(), span.from.weekday() as i32);
            days(span).filter(move |day| (first + day - from) % WEEK < SATURDAY)
        };
        let in_term = lines(DayKind::Term).flat_map(weekdays).filter(|day| !free(day));
        let mut all: Vec<i32> = in_term.chain(lines(DayKind::MakeUp).flat_map(days)).collect();
        all.sort_unstable();
        all.dedup();
        SchoolDays(all)
    }

    pub(super) fn holds(&self, day: Date) -> bool {
        self.0.binary_search(&day.day_number()).is_ok()
    }

    pub(super) fn between(&self, days: Span) -> u32 {
        let (from, to) = (self.before(days.from), self.0.partition_point(|day| *day <= days.to.day_number()));
        to.saturating_sub(from) as u32
    }

    /// The so-manieth school day after a day.
    pub(super) fn after(&self, day: Date, count: u32) -> Option<Date> {
        let first = self.0.partition_point(|known| *known <= day.day_number());
        let at = first.checked_add(count.checked_sub(1)? as usize)?;
        Date::from_day_number(*self.0.get(at)?)
    }

    fn before(&self, day: Date) -> usize {
        self.0.partition_point(|known| *known < day.day_number())
    }
}
