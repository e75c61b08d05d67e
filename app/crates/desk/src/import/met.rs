//! Whom does each row of a list meet? The same answer for the roster and for a register.

use ledger::list::{ListKind, ListTable};

use super::preview::Line;
use crate::Desk;
use crate::message::import::Fate;

/// Whom a row meets, by the state's index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Met {
    /// This child, by a key that leaves no doubt.
    Sure(u32),
    /// This child, as a proposal.
    Perhaps(u32),
    /// Nobody of the roster.
    Nobody,
    /// Somebody an earlier row has met.
    Repeated(Option<u32>),
    /// The row cannot be used.
    Rejected,
}

impl Desk {
    /// Whom each row of a list meets.
    pub(crate) fn met(&self, table: &ListTable, kind: ListKind) -> Vec<Met> {
        let met = |line: &Line| match (line.fate, line.child) {
            (Fate::Changed | Fate::Unchanged, Some(child)) => Met::Sure(child),
            (Fate::Similar, Some(child)) => Met::Perhaps(child),
            (Fate::Repeated, child) => Met::Repeated(child),
            (Fate::Rejected, _) => Met::Rejected,
            _ => Met::Nobody,
        };
        self.lines_of(table, kind).0.iter().map(met).collect()
    }
}
