//! How close two names are: evidence for or against two rows being one child.

use serde::{Deserialize, Serialize};

use super::{DOT, is_unreadable, normalise_name};
use crate::pinyin;

/// How two names compare, closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameMatch {
    /// The same characters on the normalised form.
    Same,
    /// The same as far as they can be read: unreadable characters may stand for the other name's.
    Unreadable,
    /// One character differs, is missing or is swapped in a given name of two or more, or they sound the same.
    Similar,
    /// Another name, or one of the two is empty.
    Different,
}

/// Compares two names as written, on their normalised forms.
///
/// ```
/// use ledger::name::{NameMatch, names_compatible};
/// assert_eq!(names_compatible("欧阳 娜", "欧阳娜"), NameMatch::Same);
/// assert_eq!(names_compatible("王?霞", "王䶮霞"), NameMatch::Unreadable);
/// assert_eq!(names_compatible("张晓明", "张小明"), NameMatch::Similar);
/// assert_eq!(names_compatible("张伟", "张三"), NameMatch::Different);
/// ```
pub fn names_compatible(a: &str, b: &str) -> NameMatch {
    let (a, b) = (normalise_name(a), normalise_name(b));
    if a.key.is_empty() || b.key.is_empty() {
        return NameMatch::Different;
    }
    if a.unreadable || b.unreadable {
        let (left, right): (Vec<char>, Vec<char>) = (a.key.chars().collect(), b.key.chars().collect());
        return if fits(&left, &right) { NameMatch::Unreadable } else { NameMatch::Different };
    }
    if a.key == b.key {
        NameMatch::Same
    } else if one_slip(&a.key, &b.key) || sounds_the_same(&a.key, &b.key) {
        NameMatch::Similar
    } else {
        NameMatch::Different
    }
}

/// Longer texts are not names; comparing them would only cost time.
const LONGEST: usize = 64;

/// Whether two names fit when each unreadable character stands for one character. An old system may have left up to four
/// of them for one, so a run of them may also stand for fewer characters, but at least for one.
fn fits(a: &[char], b: &[char]) -> bool {
    if a.len() > LONGEST || b.len() > LONGEST {
        return false;
    }
    let lost = |name: &[char], i: usize| name.get(i).is_some_and(|c| is_unreadable(*c));
    let run = |name: &[char], i: usize| lost(name, i) && lost(name, i + 1);
    // `below[j]` and `row[j]`: whether the ends of both names, from i + 1 or i and from j, fit.
    let mut below = vec![false; b.len() + 1];
    below[b.len()] = true;
    for i in (0..a.len()).rev() {
        let mut row = vec![false; b.len() + 1];
        for j in (0..b.len()).rev() {
            let stand_for_each_other = lost(a, i) || lost(b, j) || a[i] == b[j];
            row[j] = stand_for_each_other && (below[j + 1] || (run(a, i) && below[j]) || (run(b, j) && row[j + 1]));
        }
        below = row;
    }
    below.first() == Some(&true)
}

/// One wrong, missing or swapped character in given names of two characters or more, the surname being the same.
fn one_slip(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> Vec<char> { name.chars().filter(|c| *c != DOT).collect() };
    let (a, b) = (letters(a), letters(b));
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let surname = pinyin::surname_len(short);
    if short.get(..surname) != long.get(..surname) || long.len() < surname + 2 {
        return false;
    }
    let front = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    if short.len() + 1 == long.len() {
        return front + back >= short.len();
    }
    if short.len() != long.len() {
        return false;
    }
    let wrong = short.len().saturating_sub(front + back);
    wrong <= 1 || (wrong == 2 && short.get(front) == long.get(front + 1) && short.get(front + 1) == long.get(front))
}

/// The same syllables: `晓` for `小`, `玮` for `伟`.
fn sounds_the_same(a: &str, b: &str) -> bool {
    a.chars().count() == b.chars().count() && a.chars().count() >= 2 && pinyin::same_sound(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: NameMatch) {
        assert_eq!(names_compatible(a, b), expected, "{a} {b}");
        assert_eq!(names_compatible(b, a), expected, "{b} {a}");
    }

    #[test]
    fn one_name_written_in_two_ways() {
        check("欧阳 娜", "欧阳娜", NameMatch::Same);
        check("阿卜杜·拉", "阿卜杜•拉", NameMatch::Same);
        check("阿卜杜．拉", "阿卜杜。拉", NameMatch::Same);
        check("LI MING", "ｌｉ ｍｉｎｇ", NameMatch::Same);
        check("𬱖海", "𬱖 海", NameMatch::Same);
    }

    #[test]
    fn an_unreadable_character_stands_for_any_but_is_never_the_same() {
        check("王?霞", "王䶮霞", NameMatch::Unreadable);
        check("王??霞", "王䶮霞", NameMatch::Unreadable);
        check("王????霞", "王𬱖霞", NameMatch::Unreadable);
        check("王\u{e863}霞", "王䶮霞", NameMatch::Unreadable);
        check("王?霞", "王?霞", NameMatch::Unreadable);
        check("张*明", "张晓明", NameMatch::Unreadable);
        check("王?霞", "王霞", NameMatch::Different);
        check("王?霞", "李䶮霞", NameMatch::Different);
        check("???", "王䶮霞", NameMatch::Unreadable);
        check("???", "??", NameMatch::Unreadable);
        check(&"?".repeat(60), &"王".repeat(50), NameMatch::Unreadable);
    }

    #[test]
    fn near_names_are_only_similar() {
        check("张晓明", "张小明", NameMatch::Similar);
        check("张子涵", "张子轩", NameMatch::Similar);
        check("张伟", "张玮", NameMatch::Similar);
        check("张明", "张小明", NameMatch::Similar);
        check("张伟明", "张明伟", NameMatch::Similar);
        check("阿卜杜拉", "阿卜杜·拉", NameMatch::Similar);
        check("单海", "单海", NameMatch::Same);
    }

    #[test]
    fn other_names_are_different() {
        check("张伟", "张三", NameMatch::Different);
        check("张伟", "李伟", NameMatch::Different);
        check("张子涵", "李子涵", NameMatch::Different);
        check("欧阳娜", "欧阳伟", NameMatch::Different);
        check("张子涵", "张宇轩", NameMatch::Different);
        check("张伟", "", NameMatch::Different);
        check("", "", NameMatch::Different);
    }
}
