//! What people and programs dress a value in, and the plain form underneath.
//!
//! Cells arrive with leading apostrophes, full-width digits, non-breaking and ideographic spaces, zero-width marks and
//! long dashes. Taking these off changes how a value is written, never what it says; anything further is a repair and is
//! not done here. A value that is plain already is borrowed, not copied.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Marks that take no room: zero-width spaces and joiners, byte-order marks, direction marks, soft hyphens, controls.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || (c.is_control() && !c.is_whitespace())
}

/// Apostrophes and quotes that spreadsheets and exports put before a number to keep it text.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '"' | '`' | '´' | '‘' | '’' | '‚' | '‛' | '“' | '”' | '′' | '‵' | '＇' | '＂')
}

/// Every dash people type for a hyphen.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '﹣' | '－' | '⁃' | '﹘' | '─' | '━' | 'ー' | '～' | '~')
}

/// What is read as X at the end of a number: the letter in any script, and the multiplication sign.
pub(crate) fn is_like_x(c: char) -> bool {
    matches!(c, 'x' | 'X' | '×' | '✕' | '✖' | '╳' | '⨯' | 'х' | 'Х' | 'χ' | 'Χ' | 'ⅹ' | 'Ⅹ')
}

/// Outer spaces, quotes before, and invisible marks anywhere taken off; line breaks inside become one space.
pub(crate) fn trimmed(raw: &str) -> Cow<'_, str> {
    let outer = raw.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    // An apostrophe at the very front is the spreadsheet's "this is text"; any other quote belongs to the value.
    let bare = outer.trim_start_matches(|c: char| matches!(c, '\'' | '＇') || c.is_whitespace() || is_invisible(c));
    if bare.bytes().all(|b| b >= b' ' && b != 0x7f)
        && (bare.is_ascii() || !bare.chars().any(|c| is_invisible(c) || is_break(c)))
    {
        return Cow::Borrowed(bare);
    }
    let mut text = String::with_capacity(bare.len());
    for c in bare.chars().filter(|c| !is_invisible(*c)) {
        match c {
            c if is_break(c) && text.ends_with(' ') => {}
            c if is_break(c) => text.push(' '),
            c => text.push(c),
        }
    }
    Cow::Owned(text)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The plain form of a number-like text: NFKC, capital letters, no spaces, quotes, dashes or invisible marks.
pub(crate) fn code(raw: &str) -> Cow<'_, str> {
    if raw.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        return Cow::Borrowed(raw);
    }
    // `="990526…"` is how some exports keep Excel from reading a number.
    let inner = raw.trim().strip_prefix("=\"").and_then(|t| t.strip_suffix('"')).unwrap_or(raw);
    let kept = |c: &char| !(c.is_whitespace() || is_invisible(*c) || is_quote(*c) || is_dash(*c));
    // What stood apart may compose once the spaces are gone.
    let plain = inner.chars().filter(kept).nfkc().filter(kept).nfc();
    Cow::Owned(plain.map(|c| c.to_ascii_uppercase()).collect())
}

/// NFKC without outer spaces and invisible marks: for values whose inner spaces and dashes mean something.
#[allow(dead_code)]
pub(crate) fn narrow(raw: &str) -> Cow<'_, str> {
    match trimmed(raw) {
        text if text.is_ascii() => text,
        text => Cow::Owned(text.chars().nfkc().collect()),
    }
}

/// Whether a cell says in words or signs that there is nothing to say: `无`, `/`, `—`, `N/A`.
pub(crate) fn says_nothing(text: &str) -> bool {
    let text = trimmed(text);
    matches!(
        text.as_ref(),
        "" | "无"
            | "暂无"
            | "没有"
            | "空"
            | "未办理"
            | "未办"
            | "无证"
            | "无号"
            | "/"
            | "／"
            | "\\"
            | "、"
            | "."
            | "。"
            | "*"
            | "N/A"
            | "n/a"
            | "#N/A"
            | "NA"
            | "NULL"
            | "null"
            | "None"
            | "none"
            | "nan"
            | "NaN"
    ) || text.chars().all(is_dash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(read: fn(&str) -> Cow<'_, str>, raw: &str, expected: &str) {
        assert_eq!(read(raw), expected, "{raw:?}");
    }

    #[test]
    fn dressing_comes_off_and_nothing_else() {
        check(code, "９９０５２６　２０１２０８３１　００１ｘ", "99052620120831001X");
        check(code, "'990526-20120831-0018\u{200b}", "990526201208310018");
        check(code, "=\"990526201208310018\"", "990526201208310018");
        check(code, "g990526", "G990526");
        check(code, "99O526", "99O526");
        check(trimmed, "\u{feff} '张 三\u{3000}", "张 三");
        check(trimmed, "一组\r\n二组", "一组 二组");
        check(trimmed, "（甲）O'Neil", "（甲）O'Neil");
        check(narrow, "２０１２年９月\u{a0}１日", "2012年9月 1日");
    }

    #[test]
    fn plain_values_are_borrowed() {
        for raw in ["990526201208310018", "99052620130708006X", ""] {
            assert!(matches!(code(raw), Cow::Borrowed(_)), "{raw}");
        }
        for raw in ["石泉村一组", "张三", " 张三 "] {
            assert!(matches!(trimmed(raw), Cow::Borrowed(_)), "{raw}");
        }
    }

    #[test]
    fn signs_for_nothing_say_nothing() {
        for raw in ["", " ", "无", "——", "-", "/", "#N/A"] {
            assert!(says_nothing(raw), "{raw}");
        }
        for raw in ["0", "无残疾", "张三"] {
            assert!(!says_nothing(raw), "{raw}");
        }
    }
}
