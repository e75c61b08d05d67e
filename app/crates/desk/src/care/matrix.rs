//! A duty over a school year: child by turn. Everything about how a duty stands is read off this chart.

use std::collections::HashMap;

use ledger::duty::{Closing, Period, Progress, Rule, Standing, Turn};
use ledger::visit::VisitKind;
use ledger::window::SchoolYear;

use super::under::Under;
use super::visit::Records;
use crate::Desk;
use crate::message::Refusal;
use crate::message::care::{CareAnswer, MatrixRow, MatrixView, TurnView};
use crate::step::{Now, Step};

/// A duty over the turns of a school year.
pub(super) struct Chart<'a> {
    pub(super) turns: Vec<Turn<'a>>,
    /// Which turn holds today.
    pub(super) present: Option<usize>,
    pub(super) rows: Vec<ChartRow>,
}

/// A child under the duty.
pub(super) struct ChartRow {
    pub(super) child: u32,
    pub(super) progress: Vec<Progress>,
}

impl Desk {
    /// The chart of those who are under the rule, and of what was recorded of them.
    pub(super) fn chart<'a>(
        &self,
        rule: &'a Rule,
        year: SchoolYear,
        under: &Under,
        recorded: &Records,
        now: &Now,
    ) -> Chart<'a> {
        let (today, calendar) = (Self::today(now), self.calendar(now).reaching(year));
        let turns: Vec<Turn<'a>> =
            rule.cycle.of_year(year).into_iter().map(|period| Turn::new(rule, period, &calendar)).collect();
        let closings = self.closings(&rule.key);
        let mut rows = Vec::new();
        for (&child, under) in under {
            let visits = recorded.get(&child).map_or(&[][..], Vec::as_slice);
            let progress = |turn: &Turn<'_>| {
                let counted = visits.iter().filter(|(kind, _)| rule.kinds.contains(kind)).map(|(_, record)| *record);
                let closing = closings.get(&(child, turn.period)).copied();
                turn.progress(turn.owed(under), counted, closing, today)
            };
            let progress: Vec<Progress> = turns.iter().map(progress).collect();
            if progress.iter().any(|p| p.standing != Standing::Free) {
                rows.push(ChartRow { child, progress });
            }
        }
        let present = turns.iter().position(|turn| turn.period == rule.cycle.containing(today));
        Chart { turns, present, rows }
    }

    pub(super) fn matrix(&self, duty: &str, year: u16, now: &Now) -> Step {
        let Some(rule) = self.rule(duty) else { return Step::answer(Refusal::Gone) };
        let year = if year == 0 { SchoolYear::containing(Self::today(now)) } else { SchoolYear(year) };
        let chart = self.chart(&rule, year, &self.under(&rule), &self.recorded(), now);
        let turn =
            |p: &Progress| TurnView { owed: p.owed, days: p.days, bare: p.without_evidence, standing: p.standing };
        let worst = |row: &MatrixRow| row.turns.iter().map(|turn| turn.standing).min();
        let mut rows: Vec<MatrixRow> = chart
            .rows
            .iter()
            .map(|row| MatrixRow {
                person: self.person_view(row.child),
                turns: row.progress.iter().map(turn).collect(),
            })
            .collect();
        rows.sort_by(|a, b| {
            worst(a)
                .cmp(&worst(b))
                .then_with(|| (&a.person.village, &a.person.name).cmp(&(&b.person.village, &b.person.name)))
        });
        Step::answer(CareAnswer::Matrix(MatrixView {
            key: rule.key.clone(),
            name: rule.name.clone(),
            year: year.0,
            year_label: year.label(),
            periods: chart.turns.iter().map(|turn| (turn.period.to_string(), short_label(turn.period))).collect(),
            present: chart.present.map(|at| at as u32),
            rows,
            kind: rule.kinds.first().copied().unwrap_or(VisitKind::HomeVisit),
        }))
    }

    /// The turns that were closed short, with the day until which that holds.
    pub(super) fn closings(&self, duty: &str) -> HashMap<(u32, Period), Closing> {
        self.shortfalls(duty).into_iter().collect()
    }
}

/// As it stands above a column.
fn short_label(period: Period) -> String {
    match period {
        Period::Month(month) => format!("{}月", month.month()),
        Period::Term(term) => term.label(),
    }
}
