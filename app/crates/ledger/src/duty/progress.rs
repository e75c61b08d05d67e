//! Was the duty done in this turn?
//!
//! Distinct days count, not records: two on one day are one. A record may be made good for an earlier turn, and then
//! counts there alone. Who comes or goes within the turn is owed the share of the days it was there, rounded to
//! the nearest (示例). A turn that ended short stays short until it is closed with a reason and a day to make it good;
//! when that day has passed without, it is short again.

use serde::{Deserialize, Serialize};

use super::{Period, Rule};
use crate::calendar::{Calendar, Span};
use crate::date::Date;

/// A record, as far as a duty is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The day.
    pub date: Date,
    /// The earlier turn it makes good.
    pub makes_good: Option<Period>,
    /// Whether there is [evidence](crate::visit::has_evidence).
    pub evidence: bool,
}

/// Why a turn was closed short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// By when it is to be made good.
    pub make_up: Date,
}

/// How a duty stands in one turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// The turn is over and it was not done.
    Short,
    /// The turn is nearly over.
    Urgent,
    /// The turn is over, the reason is known, and the day to make it good is still to come.
    Excused,
    /// There is time.
    Open,
    /// As often as owed.
    Done,
    /// Nothing is owed.
    Free,
}

/// What was done in one turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Distinct days owed.
    pub owed: u8,
    /// Distinct days that count.
    pub days: u8,
    /// Distinct further days that would count, if there were evidence of them.
    pub without_evidence: u8,
    /// How it stands.
    pub standing: Standing,
}

/// One turn of a duty, with what the calendar says of it.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    rule: &'a Rule,
    /// Which turn.
    pub period: Period,
    /// Its days.
    pub days: Span,
    free: bool,
}

impl<'a> Turn<'a> {
    /// A turn of a rule.
    pub fn new(rule: &'a Rule, period: Period, calendar: &Calendar) -> Turn<'a> {
        let days = period.days(calendar);
        let comes_often = matches!(period, Period::Week(_) | Period::Month(_));
        let free = comes_often && calendar.school_days(days) < u32::from(rule.least_school_days);
        Turn { rule, period, days, free }
    }

    /// The same turn with more days: those on which nothing was owed in it, which are in order and apart. What is owed once is
    /// not owed less for them, but later.
    pub fn without(mut self, gaps: &[Span]) -> Turn<'a> {
        for gap in gaps.iter().filter(|gap| gap.to >= self.days.from) {
            if gap.from > self.days.to {
                break;
            }
            let lost = gap.from.max(self.days.from).days_until(gap.to) + 1;
            self.days.to = self.days.to.plus_days(lost).unwrap_or(gap.to);
        }
        self
    }

    /// How often the duty is owed to somebody who was under it on these days.
    pub fn owed(&self, under: &[Span]) -> u8 {
        if self.free {
            return 0;
        }
        let length = self.days.from.days_until(self.days.to) + 1;
        let share = under.iter().map(|span| {
            let (from, to) = (span.from.max(self.days.from), span.to.min(self.days.to));
            (from.days_until(to) + 1).max(0)
        });
        let share = share.sum::<i32>().min(length);
        ((i32::from(self.rule.times) * share * 2 + length) / (length * 2)) as u8
    }

    /// How the duty stands on `today`.
    pub fn progress(
        &self,
        owed: u8,
        records: impl Iterator<Item = Recorded>,
        closing: Option<Closing>,
        today: Date,
    ) -> Progress {
        let (mut good, mut bare): (Vec<Date>, Vec<Date>) = (Vec::new(), Vec::new());
        for record in records.filter(|record| self.counts(record)) {
            let kept = if record.evidence || !self.rule.evidence { &mut good } else { &mut bare };
            kept.push(record.date);
        }
        distinct(&mut good);
        distinct(&mut bare);
        bare.retain(|day| !good.contains(day));
        let done = good.len() as u8;
        let over = today > self.days.to;
        let standing = match () {
            () if owed == 0 => Standing::Free,
            () if done >= owed => Standing::Done,
            () if over && closing.is_some_and(|closing| today <= closing.make_up) => Standing::Excused,
            () if over => Standing::Short,
            () if self.urgent(today) => Standing::Urgent,
            () => Standing::Open,
        };
        Progress { owed, days: done, without_evidence: bare.len() as u8, standing }
    }

    /// Whether a record is of this turn.
    pub fn counts(&self, record: &Recorded) -> bool {
        match record.makes_good {
            Some(earlier) => earlier.turn() == self.period.turn(),
            None => self.days.holds(record.date),
        }
    }

    fn urgent(&self, today: Date) -> bool {
        match self.period {
            _ if today < self.days.from => false,
            Period::Week(_) => today.weekday() as u8 + 1 >= self.rule.alarm_day.min(7),
            Period::Month(_) => today.day() >= self.rule.alarm_day,
            // The last month of a term.
            Period::Term(_) | Period::Year(_) => today.days_until(self.days.to) < 31,
            Period::By(_) | Period::After(..) => today.days_until(self.days.to) <= i32::from(self.rule.alarm_day),
        }
    }
}

fn distinct(days: &mut Vec<Date>) {
    days.sort_unstable();
    days.dedup();
    // More often than anybody could go.
    days.truncate(usize::from(u8::MAX));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::shipped;

    fn day(text: &str) -> Date {
        text.parse().expect("an iso date")
    }

    fn period(text: &str) -> Period {
        Period::parse(text).expect("a period")
    }

    fn rule() -> Rule {
        shipped().into_iter().find(|rule| rule.key == "home_teaching").expect("it is shipped")
    }

    fn always() -> Calendar {
        "term 2024-01-01 2027-12-31 全年".parse().expect("a calendar")
    }

    fn recorded(dates: &[&str]) -> Vec<Recorded> {
        dates.iter().map(|date| Recorded { date: day(date), makes_good: None, evidence: true }).collect()
    }

    fn check(month: &str, dates: &[&str], today: &str, days: u8, standing: Standing) {
        let rule = rule();
        let turn = Turn::new(&rule, period(month), &always());
        let found = turn.progress(2, recorded(dates).into_iter(), None, day(today));
        assert_eq!((found.days, found.standing), (days, standing), "{month} {dates:?} on {today}");
    }

    #[test]
    fn two_distinct_days_of_the_calendar_month_are_two() {
        check("2025-11", &["2025-11-03", "2025-11-20"], "2025-11-25", 2, Standing::Done);
        check("2025-11", &["2025-11-03"], "2025-11-19", 1, Standing::Open);
        check("2025-11", &["2025-11-03"], "2025-11-20", 1, Standing::Urgent);
        check("2025-11", &["2025-11-03"], "2025-12-01", 1, Standing::Short);
        check("2025-11", &["2025-11-03", "2025-11-03"], "2025-11-30", 1, Standing::Urgent);
        check("2026-01", &["2026-01-31", "2026-02-01"], "2026-02-02", 1, Standing::Short);
        check("2026-02", &["2026-01-31", "2026-02-01", "2026-02-28"], "2026-03-01", 2, Standing::Done);
        check("2024-02", &["2024-02-28", "2024-02-29"], "2024-02-29", 2, Standing::Done);
        check("2024-02", &["2024-02-28", "2024-03-01"], "2024-03-01", 1, Standing::Short);
        // A month that has not begun is not urgent, however late in another month it is.
        check("2025-12", &[], "2025-11-28", 0, Standing::Open);
    }

    #[test]
    fn what_has_no_evidence_is_named_and_does_not_count() {
        let mut records = recorded(&["2025-11-03", "2025-11-04", "2025-11-04"]);
        records[0].evidence = false;
        records[1].evidence = false;
        let rule = rule();
        let turn = Turn::new(&rule, period("2025-11"), &always());
        let found = turn.progress(2, records.into_iter(), None, day("2025-11-10"));
        assert_eq!((found.days, found.without_evidence), (1, 1));
    }

    #[test]
    fn a_short_month_is_closed_by_a_reason_and_made_good_by_a_record() {
        let closing = Some(Closing { make_up: day("2025-12-10") });
        let mut records = recorded(&["2025-11-03", "2025-12-08"]);
        let rule = rule();
        let turn = Turn::new(&rule, period("2025-11"), &always());
        let at = |records: &[Recorded], today| turn.progress(2, records.iter().copied(), closing, day(today)).standing;
        assert_eq!(at(&records, "2025-12-10"), Standing::Excused);
        assert_eq!(at(&records, "2025-12-11"), Standing::Short);
        records[1].makes_good = Some(period("2025-11"));
        assert_eq!(at(&records, "2025-12-11"), Standing::Done);
        let december = Turn::new(&rule, period("2025-12"), &always());
        let december = december.progress(2, records.into_iter(), None, day("2025-12-11"));
        assert_eq!(december.days, 0, "it counts once");
    }

    #[test]
    fn who_comes_or_goes_within_the_month_is_owed_a_share() {
        let check = |from: &str, to: &str, expected| {
            let under = [Span { from: day(from), to: day(to) }];
            let rule = rule();
            let turn = Turn::new(&rule, period("2025-11"), &always());
            assert_eq!(turn.owed(&under), expected, "{from} to {to}");
        };
        check("2025-09-01", "2026-07-10", 2);
        check("2025-11-02", "2026-07-10", 2);
        check("2025-11-16", "2026-07-10", 1);
        check("2025-11-24", "2026-07-10", 0);
        check("2025-09-01", "2025-11-15", 1);
        check("2025-12-01", "2026-07-10", 0);
        check("2025-09-01", "2025-10-31", 0);
    }

    #[test]
    fn a_week_is_urgent_from_its_own_day_on() {
        let rules = shipped();
        let rule = rules.iter().find(|rule| rule.key == "follow_up").expect("it is shipped");
        let turn = Turn::new(rule, period("2026-11-23"), &always());
        let at = |dates: &[&str], today: &str| turn.progress(1, recorded(dates).into_iter(), None, day(today)).standing;
        assert_eq!(at(&[], "2026-11-22"), Standing::Open, "not begun");
        assert_eq!((at(&[], "2026-11-25"), at(&[], "2026-11-26")), (Standing::Open, Standing::Urgent));
        assert_eq!((at(&[], "2026-11-29"), at(&[], "2026-11-30")), (Standing::Urgent, Standing::Short));
        assert_eq!(at(&["2026-11-29"], "2026-11-30"), Standing::Done);
        assert_eq!(at(&["2026-11-30"], "2026-11-30"), Standing::Short, "Monday is the next week's");
        let under = |from: &str| turn.owed(&[Span { from: day(from), to: day("2027-01-20") }]);
        assert_eq!((under("2026-11-26"), under("2026-11-27")), (1, 0), "back on Thursday, back on Friday");
        let holidays = "term 2026-09-01 2027-01-20 a\nholiday 2026-10-01 2026-10-07 b".parse().expect("a calendar");
        let owed = |monday: &str| {
            Turn::new(rule, period(monday), &holidays).owed(&[Span { from: day("2026-09-01"), to: day("2027-01-20") }])
        };
        assert_eq!((owed("2026-09-28"), owed("2026-10-05")), (1, 0));
    }

    #[test]
    fn a_month_without_school_is_free() {
        let calendar: Calendar =
            "term 2025-09-01 2026-01-20 a\nterm 2026-03-02 2026-07-03 b".parse().expect("it is one");
        let under = [Span { from: day("2025-09-01"), to: day("2030-01-01") }];
        let check = |month: &str, expected| {
            assert_eq!(Turn::new(&rule(), period(month), &calendar).owed(&under), expected, "{month}");
        };
        check("2025-09", 2);
        check("2026-01", 2);
        check("2026-02", 0);
        check("2026-07", 0);
        check("2026-08", 0);
    }
}
