//! What opens a vault when the passphrase is forgotten? A card with 24 Chinese characters.
//!
//! They are the BIP39 encoding of 256 random bits in its simplified Chinese list: one character a word, so reading
//! back needs no separators and forgives every kind of them. Eight of the bits are a checksum.

use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

use crate::recovery_code;
use crate::rng::Rng;
use crate::secret::Secret;

/// Words on a card.
pub const CARD_WORDS: usize = 24;

/// A recovery card.
pub struct RecoveryCard {
    secret: Secret,
    words: Zeroizing<Vec<char>>,
}

/// Why a text is not a card. Positions count from 1, as people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// This character stands on no card.
    #[error("word {position} is not in the list")]
    UnknownWord {
        /// Where it stands.
        position: usize,
    },
    /// Too few or too many words.
    #[error("{found} words instead of 24")]
    Count {
        /// Words found.
        found: usize,
    },
    /// It begins like the code of a card, but is cut off or holds a wrong letter.
    #[error("the code is incomplete or wrong")]
    Code,
    /// Every word is in the list, but together they fit no card: one is wrong or two are exchanged.
    #[error("the words do not fit together")]
    Checksum,
}

impl RecoveryCard {
    /// A new card.
    #[must_use]
    pub fn new(rng: &mut dyn Rng) -> Self {
        Self::of(Secret::random(rng))
    }

    fn of(secret: Secret) -> Self {
        let words = Mnemonic::from_entropy_in(Language::SimplifiedChinese, secret.expose())
            .map(|mnemonic| mnemonic.words().flat_map(str::chars).collect())
            .unwrap_or_default();
        Self { secret, words: Zeroizing::new(words) }
    }

    /// Reads a card back, from its words or its code. White space, punctuation, digits and Latin letters between the words
    /// are ignored, so a numbered list reads like a plain row.
    pub fn parse(text: &str) -> Result<Self, CardError> {
        match recovery_code::read(text) {
            Some(entropy) => entropy.map(|entropy| Self::of(Secret::new(*entropy))),
            None => Self::parse_words(text),
        }
    }

    fn parse_words(text: &str) -> Result<Self, CardError> {
        let list = Language::SimplifiedChinese.word_list();
        let words = text.chars().filter(|c| is_word(*c));
        let mut indices = Zeroizing::new(Vec::with_capacity(CARD_WORDS));
        for (at, word) in words.enumerate() {
            let index = list.iter().position(|known| known.chars().eq([word]));
            indices.push(index.ok_or(CardError::UnknownWord { position: at + 1 })?);
        }
        if indices.len() != CARD_WORDS {
            return Err(CardError::Count { found: indices.len() });
        }
        let mut bits = Zeroizing::new([0u8; 33]);
        for (at, bit) in indices.iter().flat_map(|index| (0..11).rev().map(move |bit| index >> bit & 1)).enumerate() {
            bits[at / 8] |= u8::from(bit == 1) << (7 - at % 8);
        }
        let mut entropy = Zeroizing::new([0u8; 32]);
        entropy.copy_from_slice(&bits[..32]);
        let card = Self::of(Secret::new(*entropy));
        let last = indices.last().and_then(|index| list[*index].chars().next());
        (card.words.last().copied() == last).then_some(card).ok_or(CardError::Checksum)
    }

    /// The words in order.
    #[must_use]
    pub fn words(&self) -> &[char] {
        &self.words
    }

    /// What the QR code holds; its form is in `recovery_code`. [`Self::parse`] reads it.
    #[must_use]
    pub fn code(&self) -> Zeroizing<String> {
        recovery_code::write(self.secret.expose())
    }

    /// The words in one row. [`Self::parse`] reads it.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.words.iter().collect())
    }

    /// Whether the word typed back for this place (from 0) is the one on the card.
    #[must_use]
    pub fn matches(&self, index: usize, typed: &str) -> bool {
        let mut typed = typed.chars().filter(|c| is_word(*c));
        let word = self.words.get(index).copied();
        word.is_some() && typed.next() == word && typed.next().is_none()
    }

    /// The key of the card's slot.
    #[must_use]
    pub fn kek(&self, salt: &[u8; 16]) -> Secret {
        self.secret.derive(salt, &[b"sx/card/v1"])
    }
}

/// Whether a character can be meant as a word: not what people put between words.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii() && !('\u{ff00}'..='\u{ffef}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestRng;

    #[test]
    fn the_standards_own_examples_read_back() {
        // The all-zero and all-one vectors of BIP39 end in the English words "art" and "vote": the same places here.
        let check = |byte: u8, first: char, last: char| {
            let card = RecoveryCard::of(Secret::new([byte; 32]));
            assert_eq!(card.words().len(), CARD_WORDS);
            assert!(card.words()[..23].iter().all(|word| *word == first));
            assert_eq!(card.words()[23], last);
            let read = RecoveryCard::parse(&card.text()).unwrap();
            assert_eq!(read.secret, card.secret);
        };
        check(0x00, '的', '性');
        check(0xff, '歇', '佳');
    }

    #[test]
    fn writing_habits_do_not_matter() {
        let card = RecoveryCard::new(&mut TestRng::new(3));
        let words = card.words();
        let numbered: String = words.iter().enumerate().map(|(at, word)| format!("{}. {word}、\n", at + 1)).collect();
        let spaced: String = words.iter().map(|word| format!("　{word} ")).collect();
        let marked = format!("SX1:{}", card.text().as_str());
        for text in [numbered, spaced, marked, card.code().to_string()] {
            assert_eq!(RecoveryCard::parse(&text).unwrap().secret, card.secret, "{text}");
        }
    }

    #[test]
    fn a_wrong_word_is_named_by_its_place() {
        let card = RecoveryCard::new(&mut TestRng::new(4));
        let with = |at: usize, word: char| -> String {
            let mut words = card.words().to_vec();
            words[at] = word;
            words.into_iter().collect()
        };
        let check = |text: &str, expected: CardError| {
            assert_eq!(RecoveryCard::parse(text).err(), Some(expected));
        };
        check(&with(6, '龘'), CardError::UnknownWord { position: 7 });
        check(&with(23, '龘'), CardError::UnknownWord { position: 24 });
        check("SX1:AAAA", CardError::Code);
        check("的一是", CardError::Count { found: 3 });
        check("", CardError::Count { found: 0 });
        check(&format!("{}的", card.text().as_str()), CardError::Count { found: 25 });
    }

    #[test]
    fn most_exchanged_words_are_noticed() {
        let card = RecoveryCard::new(&mut TestRng::new(5));
        let noticed = (0..23)
            .filter(|at| {
                let mut words = card.words().to_vec();
                words.swap(*at, at + 1);
                let text: String = words.into_iter().collect();
                RecoveryCard::parse(&text).err() == Some(CardError::Checksum)
            })
            .count();
        assert!(noticed >= 21, "8 checksum bits miss one exchange in 256, found {noticed} of 23");
    }

    #[test]
    fn one_word_is_typed_back() {
        let card = RecoveryCard::new(&mut TestRng::new(6));
        let check = |index: usize, typed: &str, expected: bool| {
            assert_eq!(card.matches(index, typed), expected, "{index} {typed}");
        };
        let word = card.words()[4].to_string();
        check(4, &word, true);
        check(4, &format!(" {word}。"), true);
        check(4, "", false);
        check(4, "龘", false);
        check(4, &format!("{word}{word}"), false);
        check(24, "", false);
    }
}
