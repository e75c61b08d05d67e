//! Whether what is left of damaged numbers supports or forbids that two groups are one child.

use super::facts::{Facts, Row};
use crate::field::Field;
use crate::identity::{IdQuality, compatible};

/// What the digits say, from nothing to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// Nothing to compare.
    Silent,
    /// They fit, but the part that survives (area, birth, one digit) fits a namesake of the same day as well.
    Fit,
    /// All but one character fit, or one unchecked number stands in both.
    FitClosely,
    /// They cannot be the same number.
    Against,
}

/// Compares the numbers of two groups of rows.
pub(super) fn compare(facts: &Facts<'_>, a: impl Iterator<Item = Row>, b: impl Iterator<Item = Row> + Clone) -> Digits {
    let mut said = Digits::Silent;
    for x in a {
        let Some(left) = number_of(facts, &x) else { continue };
        for y in b.clone() {
            let Some(right) = number_of(facts, &y) else { continue };
            said = match (said, of_pair(left, right)) {
                (Digits::FitClosely, _) | (_, Digits::FitClosely) => Digits::FitClosely,
                (Digits::Against, _) | (_, Digits::Against) => Digits::Against,
                (Digits::Fit, _) | (_, Digits::Fit) => Digits::Fit,
                (Digits::Silent, Digits::Silent) => Digits::Silent,
            };
        }
    }
    said
}

/// The number a row shows and what it is worth.
fn number_of<'f>(facts: &'f Facts<'_>, row: &Row) -> Option<(&'f str, IdQuality)> {
    let (table, at) = (facts.lists[usize::from(row.list)].table, row.row as usize);
    match row.quality {
        _ if row.placeholder => None,
        IdQuality::Missing if row.from_card => {
            Some((table.cell(Field::DisabilityCard, at).get(..18)?, IdQuality::Valid))
        }
        IdQuality::Missing => None,
        IdQuality::Valid => Some((table.cell(Field::IdNumber, at).get(..18)?, IdQuality::Valid)),
        damaged => Some((table.cell(Field::IdNumber, at), damaged)),
    }
}

fn of_pair(a: (&str, IdQuality), b: (&str, IdQuality)) -> Digits {
    use IdQuality::{Foreign, Malformed, Rounded, Scientific, Truncated, Valid};
    let is = |wanted: &[IdQuality]| wanted.contains(&a.1) || wanted.contains(&b.1);
    if a.1 == Valid && b.1 == Valid {
        return Digits::Silent;
    }
    // The commonest case by far, decided without taking the texts apart.
    let whole = |text: &str| text.len() == 18 && text.bytes().all(|b| b.is_ascii_digit());
    if is(&[Truncated]) && a.0.get(..15) == b.0.get(..15) && whole(a.0) && whole(b.0) {
        return Digits::Fit;
    }
    if compatible(a, b) {
        let cut = is(&[Truncated, Rounded, Scientific]) || is(&[Malformed]) && a.0 != b.0 && is_short(a.0, b.0);
        return if cut { Digits::Fit } else { Digits::FitClosely };
    }
    // A passport says nothing about an identity number, and rubbish says nothing at all.
    if is(&[Foreign, Malformed]) { Digits::Silent } else { Digits::Against }
}

/// Whether one of two fitting texts shows so little that many numbers fit it (`990526********0018`).
fn is_short(a: &str, b: &str) -> bool {
    let shown = |text: &str| text.bytes().filter(u8::is_ascii_alphanumeric).count();
    shown(a).min(shown(b)) < 17
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: (&str, IdQuality), b: (&str, IdQuality), expected: Digits) {
        assert_eq!(of_pair(a, b), expected, "{a:?} {b:?}");
        assert_eq!(of_pair(b, a), expected, "{b:?} {a:?}");
    }

    #[test]
    fn damage_leaves_more_or_less() {
        use IdQuality::{Checksum, Date, Fifteen, Foreign, Malformed, Rounded, Truncated, Valid};
        let whole = ("990526201208310018", Valid);
        check(("990526201208310000", Truncated), whole, Digits::Fit);
        check(("≈990526201208310016", Rounded), whole, Digits::Fit);
        check(("990526201208310017", Checksum), whole, Digits::FitClosely);
        check(("990526201280310018", Checksum), whole, Digits::FitClosely);
        check(("99052620120831018", Malformed), whole, Digits::FitClosely);
        check(("990526********0018", Malformed), whole, Digits::Fit);
        check(("990526120831001", Fifteen), whole, Digits::FitClosely);
        check(("992633201102290136", Date), ("992633201102290136", Date), Digits::FitClosely);
        check(("E12345678", Foreign), ("E12345678", Foreign), Digits::FitClosely);
        check(("E12345678", Foreign), whole, Digits::Silent);
        check(("不详", Malformed), whole, Digits::Silent);
        check(("990526201209010000", Truncated), whole, Digits::Against);
        // A number that ends in X is text to a spreadsheet and is never cut.
        check(("990526201307080000", Truncated), ("99052620130708006X", Valid), Digits::Against);
        check(("990526201208310136", Checksum), whole, Digits::Against);
        check(whole, ("990526201209010025", Valid), Digits::Silent);
    }
}
