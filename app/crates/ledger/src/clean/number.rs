//! Whole numbers with the units people write behind them.

use crate::plain;

/// Reads a whole number: `1,250`, `１２５０元`, `3.0`, `12人`. Fractions, ranges and words are not read.
///
/// ```
/// use ledger::clean::read_number;
/// assert_eq!(read_number("1,250元"), Some(1250));
/// assert_eq!(read_number("3.5公里"), None);
/// ```
pub fn read_number(raw: &str) -> Option<i64> {
    let text = plain::narrow(raw);
    let bare = ["公里", "千米", "元", "人", "次", "个", "名", "户", "岁", "km", "KM"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(&text)
        .trim();
    let (sign, digits) = bare.strip_prefix('-').map_or((1, bare), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1 || groups.iter().skip(1).all(|g| g.len() == 3);
    let is_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !grouped || !groups.iter().all(|g| !g.is_empty() && is_digits(g)) {
        return None;
    }
    if !fraction.bytes().all(|b| b == b'0') {
        return None;
    }
    groups.concat().parse::<i64>().ok().map(|n| n * sign)
}
