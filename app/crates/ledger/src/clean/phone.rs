//! Telephone numbers: mobile numbers of eleven digits, landlines with or without an area code, several in a cell.

use std::borrow::Cow;

use super::Cleaned;
use crate::finding::FindingKind;
use crate::plain;

/// The canonical text of all numbers in a cell, joined by `/`; `None` if any of them cannot be read.
///
/// ```
/// use ledger::clean::read_phones;
/// assert_eq!(read_phones("138 0000 0000").as_deref(), Some("13800000000"));
/// assert_eq!(read_phones("（0913）8212345、+86-13900000000").as_deref(), Some("0913-8212345/13900000000"));
/// assert_eq!(read_phones("1380000000"), None);
/// ```
pub fn read_phones(raw: &str) -> Option<String> {
    let text = plain::narrow(raw);
    if let Some(one) = read_one(&text) {
        return Some(one);
    }
    let parts = text.split(['/', '、', ',', ';', '\\', '|', ' ', '或', '。']).map(str::trim).filter(|p| !p.is_empty());
    let numbers: Vec<String> = parts.map(read_one).collect::<Option<_>>()?;
    (!numbers.is_empty()).then(|| numbers.join("/"))
}

pub(super) fn clean(raw: &str) -> Cleaned<'_> {
    if is_mobile(raw) {
        return Cleaned::plain(Cow::Borrowed(raw));
    }
    Cleaned::read(raw, read_phones(raw), FindingKind::PhoneUnreadable)
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && digits.bytes().all(|b| b.is_ascii_digit())
}

fn read_one(text: &str) -> Option<String> {
    // An extension is kept behind the number.
    let (number, extension) = match text.split_once(['转', 'x']) {
        Some((number, extension)) => (number, Some(extension.trim())),
        None => (text, None),
    };
    if extension.is_some_and(|e| e.is_empty() || e.len() > 6 || !e.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    // `13800000000.0` was a number in a spreadsheet.
    let number = number.strip_suffix(".0").unwrap_or(number);
    let is_spacing = |c: char| plain::is_dash(c) || c.is_whitespace() || matches!(c, '(' | ')');
    let mut digits: String = number.chars().filter(|c| !is_spacing(*c)).collect();
    if let Some(home) = digits.strip_prefix("+86").or_else(|| digits.strip_prefix("0086")) {
        digits = home.to_owned();
    } else if digits.len() == 13 && digits.starts_with("861") {
        digits.drain(..2);
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let plain = if is_mobile(&digits) { digits } else { landline(&digits)? };
    Some(match extension {
        Some(extension) => format!("{plain}转{extension}"),
        None => plain,
    })
}

/// A landline: seven or eight digits, with an area code 010, 02x or 0xxx before a dash. Service numbers are not a home.
fn landline(digits: &str) -> Option<String> {
    let local_fits = |local: &str| matches!(local.len(), 7 | 8) && !local.starts_with(['0', '1']);
    if local_fits(digits) {
        return Some(digits.to_owned());
    }
    if !digits.starts_with('0') {
        return None;
    }
    let code_len = if digits.starts_with("01") || digits.starts_with("02") { 3 } else { 4 };
    let (code, local) = digits.split_at_checked(code_len)?;
    local_fits(local).then(|| format!("{code}-{local}"))
}
