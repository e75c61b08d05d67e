//! Columns side by side: widths, where each begins, which stay when one scrolls.

use super::model::Column;

/// Width of the column of ticks.
pub(super) const TICK_WIDTH: u32 = 40;
/// The narrowest a column can be dragged.
pub(super) const NARROWEST: u32 = 48;

/// Widths in order, the column of ticks (if there is one) apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    lead: u32,
    widths: Vec<u32>,
    frozen: usize,
}

impl Layout {
    /// Lays columns out; `dragged` says which widths the person has chosen.
    pub(super) fn new(columns: &[Column], ticks: bool, frozen: usize, dragged: impl Fn(&str) -> Option<u32>) -> Layout {
        let width = |c: &Column| dragged(&c.key).unwrap_or(c.width).max(NARROWEST);
        Layout {
            lead: if ticks { TICK_WIDTH } else { 0 },
            widths: columns.iter().map(width).collect(),
            frozen: frozen.min(columns.len()),
        }
    }

    /// `grid-template-columns`: the rest of a wide screen stays empty at the right.
    pub(super) fn template(&self) -> String {
        let mut text = String::new();
        if self.lead > 0 {
            text.push_str(&format!("{}px ", self.lead));
        }
        for width in &self.widths {
            text.push_str(&format!("{width}px "));
        }
        text.push_str("minmax(0,1fr)");
        text
    }

    /// Where a column begins, from the left of the whole table.
    pub(super) fn left(&self, column: usize) -> u32 {
        self.lead + self.widths.iter().take(column).sum::<u32>()
    }

    /// How wide a column is.
    pub(super) fn width(&self, column: usize) -> u32 {
        self.widths.get(column).copied().unwrap_or(0)
    }

    /// Whether a column stays in place when one scrolls sideways.
    pub(super) fn frozen(&self, column: usize) -> bool {
        column < self.frozen
    }

    /// Whether it is the last one that stays.
    pub(super) fn edge(&self, column: usize) -> bool {
        column + 1 == self.frozen
    }

    /// Width of everything that stays.
    pub(super) fn frozen_width(&self) -> u32 {
        self.left(self.frozen)
    }

    /// Which column is under a point, `x` from the left of the visible part.
    pub(super) fn column_at(&self, x: u32, scrolled: u32) -> Option<usize> {
        let x = if x < self.frozen_width() { x } else { x + scrolled };
        (0..self.widths.len()).find(|c| x >= self.left(*c) && x < self.left(*c) + self.width(*c))
    }

    /// How far to scroll sideways so that a column is seen whole, if it is not.
    pub(super) fn reveal(&self, column: usize, scrolled: u32, view: u32) -> Option<u32> {
        if self.frozen(column) {
            return None;
        }
        let (left, right) = (self.left(column), self.left(column) + self.width(column));
        if left < scrolled + self.frozen_width() {
            Some(left.saturating_sub(self.frozen_width()))
        } else if right > scrolled + view {
            Some(right.saturating_sub(view).min(left.saturating_sub(self.frozen_width())))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        let column = |width| Column { width, ..Column::default() };
        Layout::new(&[column(100), column(200), column(50), column(300)], true, 1, |_| None)
    }

    #[test]
    fn places() {
        let layout = layout();
        assert_eq!(layout.template(), "40px 100px 200px 50px 300px minmax(0,1fr)");
        assert_eq!(layout.left(2), 340);
        assert_eq!(layout.frozen_width(), 140);
    }

    #[test]
    fn a_point_finds_its_column_also_when_scrolled() {
        let layout = layout();
        assert_eq!(layout.column_at(20, 0), None, "the ticks");
        assert_eq!(layout.column_at(60, 500), Some(0), "frozen columns stay");
        assert_eq!(layout.column_at(150, 0), Some(1));
        assert_eq!(layout.column_at(150, 200), Some(2));
        assert_eq!(layout.column_at(900, 0), None);
    }

    #[test]
    fn revealing_a_column() {
        let layout = layout();
        assert_eq!(layout.reveal(0, 400, 300), None);
        assert_eq!(layout.reveal(1, 100, 400), Some(0), "hidden behind the frozen ones");
        assert_eq!(layout.reveal(3, 0, 600), Some(90));
        assert_eq!(layout.reveal(2, 0, 600), None);
    }
}
