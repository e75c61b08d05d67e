//! One row element. It shows another row as one scrolls: line 3 of 30 shows rows 3, 33, 63 ..., so that scrolling by
//! one row changes one element.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::cells::Cells;
use super::model::Row;
use super::table::Table;
use crate::text::table as words;

/// Which row a line shows, if `lines` of them show the rows from `first` on.
fn row_of(line: u32, first: u32, lines: u32) -> u32 {
    let base = first - first % lines.max(1) + line;
    if base < first { base + lines } else { base }
}

/// A row element.
#[component]
pub(super) fn Line(table: Table, line: u32) -> impl IntoView {
    let index = Memo::new(move |_| row_of(line, table.first.get(), table.lines.get()));
    let there = Memo::new(move |_| index.get() < table.found.get());
    let row: Memo<Option<Arc<Row>>> = Memo::new(move |_| {
        table.painted.track();
        there.get().then(|| table.rows.with_value(|rows| rows.get(index.get()))).flatten()
    });
    let picked = Memo::new(move |_| row.with(|r| r.as_ref().is_some_and(|r| table.picked.with(|p| p.has(&r.key)))));
    let marked = Memo::new(move |_| {
        let selection = table.selection.get();
        let (top, bottom) = selection.rows();
        let here = index.get();
        let range = (selection.wide() && (top..=bottom).contains(&here)).then(|| selection.columns());
        (range, (selection.active.row == here).then_some(selection.active.column))
    });
    let (here, cells) = (NodeRef::<html::Div>::new(), StoredValue::new_local(Cells::default()));
    Effect::new(move |_| {
        let Some(line) = here.get() else { return };
        let (row, marked) = (row.get(), marked.get());
        table.columns.with(|columns| {
            table.layout.with(|layout| {
                cells.update_value(|cells| cells.paint(&line, columns, layout, row.as_deref(), marked));
            });
        });
    });
    view! {
        <div
            node_ref=here
            class="grid-row"
            class:even=move || index.get() % 2 == 1
            class:picked=move || picked.get()
            class:dimmed=move || row.with(|r| r.as_ref().is_some_and(|r| r.dimmed))
            role="row"
            aria-rowindex=move || (index.get() + 2).to_string()
            aria-selected=move || table.ticks.get().then(|| picked.get().to_string())
            hidden=move || !there.get()
            style:transform=move || format!("translateY({}px)", index.get() * table.row_height.get())
        >
            <Show when=move || table.ticks.get()>
                <div class="grid-cell tick-cell frozen" role="gridcell" style:left="0">
                    <label>
                        <input
                            type="checkbox"
                            tabindex="-1"
                            aria-label=words::PICK_ROW
                            prop:checked=move || picked.get()
                            on:click=move |event| {
                                let on = event_target_checked(&event);
                                if let Some(row) = row.get_untracked() {
                                    table.tick(index.get_untracked(), row.key, on, event.shift_key());
                                }
                            }
                        />
                    </label>
                </div>
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_show_every_row_of_the_window_once() {
        for first in [0, 1, 29, 30, 31, 99_970] {
            let mut rows: Vec<u32> = (0..30).map(|line| row_of(line, first, 30)).collect();
            rows.sort_unstable();
            assert_eq!(rows, (first..first + 30).collect::<Vec<_>>(), "{first}");
        }
    }

    #[test]
    fn scrolling_by_one_changes_one_line() {
        let changed = (0..30).filter(|line| row_of(*line, 100, 30) != row_of(*line, 101, 30)).count();
        assert_eq!(changed, 1);
    }
}
