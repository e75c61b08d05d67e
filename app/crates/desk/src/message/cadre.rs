//! Messages about cadres (包联干部) and the schools they answer for.

use serde::{Deserialize, Serialize};

use super::Id;
use super::care::CareRequest;
use super::form::Answers;

/// What the page asks or tells about cadres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CadreRequest {
    /// Every cadre with his schools.
    All,
    /// The form of a cadre; empty for a new one.
    Form(Option<Id>),
    /// Keeps a cadre.
    Keep {
        /// Who; nobody for a new one.
        cadre: Option<Id>,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
    },
    /// The form of a post at a school; empty for a new one.
    PostForm {
        /// Whose.
        cadre: Id,
        /// Which post.
        post: Option<Id>,
    },
    /// Keeps a post.
    KeepPost {
        /// Whose.
        cadre: Id,
        /// Which post; none for a new one.
        post: Option<Id>,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
    },
}

impl CadreRequest {
    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        matches!(self, CadreRequest::Keep { .. } | CadreRequest::KeepPost { .. })
    }
}

impl From<CadreRequest> for CareRequest {
    fn from(request: CadreRequest) -> CareRequest {
        CareRequest::Cadre(request)
    }
}

/// A cadre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CadreView {
    /// The row.
    pub id: Id,
    /// The name.
    pub name: String,
    /// Post, and where.
    pub duty: String,
    /// Telephone.
    pub phone: String,
    /// The schools, those that are over last.
    pub posts: Vec<PostView>,
    /// Visits of this school year.
    pub visits: u32,
}

/// A school that a cadre answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostView {
    /// The row.
    pub id: Id,
    /// Which school.
    pub school: String,
    /// The first day, ISO.
    pub from: String,
    /// The last day, ISO; empty while it lasts.
    pub until: String,
    /// Whether it holds today.
    pub holds: bool,
}
