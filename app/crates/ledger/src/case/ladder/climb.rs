//! How far a case has climbed: which rungs are done, which are late, and whose turn it is.

use super::{Act, Ladder, Rung};
use crate::calendar::{Calendar, Span};
use crate::case::NoticeKind;
use crate::date::Date;

/// A rung as it stands in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The rung.
    pub rung: &'a Rung,
    /// The day it is due; `None` if the calendar does not reach so far.
    pub due: Option<Date>,
    /// Whether it was done.
    pub done: bool,
    /// By how many school days it is late; 0 if it is done or there is time.
    pub overdue: u32,
}

/// All rungs as they stand in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Climb<'a> {
    /// From the first.
    pub rungs: Vec<Standing<'a>>,
}

impl<'a> Climb<'a> {
    /// The first rung that is not done: what is next, and who.
    pub fn next(&self) -> Option<&Standing<'a>> {
        self.rungs.iter().find(|standing| !standing.done)
    }
}

impl Ladder {
    /// How a case stands on `today`. What was done is given as often as it was done: the second visit the ladder asks
    /// for needs two. Only what belongs to this absence counts.
    pub fn climb(
        &self,
        first_absent: Date,
        acts: &[Act],
        notices: &[NoticeKind],
        calendar: &Calendar,
        today: Date,
    ) -> Climb<'_> {
        let before = first_absent.plus_days(-1);
        let rungs = self.rungs().iter().enumerate().map(|(at, rung)| {
            let earlier = &self.rungs()[..=at];
            let done = within(rung.act, acts, earlier.iter().map(|rung| rung.act))
                && within(rung.notice, notices, earlier.iter().map(|rung| rung.notice));
            let due = before.and_then(|day| calendar.school_days_after(day, rung.after.into()));
            let late = due.and_then(|day| day.plus_days(1)).filter(|_| !done);
            let overdue = late.map_or(0, |from| calendar.school_days(Span { from, to: today }));
            Standing { rung, due, done, overdue }
        });
        Climb { rungs: rungs.collect() }
    }
}

/// Whether what a rung asks for was done as often as it and the rungs below ask for it.
fn within<T: PartialEq>(asked: Option<T>, done: &[T], up_to_here: impl Iterator<Item = Option<T>>) -> bool {
    let Some(asked) = asked else { return true };
    let needed = up_to_here.filter(|below| below.as_ref() == Some(&asked)).count();
    done.iter().filter(|one| **one == asked).count() >= needed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::StepKind;

    fn day(text: &str) -> Date {
        text.parse().expect("an iso date")
    }

    fn calendar() -> Calendar {
        "term 2025-09-01 2026-01-20 秋季学期\nholiday 2025-10-01 2025-10-08 国庆节".parse().expect("a calendar")
    }

    /// Absent from Monday 22 September 2025, seven school days before the holiday.
    fn told(ladder: &Ladder, acts: &[Act], notices: &[NoticeKind], today: &str) -> String {
        let calendar = calendar();
        let climb = ladder.climb(day("2025-09-22"), acts, notices, &calendar, day(today));
        let rungs = climb.rungs.iter().map(|standing| {
            let due = standing.due.map_or("?".to_owned(), |due| format!("{}.{}", due.month(), due.day()));
            match (standing.done, standing.overdue) {
                (true, _) => format!("{due}+"),
                (false, 0) => due,
                (false, late) => format!("{due}!{late}"),
            }
        });
        let rungs = rungs.collect::<Vec<_>>().join(" ");
        format!("{rungs} {}", climb.next().map_or("-", |standing| standing.rung.who.as_str()))
    }

    #[test]
    fn a_case_climbs_by_school_days() {
        let shipped = Ladder::shipped();
        let check = |acts: &[Act], notices: &[NoticeKind], today: &str, expected: &str| {
            assert_eq!(told(&shipped, acts, notices, today), expected, "{acts:?} on {today}");
        };
        use StepKind::{Absence, Check, Confirm};
        let (absence, visit, checked) = (Act::Step(Absence), Act::Visit, Act::Step(Check));
        check(&[], &[], "2025-09-22", "9.22 9.23 9.24 9.26 9.30 10.13 班主任");
        check(&[absence], &[], "2025-09-22", "9.22+ 9.23 9.24 9.26 9.30 10.13 班主任");
        check(&[absence, visit], &[], "2025-09-26", "9.22+ 9.23+ 9.24!2 9.26 9.30 10.13 学校");
        check(&[absence, visit, checked], &[], "2025-09-28", "9.22+ 9.23+ 9.24+ 9.26 9.30 10.13 乡镇");
        check(&[absence, visit, checked, visit], &[], "2025-10-08", "9.22+ 9.23+ 9.24+ 9.26+ 9.30 10.13 乡镇");
        check(&[absence, visit, checked, visit], &[], "2025-10-09", "9.22+ 9.23+ 9.24+ 9.26+ 9.30!1 10.13 乡镇");
        let all = [absence, visit, checked, visit, Act::Step(Confirm)];
        let done = "9.22+ 9.23+ 9.24+ 9.26+ 9.30+ 10.13+ -";
        check(&all, &[NoticeKind::Return], "2025-10-20", done);
        // What was done out of turn is done; the first that was not is next.
        check(&[checked], &[], "2025-09-22", "9.22 9.23 9.24+ 9.26 9.30 10.13 班主任");
    }

    #[test]
    fn another_county_types_its_own_ladder() {
        let ladder: Ladder = "\
1  班主任 visit - - 当日家访
3  学校   check reason - 三天报告县、乡\u{3000}两级
15 乡镇   visit administrative correct 两周仍未返校，责令限期改正
120 司法所 - law suit 依法起诉"
            .parse()
            .expect("a ladder");
        assert_eq!(told(&ladder, &[Act::Visit], &[], "2025-09-24"), "9.22+ 9.24 10.20 ? 学校");
        // The visit alone is half of the third rung.
        let visits = [Act::Visit, Act::Visit];
        assert_eq!(told(&ladder, &visits, &[], "2025-10-22"), "9.22+ 9.24!14 10.20!2 ? 学校");
        assert_eq!(told(&ladder, &visits, &[NoticeKind::Correct], "2025-10-22"), "9.22+ 9.24!14 10.20+ ? 学校");
        assert_eq!(ladder.to_string().parse(), Ok(ladder));
    }
}
