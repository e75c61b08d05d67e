//! 升级阶梯: the county's steps with their days, and what each case is to do next.

use ledger::calendar::Calendar;
use ledger::case::{Act, Ladder, LadderError, Next, NoticeKind, State, next};
use ledger::schema::{Table, notice};

use super::file::CaseFile;
use crate::Desk;
use crate::message::case::{CaseAnswer, RungLine, RungView};
use crate::step::{Now, Step};

const LADDER: &str = "ladder";
const NONE: &str = "-";

/// By what a case is judged today.
pub(super) struct Measure {
    pub(super) calendar: Calendar,
    ladder: Ladder,
    pub(super) today: ledger::date::Date,
}

impl Measure {
    /// Who is told of a step that is late.
    fn above(&self, who: &str, late: u32) -> String {
        if late == 0 { String::new() } else { self.ladder.above(who).unwrap_or_default().to_owned() }
    }
}

impl Desk {
    pub(super) fn measure(&self, now: &Now) -> Measure {
        Measure { calendar: self.case_calendar(now), ladder: self.ladder(), today: Self::today(now) }
    }

    /// The ladder in force; until somebody writes one, the one shipped (示例).
    fn ladder(&self) -> Ladder {
        match self.setting(LADDER) {
            "" => Ladder::shipped(),
            text => text.parse().unwrap_or_else(|_: LadderError| Ladder::shipped()),
        }
    }

    pub(super) fn ladder_lines(&self) -> Vec<RungLine> {
        let key = |key: Option<&'static str>| key.unwrap_or_default().to_owned();
        let line = |rung: &ledger::case::Rung| RungLine {
            after: rung.after.to_string(),
            who: rung.who.clone(),
            act: key(rung.act.map(Act::key)),
            method: key(rung.method.map(ledger::case::Method::key)),
            notice: key(rung.notice.map(NoticeKind::key)),
            what: rung.what.clone(),
        };
        self.ladder().rungs().iter().map(line).collect()
    }

    pub(super) fn keep_ladder(&self, lines: &[RungLine], now: &Now) -> Step {
        // A line of which nothing is written keeps its place, so that a fault is told by the line the person sees.
        let written = |line: &RungLine| {
            let or_none = |key: &str| if key.is_empty() { NONE.to_owned() } else { key.to_owned() };
            let who: String = line.who.split_whitespace().collect();
            let what = line.what.split_whitespace().collect::<Vec<_>>().join("\u{3000}");
            if line.after.trim().is_empty() && who.is_empty() && what.is_empty() {
                return "\n".to_owned();
            }
            let (act, method, notice) = (or_none(&line.act), or_none(&line.method), or_none(&line.notice));
            format!("{} {who} {act} {method} {notice} {what}\n", line.after.trim())
        };
        let text: String = lines.iter().map(written).collect();
        match text.parse::<Ladder>() {
            Ok(ladder) => self.keep_setting(LADDER, &ladder.to_string(), now, Self::care_saved()),
            Err(error) => Step::answer(CaseAnswer::BadRung(error.line() as u32)),
        }
    }

    /// The ladder of this absence; empty when the child is not out.
    pub(super) fn rungs(&self, file: &CaseFile, state: &State, by: &Measure) -> Vec<RungView> {
        if !state.stage.is_out() {
            return Vec::new();
        }
        let (acts, notices) = self.done(file, state);
        let from = state.out_since;
        let climb = by.ladder.climb(from, &acts, &notices, &by.calendar, by.today);
        let view = |standing: &ledger::case::Standing<'_>| RungView {
            what: standing.rung.what.clone(),
            who: standing.rung.who.clone(),
            due: standing.due.map(|day| day.to_string()).unwrap_or_default(),
            done: standing.done,
            late: standing.overdue,
            up: by.above(&standing.rung.who, standing.overdue),
        };
        climb.rungs.iter().map(view).collect()
    }

    /// What is next in a case.
    pub(super) fn next_step(&self, file: &CaseFile, state: &State, by: &Measure) -> Option<RungView> {
        let (acts, notices) = self.done(file, state);
        let Next { what, who, due, overdue } = next(state, &by.ladder, (&acts, &notices), &by.calendar, by.today)?;
        let due = due.map(|day| day.to_string()).unwrap_or_default();
        let up = by.above(&who, overdue);
        Some(RungView { what, who, due, done: false, late: overdue, up })
    }

    /// What was done in this absence, as often as it was done.
    fn done(&self, file: &CaseFile, state: &State) -> (Vec<Act>, Vec<NoticeKind>) {
        let from = state.out_since;
        let events = file.events.iter().filter(|event| event.day >= from && state.fitting.contains(&event.id));
        let visits = file.home_visits.iter().filter(|(day, _)| *day >= from).map(|_| Act::Visit);
        let acts = events.map(|event| Act::from(event.what)).chain(visits).collect();
        let kind = |ix: u32| NoticeKind::from_key(self.book.text(Table::Notice, ix, notice::KIND));
        (acts, self.notices_of(file, state).filter_map(kind).collect())
    }
}
