//! Which cells did two people change without having seen each other's change?
//!
//! A version is settled once somebody who had seen it wrote the cell again. A cell is in conflict while two unsettled
//! versions differ. This depends only on the set of versions, never on the order in which they came.

use super::parts::NOT_LOGGED;
use super::{Held, Stamp, State, Table, Version};
use crate::ids::{Cell, FieldId, TableId};

/// A cell several people wrote without having seen each other's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict<'a> {
    /// Where.
    pub cell: Cell,
    /// The versions nobody has knowingly overwritten, the one shown for now first.
    pub versions: Vec<Version<'a>>,
}

impl State {
    /// Cells with unsettled versions that differ, among the fields for which `matters` is true.
    pub fn conflicts(&self, matters: impl Fn(TableId, FieldId) -> bool) -> Vec<Conflict<'_>> {
        let cells = self.contested.cells().into_iter().filter(|(table, field, _)| matters(*table, *field));
        cells.filter_map(|(table, field, row)| self.conflict_at(self.table(table)?, row, field)).collect()
    }

    /// The conflict in one cell, if there is one.
    pub fn conflict(&self, cell: Cell) -> Option<Conflict<'_>> {
        let table = self.table(cell.table)?;
        self.conflict_at(table, table.index_of(&cell.row)?, cell.field)
    }

    /// Fields of a deleted row that somebody wrote who did not know of the deletion, while whoever deleted it did not
    /// know of the writing: the row is to be shown as "deleted elsewhere, edited here".
    pub fn edited_unaware_of_deletion(&self, table: &Table, row: u32) -> Vec<FieldId> {
        let deletion = table.column(FieldId::DELETED).filter(|column| !column.get(row).is_null());
        let Some(Stamp(deletion)) = deletion.and_then(|column| column.stamp(row)) else {
            return Vec::new();
        };
        let unaware = |field: &FieldId| {
            let column = table.column(*field);
            column.is_some_and(|column| column.versions(row).any(|held| self.parts.concurrent(held.stamp, deletion)))
        };
        table.columns().map(|(field, _)| field).filter(|field| *field != FieldId::DELETED && unaware(field)).collect()
    }

    fn conflict_at(&self, table: &Table, row: u32, field: FieldId) -> Option<Conflict<'_>> {
        let table = self.table(table.id())?;
        let column = table.column(field)?;
        let mut open = self.unsettled(column.versions(row));
        self.parts.sort_newest_first(&mut open);
        let value = |held: &Held| column.pool.get(held.slot);
        let first = value(open.first()?);
        if open.iter().all(|held| value(held) == first) {
            return None;
        }
        let version = |held: &Held| {
            let stamp = Stamp(held.stamp);
            Version { value: value(held), save: self.save_of(stamp), stamp }
        };
        let cell = Cell::new(table.id(), table.row_id(row)?, field);
        Some(Conflict { cell, versions: open.iter().map(version).collect() })
    }

    /// The versions no author of another had seen. What [`super::parts::Parts::saw`] says of two, in one pass over many.
    fn unsettled(&self, versions: impl Iterator<Item = Held>) -> Vec<Held> {
        let part = |held: &Held| &self.parts.list[held.stamp as usize];
        let mut open: Vec<Held> = versions.filter(|held| !part(held).repeats).collect();
        let mut seen_seq = 0;
        let mut seen_ends: Vec<(u32, u32)> = Vec::new();
        for held in &open {
            seen_seq = seen_seq.max(part(held).seen_seq);
            let before = (part(held).agent, part(held).dseq - 1);
            for (agent, dseq) in self.parts.extra(held.stamp).iter().chain([&before]) {
                match seen_ends.iter_mut().find(|(known, _)| known == agent) {
                    Some((_, end)) => *end = *dseq.max(end),
                    None => seen_ends.push((*agent, *dseq)),
                }
            }
        }
        let settled = |held: &Held| {
            let part = part(held);
            let logged = part.seq != NOT_LOGGED && part.seq <= seen_seq;
            logged || seen_ends.iter().any(|(agent, end)| *agent == part.agent && part.dseq <= *end)
        };
        open.retain(|held| !settled(held));
        open
    }
}
