//! Mouse and finger in the body of the table. Cells have no handlers of their own: a point names its cell.
//!
//! A mouse selects on pressing and by dragging; a finger scrolls by dragging and selects by a tap, so it acts on click.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent};

use super::cursor::Spot;
use super::table::Table;

impl Table {
    /// A button is pressed.
    pub(super) fn on_pointer_down(self, event: &PointerEvent) {
        if event.pointer_type() == "touch" || event.button() != 0 || on_control(event) {
            return;
        }
        let Some(spot) = self.spot_at(event) else { return };
        // Keeps the focus in the live input and stops text from being marked.
        event.prevent_default();
        self.take_focus();
        self.go(spot, event.shift_key());
        self.dragging.set(true);
    }

    /// The mouse moves, perhaps with the button held.
    pub(super) fn on_pointer_move(self, event: &PointerEvent) {
        if !self.dragging.get_untracked() {
            return;
        }
        if event.buttons() & 1 == 0 {
            self.dragging.set(false);
        } else if let Some(spot) = self.spot_at(event)
            && self.selection.with_untracked(|s| s.corner != spot)
        {
            self.go(spot, true);
        }
    }

    /// A tap.
    pub(super) fn on_click(self, event: &MouseEvent) {
        if on_name(event) {
            self.open_at(event);
            return;
        }
        let touch = event.dyn_ref::<PointerEvent>().is_some_and(|e| e.pointer_type() == "touch");
        if !touch || on_control(event) {
            return;
        }
        if let Some(spot) = self.spot_at(event) {
            let again = self.selection.get_untracked().active == spot && self.has_focus();
            self.take_focus();
            self.go(spot, false);
            // A second tap on the same cell opens it.
            if again {
                self.begin(None);
            }
        }
    }

    /// A double click edits.
    pub(super) fn on_double_click(self, event: &MouseEvent) {
        if !on_control(event) && self.spot_at(event).is_some() && !self.editing.get_untracked() {
            self.begin(None);
        }
    }

    fn take_focus(self) {
        if self.editing.get_untracked() {
            self.end(true, None);
        }
        self.focus();
    }

    fn has_focus(self) -> bool {
        let editor = self.editor.get_untracked();
        editor.zip(document().active_element()).is_some_and(|(e, active)| active.is_same_node(Some(&e)))
    }

    fn open_at(self, event: &MouseEvent) {
        let Some(spot) = self.spot_at(event) else { return };
        self.take_focus();
        self.go(spot, false);
        let (row, open) = (self.active_row(), self.actions.with_value(|a| a.open));
        if let (Some(row), Some(open)) = (row, open) {
            open.run(row.key);
        }
    }

    fn spot_at(self, event: &MouseEvent) -> Option<Spot> {
        let scroller = self.scroller.get_untracked()?;
        let place = scroller.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()) - place.left(), f64::from(event.client_y()) - place.top());
        let height = self.row_height.get_untracked().max(1);
        let (left, top) = self.scroll.get_untracked();
        if x < 0.0 || y < f64::from(height) {
            return None;
        }
        let row = (y as u32 + top - height) / height;
        let column = self.layout.with_untracked(|l| l.column_at(x as u32, left))?;
        (row < self.found.get_untracked()).then_some(Spot { row, column })
    }
}

// The name of a row that leads to no address opens the row.
fn on_name(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    target.is_some_and(|t| t.closest("a:not([href])").ok().flatten().is_some())
}

// A tick or a link does its own work.
fn on_control(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    target.is_some_and(|t| t.closest("a, label, input, button, .cell-options").ok().flatten().is_some())
}
