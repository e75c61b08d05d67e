//! Identity numbers as text with a quality: GB 11643 and what spreadsheets leave of it.
//!
//! An identity number is never a number. [`IdentityNumber`] exists only whole and checked and is the only key; every cell
//! as it really stands goes through [`assess`], which says what it is worth without repairing it; [`compatible`] says
//! whether a damaged number could be another, as evidence for a person to judge.

mod assess;
mod compatible;
mod document;
mod mask;
mod number;
mod scientific;
#[cfg(test)]
mod tests;
mod words;

use serde::{Deserialize, Serialize};

pub use assess::{Assessed, ROUGHLY, assess, assess_as, distrust};
use compatible::same_double;
pub use compatible::{compatible, could_be, is_double};
pub use document::IdType;
pub use mask::mask;
pub use number::{IdentityError, IdentityNumber, Sex, check_character};

/// What an identity number is worth. Only `Valid` may be used as a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdQuality {
    /// No number (证件类型 Z, or an empty cell).
    #[default]
    Missing,
    /// 18 characters, check character and date right.
    Valid,
    /// Check character wrong.
    Checksum,
    /// Date inside does not exist.
    Date,
    /// 15 digits of the old kind.
    Fifteen,
    /// `9.90526E+17`.
    Scientific,
    /// Excel kept 15 digits; first 15 are true.
    Truncated,
    /// Rounded to a binary double; about the first 15 or 16 are true.
    Rounded,
    /// Anything else.
    Malformed,
    /// A passport or permit number: another document type, not checked by GB 11643.
    Foreign,
}
