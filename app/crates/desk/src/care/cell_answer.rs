//! A cell of a list as the answer to a question of a register.

use ledger::clean::clean_cell;
use ledger::field::Field;
use ledger::form::YES;

use super::question::Asked;
use crate::message::form::InputKind;

/// How lists say yes and no, whatever they are asked.
const YES_WORDS: &[&str] = &["是", "有", "√", "✓", "1", "Y", "y"];
const NO_WORDS: &[&str] = &["否", "没有", "无", "×", "0", "N", "n"];
/// What turns a word into its opposite.
const DENIALS: &[char] = &['非', '不', '未', '无', '否', '没'];

/// The key of the answer a cell means: the answer itself, or yes and no where one of two answers denies the other.
fn offered_by<'a>(offered: &'a [(String, String)], raw: &str) -> Option<&'a str> {
    let exact = offered.iter().find(|(key, words)| key == raw || words == raw);
    let of_two = || {
        let [first, second] = offered else { return None };
        let (yes, no) = match (first.1.starts_with(DENIALS), second.1.starts_with(DENIALS)) {
            (false, true) => (first, second),
            (true, false) => (second, first),
            _ => return None,
        };
        // 未定 is no denial of 普通高中.
        let opposite = no.1.ends_with(&yes.1) || matches!((yes.1.as_str(), no.1.as_str()), ("有", "无") | ("是", "否"));
        match raw {
            _ if !opposite => None,
            _ if YES_WORDS.contains(&raw) => Some(yes),
            _ if NO_WORDS.contains(&raw) => Some(no),
            _ => None,
        }
    };
    exact.or_else(of_two).map(|(key, _)| key.as_str())
}

/// The key of the one answer a cell comes near; 非脱贫户 is not near 脱贫户.
fn near<'a>(offered: &'a [(String, String)], raw: &str) -> Option<&'a str> {
    let denies = |words: &str| raw.chars().any(|c| DENIALS.contains(&c) && !words.contains(c));
    let is_near = |words: &str| (words.contains(raw) || raw.contains(words)) && !denies(words);
    let mut found = offered.iter().filter(|(_, words)| is_near(words));
    let one = found.next()?;
    found.next().is_none().then_some(one.0.as_str())
}

/// An answer as it is stored; `None` if it does not fit the question.
pub(super) fn read(question: &Asked, raw: &str) -> Option<String> {
    let kind = question.field("").kind;
    // 无 may be one of the answers, and is then not the word for an empty cell.
    if let InputKind::OneOf(offered) = &kind
        && let Some(key) = offered_by(offered, raw)
    {
        return Some(key.to_owned());
    }
    if matches!(raw, "" | "无" | "/" | "—" | "-") {
        return Some(String::new());
    }
    let text = match kind {
        InputKind::Date => {
            let cleaned = clean_cell(Field::AttendSince, raw, false, false);
            cleaned.text.into_owned()
        }
        InputKind::Tick => match raw {
            _ if YES_WORDS.contains(&raw) => YES.to_owned(),
            _ if NO_WORDS.contains(&raw) => String::new(),
            _ => return None,
        },
        InputKind::OneOf(offered) => near(&offered, raw)?.to_owned(),
        _ => raw.to_owned(),
    };
    question.fault(&text).is_none().then_some(text)
}
