//! Messages about children: tables of them, one of them, edits and undo.

use ledger::field::Field;
use serde::{Deserialize, Serialize};

use super::Id;

/// Which children a table starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Source {
    /// 名册: every child.
    #[default]
    All,
    /// 适龄儿童台账: born within the age window, or beyond it and not yet finished.
    OfAge,
    /// 人籍不一致台账: the place of registration and the place of attendance disagree.
    Mismatch,
}

/// A column of a table of children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Column {
    /// A stored field.
    Field(Field),
    /// 人籍状态, derived.
    State,
    /// 年级班级 in one column, derived, sorted by grade then class.
    GradeClass,
    /// 证件质量: what the identity number is worth, derived.
    IdQuality,
    /// 群体: the special groups whose facts are on record, derived.
    Groups,
    /// 周岁 at 31 August of the school year, derived.
    Age,
    /// 最后修改.
    Changed,
}

/// One condition of a filter; all conditions must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    /// The column looked at.
    pub column: Column,
    /// What must hold.
    pub test: Test,
}

/// What a filter asks of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Test {
    /// 为空.
    Empty,
    /// 不为空.
    NotEmpty,
    /// One of these texts.
    OneOf(Vec<String>),
    /// Contains this text.
    Contains(String),
    /// From, to; either may be empty. Dates as `2012-08-31`.
    Between(String, String),
}

/// A question for a table of children.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RowQuery {
    /// Which children it starts from.
    pub source: Source,
    /// Quick search: name, pinyin initials, last four of the number, village, phone.
    pub search: String,
    /// Conditions, all of which hold.
    pub filters: Vec<Filter>,
    /// Sort columns, first is strongest; `true` is descending.
    pub sort: Vec<(Column, bool)>,
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// The child.
    pub id: Id,
    /// One text per asked column; identity numbers and cards are masked.
    pub cells: Vec<String>,
    /// Set if the child was deleted elsewhere or merged (never in default tables).
    pub dimmed: bool,
}

/// A named view: a query and the columns shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// The name people gave it.
    pub name: String,
    /// The question.
    pub query: RowQuery,
    /// The columns, in order.
    pub columns: Vec<Column>,
}

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The child.
    pub child: Id,
    /// The field.
    pub field: Field,
    /// The new text as typed; empty clears the field.
    pub text: String,
}

/// A line of a child's or the ledger's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryLine {
    /// The field, or `None` for the child as a whole (added, deleted, merged).
    pub field: Option<Field>,
    /// Value before, masked where numbers are.
    pub before: String,
    /// Value after.
    pub after: String,
    /// The save it belongs to.
    pub save: SaveView,
}

/// Names a save to the engine. Its number alone is that of the moment: in a shared ledger others' saves come before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveKey {
    /// Its number on this machine when it was shown.
    pub number: u32,
    /// Its author and place in the author's chain, as short as a page needs it.
    pub mark: u64,
}

/// One save: what a person did in one action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveView {
    /// Names it where it is to be taken back.
    pub key: SaveKey,
    /// When, in milliseconds of the machine's clock.
    pub at_ms: u64,
    /// Who.
    pub who: String,
    /// What kind of action.
    pub action: Action,
    /// A detail: file name, field label, list name.
    pub detail: String,
    /// How many cells it wrote.
    pub cells: u32,
    /// The machine's clock was doubtful (years off, or it went back): the time is shown as such.
    pub clock_doubtful: bool,
    /// Whether it can be undone now (not itself undone already).
    pub undoable: bool,
    /// The row that was made, where whoever asked goes on with it.
    pub made: Option<Id>,
}

/// What a save was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// A cell or form was edited.
    #[default]
    Edit,
    /// A block was pasted.
    Paste,
    /// Many children were changed at once.
    Bulk,
    /// A child was added by hand.
    Add,
    /// A list was imported into the roster.
    Import,
    /// Two records of one child were merged.
    Merge,
    /// A comparison list was stored.
    List,
    /// A comparison round was run.
    Round,
    /// Discrepancies were explained or closed.
    Explain,
    /// A setting or view was saved.
    Setting,
    /// The sample township was loaded.
    Sample,
    /// An earlier save was undone.
    Undo,
    /// An undone save was restored.
    Redo,
    /// A child was deleted.
    Delete,
    /// A line of the access log was written.
    Access,
    /// What a person chose once, kept by the program for the next time: nothing to be taken back.
    Remember,
    /// Everything was written anew from memory, after the data on the disk were cleared.
    Rescue,
    /// 登记册: entering or changing a membership.
    Register,
    /// 走访: a visit recorded or corrected.
    Visit,
    /// 应办: a turn of a duty closed short.
    Duty,
    /// 一生一案: a step of a case kept or struck.
    Case,
    /// 上报: something handed up, taken in, or said of it.
    Upward,
    /// 考勤: the roll of a class was called.
    Attendance,
    /// 附件: a photo, signature or scan kept, described, ordered or removed.
    Attach,
    /// 核对: one of two values was chosen where two people had written.
    Settle,
    /// 采纳: what somebody wrote who may not send it any more was looked at and written.
    Adopt,
}

/// Questions and orders about children.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RosterRequest {
    /// A window of a table.
    Rows {
        /// The question.
        query: RowQuery,
        /// The columns wanted.
        columns: Vec<Column>,
        /// First line, 0-based.
        from: u32,
        /// Number of lines.
        count: u32,
    },
    /// The distinct values of a column with their counts, most frequent first, at most 200.
    Values {
        /// The question without the filter on this very column.
        query: RowQuery,
        /// The column.
        column: Column,
    },
    /// One child.
    Child(Id),
    /// Full text of a masked cell; the look is logged.
    Reveal {
        /// The child.
        child: Id,
        /// The field.
        field: Field,
        /// Why.
        reason: String,
    },
    /// Writes values as one save (in-cell edit, paste, copy-down, form).
    Write {
        /// The values.
        changes: Vec<Change>,
        /// `Edit` or `Paste`.
        action: Action,
    },
    /// Sets one field of every child that the query finds, as one save.
    Bulk {
        /// Which children.
        query: RowQuery,
        /// Only these, if not empty.
        only: Vec<Id>,
        /// The field.
        field: Field,
        /// The new text.
        text: String,
    },
    /// Adds a child.
    Add(Vec<(Field, String)>),
    /// Deletes children (undoable) with a reason.
    Delete {
        /// Which.
        children: Vec<Id>,
        /// Why.
        reason: String,
    },
    /// Merges `other` into `keep`: values of `keep` win, empty fields are filled, undoable.
    Merge {
        /// The record that stays.
        keep: Id,
        /// The record that points to it afterwards.
        other: Id,
    },
    /// Pairs of records that may be one child, best first.
    Similar,
    /// Recent saves, newest first.
    Saves {
        /// How many.
        count: u32,
    },
    /// Undoes a save, or the newest undoable one.
    Undo(Option<SaveKey>),
    /// Restores the save undone last.
    Redo,
    /// The saved views.
    Views,
    /// Stores a view under its name.
    KeepView(SavedView),
    /// Removes a view.
    DropView(String),
    /// The sheet to be written to a file: what is seen, in the columns given.
    Export {
        /// The question.
        query: RowQuery,
        /// The columns.
        columns: Vec<Column>,
        /// Only these, if not empty.
        only: Vec<Id>,
        /// `Some(reason)` for full identity numbers; the export is logged.
        unmasked: Option<String>,
    },
}

/// Answers about children.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RosterAnswer {
    /// A window of a table.
    Rows {
        /// Children in the source.
        total: u32,
        /// Children the query found.
        found: u32,
        /// The lines asked for.
        rows: Vec<RowView>,
    },
    /// Distinct values and counts.
    Values(Vec<(String, u32)>),
    /// One child.
    Child(Box<ChildView>),
    /// Full text of a masked cell.
    Revealed(String),
    /// The save is on disk.
    Saved(SaveView),
    /// The save is on disk; these cells were left because somebody changed them later.
    Undone {
        /// The save that undid.
        save: SaveView,
        /// How many cells were left as they are.
        left: u32,
    },
    /// Pairs that may be one child.
    Similar(Vec<SimilarPair>),
    /// Recent saves.
    Saves(Vec<SaveView>),
    /// Saved views.
    Views(Vec<SavedView>),
    /// A sheet to write.
    Sheet(Box<Sheet>),
}

/// One child, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildView {
    /// The child.
    pub id: Id,
    /// Every field with a value; numbers masked.
    pub fields: Vec<(Field, String)>,
    /// Derived columns with their texts.
    pub derived: Vec<(Column, String)>,
    /// What is wrong with stored values, if anything.
    pub findings: Vec<(Field, ledger::finding::FindingKind)>,
    /// Newest first.
    pub history: Vec<HistoryLine>,
}

/// Two records that may be one child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarPair {
    /// One.
    pub a: Id,
    /// The other.
    pub b: Id,
    /// 0..=100.
    pub score: u8,
    /// Reason keys of the comparison engine.
    pub reasons: Vec<String>,
    /// Name, birth date, masked number, village of each.
    pub lines: [Vec<String>; 2],
}

/// A sheet to be written as xlsx or csv, or printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Title above the header; also the file name's stem.
    pub title: String,
    /// The unit that writes it.
    pub unit: String,
    /// The day it was written, `2026-11-22`.
    pub date: String,
    /// Column headers.
    pub headers: Vec<String>,
    /// Rows of texts; every cell is text.
    pub rows: Vec<Vec<String>>,
}
