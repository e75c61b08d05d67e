//! A sheet as it stands: texts row by row in one arena, with what each cell was in the file.
//!
//! One allocation holds all texts: a hundred thousand rows of twenty columns are four large vectors and no small ones.
//! Rows are ragged and trailing empties are not stored, so six thousand formatted empty rows cost six thousand numbers.

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::not_a_list::{Limit, NotAList};

/// What a cell was in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CellKind {
    /// Text, or nothing.
    #[default]
    Text,
    /// A number of a workbook; its text is exact (`990526201208310016`, never `9.9E17`).
    Number,
    /// A number shown as a date; its text is the date.
    Date,
}

impl CellKind {
    /// Whether the file held a number.
    pub const fn is_numeric(self) -> bool {
        matches!(self, CellKind::Number | CellKind::Date)
    }
}

/// A merged block, 0-based and inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: u32,
    /// Last column.
    pub right: u32,
}

/// A sheet as it stands in the file. Indexes are 0-based; cells outside are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    text: String,
    ends: Vec<u32>,
    kinds: Vec<CellKind>,
    row_starts: Vec<u32>,
    columns: u32,
    /// Merged blocks: headers use them.
    pub merges: Vec<Merge>,
    /// Rows hidden in the workbook that hold data.
    pub hidden_rows: u32,
}

impl Grid {
    /// Number of rows, trailing empty ones left out.
    pub fn rows(&self) -> u32 {
        (self.row_starts.len() as u32).saturating_sub(1)
    }

    /// Number of columns, trailing empty ones left out.
    pub fn columns(&self) -> u32 {
        self.columns
    }

    /// How many cells of a row are stored; the rest are empty.
    pub fn row_len(&self, row: u32) -> u32 {
        let (start, end) = self.span(row);
        end - start
    }

    /// The text of a cell exactly as it stands.
    pub fn text(&self, row: u32, column: u32) -> &str {
        let (start, end) = self.span(row);
        let Some(cell) = start.checked_add(column).filter(|&c| c < end) else { return "" };
        self.nth(cell as usize)
    }

    /// What a cell was in the file.
    pub fn kind(&self, row: u32, column: u32) -> CellKind {
        let (start, end) = self.span(row);
        let cell = start.checked_add(column).filter(|&c| c < end);
        cell.and_then(|c| self.kinds.get(c as usize)).copied().unwrap_or_default()
    }

    /// The cells of a row from the left; may end before the last column.
    pub fn row(&self, row: u32) -> impl Iterator<Item = &str> {
        let (start, end) = self.span(row);
        (start..end).map(|c| self.nth(c as usize))
    }

    /// Whether a row holds nothing but blanks.
    pub fn is_blank(&self, row: u32) -> bool {
        self.row(row).all(is_blank_text)
    }

    fn span(&self, row: u32) -> (u32, u32) {
        match (self.row_starts.get(row as usize), self.row_starts.get(row as usize + 1)) {
            (Some(&start), Some(&end)) => (start, end),
            _ => (0, 0),
        }
    }

    fn nth(&self, cell: usize) -> &str {
        let start = cell.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0);
        let end = self.ends.get(cell).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }
}

/// Whether a text is nothing but blanks: spaces of any width, no-break and zero-width ones.
pub(crate) fn is_blank_text(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' | '\0'))
}

/// Builds a [`Grid`] cell by cell, in reading order or not.
#[derive(Debug, Default)]
pub(crate) struct GridBuilder {
    grid: Grid,
    /// Cells that came after a later cell: rare, sorted in at the end.
    late: Vec<(u32, u32, CellKind, String)>,
    row: u32,
    used: bool,
}

impl GridBuilder {
    /// Starts a grid, with room for about `bytes` of text.
    pub(crate) fn with_capacity(bytes: usize) -> GridBuilder {
        let mut builder = GridBuilder::default();
        builder.grid.text.reserve(bytes);
        builder.grid.ends.reserve(bytes / 12);
        builder.grid.kinds.reserve(bytes / 12);
        builder.grid.row_starts.push(0);
        builder
    }

    /// Appends a cell to the right of the current row.
    #[inline]
    pub(crate) fn push(&mut self, text: &str) {
        self.grid.text.push_str(text);
        self.close(CellKind::Text);
    }

    /// Ends the cell at the right of the current row.
    #[inline]
    pub(crate) fn close(&mut self, kind: CellKind) {
        self.used = true;
        self.grid.ends.push(self.grid.text.len() as u32);
        self.grid.kinds.push(kind);
    }

    /// Ends the current row; refuses a grid beyond what is taken.
    pub(crate) fn end_row(&mut self) -> Result<(), NotAList> {
        let start = self.grid.row_starts.last().copied().unwrap_or(0) as usize;
        // Trailing empties are not stored.
        while self.grid.ends.len() > start && self.last_is_empty() {
            self.grid.ends.pop();
            self.grid.kinds.pop();
        }
        let width = (self.grid.ends.len() - start) as u32;
        self.grid.columns = self.grid.columns.max(width);
        self.grid.row_starts.push(self.grid.ends.len() as u32);
        self.row += 1;
        self.used = false;
        limits::check(Limit::Rows, u64::from(self.row), limits::ROWS)?;
        limits::check(Limit::Columns, u64::from(width), limits::COLUMNS)?;
        limits::check(Limit::Cells, self.grid.ends.len() as u64, limits::CELLS)?;
        limits::check(Limit::Text, self.grid.text.len() as u64, limits::TEXT_BYTES)
    }

    /// Puts a cell at its place; earlier places are kept for the end.
    pub(crate) fn put(&mut self, row: u32, column: u32, kind: CellKind, text: &str) -> Result<(), NotAList> {
        if text.is_empty() {
            return Ok(());
        }
        limits::check(Limit::Rows, u64::from(row) + 1, limits::ROWS)?;
        limits::check(Limit::Columns, u64::from(column) + 1, limits::COLUMNS)?;
        let start = self.grid.row_starts.last().copied().unwrap_or(0) as usize;
        let width = (self.grid.ends.len() - start) as u32;
        if row < self.row || (row == self.row && column < width) {
            self.late.push((row, column, kind, text.to_owned()));
            return Ok(());
        }
        while self.row < row {
            self.end_row()?;
        }
        let start = self.grid.row_starts.last().copied().unwrap_or(0) as usize;
        while ((self.grid.ends.len() - start) as u32) < column {
            self.close(CellKind::Text);
        }
        self.grid.text.push_str(text);
        self.close(kind);
        Ok(())
    }

    /// Notes a merged block.
    pub(crate) fn merge(&mut self, merge: Merge) {
        if merge.top <= merge.bottom && merge.left <= merge.right {
            self.grid.merges.push(merge);
        }
    }

    /// Notes a hidden row.
    pub(crate) fn hidden_row(&mut self) {
        self.grid.hidden_rows += 1;
    }

    /// Rows ended so far.
    pub(crate) fn rows(&self) -> u32 {
        self.row
    }

    /// The finished grid without trailing blank rows.
    pub(crate) fn finish(mut self) -> Result<Grid, NotAList> {
        if self.used {
            self.end_row()?;
        }
        if !self.late.is_empty() {
            return self.finish_sorted();
        }
        let mut grid = self.grid;
        while grid.rows() > 0 && grid.is_blank(grid.rows() - 1) {
            grid.row_starts.pop();
            let keep = grid.row_starts.last().copied().unwrap_or(0) as usize;
            grid.ends.truncate(keep);
            grid.kinds.truncate(keep);
        }
        Ok(grid)
    }

    /// Sorts late cells in. A later cell for a place already filled wins, as it does in spreadsheet programs.
    fn finish_sorted(mut self) -> Result<Grid, NotAList> {
        let late = std::mem::take(&mut self.late);
        let grid = self.grid;
        let mut cells: Vec<(u32, u32, u32, CellKind, &str)> = Vec::with_capacity(grid.ends.len() + late.len());
        for row in 0..grid.rows() {
            for column in 0..grid.row_len(row) {
                let text = grid.text(row, column);
                if !text.is_empty() {
                    cells.push((row, column, 0, grid.kind(row, column), text));
                }
            }
        }
        for (order, (row, column, kind, text)) in late.iter().enumerate() {
            cells.push((*row, *column, order as u32 + 1, *kind, text));
        }
        cells.sort_by_key(|&(row, column, order, _, _)| (row, column, order));
        let mut sorted = GridBuilder::with_capacity(grid.text.len());
        let mut cells = cells.into_iter().peekable();
        while let Some((row, column, _, kind, text)) = cells.next() {
            if cells.peek().is_none_or(|next| (next.0, next.1) != (row, column)) {
                sorted.put(row, column, kind, text)?;
            }
        }
        let mut sorted = sorted.finish()?;
        sorted.merges = grid.merges;
        sorted.hidden_rows = grid.hidden_rows;
        Ok(sorted)
    }

    fn last_is_empty(&self) -> bool {
        let ends = &self.grid.ends;
        match (ends.len().checked_sub(2).and_then(|i| ends.get(i)), ends.last()) {
            (Some(before), Some(last)) => before == last,
            (None, Some(&last)) => last == 0,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(grid: &Grid) -> Vec<Vec<&str>> {
        (0..grid.rows()).map(|r| grid.row(r).collect()).collect()
    }

    #[test]
    fn cells_come_back_where_they_were_put() {
        let mut builder = GridBuilder::with_capacity(0);
        builder.put(1, 1, CellKind::Text, "乙").unwrap();
        builder.put(1, 3, CellKind::Number, "3").unwrap();
        builder.put(4, 0, CellKind::Text, "戊").unwrap();
        let grid = builder.finish().unwrap();
        assert_eq!(rows(&grid), [vec![], vec!["", "乙", "", "3"], vec![], vec![], vec!["戊"]]);
        assert_eq!((grid.rows(), grid.columns()), (5, 4));
        assert!(grid.kind(1, 3).is_numeric());
        assert_eq!(grid.text(9, 9), "");
    }

    #[test]
    fn cells_out_of_order_are_sorted_in_and_the_last_one_wins() {
        let mut builder = GridBuilder::with_capacity(0);
        for (row, column, text) in [(2, 0, "c"), (0, 1, "b"), (0, 0, "x"), (2, 2, "d"), (0, 0, "a")] {
            builder.put(row, column, CellKind::Text, text).unwrap();
        }
        assert_eq!(rows(&builder.finish().unwrap()), [vec!["a", "b"], vec![], vec!["c", "", "d"]]);
    }

    #[test]
    fn six_thousand_formatted_empty_rows_are_no_rows() {
        let mut builder = GridBuilder::with_capacity(0);
        builder.push("姓名");
        builder.end_row().unwrap();
        for _ in 0..6_000 {
            for _ in 0..20 {
                builder.push("");
            }
            builder.end_row().unwrap();
        }
        let grid = builder.finish().unwrap();
        assert_eq!((grid.rows(), grid.columns(), grid.ends.len()), (1, 1, 1));
    }

    #[test]
    fn a_place_beyond_any_sheet_is_refused() {
        let mut builder = GridBuilder::with_capacity(0);
        let refused = builder.put(u32::MAX, 0, CellKind::Text, "x");
        assert!(matches!(refused, Err(NotAList::TooLarge { limit: Limit::Rows, .. })));
        let refused = builder.put(0, 20_000, CellKind::Text, "x");
        assert!(matches!(refused, Err(NotAList::TooLarge { limit: Limit::Columns, .. })));
    }
}
