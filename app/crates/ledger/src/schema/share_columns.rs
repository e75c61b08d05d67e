//! Fields of the tables that only a shared ledger has.

columns! {
    /// Fields of [`Table::Space`](super::Table::Space).
    space {
        NAME = 1, "What it is called.";
        ROW_KEY = 2, "The secret from which rows with a natural key get their ids, in hexadecimal digits.";
    }
}

columns! {
    /// Fields of [`Table::SpaceMember`](super::Table::SpaceMember).
    space_member {
        NAME = 1, "Who, and on which device.";
    }
}

columns! {
    /// Fields of [`Table::Kept`](super::Table::Kept).
    kept {
        TABLE = 1, "The table of the cell.";
        ROW = 2, "Its row.";
        FIELD = 3, "Its field.";
        TEXT = 4, "What was written there.";
        WHO = 5, "By whom.";
        WHEN = 6, "When, by that machine's clock, in milliseconds.";
    }
}
