//! Messages about registers, visits and duties; those about cases and attendance travel with them.

use ledger::register::Which;
use ledger::visit::VisitKind;
use serde::{Deserialize, Serialize};

pub use super::calendar::CalendarLine;

use super::aid::{AidAnswer, AidRequest};
use super::attachment::{AttachmentAnswer, AttachmentRequest};
use super::attendance::{AttendanceAnswer, AttendanceRequest};
use super::cadre::{CadreRequest, CadreView};
use super::case::{CaseAnswer, CaseRequest};
use super::chain::{ChainAnswer, ChainRequest};
use super::docket::{DocketAnswer, DocketRequest};
use super::entering::{EnterAnswer, EnterRequest};
use super::form::{Answers, Faults, FormField};
use super::paper::{PaperOrder, PaperRequest, PaperView};
use super::place::AccessAct;
use super::register::{MemberChoices, MemberFilter, RegisterAnswer, RegisterRequest};
use super::roster::{SaveView, Sheet};
use super::share::{ShareAnswer, ShareRequest};
use super::upward::{UpwardAnswer, UpwardRequest};
use super::{Id, Request, Response};

pub use super::duty::{
    DutyNumbers, DutyView, GroupBy, MatrixRow, MatrixView, PauseView, SubjectView, TurnView, WorkGroup, WorkItem,
    WorkView,
};

/// What the page asks or tells about registers, visits and duties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CareRequest {
    /// Every register, how many are in it and how many more the roster suggests.
    Registers,
    /// Who is in a register.
    Members {
        /// Which.
        register: Which,
        /// Those who have left it, instead of those who are in it.
        past: bool,
        /// Which of them.
        filter: MemberFilter,
    },
    /// The form of a membership.
    MemberForm {
        /// Which register.
        register: Which,
        /// Which child.
        child: Id,
    },
    /// Keeps a membership.
    KeepMember {
        /// Which register.
        register: Which,
        /// Which child.
        child: Id,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
        /// Also with what is only doubtful.
        even: bool,
    },
    /// Children whom the roster suggests for a register.
    Suggested(Which),
    /// Enters the suggested children, with today as the first day.
    AddSuggested {
        /// Which register.
        register: Which,
        /// Whom.
        children: Vec<Id>,
    },
    /// The register as a table for a file or for paper, as the access log notes; identity numbers are masked.
    RegisterSheet(Which, MemberFilter, AccessAct),
    /// About registers of a county's own, restricted ones, and columns.
    Register(RegisterRequest),
    /// About chains of responsibility.
    Chain(ChainRequest),
    /// About bringing a list into a register.
    Enter(EnterRequest),
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
        /// To whom: a child, or who goes: a cadre, or his post at a school.
        whom: Id,
        /// The record to correct.
        visit: Option<Id>,
        /// The earlier turn it is to make good, if the person came for that.
        makes_good: String,
    },
    /// Keeps a visit.
    KeepVisit {
        /// What it was for.
        kind: VisitKind,
        /// To whom: a child, or who goes: a cadre, or his post at a school.
        whom: Id,
        /// The record to correct.
        visit: Option<Id>,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
        /// Also with what is only doubtful.
        even: bool,
    },
    /// The visits to a child, or of a cadre, newest first.
    Visits(Id),
    /// Closes a turn of a duty that fell short.
    CloseShort {
        /// Key of the rule.
        duty: String,
        /// Whom: a row of the duty's chart.
        whom: Id,
        /// Which turn.
        period: String,
        /// Why.
        reason: String,
        /// By when it will be made good, ISO.
        make_up: String,
    },
    /// A duty in one turn as a table for a file or for paper.
    DutySheet {
        /// Key of the rule.
        duty: String,
        /// The turn.
        period: String,
        /// What for.
        act: AccessAct,
    },
    /// What the duties ask for today, one by one.
    Work(GroupBy),
    /// What a county changed in a rule.
    KeepDuty(DutyNumbers),
    /// The form of a rule of the county's own; a new one without a key.
    OwnDutyForm(String),
    /// Keeps it.
    KeepOwnDuty {
        /// Its key; empty for a new one.
        key: String,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
    },
    /// Days on which nothing is owed to a child: the form.
    PauseForm {
        /// Whom.
        child: Id,
        /// Those stored already.
        pause: Option<Id>,
    },
    /// Keeps them.
    KeepPause {
        /// Whom.
        child: Id,
        /// Those stored already.
        pause: Option<Id>,
        /// The answers that were changed, or all of new ones.
        answers: Answers,
    },
    /// The days on which nothing is owed to a child.
    Pauses(Id),
    /// About cadres and their schools.
    Cadre(CadreRequest),
    /// About subsidies.
    Aid(AidRequest),
    /// The school calendar, line by line.
    Calendar,
    /// Keeps the school calendar.
    KeepCalendar(Vec<CalendarLine>),
    /// About a case.
    Case(CaseRequest),
    /// About attendance.
    Attendance(AttendanceRequest),
    /// About sharing.
    Share(ShareRequest),
    /// About handing up and taking in.
    Upward(UpwardRequest),
    /// A form on paper.
    Paper(PaperRequest),
    /// About photos, signatures and scans.
    Attachment(AttachmentRequest),
    /// About a docket.
    Docket(DocketRequest),
    /// A form on paper or in a file, in so many copies.
    PaperOrder(Box<PaperOrder>),
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
            CareRequest::Share(request) => request.writes(),
            CareRequest::Upward(request) => request.writes(),
            CareRequest::Docket(request) => request.writes(),
            CareRequest::Register(request) => request.writes(),
            CareRequest::Chain(request) => request.writes(),
            CareRequest::Enter(request) => matches!(request, EnterRequest::Commit),
            CareRequest::Attachment(request) => request.writes(),
            CareRequest::Cadre(request) => request.writes(),
            CareRequest::Aid(request) => request.writes(),
            CareRequest::KeepMember { .. }
            | CareRequest::AddSuggested { .. }
            | CareRequest::KeepVisit { .. }
            | CareRequest::CloseShort { .. }
            | CareRequest::KeepDuty(_)
            | CareRequest::KeepOwnDuty { .. }
            | CareRequest::KeepPause { .. }
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
    /// What the duties ask for.
    Work(WorkView),
    /// Days on which nothing is owed.
    Pauses(Vec<PauseView>),
    /// About cadres and their schools.
    Cadres(Vec<CadreView>),
    /// About subsidies.
    Aid(Box<AidAnswer>),
    /// The visits to a child, or of a cadre.
    Visits(Vec<VisitView>),
    /// The school calendar.
    Calendar(Vec<CalendarLine>),
    /// The calendar was not kept: this line (1-based) cannot be read.
    BadLine(u32),
    /// About a case.
    Case(Box<CaseAnswer>),
    /// About attendance.
    Attendance(Box<AttendanceAnswer>),
    /// About sharing.
    Share(Box<ShareAnswer>),
    /// About handing up and taking in.
    Upward(Box<UpwardAnswer>),
    /// A form on paper.
    Paper(Box<PaperView>),
    /// About a docket.
    Docket(Box<DocketAnswer>),
    /// About registers.
    Register(Box<RegisterAnswer>),
    /// About chains of responsibility.
    Chain(Box<ChainAnswer>),
    /// About bringing a list into a register.
    Enter(Box<EnterAnswer>),
    /// About photos, signatures and scans.
    Attachment(Box<AttachmentAnswer>),
}

/// A register in the list of registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterView {
    /// Which.
    pub register: Which,
    /// What it is called.
    pub name: String,
    /// Children in it today.
    pub members: u32,
    /// Children whom the roster suggests and who are not in it.
    pub suggested: u32,
    /// The document one of the county's own rests on.
    pub basis: String,
    /// It takes no more children.
    pub closed: bool,
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
    pub register: Which,
    /// Labels of the facts.
    pub columns: Vec<String>,
    /// The children.
    pub members: Vec<MemberView>,
    /// Counts in a line: the placement summary of the disabled, the definitions met of the left-behind.
    pub summary: String,
    /// How many are in it, filtered or not.
    pub total: u32,
    /// How far it is worked through: what, how many have it, of how many that are listed.
    pub progress: Vec<(String, u32, u32)>,
    /// What the list can be filtered by, and which facts it can show.
    pub choices: MemberChoices,
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
    /// Whom it is about: a child, or a cadre with his post and schools in the places of class and village.
    pub person: PersonView,
    /// The fields in order.
    pub fields: Vec<FormField>,
    /// What is derived from the answers so far, in words.
    pub derived: Vec<String>,
    /// Whether it is about something that is stored already. Then only changed answers are sent back, so that a form
    /// that stood open does not undo what was kept elsewhere meanwhile.
    pub stored: bool,
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
    /// Who went, or the school that was gone to.
    pub people: String,
    /// The pupil who helped, all but the first character hidden; empty if none did.
    pub peer: String,
    /// What was done.
    pub content: String,
    /// Whether there is evidence.
    pub evidence: bool,
    /// How often it was corrected.
    pub corrected: u32,
}
