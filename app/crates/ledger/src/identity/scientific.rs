//! `9.90526E+17` in all its spellings: what a spreadsheet shows for more than eleven digits.
//!
//! Only as many digits survive as are shown, and the last of them may have been rounded up, so the number is known as an
//! interval and no more.

/// A number in scientific form: the integers it may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scientific {
    /// The smallest integer that would be shown so.
    pub(super) low: u64,
    /// The largest.
    pub(super) high: u64,
}

/// Reads text already narrowed (NFKC, capital letters, no spaces, dashes or apostrophes): `9.90526E+17`, `9.91E17`,
/// `9.90526×10^17`. Integers from twelve digits to eighteen only.
pub(super) fn read(plain: &str) -> Option<Scientific> {
    let (mantissa, exponent) =
        ["×10^", "X10^", "*10^", "E+", "E", "×10", "X10"].iter().find_map(|sign| plain.split_once(sign))?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits_only = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits_only(whole) || !digits_only(fraction) || !digits_only(exponent) {
        return None;
    }
    if exponent.is_empty() || exponent.len() > 2 {
        return None;
    }
    // The last shown digit is worth 10 to this power.
    let unit_power = exponent.parse::<usize>().ok()?.checked_sub(fraction.len());
    let shown = format!("{whole}{fraction}");
    let shown = shown.trim_start_matches('0');
    let (digits, unit) = match unit_power {
        Some(power) => (shown.to_owned(), 10u64.checked_pow(u32::try_from(power).ok()?)?),
        None => return None,
    };
    let value = digits.parse::<u64>().ok()?.checked_mul(unit)?;
    if !(12..=18).contains(&value.checked_ilog10().map_or(0, |l| l + 1)) {
        return None;
    }
    // Fifteen digits are all a spreadsheet keeps: they are cut there, not rounded.
    let (below, above) = if digits.len() >= 15 { (0, unit - 1) } else { (unit / 2, unit / 2) };
    Some(Scientific { low: value.saturating_sub(below), high: value + above })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(plain: &str, expected: Option<(u64, u64)>) {
        assert_eq!(read(plain).map(|s| (s.low, s.high)), expected, "{plain}");
    }

    #[test]
    fn every_spelling_is_an_interval() {
        check("9.90526E+17", Some((990_525_500_000_000_000, 990_526_500_000_000_000)));
        check("9.91E17", Some((990_500_000_000_000_000, 991_500_000_000_000_000)));
        check("9.90526201208310E+17", Some((990_526_201_208_310_000, 990_526_201_208_310_999)));
        check("9.90526×10^17", Some((990_525_500_000_000_000, 990_526_500_000_000_000)));
        check("1E+17", Some((50_000_000_000_000_000, 150_000_000_000_000_000)));
        check("9.90526120708001E+14", Some((990_526_120_708_001, 990_526_120_708_001)));
    }

    #[test]
    fn other_letters_and_digits_are_not_numbers() {
        for plain in
            ["E12345678", "9.9E", "9.9E+1708", "9E+40", "A9E+17", "9.9.9E+17", "1.5E+3", "990526201208310018", ""]
        {
            check(plain, None);
        }
    }
}
