//! What has to be written to take a save back?
//!
//! Undo is a save like any other: it writes back what was visible before. What somebody has changed since stays and is
//! reported. A row the save had made is marked deleted as a whole, unless somebody has worked on it since. An undo of
//! an undo is a redo.

mod stack;

use self::stack::Stack;
use crate::draft::SaveBuilder;
use crate::ids::{Cell, FieldId};
use crate::save::SaveId;
use crate::state::{Column, SaveIx, State, Table};
use crate::value::ValueRef;

/// The text written to [`FieldId::DELETED`] of rows an undone save had made.
pub const UNDONE: &str = "undo";

/// The row has a cell the save wrote.
const MINE: u8 = 1;
/// The row has a cell another save wrote before.
const EARLIER: u8 = 2;
/// The row shows a cell another save wrote since.
const LATER: u8 = 4;

/// What to write back, and what stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo<'a> {
    /// The save taken back: put it into [`crate::SaveInfo::undoes`], or undoing the undo will not find what to redo.
    pub of: SaveId,
    /// Values to write.
    pub ops: Vec<(Cell, ValueRef<'a>)>,
    /// Cells a later save has changed, which therefore stay as they are. In a row that the save had made and somebody
    /// has worked on since, the whole row stays; here are the cells that somebody wrote.
    pub skipped: Vec<Cell>,
}

impl Undo<'_> {
    /// The values to write, as a save.
    pub fn to_save(&self) -> SaveBuilder {
        let mut save = SaveBuilder::new();
        self.ops.iter().for_each(|(cell, value)| save.set(*cell, *value));
        save
    }
}

/// How to take a save back. Nothing to write means that nothing of it is visible any more.
pub fn undo_ops(state: &State, save: SaveIx) -> Undo<'_> {
    let mut undo = Undo { of: state.save(save).id, ops: Vec::new(), skipped: Vec::new() };
    let class = classes(state, save);
    for table in state.tables() {
        let rows = row_flags(state, table, save, &class);
        if rows.iter().all(|flags| flags & MINE == 0) {
            continue;
        }
        undo_made_rows(state, table, save, &rows, &mut undo);
        for (field, column) in table.columns() {
            undo_cells(state, (table, field, column), save, (&rows, &class), &mut undo);
        }
    }
    undo
}

/// For each part, what a cell it wrote says about the cell's row.
fn classes(state: &State, save: SaveIx) -> Vec<u8> {
    let first = state.saves[save.0 as usize].first;
    let class = |part: u32| match state.parts.list[part as usize].save == save.0 {
        true => MINE,
        false if state.parts.beats(part, first) => LATER,
        false => EARLIER,
    };
    let class = |part: u32| if state.parts.list[part as usize].repeats { 0 } else { class(part) };
    (0..state.parts.list.len() as u32).map(class).collect()
}

/// What is known about each row of a table. A deletion mark set or taken away since does not count as work on a row.
fn row_flags(state: &State, table: &Table, save: SaveIx, class: &[u8]) -> Vec<u8> {
    let mut rows = vec![0; table.len()];
    for (field, column) in table.columns() {
        for (row, held) in column.held.iter() {
            let flags = &mut rows[row as usize];
            if field == FieldId::DELETED {
                *flags |= column.versions(row).fold(0, |flags, held| flags | class[held.stamp as usize]) & !LATER;
            } else if column.older.is_empty() || column.chains.get(row) == 0 {
                *flags |= class[held.stamp as usize];
            } else {
                *flags |= column.versions(row).fold(0, |flags, held| flags | class[held.stamp as usize]) & !LATER;
                if *flags & (EARLIER | LATER) == 0 && shows_other(state, column, row, save) {
                    *flags |= LATER;
                }
            }
        }
    }
    rows
}

/// Whether the save made the row.
fn made(flags: u8) -> bool {
    flags & MINE != 0 && flags & EARLIER == 0
}

/// Whether a cell shows what another save wrote, and nobody has taken back.
fn shows_other(state: &State, column: &Column, row: u32, save: SaveIx) -> bool {
    if column.chains.get(row) == 0 {
        return column.stamp(row).is_some_and(|stamp| state.save_of(stamp) != save);
    }
    !Stack::read(state, column, row).is_of(save.0)
}

fn undo_made_rows<'a>(state: &'a State, table: &'a Table, save: SaveIx, rows: &[u8], undo: &mut Undo<'a>) {
    for (row, flags) in (0..).zip(rows).filter(|(_, flags)| made(**flags)) {
        let Some(id) = table.row_id(row) else {
            continue;
        };
        if flags & LATER == 0 {
            if table.is_live(row) {
                undo.ops.push((Cell::new(table.id(), id, FieldId::DELETED), ValueRef::Text(UNDONE)));
            }
            continue;
        }
        let fields = table.columns().filter(|(field, _)| *field != FieldId::DELETED);
        let changed = fields.filter(|(_, column)| shows_other(state, column, row, save));
        undo.skipped.extend(changed.map(|(field, _)| Cell::new(table.id(), id, field)));
    }
}

fn undo_cells<'a>(
    state: &'a State,
    (table, field, column): (&'a Table, FieldId, &'a Column),
    save: SaveIx,
    (rows, class): (&[u8], &[u8]),
    undo: &mut Undo<'a>,
) {
    let mine = |stamp: u32| class[stamp as usize] == MINE;
    let shown = column.held.iter().filter(|(_, held)| mine(held.stamp)).map(|(row, _)| row);
    let older = column.older.iter().filter(|older| mine(older.held.stamp)).map(|older| older.row);
    for row in shown.chain(older) {
        if made(rows[row as usize]) {
            continue;
        }
        let Some(cell) = table.row_id(row).map(|id| Cell::new(table.id(), id, field)) else {
            continue;
        };
        match Stack::read(state, column, row).without(save.0) {
            Some(value) if value != column.get(row) => undo.ops.push((cell, value)),
            Some(_) => {}
            None => undo.skipped.push(cell),
        }
    }
}
