//! Messages about dockets (登记簿): movers, graduates, checked names, letters, pledges.

use ledger::docket::{Docket, Standing};
use serde::{Deserialize, Serialize};

use super::Id;
use super::attachment::AttachedView;
use super::care::{CareAnswer, CareRequest, PersonView};
use super::case::BalanceView;
use super::form::Answers;
use super::place::AccessAct;

/// What the page asks or tells about dockets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DocketRequest {
    /// The lines of a docket.
    Lines {
        /// Which.
        docket: Docket,
        /// Only those that stand so.
        standing: Option<Standing>,
    },
    /// The same as a table for a file or for paper, as the access log notes.
    Sheet {
        /// Which.
        docket: Docket,
        /// Only those that stand so.
        standing: Option<Standing>,
        /// What it is for.
        act: AccessAct,
        /// Why whole numbers are wanted; they are masked if it is empty.
        reason: String,
    },
    /// The form of a line.
    Form {
        /// Of which docket.
        docket: Docket,
        /// The line to correct; a new one if there is none.
        line: Option<Id>,
        /// The child a new line is about, if the roster knows it.
        child: Option<Id>,
    },
    /// Keeps a line.
    Keep {
        /// In which docket.
        docket: Docket,
        /// The line to correct; a new one if there is none.
        line: Option<Id>,
        /// The child a new line is about, if the roster knows it.
        child: Option<Id>,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
        /// Also when something is doubtful: the person said so.
        even: bool,
    },
    /// The form of settling a line.
    CloseForm(Id),
    /// Settles a line.
    KeepClose {
        /// Which.
        line: Id,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
    },
    /// Opens a settled line again.
    Reopen {
        /// Which.
        line: Id,
        /// Why.
        reason: String,
    },
    /// Strikes a line that was written by mistake.
    Strike {
        /// Which.
        line: Id,
        /// Why.
        reason: String,
    },
    /// From where the lines of a docket can be taken.
    Sources(Docket),
    /// Takes the lines of a source that are not there yet.
    Fill {
        /// Into which docket.
        docket: Docket,
        /// A stored list, or all zero for the roster.
        source: Id,
    },
    /// Opens the case of a child whose name was checked and who is in no school.
    OpenCase(Id),
}

impl DocketRequest {
    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        matches!(
            self,
            DocketRequest::Keep { .. }
                | DocketRequest::KeepClose { .. }
                | DocketRequest::Reopen { .. }
                | DocketRequest::Strike { .. }
                | DocketRequest::Fill { .. }
                | DocketRequest::OpenCase(_)
        )
    }
}

impl From<DocketRequest> for CareRequest {
    fn from(request: DocketRequest) -> CareRequest {
        CareRequest::Docket(request)
    }
}

/// Answers about dockets; forms, their faults, sheets and what was kept are those of [`CareAnswer`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DocketAnswer {
    /// The lines of a docket.
    Lines(LinesView),
    /// From where lines can be taken.
    Sources(Vec<SourceView>),
}

impl From<DocketAnswer> for super::Response {
    fn from(answer: DocketAnswer) -> super::Response {
        CareAnswer::Docket(Box::new(answer)).into()
    }
}

/// The lines of a docket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesView {
    /// Which.
    pub docket: Docket,
    /// Labels of the facts.
    pub columns: Vec<String>,
    /// The lines, what is open longest first.
    pub lines: Vec<LineView>,
    /// How many stand how, whatever is shown.
    pub counts: Vec<(Standing, u32)>,
    /// How the lines of this school year balance.
    pub balance: BalanceView,
    /// Further counts in a line.
    pub summary: String,
    /// Children about whom a line is due.
    pub due: Vec<PersonView>,
}

/// A line of a docket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// The line.
    pub id: Id,
    /// The child, if the roster knows it.
    pub child: Option<Id>,
    /// The facts as people read them, in the order of the columns; numbers masked.
    pub facts: Vec<String>,
    /// How it stands.
    pub standing: Standing,
    /// The day it was settled, ISO, or empty.
    pub closed_on: String,
    /// Whether a case can be opened from it.
    pub opens_case: bool,
    /// What is attached to it, if anything is.
    pub attached: Option<AttachedView>,
}

/// From where lines can be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceView {
    /// A stored list, or all zero for the roster.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// The day or the year it speaks of.
    pub date: String,
    /// Rows in it.
    pub rows: u32,
}
