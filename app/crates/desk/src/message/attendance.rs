//! Messages about attendance (考勤).

use ledger::attendance::list::Wrong;
use serde::{Deserialize, Serialize};

use super::Id;
use super::care::{CareAnswer, CareRequest, PersonView};

/// What the page asks or tells about attendance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AttendanceRequest {
    /// The classes, and whether the roll of a day was called in each.
    Classes {
        /// The day, ISO; today if it is empty.
        date: String,
    },
    /// The roll of a class on a day.
    Roll {
        /// Key of the class.
        class: String,
        /// The day, ISO; today if it is empty.
        date: String,
    },
    /// Keeps the roll. Who is not named stays as recorded, and was there if nothing is.
    KeepRoll {
        /// Key of the class.
        class: String,
        /// The day, ISO.
        date: String,
        /// Who was changed, with the key of the leave; empty for who was there after all.
        changed: Vec<(Id, String)>,
    },
    /// What a list of absences would bring: the rows of its sheet, as they stand.
    ReadList(Vec<Vec<String>>),
    /// Keeps what it would bring.
    KeepList(Vec<Vec<String>>),
}

impl AttendanceRequest {
    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        matches!(self, AttendanceRequest::KeepRoll { .. } | AttendanceRequest::KeepList(_))
    }
}

impl From<AttendanceRequest> for CareRequest {
    fn from(request: AttendanceRequest) -> CareRequest {
        CareRequest::Attendance(request)
    }
}

/// Answers about attendance; what was kept is [`CareAnswer::Saved`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AttendanceAnswer {
    /// The classes.
    Classes(ClassesView),
    /// The roll of a class.
    Roll(RollView),
    /// Not a day on which a roll can be called: no date, or one that has not come.
    BadDay,
    /// What a list would bring.
    List(AbsencesView),
    /// Not a list of absences: no row heads a column of names and one of days.
    NoHeads,
}

/// What a list of absences would bring: `rows = new + changed + known + there + wrong`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsencesView {
    /// Rows in the list.
    pub rows: u32,
    /// Absences that are not recorded so yet, those recorded with another leave last, as far as they are shown.
    pub first: Vec<(PersonView, String, String)>,
    /// How many of them are not recorded at all.
    pub new: u32,
    /// How many of them are recorded with another leave, which this one would replace.
    pub changed: u32,
    /// Rows that say what is recorded already.
    pub known: u32,
    /// Rows that say that the child was there.
    pub there: u32,
    /// New ones on days without school, which count for nobody.
    pub free: u32,
    /// Rows that cannot be taken: row, name, why.
    pub wrong: Vec<(u32, String, Wrong)>,
}

impl From<AttendanceAnswer> for super::Response {
    fn from(answer: AttendanceAnswer) -> super::Response {
        CareAnswer::Attendance(Box::new(answer)).into()
    }
}

/// The classes on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassesView {
    /// The day, ISO.
    pub date: String,
    /// Whether school is held on it, by the calendar.
    pub school_day: bool,
    /// The classes.
    pub classes: Vec<ClassView>,
    /// Children who have been away without leave, the longest first.
    pub away: Vec<AwayView>,
}

/// A class on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassView {
    /// Its key: school, grade and class.
    pub key: String,
    /// The school.
    pub school: String,
    /// Grade and class.
    pub name: String,
    /// Children in it.
    pub children: u32,
    /// Whether the roll was called.
    pub called: bool,
    /// Children who were not there.
    pub away: u32,
}

/// A child that has been away without leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwayView {
    /// Who.
    pub person: PersonView,
    /// The first day of it, ISO.
    pub first: String,
    /// School days.
    pub days: u32,
    /// Whether there is an open case of the child.
    pub case: bool,
}

/// The roll of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollView {
    /// Key of the class.
    pub class: String,
    /// The day, ISO.
    pub date: String,
    /// Whether it was called.
    pub called: bool,
    /// The children with the key of their leave; empty for those who were there.
    pub children: Vec<(PersonView, String)>,
}
