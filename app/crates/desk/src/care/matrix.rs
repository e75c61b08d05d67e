//! A duty over a school year: who it is about by turn. Everything about how a duty stands is read off this chart.

use std::collections::HashMap;

use ledger::duty::{Closing, Cycle, Deed, Period, Progress, Rule, Standing, Turn, joined};
use ledger::visit::VisitKind;
use ledger::window::SchoolYear;

use super::subject::Subject;
use super::under::{Known, Scope, Under};
use super::visit::Records;
use crate::Desk;
use crate::message::Refusal;
use crate::message::care::{CareAnswer, MatrixRow, MatrixView, TurnView};
use crate::step::{Now, Step};

/// A duty over the turns of a school year.
pub(super) struct Chart<'a> {
    /// What stands above the columns.
    pub(super) columns: Vec<Period>,
    /// Which column holds today.
    pub(super) present: Option<usize>,
    pub(super) rows: Vec<ChartRow<'a>>,
}

/// One under the duty, by the place in the table of what the rule is about.
pub(super) struct ChartRow<'a> {
    pub(super) ix: u32,
    /// One for each column: the same turns for all, or the row's own where they begin with an event.
    pub(super) turns: Vec<(Turn<'a>, Progress)>,
}

impl Desk {
    /// The chart of those who are under the rule, and of what was recorded of them.
    pub(super) fn chart<'a>(
        &self,
        rule: &'a Rule,
        under: &Under,
        recorded: &Records,
        known: &Known,
        now: &Now,
    ) -> Chart<'a> {
        let (today, year) = (Self::today(now), known.year);
        let calendar = self.calendar(now).reaching(year);
        let columns = rule.cycle.of_year(year);
        let turn = |period: &Period| Turn::new(rule, *period, &calendar);
        let shared: Vec<Turn<'a>> = columns.iter().map(turn).collect();
        let closings = self.closings(rule);
        let mut rows = Vec::new();
        for (&ix, under) in under {
            let counted = self.counted(rule, ix, recorded, known, now);
            let with_progress = |turn: &Turn<'a>| {
                let closing = closings.get(&(ix, turn.period.turn())).copied();
                (*turn, turn.progress(turn.owed(under), counted.iter().copied(), closing, today))
            };
            let mut put = |turns: &[Turn<'a>]| {
                let turns: Vec<(Turn<'a>, Progress)> = turns.iter().map(with_progress).collect();
                if turns.iter().any(|(_, progress)| progress.standing != Standing::Free) {
                    rows.push(ChartRow { ix, turns });
                }
            };
            let Cycle::Within(days) = rule.cycle else {
                put(&shared);
                continue;
            };
            // A row for each event: what one of them left open does not go away with the next.
            let gaps = known.excused.get(&ix).map_or_else(Vec::new, |gaps| joined(gaps.clone()));
            for event in under.iter().map(|span| span.from).filter(|event| *event <= today) {
                let own = turn(&Period::After(event, days)).without(&gaps);
                if SchoolYear::containing(own.days.to) == year {
                    put(&[own]);
                }
            }
        }
        let present = columns.iter().position(|period| *period == rule.cycle.containing(today));
        Chart { columns, present, rows }
    }

    pub(super) fn matrix(&self, duty: &str, year: u16, now: &Now) -> Step {
        let Some(rule) = self.rule(duty) else { return Step::answer(Refusal::Gone) };
        let year = if year == 0 { SchoolYear::containing(Self::today(now)) } else { SchoolYear(year) };
        let known = self.known(year, Scope::of(&rule), now);
        let recorded = self.recorded(&known);
        let mut chart = self.chart(&rule, &self.under(&rule, &known, now), &recorded, &known, now);
        let this_year = year == SchoolYear::containing(Self::today(now));
        let last = this_year.then(|| self.last_year(&known, now)).flatten();
        let left = last.map(|last| self.left_over(&rule, &last, &recorded, now)).unwrap_or_default();
        let left_over = left.values().flatten().filter(|one| one.progress.standing == Standing::Short).count();
        if rule.cycle == Cycle::Week {
            chart.leave_out_free_turns();
        }
        let about = rule.owed.about();
        let worst = |row: &MatrixRow| row.turns.iter().map(|turn| turn.standing).min();
        let mut rows: Vec<MatrixRow> = chart
            .rows
            .iter()
            .map(|row| MatrixRow {
                subject: self.subject_view(Subject { about, ix: row.ix }),
                turns: row.turns.iter().map(|(_, progress)| turn_view(progress)).collect(),
                own: match row.turns.first() {
                    Some((turn, _)) if !chart.columns.contains(&turn.period) => {
                        Some((turn.period.to_string(), turn.days.to.to_string()))
                    }
                    _ => None,
                },
            })
            .collect();
        rows.sort_by(|a, b| {
            worst(a)
                .cmp(&worst(b))
                .then_with(|| (&a.subject.place, &a.subject.name).cmp(&(&b.subject.place, &b.subject.name)))
        });
        Step::answer(CareAnswer::Matrix(MatrixView {
            key: rule.key.clone(),
            name: rule.name.clone(),
            year: year.0,
            year_label: year.label(),
            periods: chart.columns.iter().map(|period| (period.to_string(), short_label(*period))).collect(),
            present: chart.present.map(|at| at as u32),
            about,
            rows,
            deed: first_deed(&rule),
            left_over: left_over as u32,
        }))
    }

    /// The turns that were closed short, with the day until which that holds.
    fn closings(&self, rule: &Rule) -> HashMap<(u32, Period), Closing> {
        self.shortfalls(rule).into_iter().map(|((ix, period), closing)| ((ix, period.turn()), closing)).collect()
    }
}

impl Chart<'_> {
    /// A year has many weeks, and most of them are owed to nobody.
    fn leave_out_free_turns(&mut self) {
        let wanted = |at: usize| {
            Some(at) == self.present || self.rows.iter().any(|row| row.turns[at].1.standing != Standing::Free)
        };
        let keep: Vec<bool> = (0..self.columns.len()).map(wanted).collect();
        self.present = self.present.map(|at| keep.iter().take(at).filter(|kept| **kept).count());
        let mut at = keep.iter();
        self.columns.retain(|_| at.next().copied().unwrap_or_default());
        for row in &mut self.rows {
            let mut at = keep.iter();
            row.turns.retain(|_| at.next().copied().unwrap_or_default());
        }
    }
}

pub(super) fn turn_view(p: &Progress) -> TurnView {
    TurnView { owed: p.owed, days: p.days, bare: p.without_evidence, standing: p.standing }
}

/// What the page offers to write.
pub(super) fn first_deed(rule: &Rule) -> Deed {
    rule.deeds.first().copied().unwrap_or(Deed::Visit(VisitKind::HomeVisit))
}

/// As it stands above a column.
fn short_label(period: Period) -> String {
    match period {
        Period::Week(monday) => format!("{}.{}", monday.month(), monday.day()),
        Period::Month(month) => format!("{}月", month.month()),
        Period::Term(_) | Period::By(_) | Period::After(..) | Period::Year(_) => period.label(),
    }
}
