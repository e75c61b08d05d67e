//! The school calendar, as it is shown and written.

use serde::{Deserialize, Serialize};

/// A line of the school calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarLine {
    /// `term`, `holiday` or `makeup`.
    pub kind: String,
    /// The first day, ISO.
    pub from: String,
    /// The last day, ISO.
    pub to: String,
    /// What people call it.
    pub name: String,
}
