//! The cells of a line, told what changed of them and nothing else.
//!
//! A table has hundreds of cells, and each shows something new with every key of a search and every turn of a wheel. So a
//! line keeps what its cells show and writes the difference into the document itself, in one pass.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::layout::Layout;
use super::model::{Column, Mark, Row};
use crate::text::table as words;
use crate::ui::Tone;

/// Which columns of a line lie in the selection, and in which the cursor is.
pub(super) type Marked = (Option<(usize, usize)>, Option<usize>);

/// What a cell shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Shown {
    class: String,
    /// Where it stays when one scrolls sideways.
    left: Option<u32>,
    text: String,
    tone: &'static str,
    hint: String,
    href: String,
}

impl Shown {
    /// A cell of a row; of none while the row is still to come.
    fn of(row: Option<&Row>, place: usize, column: &Column, layout: &Layout, marked: Marked) -> Shown {
        let (range, cursor) = marked;
        let cell = row.and_then(|row| row.cells.get(place));
        let mark = row.map(|_| cell.map_or(Mark::None, |cell| cell.mark));
        let frozen = layout.frozen(place);
        let mut class = String::from("grid-cell");
        let flags = [
            (frozen, " frozen"),
            (layout.edge(place), " edge"),
            (column.right, " right"),
            (column.strong, " strong"),
            (mark.is_none(), " waiting"),
            (mark == Some(Mark::Changed), " changed"),
            (mark == Some(Mark::Wrong), " wrong"),
            (range.is_some_and(|(first, last)| (first..=last).contains(&place)), " in-range"),
            (cursor == Some(place), " cursor"),
        ];
        flags.iter().filter(|(on, _)| *on).for_each(|(_, name)| class.push_str(name));
        Shown {
            class,
            left: frozen.then(|| layout.left(place)),
            text: match row {
                Some(_) => cell.map(|cell| cell.text.clone()).unwrap_or_default(),
                None => words::LOADING.to_owned(),
            },
            tone: cell.and_then(|cell| cell.tone).map_or("", Tone::class),
            hint: cell.map(|cell| cell.hint.clone()).unwrap_or_default(),
            href: row.filter(|_| column.strong).map(|row| row.href.clone()).unwrap_or_default(),
        }
    }
}

/// A cell in the document, and what it shows.
struct Drawn {
    cell: HtmlElement,
    inner: HtmlElement,
    strong: bool,
    shown: Shown,
}

impl Drawn {
    /// An empty cell at the end of the line.
    fn new(line: &HtmlElement, place: usize, strong: bool) -> Option<Drawn> {
        let (cell, inner) = (element("div")?, element(if strong { "a" } else { "span" })?);
        set(&cell, "role", "gridcell");
        set(&cell, "aria-colindex", &(place + 1).to_string());
        if strong {
            set(&inner, "tabindex", "-1");
        }
        cell.append_child(&inner).and_then(|_| line.append_child(&cell)).ok()?;
        Some(Drawn { cell, inner, strong, shown: Shown::default() })
    }

    fn show(&mut self, new: Shown) {
        let old = &self.shown;
        if old.class != new.class {
            self.cell.set_class_name(&new.class);
        }
        if old.left != new.left {
            let left = new.left.map(|left| format!("{left}px")).unwrap_or_default();
            // Refused only where a style cannot be written at all.
            let _ = self.cell.style().set_property("left", &left);
        }
        if old.text != new.text {
            self.inner.set_text_content(Some(&new.text));
        }
        if old.tone != new.tone {
            self.inner.set_class_name(new.tone);
        }
        for (name, old, new) in [("title", &old.hint, &new.hint), ("href", &old.href, &new.href)] {
            if old != new {
                set(&self.inner, name, new);
            }
        }
        self.shown = new;
    }
}

/// The cells of one line.
#[derive(Default)]
pub(super) struct Cells(Vec<Drawn>);

impl Cells {
    /// Shows a row, or that it is still to come.
    pub(super) fn paint(
        &mut self,
        line: &HtmlElement,
        columns: &[Column],
        layout: &Layout,
        row: Option<&Row>,
        marked: Marked,
    ) {
        let drawn = self.0.iter().map(|drawn| drawn.strong);
        if !drawn.eq(columns.iter().map(|column| column.strong)) {
            self.0.drain(..).for_each(|drawn| drawn.cell.remove());
            let new = columns.iter().enumerate().map(|(place, column)| Drawn::new(line, place, column.strong));
            self.0 = new.collect::<Option<_>>().unwrap_or_default();
        }
        for (place, (drawn, column)) in self.0.iter_mut().zip(columns).enumerate() {
            drawn.show(Shown::of(row, place, column, layout, marked));
        }
    }
}

fn element(name: &str) -> Option<HtmlElement> {
    use wasm_bindgen::JsCast;
    document().create_element(name).ok()?.dyn_into().ok()
}

/// An attribute, which goes when there is nothing to say.
fn set(element: &HtmlElement, name: &str, value: &str) {
    // Refused only for names that are none.
    let _ = if value.is_empty() { element.remove_attribute(name) } else { element.set_attribute(name, value) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::data_table::Cell;

    #[test]
    fn a_cell_shows_its_row_and_what_is_remarkable() {
        let columns = [Column { strong: true, ..Column::default() }, Column { right: true, ..Column::default() }];
        let layout = Layout::new(&columns, false, 1, |_| None);
        let wrong = Cell { mark: Mark::Wrong, hint: "不是日期".to_owned(), ..Cell::from("x".to_owned()) };
        let row =
            Row { cells: vec![Cell::from("单秀".to_owned()), wrong], href: "#/child/1".to_owned(), ..Row::default() };
        let shown = |row, place: usize, marked| Shown::of(row, place, &columns[place], &layout, marked);
        let name = shown(Some(&row), 0, (None, Some(0)));
        assert_eq!(name.class, "grid-cell frozen edge strong cursor");
        assert_eq!((name.left, name.text.as_str(), name.href.as_str()), (Some(0), "单秀", "#/child/1"));
        let second = shown(Some(&row), 1, (Some((0, 1)), None));
        assert_eq!(second.class, "grid-cell right wrong in-range");
        assert_eq!((second.left, second.hint.as_str(), second.href.as_str()), (None, "不是日期", ""));
        let waiting = shown(None, 1, (None, None));
        assert_eq!((waiting.class.as_str(), waiting.text.as_str()), ("grid-cell right waiting", words::LOADING));
    }
}
