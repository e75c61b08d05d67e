//! 考勤: the roll of a class on a day, and who has not come for long.
//!
//! An absence is a row of its own, named by child and day, so that two machines which call one roll meet in it.

mod list;
mod roll;
mod signal;

use ledger::child::Child;
use ledger::date::Date;
use ledger::field::Field;
use ledger::schema::Table;
use sync::RowId;

use crate::Desk;
use crate::book::hex;
use crate::message::attendance::AttendanceRequest;
use crate::step::{Now, Step};

/// Between school and class in the key of a class.
const BETWEEN: char = '/';

impl Desk {
    pub(crate) fn ask_attendance(&self, request: AttendanceRequest, now: &Now) -> Step {
        match request {
            AttendanceRequest::Classes { date } => self.classes(&date, now),
            AttendanceRequest::Roll { class, date } => self.roll(&class, &date, now),
            AttendanceRequest::KeepRoll { class, date, changed } => self.keep_roll(&class, &date, &changed, now),
            AttendanceRequest::ReadList(rows) => self.read_absences(&rows, now),
            AttendanceRequest::KeepList(rows) => self.keep_absences(&rows, now),
        }
    }

    /// The class of a child; nothing if it is in none.
    fn class_of(&self, child: u32) -> Option<String> {
        let row = self.row(child);
        let class = row.grade_class();
        (!class.is_empty()).then(|| format!("{}{BETWEEN}{class}", row.get(Field::School)))
    }

    fn roll_row(&self, class: &str, date: Date) -> RowId {
        RowId::natural(&self.book.identity.row_key, "roll", &format!("{class}/{date}"))
    }

    fn absence_row(&self, child: RowId, date: Date) -> RowId {
        RowId::natural(&self.book.identity.row_key, "absence", &format!("{}/{date}", hex(child)))
    }

    /// The day that is meant; `None` if it is no day, or has not come.
    fn roll_day(&self, date: &str, now: &Now) -> Option<Date> {
        let today = Self::today(now);
        if date.is_empty() { Some(today) } else { Date::parse_iso(date).filter(|day| *day <= today) }
    }

    fn called(&self, class: &str, date: Date) -> bool {
        self.book.find(Table::RollCall, self.roll_row(class, date)).is_some()
    }
}
