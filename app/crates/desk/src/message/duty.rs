//! How duties are told: their charts, the work of the day, and the days on which nothing is owed.

use ledger::duty::{About, Deed, Standing};
use serde::{Deserialize, Serialize};

use super::Id;
use super::place::{DueClass, DutyProgress};

/// A duty in its present turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyView {
    /// How it stands.
    pub progress: DutyProgress,
    /// When the oldest turn that ended short did so, ISO.
    pub short_since: String,
    /// By when the present turn ends for those in it who still need something, the first of them, ISO.
    pub until: String,
    /// Whether it has to be done once by a day; then the alarm is so many days before.
    pub deadline: bool,
    /// What the county may change.
    pub numbers: DutyNumbers,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the county wrote it.
    pub own: bool,
}

/// What a county may change in a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyNumbers {
    /// Key of the rule.
    pub key: String,
    /// On how many days in each turn; 0 switches it off.
    pub times: u8,
    /// From which day of the month or week on it is urgent, or how many days before the deadline.
    pub alarm_day: u8,
    /// A month with fewer school days is free.
    pub least_school_days: u8,
    /// Key of how visits of cadres are counted ([`Per`](ledger::duty::Per)); empty for every other rule.
    pub per: String,
}

/// A duty over the turns of a school year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixView {
    /// Key of the rule.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The school year.
    pub year: u16,
    /// The school year in words.
    pub year_label: String,
    /// The turns: stored form and short label.
    pub periods: Vec<(String, String)>,
    /// Which of them holds today.
    pub present: Option<u32>,
    /// What the rows are about.
    pub about: About,
    /// The rows; who needs something first.
    pub rows: Vec<MatrixRow>,
    /// What counts for it.
    pub deed: Deed,
    /// Turns of the school year before that ended short: told where this year is shown, for they are counted with it.
    pub left_over: u32,
}

/// Whom a duty is about, as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectView {
    /// What it is.
    pub about: About,
    /// Its row.
    pub id: Id,
    /// The name of the child or of the cadre.
    pub name: String,
    /// Grade and class, or the cadre's post.
    pub note: String,
    /// The village, or the school or schools.
    pub place: String,
}

/// A child, a cadre or a school over the turns of a duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixRow {
    /// Who.
    pub subject: SubjectView,
    /// One for each turn.
    pub turns: Vec<TurnView>,
    /// The turn and its last day, ISO, where it began with an event of this row's own.
    pub own: Option<(String, String)>,
}

/// A duty in one turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnView {
    /// Distinct days owed.
    pub owed: u8,
    /// Distinct days that count.
    pub days: u8,
    /// Further days without evidence.
    pub bare: u8,
    /// How it stands.
    pub standing: Standing,
}

/// How the work of the duties is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupBy {
    /// By village; cadres by school.
    Village,
    /// By who is responsible.
    Person,
}

/// What the duties ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkView {
    /// The groups; who is most behind first.
    pub groups: Vec<WorkGroup>,
    /// Items that are not named here.
    pub left: u32,
}

/// What is to be done in one village or by one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkGroup {
    /// Where or who; empty if nobody wrote it down.
    pub name: String,
    /// How many items there are, those left out included.
    pub count: u32,
    /// What is late first.
    pub items: Vec<WorkItem>,
}

/// A piece of work: one turn of a duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// About whom.
    pub subject: SubjectView,
    /// Key of the rule.
    pub duty: String,
    /// What people call it.
    pub name: String,
    /// The turn.
    pub period: String,
    /// The turn in words.
    pub period_label: String,
    /// How it stands.
    pub turn: TurnView,
    /// When.
    pub class: DueClass,
    /// What counts for it.
    pub deed: Deed,
}

/// Days on which nothing is owed to a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseView {
    /// The row.
    pub id: Id,
    /// Why, in words.
    pub cause: String,
    /// The first day, ISO.
    pub from: String,
    /// The last day, ISO; empty while it lasts.
    pub until: String,
}
