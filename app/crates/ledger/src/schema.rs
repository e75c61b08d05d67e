//! The numbers under which the ledger is stored: tables and fields of the cells in every op.
//!
//! Stored for ever: a number is never changed and never used again for something else. Fields of children are
//! [`Field::id`](crate::field::Field::id); the other tables have their own numbers here, each from 1.

mod compartment;

pub use compartment::Compartment;

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
    Membership = 10, "Children in registers. Fields beyond the child and the register are those of [`crate::register`].";
    Visit = 11, "Visits to children and schools.";
    Shortfall = 12, "Turns of a duty that were closed short, and days on which nothing is owed, with the reason.";
    Duty = 13, "What a county changed in the rules of duties.";
    Case = 14, "Case files (一生一案), one per child; how a case stands is derived from its steps.";
    Step = 15, "What happened in a case; append-only, a wrong step is struck with the reason.";
    Notice = 16, "Notices to guardians, with their receipts (送达回证).";
    RollCall = 17, "Days on which the roll of a class was called.";
    Absence = 18, "Children who were not in class on a day on which the roll was called.";
    Attachment = 19, "Photos, drawn signatures and scans, their bytes as a blob; removed with a reason, never deleted.";
    Cadre = 21, "Cadres who answer for schools (包联干部).";
    Post = 22, "Which cadre answers for which school, from when to when.";
    Aid = 23, "What was paid to whom in which term (资助).";
    Restricted = 24, "Entries of restricted registers (限权登记). Fields beyond the child and the register are those of [`crate::register`].";
    OwnRegister = 25, "Registers that a county added.";
    OwnQuestion = 26, "What a county's own register asks; a question asked no more is retired, never taken away.";
    ChainPost = 27, "Who answers for a unit in a chain of responsibility (责任链), from when to when.";
    Docket = 28, "Matters followed line by line: who moved, where graduates went, checked names, letters, pledges.";
    Space = 32, "What a shared ledger says of itself; one row.";
    SpaceMember = 33, "What each member of a shared ledger is called; the row is the agent.";
    Kept = 34, "Values that were not chosen where two people had written, and are noted all the same.";
    OfficeKey = 40, "Keys with which this office hands up, and takes in (上报); any of its devices may use them.";
    Superior = 41, "Offices that this one hands up to (上级), once their letter was compared.";
    Submission = 42, "What this office hands up, one row for each revision (报送).";
    Sender = 43, "Schools whose submissions this office takes in, once their letter was compared.";
    Received = 44, "What came in (收件); the row is named by what was left, so the same twice is one.";
    Verdict = 45, "What was said of a submission, by this office or to it (回执); append-only.";
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

mod attachment_columns;
mod attendance_columns;
mod case_columns;
mod docket_columns;
mod duty_columns;
mod register_columns;
mod share_columns;
mod upward_columns;

pub use attachment_columns::attachment;
pub use attendance_columns::{absence, roll_call};
pub use case_columns::{case, notice, step};
pub use docket_columns::docket;
pub use duty_columns::{aid, cadre, duty, post, shortfall};
pub use register_columns::{chain_post, own_question, own_register, restricted};
pub use share_columns::{kept, space, space_member};
pub use upward_columns::{office_key, received, sender, submission, superior, verdict};

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

columns! {
    /// Fields of [`Table::Membership`] that every register has; the others are those of
    /// [`questions_of`](crate::register::questions_of).
    membership {
        CHILD = 1, "The child.";
        REGISTER = 2, "The key of the [`Register`](crate::register::Register).";
    }
}

columns! {
    /// Fields of [`Table::Visit`].
    visit {
        CHILD = 1, "The child.";
        KIND = 2, "The key of the [`VisitKind`](crate::visit::VisitKind).";
        DATE = 3, "The day, ISO.";
        START = 4, "From when, `HH:MM`.";
        END = 5, "Until when, `HH:MM`.";
        PEOPLE = 6, "Who went.";
        PLACE = 7, "Where.";
        LESSONS = 8, "Lesson hours.";
        GOAL = 9, "What it was to achieve.";
        CONTENT = 10, "What was done.";
        RESPONSE = 11, "How the child did.";
        FAMILY = 12, "What the family said.";
        SIGNED = 13, "How the family signed: `paper`, or nothing.";
        NEXT = 14, "What is next.";
        MAKES_GOOD = 15, "The earlier turn of a duty it makes good.";
        HELP = 16, "Which kind of help (思想 心理 生活 学业 家访).";
        REASON = 17, "Why the visit was made.";
        OUTCOME = 18, "What came of it.";
        CADRE = 40, "The cadre who went to a school.";
        SCHOOL = 41, "The school.";
        LOOKED_AT = 42, "What was looked at: keys.";
        PROBLEMS = 43, "What was found wrong.";
        ADVICE = 44, "What was advised.";
        CORRECT_BY = 45, "By when it is to be put right, ISO.";
        RECHECK = 46, "What came of looking again.";
        GROUP = 50, "The group for which the child is helped.";
        WAY = 51, "Who helps: the key of a [`HelpWay`](crate::visit::HelpWay).";
        RATIO = 52, "One for one, or one for several.";
        PEER = 53, "The pupil who helps.";
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
        let expected = [
            ("child", 1),
            ("list", 2),
            ("round", 3),
            ("discrepancy", 4),
            ("link", 5),
            ("view", 6),
            ("setting", 7),
            ("mapping", 8),
            ("access", 9),
            ("membership", 10),
            ("visit", 11),
            ("shortfall", 12),
            ("duty", 13),
            ("case", 14),
            ("step", 15),
            ("notice", 16),
            ("rollcall", 17),
            ("absence", 18),
            ("attachment", 19),
            ("cadre", 21),
            ("post", 22),
            ("aid", 23),
            ("restricted", 24),
            ("ownregister", 25),
            ("ownquestion", 26),
            ("chainpost", 27),
            ("docket", 28),
            ("space", 32),
            ("spacemember", 33),
            ("kept", 34),
            ("officekey", 40),
            ("superior", 41),
            ("submission", 42),
            ("sender", 43),
            ("received", 44),
            ("verdict", 45),
        ];
        let numbers: Vec<(&str, u16)> = numbers.iter().map(|(name, id)| (name.as_str(), *id)).collect();
        assert_eq!(numbers, expected);
        assert!(Table::ALL.iter().all(|t| Table::from_id(t.id()) == Some(*t)));
        assert_eq!(Table::from_id(u16::MAX), None);
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
            membership::ALL,
            restricted::ALL,
            own_register::ALL,
            own_question::ALL,
            chain_post::ALL,
            space::ALL,
            space_member::ALL,
            kept::ALL,
            visit::ALL,
            shortfall::ALL,
            duty::ALL,
            case::ALL,
            step::ALL,
            notice::ALL,
            roll_call::ALL,
            absence::ALL,
            attachment::ALL,
            cadre::ALL,
            post::ALL,
            aid::ALL,
            docket::ALL,
            office_key::ALL,
            superior::ALL,
            submission::ALL,
            sender::ALL,
            received::ALL,
            verdict::ALL,
        ];
        for fields in tables {
            let distinct: BTreeSet<u16> = fields.iter().copied().collect();
            assert_eq!(distinct.len(), fields.len());
            assert!(!distinct.contains(&DELETED));
        }
    }
}
