//! How do numbers and lengths stand in bytes? In their shortest form only, and never trusted before the bytes are there.
//!
//! Everything read here may come from a hostile server: a length is checked against what is left before anything is
//! allocated for it.

use thiserror::Error;

/// Why bytes cannot be read.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum WireError {
    /// The bytes stop too early, or a length asks for more than is there.
    #[error("the bytes end too early")]
    Truncated,
    /// Bytes are left over.
    #[error("bytes are left over at the end")]
    Trailing,
    /// A number is out of its range.
    #[error("a number is out of range")]
    OutOfRange,
    /// The content is possible, but not in its only permitted encoding.
    #[error("the encoding is not the canonical one")]
    NotCanonical,
    /// Text is not UTF-8.
    #[error("text is not utf-8")]
    NotText,
}

/// Reads from the front of a slice.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    pub(crate) fn finish(&self) -> Result<(), WireError> {
        if self.rest.is_empty() { Ok(()) } else { Err(WireError::Trailing) }
    }

    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], WireError> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, WireError> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    pub(crate) fn flag(&mut self) -> Result<bool, WireError> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(WireError::OutOfRange),
        }
    }

    pub(crate) fn fixed64(&mut self) -> Result<u64, WireError> {
        self.array().map(u64::from_le_bytes)
    }

    /// A varint: seven bits a byte, low bits first, no superfluous zero byte at the end.
    #[inline]
    pub(crate) fn number(&mut self) -> Result<u64, WireError> {
        match self.rest {
            [first, rest @ ..] if *first < 0x80 => {
                self.rest = rest;
                Ok(u64::from(*first))
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> Result<u64, WireError> {
        let first = self.byte()?;
        let mut number = u64::from(first & 0x7f);
        for shift in (7..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(WireError::OutOfRange);
            }
            number |= bits << shift;
            if byte < 0x80 {
                return if byte == 0 { Err(WireError::NotCanonical) } else { Ok(number) };
            }
        }
        Err(WireError::OutOfRange)
    }

    pub(crate) fn number32(&mut self) -> Result<u32, WireError> {
        u32::try_from(self.number()?).map_err(|_| WireError::OutOfRange)
    }

    pub(crate) fn number16(&mut self) -> Result<u16, WireError> {
        u16::try_from(self.number()?).map_err(|_| WireError::OutOfRange)
    }

    /// How many things follow that take at least `least` bytes each.
    pub(crate) fn count(&mut self, least: usize) -> Result<usize, WireError> {
        let count = usize::try_from(self.number()?).map_err(|_| WireError::OutOfRange)?;
        match count.checked_mul(least) {
            Some(bytes) if bytes <= self.left() => Ok(count),
            _ => Err(WireError::Truncated),
        }
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], WireError> {
        let len = self.count(1)?;
        self.take(len)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, WireError> {
        std::str::from_utf8(self.bytes()?).map_err(|_| WireError::NotText)
    }
}

pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// The bytes of a file that people carry, with their hash behind them: damage is told before anything is read.
pub(crate) fn with_sum(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = blake3::hash(&bytes);
    bytes.extend_from_slice(sum.as_bytes());
    bytes
}

/// The bytes before their hash, if it is theirs.
pub(crate) fn without_sum(bytes: &[u8]) -> Result<&[u8], WireError> {
    let (body, sum) = bytes.split_last_chunk::<32>().ok_or(WireError::Truncated)?;
    if blake3::hash(body) == blake3::Hash::from(*sum) { Ok(body) } else { Err(WireError::NotCanonical) }
}

pub(crate) fn zigzag(number: i64) -> u64 {
    (number as u64) << 1 ^ (number >> 63) as u64
}

pub(crate) fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_have_one_form() {
        fn check(input: &[u8], expected: Result<u64, WireError>) {
            assert_eq!(Reader::new(input).number(), expected);
        }
        check(&[0], Ok(0));
        check(&[0x7f], Ok(127));
        check(&[0x80, 1], Ok(128));
        check(&[0x80, 0], Err(WireError::NotCanonical));
        check(&[0xff, 0x80, 0], Err(WireError::NotCanonical));
        check(&[0x80], Err(WireError::Truncated));
        check(&[], Err(WireError::Truncated));
        check(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], Ok(u64::MAX));
        check(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2], Err(WireError::OutOfRange));
        check(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x81, 0], Err(WireError::OutOfRange));
    }

    #[test]
    fn a_count_is_never_larger_than_the_bytes_left() {
        fn check(input: &[u8], least: usize, expected: Result<usize, WireError>) {
            assert_eq!(Reader::new(input).count(least), expected);
        }
        check(&[2, 0, 0], 1, Ok(2));
        check(&[3, 0, 0], 1, Err(WireError::Truncated));
        check(&[1, 0, 0], 16, Err(WireError::Truncated));
        check(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], 16, Err(WireError::Truncated));
    }

    proptest! {
        #[test]
        fn numbers_go_both_ways(number: u64, signed: i64) {
            let mut out = Vec::new();
            put_number(&mut out, number);
            let mut reader = Reader::new(&out);
            prop_assert_eq!(reader.number(), Ok(number));
            prop_assert_eq!(reader.finish(), Ok(()));
            prop_assert_eq!(unzigzag(zigzag(signed)), signed);
        }
    }
}
