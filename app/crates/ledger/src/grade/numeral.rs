//! Small numbers in digits or in Chinese numerals.

/// Reads a number below 1000 in ASCII digits, or up to 99 in Chinese numerals: `07`, `十二`, `二十`.
pub(super) fn read(text: &str) -> Option<u16> {
    if !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let mut chars = text.chars();
    let (first, second, third) = (chars.next()?, chars.next(), chars.next());
    if chars.next().is_some() {
        return None;
    }
    match (digit(first), first, second, third) {
        (Some(n), _, None, None) => Some(n),
        (None, '十', None, None) => Some(10),
        (None, '十', Some(ones), None) => Some(10 + digit(ones)?),
        (Some(tens), _, Some('十'), None) => Some(tens * 10),
        (Some(tens), _, Some('十'), Some(ones)) => Some(tens * 10 + digit(ones)?),
        _ => None,
    }
}

/// Whether a character may stand in a number.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || c == '十' || digit(c).is_some()
}

fn digit(c: char) -> Option<u16> {
    "一二三四五六七八九".chars().position(|d| d == c).map(|at| at as u16 + 1)
}
