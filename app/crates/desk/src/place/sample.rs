//! Sample data: what was loaded in sample mode is taken back as one save, however many saves brought it. Cells that
//! somebody changed since by hand are kept and counted; a sample child that somebody worked on stays whole.

use std::collections::HashSet;

use sync::{Cell, FieldId, SaveBuilder, SaveIx, State, Table, UNDONE, Value};

use crate::Desk;
use crate::message::Refusal;
use crate::message::place::PlaceAnswer;
use crate::message::roster::Action;
use crate::step::{Now, Step};

impl Desk {
    /// Whether sample data is there.
    pub(super) fn has_sample(&self) -> bool {
        self.book.states().iter().any(|state| !sample_ops(state).0.is_empty())
    }

    pub(super) fn remove_sample(&mut self, now: &Now) -> Step {
        self.place.sample_mode = false;
        let (mut ops, mut left) = (Vec::new(), 0);
        for state in self.book.states() {
            let (more, kept) = sample_ops(state);
            ops.extend(more);
            left += kept;
        }
        if ops.is_empty() {
            return Step::answer(Refusal::NothingToUndo);
        }
        let mut save = SaveBuilder::new();
        for (cell, value) in &ops {
            save.set(*cell, value);
        }
        self.keep(&save, Action::Delete, "", now, Box::new(move |_, _| PlaceAnswer::SampleRemoved { left }.into()))
    }
}

/// What to write to be rid of the sample, and how many cells stay because somebody changed them.
fn sample_ops(state: &State) -> (Vec<(Cell, Value)>, u32) {
    let saves = state.saves().filter(|(_, save)| save.info.reason.as_ref() == "sample");
    let sample: HashSet<SaveIx> = saves.map(|(ix, _)| ix).collect();
    let (mut ops, mut left) = (Vec::new(), 0);
    if sample.is_empty() {
        return (ops, left);
    }
    for table in state.tables() {
        for row in table.live().filter(|row| shows_sample(state, table, *row, &sample)) {
            left += row_ops(state, table, row, &sample, &mut ops);
        }
    }
    (ops, left)
}

/// Whether a cell of the row still shows what the sample brought.
fn shows_sample(state: &State, table: &Table, row: u32, sample: &HashSet<SaveIx>) -> bool {
    let shown = |stamp| sample.contains(&state.save_of(stamp));
    table.columns().any(|(_, column)| column.stamp(row).is_some_and(shown))
}

/// Takes the sample out of one row; how many cells stay.
fn row_ops(state: &State, table: &Table, row: u32, sample: &HashSet<SaveIx>, ops: &mut Vec<(Cell, Value)>) -> u32 {
    let Some(id) = table.row_id(row) else { return 0 };
    let cells = table.columns().map(|(field, _)| Cell::new(table.id(), id, field));
    let written: Vec<_> =
        cells.map(|cell| (cell, state.history(cell))).filter(|(_, versions)| !versions.is_empty()).collect();
    let made = written.iter().all(|(_, versions)| versions.last().is_some_and(|oldest| sample.contains(&oldest.save)));
    let mut kept = 0;
    let mut back = Vec::new();
    for (cell, versions) in written {
        if versions.first().is_some_and(|shown| sample.contains(&shown.save)) {
            let own = versions.iter().find(|version| !sample.contains(&version.save));
            back.push((cell, own.map_or(Value::Null, |version| version.value.to_value())));
        } else {
            kept += 1;
        }
    }
    match (made, kept) {
        (true, 0) => ops.push((Cell::new(table.id(), id, FieldId::DELETED), Value::Text(UNDONE.into()))),
        (true, kept) => return kept,
        (false, _) => ops.extend(back),
    }
    0
}
