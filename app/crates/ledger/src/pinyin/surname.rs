//! Surnames that sound unlike the word, and surnames of two characters.

/// Surnames of one character whose reading as a surname is not the character's most frequent one.
///
/// Where dictionaries give two readings as a surname (盖, 覃, 翟, 牟) one is listed;
/// [`super::search_key`] finds the name by either initial.
#[rustfmt::skip]
const SINGLE: &[(char, &str)] = &[
    ('乐', "yue"), ('樂', "yue"), ('乜', "nie"), ('么', "yao"), ('仇', "qiu"), ('佴', "nai"), ('区', "ou"),
    ('區', "ou"), ('单', "shan"), ('單', "shan"), ('卜', "bu"), ('召', "shao"), ('句', "gou"), ('员', "yun"),
    ('員', "yun"), ('折', "she"), ('曾', "zeng"), ('朴', "piao"), ('查', "zha"), ('洗', "xian"), ('冼', "xian"),
    ('牟', "mu"), ('盖', "ge"), ('蓋', "ge"), ('祭', "zhai"), ('种', "chong"), ('秘', "bi"), ('繁', "po"),
    ('纪', "ji"), ('紀', "ji"), ('缪', "miao"), ('繆', "miao"), ('翟', "zhai"), ('能', "nai"), ('蔚', "yu"),
    ('薄', "bo"), ('覃', "qin"), ('解', "xie"), ('贲', "ben"), ('賁', "ben"), ('都', "du"), ('阚', "kan"),
    ('闞', "kan"), ('华', "hua"), ('華', "hua"), ('任', "ren"), ('宁', "ning"), ('宓', "mi"), ('燕', "yan"),
    ('应', "ying"), ('應', "ying"), ('尉', "wei"),
];

/// Two-character surnames with their readings.
#[rustfmt::skip]
const DOUBLE: &[(&str, [&str; 2])] = &[
    ("万俟", ["mo", "qi"]), ("上官", ["shang", "guan"]), ("东方", ["dong", "fang"]), ("东郭", ["dong", "guo"]),
    ("东门", ["dong", "men"]), ("乐正", ["yue", "zheng"]), ("亓官", ["qi", "guan"]), ("令狐", ["ling", "hu"]),
    ("仲孙", ["zhong", "sun"]), ("公冶", ["gong", "ye"]), ("公孙", ["gong", "sun"]), ("公羊", ["gong", "yang"]),
    ("公良", ["gong", "liang"]), ("公西", ["gong", "xi"]), ("单于", ["chan", "yu"]), ("南宫", ["nan", "gong"]),
    ("南门", ["nan", "men"]), ("叔孙", ["shu", "sun"]), ("司寇", ["si", "kou"]), ("司徒", ["si", "tu"]),
    ("司空", ["si", "kong"]), ("司马", ["si", "ma"]), ("呼延", ["hu", "yan"]), ("哥舒", ["ge", "shu"]),
    ("夏侯", ["xia", "hou"]), ("夹谷", ["jia", "gu"]), ("太叔", ["tai", "shu"]), ("太史", ["tai", "shi"]),
    ("子车", ["zi", "ju"]), ("宇文", ["yu", "wen"]), ("宗政", ["zong", "zheng"]), ("宰父", ["zai", "fu"]),
    ("尉迟", ["yu", "chi"]), ("左丘", ["zuo", "qiu"]), ("巫马", ["wu", "ma"]), ("慕容", ["mu", "rong"]),
    ("拓跋", ["tuo", "ba"]), ("拓拔", ["tuo", "ba"]), ("榖梁", ["gu", "liang"]), ("梁丘", ["liang", "qiu"]),
    ("欧阳", ["ou", "yang"]), ("段干", ["duan", "gan"]), ("淳于", ["chun", "yu"]), ("漆雕", ["qi", "diao"]),
    ("澹台", ["tan", "tai"]), ("濮阳", ["pu", "yang"]), ("独孤", ["du", "gu"]), ("申屠", ["shen", "tu"]),
    ("百里", ["bai", "li"]), ("皇甫", ["huang", "fu"]), ("端木", ["duan", "mu"]), ("第五", ["di", "wu"]),
    ("羊舌", ["yang", "she"]), ("西门", ["xi", "men"]), ("诸葛", ["zhu", "ge"]), ("谷梁", ["gu", "liang"]),
    ("贺兰", ["he", "lan"]), ("赫连", ["he", "lian"]), ("轩辕", ["xuan", "yuan"]), ("钟离", ["zhong", "li"]),
    ("长孙", ["zhang", "sun"]), ("闾丘", ["lv", "qiu"]), ("闻人", ["wen", "ren"]), ("颛孙", ["zhuan", "sun"]),
    ("鲜于", ["xian", "yu"]), ("司城", ["si", "cheng"]), ("纳兰", ["na", "lan"]), ("完颜", ["wan", "yan"]),
    ("耶律", ["ye", "lv"]), ("歐陽", ["ou", "yang"]), ("諸葛", ["zhu", "ge"]), ("司馬", ["si", "ma"]),
    ("尉遲", ["yu", "chi"]),
];

/// How many characters the surname has: two for a listed compound surname, else one (none for an empty name).
pub fn surname_len(name: &[char]) -> usize {
    match name {
        [] => 0,
        [first, second, ..] if double(*first, *second).is_some() => 2,
        _ => 1,
    }
}

/// The syllables of the surname at the beginning of a name as far as the tables know it, with the number of characters
/// they stand for.
pub(super) fn readings(name: &str) -> (usize, &'static [&'static str]) {
    let mut chars = name.chars();
    let Some(first) = chars.next() else {
        return (0, &[]);
    };
    if let Some(second) = chars.next()
        && let Some(syllables) = double(first, second)
    {
        return (2, syllables);
    }
    match SINGLE.iter().find(|(c, _)| *c == first) {
        Some((_, syllable)) => (1, std::slice::from_ref(syllable)),
        None => (0, &[]),
    }
}

fn double(first: char, second: char) -> Option<&'static [&'static str; 2]> {
    DOUBLE.iter().find(|(surname, _)| surname.chars().eq([first, second])).map(|(_, syllables)| syllables)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_surname_is_listed_once_with_plain_letters() {
        let singles: BTreeSet<char> = SINGLE.iter().map(|(c, _)| *c).collect();
        assert_eq!(singles.len(), SINGLE.len());
        let doubles: BTreeSet<&str> = DOUBLE.iter().map(|(surname, _)| *surname).collect();
        assert_eq!(doubles.len(), DOUBLE.len());
        assert!(DOUBLE.iter().all(|(surname, _)| surname.chars().count() == 2));
        let syllables = SINGLE.iter().map(|(_, s)| *s).chain(DOUBLE.iter().flat_map(|(_, s)| *s));
        assert!(syllables.into_iter().all(|s| s.bytes().all(|b| b.is_ascii_lowercase())));
    }

    #[test]
    fn a_compound_surname_has_two_characters() {
        let len = |name: &str| surname_len(&name.chars().collect::<Vec<_>>());
        assert_eq!((len("欧阳娜"), len("张三"), len("欧阳"), len("欧"), len("")), (2, 1, 2, 1, 0));
    }
}
