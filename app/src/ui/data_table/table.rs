//! The handle of a table: what a page may ask it and tell it.

use leptos::prelude::*;

use super::MOST_LINES;
use super::cursor::{Extent, Selection, Spot};
use super::layout::Layout;
use super::model::{Actions, Column, RowKey};
use super::picks::Picked;
use super::rows::Rows;

/// Rows drawn above and below what is seen.
const MARGIN: u32 = 6;
/// Lines made in one picture: a whole screen of them would keep the page's thread for too long.
const AT_ONCE: u32 = 12;

/// Where a person is in a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    selection: Selection,
    top: u32,
}

/// A table. Made by the page, shown by [`DataTable`](super::DataTable).
#[derive(Clone, Copy)]
pub(crate) struct Table {
    /// Rows found by the current question.
    pub(crate) found: RwSignal<u32>,
    /// Whether a first answer has come.
    pub(crate) loaded: RwSignal<bool>,
    /// The ticked rows.
    pub(crate) picked: RwSignal<Picked>,
    pub(super) columns: RwSignal<Vec<Column>>,
    pub(super) layout: RwSignal<Layout>,
    pub(super) dragged: RwSignal<Vec<(String, u32)>>,
    pub(super) selection: RwSignal<Selection>,
    pub(super) editing: RwSignal<bool>,
    /// Key and shown text of the row being edited: rows may move under the cursor while one types.
    pub(super) under: StoredValue<Option<(RowKey, String)>>,
    /// What stands in the live input, and which option below it is marked.
    pub(super) typed: RwSignal<String>,
    pub(super) chosen: RwSignal<Option<usize>>,
    /// The mouse is drawing a selection.
    pub(super) dragging: RwSignal<bool>,
    /// Rows can be ticked.
    pub(super) ticks: RwSignal<bool>,
    /// First drawn row, number of lines, height of a row.
    pub(super) first: RwSignal<u32>,
    pub(super) lines: RwSignal<u32>,
    pub(super) row_height: RwSignal<u32>,
    /// Size and scroll of the view.
    pub(super) view: RwSignal<(u32, u32)>,
    pub(super) scroll: RwSignal<(u32, u32)>,
    /// Grows whenever rows at hand change.
    pub(super) painted: RwSignal<u32>,
    returning: StoredValue<Option<Place>>,
    pub(super) rows: StoredValue<Rows, LocalStorage>,
    pub(super) actions: StoredValue<Actions, LocalStorage>,
    pub(super) scroller: NodeRef<leptos::html::Div>,
    pub(super) editor: NodeRef<leptos::html::Input>,
}

impl Table {
    /// An empty table.
    pub(crate) fn new() -> Table {
        Table {
            found: RwSignal::new(0),
            loaded: RwSignal::new(false),
            picked: RwSignal::new(Picked::default()),
            columns: RwSignal::new(Vec::new()),
            layout: RwSignal::new(Layout::default()),
            dragged: RwSignal::new(Vec::new()),
            selection: RwSignal::new(Selection::default()),
            editing: RwSignal::new(false),
            under: StoredValue::new(None),
            typed: RwSignal::new(String::new()),
            chosen: RwSignal::new(None),
            dragging: RwSignal::new(false),
            ticks: RwSignal::new(false),
            first: RwSignal::new(0),
            lines: RwSignal::new(0),
            row_height: RwSignal::new(36),
            view: RwSignal::new((0, 0)),
            scroll: RwSignal::new((0, 0)),
            painted: RwSignal::new(0),
            returning: StoredValue::new(None),
            rows: StoredValue::new_local(Rows::default()),
            actions: StoredValue::new_local(Actions::default()),
            scroller: NodeRef::new(),
            editor: NodeRef::new(),
        }
    }

    /// The question changed: from the first row again, nothing ticked.
    pub(crate) fn reset(self) {
        self.picked.set(Picked::default());
        self.selection.set(Selection::default());
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
        self.scroll.update(|(_, top)| *top = 0);
        self.place_window();
        self.refresh();
    }

    /// The data changed: the same rows again, where one is.
    pub(crate) fn refresh(self) {
        if self.rows.try_update_value(Rows::ask_anew).is_some() {
            self.fetch();
        }
    }

    /// Where the person is: to be given to [`Table::resume`] when the page is opened again.
    pub(crate) fn place(self) -> Option<Place> {
        let (selection, scroll) = (self.selection.try_get_untracked()?, self.scroll.try_get_untracked()?);
        Some(Place { selection, top: scroll.1 })
    }

    /// Takes the person back to where they were, once the rows are there.
    pub(crate) fn resume(self, place: Place) {
        self.returning.set_value(Some(place));
    }

    /// Puts the keyboard into the table.
    pub(crate) fn focus(self) {
        if let Some(editor) = self.editor.get_untracked() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            // Refused only for an element that cannot take focus.
            let _ = editor.focus_with_options(&options);
        }
    }

    /// An answer has come.
    pub(super) fn arrived(self, found: u32) {
        self.found.set(found);
        self.loaded.set(true);
        let last = found.saturating_sub(1);
        self.selection.update(|s| {
            s.active.row = s.active.row.min(last);
            s.corner.row = s.corner.row.min(last);
        });
        self.painted.update(|n| *n = n.wrapping_add(1));
        if let Some(place) = self.returning.try_update_value(Option::take).flatten() {
            self.selection.set(place.selection);
            // The body is as high as its rows only after the next frame.
            request_animation_frame(move || {
                if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
                    scroller.set_scroll_top(i32::try_from(place.top).unwrap_or(0));
                }
            });
        }
    }

    /// Shows a typed text before the disk has it.
    pub(super) fn patch(self, key: RowKey, column: usize, text: &str) {
        self.rows.update_value(|rows| rows.patch(key, column, text));
        self.painted.update(|n| *n = n.wrapping_add(1));
    }

    pub(super) fn extent(self) -> Extent {
        let height = self.row_height.get_untracked().max(1);
        Extent {
            rows: self.found.get_untracked(),
            columns: self.columns.with_untracked(Vec::len),
            page: (self.view.get_untracked().1 / height).saturating_sub(2).max(1),
        }
    }

    /// The window of drawn rows follows scroll and size.
    pub(super) fn place_window(self) {
        let height = self.row_height.get_untracked().max(1);
        let (top, view) = (self.scroll.get_untracked().1, self.view.get_untracked().1);
        // An even number, so that a line shows even rows or odd ones, and keeps its ground.
        let lines = (view.div_ceil(height) + 1 + 2 * MARGIN).next_multiple_of(2).min(MOST_LINES);
        let first = (top / height).saturating_sub(MARGIN);
        let drawn = self.lines.get_untracked();
        let next = lines.min(drawn + AT_ONCE);
        if drawn != next {
            self.lines.set(next);
        }
        if next < lines {
            request_animation_frame(move || {
                if self.lines.try_get_untracked().is_some() {
                    self.place_window();
                }
            });
        }
        if self.first.get_untracked() != first {
            self.first.set(first);
        }
        self.fetch();
    }

    /// Scrolls as little as needed for a cell to be seen.
    pub(super) fn reveal(self, spot: Spot) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let height = self.row_height.get_untracked();
        let ((left, top), (width, view)) = (self.scroll.get_untracked(), self.view.get_untracked());
        let (start, end) = (spot.row * height, (spot.row + 1) * height);
        // The header covers the first row height of the view.
        let seen = view.saturating_sub(height);
        if start < top {
            scroller.set_scroll_top(start as i32);
        } else if end > top + seen {
            scroller.set_scroll_top(end.saturating_sub(seen) as i32);
        }
        if let Some(left) = self.layout.with_untracked(|l| l.reveal(spot.column, left, width)) {
            scroller.set_scroll_left(left as i32);
        }
    }

    /// Moves the cursor; `extend` keeps the other corner.
    pub(super) fn go(self, spot: Spot, extend: bool) {
        self.selection.update(|s| {
            s.corner = spot;
            if !extend {
                s.active = spot;
            }
        });
        self.reveal(spot);
    }

    pub(super) fn say(self, words: String) {
        if let Some(say) = self.actions.try_with_value(|a| a.say).flatten() {
            say.run(words);
        }
    }
}
