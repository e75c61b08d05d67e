//! 台账平衡: how many cases were open, came in, went out and are open, so that start and in less out is end; and how far
//! a list has been cleared (清零).

use super::Spell;
use crate::calendar::Span;

/// The cases of a ledger through a span of days. `start + new + reopened - closed = end`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Open when the first day began.
    pub start: u32,
    /// Opened for the first time.
    pub new: u32,
    /// Opened again.
    pub reopened: u32,
    /// Closed; a case may be closed as often as it was opened.
    pub closed: u32,
    /// Open when the last day was over.
    pub end: u32,
}

impl Balance {
    /// The balance of cases, each given by the times it was open, in order
    /// ([`State::spells`](super::State::spells)). A spell that ends before it begins is over on the day it began.
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a [Spell]>, days: Span) -> Balance {
        let mut balance = Balance::default();
        for case in cases {
            for (at, spell) in case.iter().enumerate() {
                let to = spell.to.map(|to| to.max(spell.from));
                let opened = if at == 0 { &mut balance.new } else { &mut balance.reopened };
                *opened += u32::from(days.holds(spell.from));
                balance.start += u32::from(spell.from < days.from && to.is_none_or(|to| days.from <= to));
                balance.closed += u32::from(to.is_some_and(|to| days.holds(to)));
                balance.end += u32::from(spell.from <= days.to && to.is_none_or(|to| days.to < to));
            }
        }
        balance
    }

    /// All that came in.
    pub const fn came_in(self) -> u32 {
        self.new + self.reopened
    }
}

/// How far a list of children has been cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clearing {
    /// Children found.
    pub found: u32,
    /// Of these, not yet back; `None` if nobody says.
    pub left: Option<u32>,
}

impl Clearing {
    /// Back; `None` if nobody says how many are not, or more are left than were found.
    pub fn back(self) -> Option<u32> {
        self.found.checked_sub(self.left?)
    }

    /// Both lists together: what one of them does not say, nobody knows of both.
    pub fn and(self, other: Clearing) -> Clearing {
        let left = self.left.zip(other.left).map(|(one, two)| one.saturating_add(two));
        Clearing { found: self.found.saturating_add(other.found), left }
    }

    /// The share that is back in tenths of a percent, rounded to the nearest; `None` if it is unknown or nobody was found.
    pub fn per_mille(self) -> Option<u32> {
        let (back, found) = (u64::from(self.back()?), u64::from(self.found));
        (found > 0).then(|| ((back * 2000 + found) / (found * 2)) as u32)
    }

    /// The rate with its formula, as a report prints it: `843÷958＝88.0%`, or `-`.
    pub fn formula(self) -> String {
        match self.back().zip(self.per_mille()) {
            Some((back, rate)) => format!("{back}÷{}＝{}.{}%", self.found, rate / 10, rate % 10),
            None => "-".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::date::Date;

    fn day(n: i32) -> Date {
        Date::new(2025, 11, 1).and_then(|first| first.plus_days(n - 1)).expect("a day")
    }

    fn november() -> Span {
        Span { from: day(1), to: day(30) }
    }

    fn spell((from, to): (i32, Option<i32>)) -> Spell {
        Spell { from: day(from), to: to.map(day) }
    }

    #[test]
    fn cases_are_counted_where_they_stand() {
        let check = |spells: &[(i32, Option<i32>)], expected: [u32; 5]| {
            let case: Vec<Spell> = spells.iter().copied().map(spell).collect();
            let found = Balance::of([case.as_slice()], november());
            assert_eq!([found.start, found.new, found.reopened, found.closed, found.end], expected, "{spells:?}");
        };
        check(&[(-5, None)], [1, 0, 0, 0, 1]);
        check(&[(-5, Some(0))], [0, 0, 0, 0, 0]);
        check(&[(-5, Some(1))], [1, 0, 0, 1, 0]);
        check(&[(1, None)], [0, 1, 0, 0, 1]);
        check(&[(30, Some(30))], [0, 1, 0, 1, 0]);
        check(&[(3, Some(31))], [0, 1, 0, 0, 1]);
        check(&[(31, None)], [0, 0, 0, 0, 0]);
        check(&[(-5, Some(3)), (3, None)], [1, 0, 1, 1, 1]);
        check(&[(-5, Some(-2)), (4, Some(9)), (12, None)], [0, 0, 2, 1, 1]);
    }

    // 从江县 2019: 958 children of 7 to 15 years were out of school, and checks after that found 66 more; of the 958 only 115
    // are not back. How many of the 66 are back is not said, so nothing is said of all 1024.
    #[test]
    fn a_county_has_cleared_what_it_says_it_has_cleared() {
        let inspected = Clearing { found: 958, left: Some(115) };
        assert_eq!((inspected.back(), inspected.per_mille()), (Some(843), Some(880)));
        assert_eq!(inspected.formula(), "843÷958＝88.0%");
        let later = Clearing { found: 66, left: None };
        let all = inspected.and(later);
        assert_eq!((all.found, all.back(), all.formula().as_str()), (1024, None, "-"));
        assert_eq!(Clearing { found: 0, left: Some(0) }.formula(), "-");
        assert_eq!(Clearing { found: 3, left: Some(0) }.formula(), "3÷3＝100.0%");
        assert_eq!(Clearing { found: 3, left: Some(4) }.formula(), "-");
    }

    proptest! {
        #[test]
        fn start_and_in_less_out_is_end(
            cases in prop::collection::vec(
                prop::collection::vec((-20i32..60, prop::option::of(-20i32..60)), 0..4), 0..20,
            ),
            from in -10i32..40, length in 0i32..40,
        ) {
            let cases: Vec<Vec<Spell>> =
                cases.into_iter().map(|case| case.into_iter().map(spell).collect()).collect();
            let days = Span { from: day(from), to: day(from + length) };
            let found = Balance::of(cases.iter().map(Vec::as_slice), days);
            prop_assert_eq!(found.start + found.came_in() - found.closed, found.end);
            // The end of one span is the start of the next.
            let next = Span { from: day(from + length + 1), to: day(from + length + 9) };
            prop_assert_eq!(Balance::of(cases.iter().map(Vec::as_slice), next).start, found.end);
        }
    }
}
