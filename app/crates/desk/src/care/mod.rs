//! Registers of special groups, visits, and the duties between them.

mod aid;
mod answers;
mod cadre;
mod calendar;
mod cell_answer;
mod chain;
mod dues;
mod duties;
mod duty_sheet;
mod entering;
mod filter;
mod follow_up;
mod handover;
mod last_year;
mod matrix;
mod member;
mod own;
mod pause;
mod question;
mod register;
mod restricted;
mod rules;
mod shortfall;
mod subject;
mod under;
mod visit;
mod work;

pub(crate) use answers::{Said, may_keep};
pub(crate) use entering::Entering;
pub(crate) use member::no_end;
pub(crate) use restricted::Seals;

use ledger::child::Child;
use ledger::field::Field;
use sync::RowId;

use crate::Desk;
use crate::message::care::{CareAnswer, CareRequest, PersonView};
use crate::message::paper::PaperOrder;
use crate::message::register::RegisterRequest;
use crate::message::roster::SaveView;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step, Then};

impl Desk {
    pub(crate) fn ask_care(&mut self, request: CareRequest, now: &Now) -> Step {
        match request {
            CareRequest::Registers => Step::answer(CareAnswer::Registers(self.registers(now))),
            CareRequest::Members { register, past, filter } => {
                Step::answer(CareAnswer::Members(self.members(register, past, &filter, now)))
            }
            CareRequest::MemberForm { register, child } => self.member_form(register, child, now),
            CareRequest::KeepMember { register, child, answers, even } => {
                self.keep_member(register, child, (&answers, even), now)
            }
            CareRequest::Suggested(register) => Step::answer(CareAnswer::Suggested(self.suggested(register))),
            CareRequest::AddSuggested { register, children } => self.add_suggested(register, &children, now),
            CareRequest::RegisterSheet(register, filter, act) => self.register_sheet(register, &filter, act, now),
            CareRequest::Enter(request) => self.ask_enter(request, now),
            CareRequest::Chain(request) => self.ask_chain(request, now),
            CareRequest::Register(request) => self.ask_register(request, now),
            CareRequest::Duties => Step::answer(CareAnswer::Duties(self.duties(now))),
            CareRequest::Matrix { duty, year } => self.matrix(&duty, year, now),
            CareRequest::VisitForm { kind, whom, visit, makes_good } => {
                self.visit_form(kind, whom, visit, &makes_good, now)
            }
            CareRequest::KeepVisit { kind, whom, visit, answers, even } => {
                self.keep_visit(kind, whom, visit, (&answers, even), now)
            }
            CareRequest::Visits(whom) => self.visits(whom),
            CareRequest::CloseShort { duty, whom, period, reason, make_up } => {
                self.close_short(&duty, whom, &period, reason.trim(), &make_up, now)
            }
            CareRequest::DutySheet { duty, period, act } => self.duty_sheet(&duty, &period, act, now),
            CareRequest::Work(by) => Step::answer(CareAnswer::Work(self.work(by, now))),
            CareRequest::KeepDuty(numbers) => self.keep_duty(&numbers, now),
            CareRequest::OwnDutyForm(key) => self.own_duty_form(&key),
            CareRequest::KeepOwnDuty { key, answers } => self.keep_own_duty(&key, &answers, now),
            CareRequest::PauseForm { child, pause } => self.pause_form(child, pause, now),
            CareRequest::KeepPause { child, pause, answers } => self.keep_pause(child, pause, &answers, now),
            CareRequest::Pauses(child) => self.pauses_of(child),
            CareRequest::Cadre(request) => self.ask_cadre(request, now),
            CareRequest::Aid(request) => self.ask_aid(request, now),
            CareRequest::Calendar => Step::answer(CareAnswer::Calendar(self.calendar_lines(now))),
            CareRequest::KeepCalendar(lines) => self.keep_calendar(&lines, now),
            CareRequest::Case(request) => self.ask_case(request, now),
            CareRequest::Attendance(request) => self.ask_attendance(request, now),
            CareRequest::Share(request) => self.ask_share(request, now),
            CareRequest::Upward(request) => self.ask_upward(request, now),
            CareRequest::Paper(request) => self.ask_paper(PaperOrder::of(request), now),
            CareRequest::PaperOrder(order) => self.ask_paper(*order, now),
            CareRequest::Docket(request) => self.ask_docket(request, now),
            CareRequest::Attachment(request) => self.ask_attachment(request, now),
        }
    }

    fn ask_register(&mut self, request: RegisterRequest, now: &Now) -> Step {
        match request {
            RegisterRequest::Definition(register) => self.definition(register),
            RegisterRequest::KeepDefinition(definition) => self.keep_definition(&definition, now),
            RegisterRequest::KeepColumns { register, columns } => self.keep_columns(register, &columns, now),
            RegisterRequest::Unseal { scope, reason } => self.unseal(scope, &reason, now),
            RegisterRequest::Reseal(scope) => self.reseal(scope),
            RegisterRequest::Restricted(register) => self.restricted(register, now),
            RegisterRequest::RestrictedOfChild(child) => self.restricted_of_child(child, now),
            RegisterRequest::RestrictedForm { register, child, entry } => {
                self.restricted_form(register, child, entry, now)
            }
            RegisterRequest::KeepRestricted { register, child, entry, answers } => {
                self.keep_restricted(register, child, entry, &answers, now)
            }
            RegisterRequest::RestrictedSheet { register, act, reason } => {
                self.restricted_sheet(register, act, &reason, now)
            }
        }
    }

    /// A child as lists show it.
    pub(crate) fn person_view(&self, ix: u32) -> PersonView {
        let row = self.row(ix);
        PersonView {
            child: row.id().0,
            name: row.get(Field::Name).to_owned(),
            grade_class: row.grade_class(),
            village: row.get(Field::Village).to_owned(),
        }
    }

    pub(crate) fn child_or_gone(&self, child: Id) -> Result<u32, Step> {
        self.child_ix(child).ok_or_else(|| Step::answer(Refusal::Gone))
    }

    /// Answers a save with itself.
    pub(crate) fn care_saved() -> Then {
        Box::new(|_, save| CareAnswer::Saved(save).into())
    }

    /// The same, with the row that it made or changed: pictures may follow.
    pub(crate) fn care_saved_as(row: RowId) -> Then {
        Box::new(move |_, save| CareAnswer::Saved(SaveView { made: Some(row.0), ..save }).into())
    }
}
