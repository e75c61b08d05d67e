//! Is a passphrase worth locking with? Returns every reason against it, so that the page can say them in words.
//!
//! It judges patterns that people choose, not entropy: a phrase without a reason may still be guessed by somebody who
//! knows the person. That is why [`suggest`] is offered first.

use zeroize::Zeroizing;

use crate::kdf::fold;
use crate::known_passphrases::COMMON;
use crate::rng::Rng;
use crate::words;

/// A reason against a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weakness {
    /// Less than eight letters or six Chinese characters.
    TooShort,
    /// On the list of what everybody chooses, or made of keyboard rows and counting.
    Common,
    /// Nothing but digits.
    DigitsOnly,
    /// A date, alone or with a few other characters.
    DatePattern,
    /// Holds the person's name.
    HoldsName,
    /// One character or group over and over.
    Repeated,
}

// Eight Latin characters or six Chinese ones are enough.
const LATIN: usize = 3;
const OTHER: usize = 4;
const ENOUGH: usize = 24;

/// Words of a suggested passphrase.
const SUGGESTED: usize = 4;

/// Every reason against a passphrase, strongest patterns included; none means it is accepted.
#[must_use]
pub fn weaknesses(passphrase: &str, person: &str) -> Vec<Weakness> {
    let folded = Zeroizing::new(fold(passphrase).to_lowercase());
    let typed = Zeroizing::new(folded.chars().collect::<Vec<char>>());
    let mut found = Vec::new();
    let mut note = |bad: bool, weakness| {
        if bad {
            found.push(weakness);
        }
    };
    let worth = |c: &char| if c.is_ascii() { LATIN } else { OTHER };
    note(typed.iter().map(worth).sum::<usize>() < ENOUGH, Weakness::TooShort);
    note(is_common(&typed, &folded), Weakness::Common);
    note(!typed.is_empty() && typed.iter().all(char::is_ascii_digit), Weakness::DigitsOnly);
    note(is_mostly_date(&typed), Weakness::DatePattern);
    note(holds_name(&folded, person), Weakness::HoldsName);
    note(is_repeated(&typed), Weakness::Repeated);
    found
}

/// Four words of our list of 2,048, each drawn with the same chance: 4 × 11 = 44 bits. Every guess costs the derivation of a
/// key (at least 19 MiB and two passes): at a thousand guesses a second half of all phrases take 280 years.
#[must_use]
pub fn suggest(rng: &mut dyn Rng) -> Zeroizing<String> {
    let mut phrase = Zeroizing::new(String::new());
    for at in 0..SUGGESTED {
        if at > 0 {
            phrase.push(' ');
        }
        phrase.push_str(words::draw(rng));
    }
    phrase
}

fn is_common(typed: &[char], folded: &str) -> bool {
    let bare: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let end = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    COMMON.contains(&folded)
        || COMMON.contains(&end)
        || (bare.chars().count() >= 4 && COMMON.contains(&bare.as_str()))
        || is_walk(typed)
}

/// Rows of the keyboard and counting: every step goes to a neighbour, with at most two jumps.
fn is_walk(typed: &[char]) -> bool {
    const ROWS: [&str; 5] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"];
    let steps = |pair: &[char]| {
        ROWS.iter().any(|row| {
            let at = |c: char| row.chars().position(|known| known == c);
            matches!((at(pair[0]), at(pair[1])), (Some(a), Some(b)) if a.abs_diff(b) <= 1)
        })
    };
    typed.len() >= 4 && typed.windows(2).filter(|pair| !steps(pair)).count() <= 2.min(typed.len() / 4)
}

/// A year of the last or this century with month and day, and at most three other characters around it.
fn is_mostly_date(typed: &[char]) -> bool {
    let digits: Vec<u32> = typed.iter().filter_map(|c| c.to_digit(10)).collect();
    let others = typed.iter().filter(|c| !c.is_ascii_digit() && !"年月日号-/.".contains(**c)).count();
    let number = |digits: &[u32]| digits.iter().fold(0, |sum, digit| sum * 10 + digit);
    let date = |year: u32, month: u32, day: u32| {
        (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    let is_date = match digits.len() {
        8 => date(number(&digits[..4]), number(&digits[4..6]), number(&digits[6..])),
        // 980703, 1998-7-3: a short year, or single digits for month and day.
        6 => {
            date(1900 + number(&digits[..2]), number(&digits[2..4]), number(&digits[4..]))
                || date(number(&digits[..4]), digits[4], digits[5])
        }
        7 => {
            date(number(&digits[..4]), digits[4], number(&digits[5..]))
                || date(number(&digits[..4]), number(&digits[4..6]), digits[6])
        }
        _ => false,
    };
    is_date && others <= 3
}

fn holds_name(folded: &str, person: &str) -> bool {
    let name = fold(person).to_lowercase();
    let given: String = name.chars().skip(1).collect();
    (name.chars().count() >= 2 && folded.contains(&name)) || (given.chars().count() >= 2 && folded.contains(&given))
}

/// Made of one group of up to a third of its length, said again and again.
fn is_repeated(typed: &[char]) -> bool {
    let mut kinds = typed.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    let few = typed.len() >= 4 && kinds.len() <= 2.max(typed.len() / 5);
    let group = (1..=typed.len() / 2)
        .filter(|length| typed.len() / length >= 2)
        .any(|length| typed.len() > 2 && typed.iter().zip(&typed[length..]).all(|(a, b)| a == b));
    few || group
}

#[cfg(test)]
mod tests {
    use super::Weakness::*;
    use super::*;
    use crate::testing::TestRng;

    #[test]
    fn every_pattern_is_named() {
        let check = |typed: &str, expected: &[Weakness]| {
            assert_eq!(weaknesses(typed, "田小禾"), expected, "{typed}");
        };
        check("", &[TooShort]);
        check("kY7-pq", &[TooShort]);
        check("泉灯麦桥", &[TooShort]);
        check("123456", &[TooShort, Common, DigitsOnly]);
        check("woaini1314", &[Common]);
        check("Password2024!", &[Common]);
        check("qwertyuiop", &[Common]);
        check("７４９２０５８３６１", &[DigitsOnly]);
        check("19980703", &[DigitsOnly, DatePattern]);
        check("1998年7月3日a", &[DatePattern]);
        check("tian19980703", &[]);
        check("ab1998-07-03", &[DatePattern]);
        check("田小禾的学校密码", &[HoldsName]);
        check("小禾家里有三只猫", &[HoldsName]);
        check("aaaaaaaaaa", &[Common, Repeated]);
        check("泉灯泉灯泉灯", &[Repeated]);
        check("kpw9kpw9kpw9", &[Repeated]);
        check("泉灯麦桥鹿雨", &[]);
        check("泉灯 麦桥 鹿雨", &[]);
        check("blue-kettle-42-rain", &[]);
    }

    #[test]
    fn what_is_suggested_is_accepted() {
        let mut rng = TestRng::new(8);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..500 {
            let phrase = suggest(&mut rng);
            let words: Vec<&str> = phrase.split(' ').collect();
            assert_eq!(words.len(), 4, "{}", phrase.as_str());
            assert!(words.iter().all(|word| words::list().any(|known| known == *word)), "{}", phrase.as_str());
            assert_eq!(weaknesses(&phrase, "田小禾"), [], "{}", phrase.as_str());
            seen.insert(phrase.to_string());
        }
        assert_eq!(seen.len(), 500);
    }
}
