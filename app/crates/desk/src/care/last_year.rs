//! What the school year before this one left open: its short turns do not go away on 1 September.
//!
//! A ledger begun this year owes nothing of the last. Subsidies of last year are not asked here: who was entitled then is
//! not known from what the roster says now.

use std::collections::BTreeMap;

use ledger::calendar::Span;
use ledger::date::Date;
use ledger::duty::{Owed, Period, Progress, Rule, Standing};
use ledger::window::SchoolYear;

use super::under::Known;
use super::visit::Records;
use crate::Desk;
use crate::step::Now;

/// A turn of last year that is still to be made good.
#[derive(Clone, Copy, Debug)]
pub(super) struct LeftOver {
    pub(super) period: Period,
    pub(super) days: Span,
    pub(super) progress: Progress,
}

impl Desk {
    /// What is known of the school year before, if the ledger was kept in it.
    pub(super) fn last_year(&self, known: &Known, now: &Now) -> Option<Known> {
        let last = SchoolYear(known.year.0.checked_sub(1)?);
        let begun = self.book.saves().next()?;
        let begun = Self::today(&Now { ms: self.book.save(begun).info.wall_ms, ..*now });
        (SchoolYear::containing(begun) <= last).then(|| known.of_year(last))
    }

    /// The turns of last year that ended short, or were closed with a day that is still to come, by whom they are about.
    pub(super) fn left_over(
        &self,
        rule: &Rule,
        last: &Known,
        recorded: &Records,
        now: &Now,
    ) -> BTreeMap<u32, Vec<LeftOver>> {
        let mut left: BTreeMap<u32, Vec<LeftOver>> = BTreeMap::new();
        if rule.owed == Owed::Entitled {
            return left;
        }
        let chart = self.chart(rule, &self.under(rule, last, now), recorded, last, now);
        let before: Date = SchoolYear(last.year.0.saturating_add(1)).first_day();
        for row in &chart.rows {
            for (turn, progress) in &row.turns {
                // A week that lies in two years is told of in the later one.
                if is_missing(progress.standing) && turn.days.to < before {
                    let one = LeftOver { period: turn.period, days: turn.days, progress: *progress };
                    left.entry(row.ix).or_default().push(one);
                }
            }
        }
        left
    }
}

/// Whether a turn can be made good.
pub(super) fn is_missing(standing: Standing) -> bool {
    matches!(standing, Standing::Short | Standing::Excused)
}
