//! 收件函 and 登记函: how two offices that share no keys come to know each other's.
//!
//! A letter holds the space, the name and the public keys of an office and is signed with them. It may travel by any way,
//! for what makes it trusted is its fingerprint on paper: twenty-four digits over what kind of letter it is, the space and
//! both keys. The name is left out of them, so that an office may write its name otherwise without printing new digits;
//! the signature binds it, so nobody else can.

use std::fmt;

use thiserror::Error;

use super::cut;
use crate::ids::SpaceId;
use crate::proto::PROTOCOL;
use crate::seal::{AgentKeys, AgentSecret, Signature};
use crate::wire::{Reader, WireError, put_bytes};

/// The longest name of an office.
pub const MAX_NAME_BYTES: usize = 120;

const PURPOSE: &str = "sx-letter-v1";
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum LetterKind {
    /// 收件函: of an office that takes submissions.
    Inbox = 1,
    /// 登记函: of an office that makes them.
    Sender = 2,
}

impl LetterKind {
    /// What the text of such a letter begins with.
    const fn mark(self) -> &'static str {
        match self {
            LetterKind::Inbox => "SXI1:",
            LetterKind::Sender => "SXS1:",
        }
    }
}

/// The public word of an office about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it is for.
    pub kind: LetterKind,
    /// The office's space.
    pub space: SpaceId,
    /// What the office is called.
    pub name: String,
    /// What it signs with, and what is sealed to it.
    pub keys: AgentKeys,
    signature: Signature,
}

/// Twenty-four digits in six groups of four.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(u128);

/// Why bytes are no letter.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum LetterError {
    /// They are not in the form of one.
    #[error("not a letter: {0}")]
    Form(#[from] WireError),
    /// It was not signed with the keys that stand in it.
    #[error("the letter is not signed with its own keys")]
    Signature,
}

impl Letter {
    /// The letter of an office. A name that is too long is cut.
    pub fn new(kind: LetterKind, space: SpaceId, name: &str, secret: &AgentSecret) -> Self {
        let name = cut(name.trim(), MAX_NAME_BYTES).to_owned();
        let mut letter = Self { kind, space, name, keys: *secret.keys(), signature: [0; 64] };
        letter.signature = secret.sign(PURPOSE, &letter.message());
        letter
    }

    fn message(&self) -> Vec<u8> {
        let mut out = self.bound().to_vec();
        put_bytes(&mut out, self.name.as_bytes());
        out
    }

    /// What the fingerprint is over.
    fn bound(&self) -> [u8; 82] {
        let mut out = [0; 82];
        (out[0], out[1]) = (PROTOCOL, self.kind as u8);
        out[2..18].copy_from_slice(&self.space.0);
        out[18..50].copy_from_slice(&self.keys.sign);
        out[50..].copy_from_slice(&self.keys.receive);
        out
    }

    /// The letter in its only encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.message();
        out.extend_from_slice(&self.signature);
        out
    }

    /// Reads what [`Letter::encode`] wrote and nothing else.
    ///
    /// # Errors
    /// If it is something else, or not signed with its own keys.
    pub fn decode(bytes: &[u8]) -> Result<Self, LetterError> {
        let letter = Self::kept(bytes)?;
        let signed = letter.keys.verify(PURPOSE, &letter.message(), &letter.signature);
        if signed { Ok(letter) } else { Err(LetterError::Signature) }
    }

    /// Reads a letter that was looked at when it came: its signature is not looked at once more.
    ///
    /// # Errors
    /// If it is something else.
    pub fn kept(bytes: &[u8]) -> Result<Self, LetterError> {
        let mut reader = Reader::new(bytes);
        if reader.byte()? != PROTOCOL {
            return Err(WireError::OutOfRange.into());
        }
        let kind = match reader.byte()? {
            1 => LetterKind::Inbox,
            2 => LetterKind::Sender,
            _ => return Err(WireError::OutOfRange.into()),
        };
        let space = SpaceId(reader.array()?);
        let keys = AgentKeys { sign: reader.array()?, receive: reader.array()? };
        let name = reader.text()?.to_owned();
        let signature = reader.array()?;
        reader.finish()?;
        if name.len() > MAX_NAME_BYTES || name.trim() != name {
            return Err(WireError::NotCanonical.into());
        }
        Ok(Self { kind, space, name, keys, signature })
    }

    /// The letter as capitals and digits: for a QR code, and for pasting into a message.
    pub fn text(&self) -> String {
        let bytes = self.encode();
        let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
        let index = |at: usize| (0..5).fold(0, |sum, next| sum << 1 | bit(at * 5 + next));
        let letters = (0..(bytes.len() * 8).div_ceil(5)).map(|at| char::from(LETTERS[usize::from(index(at))]));
        self.kind.mark().chars().chain(letters).collect()
    }

    /// The letter in a text, wherever in it. Breaks and blanks inside do not matter, nor does the case.
    pub fn find(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let text = text.to_ascii_uppercase();
        let marks = [LetterKind::Inbox, LetterKind::Sender].map(LetterKind::mark);
        let (_, rest) = marks.iter().find_map(|mark| text.split_once(mark))?;
        let (mut bytes, mut bits, mut held) = (Vec::new(), 0u32, 0u32);
        for letter in rest.bytes() {
            let Some(index) = LETTERS.iter().position(|known| *known == letter) else { break };
            (held, bits) = (held << 5 | index as u32, bits + 5);
            if bits >= 8 {
                bits -= 8;
                bytes.push((held >> bits) as u8);
                held &= (1 << bits) - 1;
            }
        }
        let letter = Self::decode(&bytes).ok()?;
        // One text for each letter: what is left over of a byte is no part of it.
        rest.starts_with(letter.text().strip_prefix(letter.kind.mark())?).then_some(letter)
    }

    /// What is compared on paper.
    pub fn fingerprint(&self) -> Fingerprint {
        let hash = blake3::derive_key("sx letter fingerprint v1", &self.bound());
        let mut half = [0; 16];
        half.copy_from_slice(&hash[..16]);
        Fingerprint(u128::from_be_bytes(half) % 10u128.pow(24))
    }
}

impl Fingerprint {
    /// Whether these are the digits somebody has read off paper. Blanks and hyphens do not matter.
    #[must_use]
    pub fn is_written(self, typed: &str) -> bool {
        let mut digits = String::new();
        for letter in typed.chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                '０'..='９' => digits.extend(char::from_digit(letter as u32 - '０' as u32, 10)),
                '-' | '－' | '—' => {}
                blank if blank.is_whitespace() => {}
                _ => return false,
            }
        }
        digits == format!("{:024}", self.0)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let group = |at: u32| self.0 / 10u128.pow(20 - 4 * at) % 10_000;
        (0..6).try_for_each(|at| write!(f, "{}{:04}", if at == 0 { "" } else { " " }, group(at)))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::fixed::Sequence;

    fn letter(kind: LetterKind, name: &str) -> Letter {
        Letter::new(kind, SpaceId([7; 16]), name, &AgentSecret::new(&mut Sequence(1)))
    }

    #[test]
    fn a_letter_is_found_in_what_people_paste() {
        let text = letter(LetterKind::Inbox, "青山县教育体育局").text();
        let check = |pasted: &str, found: bool| {
            let expected = found.then(|| letter(LetterKind::Inbox, "青山县教育体育局"));
            assert_eq!(Letter::find(pasted), expected, "{pasted}");
        };
        check(&text, true);
        check(&format!("守学收件函：\n{text}\n请登记"), true);
        check(&text.to_ascii_lowercase(), true);
        let (first, second) = text.split_at(100);
        check(&format!("{first}\r\n {second}"), true);
        check(&text.replacen("SXI1:", "SXS1:", 1), true);
        check(text.get(..text.len() - 2).unwrap(), false);
        check(&format!("{text}AAAA"), false);
        check(&text.replacen('B', "C", 1), false);
        check("SXI1:", false);
        check("守学", false);
    }

    #[test]
    fn digits_bind_everything_but_the_name() {
        let one = letter(LetterKind::Inbox, "甲");
        let digits = one.fingerprint();
        assert_eq!(digits, letter(LetterKind::Inbox, "乙").fingerprint());
        assert_ne!(digits, letter(LetterKind::Sender, "甲").fingerprint());
        assert_ne!(digits, Letter { space: SpaceId([8; 16]), ..one.clone() }.fingerprint());
        for half in 0..2 {
            let mut other = one.clone();
            let key = if half == 0 { &mut other.keys.sign } else { &mut other.keys.receive };
            key[0] ^= 1;
            assert_ne!(digits, other.fingerprint());
        }
    }

    #[test]
    fn digits_are_typed_as_people_type_them() {
        let digits = letter(LetterKind::Inbox, "甲").fingerprint();
        let shown = digits.to_string();
        assert_eq!((shown.len(), shown.split(' ').count()), (29, 6));
        let check = |typed: &str, expected: bool| assert_eq!(digits.is_written(typed), expected, "{typed}");
        check(&shown, true);
        check(&shown.replace(' ', ""), true);
        check(&shown.replace(' ', " - "), true);
        let wide: String = shown
            .chars()
            .map(|letter| letter.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit)).unwrap_or('　'))
            .collect();
        check(&wide, true);
        check(shown.get(..28).unwrap(), false);
        check(&format!("{shown}0"), false);
        check(&format!("{shown}x"), false);
        check("", false);
    }

    #[test]
    fn nobody_else_alters_a_letter() {
        let bytes = letter(LetterKind::Sender, "中心小学").encode();
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            assert!(Letter::decode(&altered).is_err(), "{at}");
            assert!(Letter::decode(&bytes[..at]).is_err(), "{at}");
        }
        assert_eq!(Letter::decode(&bytes).as_ref(), Ok(&letter(LetterKind::Sender, "中心小学")));
        let long = letter(LetterKind::Sender, &"学".repeat(100));
        assert_eq!((long.name.len(), Letter::decode(&long.encode())), (120, Ok(long)));
    }
}
