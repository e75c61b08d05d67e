//! 复学后跟踪 of one child, for its file: counted by the rule of the duty, off the same chart.

use ledger::duty::{Deed, Rule, Standing};
use ledger::visit::VisitKind;
use ledger::window::SchoolYear;

use super::under::Scope;
use crate::Desk;
use crate::step::Now;

/// The key of the rule.
const FOLLOW_UP: &str = "follow_up";

impl Desk {
    /// How the follow-up of a child stands in this school year, in words; nothing if none is owed.
    pub(crate) fn follow_up_said(&self, child: u32, now: &Now) -> Option<String> {
        let rule = self.rule(FOLLOW_UP).filter(|rule| rule.times > 0)?;
        let known = self.known(SchoolYear::containing(Self::today(now)), Scope::One(child), now);
        let chart = self.chart(&rule, &self.under(&rule, &known, now), &self.recorded(&known), &known, now);
        let begun = chart.rows.first()?.turns.iter().filter(|(turn, _)| turn.days.from <= Self::today(now));
        let (mut owed, mut done, mut short) = (0u32, 0u32, 0u32);
        for (_, progress) in begun.filter(|(_, progress)| progress.standing != Standing::Free) {
            owed += 1;
            done += u32::from(progress.standing == Standing::Done);
            short += u32::from(progress.standing == Standing::Short);
        }
        let short = if short > 0 { format!("，缺 {short} 期") } else { String::new() };
        Some(format!("应 {owed} 期，已做够 {done} 期{short}"))
    }

    /// The kinds of visit that count as follow-up.
    pub(crate) fn follows_up(&self) -> Vec<VisitKind> {
        let deeds = self.rule(FOLLOW_UP).map_or_else(Vec::new, |rule: Rule| rule.deeds);
        deeds.into_iter().filter_map(|deed| if let Deed::Visit(kind) = deed { Some(kind) } else { None }).collect()
    }
}
