//! Fields of attendance (考勤).

columns! {
    /// Fields of [`Table::RollCall`](super::Table::RollCall).
    roll_call {
        CLASS = 1, "School, grade and class, as the roster writes them.";
        DATE = 2, "The day, ISO.";
        BY = 3, "Who called it; empty when it was taken back.";
    }
}

columns! {
    /// Fields of [`Table::Absence`](super::Table::Absence).
    absence {
        CHILD = 1, "The child.";
        DATE = 2, "The day, ISO.";
        LEAVE = 3, "The key of the [`Leave`](crate::case::Leave); empty when the child was there after all.";
    }
}
