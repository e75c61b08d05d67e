//! Writing an import: new and changed rows and the decided similar ones, as one save that is undone as one.

use std::collections::HashSet;

use ledger::field::Field;
use ledger::schema::{DELETED, Table};
use sync::{RowId, SaveBuilder, ValueRef};

use super::effect::{effects, says};
use super::preview::{Line, Preview};
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::Response;
use crate::message::import::{Decision, Fate, ImportAnswer};
use crate::message::roster::Action;
use crate::roster::child_cell;
use crate::step::{Now, Step};

/// What a row does when the import is committed.
enum Deed {
    Add,
    Update(u32),
    Nothing,
    LeaveOut,
}

fn deed(line: &Line) -> Deed {
    match (line.fate, line.child, line.decision) {
        (Fate::New, ..) | (Fate::Similar, _, Some(Decision::Other)) => Deed::Add,
        (Fate::Changed, Some(child), _) | (Fate::Similar, Some(child), Some(Decision::Same)) => Deed::Update(child),
        (Fate::Unchanged, ..) => Deed::Nothing,
        _ => Deed::LeaveOut,
    }
}

impl Desk {
    pub(super) fn commit(&self, preview: &Preview, now: &Now) -> Step {
        let mut save = SaveBuilder::new();
        let mut dice = Dice::new(now);
        let mut used: HashSet<RowId> = HashSet::new();
        let (mut added, mut changed, mut unchanged) = (0, 0, 0);
        let mut failing_rows = Vec::new();
        for (i, line) in preview.lines.iter().enumerate() {
            match deed(line) {
                Deed::Add => {
                    added += 1;
                    let mut row = self.new_child_row(preview.table.cell(Field::IdNumber, i), &mut dice, now);
                    if !used.insert(row) {
                        row = RowId::new(now, &mut dice);
                    }
                    save.set(cell(Table::Child, row, DELETED), ValueRef::Null);
                    for (field, text) in says(&preview.table, preview.kind, i) {
                        save.set(child_cell(row, field), text_value(text));
                    }
                }
                Deed::Update(child) => {
                    changed += 1;
                    let row = self.row(child);
                    for (field, _, text) in effects(&preview.table, preview.kind, i, row) {
                        save.set(child_cell(row.id(), field), text_value(text));
                    }
                }
                Deed::Nothing => unchanged += 1,
                Deed::LeaveOut => failing_rows.extend(preview.table.row_numbers.get(i)),
            }
        }
        let undecided =
            preview.rows_of(Fate::Similar).filter(|&i| matches!(deed(&preview.lines[i]), Deed::LeaveOut)).count()
                as u32;
        let rejected = preview.counts().rejected;
        let then = move |desk: &mut Desk, save| -> Response {
            desk.import.preview = None;
            ImportAnswer::Done { save, added, changed, unchanged, undecided, rejected, failing_rows }.into()
        };
        self.keep(&save, Action::Import, &preview.source, now, Box::new(then))
    }
}
