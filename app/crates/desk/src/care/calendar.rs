//! The school calendar: a setting of one text, shown and changed line by line.

use ledger::calendar::{Calendar, CalendarError};
use ledger::window::SchoolYear;

use crate::Desk;
use crate::message::care::{CalendarLine, CareAnswer};
use crate::step::{Now, Step};

const CALENDAR: &str = "calendar";

impl Desk {
    /// The calendar in force; until somebody writes one, a beginning to edit for the school year of today.
    pub(crate) fn calendar(&self, now: &Now) -> Calendar {
        let kept = self.setting(CALENDAR).parse().ok().filter(|kept: &Calendar| !kept.entries().is_empty());
        kept.unwrap_or_else(|| Calendar::proposed(SchoolYear::containing(Self::today(now))))
    }

    pub(super) fn calendar_lines(&self, now: &Now) -> Vec<CalendarLine> {
        let line = |entry: &ledger::calendar::Entry| CalendarLine {
            kind: entry.kind.key().to_owned(),
            from: entry.days.from.to_string(),
            to: entry.days.to.to_string(),
            name: entry.name.clone(),
        };
        self.calendar(now).entries().iter().map(line).collect()
    }

    pub(super) fn keep_calendar(&self, lines: &[CalendarLine], now: &Now) -> Step {
        // A line without days keeps its place, so that a fault is told by the line the person sees.
        let written = |line: &CalendarLine| match (line.from.as_str(), line.to.as_str()) {
            ("", "") => "\n".to_owned(),
            (from, to) => format!("{} {from} {to} {}\n", line.kind, line.name.replace('\n', " ").trim()),
        };
        let text: String = lines.iter().map(written).collect();
        match text.parse::<Calendar>() {
            Ok(calendar) => self.keep_setting(CALENDAR, &calendar.to_string(), now, Self::care_saved()),
            Err(CalendarError::Shape(line) | CalendarError::Date(line, _) | CalendarError::Backwards(line)) => {
                Step::answer(CareAnswer::BadLine(line as u32))
            }
        }
    }
}
