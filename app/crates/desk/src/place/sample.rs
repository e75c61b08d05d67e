//! Sample data: what was loaded in sample mode is taken back by undoing its saves, newest first, as one save. Cells that
//! somebody changed since by hand are kept and counted.

use std::collections::BTreeMap;

use sync::{Cell, SaveBuilder, SaveIx, Value, undo_ops};

use crate::Desk;
use crate::message::Refusal;
use crate::message::roster::{Action, RosterAnswer};
use crate::step::{Now, Step};

impl Desk {
    fn sample_saves(&self) -> Vec<SaveIx> {
        let saves = self.book.state.saves();
        saves.filter(|(_, s)| s.info.reason.as_ref() == "sample").map(|(ix, _)| ix).collect()
    }

    /// Whether sample data is there: a row that a sample save made and nobody deleted.
    pub(super) fn has_sample(&self) -> bool {
        !self.sample_ops().0.is_empty()
    }

    /// What to write to be rid of the sample, and how many cells stay because somebody changed them.
    fn sample_ops(&self) -> (BTreeMap<Cell, Value>, u32) {
        let mut ops = BTreeMap::new();
        let mut left = 0;
        for ix in self.sample_saves().into_iter().rev() {
            let undo = undo_ops(&self.book.state, ix);
            left += undo.skipped.len() as u32;
            ops.extend(undo.ops.into_iter().map(|(cell, value)| (cell, value.to_value())));
        }
        ops.retain(|cell, value| self.book.state.get(*cell).to_value() != *value);
        (ops, left)
    }

    pub(super) fn remove_sample(&mut self, now: &Now) -> Step {
        self.place.sample_mode = false;
        let (ops, left) = self.sample_ops();
        if ops.is_empty() {
            return Step::answer(Refusal::NothingToUndo);
        }
        let mut save = SaveBuilder::new();
        for (cell, value) in &ops {
            save.set(*cell, value);
        }
        self.keep(&save, Action::Delete, "", now, Box::new(move |_, save| RosterAnswer::Undone { save, left }.into()))
    }
}
