//! Messages about bringing a list into the roster: preview, decide, commit.

use ledger::field::Field;
use ledger::finding::FindingKind;
use ledger::list::{ListKind, ListTable};
use serde::{Deserialize, Serialize};

use super::Id;
use super::roster::SaveView;

/// What becomes of a row of the file. Together with the children missing from the file these are the five tabs of the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Fate {
    /// A child not in the roster.
    New,
    /// A child in the roster with other values.
    Changed,
    /// A child in the roster, nothing differs.
    Unchanged,
    /// Probably a child in the roster: a person decides.
    Similar,
    /// The same child stands twice in the file.
    Repeated,
    /// Cannot be used.
    Rejected,
    /// In the roster within the file's scope, and not in the file.
    Missing,
}

/// A person's decision on a similar row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// It is that child: update.
    Same,
    /// It is another child: add.
    Other,
    /// Leave the row out for now.
    Skip,
}

/// Counts of a preview. `rows_in == new + changed + unchanged + similar + repeated + rejected`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named as the fates are")]
pub struct FateCounts {
    pub rows_in: u32,
    pub new: u32,
    pub changed: u32,
    pub unchanged: u32,
    pub similar: u32,
    pub repeated: u32,
    pub rejected: u32,
    pub missing: u32,
    /// Cells that would change.
    pub cells: u32,
    /// Similar rows nobody has decided yet.
    pub undecided: u32,
}

/// One line of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Index of the row in the list; for `Missing` the line's index in the tab.
    pub index: u32,
    /// Row as a person sees it in the sheet, 0 for `Missing`.
    pub row_number: u32,
    /// Name, masked number, birth date, village, school, grade and class.
    pub who: [String; 6],
    /// Field by field: old and new text.
    pub changes: Vec<(Field, String, String)>,
    /// Why rejected, or what was found in the row.
    pub findings: Vec<(Option<Field>, FindingKind, String)>,
    /// The child it meets, if any.
    pub child: Option<Id>,
    /// The same six texts of that child, to be read beside the row's own.
    pub child_who: Option<[String; 6]>,
    /// Score and reasons of a similar row.
    pub score: u8,
    /// Reason keys.
    pub reasons: Vec<String>,
    /// The decision so far on a similar row.
    pub decision: Option<Decision>,
}

/// Questions and orders of the import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ImportRequest {
    /// Takes a read list and compares it with what is stored. Replaces an earlier preview.
    Preview {
        /// The list; left empty if it travels beside the message, as the file worker gave it.
        table: Box<ListTable>,
        /// What it is a list of.
        kind: ListKind,
        /// File name or "粘贴".
        source: String,
    },
    /// Lines of one tab of the preview.
    Lines {
        /// The tab.
        fate: Fate,
        /// First line.
        from: u32,
        /// Number of lines.
        count: u32,
    },
    /// Decides similar rows; an empty list decides all.
    Decide {
        /// Row indexes.
        rows: Vec<u32>,
        /// The decision.
        decision: Decision,
    },
    /// Corrects a cell of a row in place and previews again.
    Correct {
        /// Row index.
        row: u32,
        /// The field.
        field: Field,
        /// The text.
        text: String,
    },
    /// Writes new and changed rows as one undoable save; undecided similar rows are left out and counted.
    Commit,
    /// Drops the preview.
    Discard,
    /// Remembered column mapping of a source, as the list reader wrote it.
    Mapping {
        /// Key of the source: kind and header fingerprint.
        source: String,
    },
    /// Remembers a mapping.
    KeepMapping {
        /// Key of the source.
        source: String,
        /// The reader's own text.
        spec: String,
    },
}

/// Answers of the import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ImportAnswer {
    /// The counts of the preview.
    Preview(FateCounts),
    /// Lines of a tab.
    Lines {
        /// Lines in the tab.
        total: u32,
        /// The lines asked for.
        rows: Vec<PreviewRow>,
    },
    /// The import is on disk.
    Done {
        /// The save, to be undone as one.
        save: SaveView,
        /// Rows added.
        added: u32,
        /// Children changed.
        changed: u32,
        /// Rows equal to what is stored.
        unchanged: u32,
        /// Similar rows left out because nobody decided.
        undecided: u32,
        /// Rejected rows.
        rejected: u32,
        /// Sheet rows left out for any reason, to be downloaded with the reason.
        failing_rows: Vec<u32>,
    },
    /// The preview is dropped.
    Discarded,
    /// A remembered mapping, if there is one.
    Mapping(Option<String>),
}
