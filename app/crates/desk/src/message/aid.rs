//! Messages about subsidies (资助).

use serde::{Deserialize, Serialize};

use super::Id;
use super::care::{CareAnswer, CareRequest, PersonView};
use super::form::Answers;
use super::place::AccessAct;

/// What the page asks or tells about subsidies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AidRequest {
    /// The ledger of a term, and who is entitled and has no entry; the present term if the text is empty.
    Term(String),
    /// One of the two as a table for a file or for paper.
    Sheet {
        /// The term.
        term: String,
        /// Who is entitled and has no entry, instead of the ledger.
        missing: bool,
        /// What for.
        act: AccessAct,
    },
    /// What was paid to a child, newest first.
    OfChild(Id),
    /// The form of an entry.
    Form {
        /// To whom.
        child: Id,
        /// The term; the present one if it is empty.
        term: String,
        /// Key of the item; empty for the first that is missing.
        item: String,
    },
    /// Keeps an entry.
    Keep {
        /// To whom.
        child: Id,
        /// The term; the present one if it is empty.
        term: String,
        /// Key of the item; that of the answers, if it is empty.
        item: String,
        /// The answers that were changed, or all of a new one.
        answers: Answers,
    },
    /// Enters for everybody who is entitled to an item and has no entry that it was paid on a day, by the table of amounts.
    PayAll {
        /// The term.
        term: String,
        /// Key of the item.
        item: String,
        /// The day, ISO.
        paid_on: String,
    },
    /// The tables in force.
    Tables,
    /// Keeps the table of amounts.
    KeepAmounts(Vec<AmountLine>),
    /// Keeps the table of who is entitled to what.
    KeepEntitlements(Vec<EntitlementLine>),
}

impl AidRequest {
    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        matches!(
            self,
            AidRequest::Keep { .. }
                | AidRequest::PayAll { .. }
                | AidRequest::KeepAmounts(_)
                | AidRequest::KeepEntitlements(_)
        )
    }
}

impl From<AidRequest> for CareRequest {
    fn from(request: AidRequest) -> CareRequest {
        CareRequest::Aid(request)
    }
}

/// Answers about subsidies; forms, their faults and what was kept are those of [`CareAnswer`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AidAnswer {
    /// A term.
    Term(TermView),
    /// What was paid to a child.
    OfChild(Vec<AidView>),
    /// The tables in force.
    Tables {
        /// How much is paid.
        amounts: Vec<AmountLine>,
        /// Who is entitled to what.
        entitlements: Vec<EntitlementLine>,
    },
}

impl From<AidAnswer> for CareAnswer {
    fn from(answer: AidAnswer) -> CareAnswer {
        CareAnswer::Aid(Box::new(answer))
    }
}

impl From<AidAnswer> for super::Response {
    fn from(answer: AidAnswer) -> super::Response {
        CareAnswer::from(answer).into()
    }
}

/// Subsidies of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermView {
    /// The term.
    pub term: String,
    /// The term in words.
    pub label: String,
    /// The terms to choose from: stored form and words.
    pub terms: Vec<(String, String)>,
    /// The ledger.
    pub entries: Vec<AidView>,
    /// Who is entitled and has no entry (应享未享).
    pub missing: Vec<MissingView>,
    /// Children of whom nobody wrote down whether they board: of them the tables cannot say all.
    pub unknown_boarding: u32,
    /// What was paid in the whole, in yuan.
    pub sum: String,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AidView {
    /// To whom.
    pub person: PersonView,
    /// The term.
    pub term: String,
    /// The term in words.
    pub term_label: String,
    /// Key of the item.
    pub item: String,
    /// What it is.
    pub name: String,
    /// On what ground.
    pub basis: String,
    /// Yuan, or empty.
    pub amount: String,
    /// The day it was paid, ISO, or empty.
    pub paid_on: String,
    /// How, in words.
    pub how: String,
    /// Whether it was signed for.
    pub signed: bool,
}

/// What a child is entitled to and has no entry of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingView {
    /// Who.
    pub person: PersonView,
    /// Key of the item.
    pub item: String,
    /// What it is.
    pub name: String,
    /// On what ground.
    pub basis: String,
    /// Yuan by the table of amounts, or empty.
    pub amount: String,
    /// Where the entitlement is written.
    pub source: String,
}

/// A line of the table of amounts: keys and texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountLine {
    /// Key of the item.
    pub item: String,
    /// `primary`, `junior` or `both`.
    pub stage: String,
    /// The first day, ISO.
    pub from: String,
    /// Yuan in a school year.
    pub yuan: String,
    /// Where it is written.
    pub source: String,
}

/// A line of the table of entitlements: keys and texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntitlementLine {
    /// Key of the item.
    pub item: String,
    /// Key of the ground.
    pub ground: String,
    /// Key of where the child sleeps.
    pub boards: String,
    /// Where it is written.
    pub source: String,
}
