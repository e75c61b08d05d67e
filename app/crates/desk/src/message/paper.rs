//! Messages about paper: which form is wanted, and the form as a tree that the page sets node by node.

use ledger::attachment::OwnerKind;
use ledger::case::NoticeKind;
use ledger::docket::Docket;
use ledger::visit::VisitKind;
use serde::{Deserialize, Serialize};

use super::Id;
use super::care::{CareAnswer, CareRequest};
use super::roster::Sheet;

/// A form on paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PaperRequest {
    /// 一生一案: the whole file of a child.
    CaseFile(Id),
    /// A notice with its receipt.
    Notice {
        /// Whose case.
        child: Id,
        /// Which notice.
        notice: Id,
    },
    /// 劝返记录 of a child: every time somebody went.
    Persuasion(Id),
    /// The record of a visit, on the form of its kind.
    Visit(Id),
    /// 家访记录表 for every child of a class, with what is known of each.
    ClassVisits(String),
    /// 照片页: the photos and scans that belong to something.
    Pictures {
        /// What they belong to ...
        owner_kind: OwnerKind,
        /// ... and which of these.
        owner: Id,
        /// Six to a page instead of four.
        six: bool,
    },
    /// 劝返对象统计表: by school, who is still to be brought back.
    ReturnTable,
    /// The same of another year.
    ReturnTableOf(u16),
    /// Every notice that was issued and is not proven to have been served; of one class if it names one.
    OpenNotices(String),
    /// A letter to the township where a child is registered, with the answer to be sent back.
    Letter(Id),
    /// A pledge (责任书) of the docket.
    Pledge(Id),
    /// 一家一案: the children of a child's household, and the files of those who have one.
    Household(Id),
    /// 一校一案 of a school.
    SchoolPlan(String),
    /// A ledger or a register that was asked for before, broadside.
    Register {
        /// The table; what may be in it was decided, and noted, when it was made.
        sheet: Box<Sheet>,
        /// On A3 instead of A4.
        a3: bool,
        /// Columns to sign in.
        sign: Vec<String>,
    },
    /// A copy with nothing filled in.
    Blank(BlankForm),
}

/// A form that is handed out empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlankForm {
    /// A visit: 家访记录表, 送教服务记录表, 劝返记录.
    Visit(VisitKind),
    /// A notice with its receipt.
    Notice(NoticeKind),
    /// 一生一案: cover and contents.
    CaseFile,
    /// 责任书.
    Pledge,
    /// 户籍地协查函 with its answer.
    Letter,
    /// 一家一案.
    Household,
    /// 一校一案.
    SchoolPlan,
    /// A docket as a table to fill in.
    Docket(Docket),
    /// 劝返对象统计表 with the schools of the roster and no numbers.
    ReturnTable,
}

/// A form and how it is wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperOrder {
    /// Which.
    pub form: PaperRequest,
    /// Why identity numbers and restricted facts are wanted whole; they are masked if it is empty.
    pub reason: String,
    /// As rows of a workbook instead of paper.
    pub as_sheet: bool,
    /// How many copies; one at least.
    pub copies: u16,
}

impl PaperOrder {
    /// One masked copy on paper.
    pub fn of(form: PaperRequest) -> PaperOrder {
        PaperOrder { form, reason: String::new(), as_sheet: false, copies: 1 }
    }
}

impl From<PaperOrder> for CareRequest {
    fn from(order: PaperOrder) -> CareRequest {
        CareRequest::PaperOrder(Box::new(order))
    }
}

impl From<PaperRequest> for CareRequest {
    fn from(request: PaperRequest) -> CareRequest {
        CareRequest::Paper(request)
    }
}

/// A form, ready for paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperView {
    /// What it is called.
    pub title: String,
    /// The form.
    pub root: PaperElement,
}

/// An element of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperElement {
    /// Its name in HTML.
    pub tag: String,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
    /// What is in it, in order.
    pub children: Vec<PaperNode>,
}

/// A part of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperNode {
    /// An element.
    Element(PaperElement),
    /// Text, and never anything else.
    Text(String),
}

impl From<PaperView> for super::Response {
    fn from(view: PaperView) -> super::Response {
        CareAnswer::Paper(Box::new(view)).into()
    }
}
