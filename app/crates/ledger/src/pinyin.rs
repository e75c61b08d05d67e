//! How a name sounds: initials for quick search (`zsf` finds 张三峰) and full syllables for homophones.
//!
//! A surname is not read like the word: 单 is Shan, 解 Xie, 尉迟 Yuchi. The first characters therefore go through a table
//! of surnames; everything else takes its most frequent reading. ü is typed as v.

mod surname;

use pinyin::ToPinyin;

pub use surname::surname_len;

use crate::name::is_unreadable;

/// The initials of a name in small letters, one per character: `zsf`. Latin letters and digits stand for themselves; dots,
/// spaces and characters without a known reading are left out.
///
/// ```
/// use ledger::pinyin::initials;
/// assert_eq!(initials("张三峰"), "zsf");
/// assert_eq!(initials("单雄信"), "sxx");
/// assert_eq!(initials("万俟卨"), "mqx");
/// ```
pub fn initials(name: &str) -> String {
    sounds(name).filter_map(|sound| sound.letters().next()).collect()
}

/// What a name is indexed by for quick search: its initials, and after a space the initials under the surname's everyday
/// reading where those differ, since people type both.
///
/// ```
/// use ledger::pinyin::search_key;
/// assert_eq!(search_key("张三峰"), "zsf");
/// assert_eq!(search_key("单雄信"), "sxx dxx");
/// ```
pub fn search_key(name: &str) -> String {
    let mut key = initials(name);
    let everyday = name.chars().next().and_then(|c| c.to_pinyin()).map(|p| Sound::Syllable(p.plain()));
    if let Some(other) = everyday.and_then(|sound| sound.letters().next())
        && !key.starts_with(other)
    {
        let rest: String = key.chars().skip(1).collect();
        key.extend([' ', other]);
        key.push_str(&rest);
    }
    key
}

/// The whole name in syllables without tones, unseparated: `zhangsanfeng`. For typing and for homophones.
///
/// ```
/// use ledger::pinyin::full;
/// assert_eq!(full("吕布"), "lvbu");
/// assert_eq!(full("尉迟恭"), "yuchigong");
/// ```
pub fn full(name: &str) -> String {
    sounds(name).flat_map(Sound::letters).collect()
}

/// Characters read otherwise in given names than in running text.
const IN_GIVEN_NAMES: &[(char, &str)] =
    &[('长', "chang"), ('長', "chang"), ('卜', "bu"), ('伽', "jia"), ('勒', "le"), ('都', "du"), ('晟', "sheng")];

/// A key under which names sort as in a Chinese class register: by syllables, the surname's first, then by characters.
///
/// ```
/// use ledger::pinyin::sort_key;
/// let mut names = ["王伟", "陈晨", "程晨", "单丹"];
/// names.sort_by_key(|name| sort_key(name));
/// assert_eq!(names, ["陈晨", "程晨", "单丹", "王伟"]);
/// ```
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() * 3);
    for sound in sounds(name) {
        key.extend(sound.letters());
        // Sorts before every letter, so that `chen` comes before `cheng`.
        key.push(' ');
    }
    key.push_str(name);
    key
}

/// Whether two names are pronounced alike, tones apart: `张伟` and `张玮`.
pub fn same_sound(a: &str, b: &str) -> bool {
    sounds(a).eq(sounds(b))
}

/// How one character of a name sounds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sound {
    Syllable(&'static str),
    /// A Latin letter or digit, or the `?` that keeps an unreadable character's place.
    Letter(char),
}

impl Sound {
    /// Its letters as they are typed: ü is v.
    fn letters(self) -> impl Iterator<Item = char> {
        let (syllable, letter) = match self {
            Sound::Syllable(syllable) => (syllable, None),
            Sound::Letter(letter) => ("", Some(letter)),
        };
        syllable.chars().map(|c| if c == 'ü' { 'v' } else { c }).chain(letter)
    }
}

fn sounds(name: &str) -> impl Iterator<Item = Sound> {
    let (surname, readings) = surname::readings(name);
    let given = name.chars().skip(surname).filter_map(|c| {
        if let Some((_, syllable)) = IN_GIVEN_NAMES.iter().find(|(given, _)| *given == c) {
            Some(Sound::Syllable(syllable))
        } else if let Some(syllable) = c.to_pinyin() {
            Some(Sound::Syllable(syllable.plain()))
        } else if c.is_ascii_alphanumeric() {
            Some(Sound::Letter(c.to_ascii_lowercase()))
        } else {
            is_unreadable(c).then_some(Sound::Letter('?'))
        }
    });
    readings.iter().map(|syllable| Sound::Syllable(syllable)).chain(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected_initials: &str, expected_full: &str) {
        assert_eq!((initials(name).as_str(), full(name).as_str()), (expected_initials, expected_full), "{name}");
    }

    #[test]
    fn surnames_are_read_as_surnames() {
        check("张三峰", "zsf", "zhangsanfeng");
        check("单小单", "sxd", "shanxiaodan");
        check("仇英", "qy", "qiuying");
        check("解放", "xf", "xiefang");
        check("查理", "zl", "zhali");
        check("区大海", "odh", "oudahai");
        check("曾玉", "zy", "zengyu");
        check("缪红", "mh", "miaohong");
        check("朴英", "py", "piaoying");
        check("覃海", "qh", "qinhai");
        check("盖伦", "gl", "gelun");
        check("乐毅", "yy", "yueyi");
        check("种师道", "csd", "chongshidao");
        check("冼玉", "xy", "xianyu");
        check("洗玉", "xy", "xianyu");
        check("翟明", "zm", "zhaiming");
        check("任重", "rz", "renzhong");
        check("华佗", "ht", "huatuo");
        check("吕布", "lb", "lvbu");
        check("李长江", "lcj", "lichangjiang");
    }

    #[test]
    fn compound_surnames_are_read_together() {
        check("尉迟恭", "ycg", "yuchigong");
        check("万俟卨", "mqx", "moqixie");
        check("长孙无忌", "zswj", "zhangsunwuji");
        check("澹台灭明", "ttmm", "tantaimieming");
        check("单于夫", "cyf", "chanyufu");
        check("欧阳娜", "oyn", "ouyangna");
    }

    #[test]
    fn both_initials_of_an_ambiguous_surname_are_indexed() {
        for (name, expected) in
            [("覃海", "qh th"), ("翟明", "zm dm"), ("盖伦", "gl"), ("王?霞", "w?x"), ("", ""), ("Li", "li")]
        {
            assert_eq!(search_key(name), expected, "{name}");
        }
    }

    #[test]
    fn the_reading_data_has_every_character_the_rare_names_of_tests_use() {
        check("㛃宁", "jn", "jiening");
        check("马𠅤", "mx", "maxi");
        check("喆昇", "zs", "zhesheng");
    }

    #[test]
    fn whatever_stands_in_a_name_can_be_searched() {
        check("阿卜杜·拉", "abdl", "abudula");
        check("Li Ming", "liming", "liming");
        check("王?霞", "w?x", "wang?xia");
        check("马䶮", "my", "mayan");
        check("", "", "");
    }
}
