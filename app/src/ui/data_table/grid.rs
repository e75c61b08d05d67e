//! The table on the screen: scroller, titles, lines, the live input.

use leptos::prelude::*;

use super::editor::Editor;
use super::head::{Head, Sort};
use super::layout::Layout;
use super::line::Line;
use super::model::{Actions, Column, RowSource};
use super::options::Options;
use super::table::Table;
use crate::platform::media::Screen;
use crate::platform::size;
use crate::text::table as words;
use crate::ui::effect;

/// A table of rows.
#[component]
pub(crate) fn DataTable(
    /// The handle.
    table: Table,
    /// The columns.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// Where rows come from.
    source: RowSource,
    /// What the page does for the table.
    #[prop(optional)]
    actions: Actions,
    /// Sort columns; the page asks anew when it changes.
    #[prop(optional)]
    sort: RwSignal<Sort>,
    /// Columns that stay when one scrolls sideways.
    #[prop(optional)]
    frozen: usize,
    /// Whether rows can be ticked.
    #[prop(optional)]
    ticks: bool,
    /// What the table is called, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// What is said when nothing is found.
    #[prop(into)]
    none: Signal<String>,
) -> impl IntoView {
    let screen = Screen::here();
    table.ticks.set(ticks);
    table.actions.set_value(actions);
    table.rows.update_value(|rows| rows.set_source(source));
    // A render effect runs before the lines are drawn: they never see columns without their layout.
    let follow = RenderEffect::new(move |_| {
        let columns = columns.get();
        let layout = table.dragged.with(|dragged| {
            Layout::new(&columns, ticks, frozen, |key| dragged.iter().find(|(k, _)| k == key).map(|(_, w)| *w))
        });
        if table.layout.with_untracked(|l| *l != layout) {
            table.layout.set(layout);
        }
        if table.columns.with_untracked(|c| *c != columns) {
            table.columns.set(columns);
        }
    });
    let resize = RenderEffect::new(move |_| {
        table.row_height.set(screen.row_height());
        table.place_window();
    });
    effect(move || {
        if let Some(scroller) = table.scroller.get() {
            size::follow(&scroller, move |width, height| {
                if table.view.try_get_untracked().is_some_and(|v| v != (width, height)) {
                    table.view.set((width, height));
                    table.place_window();
                }
            });
        }
    });
    let scrolled = move |_| {
        let Some(scroller) = table.scroller.get_untracked() else { return };
        table.scroll.set((scroller.scroll_left().max(0) as u32, scroller.scroll_top().max(0) as u32));
        table.place_window();
    };
    let frozen_from = Signal::derive(move || table.scroll.get().0);
    let height = move || format!("{}px", u64::from(table.found.get()) * u64::from(table.row_height.get()));
    let lines = move || 0..table.lines.get();
    on_cleanup(move || drop((follow, resize)));
    view! {
        <div class="grid-wrap">
            <div class="grid-scroll" node_ref=table.scroller on:scroll=scrolled>
                <div
                    class="grid"
                    class:slid=move || { frozen_from.get() > 0 }
                    style=("--cols", move || table.layout.with(Layout::template))
                >
                    <div
                        role="grid"
                        aria-label=move || label.get()
                        aria-rowcount=move || (table.found.get() + 1).to_string()
                        aria-colcount=move || table.columns.with(Vec::len).to_string()
                        aria-multiselectable=ticks.to_string()
                    >
                        <Head table=table sort=sort />
                        <div
                            class="grid-body"
                            role="rowgroup"
                            style:height=height
                            on:pointerdown=move |event| table.on_pointer_down(&event)
                            on:pointermove=move |event| table.on_pointer_move(&event)
                            on:click=move |event| table.on_click(&event)
                            on:dblclick=move |event| table.on_double_click(&event)
                        >
                            <For each=lines key=|line| *line children=move |line| view! { <Line table=table line=line /> } />
                        </div>
                    </div>
                    <Editor table=table frozen_from=frozen_from />
                    <Options table=table frozen_from=frozen_from />
                </div>
                <Show when=move || table.found.get() == 0>
                    <p class="grid-none">
                        {move || if table.loaded.get() { none.get() } else { words::READING.to_owned() }}
                    </p>
                </Show>
            </div>
        </div>
    }
}
