//! Ticked rows: a few of them, or all that the question finds but a few.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::RowKey;
use super::table::Table;
use crate::text::table as words;
use crate::ui::{Button, Look};

/// Rows fetched at a time when all keys are needed.
const CHUNK: u32 = 5_000;

/// The ticked rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picked {
    all: bool,
    // The ticked ones, or with `all` those that are not.
    keys: BTreeSet<RowKey>,
    // Where a range begins that Shift ends.
    start: u32,
}

impl Picked {
    /// Everything found.
    pub(crate) fn everything() -> Picked {
        Picked { all: true, ..Picked::default() }
    }

    /// Everything found but these, or only these.
    pub(crate) fn of(all: bool, keys: impl IntoIterator<Item = RowKey>) -> Picked {
        Picked { all, keys: keys.into_iter().collect(), start: 0 }
    }

    /// What makes it again.
    pub(crate) fn parts(&self) -> (bool, Vec<RowKey>) {
        (self.all, self.keys.iter().copied().collect())
    }

    /// Whether a row is ticked.
    pub(crate) fn has(&self, key: &RowKey) -> bool {
        self.all != self.keys.contains(key)
    }

    /// How many, if so many are found.
    pub(crate) fn count(&self, found: u32) -> u32 {
        let keys = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        if self.all { found.saturating_sub(keys) } else { keys }
    }

    /// Whether it is exactly everything found, so that the question itself names them.
    pub(crate) fn is_everything(&self) -> bool {
        self.all && self.keys.is_empty()
    }

    fn set(&mut self, key: RowKey, on: bool) {
        if on == self.all {
            self.keys.remove(&key);
        } else {
            self.keys.insert(key);
        }
    }
}

impl Table {
    /// Keys of the ticked rows, in the table's order where they had to be fetched.
    pub(crate) async fn picked_keys(self) -> Option<Vec<RowKey>> {
        let picked = self.picked.try_get_untracked()?;
        if !picked.all {
            return Some(picked.keys.into_iter().collect());
        }
        let found = self.found.try_get_untracked()?;
        let mut keys = Vec::with_capacity(found as usize);
        let mut from = 0;
        while from < found {
            let rows = self.rows_between(from, CHUNK.min(found - from)).await?;
            if rows.is_empty() {
                break;
            }
            from += u32::try_from(rows.len()).unwrap_or(u32::MAX);
            keys.extend(rows.iter().map(|r| r.key).filter(|k| picked.has(k)));
        }
        Some(keys)
    }

    /// Ticks or unticks a row; with `range` all from the one ticked last.
    pub(super) fn tick(self, index: u32, key: RowKey, on: bool, range: bool) {
        let start = self.picked.with_untracked(|p| p.start);
        self.picked.update(|p| {
            p.set(key, on);
            p.start = index;
        });
        if range && start != index {
            let (from, to) = (start.min(index), start.max(index));
            spawn_local(async move {
                let Some(rows) = self.rows_between(from, to - from + 1).await else { return };
                let _ = self.picked.try_update(|p| rows.iter().for_each(|r| p.set(r.key, on)));
            });
        }
    }

    /// Ticks or unticks the row of the cursor.
    pub(super) fn tick_active(self) {
        let index = self.selection.get_untracked().active.row;
        let row = self.rows.with_value(|rows| rows.get(index));
        if let Some(row) = row {
            let on = !self.picked.with_untracked(|p| p.has(&row.key));
            self.tick(index, row.key, on, false);
        }
    }

    /// Ticks everything found.
    pub(crate) fn pick_everything(self) {
        self.picked.set(Picked::everything());
    }
}

/// What can be done with the ticked rows; not there when none is.
#[component]
pub(crate) fn BulkBar(
    /// The table.
    table: Table,
    /// What a row is counted as: 人, 行.
    unit: &'static str,
    /// The actions.
    children: ChildrenFn,
) -> impl IntoView {
    let count = Memo::new(move |_| table.picked.with(|p| p.count(table.found.get())));
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="bulk" role="region" aria-label=words::BULK>
                <span role="status">{move || words::picked(count.get(), table.found.get(), unit)}</span>
                <Show when=move || { count.get() < table.found.get() }>
                    <Button on_press=move || table.pick_everything()>
                        {move || words::pick_all_found(table.found.get())}
                    </Button>
                </Show>
                <Button look=Look::Plain on_press=move || table.picked.set(Picked::default())>{words::CLEAR}</Button>
                <span class="grow"></span>
                {children()}
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: RowKey = [1; 16];
    const B: RowKey = [2; 16];

    #[test]
    fn a_few() {
        let mut picked = Picked::default();
        picked.set(A, true);
        assert!(picked.has(&A) && !picked.has(&B));
        assert_eq!(picked.count(100), 1);
        picked.set(A, false);
        assert_eq!(picked.count(100), 0);
    }

    #[test]
    fn all_but_a_few() {
        let mut picked = Picked::everything();
        assert!(picked.is_everything());
        picked.set(A, false);
        assert!(!picked.has(&A) && picked.has(&B) && !picked.is_everything());
        assert_eq!(picked.count(100), 99);
        picked.set(A, true);
        assert!(picked.is_everything());
    }
}
