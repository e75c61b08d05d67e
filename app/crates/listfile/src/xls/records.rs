//! The stream as records: a type, a body, and the bodies of the continuation records that follow it.

use super::compound::u16_at;

/// Continues the record before it.
const CONTINUE: u16 = 0x003C;

/// One record.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) body: &'a [u8],
    /// Where the record after this one begins, continuations included.
    pub(super) next: usize,
}

/// Records of a stream from some place on. Ends where the stream does; a last record cut short is given as far as it is
/// there.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8], at: usize) -> Records<'a> {
        Records { stream, at }
    }

    /// The bodies of the continuation records at `from`.
    pub(super) fn continuations(stream: &'a [u8], from: usize) -> Vec<&'a [u8]> {
        let mut bodies = Vec::new();
        let mut at = from;
        while u16_at(stream, at) == Some(CONTINUE) {
            let Some(length) = u16_at(stream, at + 2) else { break };
            let end = (at + 4 + usize::from(length)).min(stream.len());
            bodies.extend(stream.get(at + 4..end));
            at = end;
        }
        bodies
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        loop {
            let kind = u16_at(self.stream, self.at)?;
            let length = usize::from(u16_at(self.stream, self.at + 2)?);
            let start = self.at + 4;
            let end = (start + length).min(self.stream.len());
            self.at = end;
            if kind != CONTINUE {
                return Some(Record { kind, body: self.stream.get(start..end)?, next: end });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn continuations_belong_to_the_record_before_them() {
        let stream = [0xFC, 0, 1, 0, 7, 0x3C, 0, 2, 0, 8, 9, 0x0A, 0, 0, 0, 0x03, 0x02, 9, 0, 1];
        let mut records = Records::new(&stream, 0);
        let record = records.next().unwrap();
        assert_eq!((record.kind, record.body), (0xFC, &[7u8][..]));
        assert_eq!(Records::continuations(&stream, record.next), [&[8u8, 9][..]]);
        assert_eq!(records.next().map(|r| r.kind), Some(0x0A));
        assert_eq!(records.next().map(|r| r.body), Some(&[1u8][..]));
        assert!(records.next().is_none());
    }
}
