//! Surnames that sound unlike the word, and surnames of two characters.

/// Surnames of one character whose reading as a surname is not the character's most frequent one.
///
/// Where dictionaries give two readings as a surname (盖, 覃, 翟, 牟) one is listed;
/// [`super::search_key`] finds the name by either initial. In code order for binary search.
#[rustfmt::skip]
const SINGLE: &[(char, &str)] = &[
    ('么', "yao"), ('乐', "yue"), ('乜', "nie"), ('仇', "qiu"), ('任', "ren"), ('佴', "nai"), ('冼', "xian"),
    ('区', "ou"), ('區', "ou"), ('华', "hua"), ('单', "shan"), ('卜', "bu"), ('句', "gou"), ('召', "shao"),
    ('员', "yun"), ('員', "yun"), ('單', "shan"), ('宁', "ning"), ('宓', "mi"), ('尉', "wei"), ('应', "ying"),
    ('應', "ying"), ('折', "she"), ('曾', "zeng"), ('朴', "piao"), ('查', "zha"), ('樂', "yue"), ('洗', "xian"),
    ('燕', "yan"), ('牟', "mu"), ('盖', "ge"), ('祭', "zhai"), ('种', "chong"), ('秘', "bi"), ('紀', "ji"),
    ('繁', "po"), ('繆', "miao"), ('纪', "ji"), ('缪', "miao"), ('翟', "zhai"), ('能', "nai"), ('華', "hua"),
    ('蓋', "ge"), ('蔚', "yu"), ('薄', "bo"), ('覃', "qin"), ('解', "xie"), ('賁', "ben"), ('贲', "ben"),
    ('都', "du"), ('闞', "kan"), ('阚', "kan"),
];

/// Two-character surnames with their readings, in code order for binary search.
#[rustfmt::skip]
const DOUBLE: &[([char; 2], [&str; 2])] = &[
    (['万', '俟'], ["mo", "qi"]), (['上', '官'], ["shang", "guan"]), (['东', '方'], ["dong", "fang"]),
    (['东', '郭'], ["dong", "guo"]), (['东', '门'], ["dong", "men"]), (['乐', '正'], ["yue", "zheng"]),
    (['亓', '官'], ["qi", "guan"]), (['令', '狐'], ["ling", "hu"]), (['仲', '孙'], ["zhong", "sun"]),
    (['公', '冶'], ["gong", "ye"]), (['公', '孙'], ["gong", "sun"]), (['公', '羊'], ["gong", "yang"]),
    (['公', '良'], ["gong", "liang"]), (['公', '西'], ["gong", "xi"]), (['单', '于'], ["chan", "yu"]),
    (['南', '宫'], ["nan", "gong"]), (['南', '门'], ["nan", "men"]), (['叔', '孙'], ["shu", "sun"]),
    (['司', '城'], ["si", "cheng"]), (['司', '寇'], ["si", "kou"]), (['司', '徒'], ["si", "tu"]),
    (['司', '空'], ["si", "kong"]), (['司', '馬'], ["si", "ma"]), (['司', '马'], ["si", "ma"]),
    (['呼', '延'], ["hu", "yan"]), (['哥', '舒'], ["ge", "shu"]), (['夏', '侯'], ["xia", "hou"]),
    (['太', '叔'], ["tai", "shu"]), (['太', '史'], ["tai", "shi"]), (['夹', '谷'], ["jia", "gu"]),
    (['子', '车'], ["zi", "ju"]), (['宇', '文'], ["yu", "wen"]), (['完', '颜'], ["wan", "yan"]),
    (['宗', '政'], ["zong", "zheng"]), (['宰', '父'], ["zai", "fu"]), (['尉', '迟'], ["yu", "chi"]),
    (['尉', '遲'], ["yu", "chi"]), (['左', '丘'], ["zuo", "qiu"]), (['巫', '马'], ["wu", "ma"]),
    (['慕', '容'], ["mu", "rong"]), (['拓', '拔'], ["tuo", "ba"]), (['拓', '跋'], ["tuo", "ba"]),
    (['梁', '丘'], ["liang", "qiu"]), (['榖', '梁'], ["gu", "liang"]), (['欧', '阳'], ["ou", "yang"]),
    (['歐', '陽'], ["ou", "yang"]), (['段', '干'], ["duan", "gan"]), (['淳', '于'], ["chun", "yu"]),
    (['漆', '雕'], ["qi", "diao"]), (['澹', '台'], ["tan", "tai"]), (['濮', '阳'], ["pu", "yang"]),
    (['独', '孤'], ["du", "gu"]), (['申', '屠'], ["shen", "tu"]), (['百', '里'], ["bai", "li"]),
    (['皇', '甫'], ["huang", "fu"]), (['端', '木'], ["duan", "mu"]), (['第', '五'], ["di", "wu"]),
    (['纳', '兰'], ["na", "lan"]), (['羊', '舌'], ["yang", "she"]), (['耶', '律'], ["ye", "lv"]),
    (['西', '门'], ["xi", "men"]), (['諸', '葛'], ["zhu", "ge"]), (['诸', '葛'], ["zhu", "ge"]),
    (['谷', '梁'], ["gu", "liang"]), (['贺', '兰'], ["he", "lan"]), (['赫', '连'], ["he", "lian"]),
    (['轩', '辕'], ["xuan", "yuan"]), (['钟', '离'], ["zhong", "li"]), (['长', '孙'], ["zhang", "sun"]),
    (['闻', '人'], ["wen", "ren"]), (['闾', '丘'], ["lv", "qiu"]), (['颛', '孙'], ["zhuan", "sun"]),
    (['鲜', '于'], ["xian", "yu"]),
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
    match SINGLE.binary_search_by_key(&first, |(c, _)| *c).ok().and_then(|at| SINGLE.get(at)) {
        Some((_, syllable)) => (1, std::slice::from_ref(syllable)),
        None => (0, &[]),
    }
}

fn double(first: char, second: char) -> Option<&'static [&'static str; 2]> {
    let at = DOUBLE.binary_search_by_key(&[first, second], |(surname, _)| *surname).ok()?;
    DOUBLE.get(at).map(|(_, syllables)| syllables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_surname_is_listed_once_in_code_order() {
        assert!(SINGLE.is_sorted_by(|a, b| a.0 < b.0));
        assert!(DOUBLE.is_sorted_by(|a, b| a.0 < b.0));
        let syllables = SINGLE.iter().map(|(_, s)| *s).chain(DOUBLE.iter().flat_map(|(_, s)| *s));
        assert!(syllables.into_iter().all(|s| s.bytes().all(|b| b.is_ascii_lowercase())));
    }

    #[test]
    fn a_compound_surname_has_two_characters() {
        let len = |name: &str| surname_len(&name.chars().collect::<Vec<_>>());
        assert_eq!((len("欧阳娜"), len("张三"), len("欧阳"), len("欧"), len("")), (2, 1, 2, 1, 0));
    }
}
