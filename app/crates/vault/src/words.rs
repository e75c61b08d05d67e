//! Which words is a suggested passphrase made of? A list of our own: 2,048 common words of two characters, as a primary
//! school teaches them; no names of people or places, none the reverse of another, so that what was heard or written
//! down can be typed again.

use crate::rng::{self, Rng};

/// How many words there are: a word drawn evenly is worth 11 bits.
pub(crate) const COUNT: usize = 2_048;

const LIST: &str = include_str!("words.txt");

/// The words.
pub(crate) fn list() -> impl Iterator<Item = &'static str> {
    LIST.split_ascii_whitespace()
}

/// One of them, each with the same chance: a number that would favour the first words is thrown away.
pub(crate) fn draw(rng: &mut dyn Rng) -> &'static str {
    let even = (usize::from(u16::MAX) + 1) / COUNT * COUNT;
    loop {
        let drawn = usize::from(u16::from_le_bytes(rng::random(rng)));
        if drawn < even
            && let Some(word) = list().nth(drawn % COUNT)
        {
            return word;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::TestRng;

    #[test]
    fn every_word_is_two_characters_and_stands_once() {
        assert_eq!(list().count(), COUNT);
        let words: BTreeSet<&str> = list().collect();
        assert_eq!(words.len(), COUNT);
        for word in &words {
            let characters: Vec<char> = word.chars().collect();
            assert_eq!(characters.len(), 2, "{word}");
            assert!(characters.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c)), "{word}");
            let reverse: String = characters.iter().rev().collect();
            assert!(reverse == **word || !words.contains(reverse.as_str()), "{word}");
        }
    }

    #[test]
    fn every_word_is_drawn_about_as_often() {
        let mut rng = TestRng::new(3);
        let mut drawn = std::collections::BTreeMap::<&str, u32>::new();
        for _ in 0..COUNT * 4 {
            *drawn.entry(draw(&mut rng)).or_default() += 1;
        }
        // Even chances leave one word in 55 undrawn after four rounds, and draw none many times.
        assert!((1_980..=2_040).contains(&drawn.len()), "{}", drawn.len());
        assert!(drawn.values().all(|times| *times <= 16), "{:?}", drawn.values().max());
    }
}
