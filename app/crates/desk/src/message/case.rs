//! Messages about case files (一生一案).

use ledger::case::{CaseList, NoticeKind, Stage, StepKind, Why};
use ledger::visit::VisitKind;
use serde::{Deserialize, Serialize};

use super::Id;
use super::care::{CareAnswer, CareRequest, PersonView};
use super::form::Answers;
use super::place::AccessAct;
pub use super::plan::{PlanPart, PlanView, SchoolView};
use super::roster::Sheet;

/// What the page asks or tells about case files. A child has one case at most, so a case is named by its child.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CaseRequest {
    /// A ledger of cases.
    List(CaseList),
    /// The same as a table for a file or for paper, as the access log notes.
    Sheet(CaseList, AccessAct),
    /// The whole file of a child.
    File(Id),
    /// The case of a child in a line, if it has one.
    Brief(Id),
    /// The form of a step.
    StepForm {
        /// Whose case; it is opened with the first step.
        child: Id,
        /// Which step.
        kind: StepKind,
    },
    /// Keeps a step; the first one opens the case.
    KeepStep {
        /// Whose case.
        child: Id,
        /// Which step.
        kind: StepKind,
        /// What the form says.
        answers: Answers,
        /// Also if it does not fit where the case stands.
        even: bool,
    },
    /// Strikes a step that was written by mistake.
    Strike {
        /// Whose case.
        child: Id,
        /// Which step.
        step: Id,
        /// Why.
        reason: String,
    },
    /// The form of the next notice to the child's guardian.
    NoticeForm(Id),
    /// Keeps it.
    KeepNotice {
        /// To whose guardian.
        child: Id,
        /// Which the form was of.
        kind: NoticeKind,
        /// What the form says.
        answers: Answers,
    },
    /// The form of a notice's receipt (送达回证).
    ReceiptForm {
        /// Whose case.
        child: Id,
        /// Which notice.
        notice: Id,
    },
    /// Keeps it.
    KeepReceipt {
        /// Whose case.
        child: Id,
        /// Which notice.
        notice: Id,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
    },
    /// The texts of the notices.
    Templates,
    /// Keeps the text of a notice.
    KeepTemplate(Box<TemplateView>),
    /// The ladder (升级阶梯), rung by rung.
    Ladder,
    /// Keeps the ladder.
    KeepLadder(Vec<RungLine>),
    /// The schools, with their children and open cases.
    Schools,
    /// 一校一案 of a school, by its name.
    Plan(String),
    /// Keeps what people wrote in it.
    KeepPlan {
        /// The school.
        school: String,
        /// Keys of parts with their texts.
        parts: Vec<(String, String)>,
    },
}

impl CaseRequest {
    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        matches!(
            self,
            CaseRequest::KeepStep { .. }
                | CaseRequest::Strike { .. }
                | CaseRequest::KeepNotice { .. }
                | CaseRequest::KeepReceipt { .. }
                | CaseRequest::KeepTemplate(_)
                | CaseRequest::KeepLadder(_)
                | CaseRequest::KeepPlan { .. }
        )
    }
}

impl From<CaseRequest> for CareRequest {
    fn from(request: CaseRequest) -> CareRequest {
        CareRequest::Case(request)
    }
}

/// Answers about case files; forms, their faults and what was kept are those of [`CareAnswer`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CaseAnswer {
    /// A ledger of cases.
    List(CasesView),
    /// A table for a file or for paper.
    Sheet(Box<Sheet>),
    /// A whole file; nothing if the child has no case.
    File(Option<Box<FileView>>),
    /// A case in a line; nothing if the child has none.
    Brief(Option<BriefView>),
    /// Nothing was kept: the step does not fit where the case stands.
    Unfit(Why),
    /// No notice may be issued now, in words.
    Blocked(String),
    /// The texts of the notices.
    Templates {
        /// One for each notice.
        templates: Vec<TemplateView>,
        /// What may stand between braces in them.
        places: Vec<String>,
    },
    /// The text was not kept: nothing goes into these places.
    UnknownPlaces(Vec<String>),
    /// The ladder.
    Ladder(Vec<RungLine>),
    /// The ladder was not kept: this rung (1-based) cannot be read.
    BadRung(u32),
    /// The schools.
    Schools(Vec<SchoolView>),
    /// 一校一案.
    Plan(Box<PlanView>),
}

impl From<CaseAnswer> for CareAnswer {
    fn from(answer: CaseAnswer) -> CareAnswer {
        CareAnswer::Case(Box::new(answer))
    }
}

impl From<CaseAnswer> for super::Response {
    fn from(answer: CaseAnswer) -> super::Response {
        CareAnswer::from(answer).into()
    }
}

/// A ledger of cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasesView {
    /// Which.
    pub list: CaseList,
    /// The cases, what is most late first.
    pub rows: Vec<CaseRow>,
    /// How many cases each ledger has.
    pub counts: Vec<(CaseList, u32)>,
    /// How the cases of this school year balance.
    pub balance: BalanceView,
    /// How far those who dropped out have been brought back.
    pub clearing: ClearingView,
}

/// 清零: of the children who dropped out, how many are back, placed or out of the ledger's scope.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearingView {
    /// Children who dropped out.
    pub found: u32,
    /// Of these, not back.
    pub left: u32,
    /// The rate with its formula, or `-`.
    pub formula: String,
}

/// The cases of a school year up to today; what was open and what came in is what went out and what is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceView {
    /// Open when the year began.
    pub before: u32,
    /// Opened, or opened again, since.
    pub opened: u32,
    /// Closed since.
    pub closed: u32,
    /// Open now.
    pub open: u32,
}

/// A case in a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    /// Whose.
    pub person: PersonView,
    /// How it stands.
    pub brief: BriefView,
}

/// A case in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefView {
    /// Where it stands.
    pub stage: Stage,
    /// Since when, ISO.
    pub since: String,
    /// The first absent day, ISO, or empty.
    pub first_absent: String,
    /// Its next step.
    pub next: Option<RungView>,
    /// Somebody closed it and somebody else found the child absent: opened again.
    pub reopened: bool,
    /// Steps that do not fit where they stand.
    pub unfit: u32,
}

/// A step of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungView {
    /// What is to be done.
    pub what: String,
    /// Whose task it is.
    pub who: String,
    /// The day until which, ISO; empty if the calendar does not reach so far.
    pub due: String,
    /// Whether it was done.
    pub done: bool,
    /// School days past the day until which it was to be done.
    pub late: u32,
    /// Who is told because it is late: the next person up. Empty while it is not late, or when nobody is above.
    pub up: String,
}

/// A rung of the ladder as a county writes it: texts, and keys of what is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungLine {
    /// On which school day of absence.
    pub after: String,
    /// Whose task.
    pub who: String,
    /// Key of what counts as done, or empty.
    pub act: String,
    /// Key of the method, or empty.
    pub method: String,
    /// Key of the notice, or empty.
    pub notice: String,
    /// What it is.
    pub what: String,
}

/// The whole file of a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Whose.
    pub person: PersonView,
    /// How it stands.
    pub brief: BriefView,
    /// Facts that follow from the steps: label and words.
    pub facts: Vec<(String, String)>,
    /// The ladder of this absence.
    pub rungs: Vec<RungView>,
    /// Everything that happened, the newest first.
    pub entries: Vec<EntryView>,
    /// The notices, the newest first.
    pub notices: Vec<NoticeView>,
    /// The notice that may be issued now, or why none may, in words.
    pub next_notice: Result<NoticeKind, String>,
    /// The sections of the file, with how many papers each has.
    pub sections: Vec<SectionView>,
    /// The steps that are usual where it stands.
    pub usual: Vec<StepKind>,
    /// The other children of the household, each with how its case stands if it has one.
    pub household: Vec<(PersonView, Option<Stage>)>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// The row of the step or the visit.
    pub id: Id,
    /// The day, ISO.
    pub date: String,
    /// What it is called.
    pub title: String,
    /// What was written: label and words.
    pub said: Vec<(String, String)>,
    /// Why it does not fit where it stands.
    pub unfit: Option<Why>,
    /// The reason with which it was struck.
    pub struck: Option<String>,
    /// What it is.
    pub kind: EntryKind,
}

/// What an entry of a file is: a step is struck here, a visit is corrected among the visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    /// A step.
    Step(StepKind),
    /// A visit.
    Visit(VisitKind),
    /// A visit while the return is being observed, which counts as follow-up (复学后跟踪).
    FollowUp(VisitKind),
    /// A notice.
    Notice,
    /// A subsidy (资助).
    Aid,
}

/// The text of a notice, with places between braces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateView {
    /// Of which.
    pub kind: NoticeKind,
    /// The text.
    pub body: String,
    /// The law it quotes.
    pub law: String,
    /// What follows if it is not obeyed.
    pub liability: String,
}

/// A notice of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// The row.
    pub id: Id,
    /// Which.
    pub kind: NoticeKind,
    /// Its number.
    pub number: String,
    /// The day of issue, ISO.
    pub issued: String,
    /// The day on which it is proven to have been served, ISO, or empty.
    pub served: String,
    /// The last day in time, ISO; empty while it is not served or says no deadline.
    pub until: String,
    /// The day on which the guardian refused to obey, ISO, or empty.
    pub refused: String,
}

/// A section of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionView {
    /// Its name.
    pub name: String,
    /// How many entries it has.
    pub count: u32,
    /// Whether a case that stands so must have it, and has it not.
    pub missing: bool,
}
