//! The messages between the page and the desk, one file per subject.
//!
//! Plain data with public fields, encoded with postcard. Nothing here is stored, so it may change with every build:
//! page and worker always come from the same one.

pub mod aid;
pub mod attachment;
pub mod attendance;
pub mod cadre;
mod calendar;
pub mod care;
pub mod case;
pub mod chain;
pub mod compare;
pub mod docket;
mod duty;
pub mod entering;
pub mod file;
pub mod form;
pub mod import;
pub mod paper;
pub mod place;
mod plan;
mod qr;
pub mod register;
pub mod roster;
pub mod share;
pub mod upward;
pub mod vault;

use serde::{Deserialize, Serialize};

pub use care::{CareAnswer, CareRequest};
pub use compare::{CompareAnswer, CompareRequest};
pub use import::{ImportAnswer, ImportRequest};
pub use place::{PlaceAnswer, PlaceRequest};
pub use roster::{RosterAnswer, RosterRequest};

/// A row's identity in the ledger, as 16 bytes.
pub type Id = [u8; 16];

/// What the page asks or tells the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Children: tables, one child, edits, undo.
    Roster(RosterRequest),
    /// Bringing a list into the roster.
    Import(ImportRequest),
    /// Lists and comparison rounds.
    Compare(CompareRequest),
    /// Registers, visits, duties and cases: a [`CareRequest`], written. The page's first module does not know it.
    Care(Vec<u8>),
    /// The ledger as a whole: overview, settings, sample data, access log.
    Place(PlaceRequest),
}

/// What the desk answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// To a roster request.
    Roster(RosterAnswer),
    /// To an import request.
    Import(ImportAnswer),
    /// To a comparison request.
    Compare(CompareAnswer),
    /// To a request about registers, visits, duties and cases: a [`CareAnswer`], written.
    Care(Vec<u8>),
    /// To a place request.
    Place(PlaceAnswer),
    /// The request could not be carried out; nothing was changed.
    Refused(Refusal),
}

/// Why a request was not carried out. The page has a sentence for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// No ledger is open.
    NotOpen,
    /// The child, list, round or save does not exist (any more).
    Gone,
    /// The value does not fit the field; the finding says why.
    BadValue {
        /// Field whose value was refused.
        field: ledger::field::Field,
        /// What is wrong with it.
        kind: ledger::finding::FindingKind,
    },
    /// Something that must be given is missing (explanation, evidence, approver, reason).
    Missing(Need),
    /// The child has a case that is not closed: it may not disappear with the child's record.
    OpenCase,
    /// Nothing to undo or redo.
    NothingToUndo,
    /// Nothing differs from what is stored: there is nothing to save.
    NothingToWrite,
    /// The age window is not two dates in order.
    BadWindow,
    /// The due date is not a date.
    BadDue,
    /// A text is too long to be stored.
    TooLong,
    /// In a shared ledger: this person may not write there, or its key is not here yet.
    NotHere,
    /// In a shared ledger: this person may not see it.
    NotShown,
    /// In a shared ledger that this device is new in: what is in it has not come yet.
    Arriving,
    /// The storage refused; the text names the cause for the log, the page explains it.
    Storage(StorageTrouble),
    /// A message could not be read: page and worker are not of one build.
    Protocol,
}

/// Something a step needs before it can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Need {
    /// An explanation from the catalogue.
    Explanation,
    /// A note, where the explanation is "other".
    Note,
    /// Evidence.
    Evidence,
    /// The person who closes.
    Approver,
    /// A reason for looking at or exporting full numbers.
    Reason,
    /// A name.
    Name,
    /// A list of at least two.
    TwoLists,
}

/// What went wrong with the storage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StorageTrouble {
    /// The disk or the browser's share of it is full; bytes still free, where the browser tells.
    Full(Option<u64>),
    /// Another window has taken over writing.
    Fenced,
    /// What is stored changed at the same moment: the same may be asked again.
    Moved,
    /// The browser did not say whether it was written: look before doing it again.
    Unsure(String),
    /// The database was closed for a newer build of the program.
    Closed,
    /// The data were cleared while the ledger was open.
    Gone,
    /// A record is damaged; which one.
    Damaged(String),
    /// Anything else the browser said.
    Other(String),
}

impl From<RosterAnswer> for Response {
    fn from(answer: RosterAnswer) -> Self {
        Response::Roster(answer)
    }
}

impl From<ImportAnswer> for Response {
    fn from(answer: ImportAnswer) -> Self {
        Response::Import(answer)
    }
}

impl From<CompareAnswer> for Response {
    fn from(answer: CompareAnswer) -> Self {
        Response::Compare(answer)
    }
}

impl From<PlaceAnswer> for Response {
    fn from(answer: PlaceAnswer) -> Self {
        Response::Place(answer)
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        Response::Refused(refusal)
    }
}
