//! How wide a text shows: a Chinese character takes the room of two digits.

/// Widths of columns, in digits: narrow enough to print, wide enough for an identity number.
const NARROWEST: usize = 6;
const WIDEST: usize = 42;

/// The width at which a column shows its texts, within bounds.
pub(super) fn column<'a>(texts: impl Iterator<Item = &'a str>) -> f64 {
    let widest = texts.map(shown).max().unwrap_or(0);
    (widest + 2).clamp(NARROWEST, WIDEST) as f64
}

fn shown(text: &str) -> usize {
    let line = |line: &str| line.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum();
    text.lines().map(line).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_text() {
        let check = |texts: &[&str], width| assert_eq!(column(texts.iter().copied()), width, "{texts:?}");
        check(&["姓名", "阿卜杜·拉"], 11.0);
        check(&["990526201208310018"], 20.0);
        check(&["一\n二三四"], 8.0);
        check(&[], 6.0);
        check(&["长".repeat(100).as_str()], 42.0);
    }
}
