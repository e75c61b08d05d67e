//! What each key does in the table, while resting on a cell and while editing one.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::cursor::{Move, key_move};
use super::model::Edit;
use super::table::Table;
use crate::ui::keys::{command, composing};

impl Table {
    /// A key in the live input.
    pub(super) fn on_key(self, event: &KeyboardEvent) {
        if composing(event) {
            return;
        }
        let used = if self.editing.get_untracked() { self.key_while_editing(event) } else { self.key_at_rest(event) };
        if used {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn key_while_editing(self, event: &KeyboardEvent) -> bool {
        let back = event.shift_key();
        match event.key().as_str() {
            "Enter" => self.end(true, Some(if back { Move::Up } else { Move::Down })),
            "Tab" => self.end(true, Some(if back { Move::Left } else { Move::Right })),
            "Escape" => self.end(false, None),
            "ArrowDown" if self.offering() => self.choose(1),
            "ArrowUp" if self.offering() => self.choose(-1),
            _ => return false,
        }
        true
    }

    fn key_at_rest(self, event: &KeyboardEvent) -> bool {
        let (key, shift, command) = (event.key(), event.shift_key(), command(event));
        if let Some(way) = key_move(&key, command) {
            let selection = self.selection.get_untracked();
            let from = if shift { selection.corner } else { selection.active };
            self.go(self.extent().step(from, way), shift);
            return true;
        }
        if command {
            return self.key_with_command(&key.to_lowercase(), shift);
        }
        match key.as_str() {
            // A held Enter repeats: moving on is harmless, opening an editor each time is not.
            "Enter" if event.alt_key() => return false,
            "Enter" => self.step(if shift { Move::Up } else { Move::Down }),
            "Tab" => return self.tab(if shift { Move::Left } else { Move::Right }),
            "F2" => self.begin(None),
            "Delete" | "Backspace" => self.clear(),
            " " if self.ticks.get_untracked() => self.tick_active(),
            "Escape" => self.selection.update(|s| s.corner = s.active),
            _ => return false,
        }
        true
    }

    fn key_with_command(self, key: &str, shift: bool) -> bool {
        let actions = self.actions.get_value();
        match key {
            "enter" => self.open_active(),
            "d" => self.fill_down(),
            "a" if self.ticks.get_untracked() => self.pick_everything(),
            "z" if shift => run(actions.redo),
            "z" => run(actions.undo),
            "y" => run(actions.redo),
            _ => return false,
        }
        true
    }

    fn step(self, way: Move) {
        let from = self.selection.get_untracked().active;
        self.go(self.extent().step(from, way), false);
    }

    // At the border the key belongs to the browser again, so that the table is no trap.
    fn tab(self, way: Move) -> bool {
        let from = self.selection.get_untracked().active;
        let to = self.extent().step(from, way);
        if to == from {
            return false;
        }
        self.go(to, false);
        true
    }

    /// Opens the row of the cursor.
    fn open_active(self) {
        let open = self.actions.with_value(|a| a.open);
        if let (Some(open), Some(row)) = (open, self.active_row()) {
            open.run(row.key);
        }
    }

    /// Whether the cell being edited offers options.
    pub(super) fn offering(self) -> bool {
        let column = self.selection.get_untracked().active.column;
        matches!(self.edit_of(column), Edit::Choice(offers) if !offers.is_empty())
    }
}

fn run(action: Option<Callback<()>>) {
    if let Some(action) = action {
        action.run(());
    }
}
