//! 资助: what a child is entitled to in a term, how much that is, and whether it was paid.
//!
//! Who is entitled and how much is paid are tables that a county writes; what is shipped is a beginning (示例). Nobody is
//! told that a child gets nothing: a child without an entry is on the list of those who should have one.

mod amounts;
mod entitlement;
mod entry;

use thiserror::Error;

use crate::keyed::keyed;

pub use amounts::{Amount, Amounts};
pub use entitlement::{Boards, Entitlement, Entitlements, Ground};
pub use entry::{faults, questions};

// Keys are stored: never change one.
keyed! {
    /// What is paid or waived.
    pub enum AidItem {
        Fees = "fees", "免杂费";
        Textbooks = "textbooks", "免教科书";
        Boarder = "boarder", "寄宿生生活补助";
        DayPupil = "day_pupil", "非寄宿生生活补助";
        Meals = "meals", "营养改善";
        Other = "other", "其他";
    }
}

/// Why a text is no table: this line (1-based) cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("line {0} cannot be read")]
pub struct BadLine(pub usize);
