//! 走访记录: somebody went to a child, or to a school. One shape, five kinds.
//!
//! A record is never altered unseen: what was written first stays in its history. What is wrong with a record is said at
//! its field and does not keep it from being saved as a draft.

use serde::{Deserialize, Serialize};

use crate::date::Date;

macro_rules! kinds {
    ($($kind:ident = $key:literal, $text:literal, $doc:literal;)*) => {
        /// What a visit was for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum VisitKind { $(#[doc = $doc] $kind,)* }

        impl VisitKind {
            /// Every kind, in the order of menus.
            pub const ALL: &'static [VisitKind] = &[$(VisitKind::$kind,)*];
            /// The stored key.
            pub const fn key(self) -> &'static str { match self { $(VisitKind::$kind => $key,)* } }
            /// The kind with this key.
            pub fn from_key(key: &str) -> Option<VisitKind> { match key { $($key => Some(VisitKind::$kind),)* _ => None } }
            /// The word of people who do it.
            pub const fn text(self) -> &'static str { match self { $(VisitKind::$kind => $text,)* } }
        }
    };
}

// Keys are stored: never change one.
kinds! {
    HomeTeaching = "home_teaching", "送教", "送教上门: lessons at the child's home.";
    HomeVisit = "home_visit", "家访", "家访: a teacher visits the family.";
    Persuasion = "persuasion", "劝返", "劝返: to bring a child back to school.";
    Liaison = "liaison", "包联", "包联走访: a cadre visits the school he answers for.";
    Support = "support", "帮扶", "帮扶: help for one child.";
}

/// What is wrong with a record, by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum VisitFault {
    /// There is no date, or it is no day.
    NoDate,
    /// The date is after today.
    Future,
    /// It ended before it began.
    EndsBeforeStart,
    /// Nobody is named who went.
    NoPeople,
    /// Home teaching without the number of lessons.
    NoLessons,
    /// Nothing is written of what was done.
    NoContent,
}

/// What the check of a record needs of it; empty text is nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Draft<'a> {
    /// What it was for.
    pub kind: Option<VisitKind>,
    /// ISO.
    pub date: &'a str,
    /// `HH:MM`.
    pub start: &'a str,
    /// `HH:MM`.
    pub end: &'a str,
    /// Who went.
    pub people: &'a str,
    /// Lesson hours.
    pub lessons: &'a str,
    /// What was done.
    pub content: &'a str,
}

impl Draft<'_> {
    /// Everything that is wrong with it, in the order of the form.
    pub fn faults(&self, today: Date) -> Vec<VisitFault> {
        let date = Date::parse_iso(self.date);
        let lessons = self.lessons.trim().parse::<u8>().is_ok_and(|n| (1..=12).contains(&n));
        let found = [
            (date.is_none(), VisitFault::NoDate),
            (date.is_some_and(|date| date > today), VisitFault::Future),
            (
                minutes(self.start).zip(minutes(self.end)).is_some_and(|(start, end)| end <= start),
                VisitFault::EndsBeforeStart,
            ),
            (self.people.trim().is_empty(), VisitFault::NoPeople),
            (self.kind == Some(VisitKind::HomeTeaching) && !lessons, VisitFault::NoLessons),
            (self.content.trim().is_empty(), VisitFault::NoContent),
        ];
        found.into_iter().filter_map(|(wrong, fault)| wrong.then_some(fault)).collect()
    }
}

/// Minutes since midnight of `HH:MM`.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named_at_its_field() {
        let today = Date::new(2026, 11, 22).expect("a day");
        let whole = Draft {
            kind: Some(VisitKind::HomeTeaching),
            date: "2026-11-22",
            start: "09:00",
            end: "10:30",
            people: "李文静",
            lessons: "2",
            content: "认读数字一到十",
        };
        let check = |draft: Draft<'_>, expected: &[VisitFault]| assert_eq!(draft.faults(today), expected, "{draft:?}");
        check(whole, &[]);
        check(Draft { date: "2026-11-23", ..whole }, &[VisitFault::Future]);
        check(Draft { date: "2026-02-30", ..whole }, &[VisitFault::NoDate]);
        check(Draft { end: "09:00", ..whole }, &[VisitFault::EndsBeforeStart]);
        check(Draft { end: "", ..whole }, &[]);
        check(Draft { lessons: "0", ..whole }, &[VisitFault::NoLessons]);
        check(Draft { lessons: "", kind: Some(VisitKind::HomeVisit), ..whole }, &[]);
        check(Draft::default(), &[VisitFault::NoDate, VisitFault::NoPeople, VisitFault::NoContent]);
    }

    #[test]
    fn keys_lead_back_to_their_kinds() {
        assert!(VisitKind::ALL.iter().all(|kind| VisitKind::from_key(kind.key()) == Some(*kind)));
    }
}
