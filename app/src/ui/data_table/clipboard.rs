//! Copy and paste by the browser's own events, so that its menus and keys work alike.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::ClipboardEvent;

use super::block;
use super::model::Row;
use super::table::Table;
use crate::platform::files;
use crate::text::table as words;

impl Table {
    /// Puts the selected cells on the clipboard as tab-separated text.
    pub(super) fn on_copy(self, event: &ClipboardEvent) {
        if self.editing.get_untracked() {
            return;
        }
        event.prevent_default();
        let selection = self.selection.get_untracked();
        let ((top, bottom), (left, right)) = (selection.rows(), selection.columns());
        let count = bottom - top + 1;
        let done = words::copied(count, u32::try_from(right - left + 1).unwrap_or(u32::MAX));
        let at_hand: Option<Vec<_>> = self.rows.with_value(|rows| (top..=bottom).map(|i| rows.get(i)).collect());
        let now = at_hand.zip(event.clipboard_data()).is_some_and(|(rows, data)| {
            let text = block::write(&cut(rows.iter().map(AsRef::as_ref), left, right));
            data.set_data("text/plain", &text).is_ok()
        });
        if now {
            self.say(done);
            return;
        }
        // Rows that are not at hand have to be fetched, and by then the event is over.
        spawn_local(async move {
            let Some(rows) = self.rows_between(top, count).await else { return };
            let text = block::write(&cut(rows.iter().map(AsRef::as_ref), left, right));
            let copied = files::copy(&text).await.is_ok();
            self.say(if copied { done } else { words::COPY_FAILED.to_owned() });
        });
    }

    /// Writes the block on the clipboard over the cells from the cursor on.
    pub(super) fn on_paste(self, event: &ClipboardEvent) {
        if self.editing.get_untracked() {
            return;
        }
        event.prevent_default();
        let text = event.clipboard_data().and_then(|d| d.get_data("text/plain").ok()).unwrap_or_default();
        self.paste(block::read(&text));
    }
}

fn cut<'a>(rows: impl Iterator<Item = &'a Row>, left: usize, right: usize) -> Vec<Vec<String>> {
    rows.map(|row| (left..=right).map(|c| row.cells.get(c).map(|c| c.text.clone()).unwrap_or_default()).collect())
        .collect()
}
