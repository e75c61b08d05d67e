//! Messages about bringing a list into a register.

use ledger::list::TextColumn;
use ledger::register::Which;
use serde::{Deserialize, Serialize};

use super::care::{CareAnswer, CareRequest};
use super::roster::SaveView;

/// A column of the file as it stands, a cell for each row of the list.
pub type FileColumn = (String, TextColumn);

/// What the page asks or tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EnterRequest {
    /// Looks at a list: whom its rows are, and what they would write. Replaces an earlier look.
    Preview {
        /// Into which register.
        register: Which,
        /// The list, as the file worker gave it.
        list: Vec<u8>,
        /// Every column of the file as it stands, likewise.
        columns: Vec<u8>,
        /// File name, or "粘贴".
        source: String,
    },
    /// Rows with a fate.
    Rows {
        /// Which.
        fate: EnterFate,
        /// The first.
        from: u32,
        /// How many.
        count: u32,
    },
    /// Says of a proposed row whether it is that child.
    Decide {
        /// Its index.
        row: u32,
        /// It is.
        same: bool,
    },
    /// Writes new, changed and confirmed rows as one save.
    Commit,
}

/// Answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EnterAnswer {
    /// How many rows have which fate.
    Counts(EnterCounts),
    /// Rows.
    Rows(Vec<EnterRow>),
    /// Written.
    Done(EnterCounts, SaveView),
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EnterFate {
    /// A child that is not in the register yet.
    New,
    /// A child in the register, with other facts.
    Changed,
    /// A child in the register, nothing differs.
    Unchanged,
    /// Probably a child of the roster: a person decides.
    Proposed,
    /// Nobody of the roster.
    Unmatched,
    /// The same child stands in the file already.
    Repeated,
    /// A fact in it cannot be read, or the row itself.
    Rejected,
}

impl EnterFate {
    /// Every fate, in the order of the tabs.
    pub const ALL: [EnterFate; 7] = [
        EnterFate::New,
        EnterFate::Changed,
        EnterFate::Unchanged,
        EnterFate::Proposed,
        EnterFate::Unmatched,
        EnterFate::Repeated,
        EnterFate::Rejected,
    ];
}

/// Counts; every row stands in one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterCounts {
    /// Rows in the list.
    pub rows_in: u32,
    /// By fate, in the order of [`EnterFate::ALL`].
    pub fates: [u32; 7],
    /// Proposed rows of which somebody said that they are that child.
    pub confirmed: u32,
    /// Headers that were understood, with the fact each says.
    pub understood: Vec<(String, String)>,
    /// Headers that say no fact of this register and nothing of the child.
    pub ignored: Vec<String>,
}

/// A row of the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterRow {
    /// Its index in the list.
    pub index: u32,
    /// Row as a person sees it in the sheet.
    pub row_number: u32,
    /// Name, village and school as the file writes them.
    pub who: String,
    /// The child it meets, likewise.
    pub child: String,
    /// Facts it would write: label, what stands there, what would.
    pub changes: Vec<(String, String, String)>,
    /// Facts that cannot be read: label and what the file says.
    pub bad: Vec<(String, String)>,
    /// What was decided of a proposed row.
    pub same: Option<bool>,
}

impl From<EnterRequest> for CareRequest {
    fn from(request: EnterRequest) -> Self {
        CareRequest::Enter(request)
    }
}

impl From<EnterAnswer> for CareAnswer {
    fn from(answer: EnterAnswer) -> Self {
        CareAnswer::Enter(Box::new(answer))
    }
}

impl From<EnterAnswer> for super::Response {
    fn from(answer: EnterAnswer) -> Self {
        CareAnswer::from(answer).into()
    }
}
