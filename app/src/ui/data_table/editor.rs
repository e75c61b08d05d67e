//! The one live input of the table. It stands, unseen, on the active cell; the first key makes it visible.
//!
//! A page cannot start an input method by itself: the focus must already be in a real input when the first letter of a
//! Chinese word is typed. Hence one input that always has the focus, instead of one that is made when editing begins.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, InputEvent};

use super::cursor::{Move, Spot};
use super::model::{Edit, Row, RowKey};
use super::table::Table;
use crate::platform::media::Screen;
use crate::text::table as words;

impl Table {
    /// Begins to edit the active cell, with a text or with what stands there.
    pub(super) fn begin(self, text: Option<String>) {
        let spot = self.selection.get_untracked().active;
        let edit = self.edit_of(spot.column);
        if edit == Edit::No {
            self.say(words::READ_ONLY_CELL.to_owned());
            return;
        }
        let (Some(editor), Some(row)) = (self.editor.get_untracked(), self.active_row()) else { return };
        let stands = row.cells.get(spot.column).map(|c| c.text.clone()).unwrap_or_default();
        let start = text.unwrap_or_else(|| if edit == Edit::Masked { String::new() } else { stands.clone() });
        self.reveal(spot);
        // A tablet shows its keyboard only for an input that gains the focus while it asks for one.
        if editor.get_attribute("inputmode").as_deref() == Some("none") {
            let _ = editor.blur();
            let _ = editor.set_attribute("inputmode", "text");
        }
        editor.set_value(&start);
        self.typed.set(start);
        self.chosen.set(None);
        self.under.set_value(Some((row.key, stands)));
        self.editing.set(true);
        self.focus();
        let end = editor.value().encode_utf16().count() as u32;
        // Refused only for inputs without a caret.
        let _ = editor.set_selection_range(end, end);
    }

    /// The first key of an edit has landed in the input.
    fn begun_by_typing(self) {
        if !self.editing.get_untracked() {
            let spot = self.selection.get_untracked().active;
            self.under.set_value(self.stands_at(spot));
            self.chosen.set(None);
            self.editing.set(true);
            self.reveal(self.selection.get_untracked().active);
        }
    }

    /// The row of the cursor and what stands in its cell, if the row is at hand.
    fn stands_at(self, spot: Spot) -> Option<(RowKey, String)> {
        let stands = |row: &Row| row.cells.get(spot.column).map(|c| c.text.clone()).unwrap_or_default();
        self.active_row().map(|row| (row.key, stands(&row)))
    }

    /// Ends the edit; with `keep` what was typed is written. Then the cursor moves.
    pub(super) fn end(self, keep: bool, way: Option<Move>) {
        let Some(editor) = self.editor.get_untracked() else { return };
        let spot = self.selection.get_untracked().active;
        let typed = self.picked_option().unwrap_or_else(|| editor.value()).trim().to_owned();
        let mut under = self.under.try_update_value(Option::take).flatten();
        if keep && under.is_none() && !typed.is_empty() {
            // The row may have come only after the first key.
            under = self.stands_at(spot);
            if under.is_none() {
                // Nothing typed goes without a word: it stays in the cell until its row is there.
                return self.say(words::ROW_MISSING.to_owned());
            }
        }
        // Sent first: the engine works while the page draws.
        if let Some((key, stands)) = under.filter(|_| keep) {
            let masked = self.edit_of(spot.column) == Edit::Masked;
            // An untouched masked cell is empty in the input: leaving it so is not an order to empty it.
            if typed != stands && !(masked && typed.is_empty()) {
                self.write_typed(spot, key, typed);
            }
        }
        self.editing.set(false);
        editor.set_value("");
        self.typed.set(String::new());
        if let Some(way) = way {
            self.go(self.extent().step(spot, way), false);
        }
    }

    fn on_input(self, event: &InputEvent) {
        let Some(editor) = self.editor.get_untracked() else { return };
        if !event.is_composing() || self.editing.get_untracked() {
            self.begun_by_typing();
        }
        self.typed.set(editor.value());
    }

    fn on_blur(self) {
        // Another window has come to the front: the person will be back in this very cell.
        // Or the page is being taken away, and the table with it.
        if self.editing.try_get_untracked() == Some(true) && document().has_focus().unwrap_or(true) {
            self.end(true, None);
        }
    }
}

/// The live input.
#[component]
pub(super) fn Editor(table: Table, frozen_from: Signal<u32>) -> impl IntoView {
    let touch = Screen::here().touch;
    let spot = move || table.selection.get().active;
    let left = move || {
        let Spot { column, .. } = spot();
        let (left, frozen) = table.layout.with(|l| (l.left(column), l.frozen(column)));
        if frozen { left + frozen_from.get() } else { left }
    };
    let label = move || {
        table.painted.track();
        let Spot { row, column } = spot();
        let title = table.columns.with(|c| c.get(column).map(|c| c.title.clone()).unwrap_or_default());
        let text = table.rows.with_value(|rows| rows.get(row));
        let text = text.and_then(|r| r.cells.get(column).map(|c| c.text.clone())).unwrap_or_default();
        words::cell(row + 1, &title, &text)
    };
    let locked = move || {
        table.columns.track();
        table.edit_of(spot().column) == Edit::No
    };
    view! {
        <input
            node_ref=table.editor
            class="cell-editor"
            class:over-frozen=move || table.layout.with(|l| l.frozen(spot().column))
            type="text"
            autocomplete="off"
            spellcheck="false"
            aria-label=label
            title=words::EDITOR_KEYS
            data-idle=move || (!table.editing.get()).then_some("")
            inputmode=move || (touch.get() && !table.editing.get()).then_some("none")
            readonly=locked
            style:top=move || format!("{}px", (spot().row + 1) * table.row_height.get())
            style:left=move || format!("{}px", left())
            style:width=move || format!("{}px", table.layout.with(|l| l.width(spot().column)))
            on:input=move |event| table.on_input(event.unchecked_ref::<InputEvent>())
            on:compositionstart=move |_| table.begun_by_typing()
            on:keydown=move |event| table.on_key(&event)
            on:blur=move |_| table.on_blur()
            on:copy=move |event: ClipboardEvent| table.on_copy(&event)
            on:paste=move |event: ClipboardEvent| table.on_paste(&event)
        />
    }
}
