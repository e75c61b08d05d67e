//! What if the log is gone and only the folded state is left in memory? Everything it shows, as one save of a new author.
//!
//! Meant for data that were cleared while the ledger was open. Children, explanations, settings and lines of the access
//! log come along; earlier versions of a cell and the list of earlier saves do not, for the state cannot prove them.

use std::sync::Arc;

use sync::{Cell, Envelope, SaveBuilder, SaveInfo, State, Table, WriteError};

use crate::book::Book;
use crate::message::Id;
use crate::message::roster::Action;
use crate::save::code;
use crate::{Desk, Identity, Now};

impl Desk {
    /// All values shown, as envelopes that begin a log of their own, written by `author`.
    ///
    /// # Errors
    /// [`WriteError::Empty`] if there is nothing in the ledger.
    pub fn rescue(&self, author: &Identity, now: &Now) -> Result<Vec<Envelope>, WriteError> {
        let mut save = SaveBuilder::new();
        // A table is where it belongs, whatever else may carry its number.
        let belongs =
            |state: &State, table: &Table| self.book.state_of(table.id()).compartment() == state.compartment();
        let tables =
            self.book.states().iter().flat_map(|state| state.tables().filter(move |table| belongs(state, table)));
        for table in tables {
            for (field, column) in table.columns() {
                for (ix, value) in column.iter().filter(|(ix, _)| table.is_live(*ix)) {
                    if let Some(row) = table.row_id(ix) {
                        save.set(Cell::new(table.id(), row, field), value);
                    }
                }
            }
        }
        let info = SaveInfo {
            wall_ms: now.ms,
            actor: Arc::from(self.person()),
            reason: Arc::from(code(Action::Rescue)),
            ..SaveInfo::default()
        };
        Book::new(author.clone()).write_split(&self.book.split(&save), &info, now)
    }

    /// The lists of comparisons that are in memory, as they are stored.
    pub fn lists_in_memory(&self) -> Vec<(Id, Vec<u8>)> {
        self.compare.loaded().filter_map(|(id, table)| Some((id, postcard::to_allocvec(table).ok()?))).collect()
    }
}
