//! The titles: press to sort, Shift and press to sort further, drag the border to widen.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::layout::NARROWEST;
use super::model::Column;
use super::picks::Picked;
use super::table::Table;
use crate::text::table as words;

/// Sort columns by key, strongest first; `true` is descending.
pub(crate) type Sort = Vec<(String, bool)>;

/// What pressing a title makes of the sort order: ascending, descending, none.
fn press(sort: &Sort, key: &str, further: bool) -> Sort {
    let now = sort.iter().find(|(k, _)| k == key).map(|(_, down)| *down);
    let mut next: Sort = if further { sort.iter().filter(|(k, _)| k != key).cloned().collect() } else { Vec::new() };
    match now {
        None => next.push((key.to_owned(), false)),
        Some(false) => next.push((key.to_owned(), true)),
        Some(true) => {}
    }
    next
}

/// The row of titles.
#[component]
pub(super) fn Head(table: Table, sort: RwSignal<Sort>) -> impl IntoView {
    let titles = move || {
        let columns = table.columns.get();
        columns.into_iter().enumerate().map(|(place, column)| title(table, sort, place, column)).collect_view()
    };
    let all = Memo::new(move |_| {
        let (picked, found) = (table.picked.get(), table.found.get());
        (found > 0 && picked.count(found) == found, picked.count(found) > 0)
    });
    view! {
        <div class="grid-head" role="rowgroup">
            <div class="grid-row" role="row" aria-rowindex="1">
                <Show when=move || table.ticks.get()>
                    <div class="grid-cell tick-cell frozen" role="columnheader" style:left="0">
                        <label>
                            <input
                                type="checkbox"
                                aria-label=words::PICK_ALL
                                prop:checked=move || all.get().0
                                prop:indeterminate=move || all.get().1 && !all.get().0
                                on:change=move |event| {
                                    let on = event_target_checked(&event);
                                    table.picked.set(if on { Picked::everything() } else { Picked::default() });
                                }
                            />
                        </label>
                    </div>
                </Show>
                {titles}
            </div>
        </div>
    }
}

fn title(table: Table, sort: RwSignal<Sort>, place: usize, column: Column) -> impl IntoView {
    let (frozen, edge) = table.layout.with_untracked(|l| (l.frozen(place), l.edge(place)));
    let key = StoredValue::new(column.key.clone());
    let way = move || sort.with(|s| s.iter().find(|(k, _)| key.with_value(|own| k == own)).map(|(_, down)| *down));
    let aria = move || match way() {
        None => "none",
        Some(false) => "ascending",
        Some(true) => "descending",
    };
    let name = column.title.clone();
    let inside = if column.sortable {
        let hint = column.title.clone();
        view! {
            <button
                type="button"
                class="grid-sort"
                title=move || words::sort_hint(&hint, way())
                on:click=move |event| sort.update(|s| *s = key.with_value(|k| press(s, k, event.shift_key())))
            >
                {name}
                <span class="way" aria-hidden="true">
                    {move || match way() {
                        None => "",
                        Some(false) => "▲",
                        Some(true) => "▼",
                    }}
                </span>
            </button>
        }
        .into_any()
    } else {
        view! { <span class="grid-title grow">{name}</span> }.into_any()
    };
    let left = move || frozen.then(|| format!("{}px", table.layout.with(|l| l.left(place))));
    view! {
        <div
            class="grid-cell"
            class:frozen=frozen
            class:edge=edge
            role="columnheader"
            aria-colindex=(place + 1).to_string()
            aria-sort=aria
            style:left=left
        >
            {inside}
            <Grip table=table place=place key_of=key />
        </div>
    }
}

/// The border that can be dragged. Widths are a convenience of the eye: there is no need for a key to do it.
#[component]
fn Grip(table: Table, place: usize, key_of: StoredValue<String>) -> impl IntoView {
    let start = StoredValue::new(None::<(i32, u32)>);
    let down = move |event: PointerEvent| {
        event.prevent_default();
        let grip = event.current_target().and_then(|t| t.dyn_into::<Element>().ok());
        // Refused only if the pointer is already gone; then no drag follows.
        let _ = grip.map(|g| g.set_pointer_capture(event.pointer_id()));
        start.set_value(Some((event.client_x(), table.layout.with_untracked(|l| l.width(place)))));
    };
    let drag = move |event: PointerEvent| {
        let Some((x, width)) = start.get_value() else { return };
        let wide = (width as i32 + event.client_x() - x).max(NARROWEST as i32) as u32;
        table.dragged.update(|dragged| {
            let key = key_of.get_value();
            dragged.retain(|(k, _)| *k != key);
            dragged.push((key, wide));
        });
    };
    view! {
        <span
            class="grid-grip"
            aria-hidden="true"
            title=words::RESIZE
            on:pointerdown=down
            on:pointermove=drag
            on:pointerup=move |_| start.set_value(None)
            on:pointercancel=move |_| start.set_value(None)
        ></span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sort: &[(&str, bool)], key: &str, further: bool, expected: &[(&str, bool)]) {
        let own = |s: &[(&str, bool)]| s.iter().map(|(k, d)| ((*k).to_owned(), *d)).collect::<Sort>();
        assert_eq!(press(&own(sort), key, further), own(expected));
    }

    #[test]
    fn pressing_a_title() {
        check(&[], "a", false, &[("a", false)]);
        check(&[("a", false)], "a", false, &[("a", true)]);
        check(&[("a", true)], "a", false, &[]);
        check(&[("a", false)], "b", false, &[("b", false)]);
        check(&[("a", false)], "b", true, &[("a", false), ("b", false)]);
        check(&[("a", false), ("b", false)], "a", true, &[("b", false), ("a", true)]);
    }
}
