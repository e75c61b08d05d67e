//! How every duty stands today.

use ledger::duty::Standing;
use ledger::window::SchoolYear;

use super::rules::numbers;
use super::under::Scope;
use crate::Desk;
use crate::message::care::DutyView;
use crate::message::place::DutyProgress;
use crate::step::Now;

impl Desk {
    pub(crate) fn duties(&self, now: &Now) -> Vec<DutyView> {
        let known = self.known(SchoolYear::containing(Self::today(now)), Scope::All, now);
        let (recorded, last) = (self.recorded(&known), self.last_year(&known, now));
        let mut views = Vec::new();
        for (rule, own) in self.rules_marked() {
            let chart = self.chart(&rule, &self.under(&rule, &known, now), &recorded, &known, now);
            let mut view = DutyView {
                progress: DutyProgress {
                    key: rule.key.clone(),
                    name: rule.name.clone(),
                    period: rule.cycle.containing(Self::today(now)).label(),
                    owed: 0,
                    done: 0,
                    urgent: 0,
                    late: 0,
                    short: 0,
                },
                short_since: String::new(),
                until: String::new(),
                deadline: rule.cycle.has_deadline(),
                numbers: numbers(&rule),
                source: rule.source.clone(),
                own,
            };
            let left = last.as_ref().map(|last| self.left_over(&rule, last, &recorded, now)).unwrap_or_default();
            for one in left.values().flatten().filter(|one| one.progress.standing == Standing::Short) {
                view.progress.short += 1;
                let ended = one.days.to.to_string();
                if view.short_since.is_empty() || ended < view.short_since {
                    view.short_since = ended;
                }
            }
            for row in &chart.rows {
                for (at, (turn, progress)) in row.turns.iter().enumerate() {
                    match progress.standing {
                        Standing::Short => {
                            if Some(at) == chart.present {
                                view.progress.owed += 1;
                                view.progress.late += 1;
                            } else {
                                view.progress.short += 1;
                            }
                            let ended = turn.days.to.to_string();
                            if view.short_since.is_empty() || ended < view.short_since {
                                view.short_since = ended;
                            }
                        }
                        Standing::Free => {}
                        standing if Some(at) == chart.present => {
                            view.progress.owed += 1;
                            view.progress.done += u32::from(standing == Standing::Done);
                            view.progress.urgent += u32::from(standing == Standing::Urgent);
                            let ends = turn.days.to.to_string();
                            if standing != Standing::Done && (view.until.is_empty() || ends < view.until) {
                                view.until = ends;
                            }
                        }
                        _ => {}
                    }
                }
            }
            views.push(view);
        }
        views
    }
}
