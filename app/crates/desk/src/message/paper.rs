//! Messages about paper: which form is wanted, and the form as a tree that the page sets node by node.

use ledger::attachment::OwnerKind;
use ledger::case::NoticeKind;
use ledger::visit::VisitKind;
use serde::{Deserialize, Serialize};

use super::Id;
use super::care::{CareAnswer, CareRequest};

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
