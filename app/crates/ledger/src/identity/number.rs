//! 公民身份号码 (GB 11643): the number that can be a key, because every value of this type is whole and checked.
//!
//! There is no way to build one from a number, only from 18 characters of text: a spreadsheet's idea of the same digits
//! is already damaged. See [`super::assess`] for everything else that stands in such a column.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::date::Date;

/// 性别, as the seventeenth character of an identity number says it: odd is male.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

impl Sex {
    /// The official text, `男` or `女`.
    pub const fn text(self) -> &'static str {
        match self {
            Sex::Male => "男",
            Sex::Female => "女",
        }
    }

    /// Reads the official text.
    pub fn from_text(text: &str) -> Option<Sex> {
        match text {
            "男" => Some(Sex::Male),
            "女" => Some(Sex::Female),
            _ => None,
        }
    }
}

/// Why 18 characters are not an identity number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdentityError {
    /// Not 17 digits and a digit or capital X.
    #[error("not 17 digits and a check character")]
    Shape,
    /// The check character does not fit the other 17.
    #[error("check character does not fit")]
    Checksum,
    /// The check character fits, but the date inside does not exist or lies outside 1900 to 2100.
    #[error("date inside does not exist")]
    Date,
}

/// A whole, checked 18-character identity number.
///
/// ```
/// use ledger::identity::{IdentityNumber, Sex};
/// let number: IdentityNumber = "990526201208310018".parse()?;
/// assert_eq!(number.birth().to_string(), "2012-08-31");
/// assert_eq!(number.sex(), Sex::Male);
/// assert_eq!(number.masked(), "990526********0018");
/// # Ok::<(), ledger::identity::IdentityError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdentityNumber([u8; 18]);

/// Weights of GB 11643 for the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters by the weighted sum modulo 11.
const CHECKS: [u8; 11] = *b"10X98765432";

/// The check character GB 11643 asks for after 17 digits.
pub fn check_character(digits: &[u8; 17]) -> Option<char> {
    digits.iter().all(u8::is_ascii_digit).then(|| char::from(check_byte(digits)))
}

fn check_byte(digits: &[u8; 17]) -> u8 {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    CHECKS[(sum % 11) as usize]
}

/// The date inside 18 characters, whatever the check character says.
pub(super) fn date_inside(chars: &[u8]) -> Option<Date> {
    Date::from_digits(chars.get(6..14)?).filter(|d| (1900..=2100).contains(&d.year()))
}

impl IdentityNumber {
    /// Reads exactly 17 digits and a check character (`X` capital); anything dressed up goes through [`super::assess`].
    pub fn from_bytes(chars: [u8; 18]) -> Result<IdentityNumber, IdentityError> {
        let [digits @ .., check] = &chars;
        let check_is_one = check.is_ascii_digit() || *check == b'X';
        if !digits.iter().all(u8::is_ascii_digit) || !check_is_one {
            return Err(IdentityError::Shape);
        }
        if check_byte(digits) != *check {
            return Err(IdentityError::Checksum);
        }
        date_inside(&chars).map(|_| IdentityNumber(chars)).ok_or(IdentityError::Date)
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        // Always ASCII by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Date of birth.
    pub fn birth(&self) -> Date {
        // Checked by construction.
        date_inside(&self.0).unwrap_or(Date::MIN)
    }

    /// Sex by the parity of the seventeenth digit.
    pub const fn sex(&self) -> Sex {
        if self.0[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// The six digits of the area first registered in.
    pub fn area(&self) -> &str {
        self.as_str().get(..6).unwrap_or_default()
    }

    /// The last four characters, for quick search.
    pub fn last_four(&self) -> &str {
        self.as_str().get(14..).unwrap_or_default()
    }

    /// As screens show it: `990526********0018`.
    pub fn masked(&self) -> String {
        format!("{}********{}", self.area(), self.last_four())
    }

    /// Whether this right-looking number may still be one that a spreadsheet cut to 15 digits.
    ///
    /// The cut leaves `000` at the end, and one in eleven of those has a fitting check character by luck. In a column that
    /// holds any [`super::IdQuality::Truncated`] number, such a number must not be trusted either: two children with
    /// the same first 15 digits would become one.
    pub fn ends_like_a_cut(&self) -> bool {
        self.0.ends_with(b"000")
    }
}

impl std::str::FromStr for IdentityNumber {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<IdentityNumber, IdentityError> {
        <[u8; 18]>::try_from(text.as_bytes()).map_err(|_| IdentityError::Shape).and_then(IdentityNumber::from_bytes)
    }
}

impl TryFrom<String> for IdentityNumber {
    type Error = IdentityError;

    fn try_from(text: String) -> Result<IdentityNumber, IdentityError> {
        text.parse()
    }
}

impl From<IdentityNumber> for String {
    fn from(number: IdentityNumber) -> String {
        number.as_str().to_owned()
    }
}

impl fmt::Display for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Masked: a number must not reach a log by way of a debug print.
impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<(&str, Sex), IdentityError>) {
        let read = text.parse::<IdentityNumber>().map(|n| (n.birth().to_string(), n.sex()));
        assert_eq!(read, expected.map(|(birth, sex)| (birth.to_owned(), sex)), "{text}");
    }

    #[test]
    fn the_standard_is_kept() {
        check("990526201208310018", Ok(("2012-08-31", Sex::Male)));
        check("990526201209010025", Ok(("2012-09-01", Sex::Female)));
        check("990422201508310035", Ok(("2015-08-31", Sex::Male)));
        check("990329200909010118", Ok(("2009-09-01", Sex::Male)));
        check("99052620130708006X", Ok(("2013-07-08", Sex::Female)));
        check("99052620130708006x", Err(IdentityError::Shape));
        check("990526201208310019", Err(IdentityError::Checksum));
        check("992633201102290136", Err(IdentityError::Date));
        check("99052620120831001", Err(IdentityError::Shape));
        check("9905262012083100180", Err(IdentityError::Shape));
        check("９90526201208310", Err(IdentityError::Shape));
        check("", Err(IdentityError::Shape));
    }

    #[test]
    fn a_debug_print_shows_no_birth_date() {
        let number: IdentityNumber = "990526201208310018".parse().expect("valid");
        assert_eq!(format!("{number:?}"), "990526********0018");
    }

    #[test]
    fn the_check_character_can_be_asked_for() {
        assert_eq!(check_character(b"99052620130708006"), Some('X'));
        assert_eq!(check_character(b"9905262013070800X"), None);
    }
}
