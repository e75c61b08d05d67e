//! Whether what is left of a damaged number could be another number, whole or damaged.
//!
//! This is evidence for a proposal that a person accepts or refuses, never a match. Software damages numbers in two ways,
//! cutting to 15 digits and rounding to a binary double, and both leave an interval of integers: two numbers are
//! compatible when their intervals meet. People damage them by one slip of the finger.

use std::borrow::Cow;

use super::number::IdentityNumber;
use super::{IdQuality, ROUGHLY, scientific};
use crate::plain;

/// Whether two texts with their qualities could be one identity number.
///
/// Equal valid numbers are compatible; a missing number is compatible with nothing, because it says nothing. A number
/// ending in X was never a number to a spreadsheet, so it is not compatible with anything a spreadsheet damaged.
///
/// ```
/// use ledger::identity::{IdQuality, compatible};
/// let whole = ("990526201208310018", IdQuality::Valid);
/// assert!(compatible(("990526201208310000", IdQuality::Truncated), whole));
/// assert!(compatible(("≈990526201208310016", IdQuality::Rounded), whole));
/// assert!(compatible(("9.90526E+17", IdQuality::Scientific), whole));
/// assert!(!compatible(("990526201209010000", IdQuality::Truncated), whole));
/// ```
pub fn compatible(a: (&str, IdQuality), b: (&str, IdQuality)) -> bool {
    let nothing = |q| matches!(q, IdQuality::Missing);
    if nothing(a.1) || nothing(b.1) {
        return false;
    }
    let (left, right) = (undressed(a.0), undressed(b.0));
    if a.1 == IdQuality::Valid && b.1 == IdQuality::Valid {
        return left == right;
    }
    if is_number_damage(a.1) || is_number_damage(b.1) {
        return match (interval(&left, a.1), interval(&right, b.1)) {
            (Some((a_low, a_high)), Some((b_low, b_high))) => a_low <= b_high && b_low <= a_high,
            _ => false,
        };
    }
    left == right
        || fifteen_of(&left, a.1, &right)
        || fifteen_of(&right, b.1, &left)
        || masked(&left, &right)
        || masked(&right, &left)
        || (slips(a.1) || slips(b.1)) && one_slip(left.as_bytes(), right.as_bytes())
}

/// Whether a damaged text could be this whole number.
pub fn could_be(text: &str, quality: IdQuality, number: &IdentityNumber) -> bool {
    compatible((text, quality), (number.as_str(), IdQuality::Valid))
}

/// The integers that become the same binary double as this one: up to 64 on either side of it for numbers like 9.9E17.
///
/// Programs also print a double by the shortest digits that lead back to it, so the printed integer need not be the
/// double itself.
pub(super) fn same_double(value: u64) -> (u64, u64) {
    // A double has 53 bits.
    let spare_bits = (64 - value.leading_zeros()).saturating_sub(53);
    let half = (1u64 << spare_bits) / 2;
    let double = value as f64 as u64;
    (double.saturating_sub(half), double.saturating_add(half))
}

/// Whether these digits are exactly what a program prints of a binary double, in full or in the shortest way. Of whole
/// numbers about one in twenty-five is, by chance.
pub fn is_double(digits: &str) -> bool {
    let Ok(value) = digits.parse::<u64>() else { return false };
    let double = value as f64;
    double as u64 == value || double.to_string() == digits
}

fn undressed(text: &str) -> Cow<'_, str> {
    match plain::code(text) {
        Cow::Borrowed(plain) => Cow::Borrowed(plain),
        Cow::Owned(plain) => Cow::Owned(plain.trim_start_matches(ROUGHLY).to_owned()),
    }
}

fn is_number_damage(quality: IdQuality) -> bool {
    matches!(quality, IdQuality::Scientific | IdQuality::Truncated | IdQuality::Rounded)
}

fn slips(quality: IdQuality) -> bool {
    matches!(quality, IdQuality::Checksum | IdQuality::Date | IdQuality::Malformed)
}

/// The integers a text may stand for.
fn interval(plain: &str, quality: IdQuality) -> Option<(u64, u64)> {
    if plain.len() != 18 || !plain.bytes().all(|b| b.is_ascii_digit()) {
        let shown = scientific::read(plain)?;
        return Some((same_double(shown.low).0, same_double(shown.high).1));
    }
    let value = plain.parse::<u64>().ok()?;
    let (low, high) = same_double(value);
    match quality {
        IdQuality::Truncated => Some((low, high.max(value + 999))),
        IdQuality::Rounded => {
            // A program prints the double in full, but the spreadsheet may have cut the digits before that.
            let thousand = (value + 500) / 1000 * 1000;
            let was_cut = (low..=high).contains(&thousand);
            Some((low, if was_cut { high.max(thousand + 999) } else { high }))
        }
        _ => Some((value, value)),
    }
}

/// Whether 15 characters are this 18-character number without its century and check character, or its beginning.
fn fifteen_of(short: &str, quality: IdQuality, whole: &str) -> bool {
    if quality != IdQuality::Fifteen {
        return false;
    }
    let old_kind = match (whole.get(..6), whole.get(8..17)) {
        (Some(area), Some(rest)) => short == format!("{area}{rest}"),
        _ => false,
    };
    old_kind || (whole.len() == 18 && whole.starts_with(short))
}

/// Whether a number with stars in it (`990526********0018`) shows at least eight characters and all of them fit.
fn masked(stars: &str, whole: &str) -> bool {
    let shown = stars.bytes().filter(|b| *b != b'*').count();
    stars.contains('*')
        && stars.len() == whole.len()
        && shown >= 8
        && stars.bytes().zip(whole.bytes()).all(|(s, w)| s == b'*' || s == w)
}

/// Whether one typed character is wrong, two neighbours are swapped, or one is missing or doubled, in 17 to 19.
fn one_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len() > b.len() {
        return one_slip(b, a);
    }
    if a.len() < 17 || b.len() > 19 {
        return false;
    }
    let same_front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let same_back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    if a.len() + 1 == b.len() {
        return same_front + same_back >= a.len();
    }
    if a.len() != b.len() {
        return false;
    }
    let wrong = a.len().saturating_sub(same_front + same_back);
    let swapped =
        wrong == 2 && a.get(same_front) == b.get(same_front + 1) && a.get(same_front + 1) == b.get(same_front);
    wrong <= 1 || swapped
}
