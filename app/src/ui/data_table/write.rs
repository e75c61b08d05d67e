//! From what the person did to cells that change: one typed text, a pasted block, a fill, an emptying.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cursor::{Selection, Spot};
use super::model::{Edit, How, Row, RowKey, Writing};
use super::table::Table;
use crate::text::table as words;

/// Cells written by one action at most.
const MOST_CELLS: usize = 200_000;

/// What a column of the selected rows is to say.
type Fill = fn(&[Arc<Row>], usize) -> Vec<(RowKey, String)>;

impl Table {
    /// How the cells of a column may be changed.
    pub(super) fn edit_of(self, column: usize) -> Edit {
        if self.actions.with_value(|a| a.write.is_none()) {
            return Edit::No;
        }
        self.columns.with_untracked(|c| c.get(column).map(|c| c.edit.clone()).unwrap_or_default())
    }

    /// The row of the cursor, if it is at hand.
    pub(super) fn active_row(self) -> Option<Arc<Row>> {
        let index = self.selection.get_untracked().active.row;
        self.rows.with_value(|rows| rows.get(index))
    }

    /// Writes one typed text.
    pub(super) fn write_typed(self, at: Spot, key: RowKey, text: String) {
        let cells = vec![(key, at.column, text.clone())];
        self.write(Writing { cells, how: How::Edit, skipped: 0, beyond: 0, at });
        self.patch(key, at.column, &text);
    }

    /// Opens the cell of a refused edit again, with what was typed.
    pub(crate) fn take_up_again(self, writing: &Writing) {
        self.refresh();
        let [(_, _, text)] = writing.cells.as_slice() else { return };
        if writing.how == How::Edit && !self.editing.get_untracked() {
            self.go(writing.at, false);
            self.begin(Some(text.clone()));
        }
    }

    /// Pastes a block with its first cell at the cursor; a single cell fills the whole selection.
    pub(super) fn paste(self, block: Vec<Vec<String>>) {
        let selection = self.selection.get_untracked();
        let ((top, bottom), (left, right)) = (selection.rows(), selection.columns());
        let single = matches!(block.as_slice(), [row] if row.len() == 1);
        let (height, width) = if single && selection.wide() {
            ((bottom - top + 1) as usize, right - left + 1)
        } else {
            (block.len(), block.iter().map(Vec::len).max().unwrap_or(0))
        };
        if height == 0 || height * width > MOST_CELLS {
            self.say(if height == 0 { words::NOTHING_TO_PASTE.to_owned() } else { words::TOO_MUCH.to_owned() });
            return;
        }
        let room = (self.found.get_untracked().saturating_sub(top)) as usize;
        let columns = self.columns.with_untracked(Vec::len);
        let text = move |row: usize, column: usize| {
            let (row, column) = if single { (0, 0) } else { (row, column) };
            block.get(row).and_then(|r| r.get(column)).cloned()
        };
        let beyond = height.saturating_sub(room);
        spawn_local(async move {
            let Some(rows) = self.rows_between(top, height.min(room) as u32).await else { return };
            let mut writing = blank(How::Paste, selection.active);
            writing.beyond = u32::try_from(beyond).unwrap_or(u32::MAX);
            for (offset, row) in rows.iter().enumerate() {
                for step in 0..width {
                    let Some(text) = text(offset, step) else { continue };
                    if left + step >= columns || self.edit_of(left + step) == Edit::No {
                        writing.skipped += 1;
                    } else {
                        writing.cells.push((row.key, left + step, text.trim().to_owned()));
                    }
                }
            }
            let end = Spot { row: top + (rows.len().max(1) as u32) - 1, column: (left + width - 1).min(columns - 1) };
            self.selection.set(Selection { active: Spot { row: top, column: left }, corner: end });
            self.write(writing);
        });
    }

    /// Copies the first row of the selection down over the rest of it.
    pub(super) fn fill_down(self) {
        self.over_selection(How::Fill, |rows, column| {
            let source = rows.first().and_then(|r| r.cells.get(column)).map(|c| c.text.clone()).unwrap_or_default();
            rows.iter().skip(1).map(|r| (r.key, source.clone())).collect()
        });
    }

    /// Empties the selected cells.
    pub(super) fn clear(self) {
        self.over_selection(How::Clear, |rows, _| rows.iter().map(|r| (r.key, String::new())).collect());
    }

    fn over_selection(self, how: How, texts: Fill) {
        let selection = self.selection.get_untracked();
        let ((top, bottom), (left, right)) = (selection.rows(), selection.columns());
        let height = bottom - top + 1;
        if height as usize * (right - left + 1) > MOST_CELLS {
            self.say(words::TOO_MUCH.to_owned());
            return;
        }
        if how == How::Fill && height < 2 {
            return;
        }
        spawn_local(async move {
            let Some(rows) = self.rows_between(top, height).await else { return };
            let mut writing = blank(how, selection.active);
            for column in left..=right {
                let edit = self.edit_of(column);
                let cells = texts(&rows, column);
                // The text of a masked cell is not the value: it can be emptied, never copied.
                if edit == Edit::No || (how == How::Fill && edit == Edit::Masked) {
                    writing.skipped += u32::try_from(cells.len()).unwrap_or(u32::MAX);
                } else {
                    writing.cells.extend(cells.into_iter().map(|(key, text)| (key, column, text)));
                }
            }
            self.write(writing);
        });
    }

    fn write(self, writing: Writing) {
        if writing.cells.is_empty() {
            self.say(if writing.skipped > 0 { words::READ_ONLY_CELL } else { words::NOTHING_TO_PASTE }.to_owned());
        } else if let Some(write) = self.actions.try_with_value(|a| a.write).flatten() {
            write.run(writing);
        }
    }
}

fn blank(how: How, at: Spot) -> Writing {
    Writing { cells: Vec::new(), how, skipped: 0, beyond: 0, at }
}
