//! What a comparison says: one result for each child it could tell, holding every row that speaks of that child.

use serde::{Deserialize, Serialize};

use super::fingerprint::Subject;
use super::reason::Reasons;

/// What kind of result it is. The order is the order of precedence: when several are true of one child the first one
/// names the result and the others stand in [`CompareResult::also`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultKind {
    /// The row cannot be used until a person corrects it.
    Rejected,
    /// One child stands twice in a list.
    DuplicateIn,
    /// The same number with different names.
    SameIdNameDiffers,
    /// The same child with another, a damaged or no number.
    SamePersonIdDiffers,
    /// Born outside the age window.
    OutOfWindow,
    /// In exactly one list.
    OnlyIn,
    /// In two or more lists and absent from others.
    MissingFrom,
    /// In every list, and the lists agree.
    Matched,
}

impl ResultKind {
    /// All kinds in the order of precedence.
    pub const ALL: [ResultKind; 8] = [
        ResultKind::Rejected,
        ResultKind::DuplicateIn,
        ResultKind::SameIdNameDiffers,
        ResultKind::SamePersonIdDiffers,
        ResultKind::OutOfWindow,
        ResultKind::OnlyIn,
        ResultKind::MissingFrom,
        ResultKind::Matched,
    ];

    /// The key in machine-readable output.
    pub const fn key(self) -> &'static str {
        match self {
            ResultKind::Rejected => "rejected",
            ResultKind::DuplicateIn => "duplicate_in",
            ResultKind::SameIdNameDiffers => "same_id_name_differs",
            ResultKind::SamePersonIdDiffers => "same_person_id_differs",
            ResultKind::OutOfWindow => "out_of_window",
            ResultKind::OnlyIn => "only_in",
            ResultKind::MissingFrom => "missing_from",
            ResultKind::Matched => "matched",
        }
    }
}

/// How sure it is that all rows of a result speak of one child and that no other row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A person must look.
    Possible,
    /// A proposal with good grounds; a person should look.
    Likely,
    /// A key and the name agree and nothing contradicts.
    Exact,
}

impl Confidence {
    /// The key in machine-readable output.
    pub const fn key(self) -> &'static str {
        match self {
            Confidence::Possible => "possible",
            Confidence::Likely => "likely",
            Confidence::Exact => "exact",
        }
    }
}

/// The place of a row: which list, and its index among the data rows of that list's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowAt {
    /// Index of the list.
    pub list: u16,
    /// Index of the data row in its table, from 0.
    pub row: u32,
}

/// Everything the lists say about one child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareResult {
    /// What names the result.
    pub kind: ResultKind,
    /// What else is true of the child, so that nobody drops out of sight behind a graver kind.
    pub also: Vec<ResultKind>,
    /// The lists spoken of: for `OnlyIn` the one list; for `DuplicateIn` those with the child twice; for every other kind
    /// those the child is absent from.
    pub lists: Vec<u16>,
    /// How sure it is.
    pub confidence: Confidence,
    /// 0 to 100; 100 exactly when the confidence is `Exact`.
    pub score: u8,
    /// Why.
    pub reasons: Reasons,
    /// The rows, by list and then by row.
    pub rows: Vec<RowAt>,
    /// The child's name as the first list writes it; empty if no row has one.
    pub name: String,
    /// What carries explanations to the next round.
    pub subject: Subject,
    /// A second such mark, for children whose number may be added or corrected before the next round.
    pub alias: Option<Subject>,
}

impl CompareResult {
    /// The rows of one list.
    pub fn rows_in(&self, list: usize) -> impl Iterator<Item = usize> {
        self.rows.iter().filter(move |r| usize::from(r.list) == list).map(|r| r.row as usize)
    }

    /// Whether any row stands in this list.
    pub fn stands_in(&self, list: usize) -> bool {
        self.rows.iter().any(|r| usize::from(r.list) == list)
    }

    /// Whether this is true of the child, as the name of the result or beside it.
    pub fn is(&self, kind: ResultKind) -> bool {
        self.kind == kind || self.also.contains(&kind)
    }

    /// Whether a person may accept or refuse it as one child.
    pub fn is_proposal(&self) -> bool {
        use super::reason::Reason;
        self.rows.len() > 1 && self.confidence != Confidence::Exact && !self.reasons.has(Reason::ConfirmedByPerson)
    }
}

/// How many rows of a list went where. `rows_in == accepted + rejected + skipped`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListTally {
    /// The list's name.
    pub name: String,
    /// Rows below the header.
    pub rows_in: u32,
    /// Rows compared.
    pub accepted: u32,
    /// Rows that stand as results of kind `Rejected`.
    pub rejected: u32,
    /// 合计, 备注, repeated header and blank rows.
    pub skipped: u32,
}

/// The answer. Every accepted and every rejected row stands in exactly one result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// One tally per list, in the order given.
    pub lists: Vec<ListTally>,
    /// The results, in the order of their first row.
    pub results: Vec<CompareResult>,
}

impl Comparison {
    /// How many results of each kind there are, in the order of precedence; kinds without results are left out.
    pub fn buckets(&self) -> impl Iterator<Item = (ResultKind, usize)> {
        let mut counts = [0usize; ResultKind::ALL.len()];
        self.results.iter().for_each(|r| counts[r.kind as usize] += 1);
        ResultKind::ALL.into_iter().zip(counts).filter(|(_, n)| *n > 0)
    }
}
