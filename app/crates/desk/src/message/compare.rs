//! Messages about lists and comparison rounds (三比对).

use ledger::field::Field;
use ledger::list::{ListKind, ListTable};
use serde::{Deserialize, Serialize};

use super::Id;
use super::roster::{SaveView, Sheet};

/// A stored list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// Its identity; all zero for the roster itself.
    pub id: Id,
    /// What it is a list of.
    pub kind: ListKind,
    /// The name people see: kind label or their own.
    pub name: String,
    /// The file it came from.
    pub file: String,
    /// The day the list speaks of, `2026-11-20`.
    pub date: String,
    /// Rows accepted, rejected, skipped.
    pub counts: [u32; 3],
}

/// A comparison round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundView {
    /// Its identity.
    pub id: Id,
    /// Ordinal, from 1.
    pub number: u32,
    /// Preset key of `ledger::compare::presets`, or empty for a free choice.
    pub preset: String,
    /// The lists compared, in order.
    pub lists: Vec<ListView>,
    /// When, in milliseconds.
    pub at_ms: u64,
    /// The age window `a..b` as dates, empty for none.
    pub window: String,
    /// Counts by situation: key of the result kind (and of the lists concerned), Chinese situation label, count, count not closed.
    pub buckets: Vec<Bucket>,
    /// The countdown.
    pub progress: RoundProgress,
    /// Per list: rows in, accepted, rejected, skipped.
    pub tallies: Vec<[u32; 4]>,
    /// Children about whom all lists agree.
    pub matched: u32,
    /// Rows of those children, of discrepancies, of rows that cannot be read, and rows skipped: together every row of
    /// every list.
    pub rows: [u32; 4],
}

/// One bucket of results.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// Stable key, used to filter.
    pub key: String,
    /// Chinese label, e.g. 有户无籍.
    pub label: String,
    /// Results.
    pub count: u32,
    /// Results not closed.
    pub open: u32,
}

/// The countdown of a round. `total == open + explained + closed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "plain counts")]
pub struct RoundProgress {
    pub total: u32,
    pub open: u32,
    pub explained: u32,
    pub closed: u32,
    /// New in this round.
    pub new: u32,
    /// Explanations carried over from earlier rounds.
    pub carried: u32,
    /// In the last round and solved by the lists themselves.
    pub gone: u32,
}

/// State of a discrepancy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// 待说明.
    Open,
    /// 已说明.
    Explained,
    /// 已销号.
    Closed,
}

/// One line of the workbench.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscrepancyRow {
    /// Stable over rounds.
    pub id: Id,
    /// The child's name as the first list writes it.
    pub name: String,
    /// Bucket key.
    pub bucket: String,
    /// Situation label, e.g. 在籍不在校.
    pub situation: String,
    /// `exact`, `likely` or `possible`.
    pub confidence: String,
    /// 0..=100.
    pub score: u8,
    /// Reason keys.
    pub reasons: Vec<String>,
    /// Per list of the round: sheet row numbers, empty if not in it.
    pub rows: Vec<Vec<u32>>,
    /// Per list: the name if it is written differently there.
    pub other_names: Vec<String>,
    /// Explanation key of the catalogue, empty if none.
    pub explanation: String,
    /// Free note.
    pub note: String,
    /// Who looks after it.
    pub owner: String,
    /// `2026-11-28` or empty.
    pub due: String,
    /// What proves it.
    pub evidence: String,
    /// State.
    pub status: Status,
    /// Who closed it, empty otherwise.
    pub closed_by: String,
    /// First seen in this round.
    pub new: bool,
    /// Explained in an earlier round.
    pub carried: bool,
    /// Whether a person may accept or refuse it as one child.
    pub proposal: bool,
}

/// What an explanation writes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "fields of DiscrepancyRow")]
pub struct Explanation {
    pub explanation: Option<String>,
    pub note: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub evidence: Option<String>,
}

/// Filter of the workbench.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DiscrepancyQuery {
    /// Bucket keys; empty for all discrepancies (everything but `matched`).
    pub buckets: Vec<String>,
    /// States; empty for all.
    pub statuses: Vec<Status>,
    /// Only those new in this round.
    pub only_new: bool,
    /// Name, pinyin initials, number.
    pub search: String,
    /// Only proposals that score at least this; 0 for everything.
    pub proposals_from: u8,
    /// Only children of this group of the counts: fields and their texts, as some list writes them.
    pub group: Vec<(Field, String)>,
}

/// Questions and orders of the workbench.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CompareRequest {
    /// The presets and what each asks for.
    Presets,
    /// Stored lists, newest first; the roster itself is always one.
    Lists,
    /// Stores a list.
    AddList {
        /// The list; left empty if it travels beside the message, as the file worker gave it.
        table: Box<ListTable>,
        /// What it is a list of.
        kind: ListKind,
        /// The name people see.
        name: String,
        /// The file.
        file: String,
        /// The day it speaks of.
        date: String,
    },
    /// Removes a list from the choice (its rounds stay readable in counts).
    DropList(Id),
    /// Runs a round over lists in the given order and stores it.
    Run {
        /// Preset key or empty.
        preset: String,
        /// At least two lists.
        lists: Vec<Id>,
        /// `a..b` or empty.
        window: String,
    },
    /// Rounds, newest first.
    Rounds,
    /// One round; `None` is the newest.
    Round(Option<Id>),
    /// Lines of the workbench for the open round.
    Lines {
        /// Filter.
        query: DiscrepancyQuery,
        /// First line.
        from: u32,
        /// Number of lines.
        count: u32,
    },
    /// Everything the lists say about one discrepancy, side by side.
    Detail(Id),
    /// Explains discrepancies, as one save.
    Explain {
        /// Which.
        ids: Vec<Id>,
        /// What is written.
        explanation: Explanation,
    },
    /// Explains each its own way, as one save (a pasted block).
    ExplainEach(Vec<(Id, Explanation)>),
    /// Closes (销号): needs explanation, evidence and the closer's name.
    Close {
        /// Which.
        ids: Vec<Id>,
        /// Who closes.
        by: String,
    },
    /// Opens closed ones again.
    Reopen {
        /// Which.
        ids: Vec<Id>,
    },
    /// Accepts or refuses proposals as one child and runs the round again.
    Decide {
        /// Which.
        ids: Vec<Id>,
        /// Accepted or refused.
        accept: bool,
    },
    /// Explanations offered for a bucket: key and Chinese text.
    Catalogue {
        /// Bucket key.
        bucket: String,
    },
    /// Numbers per group for 三比对 by counts.
    Counts {
        /// Group fields, e.g. school, grade, class.
        by: Vec<Field>,
    },
    /// The sheet of the discrepancies that the query finds.
    Export {
        /// Filter.
        query: DiscrepancyQuery,
        /// `Some(reason)` for full identity numbers; logged.
        unmasked: Option<String>,
    },
    /// Takes children that stand in a list and not in the roster into the roster, as one save.
    Adopt {
        /// Which discrepancies.
        ids: Vec<Id>,
    },
}

/// Answers of the workbench.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CompareAnswer {
    /// Presets: key, Chinese name, kinds in order, Chinese note on the source.
    Presets(Vec<(String, String, Vec<ListKind>, String)>),
    /// Stored lists.
    Lists(Vec<ListView>),
    /// A list is on disk.
    ListAdded(ListView),
    /// One round (also after Run and Decide).
    Round(Option<Box<RoundView>>),
    /// Rounds, newest first.
    Rounds(Vec<RoundView>),
    /// Lines.
    Lines {
        /// Lines found.
        total: u32,
        /// The lines asked for.
        rows: Vec<DiscrepancyRow>,
    },
    /// Side by side: list names, then per field its label and one text per list row.
    Detail {
        /// The line itself.
        row: Box<DiscrepancyRow>,
        /// Column titles: list name and row number.
        columns: Vec<String>,
        /// Field and its texts, numbers masked; fields that nobody fills are left out.
        fields: Vec<(Field, Vec<String>)>,
    },
    /// The save is on disk.
    Saved(SaveView),
    /// Explanations: key and text.
    Catalogue(Vec<(String, String)>),
    /// Group texts, one number per list, for 三比对 by counts.
    Counts {
        /// List names.
        lists: Vec<String>,
        /// Groups.
        rows: Vec<(Vec<String>, Vec<u32>)>,
    },
    /// A sheet to write.
    Sheet(Box<Sheet>),
}

impl CompareRequest {
    /// Whether the request carries a whole list, which is not copied without need.
    pub fn brings_a_list(&self) -> bool {
        matches!(self, CompareRequest::AddList { .. })
    }
}
