//! Identity numbers as text with a quality: GB 11643 and what spreadsheets leave of it.

use serde::{Deserialize, Serialize};

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
