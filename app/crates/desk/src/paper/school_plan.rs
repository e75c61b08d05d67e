//! 一校一案 on paper.

use print::Document;
use print::form::school_plan::SchoolPlan;

use crate::Desk;
use crate::case::PLAN_PARTS;
use crate::message::case::{CaseRow, PlanView};
use crate::step::Now;

impl Desk {
    pub(super) fn school_plan_paper(&self, school: &str, now: &Now) -> Document {
        let PlanView { school, year, facts, parts, pupils, ledgers, .. } = self.plan(school, now);
        let pupil = |row: CaseRow| {
            let (what, who) = row.brief.next.map(|next| (next.what, next.who)).unwrap_or_default();
            [row.person.name, row.person.grade_class, row.brief.stage.text().to_owned(), what, who]
        };
        let plan = SchoolPlan {
            school,
            year,
            facts,
            parts: parts.into_iter().map(|part| (part.name, part.text)).collect(),
            pupils: pupils.into_iter().map(pupil).collect(),
            ledgers,
            date: Self::today(now).chinese(),
        };
        plan.document()
    }

    pub(super) fn blank_plan() -> Document {
        let parts = PLAN_PARTS.iter().map(|(_, name)| ((*name).to_owned(), String::new())).collect();
        SchoolPlan { parts, ..SchoolPlan::default() }.document()
    }
}
