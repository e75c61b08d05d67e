//! 一生一案: the case of a child, from the first absent day until it is closed.
//!
//! A child has one case at most, named by the child, so that two machines that open it offline meet in it. How it stands
//! is folded from its steps and the persuasion visits ([`ledger::case::State`]) whenever it is asked for.

mod file;
mod ladder;
mod list;
mod notice;
mod number;
mod plan;
mod queue;
mod room;
mod sections;
mod step;
mod template;
mod view;

pub(crate) use file::CaseFile;
pub(crate) use plan::PLAN_PARTS;
pub(crate) use room::Room;
pub(crate) use sections::{FAMILY, sections_of};

use crate::Desk;
use crate::message::case::{CaseAnswer, CaseRequest};
use crate::step::{Now, Step};

impl Desk {
    pub(crate) fn ask_case(&mut self, request: CaseRequest, now: &Now) -> Step {
        match request {
            CaseRequest::List(list) => Step::answer(CaseAnswer::List(self.cases(list, now))),
            CaseRequest::Sheet(list, act) => self.cases_sheet(list, act, now),
            CaseRequest::File(child) => self.whole_case(child, now),
            CaseRequest::Brief(child) => self.brief_case(child, now),
            CaseRequest::StepForm { child, kind } => self.step_form(child, kind, now),
            CaseRequest::KeepStep { child, kind, answers, even } => self.keep_step(child, kind, &answers, even, now),
            CaseRequest::Strike { child, step, reason } => self.strike_step(child, step, reason.trim(), now),
            CaseRequest::NoticeForm(child) => self.notice_form(child, now),
            CaseRequest::KeepNotice { child, kind, answers } => self.keep_notice(child, kind, &answers, now),
            CaseRequest::ReceiptForm { child, notice } => self.receipt_form(child, notice, now),
            CaseRequest::KeepReceipt { child, notice, answers } => self.keep_receipt(child, notice, &answers, now),
            CaseRequest::Templates => Step::answer(CaseAnswer::Templates {
                templates: self.template_views(),
                places: Self::template_places(),
            }),
            CaseRequest::KeepTemplate(written) => self.keep_template(*written, now),
            CaseRequest::Ladder => Step::answer(CaseAnswer::Ladder(self.ladder_lines())),
            CaseRequest::KeepLadder(lines) => self.keep_ladder(&lines, now),
            CaseRequest::Schools => Step::answer(CaseAnswer::Schools(self.school_views(now))),
            CaseRequest::Plan(school) => Step::answer(CaseAnswer::Plan(Box::new(self.plan(&school, now)))),
            CaseRequest::KeepPlan { school, parts } => self.keep_plan(&school, &parts, now),
        }
    }
}
