//! Where the cursor stands and where a key takes it. Plain numbers: nothing here knows a browser.

/// A cell by its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) row: u32,
    pub(crate) column: usize,
}

/// The active cell and the opposite corner of the selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// Where typing goes.
    pub(crate) active: Spot,
    /// The other corner.
    pub(crate) corner: Spot,
}

impl Selection {
    /// First and last row.
    pub(crate) fn rows(self) -> (u32, u32) {
        (self.active.row.min(self.corner.row), self.active.row.max(self.corner.row))
    }

    /// First and last column.
    pub(crate) fn columns(self) -> (usize, usize) {
        (self.active.column.min(self.corner.column), self.active.column.max(self.corner.column))
    }

    /// Whether it is more than one cell.
    pub(crate) fn wide(self) -> bool {
        self.active != self.corner
    }
}

/// A way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    RowStart,
    RowEnd,
    First,
    Last,
}

/// The size of the table as the cursor sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) rows: u32,
    pub(crate) columns: usize,
    /// Rows that fit on the screen.
    pub(crate) page: u32,
}

impl Extent {
    /// Where a move leads; it stops at the borders.
    pub(crate) fn step(self, from: Spot, way: Move) -> Spot {
        let (last_row, last_column) = (self.rows.saturating_sub(1), self.columns.saturating_sub(1));
        let Spot { row, column } = from;
        let spot = match way {
            Move::Up => Spot { row: row.saturating_sub(1), column },
            Move::Down => Spot { row: row.saturating_add(1), column },
            Move::Left => Spot { row, column: column.saturating_sub(1) },
            Move::Right => Spot { row, column: column + 1 },
            Move::PageUp => Spot { row: row.saturating_sub(self.page.max(1)), column },
            Move::PageDown => Spot { row: row.saturating_add(self.page.max(1)), column },
            Move::RowStart => Spot { row, column: 0 },
            Move::RowEnd => Spot { row, column: last_column },
            Move::First => Spot { row: 0, column: 0 },
            Move::Last => Spot { row: last_row, column: last_column },
        };
        Spot { row: spot.row.min(last_row), column: spot.column.min(last_column) }
    }
}

/// The move of a key, if it is one.
pub(crate) fn key_move(key: &str, command: bool) -> Option<Move> {
    Some(match (key, command) {
        ("ArrowUp", false) => Move::Up,
        ("ArrowDown", false) => Move::Down,
        ("ArrowLeft", false) => Move::Left,
        ("ArrowRight", false) => Move::Right,
        ("PageUp", false) => Move::PageUp,
        ("PageDown", false) => Move::PageDown,
        ("Home", false) => Move::RowStart,
        ("End", false) => Move::RowEnd,
        ("Home" | "ArrowUp", true) => Move::First,
        ("End" | "ArrowDown", true) => Move::Last,
        ("ArrowLeft", true) => Move::RowStart,
        ("ArrowRight", true) => Move::RowEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent { rows: 100_000, columns: 8, page: 15 };

    fn check(from: (u32, usize), way: Move, expected: (u32, usize)) {
        let end = EXTENT.step(Spot { row: from.0, column: from.1 }, way);
        assert_eq!((end.row, end.column), expected, "{from:?} {way:?}");
    }

    #[test]
    fn moves_stop_at_the_borders() {
        check((0, 0), Move::Up, (0, 0));
        check((0, 0), Move::Left, (0, 0));
        check((99_999, 7), Move::Down, (99_999, 7));
        check((99_999, 7), Move::Right, (99_999, 7));
        check((99_990, 3), Move::PageDown, (99_999, 3));
        check((10, 3), Move::PageUp, (0, 3));
        check((10, 3), Move::RowEnd, (10, 7));
        check((10, 3), Move::Last, (99_999, 7));
    }

    #[test]
    fn an_empty_table_keeps_the_cursor_at_the_start() {
        let none = Extent { rows: 0, columns: 0, page: 0 };
        assert_eq!(none.step(Spot::default(), Move::PageDown), Spot::default());
    }
}
