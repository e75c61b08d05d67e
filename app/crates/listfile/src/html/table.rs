//! Tables built from tags: rows, cells, spans. A cell's text has its blanks collapsed as a browser shows them.

use super::entities::push_resolved;
use super::tokens::Attributes;
use crate::grid::{CellKind, Grid, GridBuilder, Merge};
use crate::limits;
use crate::not_a_list::{Limit, NotAList};
use crate::progress::Pace;
use crate::sheet::Claim;

/// The widest and the tallest cell, as browsers have it.
const SPAN: (u32, u32) = (1_000, 65_534);

/// The tables of a page so far.
#[derive(Default)]
pub(super) struct Tables {
    done: Vec<(Claim, Grid)>,
    /// Tables open inside one another; the outermost counts.
    depth: u32,
    builder: Option<GridBuilder>,
    name: String,
    row: Option<u32>,
    column: u32,
    /// Rows that each column is still taken by a cell from above.
    taken: Vec<u32>,
    cell: Option<Cell>,
    caption: bool,
    text: String,
    /// A blank or line break seen since the last character of the text.
    gap: Option<char>,
}

struct Cell {
    across: u32,
    down: u32,
    number: Option<String>,
}

impl Tables {
    pub(super) fn text(&mut self, text: &str) {
        if self.cell.is_none() && !self.caption {
            return;
        }
        let (out, gap) = (&mut self.text, &mut self.gap);
        push_resolved(text, |c| match c {
            ' ' | '\t' | '\r' | '\n' | '\u{C}' => *gap = gap.or(Some(' ')),
            c => {
                if let Some(gap) = gap.take().filter(|_| !out.is_empty()) {
                    out.push(gap);
                }
                out.push(c);
            }
        });
    }

    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>, pace: &mut Pace<'_>) -> Result<(), NotAList> {
        match name {
            "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.builder = Some(GridBuilder::with_capacity(0));
                    self.row = None;
                    self.taken.clear();
                    self.name.clear();
                }
                self.gap = self.gap.or(Some(' '));
            }
            "tr" if self.depth == 1 => {
                self.end_cell()?;
                self.begin_row();
                pace.row(self.row.unwrap_or(0))?;
            }
            "td" | "th" if self.depth == 1 => {
                self.end_cell()?;
                if self.row.is_none() {
                    self.begin_row();
                }
                let span = |name, most| {
                    let value = attributes.get(name).and_then(|v| v.trim().parse::<u32>().ok());
                    value.unwrap_or(1).clamp(1, most)
                };
                self.cell = Some(Cell {
                    across: span("colspan", SPAN.0),
                    down: span("rowspan", SPAN.1),
                    number: attributes.get("x:num").map(str::to_owned),
                });
                self.text.clear();
                self.gap = None;
            }
            "caption" if self.depth == 1 => {
                self.caption = true;
                self.text.clear();
                self.gap = None;
            }
            "td" | "th" | "tr" => self.gap = self.gap.or(Some(' ')),
            "br" | "p" | "div" | "li" => self.gap = Some('\n'),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn close(&mut self, name: &str) -> Result<(), NotAList> {
        match name {
            "table" => {
                if self.depth == 1 {
                    self.end_table()?;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            "td" | "th" if self.depth == 1 => self.end_cell()?,
            "tr" if self.depth == 1 => {
                self.end_cell()?;
                self.end_row();
            }
            "caption" if self.caption => {
                self.caption = false;
                self.name = self.text.trim().to_owned();
            }
            "p" | "div" | "li" => self.gap = Some('\n'),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<(Claim, Grid)>, NotAList> {
        self.end_table()?;
        Ok(self.done)
    }

    fn begin_row(&mut self) {
        self.end_row();
        self.row = Some(self.row.map_or(0, |r| r + 1));
        self.column = 0;
    }

    /// Columns taken from above are one row closer to their end.
    fn end_row(&mut self) {
        if self.column != u32::MAX && self.row.is_some() {
            self.taken.iter_mut().for_each(|t| *t = t.saturating_sub(1));
            self.column = u32::MAX;
        }
    }

    fn end_cell(&mut self) -> Result<(), NotAList> {
        let (Some(cell), Some(builder)) = (self.cell.take(), &mut self.builder) else { return Ok(()) };
        if self.column == u32::MAX {
            self.column = 0;
            self.row = self.row.map(|r| r + 1);
        }
        let row = self.row.unwrap_or(0);
        while self.taken.get(self.column as usize).is_some_and(|&t| t > 0) {
            self.column += 1;
        }
        let column = self.column;
        let text = self.text.strip_prefix('\'').unwrap_or(&self.text);
        match cell.number.as_deref().map(str::trim) {
            // A bare mark: the text is the number.
            Some("") if text.parse::<f64>().is_ok() => builder.put(row, column, CellKind::Number, text)?,
            // What is shown has lost its digits; the mark has them.
            Some(number) if is_scientific(text) && number.parse::<f64>().is_ok() => {
                let mut full = String::new();
                crate::number::push(&mut full, number.parse().unwrap_or(0.0), crate::number::Look::Plain, false);
                builder.put(row, column, CellKind::Number, &full)?;
            }
            _ => builder.put(row, column, CellKind::Text, text)?,
        }
        if cell.across > 1 || cell.down > 1 {
            builder.merge(Merge {
                top: row,
                bottom: row.saturating_add(cell.down - 1),
                left: column,
                right: column.saturating_add(cell.across - 1),
            });
        }
        let end = column.saturating_add(cell.across);
        limits::check(Limit::Columns, u64::from(end), limits::COLUMNS)?;
        if cell.down > 1 {
            if self.taken.len() < end as usize {
                self.taken.resize(end as usize, 0);
            }
            if let Some(columns) = self.taken.get_mut(column as usize..end as usize) {
                columns.fill(cell.down);
            }
        }
        self.column = end;
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), NotAList> {
        self.end_cell()?;
        let Some(builder) = self.builder.take() else { return Ok(()) };
        let grid = builder.finish()?;
        if grid.rows() > 0 {
            let size = Some((u64::from(grid.rows()), u64::from(grid.columns())));
            let claim = Claim { name: std::mem::take(&mut self.name), hidden: false, size };
            self.done.push((claim, grid));
        }
        self.row = None;
        Ok(())
    }
}

fn is_scientific(text: &str) -> bool {
    text.contains(['E', 'e']) && text.parse::<f64>().is_ok()
}
