//! The options under a cell that is being edited: arrows, a number key or a press choose.

use leptos::prelude::*;

use super::cursor::Spot;
use super::model::Edit;
use super::table::Table;
use crate::text::table as words;

impl Table {
    /// The options that fit what is typed, each with its number key.
    fn offers(self) -> Vec<(usize, String)> {
        let Spot { column, .. } = self.selection.get().active;
        self.columns.track();
        let Edit::Choice(all) = self.edit_of(column) else { return Vec::new() };
        let typed = self.typed.get();
        let numbered = all.iter().cloned().enumerate();
        let digit = typed.trim().parse::<usize>().is_ok();
        let fits = |o: &str| typed.is_empty() || digit || o.contains(typed.trim()) || all.contains(&typed);
        numbered.filter(|(_, o)| fits(o)).map(|(i, o)| (i + 1, o)).collect()
    }

    /// What Enter would write instead of the typed text: the marked option, or the one whose number was typed.
    pub(super) fn picked_option(self) -> Option<String> {
        let offers = untrack(|| self.offers());
        if let Some(marked) = self.chosen.get_untracked() {
            return offers.get(marked).map(|(_, o)| o.clone());
        }
        let number: usize = self.typed.with_untracked(|t| t.trim().parse().ok())?;
        offers.into_iter().find(|(n, _)| *n == number).map(|(_, o)| o)
    }

    /// Marks the next or the previous option.
    pub(super) fn choose(self, by: isize) {
        let count = untrack(|| self.offers()).len() as isize;
        if count > 0 {
            let start = if by > 0 { -1 } else { 0 };
            let now = self.chosen.get_untracked().map_or(start, |i| i as isize);
            self.chosen.set(Some((now + by).rem_euclid(count) as usize));
        }
    }
}

/// The list under the cell.
#[component]
pub(super) fn Options(table: Table, frozen_from: Signal<u32>) -> impl IntoView {
    let open = Memo::new(move |_| table.editing.get() && !table.offers().is_empty());
    let top = move || format!("{}px", (table.selection.get().active.row + 2) * table.row_height.get());
    let left = move || {
        let column = table.selection.get().active.column;
        let (left, frozen) = table.layout.with(|l| (l.left(column), l.frozen(column)));
        format!("{}px", if frozen { left + frozen_from.get() } else { left })
    };
    let items = move || {
        let marked = table.chosen.get();
        let item = move |(place, (number, text)): (usize, (usize, String))| {
            let own = text.clone();
            view! {
                <li
                    role="option"
                    aria-selected=(marked == Some(place)).to_string()
                    on:pointerdown=move |event| {
                        // The input must keep the focus, or leaving it would end the edit first.
                        event.prevent_default();
                        event.stop_propagation();
                        table.typed.set(own.clone());
                        if let Some(editor) = table.editor.get_untracked() {
                            editor.set_value(&own);
                        }
                        table.chosen.set(None);
                        table.end(true, None);
                    }
                >
                    {text}
                    {(number < 10).then(|| view! { <kbd>{number}</kbd> })}
                </li>
            }
        };
        table.offers().into_iter().enumerate().map(item).collect_view()
    };
    view! {
        <Show when=move || open.get()>
            <ul class="cell-options" role="listbox" aria-label=words::OPTIONS style:top=top style:left=left>
                {items}
            </ul>
        </Show>
    }
}
