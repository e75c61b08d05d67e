//! The recovery card as a code for machines: what its QR code holds, and what may be pasted or typed instead of the words.
//!
//! Version 1 is `SX1:` and 56 characters of RFC 4648's base 32, in fours with hyphens between: the card's 32 bytes, then
//! the first three of their BLAKE3 hash. Only capitals, digits, colon and hyphen: such a QR code is small, and no scanner
//! mistakes its character set, as many do with Chinese text. A later version gets another number and keeps reading this.

use zeroize::Zeroizing;

use crate::kdf::fold;
use crate::recovery::CardError;

const MARK: &str = "SX1";
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CHECK: usize = 3;
const LENGTH: usize = 56;
const GROUP: usize = 4;

/// The code of a card.
pub(crate) fn write(entropy: &[u8; 32]) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new(entropy.to_vec());
    bytes.extend_from_slice(&blake3::hash(entropy).as_bytes()[..CHECK]);
    let mut out = Zeroizing::new(String::with_capacity(80));
    out.push_str(MARK);
    out.push(':');
    for at in 0..LENGTH {
        if at > 0 && at % GROUP == 0 {
            out.push('-');
        }
        let index = (0..5).fold(0, |sum, bit| sum << 1 | bit_of(&bytes, at * 5 + bit));
        out.push(char::from(LETTERS[usize::from(index)]));
    }
    out
}

/// Reads a code; `None` if the text is not meant as one. Case, hyphens, spaces and full-width forms do not matter, and
/// the digits that are mistaken for letters are taken for them.
pub(crate) fn read(text: &str) -> Option<Result<Zeroizing<[u8; 32]>, CardError>> {
    let text = Zeroizing::new(fold(text).to_ascii_uppercase());
    let rest = text.strip_prefix(MARK)?;
    rest.is_ascii().then(|| decode(rest).ok_or(CardError::Code))
}

fn decode(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0u8; 32 + CHECK]);
    let mut count = 0;
    for letter in text.bytes().filter(u8::is_ascii_alphanumeric) {
        let letter = match letter {
            b'0' => b'O',
            b'1' => b'I',
            b'8' => b'B',
            other => other,
        };
        let index = LETTERS.iter().position(|known| *known == letter)?;
        for bit in 0..5 {
            let place = count * 5 + bit;
            *bytes.get_mut(place / 8)? |= ((index >> (4 - bit) & 1) as u8) << (7 - place % 8);
        }
        count += 1;
    }
    let (entropy, check) = bytes.split_first_chunk::<32>()?;
    (count == LENGTH && blake3::hash(entropy).as_bytes()[..CHECK] == *check).then(|| Zeroizing::new(*entropy))
}

fn bit_of(bytes: &[u8], place: usize) -> u8 {
    bytes.get(place / 8).map_or(0, |byte| byte >> (7 - place % 8) & 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_form_is_fixed() {
        let code = write(&[0; 32]);
        assert!(code.starts_with("SX1:AAAA-AAAA"));
        assert_eq!(code.len(), 4 + 56 + 13);
        assert!(code.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b':' || c == b'-'));
    }

    #[test]
    fn what_is_no_code_is_left_to_the_words() {
        for text in ["", "的一是", "SX1:的一是", "1. 的 2. 一"] {
            assert!(read(text).is_none(), "{text}");
        }
        for text in ["SX1", "SX1:", "SX1:AAAA-AAAA", "SX1:AAAA-9999"] {
            assert_eq!(read(text), Some(Err(CardError::Code)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn writing_habits_do_not_matter(entropy: [u8; 32]) {
            let code = write(&entropy);
            let full_width: String = code.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
            let bare = code.replace('-', "").replace(':', " ").to_lowercase();
            for text in [code.to_string(), format!(" {}\n", code.as_str()), full_width, bare, code.replace('O', "0")] {
                prop_assert_eq!(read(&text), Some(Ok(Zeroizing::new(entropy))), "{}", text);
            }
        }

        #[test]
        fn a_wrong_or_missing_letter_is_noticed(entropy: [u8; 32], at in 0usize..56, letter in 0usize..32) {
            let letters: Vec<char> = write(&entropy).chars().skip(4).filter(|c| *c != '-').collect();
            let mut wrong = letters.clone();
            wrong[at] = char::from(LETTERS[letter]);
            if wrong != letters {
                let text: String = "SX1:".chars().chain(wrong).collect();
                prop_assert_eq!(read(&text), Some(Err(CardError::Code)));
            }
            let mut short = letters;
            short.remove(at);
            let text: String = "SX1:".chars().chain(short).collect();
            prop_assert_eq!(read(&text), Some(Err(CardError::Code)));
        }
    }
}
