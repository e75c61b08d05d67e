//! 学籍号: a type letter and eighteen characters, the third key of a comparison.
//!
//! `G` carries the identity number the child had when it was enrolled, which may since have been corrected: the number
//! inside is evidence, and using it as an identity number is always said aloud.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::identity::IdentityNumber;
use crate::plain;

/// What the eighteen characters of a 学籍号 are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StudentNumberKind {
    /// G: the identity number.
    Identity,
    /// J: area, birth date, sequence and check of a child without an identity number.
    Assigned,
    /// L: area, birth date and four random digits; temporary.
    Temporary,
}

/// A well-formed 学籍号.
///
/// ```
/// use ledger::student_number::{StudentNumber, StudentNumberKind};
/// let number = StudentNumber::parse("G990526201208310018").ok_or("not a student number")?;
/// assert_eq!(number.kind(), StudentNumberKind::Identity);
/// assert_eq!(number.identity().map(|n| n.masked()).as_deref(), Some("990526********0018"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StudentNumber([u8; 19]);

impl StudentNumber {
    /// Reads plain text: a capital G, J or L, 17 digits, and a digit or X.
    pub fn parse(plain: &str) -> Option<StudentNumber> {
        let chars = <[u8; 19]>::try_from(plain.as_bytes()).ok()?;
        let [kind, digits @ .., check] = &chars;
        let shaped = matches!(kind, b'G' | b'J' | b'L')
            && digits.iter().all(u8::is_ascii_digit)
            && (check.is_ascii_digit() || (*check == b'X' && *kind != b'L'));
        shaped.then_some(StudentNumber(chars))
    }

    /// Reads a cell: full-width characters, spaces, dashes and apostrophes are taken off.
    pub fn read(raw: &str) -> Option<StudentNumber> {
        let code = plain::code(raw);
        match StudentNumber::parse(&code) {
            Some(number) => Some(number),
            // A look-alike of X at the end, as in identity numbers.
            None => {
                let end = code.char_indices().nth(18).filter(|(_, c)| plain::is_like_x(*c))?.0;
                StudentNumber::parse(&format!("{}X", code.get(..end)?))
            }
        }
    }

    /// The nineteen characters.
    pub fn as_str(&self) -> &str {
        // Always ASCII by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// What its eighteen characters are.
    pub const fn kind(&self) -> StudentNumberKind {
        match self.0[0] {
            b'G' => StudentNumberKind::Identity,
            b'J' => StudentNumberKind::Assigned,
            _ => StudentNumberKind::Temporary,
        }
    }

    /// The identity number a `G` number carries, if it is a valid one.
    pub fn identity(&self) -> Option<IdentityNumber> {
        if self.kind() != StudentNumberKind::Identity {
            return None;
        }
        self.as_str().get(1..)?.parse().ok()
    }

    /// The birth date inside, if it is one.
    pub fn birth(&self) -> Option<Date> {
        Date::from_digits(self.0.get(7..15)?)
    }
}

impl std::fmt::Display for StudentNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: Option<(&str, StudentNumberKind, bool)>) {
        let number = StudentNumber::read(raw);
        let read = number.map(|n| (n.to_string(), n.kind(), n.identity().is_some()));
        assert_eq!(read, expected.map(|(t, k, i)| (t.to_owned(), k, i)), "{raw}");
    }

    #[test]
    fn the_three_kinds_are_read() {
        use StudentNumberKind::{Assigned, Identity, Temporary};
        check("G990526201208310018", Some(("G990526201208310018", Identity, true)));
        check("g 99052620130708006x", Some(("G99052620130708006X", Identity, true)));
        check("Ｇ９９０５２６２０１２０８３１００１８", Some(("G990526201208310018", Identity, true)));
        check("'G99052620130708006Х", Some(("G99052620130708006X", Identity, true)));
        check("G990526201208310019", Some(("G990526201208310019", Identity, false)));
        check("J990526201208310012", Some(("J990526201208310012", Assigned, false)));
        check("L990526201208311234", Some(("L990526201208311234", Temporary, false)));
    }

    #[test]
    fn anything_else_is_not_a_student_number() {
        for raw in ["", "990526201208310018", "G99052620120831001", "G9905262012083100180", "K990526201208310018"] {
            check(raw, None);
        }
        check("L99052620120831123X", None);
        check("G九90526201208310018", None);
        check("G990526201208310×18", None);
    }

    #[test]
    fn the_birth_date_inside_can_be_asked_for() {
        let birth = |t: &str| StudentNumber::parse(t).and_then(|n| n.birth()).map(|d| d.to_string());
        assert_eq!(birth("L990526201208311234").as_deref(), Some("2012-08-31"));
        assert_eq!(birth("J990526201102290012"), None);
    }
}
