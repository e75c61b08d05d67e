//! What has to be written to take a save back?
//!
//! Undo is a save like any other: it writes back what was visible before. What somebody has changed since stays and is
//! reported. An undo of an undo is a redo.

use crate::ids::Cell;
use crate::save::SaveId;
use crate::state::{SaveIx, State};
use crate::value::ValueRef;
use crate::writer::SaveBuilder;

/// The text written to [`crate::FieldId::DELETED`] of rows an undone save had made.
pub const UNDONE: &str = "undo";

/// What to write back, and what stays.
#[derive(Debug, PartialEq, Eq)]
pub struct Undo<'a> {
    /// The save taken back: put it into [`crate::SaveInfo::undoes`].
    pub of: SaveId,
    /// Values to write.
    pub ops: Vec<(Cell, ValueRef<'a>)>,
    /// Cells of the save that a later save has changed, which stay as they are.
    pub skipped: Vec<Cell>,
}

impl Undo<'_> {
    /// The values to write, as a save.
    pub fn to_save(&self) -> SaveBuilder {
        todo!()
    }
}

/// How to take a save back.
pub fn undo_ops(_state: &State, _save: SaveIx) -> Undo<'_> {
    todo!()
}
