//! What is a cell's value made of, once writes that were taken back are taken out?
//!
//! A cell that was set, set again and undone shows the first write once more: whoever now takes back the first write has
//! not been overtaken by anybody. So versions are read as a stack on which an undo removes a layer and a redo puts it
//! back. An undo that did not restore what lies below is an ordinary write.

use crate::save::SaveId;
use crate::slot::Slot;
use crate::state::{Column, Held, State};
use crate::value::ValueRef;

/// A write that counts.
#[derive(Clone, Copy)]
struct Layer {
    held: Held,
    save: u32,
    /// The redo that put it back, or the save itself.
    via: u32,
}

/// A write that was taken back, as long as nothing has been written since.
#[derive(Clone, Copy)]
struct Taken {
    by: u32,
    layer: Layer,
    /// What it lay on: how many layers, and the last of them.
    on: (usize, Option<u32>),
}

/// The versions of one cell, sorted out.
pub(super) struct Stack<'a> {
    column: &'a Column,
    layers: Vec<Layer>,
    taken: Vec<Taken>,
    /// The save that wrote last, and what the cell held just before.
    last: Option<(u32, Slot)>,
}

impl<'a> Stack<'a> {
    pub(super) fn read(state: &State, column: &'a Column, row: u32) -> Self {
        let mut versions: Vec<Held> = column.versions(row).collect();
        versions.retain(|held| !state.parts.list[held.stamp as usize].repeats);
        state.parts.sort_newest_first(&mut versions);
        let mut stack = Self { column, layers: Vec::new(), taken: Vec::new(), last: None };
        let mut before = Slot::ABSENT;
        for held in versions.into_iter().rev() {
            let save = state.parts.list[held.stamp as usize].save;
            let undone = state.saves[save as usize].info.undoes;
            stack.write(held, save, undone.and_then(|id: SaveId| state.find_save(&id)).map(|save| save.0));
            stack.last = Some((save, before));
            before = held.slot;
        }
        stack
    }

    /// Whether the value shown is one that `save` wrote, or nothing that counts at all.
    pub(super) fn is_of(&self, save: u32) -> bool {
        self.layers.last().is_none_or(|top| top.save == save || top.via == save)
    }

    /// What the cell would show without `save`; `None` if something else has been written since.
    pub(super) fn without(&self, save: u32) -> Option<ValueRef<'a>> {
        if let Some((_, before)) = self.last.filter(|(last, _)| *last == save) {
            return Some(self.value(before));
        }
        if self.layers.last().is_some_and(|top| top.save == save || top.via == save) {
            return Some(self.below_top());
        }
        let taken = self.taken.iter().rfind(|taken| taken.by == save && taken.on == self.ground());
        taken.map(|taken| self.value(taken.layer.held.slot))
    }

    fn write(&mut self, held: Held, save: u32, undone: Option<u32>) {
        let value = self.value(held.slot);
        if let Some(undone) = undone {
            let takes = self.layers.last().copied().filter(|top| top.save == undone || top.via == undone);
            if let Some(layer) = takes.filter(|_| self.below_top() == value) {
                self.layers.pop();
                self.taken.push(Taken { by: save, layer, on: self.ground() });
                return;
            }
            let puts_back = |taken: &Taken| {
                taken.by == undone && taken.on == self.ground() && self.value(taken.layer.held.slot) == value
            };
            if let Some(at) = self.taken.iter().rposition(puts_back) {
                let layer = self.taken.remove(at).layer;
                self.layers.push(Layer { via: save, ..layer });
                return;
            }
        }
        self.layers.push(Layer { held, save, via: save });
    }

    fn ground(&self) -> (usize, Option<u32>) {
        (self.layers.len(), self.layers.last().map(|top| top.held.stamp))
    }

    fn below_top(&self) -> ValueRef<'a> {
        let below = self.layers.len().checked_sub(2).map(|at| self.layers[at].held.slot);
        self.value(below.unwrap_or(Slot::ABSENT))
    }

    fn value(&self, slot: Slot) -> ValueRef<'a> {
        self.column.pool.get(slot)
    }
}
