//! The nine digits.

use serde::{Deserialize, Serialize};
use sync::Rng;
use sync::proto::CODE_ROOMS;

/// Behind the room: the password alone.
const PASSWORDS: u32 = 1_000_000;

/// A short code. It is shown in three groups and found in whatever people type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digits(u32);

impl Digits {
    /// A code drawn evenly.
    #[must_use]
    pub fn draw(rng: &mut dyn Rng) -> Self {
        let all = u32::from(CODE_ROOMS) * PASSWORDS;
        // Numbers beyond the last whole multiple would come up once more often for some codes.
        let even = u32::MAX - u32::MAX % all;
        loop {
            let mut bytes = [0; 4];
            rng.fill(&mut bytes);
            let number = u32::from_le_bytes(bytes);
            if number < even {
                return Self(number % all);
            }
        }
    }

    /// The code in a text: nine digits, with whatever stands between them. Digits of full width are digits.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let (mut number, mut count) = (0u32, 0);
        for letter in text.chars() {
            let digit = match letter {
                '0'..='9' => u32::from(letter) - u32::from('0'),
                '０'..='９' => u32::from(letter) - u32::from('０'),
                ' ' | '　' | '-' | '－' | '—' | '·' | '\t' | '\n' | '\r' => continue,
                _ => return None,
            };
            count += 1;
            number = number.checked_mul(10)?.checked_add(digit)?;
        }
        (count == 9).then_some(Self(number))
    }

    /// The room of the server that it names.
    #[must_use]
    pub fn room(self) -> u16 {
        u16::try_from(self.0 / PASSWORDS).unwrap_or_default()
    }

    /// The whole of it as a number below a thousand million.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }

    /// What both sides feed into the exchange: all nine, so that no room can be exchanged for another one.
    pub(crate) fn password(self) -> String {
        format!("{:09}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_what_people_type() {
        let check = |text: &str, expected: Option<u32>| {
            assert_eq!(Digits::find(text).map(Digits::number), expected, "{text}");
        };
        check("042 137 905", Some(42_137_905));
        check("042137905", Some(42_137_905));
        check(" 042-137－905\n", Some(42_137_905));
        check("０４２　１３７　９０５", Some(42_137_905));
        check("000000000", Some(0));
        check("999 999 999", Some(999_999_999));
        check("04213790", None);
        check("0421379055", None);
        check("99999999999999999999", None);
        check("O42137905", None);
        check("四二一三七九〇五一", None);
        check("", None);
    }

    #[test]
    fn codes_are_drawn_from_all_of_them() {
        struct These(Vec<u32>);
        impl Rng for These {
            fn fill(&mut self, bytes: &mut [u8]) {
                bytes.copy_from_slice(&self.0.remove(0).to_le_bytes());
            }
        }
        // The first is beyond the last whole thousand million.
        let drawn = Digits::draw(&mut These(vec![u32::MAX, 3_999_999_999]));
        assert_eq!((drawn.number(), drawn.room(), drawn.password().as_str()), (999_999_999, 999, "999999999"));
        let drawn = Digits::draw(&mut These(vec![1_000_000_007]));
        assert_eq!((drawn.room(), drawn.password().as_str()), (0, "000000007"));
    }
}
