//! What a table is made of: columns, cells, rows, and where rows come from.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::cursor::Spot;
use crate::ui::Tone;

/// What tells rows apart, whatever is shown of them.
pub(crate) type RowKey = [u8; 16];

/// How a cell of a column may be changed in the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Edit {
    /// Not at all.
    #[default]
    No,
    /// Any text.
    Text,
    /// Any text, usually one of these.
    Choice(Arc<[String]>),
    /// The shown text is masked: typing replaces it whole, and it is never the source of a fill.
    Masked,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Column {
    /// Stable key.
    pub(crate) key: String,
    /// The title.
    pub(crate) title: String,
    /// Width in CSS pixels until the person drags it.
    pub(crate) width: u32,
    /// Numbers align right.
    pub(crate) right: bool,
    /// The column that names the row; its text is a link to [`Row::href`].
    pub(crate) strong: bool,
    /// Whether pressing the title sorts.
    pub(crate) sortable: bool,
    /// How its cells may be changed.
    pub(crate) edit: Edit,
}

/// What is remarkable about a cell beyond its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing.
    #[default]
    None,
    /// It would change.
    Changed,
    /// Something is wrong with it.
    Wrong,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Its text.
    pub(crate) text: String,
    /// Shown as a chip of this tone.
    pub(crate) tone: Option<Tone>,
    /// What is remarkable.
    pub(crate) mark: Mark,
    /// A sentence shown when pointed at.
    pub(crate) hint: String,
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell { text, ..Cell::default() }
    }
}

impl Cell {
    /// A chip.
    pub(crate) fn chip(text: impl Into<String>, tone: Tone) -> Cell {
        Cell { text: text.into(), tone: Some(tone), ..Cell::default() }
    }
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// What tells it apart.
    pub(crate) key: RowKey,
    /// One cell per column.
    pub(crate) cells: Vec<Cell>,
    /// Where its name leads; empty for nowhere.
    pub(crate) href: String,
    /// Struck out.
    pub(crate) dimmed: bool,
}

/// Some rows, and how many there are in all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Rows found.
    pub(crate) found: u32,
    /// The rows asked for; fewer at the end.
    pub(crate) rows: Vec<Row>,
}

type Answer = Pin<Box<dyn Future<Output = Option<Page>>>>;

/// Answers "rows from here, so many"; `None` if it could not, having told the person why.
#[derive(Clone)]
pub(crate) struct RowSource(Rc<dyn Fn(u32, u32) -> Answer>);

impl RowSource {
    /// A source; what it asks for is the page's current question at the moment of asking.
    pub(crate) fn new<F>(ask: impl Fn(u32, u32) -> F + 'static) -> RowSource
    where
        F: Future<Output = Option<Page>> + 'static,
    {
        RowSource(Rc::new(move |from, count| Box::pin(ask(from, count))))
    }

    pub(super) fn ask(&self, from: u32, count: u32) -> Answer {
        (self.0)(from, count)
    }
}

/// How cells came to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// One cell was typed.
    Edit,
    /// A block was pasted.
    Paste,
    /// Copied down from the first row of the selection.
    Fill,
    /// Emptied.
    Clear,
}

/// Cells to be written as one save.
#[derive(Clone, Debug)]
pub(crate) struct Writing {
    /// Row, index of the column, new text.
    pub(crate) cells: Vec<(RowKey, usize, String)>,
    /// How they came to be.
    pub(crate) how: How,
    /// Cells left out because their column cannot be changed here.
    pub(crate) skipped: u32,
    /// Rows of the block beyond the last row of the table.
    pub(crate) beyond: u32,
    // Where an edit was typed, so that a refused one can be taken up again.
    pub(super) at: Spot,
}

impl Writing {
    /// What happened, in words.
    pub(crate) fn words(&self) -> String {
        let cells = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        match self.how {
            How::Edit => crate::text::table::EDITED.to_owned(),
            How::Paste => crate::text::table::pasted(cells, self.skipped, self.beyond),
            How::Fill => crate::text::table::filled(cells),
            How::Clear => crate::text::table::cleared(cells),
        }
    }
}

/// What a page does for its table. What is left out cannot be done there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Actions {
    /// Writes cells as one save and then calls [`Table::refresh`](super::Table::refresh).
    pub(crate) write: Option<UnsyncCallback<Writing>>,
    /// Opens a row (Ctrl+Enter, and a press on its name if it has no address).
    pub(crate) open: Option<UnsyncCallback<RowKey>>,
    /// Ctrl+Z.
    pub(crate) undo: Option<Callback<()>>,
    /// Ctrl+Y.
    pub(crate) redo: Option<Callback<()>>,
    /// Something to tell the person: counts, refusals.
    pub(crate) say: Option<Callback<String>>,
}
