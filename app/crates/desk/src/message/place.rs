//! Messages about the ledger as a whole: overview, settings, sample data, access log.

use serde::{Deserialize, Serialize};

use super::Id;
use super::compare::RoundProgress;
use super::roster::SaveView;

/// What the home page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Children on record.
    pub children: u32,
    /// Within the age window.
    pub of_age: u32,
    /// 人籍不一致.
    pub mismatch: u32,
    /// Identity number missing or not valid.
    pub bad_ids: u32,
    /// 在籍在校, 在籍不在校, 在校不在籍, 不在籍不在校, 待核实.
    pub states: [u32; 5],
    /// Newest round: number, title and progress.
    pub round: Option<(u32, String, RoundProgress)>,
    /// Work waiting, most urgent first.
    pub queue: Vec<QueueItem>,
    /// Per village: children, mismatches.
    pub villages: Vec<(String, u32, u32)>,
    /// Newest saves.
    pub saves: Vec<SaveView>,
    /// Whether sample data is loaded.
    pub sample: bool,
    /// Stored lists.
    pub lists: u32,
    /// Cases whose next step is late.
    pub late_cases: u32,
    /// Duties that are owed to somebody.
    pub duties: Vec<DutyProgress>,
}

/// How a duty stands in its present turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyProgress {
    /// Key of the rule.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The present turn in words.
    pub period: String,
    /// Children to whom it is owed now.
    pub owed: u32,
    /// Of these, done.
    pub done: u32,
    /// Of these, urgent.
    pub urgent: u32,
    /// Of these, over and not done: a deadline has passed, and the school year has not.
    pub late: u32,
    /// Earlier turns of this school year that ended short and are not closed.
    pub short: u32,
}

/// When a piece of work is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DueClass {
    /// 逾期, by so many days.
    Overdue(u32),
    /// 本周: due on this date within seven days.
    ThisWeek,
    /// 以后 or without a date.
    Later,
}

/// Where a piece of work is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QueuePlace {
    /// In the comparison, at this bucket.
    Compare(String),
    /// In the chart of the duty with this key.
    Duty(String),
    /// In the case of this child.
    Case(Id),
}

/// A piece of work on the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueItem {
    /// When.
    pub class: DueClass,
    /// `2026-11-28` or empty.
    pub due: String,
    /// Who or what it is about.
    pub title: String,
    /// Situation label and owner.
    pub detail: String,
    /// Where it is done.
    pub place: QueuePlace,
    /// How many children it stands for.
    pub count: u32,
}

/// Settings people may change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// 学校或单位.
    pub unit: String,
    /// 填写人.
    pub person: String,
    /// School year by its first year, e.g. 2026; 0 until chosen.
    pub school_year: u16,
    /// Age window `a..b`; empty for the nine cohorts of the school year.
    pub window: String,
    /// The window in force, chosen or by the rule; ignored when settings are stored.
    pub window_in_force: String,
}

/// A line of the access log (查阅记录).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLine {
    /// When, in milliseconds.
    pub at_ms: u64,
    /// Who.
    pub who: String,
    /// What was done: open, reveal, export, print.
    pub act: AccessAct,
    /// About whom or what.
    pub subject: String,
    /// Why.
    pub reason: String,
}

/// What the access log records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessAct {
    /// The ledger was opened.
    Open,
    /// A full number was shown.
    Reveal,
    /// A file was written.
    Export,
    /// A page was printed.
    Print,
    /// A backup was written.
    Backup,
}

/// Questions and orders about the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlaceRequest {
    /// The home page.
    Overview,
    /// The settings.
    Settings,
    /// Stores the settings.
    KeepSettings(Settings),
    /// Removes the sample township by undoing what loaded it.
    RemoveSample,
    /// Marks the saves and lists of the next requests as sample data, until `false`.
    SampleMode(bool),
    /// The access log, newest first.
    AccessLog {
        /// How many lines.
        count: u32,
    },
    /// Records an act done by the page itself (print, backup).
    Record {
        /// What.
        act: AccessAct,
        /// About what.
        subject: String,
        /// Why.
        reason: String,
    },
}

/// Answers about the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlaceAnswer {
    /// The home page.
    Overview(Box<Overview>),
    /// The settings.
    Settings(Settings),
    /// Done and on disk.
    Done,
    /// The access log.
    AccessLog(Vec<AccessLine>),
    /// The sample is gone, and on disk; so many of its cells stay because somebody worked on their children.
    SampleRemoved {
        /// How many.
        left: u32,
    },
}
