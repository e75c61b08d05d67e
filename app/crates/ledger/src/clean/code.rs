//! Codes: digits that are a name, not a quantity, and lose their leading zeros when a spreadsheet thinks otherwise.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::{Cleaned, empty};
use crate::field::Field;
use crate::finding::{FindingKind, Severity};
use crate::plain;

pub(super) fn clean(field: Field, raw: &str, numeric: bool) -> Cleaned<'_> {
    let plain = if raw.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Cow::Borrowed(raw)
    } else if plain::says_nothing(raw) {
        return empty(field);
    } else {
        // Dashes inside a code are part of it.
        Cow::Owned(
            plain::narrow(raw).chars().filter(|c| !c.is_whitespace() && !plain::is_invisible(*c)).nfc().collect(),
        )
    };
    let plain = match plain.strip_suffix(".0") {
        Some(whole) if numeric => Cow::Owned(whole.to_owned()),
        _ => plain,
    };
    if is_scientific(&plain) {
        return Cleaned::unread(raw, FindingKind::NumberUnreadable);
    }
    // The only code of fixed width that may begin with a zero; other codes are compared with their column by the reader.
    if field == Field::Postcode && plain.len() == 5 && plain.bytes().all(|b| b.is_ascii_digit()) {
        let text = Cow::Owned(format!("0{plain}"));
        return Cleaned { text, finding: Some((FindingKind::LeadingZeros, Severity::Note)) };
    }
    Cleaned::plain(plain)
}

/// `6.10526E+11`: a twelve-digit area code as a spreadsheet shows it.
fn is_scientific(plain: &str) -> bool {
    let Some((mantissa, exponent)) = plain.split_once(['E', 'e']) else { return false };
    let Some(exponent) = exponent.strip_prefix('+') else { return false };
    let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    is_digits(exponent) && mantissa.split('.').all(is_digits)
}
