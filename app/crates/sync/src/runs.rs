//! Which rows does a column speak of? Nearly always all of them, or one: so rows are kept as runs.

use crate::wire::{Reader, WireError, put_number};

/// Ascending row numbers, as runs of neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Runs {
    /// First row and length of each; never touching, never empty.
    runs: Vec<(u32, u32)>,
    total: u32,
}

impl Runs {
    /// Adds a row larger than all before.
    pub(crate) fn push(&mut self, row: u32) {
        self.total += 1;
        match self.runs.last_mut() {
            Some((first, len)) if *first + *len == row => *len += 1,
            _ => self.runs.push((row, 1)),
        }
    }

    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        self.total as usize
    }

    /// The last row.
    pub(crate) fn last(&self) -> Option<u32> {
        self.runs.last().map(|(first, len)| first + len - 1)
    }

    /// Every row.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + Clone {
        self.runs.iter().flat_map(|&(first, len)| first..first + len)
    }

    /// Appends the number of runs, then the gap before and the length of each.
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        put_number(out, self.runs.len() as u64);
        let mut next = 0;
        for &(first, len) in &self.runs {
            put_number(out, u64::from(first - next));
            put_number(out, u64::from(len));
            next = first + len;
        }
    }

    /// Reads runs of rows below `rows`.
    pub(crate) fn decode(reader: &mut Reader<'_>, rows: u32) -> Result<Self, WireError> {
        let count = reader.count(2)?;
        let mut runs = Vec::with_capacity(count);
        let (mut next, mut total) = (0_u32, 0);
        for at in 0..count {
            let (gap, len) = (reader.number32()?, reader.number32()?);
            if len == 0 || (gap == 0 && at > 0) {
                return Err(WireError::NotCanonical);
            }
            let first = next.checked_add(gap).ok_or(WireError::OutOfRange)?;
            next = first.checked_add(len).filter(|end| *end <= rows).ok_or(WireError::OutOfRange)?;
            runs.push((first, len));
            total += len;
        }
        Ok(Self { runs, total })
    }
}

impl FromIterator<u32> for Runs {
    fn from_iter<T: IntoIterator<Item = u32>>(rows: T) -> Self {
        let mut runs = Self::default();
        rows.into_iter().for_each(|row| runs.push(row));
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_have_one_encoding() {
        fn check(rows: &[u32], expected: &[u8]) {
            let runs: Runs = rows.iter().copied().collect();
            let mut out = Vec::new();
            runs.encode(&mut out);
            assert_eq!(out, expected);
            assert_eq!(Runs::decode(&mut Reader::new(&out), 100), Ok(runs.clone()));
            assert_eq!(runs.iter().collect::<Vec<_>>(), rows);
            assert_eq!(runs.len(), rows.len());
        }
        check(&[], &[0]);
        check(&[0, 1, 2], &[1, 0, 3]);
        check(&[5], &[1, 5, 1]);
        check(&[0, 1, 4, 5, 99], &[3, 0, 2, 2, 2, 93, 1]);
    }

    #[test]
    fn broken_runs_are_refused() {
        fn check(input: &[u8], expected: WireError) {
            assert_eq!(Runs::decode(&mut Reader::new(input), 100), Err(expected));
        }
        check(&[1, 0, 0], WireError::NotCanonical);
        check(&[2, 0, 1, 0, 1], WireError::NotCanonical);
        check(&[1, 0, 101], WireError::OutOfRange);
        check(&[2, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0x0f], WireError::OutOfRange);
        check(&[9, 0, 1], WireError::Truncated);
    }
}
