//! 留守 under the three definitions in force, computed side by side from the same facts.
//!
//! The registry counts from three months; the State Council's document of 2016 asks for both parents, or for one where
//! the other cannot be a guardian, a child under sixteen and a rural household; education statistics count from half a
//! year. The switch from the first to the second cut the national number to a seventh, so a register must say by which.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// 口径.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Definition {
    /// 学籍系统: one or both parents away for three months or more.
    Edu3m,
    /// 国发〔2016〕13号: both parents away, or one and the other without the ability; under 16; rural.
    Civil2016,
    /// 教育统计: one or both parents away for half a year or more.
    Stats6m,
}

impl Definition {
    /// Every definition.
    pub const ALL: [Definition; 3] = [Definition::Edu3m, Definition::Civil2016, Definition::Stats6m];

    /// The word on the page.
    pub const fn text(self) -> &'static str {
        match self {
            Definition::Edu3m => "学籍口径（外出满3个月）",
            Definition::Civil2016 => "民政口径（国发〔2016〕13号）",
            Definition::Stats6m => "教育统计口径（外出满半年）",
        }
    }
}

/// What is known of the family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Family {
    /// Since when the father is away.
    pub father_away: Option<Date>,
    /// Since when the mother is away.
    pub mother_away: Option<Date>,
    /// The parent who stayed cannot be a guardian.
    pub other_unable: bool,
    /// Whether the household is rural; `None` if nobody wrote it down.
    pub rural: Option<bool>,
    /// The child's birth date.
    pub birth: Option<Date>,
}

/// Whether a definition is met on a day; `None` if a fact it needs is missing.
pub fn meets(definition: Definition, family: &Family, day: Date) -> Option<bool> {
    let since = |months| {
        let away = [family.father_away, family.mother_away];
        away.into_iter().flatten().any(|from| months_later(from, months).is_some_and(|due| due <= day))
    };
    match definition {
        Definition::Edu3m => Some(since(3)),
        Definition::Stats6m => Some(since(6)),
        Definition::Civil2016 => {
            let away = |from: Option<Date>| from.is_some_and(|from| from <= day);
            let (father, mother) = (away(family.father_away), away(family.mother_away));
            if !((father && mother) || ((father || mother) && family.other_unable)) {
                return Some(false);
            }
            let sixteen = months_later(family.birth?, 16 * 12)?;
            Some(family.rural? && day < sixteen)
        }
    }
}

/// The same day so many months later; the last day of a month that is shorter.
fn months_later(day: Date, months: u16) -> Option<Date> {
    let month = day.year_month().plus(i32::from(months));
    Date::new(month.year(), month.month(), day.day()).or_else(|| Some(month.last_day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("an iso date")
    }

    fn check(family: Family, on: &str, expected: [Option<bool>; 3]) {
        let found = Definition::ALL.map(|definition| meets(definition, &family, day(on)));
        assert_eq!(found, expected, "{family:?} on {on}");
    }

    #[test]
    fn one_family_is_left_behind_by_one_definition_and_not_by_another() {
        let father = Family {
            father_away: Some(day("2025-06-01")),
            rural: Some(true),
            birth: Some(day("2014-03-01")),
            ..Family::default()
        };
        check(father, "2025-08-31", [Some(false), Some(false), Some(false)]);
        check(father, "2025-09-01", [Some(true), Some(false), Some(false)]);
        check(father, "2025-12-01", [Some(true), Some(false), Some(true)]);
        let unable = Family { other_unable: true, ..father };
        check(unable, "2025-06-02", [Some(false), Some(true), Some(false)]);
        check(Family { rural: Some(false), ..unable }, "2025-09-01", [Some(true), Some(false), Some(false)]);
        check(Family { rural: None, ..unable }, "2025-09-01", [Some(true), None, Some(false)]);
        let both = Family { mother_away: Some(day("2025-06-10")), ..father };
        check(both, "2025-06-10", [Some(false), Some(true), Some(false)]);
        let sixteen = Family { birth: Some(day("2009-09-01")), ..both };
        check(sixteen, "2025-08-31", [Some(false), Some(true), Some(false)]);
        check(sixteen, "2025-09-01", [Some(true), Some(false), Some(false)]);
        check(Family::default(), "2025-09-01", [Some(false), Some(false), Some(false)]);
    }

    #[test]
    fn months_end_where_the_calendar_ends_them() {
        let check =
            |from: &str, months, expected: &str| assert_eq!(months_later(day(from), months), Some(day(expected)));
        check("2025-11-30", 3, "2026-02-28");
        check("2023-11-30", 3, "2024-02-29");
        check("2008-02-29", 192, "2024-02-29");
    }
}
