//! A header without its dress: blanks, line breaks, full width, asterisks, numbering and notes in brackets.
//!
//! `＊身份证件号\n（18位，文本格式）` and `身份证件号` are one header. What stood in brackets is kept aside, because in
//! `联系电话（监护人）` the note says whose it is.

/// A header in two parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    /// The text outside brackets.
    pub(crate) core: String,
    /// The text inside brackets.
    pub(crate) note: String,
}

/// Undresses a header.
pub(crate) fn plain(header: &str) -> Plain {
    let mut plain = Plain::default();
    let mut depth = 0u32;
    for c in header.chars() {
        let c = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            c => c,
        };
        match c {
            '(' | '[' | '【' | '〔' | '［' | '<' | '〈' => depth += 1,
            ')' | ']' | '】' | '〕' | '］' | '>' | '〉' => depth = depth.saturating_sub(1),
            c if is_dress(c) => {}
            c if depth > 0 => plain.note.extend(c.to_lowercase()),
            c => plain.core.extend(c.to_lowercase()),
        }
    }
    if plain.core.is_empty() {
        plain.core = std::mem::take(&mut plain.note);
    }
    plain.core = without_numbering(&plain.core).to_owned();
    for noise in ["必填项", "必填", "选填", "请填写", "填写"] {
        if let Some(rest) = plain.core.strip_suffix(noise).or_else(|| plain.core.strip_prefix(noise))
            && !rest.is_empty()
        {
            plain.core = rest.to_owned();
        }
    }
    plain
}

fn is_dress(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '*' | '※'
                | '★'
                | '☆'
                | '●'
                | '▲'
                | '#'
                | ':'
                | '/'
                | '\\'
                | '、'
                | '-'
                | '_'
                | '·'
                | '.'
                | ','
                | '，'
                | '。'
        )
        || matches!(c, '\'' | '"' | '“' | '”' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}' | '—' | '–')
}

/// `10身份证件号` of a numbered form is `身份证件号`; `1` alone stays.
fn without_numbering(core: &str) -> &str {
    let rest = core.trim_start_matches(|c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c));
    if rest.is_empty() { core } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_lose_their_dress() {
        let check = |header: &str, core: &str, note: &str| {
            assert_eq!(plain(header), Plain { core: core.into(), note: note.into() }, "{header:?}");
        };
        check("姓 名", "姓名", "");
        check("＊身份证件号\r\n（18位，文本格式）", "身份证件号", "18位文本格式");
        check("联系电话（监护人）", "联系电话", "监护人");
        check("村(社区)", "村", "社区");
        check("（姓名）", "姓名", "");
        check("国籍/地区：", "国籍地区", "");
        check("10、身份证件号", "身份证件号", "");
        check("2", "2", "");
        check("成员1 / 姓名", "成员1姓名", "");
        check("ＩＤ号", "id号", "");
        check("出生日期【必填】", "出生日期", "必填");
        check("性别必填", "性别", "");
        check("", "", "");
    }
}
