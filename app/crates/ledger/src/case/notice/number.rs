//! 文号: numbers of notices, given out offline from a range that one device has for itself.
//!
//! A number is used once, also when its notice is struck. Ranges of two devices do not overlap as long as each was
//! reserved knowing the others; [`NumberRange::overlaps`] finds those that were not.

use std::fmt;

use thiserror::Error;

/// A number as it is printed: `义劝通字[2025]第1号`.
///
/// ```
/// use ledger::case::NoticeNumber;
/// let number: NoticeNumber = "义劝通字[2025]第1号".parse()?;
/// assert_eq!((number.prefix.as_str(), number.year, number.number), ("义劝通字", 2025, 1));
/// assert_eq!(number.to_string(), "义劝通字[2025]第1号");
/// # Ok::<(), ledger::case::NumberError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoticeNumber {
    /// The words before the year, as the county writes them.
    pub prefix: String,
    /// The year.
    pub year: u16,
    /// The number, from 1.
    pub number: u32,
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NumberError {
    /// Not written as numbers or ranges are.
    #[error("not a number of a notice")]
    Shape,
    /// A range from 0, or without a number in it.
    #[error("an empty range")]
    Empty,
    /// Every number of the range is used.
    #[error("the range is used up")]
    Exhausted,
}

impl fmt::Display for NoticeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]第{}号", self.prefix, self.year, self.number)
    }
}

impl std::str::FromStr for NoticeNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<NoticeNumber, NumberError> {
        let parts = || {
            // 〔2026〕1号 is how official papers write it, [2026]第1号 how counties type it.
            let (prefix, rest) = text.trim().split_once(['[', '〔'])?;
            let rest = rest.strip_suffix('号')?;
            let between = ["]第", "〕第", "〕"].into_iter().find_map(|between| rest.split_once(between));
            let (year, number) = between?;
            Some((prefix.to_owned(), plain(year)?, plain(number)?))
        };
        let (prefix, year, number) = parts().ok_or(NumberError::Shape)?;
        let year = u16::try_from(year).map_err(|_| NumberError::Shape)?;
        if number == 0 { Err(NumberError::Shape) } else { Ok(NoticeNumber { prefix, year, number }) }
    }
}

/// Digits as numbers print them: `+1` and `01` are not.
fn plain(digits: &str) -> Option<u32> {
    digits.parse::<u32>().ok().filter(|number| number.to_string() == digits)
}

/// Numbers of one prefix and year that one device gives out, written `2025 1 50 义劝通字`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NumberRange {
    prefix: String,
    year: u16,
    from: u32,
    to: u32,
}

impl NumberRange {
    /// The range from one number to another, both included.
    ///
    /// # Errors
    /// [`NumberError::Empty`].
    pub fn new(prefix: &str, year: u16, from: u32, to: u32) -> Result<NumberRange, NumberError> {
        if from == 0 || to < from {
            return Err(NumberError::Empty);
        }
        Ok(NumberRange { prefix: prefix.trim().to_owned(), year, from, to })
    }

    /// The next range of so many numbers after all that were reserved.
    ///
    /// # Errors
    /// [`NumberError::Empty`], also if numbers run out.
    pub fn reserve(reserved: &[NumberRange], prefix: &str, year: u16, count: u32) -> Result<NumberRange, NumberError> {
        let same = reserved.iter().filter(|range| range.prefix == prefix.trim() && range.year == year);
        let last = same.map(|range| range.to).max().unwrap_or(0);
        let to = last.checked_add(count).ok_or(NumberError::Empty)?;
        NumberRange::new(prefix, year, last.saturating_add(1), to)
    }

    /// The first number of the range that no notice has, struck ones included.
    ///
    /// # Errors
    /// [`NumberError::Exhausted`].
    pub fn next<'a>(&self, used: impl IntoIterator<Item = &'a NoticeNumber>) -> Result<NoticeNumber, NumberError> {
        let own = used.into_iter().filter(|number| self.holds(number)).map(|number| number.number);
        let used: std::collections::BTreeSet<u32> = own.collect();
        let number = (self.from..=self.to).find(|number| !used.contains(number)).ok_or(NumberError::Exhausted)?;
        Ok(NoticeNumber { prefix: self.prefix.clone(), year: self.year, number })
    }

    /// Whether it is a range of this prefix and year.
    pub fn is_of(&self, prefix: &str, year: u16) -> bool {
        self.prefix == prefix && self.year == year
    }

    /// Whether a number is of this range.
    pub fn holds(&self, number: &NoticeNumber) -> bool {
        number.prefix == self.prefix && number.year == self.year && (self.from..=self.to).contains(&number.number)
    }

    /// Whether two ranges, reserved without knowing each other, have a number in common.
    pub fn overlaps(&self, other: &NumberRange) -> bool {
        self.prefix == other.prefix && self.year == other.year && self.from <= other.to && other.from <= self.to
    }
}

impl fmt::Display for NumberRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.year, self.from, self.to, self.prefix)
    }
}

impl std::str::FromStr for NumberRange {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<NumberRange, NumberError> {
        let mut parts = text.trim().splitn(4, ' ');
        let mut number = || plain(parts.next()?);
        let (Some(year), Some(from), Some(to)) = (number(), number(), number()) else {
            return Err(NumberError::Shape);
        };
        let year = u16::try_from(year).map_err(|_| NumberError::Shape)?;
        NumberRange::new(parts.next().unwrap_or_default(), year, from, to)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(number: u32) -> NoticeNumber {
        NoticeNumber { prefix: "义劝通字".to_owned(), year: 2025, number }
    }

    #[test]
    fn a_number_is_read_as_it_is_printed() {
        let check = |text: &str, expected| assert_eq!(text.parse::<NoticeNumber>(), expected, "{text}");
        check("义劝通字[2025]第1号", Ok(number(1)));
        check(" 义劝通字[2025]第120号 ", Ok(number(120)));
        for text in
            ["", "义劝通字", "义劝通字[2025]第0号", "义劝通字[2025]第01号", "义劝通字[2025]1号", "义劝通字[99999]第1号"]
        {
            check(text, Err(NumberError::Shape));
        }
    }

    #[test]
    fn ranges_follow_each_other_and_what_overlaps_is_found() {
        let reserve = |reserved: &[NumberRange]| NumberRange::reserve(reserved, "义劝通字", 2025, 50).expect("a range");
        let first = reserve(&[]);
        let second = reserve(std::slice::from_ref(&first));
        assert_eq!(
            (first.to_string(), second.to_string()),
            ("2025 1 50 义劝通字".into(), "2025 51 100 义劝通字".into())
        );
        assert_eq!(first.to_string().parse(), Ok(first.clone()));
        assert!(!first.overlaps(&second) && first.overlaps(&reserve(&[])));
        let other = NumberRange::reserve(&[first], "义劝通字", 2026, 50).expect("a range");
        assert_eq!(other.to_string(), "2026 1 50 义劝通字");
        assert_eq!(NumberRange::new("义劝通字", 2025, 3, 2), Err(NumberError::Empty));
        assert_eq!(NumberRange::reserve(&[], "义劝通字", 2025, 0), Err(NumberError::Empty));
        assert_eq!("2025 1 义劝通字".parse::<NumberRange>(), Err(NumberError::Shape));
    }

    #[test]
    fn a_range_ends() {
        let range = NumberRange::new("义劝通字", 2025, 3, 5).expect("a range");
        let mut used = vec![number(1), NoticeNumber { year: 2024, ..number(3) }, number(4)];
        for expected in [Ok(3), Ok(5), Err(NumberError::Exhausted)] {
            let next = range.next(&used);
            assert_eq!(next.clone().map(|given| given.number), expected);
            used.extend(next);
        }
    }

    proptest! {
        #[test]
        fn numbers_of_a_range_have_no_gaps_and_are_given_once(
            from in 1u32..40, count in 0u32..30, used in prop::collection::vec(1u32..80, 0..60),
        ) {
            let range = NumberRange::new("义劝通字", 2025, from, from + count).expect("a range");
            let used: Vec<NoticeNumber> = used.into_iter().map(number).collect();
            match range.next(&used) {
                Ok(next) => {
                    prop_assert!(range.holds(&next) && !used.contains(&next));
                    prop_assert!((from..next.number).all(|lower| used.contains(&number(lower))));
                }
                Err(_) => prop_assert!((from..=from + count).all(|one| used.contains(&number(one)))),
            }
        }
    }
}
