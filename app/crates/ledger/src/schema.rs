//! The numbers under which the ledger is stored: tables and fields of the cells in every op.
//!
//! Stored for ever: a number is never changed and never used again for something else. Fields of children are
//! [`Field::id`](crate::field::Field::id); the other tables have their own numbers here, each from 1.

/// The field of any row that says the row is deleted, with the reason as its value; empty again when restored.
pub const DELETED: u16 = 0;

macro_rules! tables {
    ($($variant:ident = $id:literal, $doc:literal;)*) => {
        /// A table of the ledger.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Table { $(#[doc = $doc] $variant = $id,)* }

        impl Table {
            /// Every table.
            pub const ALL: &'static [Table] = &[$(Table::$variant,)*];
            /// The stored number.
            pub const fn id(self) -> u16 { self as u16 }
            /// The table with this stored number, if this build knows it.
            pub const fn from_id(id: u16) -> Option<Table> { match id { $($id => Some(Table::$variant),)* _ => None } }
        }
    };
}

tables! {
    Child = 1, "Children: the roster. Fields are [`Field::id`](crate::field::Field::id).";
    List = 2, "Lists that were imported, with their bytes as a blob.";
    Round = 3, "Rounds of comparison: which lists were compared, and how.";
    Discrepancy = 4, "Children a round found missing, with explanation and clearing (销号).";
    Link = 5, "Decisions of a person that two rows are, or are not, one child.";
    View = 6, "Saved views of the roster.";
    Setting = 7, "Settings of the space.";
    Mapping = 8, "Which header of which source means which field.";
    Access = 9, "Who looked at, revealed or exported what, and why; append-only.";
}

macro_rules! columns {
    ($(#[$doc:meta])* $module:ident { $($name:ident = $id:literal, $field_doc:literal;)* }) => {
        $(#[$doc])*
        pub mod $module {
            $(#[doc = $field_doc] pub const $name: u16 = $id;)*
            /// Every field of the table.
            pub const ALL: &[u16] = &[$($name,)*];
        }
    };
}

columns! {
    /// Fields of [`Table::List`].
    list {
        KIND = 1, "What it is a list of: the key of a [`ListKind`](crate::list::ListKind).";
        SOURCE = 2, "What people call it, or who it came from.";
        DATE = 3, "The day it describes, ISO.";
        FILE = 4, "The name of the file.";
        ROWS = 5, "Data rows in the file.";
        ACCEPTED = 6, "Rows accepted.";
        REJECTED = 7, "Rows rejected.";
        SKIPPED = 8, "Rows skipped: totals, notes, blanks.";
        BLOB = 9, "The cleaned list: a blob reference.";
        SHEET = 10, "The sheet it was read from.";
        FORMAT = 11, "Format and encoding as they were understood.";
        DIGEST = 12, "Digest of the file's bytes: knows the same file again.";
        IMPORTED = 13, "When it was imported, by the device's clock.";
    }
}

columns! {
    /// Fields of [`Table::Round`].
    round {
        PRESET = 1, "The key of the preset, or empty for pairs chosen by hand.";
        LISTS = 2, "The rows of the lists compared, in order.";
        WINDOW = 3, "The age window, `from..to`.";
        CREATED = 4, "When it was made, by the device's clock.";
        NAME = 5, "What people call it.";
        COUNTS = 6, "What came out, by bucket.";
        PREVIOUS = 7, "The round whose explanations were carried forward.";
        NUMBER = 8, "Its ordinal, from 1.";
    }
}

columns! {
    /// Fields of [`Table::Discrepancy`].
    discrepancy {
        KEY = 1, "What makes it the same discrepancy in the next round.";
        KIND = 2, "The kind of result.";
        NAME = 3, "The child's name as the lists write it.";
        EXPLANATION = 4, "The key of a [`Mismatch`](crate::enrolment::Mismatch) or of the county's own catalogue.";
        NOTE = 5, "In words.";
        OWNER = 6, "Who looks after it.";
        DUE = 7, "Until when, ISO.";
        EVIDENCE = 8, "What proves the explanation.";
        STATUS = 9, "Open, in hand, cleared.";
        FIRST_ROUND = 10, "The round that found it first.";
        LAST_ROUND = 11, "The last round that found it.";
        CLOSED_BY = 12, "Who cleared it (销号).";
        CLOSED_ON = 13, "The day it was cleared, ISO.";
        CHILD = 14, "The child of the roster it is about, if there is one.";
        MISSING_FROM = 15, "The lists the child is missing from.";
        BIRTH = 16, "The child's birth date, ISO.";
        VILLAGE = 17, "The child's village.";
        SCHOOL = 18, "The child's school.";
        SITUATION = 19, "The situation in words, as the round showed it.";
    }
}

columns! {
    /// Fields of [`Table::Link`].
    link {
        A = 1, "One side: a child, or the fingerprint of a list row.";
        B = 2, "The other side.";
        DECISION = 3, "`same`, `different`, or empty when taken back.";
        REASON = 4, "Why, in words.";
    }
}

columns! {
    /// Fields of [`Table::View`].
    view {
        NAME = 1, "What people call it.";
        SPEC = 2, "Columns, order and filters.";
    }
}

columns! {
    /// Fields of [`Table::Setting`].
    setting {
        KEY = 1, "Which setting.";
        VALUE = 2, "Its value.";
    }
}

columns! {
    /// Fields of [`Table::Mapping`].
    mapping {
        SOURCE = 1, "What identifies the source: its headers and kind.";
        SPEC = 2, "Which column means which field.";
    }
}

columns! {
    /// Fields of [`Table::Access`]: rows are written once and never changed.
    access {
        WHO = 1, "Who.";
        WHEN = 2, "When, by the device's clock.";
        ACTION = 3, "Opened, revealed, exported, printed.";
        SUBJECT = 4, "About whom or what, in words.";
        COUNT = 5, "How many children.";
        REASON = 6, "Why, in words.";
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::field::Field;

    /// Stored numbers: this test is changed only by adding to it.
    #[test]
    fn tables_keep_their_numbers() {
        let numbers: Vec<(String, u16)> =
            Table::ALL.iter().map(|t| (format!("{t:?}").to_lowercase(), t.id())).collect();
        let expected = ["child", "list", "round", "discrepancy", "link", "view", "setting", "mapping", "access"];
        let expected: Vec<(String, u16)> = expected.iter().map(|t| (*t).to_owned()).zip(1..).collect();
        assert_eq!(numbers, expected);
        assert!(Table::ALL.iter().all(|t| Table::from_id(t.id()) == Some(*t)));
        assert_eq!(Table::from_id(10), None);
    }

    #[test]
    fn no_number_is_used_twice_or_for_deletion() {
        let children: Vec<u16> = Field::ALL.iter().map(|f| f.id()).collect();
        let tables = [
            &children,
            list::ALL,
            round::ALL,
            discrepancy::ALL,
            link::ALL,
            view::ALL,
            setting::ALL,
            mapping::ALL,
            access::ALL,
        ];
        for fields in tables {
            let distinct: BTreeSet<u16> = fields.iter().copied().collect();
            assert_eq!(distinct.len(), fields.len());
            assert!(!distinct.contains(&DELETED));
        }
    }
}
