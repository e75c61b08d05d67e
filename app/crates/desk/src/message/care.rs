//! Messages about registers, visits and duties; those about cases and attendance travel with them.

use ledger::duty::Standing;
use ledger::register::Register;
use ledger::visit::VisitKind;
use serde::{Deserialize, Serialize};

use super::attachment::{AttachmentAnswer, AttachmentRequest};
use super::attendance::{AttendanceAnswer, AttendanceRequest};
use super::case::{CaseAnswer, CaseRequest};
use super::form::{Answers, Faults, FormField};
use super::paper::{PaperRequest, PaperView};
use super::place::{AccessAct, DutyProgress};
use super::roster::{SaveView, Sheet};
use super::{Id, Request, Response};

/// What the page asks or tells about registers, visits and duties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CareRequest {
    /// Every register, how many are in it and how many more the roster suggests.
    Registers,
    /// Who is in a register.
    Members {
        /// Which.
        register: Register,
        /// Those who have left it, instead of those who are in it.
        past: bool,
    },
    /// The form of a membership.
    MemberForm {
        /// Which register.
        register: Register,
        /// Which child.
        child: Id,
    },
    /// Keeps a membership.
    KeepMember {
        /// Which register.
        register: Register,
        /// Which child.
        child: Id,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
    },
    /// Children whom the roster suggests for a register.
    Suggested(Register),
    /// Enters the suggested children, with today as the first day.
    AddSuggested {
        /// Which register.
        register: Register,
        /// Whom.
        children: Vec<Id>,
    },
    /// The register as a table for a file or for paper, as the access log notes; identity numbers are masked.
    RegisterSheet(Register, AccessAct),
    /// Every duty and how it stands in the present turn.
    Duties,
    /// A duty over the turns of a school year, child by child.
    Matrix {
        /// Key of the rule.
        duty: String,
        /// The school year, by the year it begins in; the present one if it is 0.
        year: u16,
    },
    /// The form of a visit; empty for a new one.
    VisitForm {
        /// What it is for.
        kind: VisitKind,
        /// Whom.
        child: Id,
        /// The record to correct.
        visit: Option<Id>,
        /// The earlier turn it is to make good, if the person came for that.
        makes_good: String,
    },
    /// Keeps a visit.
    KeepVisit {
        /// What it was for.
        kind: VisitKind,
        /// Whom.
        child: Id,
        /// The record to correct.
        visit: Option<Id>,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
    },
    /// The visits to a child, newest first.
    Visits(Id),
    /// Closes a turn of a duty that fell short.
    CloseShort {
        /// Key of the rule.
        duty: String,
        /// Whom.
        child: Id,
        /// Which turn.
        period: String,
        /// Why.
        reason: String,
        /// By when it will be made good, ISO.
        make_up: String,
    },
    /// What a county changed in a rule.
    KeepDuty(DutyNumbers),
    /// The school calendar, line by line.
    Calendar,
    /// Keeps the school calendar.
    KeepCalendar(Vec<CalendarLine>),
    /// About a case.
    Case(CaseRequest),
    /// About attendance.
    Attendance(AttendanceRequest),
    /// A form on paper.
    Paper(PaperRequest),
    /// About photos, signatures and scans.
    Attachment(AttachmentRequest),
}

impl CareRequest {
    /// The request that was written so.
    pub fn read(bytes: &[u8]) -> Option<CareRequest> {
        postcard::from_bytes(bytes).ok()
    }

    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        match self {
            CareRequest::Case(request) => request.writes(),
            CareRequest::Attendance(request) => request.writes(),
            CareRequest::Attachment(request) => request.writes(),
            CareRequest::KeepMember { .. }
            | CareRequest::AddSuggested { .. }
            | CareRequest::KeepVisit { .. }
            | CareRequest::CloseShort { .. }
            | CareRequest::KeepDuty(_)
            | CareRequest::KeepCalendar(_) => true,
            _ => false,
        }
    }
}

impl From<CareRequest> for Request {
    fn from(request: CareRequest) -> Request {
        // Writing into a growing vector fails only for types that do not know their own length.
        Request::Care(postcard::to_allocvec(&request).unwrap_or_default())
    }
}

impl CareAnswer {
    /// The answer that was written so.
    pub fn read(bytes: &[u8]) -> Option<CareAnswer> {
        postcard::from_bytes(bytes).ok()
    }
}

impl From<CareAnswer> for Response {
    fn from(answer: CareAnswer) -> Response {
        // As above.
        Response::Care(postcard::to_allocvec(&answer).unwrap_or_default())
    }
}

/// Answers about registers, visits and duties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CareAnswer {
    /// The registers.
    Registers(Vec<RegisterView>),
    /// Who is in one.
    Members(MembersView),
    /// A form.
    Form(FormView),
    /// Nothing was kept: this is wrong with the answers.
    Faults(Faults),
    /// Kept.
    Saved(SaveView),
    /// Suggested children.
    Suggested(Vec<PersonView>),
    /// A table for a file or for paper.
    Sheet(Box<Sheet>),
    /// The duties.
    Duties(Vec<DutyView>),
    /// A duty over a year.
    Matrix(MatrixView),
    /// The visits to a child.
    Visits(Vec<VisitView>),
    /// The school calendar.
    Calendar(Vec<CalendarLine>),
    /// The calendar was not kept: this line (1-based) cannot be read.
    BadLine(u32),
    /// About a case.
    Case(Box<CaseAnswer>),
    /// About attendance.
    Attendance(Box<AttendanceAnswer>),
    /// A form on paper.
    Paper(Box<PaperView>),
    /// About photos, signatures and scans.
    Attachment(Box<AttachmentAnswer>),
}

/// A register in the list of registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterView {
    /// Which.
    pub register: Register,
    /// Children in it today.
    pub members: u32,
    /// Children whom the roster suggests and who are not in it.
    pub suggested: u32,
}

/// A child, as far as a list needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// The child.
    pub child: Id,
    /// Name.
    pub name: String,
    /// Grade and class.
    pub grade_class: String,
    /// Village.
    pub village: String,
}

/// Who is in a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersView {
    /// Which.
    pub register: Register,
    /// Labels of the facts.
    pub columns: Vec<String>,
    /// The children.
    pub members: Vec<MemberView>,
    /// Counts in a line: the placement summary of the disabled, the definitions met of the left-behind.
    pub summary: String,
}

/// A child in a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// Who.
    pub person: PersonView,
    /// The facts, as people read them, in the order of the columns.
    pub facts: Vec<String>,
    /// What is derived from them, in words.
    pub derived: String,
}

/// A form to be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormView {
    /// The child.
    pub person: PersonView,
    /// The fields in order.
    pub fields: Vec<FormField>,
    /// What is derived from the answers so far, in words.
    pub derived: Vec<String>,
    /// Whether it is about something that is stored already. Then only changed answers are sent back, so that a form
    /// that stood open does not undo what was kept elsewhere meanwhile.
    pub stored: bool,
}

/// A duty in its present turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyView {
    /// How it stands.
    pub progress: DutyProgress,
    /// When the oldest turn that ended short did so, ISO.
    pub short_since: String,
    /// The last day of the present turn, ISO.
    pub until: String,
    /// What the county may change.
    pub numbers: DutyNumbers,
    /// Where the rule comes from.
    pub source: String,
}

/// What a county may change in a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyNumbers {
    /// Key of the rule.
    pub key: String,
    /// On how many days in each turn; 0 switches it off.
    pub times: u8,
    /// From which day of the month on it is urgent.
    pub alarm_day: u8,
    /// A month with fewer school days is free.
    pub least_school_days: u8,
}

/// A duty over the turns of a school year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixView {
    /// Key of the rule.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The school year.
    pub year: u16,
    /// The school year in words.
    pub year_label: String,
    /// The turns: stored form and short label.
    pub periods: Vec<(String, String)>,
    /// Which of them holds today.
    pub present: Option<u32>,
    /// The children; who needs something first.
    pub rows: Vec<MatrixRow>,
    /// Visits that count for it.
    pub kind: VisitKind,
}

/// A child over the turns of a duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixRow {
    /// Who.
    pub person: PersonView,
    /// One for each turn.
    pub turns: Vec<TurnView>,
}

/// A duty to a child in one turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnView {
    /// Distinct days owed.
    pub owed: u8,
    /// Distinct days that count.
    pub days: u8,
    /// Further days without evidence.
    pub bare: u8,
    /// How it stands.
    pub standing: Standing,
}

/// A visit in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitView {
    /// The record.
    pub id: Id,
    /// What it was for.
    pub kind: VisitKind,
    /// The day, ISO.
    pub date: String,
    /// Who went.
    pub people: String,
    /// What was done.
    pub content: String,
    /// Whether there is evidence.
    pub evidence: bool,
    /// How often it was corrected.
    pub corrected: u32,
}

/// A line of the school calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarLine {
    /// `term`, `holiday` or `makeup`.
    pub kind: String,
    /// The first day, ISO.
    pub from: String,
    /// The last day, ISO.
    pub to: String,
    /// What people call it.
    pub name: String,
}
