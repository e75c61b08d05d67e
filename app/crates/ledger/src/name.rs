//! Names, compared on a normalised form and shown as they were written.
//!
//! Two systems seldom write one name the same way: a space between two characters, four kinds of dot in a minority name,
//! full-width letters, and `?` or a box where an old system had no character. A character nobody can read matches any
//! character, but the match says so: it is never [`NameMatch::Same`].

mod compare;
mod people;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

pub use compare::{NameMatch, names_compatible};
pub use people::people;

use crate::plain;

/// The dot between the parts of a minority or foreign name, as the registry writes it.
pub const DOT: char = '·';

/// A name as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormalName<'a> {
    /// The plain form: NFKC, no spaces, one kind of dot, capital letters. Unreadable characters are left standing.
    pub key: Cow<'a, str>,
    /// Whether spaces inside, full-width letters or a variant of the dot were taken off (a mere outer space is not told).
    pub normalised: bool,
    /// Whether a character was lost before the list reached us: `?`, a box, a star, a private-use character.
    pub unreadable: bool,
}

/// Brings a name to the form in which it is compared.
///
/// ```
/// use ledger::name::normalise_name;
/// assert_eq!(normalise_name("欧阳\u{3000}娜").key, "欧阳娜");
/// assert_eq!(normalise_name("阿卜杜•拉").key, "阿卜杜·拉");
/// assert!(normalise_name("王?霞").unreadable);
/// ```
pub fn normalise_name(raw: &str) -> NormalName<'_> {
    if raw.chars().all(is_plain_hanzi) {
        return NormalName { key: Cow::Borrowed(raw), normalised: false, unreadable: false };
    }
    let outer = plain::trimmed(raw);
    let mut key = String::with_capacity(outer.len());
    for c in outer.chars().nfkc() {
        match c {
            c if c.is_whitespace() || plain::is_invisible(c) => {}
            '\'' if key.is_empty() => {}
            // A dot stands between parts: never first, never twice.
            c if is_dot(c) && (key.is_empty() || key.ends_with(DOT)) => {}
            c if is_dot(c) => key.push(DOT),
            c => key.push(c.to_ascii_uppercase()),
        }
    }
    if key.ends_with(DOT) {
        key.pop();
    }
    // What stood apart may compose now.
    let key: String = key.nfc().collect();
    let normalised = !key.eq_ignore_ascii_case(&outer);
    let unreadable = key.chars().any(is_unreadable);
    NormalName { key: Cow::Owned(key), normalised, unreadable }
}

/// Whether a character stands for one that was lost.
pub fn is_unreadable(c: char) -> bool {
    matches!(c, '?' | '？' | '□' | '■' | '▢' | '▯' | '◻' | '○' | '●' | '\u{fffd}' | '*' | '＊')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Every dot written for [`DOT`].
fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '.' | '．' | '・' | '･' | '‧' | '∙' | '⋅' | '。' | '｡' | '˙' | '᛫' | '⸱' | 'ꞏ' | '﹒')
}

/// A unified ideograph that NFKC leaves alone: most names consist of nothing else.
fn is_plain_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2f7ff}' | '\u{30000}'..='\u{3ffff}' | '〇')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(raw: &str, key: &str, normalised: bool, unreadable: bool) {
        let name = normalise_name(raw);
        assert_eq!((name.key.as_ref(), name.normalised, name.unreadable), (key, normalised, unreadable), "{raw:?}");
    }

    #[test]
    fn spaces_dots_and_full_width_letters_come_off() {
        check("欧阳娜", "欧阳娜", false, false);
        check(" 欧阳娜\t", "欧阳娜", false, false);
        check("'欧阳娜", "欧阳娜", false, false);
        check("欧阳 娜", "欧阳娜", true, false);
        check("张\u{3000}伟", "张伟", true, false);
        check("张\u{a0}伟", "张伟", true, false);
        check("张\u{200b}伟", "张伟", false, false);
        for dot in ["·", "•", "．", "・", ".", "‧", "∙", "⋅", "。", "･", " · ", "··"] {
            check(&format!("阿卜杜{dot}拉"), "阿卜杜·拉", dot != "·", false);
        }
        check("李明。", "李明", true, false);
        check("ｌｉ Ming", "LIMING", true, false);
        check("Li", "LI", false, false);
        check("", "", false, false);
        check("⽅芳", "方芳", true, false);
    }

    #[test]
    fn rare_characters_are_names_like_any_other() {
        for name in ["马䶮", "㛃宁", "𬱖海", "王〇", "𠅤安"] {
            check(name, name, false, false);
        }
    }

    #[test]
    fn lost_characters_are_told() {
        for lost in ["?", "？", "□", "■", "\u{fffd}", "\u{e863}", "\u{f0001}", "\u{100abc}", "*"] {
            assert!(normalise_name(&format!("王{lost}霞")).unreadable, "{lost:?}");
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(raw in "[\\PC ·•．.?　张伟阿卜拉ａＢc𬱖]{0,12}") {
            let once = normalise_name(&raw).key.into_owned();
            let twice = normalise_name(&once);
            prop_assert_eq!(twice.key.as_ref(), once.as_str());
            prop_assert!(!twice.normalised);
        }

        #[test]
        fn spaces_never_change_a_name(name in "[一-龥㐀-㛃𠀀-𠅤]{1,6}", at in 0usize..6, space in "[ \u{3000}\u{a0}\u{200b}\t]{1,3}") {
            let at = at.min(name.chars().count());
            let spaced: String = name.chars().take(at).chain(space.chars()).chain(name.chars().skip(at)).collect();
            let plain = normalise_name(&spaced);
            prop_assert_eq!(plain.key.as_ref(), name.as_str());
            prop_assert_eq!(names_compatible(&spaced, &name), NameMatch::Same);
        }
    }
}
